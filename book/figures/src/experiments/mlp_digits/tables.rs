//! The tables: accuracies beside other libraries', curves, learning rates.

use std::path::Path;

use backprop::Layer;
use backprop::training::{Pass, Score};
use datasets::Dataset;

use super::seen::{judged, weights};
use super::{
    BATCH, LEARNING_RATE, SIZES, Settings, network, seconds_per_pass, split, train,
};
use crate::FigureError;
use crate::experiments::spread::{self, Shown};
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// The learning rates that were tried on a fifth of the training samples.
const RATES: [f64; 7] = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0];

const SUMMARY: [&str; 8] = [
    "model",
    "what",
    "parameters",
    "train_accuracy",
    "test_accuracy",
    "sd",
    "seeds",
    "ms_per_pass",
];

/// All tables. Lesson 1's network is read from `results`, other libraries' numbers from
/// `golden`; where a file is not there, its rows are left out.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are no seeds, or no passes.
pub fn tables(
    settings: Settings,
    results: &Path,
    golden: &Path,
) -> Result<Vec<Table>, FigureError> {
    let halves = split()?;
    let both = [&halves.train, &halves.test];
    let bar = bar(settings.seeds as usize, "mlp-digits");
    let mut runs = Vec::new();
    let mut hidden = Table::new("mlp-digits-hidden", &["neuron", "active", "weights"]);
    hidden.note("seed: 0; the hidden neurons of mlp-digits.csv before the first and after the last step; 64 weights each, row by row from the top left");
    hidden.note(format!(
        "active: for how many of the {} training samples the neuron's sum is above 0; at 0 it is dead",
        halves.train.len()
    ));
    let mut seen = Vec::new();
    for seed in 0..settings.seeds {
        let mut network = network(seed);
        let start = weights("start", &mut network, &halves.train);
        runs.push(train(
            &mut network,
            LEARNING_RATE,
            both,
            seed,
            settings.passes,
        ));
        if seed == 0 {
            for row in
                start
                    .into_iter()
                    .chain(weights("end", &mut network, &halves.train))
            {
                hidden.push(row);
            }
            seen.extend(judged(&mut network, &halves));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();

    let mut summary = Table::new("mlp-digits", &SUMMARY);
    summary.note(format!(
        "seeds: 0 to {}; split 0.2, seed 7: {} to learn from, {} to test",
        settings.seeds - 1,
        halves.train.len(),
        halves.test.len()
    ));
    summary.note(format!(
        "how: relu, first weights by He, {} passes, {BATCH} samples per step, learning rate {LEARNING_RATE}; means over the seeds, sd of the test accuracy; ms_per_pass: the shortest, without the judging",
        settings.passes
    ));
    summary.note("other libraries: from tests/golden/mlp_digits.csv, the same split and plan; tape: from digits.csv");
    let milliseconds = 1e3 * seconds_per_pass(&halves.train, 20 * settings.passes);
    summary.push(summarize(&runs, milliseconds));
    add_others(&mut summary, golden);
    add_tape(&mut summary, results);
    let mut tables = vec![
        summary,
        curves(&runs),
        rates(&halves.train, settings)?,
        hidden,
    ];
    tables.extend(seen);
    Ok(tables)
}

fn parameters() -> usize {
    network(0).count_parameters()
}

fn summarize(runs: &[Vec<Pass>], milliseconds: f64) -> [String; 8] {
    let last = |score: fn(&Pass) -> f64| -> Vec<f64> {
        let ends = runs.iter().filter_map(|run| run.last());
        ends.map(score).collect()
    };
    let (test, sd) = mean_and_deviation(&last(|pass| pass.validation.accuracy));
    let (train, _) = mean_and_deviation(&last(|pass| pass.train.accuracy));
    [
        "layers".to_owned(),
        format!("{}-{}-{} in layers", SIZES[0], SIZES[1], SIZES[2]),
        parameters().to_string(),
        format!("{train:.4}"),
        format!("{test:.4}"),
        format!("{sd:.4}"),
        runs.len().to_string(),
        format!("{milliseconds:.2}"),
    ]
}

/// Losses and accuracies after each pass.
fn curves(runs: &[Vec<Pass>]) -> Table {
    let shown: [Shown<Pass>; 4] = [
        ("train_loss", |pass| pass.train.loss),
        ("test_loss", |pass| pass.validation.loss),
        ("train_accuracy", |pass| pass.train.accuracy),
        ("test_accuracy", |pass| pass.validation.accuracy),
    ];
    let runs: Vec<_> = runs.iter().map(Vec::as_slice).collect();
    spread::curves("mlp-digits", &shown, &runs)
}

/// The accuracy of each learning rate on a fifth of the training samples, which the other four
/// fifths were trained without. The test samples have no part in the choice.
fn rates(data: &Dataset, settings: Settings) -> Result<Table, FigureError> {
    let parts = data.split(0.2, 11)?;
    let columns = ["rate", "accuracy", "sd", "train_loss"];
    let mut table = Table::new("mlp-digits-rates", &columns);
    table.note(format!(
        "seeds: means over 0 to {}; a fifth of the training samples set aside (seed 11), test samples unused",
        settings.seeds - 1
    ));
    table.note(format!(
        "how: {} passes, {BATCH} samples per step; accuracy on the part set aside, its sd over the seeds, and the training loss",
        settings.passes
    ));
    let bar = bar(RATES.len(), "mlp-digits-rates");
    for rate in RATES {
        let ends: Vec<(Score, Score)> = (0..settings.seeds)
            .filter_map(|seed| {
                let both = [&parts.train, &parts.test];
                let mut network = network(seed);
                let passes = train(&mut network, rate, both, seed, settings.passes);
                passes.last().map(|pass| (pass.train, pass.validation))
            })
            .collect();
        let of = |score: fn(&(Score, Score)) -> f64| {
            mean_and_deviation(&ends.iter().map(score).collect::<Vec<_>>())
        };
        let (accuracy, sd) = of(|end| end.1.accuracy);
        let (loss, _) = of(|end| end.0.loss);
        table.push([
            rate.to_string(),
            format!("{accuracy:.4}"),
            format!("{sd:.4}"),
            format!("{loss:.4}"),
        ]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(table)
}

/// Other libraries' rows, one for each library of the file, where it is present.
fn add_others(summary: &mut Table, golden: &Path) {
    let Ok(table) = Table::read(golden, "mlp_digits", "mlp-digits") else {
        return;
    };
    let (Ok(train), Ok(test)) = (
        table.column("train_accuracy"),
        table.column("test_accuracy"),
    ) else {
        return;
    };
    let mut libraries: Vec<&str> =
        table.rows.iter().map(|row| row[0].as_str()).collect();
    libraries.dedup();
    for library in libraries {
        let own = |column: &[f64]| -> Vec<f64> {
            let pairs = table.rows.iter().zip(column);
            let own = pairs.filter(|(row, _)| row[0] == library);
            own.map(|(_, &share)| share).collect()
        };
        let name = match library {
            "pytorch" => "PyTorch",
            "sklearn" => "scikit-learn",
            other => other,
        };
        let tests = own(&test);
        let (mean, sd) = mean_and_deviation(&tests);
        summary.push([
            library.to_owned(),
            format!("{name}: the same network"),
            parameters().to_string(),
            format!("{:.4}", mean_and_deviation(&own(&train)).0),
            format!("{mean:.4}"),
            format!("{sd:.4}"),
            tests.len().to_string(),
            String::new(),
        ]);
    }
}

/// Lesson 1's network, as `digits.csv` has it.
fn add_tape(summary: &mut Table, results: &Path) {
    let Ok(table) = Table::read(results, "digits", "digits") else {
        return;
    };
    let row = SUMMARY[2..]
        .iter()
        .map(|column| table.text("network", column));
    if let Ok(row) = row.collect::<Result<Vec<_>, _>>() {
        let name = ["tape", "64-16-10 on the tape of lesson 1"];
        summary.push(name.into_iter().chain(row).map(ToOwned::to_owned));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_others_are_taken_over_where_the_file_is_and_skipped_where_not() {
        let mut summary = Table::new("mlp-digits", &SUMMARY);
        let nowhere = Path::new("no such folder");
        add_others(&mut summary, nowhere);
        add_tape(&mut summary, nowhere);
        assert!(summary.rows.is_empty());
        let folder = tempfile::tempdir().expect("a folder for the test");
        let text = "library,seed,train_accuracy,test_accuracy\n\
                    pytorch,0,1,0.9\npytorch,1,1,0.8\nsklearn,0,0.5,0.25\n";
        std::fs::write(folder.path().join("mlp_digits.csv"), text)
            .expect("the folder can be written");
        add_others(&mut summary, folder.path());
        let number = |key, column| summary.number(key, column).expect("a number");
        assert_eq!(number("pytorch", "seeds"), 2.0);
        assert!((number("pytorch", "test_accuracy") - 0.85).abs() < 1e-12);
        assert_eq!(number("sklearn", "train_accuracy"), 0.5);
    }

    #[test]
    fn every_table_of_a_small_run_is_filled() {
        let small = Settings {
            seeds: 2,
            passes: 2,
        };
        let nowhere = Path::new("no such folder");
        let tables = tables(small, nowhere, nowhere).expect("the digits are there");
        let rows: Vec<_> = tables
            .iter()
            .map(|table| (table.name.as_str(), table.rows.len()))
            .collect();
        assert_eq!(rows[0], ("mlp-digits", 1));
        assert_eq!(rows[1], ("mlp-digits-curves", 2));
        assert_eq!(rows[2], ("mlp-digits-rates", RATES.len()));
        assert_eq!(rows[3], ("mlp-digits-hidden", 64));
        let curves = &tables[1];
        for name in ["train_loss", "test_accuracy"] {
            let of = |end: &str| curves.number("2", &format!("{name}{end}"));
            let least = of("_min").expect("a number");
            let (mean, most) =
                (of("").expect("a number"), of("_max").expect("a number"));
            assert!(least <= mean && mean <= most && least < most, "{name}");
        }
        // 64·32 + 32 + 32·10 + 10.
        assert_eq!(
            tables[0].number("layers", "parameters").expect("a row"),
            2410.0
        );
    }
}

//! The tables: accuracies beside scikit-learn's, curves, learning rates.

use std::path::Path;

use datasets::Dataset;

use super::seen::{judged, weights};
use super::{BATCH, Model, NETWORK, Settings, TEN, Trained, split};
use crate::FigureError;
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// The learning rates that were tried on a fifth of the training samples.
const RATES: [f64; 6] = [0.03, 0.1, 0.2, 0.5, 1.0, 2.0];

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

/// All tables.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are no seeds, or no passes.
pub fn tables(settings: Settings, golden: &Path) -> Result<Vec<Table>, FigureError> {
    let halves = split()?;
    let bar = bar(2 * settings.seeds as usize, "digits");
    let [ten, network] = [TEN, NETWORK].map(|model| {
        let train = |seed| {
            bar.inc(1);
            model.train(&halves.train, &halves.test, seed, settings.passes)
        };
        (0..settings.seeds).map(train).collect::<Vec<_>>()
    });
    bar.finish_and_clear();

    let mut summary = Table::new("digits", &SUMMARY);
    summary.note(format!(
        "seeds: 0 to {}; split 0.2, seed 7: {} to learn from, {} to test",
        settings.seeds - 1,
        halves.train.len(),
        halves.test.len()
    ));
    summary.note(format!(
        "how: {} passes, {BATCH} samples per step, learning rate {}; means over the seeds, sd of the test accuracy; ms_per_pass: the shortest",
        settings.passes, TEN.learning_rate
    ));
    summary.note(
        "rows that begin with sklearn: from tests/golden/digits_sklearn.csv, same split",
    );
    summary.push(summarize(TEN, &ten));
    summary.push(summarize(NETWORK, &network));
    add_sklearn(&mut summary, golden);

    let first = &ten[0].parameters;
    let mut tables = vec![
        summary,
        curves(settings, &ten, &network),
        rates(&halves.train, settings)?,
    ];
    tables.push(weights(first));
    tables.extend(judged(first, &halves));
    Ok(tables)
}

/// Loss, training and test accuracy after a pass, each the mean over the runs.
fn means(runs: &[Trained], pass: usize) -> [f64; 3] {
    [0, 1, 2].map(|which| {
        let all: Vec<_> = runs.iter().map(|run| run.passes[pass][which]).collect();
        mean_and_deviation(&all).0
    })
}

fn summarize(model: Model, runs: &[Trained]) -> [String; 8] {
    let last = runs[0].passes.len() - 1;
    let tests: Vec<_> = runs.iter().map(|run| run.passes[last][2]).collect();
    let seconds = runs
        .iter()
        .map(|run| run.seconds)
        .fold(f64::INFINITY, f64::min);
    let (test, sd) = mean_and_deviation(&tests);
    [
        model.key.to_owned(),
        model.what.to_owned(),
        model.network().parameters().to_string(),
        format!("{:.4}", means(runs, last)[1]),
        format!("{test:.4}"),
        format!("{sd:.4}"),
        runs.len().to_string(),
        format!("{:.1}", 1e3 * seconds),
    ]
}

fn curves(settings: Settings, ten: &[Trained], network: &[Trained]) -> Table {
    let columns = [
        "pass",
        "ten_train",
        "ten_test",
        "network_train",
        "network_test",
        "ten_loss",
        "network_loss",
    ];
    let mut table = Table::new("digits-curves", &columns);
    table.note(format!(
        "seeds: means over 0 to {}; training as in digits.csv",
        settings.seeds - 1
    ));
    for pass in 0..settings.passes {
        let (a, b) = (means(ten, pass), means(network, pass));
        let entries =
            [a[1], a[2], b[1], b[2], a[0], b[0]].map(|entry| format!("{entry:.4}"));
        table.push([(pass + 1).to_string()].into_iter().chain(entries));
    }
    table
}

/// The accuracy of each learning rate on a fifth of the training samples, which the other four
/// fifths were trained without. The test samples have no part in the choice.
fn rates(train: &Dataset, settings: Settings) -> Result<Table, FigureError> {
    let parts = train.split(0.2, 11)?;
    let mut table = Table::new("digits-rates", &["rate", "ten_neurons", "network"]);
    table.note("seeds: 0; a fifth of the training samples set aside (seed 11), test samples unused");
    table.note(format!(
        "how: {} passes, {BATCH} samples per step; accuracy on the part set aside",
        settings.passes
    ));
    let bar = bar(RATES.len(), "digits-rates");
    for rate in RATES {
        let right = [TEN, NETWORK].map(|model| {
            let run = Model {
                learning_rate: rate,
                ..model
            }
            .train(&parts.train, &parts.test, 0, settings.passes);
            format!("{:.4}", run.passes[settings.passes - 1][2])
        });
        table.push([rate.to_string()].into_iter().chain(right));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(table)
}

/// scikit-learn's rows, where its file is present.
fn add_sklearn(summary: &mut Table, golden: &Path) {
    let Ok(table) = Table::read(golden, "digits_sklearn", "digits") else {
        return;
    };
    let single = [
        (
            "one_vs_rest",
            "sklearn-one-vs-rest",
            "scikit-learn: ten logistic regressions (L2)",
            650,
        ),
        (
            "multinomial",
            "sklearn-softmax",
            "scikit-learn: softmax regression (L2)",
            650,
        ),
    ];
    for (key, own, what, parameters) in single {
        let (Ok(train), Ok(test)) = (
            table.number(key, "train_accuracy"),
            table.number(key, "test_accuracy"),
        ) else {
            continue;
        };
        summary.push([
            own.to_owned(),
            what.to_owned(),
            parameters.to_string(),
            format!("{train:.4}"),
            format!("{test:.4}"),
            String::new(),
            "1".to_owned(),
            String::new(),
        ]);
    }
    let of = |column: &str| -> Vec<f64> {
        (0..5)
            .filter_map(|seed| table.number(&format!("mlp_tanh_{seed}"), column).ok())
            .collect()
    };
    let (train, test) = (of("train_accuracy"), of("test_accuracy"));
    if test.len() == 5 && train.len() == 5 {
        let (mean, sd) = mean_and_deviation(&test);
        summary.push([
            "sklearn-network".to_owned(),
            "scikit-learn: 64-16-10, tanh, Adam, softmax".to_owned(),
            "1210".to_owned(),
            format!("{:.4}", mean_and_deviation(&train).0),
            format!("{mean:.4}"),
            format!("{sd:.4}"),
            "5".to_owned(),
            String::new(),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scikit_learns_rows_are_taken_over_where_the_file_is_and_skipped_where_not() {
        let mut summary = Table::new("digits", &SUMMARY);
        add_sklearn(&mut summary, Path::new("no such folder"));
        assert!(summary.rows.is_empty());
        let folder = tempfile::tempdir().expect("a folder for the test");
        let text = "key,train_accuracy,test_accuracy\nmultinomial,0.9,0.8\n";
        std::fs::write(folder.path().join("digits_sklearn.csv"), text)
            .expect("the folder can be written");
        add_sklearn(&mut summary, folder.path());
        assert_eq!(
            summary
                .number("sklearn-softmax", "test_accuracy")
                .expect("a row"),
            0.8
        );
        assert_eq!(summary.rows.len(), 1);
    }
}

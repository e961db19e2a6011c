//! Eight activations on digits, each at its own best learning rate.

use std::path::Path;

use activations::Activation;
use backprop::training::evaluate;
use datasets::{Dataset, Split};

use super::bends::{BATCH, Course, ELU, LEAKY, key, network, train};
use super::digits::split;
use super::student::{mean_and_interval, tie};
use super::{bar, mean_and_deviation};
use crate::FigureError;
use crate::results::Table;

/// Who is compared.
pub const ALL: [Activation; 8] = [
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    LEAKY,
    ELU,
    Activation::Softplus,
    Activation::Gelu,
    Activation::Silu,
];
/// The network's sizes.
pub const SIZES: [usize; 4] = [64, 32, 32, 10];
/// η, each about 2.4 times the one before.
pub const RATES: [f64; 7] = [0.024, 0.058, 0.14, 0.34, 0.82, 2.0, 4.8];

/// How long and with how many starts it is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … for the choice of the learning rate.
    pub tries: u64,
    /// Seeds 0, 1, … for the judgement.
    pub seeds: u64,
    /// Passes over the training samples.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    tries: 3,
    seeds: 10,
    passes: 40,
};

/// Accuracies on the first set, after training on it, and on the second.
fn accuracies(
    activation: Activation,
    [learned, unseen]: [&Dataset; 2],
    rate: f64,
    passes: usize,
    seed: u64,
) -> [f64; 2] {
    let mut network = network(activation, &SIZES, seed);
    let course = Course { rate, seed, passes };
    train(&mut network, learned, course, |_| true);
    [learned, unseen].map(|data| evaluate(&mut network, data).accuracy)
}

/// Writes `which-activation.csv` and the tables behind the figures.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(&RATES, SETTINGS)? {
        table.write(folder, "which-activation")?;
    }
    Ok(())
}

/// The comparison, its ten starts, and the learning rates.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are no rates, no tries, or fewer than two seeds.
pub fn tables(rates: &[f64], settings: Settings) -> Result<[Table; 3], FigureError> {
    let halves = split()?;
    let tried = tries(&halves, rates, settings)?;
    let best: Vec<f64> = tried
        .iter()
        .map(|column| best_rate(rates, column))
        .collect();
    let bar = bar(ALL.len(), "which-activation");
    let mut runs: Vec<[Vec<f64>; 2]> = Vec::new();
    for (activation, &rate) in ALL.into_iter().zip(&best) {
        let both = [&halves.train, &halves.test];
        let all: Vec<[f64; 2]> = (0..settings.seeds)
            .map(|seed| accuracies(activation, both, rate, settings.passes, seed))
            .collect();
        runs.push([0, 1].map(|set| all.iter().map(|run| run[set]).collect()));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut tables = [
        summary(&best, &runs),
        starts(&runs, settings.seeds),
        curves(rates, &tried),
    ];
    let Settings {
        tries,
        seeds,
        passes,
    } = settings;
    for table in &mut tables {
        table.note(format!(
            "seeds: 0 to {} for the choice of the rate, 0 to {} for the judgement; digits, split 0.2, seed 7",
            tries - 1,
            seeds - 1
        ));
        table.note(format!(
            "how: {}-{}-{}-{}, weights by the gain of each activation, biases 0, plain descent, {passes} passes, {BATCH} samples per step",
            SIZES[0], SIZES[1], SIZES[2], SIZES[3]
        ));
        table.note(format!(
            "rate: for each activation the one of {} with the best mean accuracy on a fifth of the training samples set aside (seed 11); then trained on all {} training samples and judged on {} unseen ones",
            rates.len(),
            halves.train.len(),
            halves.test.len()
        ));
    }
    tables[0].note("interval: half the width of the 95 % interval of the mean test accuracy (Student's t); ties_with_best: no difference to the best by Welch's t-test at 5 %, not corrected for the number of comparisons");
    tables[1].note("accuracy on the unseen samples, start by start");
    tables[2].note("mean accuracy on the part set aside");
    Ok(tables)
}

/// For each activation the mean accuracy of each rate on a part set aside of the training
/// samples. The test samples have no part in the choice.
fn tries(
    halves: &Split,
    rates: &[f64],
    settings: Settings,
) -> Result<Vec<Vec<f64>>, FigureError> {
    let parts = halves.train.split(0.2, 11)?;
    let both = [&parts.train, &parts.test];
    let bar = bar(ALL.len() * rates.len(), "which-activation");
    let mean = |activation: Activation, rate: f64| {
        let all: Vec<f64> = (0..settings.tries)
            .map(|seed| accuracies(activation, both, rate, settings.passes, seed)[1])
            .collect();
        bar.inc(1);
        mean_and_deviation(&all).0
    };
    let tried = ALL.map(|activation| {
        let column = rates.iter().map(|&rate| mean(activation, rate));
        column.collect()
    });
    bar.finish_and_clear();
    Ok(tried.to_vec())
}

/// The rate with the largest accuracy; at a tie the smaller rate.
pub(crate) fn best_rate(rates: &[f64], accuracies: &[f64]) -> f64 {
    let mut best = 0;
    for (i, accuracy) in accuracies.iter().enumerate() {
        if *accuracy > accuracies[best] {
            best = i;
        }
    }
    rates[best]
}

fn summary(rates: &[f64], runs: &[[Vec<f64>; 2]]) -> Table {
    let mut table = Table::new(
        "which-activation",
        &[
            "activation",
            "rate",
            "test_accuracy",
            "interval",
            "train_accuracy",
            "ties_with_best",
        ],
    );
    let mean = |run: &[Vec<f64>; 2]| mean_and_deviation(&run[1]).0;
    let best = runs.iter().max_by(|a, b| mean(a).total_cmp(&mean(b)));
    for ((activation, rate), run) in ALL.into_iter().zip(rates).zip(runs) {
        let [learned, unseen] = run;
        let (test, interval) = mean_and_interval(unseen);
        let ties = best.is_some_and(|best| tie(unseen, &best[1]));
        table.push([
            key(activation),
            rate.to_string(),
            format!("{test:.4}"),
            format!("{interval:.4}"),
            format!("{:.4}", mean_and_deviation(learned).0),
            if ties { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table
}

fn starts(runs: &[[Vec<f64>; 2]], seeds: u64) -> Table {
    let keys = ALL.map(key);
    let columns: Vec<&str> = ["seed"]
        .into_iter()
        .chain(keys.iter().map(String::as_str))
        .collect();
    let mut table = Table::new("which-activation-starts", &columns);
    for seed in 0..seeds as usize {
        let row = runs.iter().map(|run| format!("{:.4}", run[1][seed]));
        table.push([seed.to_string()].into_iter().chain(row));
    }
    table
}

fn curves(rates: &[f64], tried: &[Vec<f64>]) -> Table {
    let keys = ALL.map(key);
    let columns: Vec<&str> = ["rate"]
        .into_iter()
        .chain(keys.iter().map(String::as_str))
        .collect();
    let mut table = Table::new("which-activation-rates", &columns);
    for (i, rate) in rates.iter().enumerate() {
        let row = tried.iter().map(|column| format!("{:.4}", column[i]));
        table.push([rate.to_string()].into_iter().chain(row));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_of_a_small_run_is_filled() {
        let small = Settings {
            tries: 1,
            seeds: 2,
            passes: 1,
        };
        let rates = [1e-4, 0.2];
        let [summary, starts, curves] =
            tables(&rates, small).expect("the digits are there");
        assert_eq!(summary.rows.len(), ALL.len());
        assert_eq!((starts.rows.len(), curves.rows.len()), (2, 2));
        for activation in ALL {
            let name = key(activation);
            let (low, high) = (
                curves.number("0.0001", &name).expect("a number"),
                curves.number("0.2", &name).expect("a number"),
            );
            // A hundred steps of 10⁻⁴ teach nothing; at a tie the smaller rate is taken.
            let rate = if high > low { 0.2 } else { 1e-4 };
            assert_eq!(summary.number(&name, "rate").expect("a rate"), rate);
            let both = starts.column(&name).expect("two starts");
            let mean = f64::midpoint(both[0], both[1]);
            let said = summary.number(&name, "test_accuracy").expect("a number");
            assert!((mean - said).abs() < 1.01e-4, "{name}");
        }
        assert!(curves.number("0.2", "ReLU").expect("a number") > 0.5);
        let ties = summary.rows.iter().filter(|row| row[5] == "yes");
        assert!(ties.count() >= 1, "the best ties with itself");
    }

    #[test]
    fn the_best_rate_is_the_smallest_of_equals() {
        let rates = [0.1, 0.2, 0.4, 0.8];
        assert_eq!(best_rate(&rates, &[0.5, 0.9, 0.9, 0.7]), 0.2);
    }
}

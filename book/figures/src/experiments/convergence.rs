//! How many passes until a network has learned its digits: sigmoid and tanh beside relu.

use std::path::Path;

use activations::Activation;
use datasets::Dataset;

use super::bends::{BATCH, Course, key, network, train};
use super::digits::split;
use super::student::mean_and_interval;
use super::which_activation::SIZES;
use super::{bar, mean_and_deviation};
use crate::FigureError;
use crate::results::Table;

/// Who is compared.
pub const ALL: [Activation; 3] =
    [Activation::Sigmoid, Activation::Tanh, Activation::Relu];

/// η, each about 1.5 times the one before: the speed hangs on it.
pub const RATES: [f64; 13] = [
    0.05, 0.075, 0.11, 0.17, 0.26, 0.38, 0.58, 0.86, 1.3, 1.9, 2.9, 4.4, 6.6,
];

/// What counts as learned, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … for the choice of the learning rate.
    pub tries: u64,
    /// Seeds 0, 1, … for the judgement.
    pub seeds: u64,
    /// The running loss of a pass that counts as learned.
    pub loss: f64,
    /// Passes at most.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    tries: 3,
    seeds: 10,
    loss: 0.05,
    passes: 150,
};

/// The first pass whose running loss is below the threshold.
fn passes(
    activation: Activation,
    data: &Dataset,
    rate: f64,
    seed: u64,
    settings: Settings,
) -> Option<usize> {
    let mut network = network(activation, &SIZES, seed);
    let (mut count, mut reached) = (0, false);
    let course = Course {
        rate,
        seed,
        passes: settings.passes,
    };
    train(&mut network, data, course, |loss| {
        count += 1;
        reached = loss < settings.loss;
        // A loss that is no number will not become one again.
        !reached && loss.is_finite()
    });
    reached.then_some(count)
}

/// The rate with the fewest passes, of those with which all tries learn.
fn fastest(
    activation: Activation,
    data: &Dataset,
    rates: &[f64],
    settings: Settings,
) -> Option<f64> {
    let mean = |rate: f64| {
        let all: Option<Vec<f64>> = (0..settings.tries)
            .map(|seed| {
                passes(activation, data, rate, seed, settings).map(|n| n as f64)
            })
            .collect();
        all.map(|all| mean_and_deviation(&all).0)
    };
    let learned = rates
        .iter()
        .filter_map(|&rate| mean(rate).map(|passes| (rate, passes)));
    learned
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(rate, _)| rate)
}

/// Writes `convergence.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&RATES, SETTINGS)?.write(folder, "convergence")
}

/// The table for these learning rates. A start that does not learn counts as if it had with
/// the last pass, and is left out of `learned`.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are fewer than two seeds, or an activation learns with no rate.
pub fn table(rates: &[f64], settings: Settings) -> Result<Table, FigureError> {
    let halves = split()?;
    let bar = bar(2 * ALL.len(), "convergence");
    let runs = ALL.map(|activation| {
        let rate = fastest(activation, &halves.train, rates, settings);
        let rate = rate.unwrap_or_else(|| panic!("{activation} learns with no rate"));
        bar.inc(1);
        let all: Vec<Option<usize>> = (0..settings.seeds)
            .map(|seed| passes(activation, &halves.train, rate, seed, settings))
            .collect();
        bar.inc(1);
        let learned = all.iter().flatten().count();
        let passes: Vec<f64> = all
            .iter()
            .map(|n| n.unwrap_or(settings.passes) as f64)
            .collect();
        (activation, rate, mean_and_interval(&passes), learned)
    });
    bar.finish_and_clear();
    let columns = [
        "activation",
        "rate",
        "passes",
        "interval",
        "learned",
        "ratio_to_ReLU",
    ];
    let mut table = Table::new("convergence", &columns);
    table.note(format!(
        "seeds: 0 to {} for the choice of the rate, 0 to {} for the judgement; digits, split 0.2, seed 7",
        settings.tries - 1,
        settings.seeds - 1
    ));
    table.note(format!(
        "how: {}-{}-{}-{}, weights by the gain of each activation, biases 0, plain descent, {BATCH} samples per step; of {} rates from {} to {} the one with the fewest passes",
        SIZES[0], SIZES[1], SIZES[2], SIZES[3], rates.len(), rates[0], rates[rates.len() - 1]
    ));
    table.note(format!(
        "passes: until the mean training loss of a pass is first below {}; interval: half the width of the 95 % interval of the mean (Student's t); learned: starts that got there within {} passes",
        settings.loss, settings.passes
    ));
    let relu = runs[2].2.0;
    for (activation, rate, (mean, interval), learned) in runs {
        table.push([
            key(activation),
            rate.to_string(),
            format!("{mean:.1}"),
            format!("{interval:.1}"),
            learned.to_string(),
            format!("{:.2}", mean / relu),
        ]);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_run_finds_its_rates() {
        let small = Settings {
            tries: 1,
            seeds: 2,
            loss: 1.5,
            passes: 12,
        };
        // With the first rate nobody learns, so nobody chooses it.
        let table = table(&[1e-6, 0.34], small).expect("the digits are there");
        for activation in ALL {
            let of = |column: &str| {
                table.number(&key(activation), column).expect("a number")
            };
            assert_eq!(of("rate"), 0.34);
            assert_eq!(of("learned"), 2.0);
            assert!((1.0..=12.0).contains(&of("passes")), "{table:?}");
        }
        assert_eq!(table.number("ReLU", "ratio_to_ReLU").expect("itself"), 1.0);
    }
}

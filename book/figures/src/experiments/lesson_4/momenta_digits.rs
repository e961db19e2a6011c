//! How much momentum: at the same learning rate, and at the same steps in the long run.

use std::path::Path;

use datasets::Dataset;

use super::method::Method;
use crate::FigureError;
use crate::experiments::bar;
use crate::experiments::digits::split;
use crate::experiments::mlp_digits::{BATCH, SIZES, network};
use crate::experiments::student::mean_and_interval;
use crate::experiments::walk::{Walk, walk};
use crate::results::Table;

/// ρ
pub const MOMENTA: [f64; 4] = [0.0, 0.5, 0.9, 0.99];
/// η where all have the same.
pub const RATE: f64 = 0.02;
/// η/(1 − ρ) where all have the same: a steady slope's step in the long run.
pub const LONG_RUN: f64 = 0.2;

/// What counts as learned, and how long it may take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of first weights and of the order of the samples.
    pub seeds: u64,
    /// The running loss of a pass that counts as learned.
    pub loss: f64,
    /// Passes at most.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 10,
    loss: 0.05,
    passes: 300,
};

/// The first pass whose running loss is below the threshold.
fn passes(
    momentum: f64,
    rate: f64,
    data: &Dataset,
    seed: u64,
    settings: Settings,
) -> Option<usize> {
    let plan = Walk {
        batch: BATCH,
        seed,
        passes: settings.passes,
    };
    let (mut count, mut reached) = (0, false);
    let optimizer = Method::Momentum(momentum).at_rate(rate);
    walk(&mut network(seed), optimizer, data, plan, |_, loss| {
        count += 1;
        reached = loss < settings.loss;
        // A loss that is no number will not become one again.
        !reached && loss.is_finite()
    });
    reached.then_some(count)
}

/// Writes `momenta-digits.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS)?.write(folder, "momenta-digits")
}

/// The table.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are fewer than two seeds.
pub fn table(settings: Settings) -> Result<Table, FigureError> {
    let halves = split()?;
    let mut table = Table::new(
        "momenta-digits",
        &[
            "momentum",
            "same_rate",
            "same_rate_passes",
            "same_rate_interval",
            "same_rate_learned",
            "matched_rate",
            "matched_passes",
            "matched_interval",
            "matched_learned",
        ],
    );
    table.note(format!(
        "seeds: 0 to {}; digits, split 0.2, seed 7; {}-{}-{}, relu, He, {BATCH} samples per step",
        settings.seeds - 1, SIZES[0], SIZES[1], SIZES[2]
    ));
    table.note(format!(
        "passes: until the mean training loss of a pass is first below {}; interval: half the width of the 95 % interval of the mean (Student's t); learned: starts that got there within {} passes, the others count as {}; same_rate: η = {RATE} for all; matched_rate: η/(1 − ρ) = {LONG_RUN} for all",
        settings.loss, settings.passes, settings.passes
    ));
    let bar = bar(MOMENTA.len(), "momenta-digits");
    for momentum in MOMENTA {
        let mut row = vec![momentum.to_string()];
        // Three digits: 0.2·(1 − 0.99) is 0.002 but for rounding.
        let matched = (1e6 * LONG_RUN * (1.0 - momentum)).round() / 1e6;
        for rate in [RATE, matched] {
            let all: Vec<Option<usize>> = (0..settings.seeds)
                .map(|seed| passes(momentum, rate, &halves.train, seed, settings))
                .collect();
            let counts: Vec<f64> = all
                .iter()
                .map(|count| count.unwrap_or(settings.passes) as f64)
                .collect();
            let (mean, interval) = mean_and_interval(&counts);
            row.extend([
                rate.to_string(),
                format!("{mean:.1}"),
                format!("{interval:.1}"),
                all.iter().flatten().count().to_string(),
            ]);
        }
        table.push(row);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn momentum_helps_at_the_same_rate() {
        let small = Settings {
            seeds: 2,
            loss: 1.0,
            passes: 20,
        };
        let table = table(small).expect("the digits are there");
        let of = |key: &str, column: &str| table.number(key, column).expect("a number");
        assert!(of("0.9", "same_rate_passes") < of("0", "same_rate_passes"));
        assert_eq!(of("0.9", "matched_rate"), 0.02);
        assert_eq!(of("0", "matched_learned"), 2.0);
    }
}

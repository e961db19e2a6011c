//! Handwritten digits by layers of matrices: a network 64-32-10.

use std::path::{Path, PathBuf};
use std::time::Instant;

use backprop::training::{Pass, Plan, fit};
use backprop::{Batches, Init, Sequential, Sgd, Training};
use datasets::Dataset;

use super::digits::split;
use crate::FigureError;

mod seen;
mod tables;

pub use tables::tables;

/// The network's sizes.
pub const SIZES: [usize; 3] = [64, 32, 10];
/// Samples per step.
pub const BATCH: usize = 32;
/// η. By `mlp-digits-rates.csv`, rates from 0.05 to 1 are equal within the spread of the starts; this
/// one lies in the middle.
pub const LEARNING_RATE: f64 = 0.2;

/// How long and with how many starts it is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of first weights and of the order of the samples.
    pub seeds: u64,
    /// Passes over the training samples.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 5,
    passes: 60,
};

/// A network with its first weights.
pub fn network(seed: u64) -> Sequential {
    Sequential::mlp(&SIZES, Init::He, seed)
}

/// Trains it on `train`, judging both sets after each pass.
pub fn train(
    network: &mut Sequential,
    learning_rate: f64,
    [train, test]: [&Dataset; 2],
    seed: u64,
    passes: usize,
) -> Vec<Pass> {
    let mut training = Training::new(network, Sgd { learning_rate });
    let plan = Plan {
        epochs: passes,
        batch: BATCH,
        seed,
    };
    fit(&mut training, train, test, plan, |_| {})
}

/// Seconds of the shortest of many passes, without the judging: what disturbs a pass only adds.
fn seconds_per_pass(data: &Dataset, passes: usize) -> f64 {
    let mut network = network(0);
    let sgd = Sgd {
        learning_rate: LEARNING_RATE,
    };
    let mut training = Training::new(&mut network, sgd);
    let mut batches = Batches::new(data, BATCH);
    let mut best = f64::INFINITY;
    for _ in 0..passes {
        let begin = Instant::now();
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            training.step(x, labels);
        }
        best = best.min(begin.elapsed().as_secs_f64());
    }
    best
}

/// Writes `mlp-digits.csv` and the tables behind the figures.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS, folder, &golden())? {
        table.write(folder, "mlp-digits")?;
    }
    Ok(())
}

/// The numbers of other libraries, in the repository's tests.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::mlp_digits::seen::{judged, weights};

    #[test]
    fn two_passes_are_better_than_guessing() {
        let halves = split().expect("the digits are part of the program");
        let both = [&halves.train, &halves.test];
        let mut network = network(0);
        let start = weights("start", &mut network, &halves.train);
        let passes = train(&mut network, LEARNING_RATE, both, 0, 2);
        assert!(passes[1].validation.accuracy > 0.5, "{passes:?}");
        assert!(passes[1].train.loss < passes[0].train.loss, "{passes:?}");
        let [mistakes, confusion] = judged(&mut network, &halves);
        let right: f64 = (0..10)
            .map(|d: usize| {
                confusion
                    .number(&d.to_string(), &format!("chose_{d}"))
                    .expect("a count")
            })
            .sum();
        assert_eq!(right + mistakes.rows.len() as f64, halves.test.len() as f64);
        let share = right / halves.test.len() as f64;
        assert!((share - passes[1].validation.accuracy).abs() < 1e-12);
        let end = weights("end", &mut network, &halves.train);
        assert_eq!((start.len(), end.len()), (32, 32));
        // A relu that is positive for no sample keeps its weights, and the others move.
        for (a, b) in start.iter().zip(&end) {
            let dead = a[1] == "0";
            assert_eq!(a[2] == b[2], dead, "{a:?} {b:?}");
        }
    }
}

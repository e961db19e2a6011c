//! Handwritten digits on the tape: ten neurons, and a small network.

use std::path::{Path, PathBuf};
use std::time::Instant;

use autograd::digits::{accuracy, epoch, shuffler};
use autograd::{Activation, Descent, Mlp};
use datasets::{Dataset, Split};

use crate::FigureError;

mod seen;
mod tables;

pub use tables::tables;

/// How long and with how many starts both models are trained.
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
    passes: 40,
};
/// Samples per step.
pub const BATCH: usize = 16;

/// A classifier of digits.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The key of its row.
    pub key: &'static str,
    /// In words.
    pub what: &'static str,
    /// Its sizes.
    pub sizes: &'static [usize],
    /// η, from `digits-rates.csv`.
    pub learning_rate: f64,
}

/// Ten neurons, each against the rest.
pub const TEN: Model = Model {
    key: "ten-neurons",
    what: "64-10: ten logistic regressions",
    sizes: &[64, 10],
    learning_rate: 0.2,
};
/// A layer of 16 tanh neurons before them.
pub const NETWORK: Model = Model {
    key: "network",
    what: "64-16-10: 16 tanh neurons before them",
    sizes: &[64, 16, 10],
    learning_rate: 0.2,
};

/// One training run.
pub struct Trained {
    /// The parameters after the last pass.
    pub parameters: Vec<f64>,
    /// Mean loss over each pass, and accuracies on training and test samples after it.
    pub passes: Vec<[f64; 3]>,
    /// Seconds of the shortest pass, without the judging: what disturbs a pass only adds.
    pub seconds: f64,
}

impl Model {
    /// Its network.
    pub fn network(&self) -> Mlp {
        Mlp::new(self.sizes, Activation::Tanh)
    }

    /// Trains it on `train`, judging after each pass.
    pub fn train(
        &self,
        train: &Dataset,
        test: &Dataset,
        seed: u64,
        passes: usize,
    ) -> Trained {
        let network = self.network();
        let mut parameters = network.init(seed);
        let mut descent = Descent::new(self.learning_rate);
        let mut random = shuffler(seed);
        let mut trained = Trained {
            parameters: Vec::new(),
            passes: Vec::new(),
            seconds: f64::INFINITY,
        };
        for _ in 0..passes {
            let begin = Instant::now();
            let loss = epoch(
                &network,
                &mut parameters,
                train,
                &mut descent,
                BATCH,
                &mut random,
            );
            trained.seconds = trained.seconds.min(begin.elapsed().as_secs_f64());
            let of = |data| accuracy(&network, &parameters, data);
            trained.passes.push([loss, of(train), of(test)]);
        }
        trained.parameters = parameters;
        trained
    }
}

/// The split of the book, the same as in `tests/golden`.
///
/// # Errors
///
/// None in practice: the digits are part of the program.
pub fn split() -> Result<Split, FigureError> {
    Ok(datasets::digits()?.split(0.2, 7)?)
}

/// Writes `digits.csv` and the tables behind the figures.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS, &golden())? {
        table.write(folder, "digits")?;
    }
    Ok(())
}

/// scikit-learn's numbers, in the repository's tests.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::digits::seen::judged;

    #[test]
    fn a_single_pass_is_better_than_guessing() {
        let halves = split().expect("the digits are part of the program");
        let trained = TEN.train(&halves.train, &halves.test, 0, 1);
        assert!(trained.passes[0][2] > 0.5, "{:?}", trained.passes);
        let [mistakes, confusion] = judged(&trained.parameters, &halves);
        let right: f64 = (0..10)
            .map(|d: usize| {
                confusion
                    .number(&d.to_string(), &format!("chose_{d}"))
                    .expect("a count")
            })
            .sum();
        assert_eq!(right + mistakes.rows.len() as f64, halves.test.len() as f64);
        assert!(
            (right / halves.test.len() as f64 - trained.passes[0][2]).abs() < 1e-12
        );
    }
}

//! Shapes of a loss, each with its cause: the same network, and one thing wrong.

use std::path::Path;

use backprop::losses::softmax_cross_entropy;
use backprop::{Batches, Layer, Optimizer};
use datasets::Dataset;
use matrix::Matrix;
use optimizers::clip::{clip_by_norm, gradient_norm};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::FigureError;

mod clipping;
mod ratios;
mod shapes;

pub use shapes::{SHAPES, Shape};

/// Samples per step.
const BATCH: usize = 32;
const SEED: u64 = 0;

/// How many steps the runs take.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// For the shapes, and for the ratios.
    pub steps: usize,
    /// For the run with wrong samples.
    pub clipped_steps: usize,
    /// Passes over few samples, for overfitting.
    pub passes: usize,
}

/// As in the book. A pass over the training digits has 45 steps.
pub const SETTINGS: Settings = Settings {
    steps: 270,
    clipped_steps: 450,
    passes: 270,
};

/// What a training loop may do or forget.
#[derive(Clone, Copy)]
struct Habits {
    /// Sets the gradient to zero before a step.
    clears: bool,
    /// Shuffles the samples before a pass.
    shuffles: bool,
    /// The longest gradient that is let through.
    longest: Option<f64>,
}

/// As it should be.
const GOOD: Habits = Habits {
    clears: true,
    shuffles: true,
    longest: None,
};

/// A step as it was taken.
struct Step {
    /// The batch's loss before it.
    loss: f64,
    /// How long the gradient was, before it was shortened.
    norm: f64,
}

/// Trains step by step, and shows each to `watch` with the network after it.
fn steps(
    network: &mut dyn Layer,
    mut optimizer: impl Optimizer,
    data: &Dataset,
    habits: Habits,
    count: usize,
    mut watch: impl FnMut(&mut dyn Layer, Step),
) {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut batches = Batches::new(data, BATCH);
    let mut dz = Matrix::default();
    for step in 0..count {
        let batch = step % batches.count();
        if batch == 0 && habits.shuffles {
            batches.shuffle(&mut random);
        }
        if habits.clears {
            network.clear_gradients();
        }
        let (x, labels) = batches.get(batch);
        let loss = softmax_cross_entropy(network.forward(x), labels, &mut dz);
        network.backward(&dz);
        let norm = match habits.longest {
            Some(longest) => clip_by_norm(network, longest),
            None => gradient_norm(network),
        };
        let mut index = 0;
        network.visit(&mut |p| {
            optimizer.update(index, p.value.as_mut_slice(), p.gradient.as_slice());
            index += 1;
        });
        watch(network, Step { loss, norm });
    }
}

/// A loss as an entry: what is no number any more is "inf".
fn entry(loss: f64) -> String {
    if loss.is_finite() {
        crate::experiments::significant(loss, 3)
    } else {
        "inf".to_owned()
    }
}

/// Writes `trouble.csv`, `trouble-curves.csv`, `update-ratio.csv`, `update-ratios.csv`,
/// `clipped.csv` and `clipped-curves.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    let tables = shapes::tables(SETTINGS)?.into_iter();
    let tables = tables.chain(ratios::tables(SETTINGS)?);
    for table in tables.chain(clipping::tables(SETTINGS)?) {
        table.write(folder, "trouble")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use backprop::training::{Plan, fit};
    use backprop::{Sgd, Training};

    use super::*;
    use crate::experiments::digits::split;
    use crate::experiments::mlp_digits::network;

    /// With good habits these are the steps of lesson 2's `fit`.
    #[test]
    fn good_habits_train_as_lesson_2_does() {
        let halves = split().expect("the digits are there");
        let sgd = Sgd { learning_rate: 0.2 };
        let mut ours = network(0);
        let count = halves.test.len().div_ceil(BATCH);
        let mut last = f64::NAN;
        steps(&mut ours, sgd, &halves.test, GOOD, 2 * count, |_, step| {
            assert!(step.norm > 0.0);
            last = step.loss;
        });
        let mut theirs = network(0);
        let mut training = Training::new(&mut theirs, sgd);
        let plan = Plan {
            epochs: 2,
            batch: BATCH,
            seed: SEED,
        };
        fit(&mut training, &halves.test, &halves.test, plan, |_| {});
        let values = |network: &mut dyn Layer| {
            let mut all = Vec::new();
            network.visit(&mut |p| all.extend_from_slice(p.value.as_slice()));
            all
        };
        assert!(last.is_finite());
        assert_eq!(values(&mut ours), values(&mut theirs));
    }
}

//! How far a minibatch's gradient is from that of all samples.

use std::path::Path;

use backprop::losses::softmax_cross_entropy;
use backprop::{Batches, Layer, Sgd};
use datasets::Dataset;
use matrix::Matrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::fit::exponent;
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::mlp_digits::{BATCH, LEARNING_RATE, SIZES, network};
use crate::experiments::walk::{Walk, walk};
use crate::experiments::{bar, significant};
use crate::results::Table;

/// K: how many samples a gradient is the mean of.
pub const SAMPLES: [usize; 10] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Passes of training before.
    pub passes: usize,
    /// Gradients for each K.
    pub draws: usize,
    /// Of the first weights, the training, and the draws.
    pub seed: u64,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    passes: 3,
    draws: 4_000,
    seed: 0,
};

/// The gradient of the mean loss over these samples, all parameters in a row.
fn gradient(
    network: &mut dyn Layer,
    x: &Matrix,
    labels: &[usize],
    dz: &mut Matrix,
) -> Vec<f64> {
    network.clear_gradients();
    softmax_cross_entropy(network.forward(x), labels, dz);
    network.backward(dz);
    let mut all = Vec::new();
    network.visit(&mut |p| all.extend_from_slice(p.gradient.as_slice()));
    all
}

fn square(slopes: impl IntoIterator<Item = f64>) -> f64 {
    slopes.into_iter().map(|g| g * g).sum()
}

/// The squared length of the gradient of all samples, and for each K the mean squared
/// distance from it of the gradient of K samples, drawn with replacement.
fn measure(data: &Dataset, samples: &[usize], settings: Settings) -> (f64, Vec<f64>) {
    let mut network = network(settings.seed);
    let sgd = Sgd {
        learning_rate: LEARNING_RATE,
    };
    let plan = Walk {
        batch: BATCH,
        seed: settings.seed,
        passes: settings.passes,
    };
    walk(&mut network, sgd, data, plan, |_, _| true);
    let mut dz = Matrix::default();
    let mut all = Batches::new(data, data.len());
    let (x, labels) = all.get(0);
    let whole = gradient(&mut network, x, labels, &mut dz);
    let bar = bar(samples.len(), "batch-noise");
    let mut random = ChaCha8Rng::seed_from_u64(settings.seed);
    let mut batch = Matrix::default();
    let distances = samples.iter().map(|&count| {
        batch.reshape(data.dimension(), count);
        let mut total = 0.0;
        for _ in 0..settings.draws {
            let mut labels = Vec::with_capacity(count);
            for column in batch.column_iter_mut() {
                let sample = random.random_range(0..data.len());
                column.copy_from_slice(data.sample(sample));
                labels.push(data.label(sample));
            }
            let part = gradient(&mut network, &batch, &labels, &mut dz);
            total += square(part.iter().zip(&whole).map(|(a, b)| a - b));
        }
        bar.inc(1);
        total / settings.draws as f64
    });
    let distances = distances.collect();
    bar.finish_and_clear();
    (square(whole), distances)
}

/// Writes `batch-noise.csv` and `batch-noise-fit.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(&SAMPLES, SETTINGS)? {
        table.write(folder, "batch-noise")?;
    }
    Ok(())
}

/// Distance by number of samples, and the exponent.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are fewer than two different K.
pub fn tables(
    samples: &[usize],
    settings: Settings,
) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let (whole, distances) = measure(&halves.train, samples, settings);
    let mut table = Table::new(
        "batch-noise",
        &["samples", "squared_distance", "relative", "noise_to_slope"],
    );
    let mut fit = Table::new("batch-noise-fit", &["fit", "exponent"]);
    for table in [&mut table, &mut fit] {
        table.note(format!(
            "seed: {}; {}-{}-{} on digits after {} passes of plain descent with rate {LEARNING_RATE} and {BATCH} samples per step; {} draws with replacement from {} training samples for each number of samples",
            settings.seed, SIZES[0], SIZES[1], SIZES[2], settings.passes, settings.draws, halves.train.len()
        ));
    }
    table.note("squared_distance: mean of the squared distance between the gradient of the drawn samples and that of all; relative: divided by that of one sample; noise_to_slope: root of the squared distance divided by the length of the gradient of all");
    fit.note("exponent: p in squared distance ∝ samplesᵖ, by least squares of the logarithms over all rows of batch-noise.csv");
    for (count, distance) in samples.iter().zip(&distances) {
        table.push([
            count.to_string(),
            significant(*distance, 3),
            significant(distance / distances[0], 3),
            significant((distance / whole).sqrt(), 3),
        ]);
    }
    let points: Vec<_> = samples
        .iter()
        .zip(&distances)
        .map(|(&count, &distance)| (count as f64, distance))
        .collect();
    fit.push(["power".to_owned(), format!("{:.3}", exponent(&points))]);
    Ok([table, fit])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1/K, within what 500 draws leave open: a few percent each.
    #[test]
    fn the_scatter_falls_with_the_number_of_samples() {
        let small = Settings {
            passes: 1,
            draws: 500,
            seed: 3,
        };
        let [table, fit] = tables(&[1, 8, 64], small).expect("the digits are there");
        let power = fit.number("power", "exponent").expect("a number");
        assert!((power + 1.0).abs() < 0.06, "{power}");
        assert_eq!(table.number("1", "relative").expect("a number"), 1.0);
    }
}

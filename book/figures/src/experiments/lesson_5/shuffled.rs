//! Digits as they are, and with their pixels in another order: who needs neighbours?

use std::path::Path;

use backprop::training::evaluate;
use backprop::{Init, Layer, Linear, Sequential, Sgd};
use convolution::{ImageShape, Window};
use datasets::{DIGIT_SIDE, Dataset};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::networks::stages;
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::walk::{Walk, walk};
use crate::experiments::{bar, mean_and_deviation, mlp_digits};
use crate::results::Table;

/// Of the order of the pixels.
const ORDER_SEED: u64 = 5;
/// Kernels of the two convolutions: 2,468 parameters in all, lesson 2's network has 2,410.
const KERNELS: [usize; 2] = [10, 18];

/// How long and with how many starts.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, …
    pub seeds: u64,
    /// Passes over the training samples.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 10,
    passes: 60,
};

/// A network from its seed.
type Make = fn(u64) -> Sequential;

/// Two convolutions of 3×3 with padding, each followed by pooling and relu, and a dense layer.
fn convolutional(seed: u64) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(seed);
    let window = Window {
        padding: 1,
        ..Window::new(3)
    };
    let image = ImageShape::new(1, DIGIT_SIDE, DIGIT_SIDE);
    let convolutions = KERNELS.map(|kernels| (kernels, window));
    let (mut layers, shape) = stages(image, convolutions, random);
    layers.push(Box::new(Linear::new(shape.len(), 10, Init::Xavier, random)));
    Sequential::new(layers)
}

/// The same samples with pixel `order[i]` in place i.
fn reordered(data: &Dataset, order: &[usize]) -> Dataset {
    let values = data
        .iter()
        .flat_map(|(x, _)| order.iter().map(|&from| x[from]))
        .collect();
    let labels = data.labels().to_vec();
    Dataset::new(data.dimension(), data.classes(), values, labels)
        .expect("the same samples in another order")
}

/// Accuracies on the training and the test samples after training.
fn accuracies(
    network: &mut Sequential,
    [train, test]: [&Dataset; 2],
    seed: u64,
    passes: usize,
) -> [f64; 2] {
    let sgd = Sgd {
        learning_rate: mlp_digits::LEARNING_RATE,
    };
    let steps = Walk {
        batch: mlp_digits::BATCH,
        seed,
        passes,
    };
    walk(network, sgd, train, steps, |_, _| true);
    [train, test].map(|data| evaluate(network, data).accuracy)
}

/// Writes `shuffled.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS)?.write(folder, "shuffled")
}

/// The table.
///
/// # Errors
///
/// As [`split`].
pub fn table(settings: Settings) -> Result<Table, FigureError> {
    let Settings { seeds, passes } = settings;
    let halves = split()?;
    let mut order: Vec<usize> = (0..halves.train.dimension()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(ORDER_SEED));
    let shuffled = [&halves.train, &halves.test].map(|data| reordered(data, &order));
    let plain = [&halves.train, &halves.test];
    let shuffled = shuffled.each_ref();

    let columns = [
        "network",
        "pixels",
        "parameters",
        "train_accuracy",
        "test_accuracy",
        "sd",
        "seeds",
    ];
    let mut table = Table::new("shuffled", &columns);
    table.note(format!(
        "seeds: 0 to {} of first weights and of the order of samples; split 0.2, seed 7: {} digits to learn from, {} to test; one order of pixels, seed {ORDER_SEED}, for both",
        seeds - 1,
        halves.train.len(),
        halves.test.len()
    ));
    table.note(format!(
        "mlp: lesson 2's 64-32-10; cnn: {} kernels of 3×3 (padding 1), max pool, relu, {} kernels of 3×3, max pool, relu, a dense layer",
        KERNELS[0], KERNELS[1]
    ));
    table.note(format!(
        "how: as lesson 2, plain descent, {passes} passes, {} samples per step, learning rate {}; means over the seeds, sd of the test accuracy; numbers of 64 bits",
        mlp_digits::BATCH,
        mlp_digits::LEARNING_RATE
    ));
    let cases: [(&str, &str, Make, [&Dataset; 2]); 4] = [
        ("mlp", "as they are", mlp_digits::network, plain),
        ("mlp-shuffled", "shuffled", mlp_digits::network, shuffled),
        ("cnn", "as they are", convolutional, plain),
        ("cnn-shuffled", "shuffled", convolutional, shuffled),
    ];
    let bar = bar(cases.len() * seeds as usize, "shuffled");
    for (key, pixels, make, data) in cases {
        let mut ends = Vec::new();
        for seed in 0..seeds {
            ends.push(accuracies(&mut make(seed), data, seed, passes));
            bar.inc(1);
        }
        let of = |which: usize| {
            let all: Vec<f64> = ends.iter().map(|end| end[which]).collect();
            mean_and_deviation(&all)
        };
        let ((train, _), (test, sd)) = (of(0), of(1));
        table.push([
            key.to_owned(),
            pixels.to_owned(),
            make(0).count_parameters().to_string(),
            format!("{train:.4}"),
            format!("{test:.4}"),
            format!("{sd:.4}"),
            seeds.to_string(),
        ]);
    }
    bar.finish_and_clear();
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dense_network_with_shuffled_weights_says_the_same() {
        let halves = split().expect("the digits are part of the program");
        let mut order: Vec<usize> = (0..64).collect();
        order.shuffle(&mut ChaCha8Rng::seed_from_u64(ORDER_SEED));
        let shuffled = reordered(&halves.test, &order);
        let mut network = mlp_digits::network(0);
        let before = evaluate(&mut network, &halves.test);
        let mut index = 0;
        network.visit(&mut |parameter| {
            if index == 0 {
                let w = parameter.value.clone();
                for i in 0..w.nrows() {
                    for (j, &from) in order.iter().enumerate() {
                        parameter.value[(i, j)] = w[(i, from)];
                    }
                }
            }
            index += 1;
        });
        let after = evaluate(&mut network, &shuffled);
        assert!((before.loss - after.loss).abs() < 1e-12);
    }

    #[test]
    fn a_small_run_is_filled() {
        let small = Settings {
            seeds: 2,
            passes: 3,
        };
        let table = table(small).expect("the digits are there");
        let number = |key, column| table.number(key, column).expect("a number");
        assert_eq!(number("mlp", "parameters"), 2_410.0);
        // 10·10 + 18·91 + 73·10.
        assert_eq!(number("cnn", "parameters"), 2_468.0);
        for row in &table.rows {
            assert!(number(&row[0], "test_accuracy") > 0.5, "{row:?}");
        }
    }
}

//! Units that died in training, against the learning rate.

use std::path::Path;

use activations::{Activation, dead_units};
use backprop::training::evaluate;
use backprop::{Batches, Layer, Linear, Sequential};
use datasets::Dataset;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::bends::{BATCH, Course, ELU, LEAKY, key, network, train};
use super::digits::split;
use super::equal_starts::first_layer;
use super::mlp_digits::SIZES;
use super::{bar, mean_and_deviation};
use crate::FigureError;
use crate::results::Table;

/// Who is compared.
pub const ALL: [Activation; 4] = [Activation::Relu, LEAKY, ELU, Activation::Gelu];
/// η
pub const RATES: [f64; 8] = [0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0];

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
    seeds: 10,
    passes: 30,
};

/// How many hidden units of a network of one hidden layer no sample moves any more.
fn count_dead(
    activation: Activation,
    network: &mut Sequential,
    data: &Dataset,
) -> usize {
    let [weights, biases] = first_layer(network);
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let (outputs, inputs) = weights.shape();
    let mut layer = Linear::new(inputs, outputs, backprop::Init::Zeros, &mut random);
    (layer.weight.value, layer.bias.value) = (weights, biases);
    let mut all = Batches::new(data, data.len());
    dead_units(activation, layer.forward(all.get(0).0))
}

/// Writes `dead-units.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&RATES, SETTINGS)?.write(folder, "dead-units")
}

/// The table for these learning rates; its first row is before training.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are no seeds.
pub fn table(rates: &[f64], settings: Settings) -> Result<Table, FigureError> {
    let halves = split()?;
    let mut columns = vec!["rate".to_owned()];
    for activation in ALL {
        let name = key(activation);
        columns.extend(["", "_min", "_max", "_accuracy"].map(|end| name.clone() + end));
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new("dead-units", &names);
    let Settings { seeds, passes } = settings;
    table.note(format!(
        "seeds: 0 to {}; mean, least and largest number of dead units of {}; digits, split 0.2, seed 7",
        seeds - 1,
        SIZES[1]
    ));
    table.note(format!(
        "how: {}-{}-{}, weights by the gain of each activation, biases 0, plain descent, {passes} passes, {BATCH} samples per step; rate 0: before training",
        SIZES[0], SIZES[1], SIZES[2]
    ));
    table.note("dead: slope 0 for every training sample; accuracy: on the test samples, mean over the seeds");
    let bar = bar((1 + rates.len()) * ALL.len(), "dead-units");
    for rate in [0.0].iter().chain(rates) {
        let mut row = vec![rate.to_string()];
        for activation in ALL {
            let (mut dead, mut accuracies) = (Vec::new(), Vec::new());
            for seed in 0..seeds {
                let mut network = network(activation, &SIZES, seed);
                let course = Course {
                    rate: *rate,
                    seed,
                    passes: if *rate == 0.0 { 0 } else { passes },
                };
                train(&mut network, &halves.train, course, |_| true);
                dead.push(count_dead(activation, &mut network, &halves.train) as f64);
                accuracies.push(evaluate(&mut network, &halves.test).accuracy);
            }
            let least = dead.iter().copied().fold(f64::INFINITY, f64::min);
            let most = dead.iter().copied().fold(0.0, f64::max);
            row.extend([
                format!("{:.1}", mean_and_deviation(&dead).0),
                least.to_string(),
                most.to_string(),
                format!("{:.4}", mean_and_deviation(&accuracies).0),
            ]);
            bar.inc(1);
        }
        table.push(row);
    }
    bar.finish_and_clear();
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_step_kills_relus_and_leaves_leaky_ones_alive() {
        let small = Settings {
            seeds: 2,
            passes: 1,
        };
        let table = table(&[0.05, 5.0], small).expect("the digits are there");
        let dead = |rate: &str, name: &str| table.number(rate, name).expect("a count");
        assert!(dead("5", "ReLU") > dead("0.05", "ReLU") + 5.0, "{table:?}");
        assert_eq!(dead("5", "Leaky-ReLU"), 0.0);
        assert!(dead("0.05", "ReLU_accuracy") > 0.4, "{table:?}");
        for rate in ["0", "0.05", "5"] {
            assert!(dead(rate, "ReLU_min") <= dead(rate, "ReLU"));
            assert!(dead(rate, "ReLU") <= dead(rate, "ReLU_max"));
        }
    }

    /// A unit with weights 0 and a bias below 0 is dead, as the text's example is.
    #[test]
    fn a_dead_unit_is_counted() {
        let halves = split().expect("the digits are there");
        let mut network = network(Activation::Relu, &SIZES, 0);
        let before = count_dead(Activation::Relu, &mut network, &halves.train);
        network.visit(&mut |parameter| match parameter.name.as_str() {
            "0.weight" => {
                for sample in parameter.value.column_iter_mut() {
                    sample.fill(0.0);
                }
            }
            "0.bias" => parameter.value.fill(-0.5),
            _ => {}
        });
        assert!(before < SIZES[1]);
        assert_eq!(
            count_dead(Activation::Relu, &mut network, &halves.train),
            SIZES[1]
        );
        assert_eq!(count_dead(LEAKY, &mut network, &halves.train), 0);
    }
}

//! Ten layers deep: what is left of a signal on its way forward, and of slopes on their way back.

use std::path::Path;

use activations::{Activation, ActivationLayer, init};
use backprop::{Layer, Linear};
use matrix::Matrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::bends::{ELU, dense, key};
use super::{bar, mean_and_deviation};
use crate::FigureError;
use crate::results::Table;

/// How large everything is.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Layers in a row.
    pub layers: usize,
    /// Units in each.
    pub width: usize,
    /// Samples.
    pub batch: usize,
    /// Seeds 0, 1, … of weights, samples and slopes.
    pub seeds: u64,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    layers: 10,
    width: 100,
    batch: 256,
    seeds: 10,
};

/// Multiples of the gain for [`SHOWN`].
pub const FACTORS: [(f64, &str); 3] = [(0.5, "half"), (1.0, "gain"), (2.0, "twice")];
/// Whose signal is shown for weights that are too small and too large.
pub const SHOWN: [Activation; 2] = [Activation::Relu, Activation::Tanh];
/// The activations of the summary.
const ALL: [Activation; 7] = [
    Activation::Identity,
    Activation::Sigmoid,
    Activation::Tanh,
    Activation::Relu,
    ELU,
    Activation::Gelu,
    Activation::Silu,
];
/// Whose weights are Xavier's too: as for the identity.
const XAVIER: &str = "sigmoid-Xavier";

/// First weights: the gain of this activation, times a factor.
#[derive(Clone, Copy)]
struct Weights {
    gain_of: Activation,
    factor: f64,
}

/// Root mean squares, layer by layer.
struct Sizes {
    /// Of what the layer hands on, f(z).
    signal: Vec<f64>,
    /// Of ∂L/∂z.
    slope: Vec<f64>,
}

fn root_mean_square(matrix: &Matrix) -> f64 {
    let squares: f64 = matrix.as_slice().iter().map(|x| x * x).sum();
    (squares / matrix.as_slice().len() as f64).sqrt()
}

/// One batch of N(0, 1) numbers through all layers, and N(0, 1) numbers as slopes in the last
/// outputs back.
fn measure(
    activation: Activation,
    weights: Weights,
    settings: Settings,
    seed: u64,
) -> Sizes {
    let Settings {
        layers,
        width,
        batch,
        ..
    } = settings;
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let normal = |random: &mut ChaCha8Rng| {
        Matrix::from_fn(width, batch, |_, _| random.sample(StandardNormal))
    };
    let (mut x, mut dy) = (normal(&mut random), normal(&mut random));
    let mut tower: Vec<(Linear, ActivationLayer)> = (0..layers)
        .map(|layer| {
            // What goes into the first layer comes out of no activation.
            let gain_of = if layer == 0 {
                Activation::Identity
            } else {
                weights.gain_of
            };
            let mut linear = dense(gain_of, width, width, &mut random);
            for w in linear.weight.value.as_mut_slice() {
                *w *= weights.factor;
            }
            (linear, ActivationLayer::new(activation))
        })
        .collect();
    let mut signal = Vec::new();
    for (linear, bend) in &mut tower {
        x = bend.forward(linear.forward(&x)).clone();
        signal.push(root_mean_square(&x));
    }
    let mut slope = Vec::new();
    for (linear, bend) in tower.iter_mut().rev() {
        let dz = bend.backward(&dy);
        slope.push(root_mean_square(dz));
        dy = linear.backward(dz).clone();
    }
    slope.reverse();
    Sizes { signal, slope }
}

/// The geometric means over all seeds: the sizes are multiplied, layer by layer.
fn mean_sizes(activation: Activation, weights: Weights, settings: Settings) -> Sizes {
    let runs: Vec<Sizes> = (0..settings.seeds)
        .map(|seed| measure(activation, weights, settings, seed))
        .collect();
    let mean = |of: fn(&Sizes) -> &Vec<f64>| {
        let layer = |i: usize| {
            let logarithms: Vec<f64> = runs.iter().map(|run| of(run)[i].ln()).collect();
            mean_and_deviation(&logarithms).0.exp()
        };
        (0..settings.layers).map(layer).collect()
    };
    Sizes {
        signal: mean(|run| &run.signal),
        slope: mean(|run| &run.slope),
    }
}

/// Writes `depth.csv` and `depth-summary.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS) {
        table.write(folder, "depth")?;
    }
    Ok(())
}

/// Layer by layer, and the summary.
///
/// # Panics
///
/// If there are no seeds.
pub fn tables(settings: Settings) -> [Table; 2] {
    let bar = bar(ALL.len() + 1 + 2 * SHOWN.len(), "depth");
    let mut summary = Table::new(
        "depth-summary",
        &["activation", "gain", "signal_10_to_1", "slope_1_to_10"],
    );
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    let last = settings.layers - 1;
    let cases = ALL
        .map(|activation| (key(activation), activation, activation))
        .into_iter()
        .chain([(XAVIER.to_owned(), Activation::Sigmoid, Activation::Identity)]);
    for (name, activation, gain_of) in cases {
        let weights = Weights {
            gain_of,
            factor: 1.0,
        };
        let Sizes { signal, slope } = mean_sizes(activation, weights, settings);
        summary.push([
            name.clone(),
            format!("{:.3}", init::gain(gain_of)),
            format!("{:.2}", signal[last] / signal[0]),
            two_places(slope[0] / slope[last]),
        ]);
        let relative = slope.iter().map(|size| size / slope[last]).collect();
        columns.push((format!("slope_{name}"), relative));
        bar.inc(1);
    }
    for activation in SHOWN {
        for (factor, name) in FACTORS {
            let weights = Weights {
                gain_of: activation,
                factor,
            };
            let Sizes { signal, .. } = mean_sizes(activation, weights, settings);
            columns.push((format!("signal_{}_{name}", key(activation)), signal));
        }
        bar.inc(2);
    }
    bar.finish_and_clear();

    let names: Vec<&str> = ["layer"]
        .into_iter()
        .chain(columns.iter().map(|(name, _)| name.as_str()))
        .collect();
    let mut table = Table::new("depth", &names);
    for layer in 0..settings.layers {
        let entries = columns
            .iter()
            .map(|(_, sizes)| format!("{:.4e}", sizes[layer]));
        table.push([(layer + 1).to_string()].into_iter().chain(entries));
    }
    let Settings {
        layers,
        width,
        batch,
        seeds,
    } = settings;
    for table in [&mut table, &mut summary] {
        table.note(format!(
            "seeds: 0 to {}, geometric means over them; {layers} dense layers of {width} units, each with its activation; {batch} samples of N(0, 1) numbers forward, N(0, 1) numbers as slopes in the last outputs back",
            seeds - 1
        ));
        table.note("weights: normal with mean 0 and variance gain²/inputs; the first layer's, whose inputs come out of no activation, with gain 1; sigmoid-Xavier: gain 1 everywhere");
    }
    table.note("slope_…: root mean square of ∂L/∂z in the layer, z what goes into its activation, relative to the last layer; signal_…: root mean square of what the layer hands on, with weights half, once and twice the gain");
    summary.note("signal_10_to_1: root mean square of what the last layer hands on, relative to the first; slope_1_to_10: root mean square of ∂L/∂z in the first layer relative to the last");
    [table, summary]
}

/// Two digits that count.
fn two_places(x: f64) -> String {
    #[allow(clippy::cast_sign_loss)] // cut off at 1
    let after = (1.0 - x.log10().floor()).clamp(1.0, 12.0) as usize;
    format!("{x:.after$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Settings = Settings {
        layers: 4,
        width: 40,
        batch: 64,
        seeds: 6,
    };

    /// What theory says of wide layers, within what 40 units and 6 seeds leave open.
    #[test]
    fn sizes_follow_the_gain() {
        let [table, summary] = tables(SMALL);
        let signal = |factor: &str| {
            let column = format!("signal_ReLU_{factor}");
            let sizes = table.column(&column).expect("numbers");
            sizes[3] / sizes[0]
        };
        // Each of the three layers after the first multiplies by the factor, but for
        // chance.
        let (half, gain, twice) = (signal("half"), signal("gain"), signal("twice"));
        assert!((half * 8.0 / gain - 1.0).abs() < 1e-3, "{half} {gain}");
        assert!((twice / 8.0 / gain - 1.0).abs() < 1e-3, "{twice} {gain}");
        assert!((0.7..1.4).contains(&gain), "{gain}");
        let slope =
            |name: &str| summary.number(name, "slope_1_to_10").expect("a number");
        assert!((0.6..1.7).contains(&slope("identity")), "{summary:?}");
        assert!(slope("sigmoid") < 0.2 && slope("sigmoid-Xavier") < slope("sigmoid"));
        assert!(summary.number("tanh", "signal_10_to_1").expect("a number") > 0.8);
        assert_eq!(table.rows.len(), 4);
    }

    /// The way back by hand: one unit a layer, one sample.
    #[test]
    fn slopes_are_those_of_the_chain_rule() {
        let small = Settings {
            layers: 2,
            width: 1,
            batch: 1,
            seeds: 1,
        };
        let weights = Weights {
            gain_of: Activation::Identity,
            factor: 3.0,
        };
        let sizes = measure(Activation::Identity, weights, small, 5);
        // Without a bend ∂L/∂z₁ = w₂·∂L/∂z₂ and y₂ = w₂·y₁: the same factor both ways.
        let back = sizes.slope[0] / sizes.slope[1];
        let forth = sizes.signal[1] / sizes.signal[0];
        assert!((back / forth - 1.0).abs() < 1e-12, "{back} {forth}");
    }

    #[test]
    fn numbers_keep_two_digits() {
        let words = [0.000_213_4, 0.0998, 0.5, 1.234, 23.4].map(two_places);
        assert_eq!(words, ["0.00021", "0.100", "0.50", "1.2", "23.4"]);
    }
}

//! Circles and spirals: plain inputs, features made by hand, features learned.

use std::path::Path;

use autograd::gates::{accuracy, fit};
use autograd::{Activation, Mlp};
use datasets::{Dataset, SPIRAL_START, SPIRAL_TURNS};

use super::bar;
use crate::FigureError;
use crate::results::{Table, joined};

/// The seed of the data and of the first weights.
pub const SEED: u64 = 1;
/// Samples in each half, training and test.
pub const SAMPLES: usize = 200;

/// What a model reads of a point (x₁, x₂).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Features {
    /// x₁, x₂.
    Plain,
    /// r² = x₁² + x₂².
    Radius,
    /// x₁, x₂, x₁², x₂², x₁x₂, sin πx₁, sin πx₂: what one tries without knowing the data.
    Seven,
    /// cos u and sin u of the angle u = t − kr, unwound by the spiral's own pitch k.
    Unwound,
}

impl Features {
    /// The features of a point.
    pub fn of(self, x: &[f64]) -> Vec<f64> {
        let (a, b) = (x[0], x[1]);
        match self {
            Features::Plain => vec![a, b],
            Features::Radius => vec![a * a + b * b],
            Features::Seven => {
                let turn = std::f64::consts::PI;
                vec![
                    a,
                    b,
                    a * a,
                    b * b,
                    a * b,
                    (turn * a).sin(),
                    (turn * b).sin(),
                ]
            }
            Features::Unwound => {
                let pitch = std::f64::consts::TAU * SPIRAL_TURNS / (1.0 - SPIRAL_START);
                let u = b.atan2(a) - pitch * (a.hypot(b) - SPIRAL_START);
                vec![u.cos(), u.sin()]
            }
        }
    }
}

/// One row of the comparison.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// The key of its row: data set and model.
    pub key: &'static str,
    /// In words.
    pub what: &'static str,
    /// What it reads.
    pub features: Features,
    /// Neurons in its hidden layers.
    pub hidden: &'static [usize],
    /// Steps of gradient descent on all training samples.
    pub steps: usize,
    /// η.
    pub learning_rate: f64,
}

/// The models of the book.
pub const MODELS: [Model; 7] = [
    Model {
        key: "circles-plain",
        what: "circles: x₁ and x₂",
        features: Features::Plain,
        hidden: &[],
        steps: 500,
        learning_rate: 1.0,
    },
    Model {
        key: "circles-hand",
        what: "circles: r², by hand",
        features: Features::Radius,
        hidden: &[],
        steps: 2_000,
        learning_rate: 2.0,
    },
    Model {
        key: "circles-network",
        what: "circles: network 2-8-1",
        features: Features::Plain,
        hidden: &[8],
        steps: 2_000,
        learning_rate: 1.0,
    },
    Model {
        key: "spirals-plain",
        what: "spirals: x₁ and x₂",
        features: Features::Plain,
        hidden: &[],
        steps: 500,
        learning_rate: 1.0,
    },
    Model {
        key: "spirals-hand",
        what: "spirals: seven, by hand",
        features: Features::Seven,
        hidden: &[],
        steps: 2_000,
        learning_rate: 1.0,
    },
    Model {
        key: "spirals-unwound",
        what: "spirals: the unwound angle, by hand",
        features: Features::Unwound,
        hidden: &[],
        steps: 500,
        learning_rate: 1.0,
    },
    Model {
        key: "spirals-network",
        what: "spirals: network 2-16-16-1",
        features: Features::Plain,
        hidden: &[16, 16],
        steps: 8_000,
        learning_rate: 1.0,
    },
];

impl Model {
    /// Its network: one neuron where nothing is hidden.
    pub fn network(&self) -> Mlp {
        let inputs = self.features.of(&[0.0, 0.0]).len();
        let sizes: Vec<usize> = [inputs]
            .into_iter()
            .chain(self.hidden.iter().copied())
            .chain([1])
            .collect();
        Mlp::new(&sizes, Activation::Tanh)
    }

    /// Its logit at a point.
    pub fn logit(&self, network: &Mlp, parameters: &[f64], x: &[f64]) -> f64 {
        network.predict(parameters, &self.features.of(x))[0]
    }

    /// Trains it and returns its parameters.
    pub fn train(&self, data: &Dataset, steps: usize) -> Vec<f64> {
        let network = self.network();
        let mut parameters = network.init(SEED);
        fit(data, &mut parameters, steps, self.learning_rate, |w, x| {
            network.forward(w, &self.features.of(x))[0]
        });
        parameters
    }
}

/// Training and test samples of the data set that a key begins with.
///
/// # Errors
///
/// None in practice: both classes are in both halves.
pub fn data(key: &str) -> Result<datasets::Split, FigureError> {
    let data = if key.starts_with("circles") {
        datasets::circles(2 * SAMPLES, 0.1, SEED)
    } else {
        datasets::spirals(2 * SAMPLES, 0.03, SEED)
    };
    Ok(data.split(0.5, SEED)?)
}

/// Writes `features.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&MODELS, 1)?.write(folder, "features")
}

/// The table of the models, each with its steps divided by `faster`.
///
/// # Errors
///
/// As [`data`].
pub fn table(models: &[Model], faster: usize) -> Result<Table, FigureError> {
    let columns = [
        "key",
        "what",
        "parameters",
        "steps",
        "train_accuracy",
        "test_accuracy",
        "parameter_values",
    ];
    let mut table = Table::new("features", &columns);
    table.note(format!("seed: {SEED}, for data, split and first weights"));
    table.note(format!(
        "how: {SAMPLES} samples to learn from, {SAMPLES} to test; circles with noise 0.1, spirals with 0.03; tanh, full batch"
    ));
    let bar = bar(models.len(), "features");
    for model in models {
        let halves = data(model.key)?;
        let steps = model.steps / faster;
        let parameters = model.train(&halves.train, steps);
        let network = model.network();
        let share = |data| accuracy(data, |x| model.logit(&network, &parameters, x));
        table.push([
            model.key.to_owned(),
            model.what.to_owned(),
            network.parameters().to_string(),
            steps.to_string(),
            format!("{:.3}", share(&halves.train)),
            format!("{:.3}", share(&halves.test)),
            joined(&parameters),
        ]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_radius_separates_the_circles_and_a_line_does_not() {
        let table = table(&MODELS[..2], 4).expect("the data can be made");
        assert!(
            table
                .number("circles-plain", "test_accuracy")
                .expect("a row")
                < 0.7
        );
        assert!(
            table
                .number("circles-hand", "test_accuracy")
                .expect("a row")
                > 0.95
        );
        assert_eq!(
            table
                .list("circles-plain", "parameter_values")
                .expect("numbers")
                .len(),
            3
        );
    }

    #[test]
    fn the_unwound_angle_is_half_a_turn_apart() {
        for (x, label) in datasets::spirals(50, 0.0, 3).iter() {
            let sign = if label == 0 { 1.0 } else { -1.0 };
            assert!((Features::Unwound.of(x)[0] - sign).abs() < 1e-9);
        }
    }
}

//! AND, OR and XOR: what a neuron learns, and what a product or a hidden layer adds.

use std::path::Path;

use autograd::gates::{accuracy, fit, with_product};
use autograd::{Activation, Mlp, Neuron, Tape};
use datasets::Dataset;

use crate::FigureError;
use crate::results::Table;

/// Steps of gradient descent on all four samples.
pub const STEPS: usize = 300;
/// η.
pub const LEARNING_RATE: f64 = 2.0;
/// The hidden neurons of the network.
pub const HIDDEN: usize = 4;
/// The seed of the network's first weights.
pub const SEED: u64 = 1;

/// A trained model of a gate.
pub struct Trained {
    /// The key of its row.
    pub key: &'static str,
    /// In words.
    pub model: &'static str,
    /// The loss before each step.
    pub losses: Vec<f64>,
    /// The parameters after the last step.
    pub parameters: Vec<f64>,
    /// The share of the four samples on the right side, after the last step.
    pub right: f64,
}

/// The logit of a neuron with the given parameters (weights, then bias).
pub fn neuron_logit(parameters: &[f64], inputs: &[f64]) -> f64 {
    let tape = Tape::new();
    Neuron {
        inputs: inputs.len(),
    }
    .forward(&tape.vars(parameters), inputs)
    .value()
}

/// One neuron on two inputs, from weights 0.
pub fn neuron(key: &'static str, data: &Dataset, steps: usize) -> Trained {
    let mut parameters = vec![0.0; 3];
    let neuron = Neuron { inputs: 2 };
    let losses = fit(data, &mut parameters, steps, LEARNING_RATE, |w, x| {
        neuron.forward(w, x)
    });
    let right = accuracy(data, |x| neuron_logit(&parameters, x));
    Trained {
        key,
        model: "one neuron",
        losses,
        parameters,
        right,
    }
}

/// One neuron on x₁, x₂ and x₁x₂, from weights 0, on XOR.
pub fn product(steps: usize) -> Trained {
    let data = datasets::xor();
    let mut parameters = vec![0.0; 4];
    let neuron = Neuron { inputs: 3 };
    let losses = fit(&data, &mut parameters, steps, LEARNING_RATE, |w, x| {
        neuron.forward(w, &with_product(x))
    });
    let right = accuracy(&data, |x| neuron_logit(&parameters, &with_product(x)));
    Trained {
        key: "xor-product",
        model: "one neuron with x₁x₂",
        losses,
        parameters,
        right,
    }
}

/// A network 2-h-1 with tanh on XOR.
pub fn network(hidden: usize, seed: u64, steps: usize, learning_rate: f64) -> Trained {
    let data = datasets::xor();
    let model = Mlp::new(&[2, hidden, 1], Activation::Tanh);
    let mut parameters = model.init(seed);
    let losses = fit(&data, &mut parameters, steps, learning_rate, |w, x| {
        model.forward(w, x)[0]
    });
    let right = accuracy(&data, |x| model.predict(&parameters, x)[0]);
    Trained {
        key: "xor-network",
        model: "network 2-4-1",
        losses,
        parameters,
        right,
    }
}

/// All five models, in the order of the book.
pub fn models(steps: usize) -> [Trained; 5] {
    [
        neuron("and-neuron", &datasets::and(), steps),
        neuron("or-neuron", &datasets::or(), steps),
        neuron("xor-neuron", &datasets::xor(), steps),
        product(steps),
        network(HIDDEN, SEED, steps, LEARNING_RATE),
    ]
}

/// Writes `gates.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    let mut table = Table::new(
        "gates",
        &[
            "key",
            "model",
            "steps",
            "first_loss",
            "last_loss",
            "accuracy",
        ],
    );
    table.note(format!(
        "seed: {SEED}, for the network; the neurons begin with weights 0"
    ));
    table.note(format!("how: full batch, learning rate {LEARNING_RATE}; the network is 2-{HIDDEN}-1 with tanh"));
    for steps in [STEPS, 3_000] {
        for trained in models(steps) {
            let key = if steps == STEPS {
                trained.key.to_owned()
            } else {
                format!("{}-{steps}", trained.key)
            };
            let losses = &trained.losses;
            table.push([
                key,
                trained.model.to_owned(),
                steps.to_string(),
                format!("{:.4}", losses[0]),
                format!("{:.4}", losses[losses.len() - 1]),
                format!("{:.2}", trained.right),
            ]);
        }
    }
    table.write(folder, "gates")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neuron_learns_and_and_or_but_on_xor_it_never_leaves_ln_2() {
        let [and, or, xor, product, network] = models(STEPS);
        assert_eq!(
            (and.right, or.right, product.right, network.right),
            (1.0, 1.0, 1.0, 1.0)
        );
        assert!(xor.right <= 0.75);
        // From weights 0 the four slopes cancel: nothing moves.
        assert!(
            xor.losses
                .iter()
                .all(|loss| (loss - std::f64::consts::LN_2).abs() < 1e-12)
        );
    }
}

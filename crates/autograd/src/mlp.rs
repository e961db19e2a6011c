//! Layers in a row with a bend between them: a multilayer perceptron.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{Dense, Tape, Var};

// ANCHOR: activation
/// The bend after a hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activation {
    /// tanh x
    Tanh,
    /// σ(x)
    Sigmoid,
    /// max(x, 0)
    Relu,
}

impl Activation {
    /// The activation of `x`.
    #[inline]
    pub fn of(self, x: Var) -> Var {
        match self {
            Activation::Tanh => x.tanh(),
            Activation::Sigmoid => x.sigmoid(),
            Activation::Relu => x.relu(),
        }
    }
}
// ANCHOR_END: activation

// ANCHOR: mlp
/// The shape of a network: dense layers, each but the last followed by the activation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mlp {
    layers: Vec<Dense>,
    activation: Activation,
}

impl Mlp {
    /// A network with the given sizes: `[2, 4, 1]` reads two numbers, has four hidden
    /// neurons and gives one number.
    ///
    /// # Panics
    ///
    /// If there are fewer than two sizes, or one is 0.
    pub fn new(sizes: &[usize], activation: Activation) -> Self {
        assert!(
            sizes.len() >= 2 && !sizes.contains(&0),
            "Mlp: sizes {sizes:?}, but an input and an output size of at least 1 are needed"
        );
        let layer = |pair: &[usize]| Dense {
            inputs: pair[0],
            outputs: pair[1],
        };
        Self {
            layers: sizes.windows(2).map(layer).collect(),
            activation,
        }
    }

    /// How many parameters it has.
    pub fn parameters(&self) -> usize {
        self.layers.iter().map(|layer| layer.parameters()).sum()
    }

    /// Its results for one sample, before any activation: the *logits*.
    ///
    /// # Panics
    ///
    /// If the number of parameters or of inputs is not the network's.
    pub fn forward<'t>(&self, parameters: &[Var<'t>], inputs: &[f64]) -> Vec<Var<'t>> {
        let (wanted, given) = (self.parameters(), parameters.len());
        assert!(
            wanted == given,
            "Mlp: {wanted} parameters expected, {given} given"
        );
        // ANCHOR: exercise_1_15
        let (own, mut rest) = parameters.split_at(self.layers[0].parameters());
        let mut signal = self.layers[0].forward(own, inputs);
        for layer in &self.layers[1..] {
            let hidden: Vec<_> =
                signal.iter().map(|&z| self.activation.of(z)).collect();
            let (own, later) = rest.split_at(layer.parameters());
            signal = layer.forward(own, &hidden);
            rest = later;
        }
        signal
        // ANCHOR_END: exercise_1_15
    }
}
// ANCHOR_END: mlp

// ANCHOR: init
impl Mlp {
    /// First values for the parameters: biases 0, and the weights of a neuron with n
    /// inputs uniform between ±√(3/n).
    ///
    /// That interval has variance 1/n, so n inputs of variance 1 give a sum of variance
    /// 1 (LeCun et al. 1998, "Efficient backprop").
    pub fn init(&self, seed: u64) -> Vec<f64> {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut parameters = Vec::with_capacity(self.parameters());
        for layer in &self.layers {
            let limit = (3.0 / layer.inputs as f64).sqrt();
            for _ in 0..layer.outputs {
                parameters.extend(
                    (0..layer.inputs).map(|_| random.random_range(-limit..limit)),
                );
                parameters.push(0.0);
            }
        }
        parameters
    }

    /// The logits for one sample, without slopes.
    pub fn predict(&self, parameters: &[f64], inputs: &[f64]) -> Vec<f64> {
        let tape = Tape::new();
        let outputs = self.forward(&tape.vars(parameters), inputs);
        outputs.into_iter().map(Var::value).collect()
    }
}
// ANCHOR_END: init

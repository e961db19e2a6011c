//! An optimizer that is itself a network (Andrychowicz et al. 2016).
//!
//! A small network looks at the slopes of *one* number, lately and right now, and says how
//! far that number should move. It is the same network for every number. It is trained by
//! letting it optimize random problems and asking, through all of its steps, how its own
//! parameters should have been.
//!
//! On new problems of the same kind it then gets further than Adam with the best learning
//! rate, in as many steps as it was trained for; how much further depends on the training's
//! luck. Beyond these steps, momentum with the best settings is ahead.

mod features;
mod problem;
mod training;

use autograd::{Activation, Mlp};
use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;
use features::{STEP, Traces};

pub use features::FEATURES;
pub use problem::{NUMBERS, Quadratic};
pub use training::{Plan, train};

/// A trained network that decides on every step.
#[derive(Clone, Debug)]
pub struct Learned {
    parameters: Vec<f64>,
    /// What it remembers of each parameter.
    pub memory: Memory<3>,
}

impl Learned {
    /// An optimizer with these parameters, as [`train`] returns them.
    ///
    /// # Panics
    ///
    /// If they are not as many as the network has.
    pub fn new(parameters: Vec<f64>) -> Self {
        let (wanted, given) = (network().parameters(), parameters.len());
        assert!(
            wanted == given,
            "Learned: {wanted} parameters expected, {given} given"
        );
        Self {
            parameters,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for Learned {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Learned", values, slopes);
        let (step, [fast, slow, square]) = self.memory.step(index, values.len());
        let traces = fast.iter_mut().zip(slow).zip(square);
        for ((w, &g), ((fast, slow), square)) in
            values.iter_mut().zip(slopes).zip(traces)
        {
            let mut seen = Traces {
                fast: *fast,
                slow: *slow,
                square: *square,
            };
            let (features, size) = seen.look(g, step);
            *w -= STEP * size * answer(&self.parameters, &features);
            (*fast, *slow, *square) = (seen.fast, seen.slow, seen.square);
        }
    }
}

/// How many hidden neurons the network has.
const HIDDEN: usize = 12;

/// What it looks at, the hidden neurons, and one answer.
pub(crate) fn network() -> Mlp {
    Mlp::new(&[FEATURES, HIDDEN, 1], Activation::Tanh)
}

/// The network's answer, without a tape: a step must not take new memory.
fn answer(parameters: &[f64], features: &[f64; FEATURES]) -> f64 {
    fn weighted_sum(parameters: &[f64], inputs: &[f64]) -> f64 {
        let (weights, bias) = parameters.split_at(inputs.len());
        let products = weights.iter().zip(inputs).map(|(w, x)| w * x);
        products.sum::<f64>() + bias[0]
    }
    let (first, last) = parameters.split_at(HIDDEN * (FEATURES + 1));
    let mut hidden = [0.0; HIDDEN];
    for (h, own) in hidden.iter_mut().zip(first.chunks_exact(FEATURES + 1)) {
        *h = weighted_sum(own, features).tanh();
    }
    weighted_sum(last, &hidden)
}

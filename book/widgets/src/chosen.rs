//! An optimizer that the reader picks.

use backprop::{Optimizer, Sgd};
use matrix::Real;
use optimizers::{Adadelta, Adagrad, Adam, AdamW, Momentum, Nesterov, RmsProp};

/// The optimizers of lesson 4, by name. `AdamW`'s decay is 0.01; Adadelta has its own pace,
/// and takes the learning rate as a factor of it.
pub const OPTIMIZERS: [&str; 8] = [
    "SGD", "momentum", "Nesterov", "Adagrad", "RMSProp", "Adadelta", "Adam", "AdamW",
];

/// ρ, where the reader does not choose it.
pub const MOMENTUM: Real = 0.9;

/// One of them.
pub struct Chosen(Box<dyn Optimizer>);

impl Chosen {
    /// One that has seen nothing yet. Two of them use ρ, the momentum.
    ///
    /// # Panics
    ///
    /// If there is no such optimizer.
    pub fn new(which: usize, rate: Real, momentum: Real) -> Self {
        Self(match OPTIMIZERS[which] {
            "SGD" => Box::new(Sgd {
                learning_rate: rate,
            }),
            "momentum" => Box::new(Momentum::new(rate, momentum)),
            "Nesterov" => Box::new(Nesterov::new(rate, momentum)),
            "Adagrad" => Box::new(Adagrad::new(rate)),
            "RMSProp" => Box::new(RmsProp::new(rate)),
            "Adadelta" => Box::new(Adadelta {
                learning_rate: rate,
                ..Adadelta::new()
            }),
            "Adam" => Box::new(Adam::new(rate)),
            _ => Box::new(AdamW::new(rate, 0.01)),
        })
    }
}

impl Optimizer for Chosen {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        self.0.update(index, values, slopes);
    }
}

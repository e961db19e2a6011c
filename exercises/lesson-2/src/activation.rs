//! The bend between two layers.

use matrix::{Matrix, Real};

use crate::Layer;
use crate::layer::check_backward;

/// A function of one number, applied to every entry of the batch.
///
/// The slope of each of the three can be had from its *output*, so that is all the layer
/// remembers.
pub struct Activation {
    bend: Bend,
    output: Matrix,
    dx: Matrix,
}

#[derive(Clone, Copy)]
enum Bend {
    Tanh,
    Sigmoid,
    Relu,
}

impl Activation {
    /// y = tanh x.
    pub fn tanh() -> Self {
        Self::new(Bend::Tanh)
    }

    /// y = σ(x) = 1/(1 + e⁻ˣ).
    pub fn sigmoid() -> Self {
        Self::new(Bend::Sigmoid)
    }

    /// y = max(x, 0), with slope 0 at the kink.
    pub fn relu() -> Self {
        Self::new(Bend::Relu)
    }

    fn new(bend: Bend) -> Self {
        Self {
            bend,
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}

impl Layer for Activation {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let y = &mut self.output;
        // One `match` for the batch and not one per number: each arm is a loop that the
        // compiler can make fast.
        match self.bend {
            Bend::Tanh => y.set_map(x, Real::tanh),
            // e⁻ˣ may be infinite; 1/∞ is the 0 that is wanted.
            Bend::Sigmoid => y.set_map(x, |x| 1.0 / (1.0 + (-x).exp())),
            // x ≤ 0 and not x > 0: a NaN stays visible.
            Bend::Relu => y.set_map(x, |x| if x <= 0.0 { 0.0 } else { x }),
        }
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("Activation::backward", dy, &self.output);
        let (y, dx) = (&self.output, &mut self.dx);
        // >>> exercise 2.12: your code from here
        todo!("exercise 2.12: Back through an activation");
        // <<< exercise 2.12: to here
        &self.dx
    }
}

//! An activation as a layer.

use backprop::Layer;
use backprop::layer::check_backward;
use matrix::Matrix;

use crate::Activation;
#[cfg(not(feature = "f32"))]
use crate::arrays::{backward, backward_from_output, forward};
// Numbers of 32 bits are for speed.
#[cfg(feature = "f32")]
use crate::fast::{backward, backward_from_output, forward};

/// An activation, applied to every entry of the batch.
///
/// It has no parameters, and remembers one matrix: Y where the slope can be had from the
/// output, which it keeps anyway, else a copy of X.
pub struct ActivationLayer {
    activation: Activation,
    input: Matrix,
    output: Matrix,
    dx: Matrix,
}

impl ActivationLayer {
    /// A layer of this activation. It takes a batch of any size.
    pub fn new(activation: Activation) -> Self {
        Self {
            activation,
            input: Matrix::default(),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }

    fn output_is_enough(&self) -> bool {
        self.activation.slope_from_output(0.0).is_some()
    }
}

impl Layer for ActivationLayer {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.output.reshape(x.nrows(), x.ncols());
        forward(self.activation, x.as_slice(), self.output.as_mut_slice());
        if !self.output_is_enough() {
            self.input.copy_from(x);
        }
        &self.output
    }

    /// Backward, an activation only multiplies by its slope.
    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("ActivationLayer::backward", dy, &self.output);
        let (m, n) = dy.shape();
        self.dx.reshape(m, n);
        let (activation, from_output) = (self.activation, self.output_is_enough());
        let (dy, dx) = (dy.as_slice(), self.dx.as_mut_slice());
        // >>> exercise 3.12 (layer): your code from here
        todo!("exercise 3.12 (layer): A layer, backward");
        // <<< exercise 3.12 (layer): to here
        &self.dx
    }
}

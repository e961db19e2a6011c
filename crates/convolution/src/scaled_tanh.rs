//! The bend of 1998.

use backprop::Layer;
use backprop::layer::check_backward;
use matrix::{Matrix, Real};

// ANCHOR: scaled_tanh
/// f(a) = 1.7159·tanh(2a/3), for every entry. The numbers are chosen so that f(1) = 1 and
/// f(−1) = −1, where the curve bends most (LeCun et al. 1998, appendix A).
#[derive(Default)]
pub struct ScaledTanh {
    output: Matrix,
    dx: Matrix,
}

/// A, where the curve ends.
const HEIGHT: Real = 1.7159;
/// S, how much it is squeezed.
const SQUEEZE: Real = 2.0 / 3.0;

impl ScaledTanh {
    /// A layer that takes a batch of any size.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Layer for ScaledTanh {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.output.set_map(x, |a| HEIGHT * (SQUEEZE * a).tanh());
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("ScaledTanh::backward", dy, &self.output);
        // tanh′ = 1 − tanh², and tanh is y/A.
        self.dx.set_map_pairs(dy, &self.output, |dy, y| {
            let tanh = y / HEIGHT;
            dy * (HEIGHT * SQUEEZE * (1.0 - tanh * tanh))
        });
        &self.dx
    }
}
// ANCHOR_END: scaled_tanh

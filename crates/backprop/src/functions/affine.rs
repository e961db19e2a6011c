//! A weighted sum for every output.

use matrix::{Matrix, Vector};

use crate::Function;
use crate::function::check_size;

/// f(x) = W·x + b, from n numbers to m.
pub struct Affine {
    /// W, m×n: row i holds the weights of output i.
    pub weight: Matrix,
    /// b, m numbers.
    pub bias: Vector,
}

/// # Panics
///
/// Each function, where a vector has not W's columns (x, tangent) or W's rows (bias,
/// cotangent) as its number of entries.
impl Function for Affine {
    fn value(&self, x: &Vector) -> Vector {
        check_size("Affine::value: x", x, self.weight.ncols());
        check_size("Affine::value: the bias", &self.bias, self.weight.nrows());
        &(&self.weight * x) + &self.bias
    }

    fn jacobian(&self, _x: &Vector) -> Matrix {
        // ANCHOR: exercise_2_2_affine
        self.weight.clone()
        // ANCHOR_END: exercise_2_2_affine
    }

    fn jvp(&self, _x: &Vector, tangent: &Vector) -> Vector {
        check_size("Affine::jvp: the tangent", tangent, self.weight.ncols());
        &self.weight * tangent
    }

    fn vjp(&self, _x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Affine::vjp: the cotangent", cotangent, self.weight.nrows());
        // ANCHOR: exercise_2_6_affine
        self.weight.t() * cotangent
        // ANCHOR_END: exercise_2_6_affine
    }
}

//! One function of one number, applied to every entry.

use matrix::{Matrix, Real, Vector};

use crate::Function;
use crate::function::check_size;

// ANCHOR: elementwise
/// fᵢ(x) = g(xᵢ): output i looks at input i alone.
pub struct Elementwise {
    /// g
    pub function: fn(Real) -> Real,
    /// g′
    pub slope: fn(Real) -> Real,
}

impl Elementwise {
    /// g(x) = tanh x.
    pub fn tanh() -> Self {
        Self {
            function: Real::tanh,
            slope: |x| 1.0 - x.tanh().powi(2),
        }
    }

    /// g(x) = x².
    pub fn square() -> Self {
        Self {
            function: |x| x * x,
            slope: |x| 2.0 * x,
        }
    }
}
// ANCHOR_END: elementwise

// ANCHOR: elementwise_function
/// # Panics
///
/// Where a tangent or cotangent has not as many entries as x.
impl Function for Elementwise {
    fn value(&self, x: &Vector) -> Vector {
        x.map(self.function)
    }

    fn jacobian(&self, x: &Vector) -> Matrix {
        // ANCHOR: exercise_2_2_elementwise
        Matrix::diagonal(&x.map(self.slope))
        // ANCHOR_END: exercise_2_2_elementwise
    }

    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Elementwise::jvp: the tangent", tangent, x.len());
        x.map(self.slope).hadamard(tangent)
    }

    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Elementwise::vjp: the cotangent", cotangent, x.len());
        // ANCHOR: exercise_2_6_elementwise
        x.map(self.slope).hadamard(cotangent)
        // ANCHOR_END: exercise_2_6_elementwise
    }
}
// ANCHOR_END: elementwise_function

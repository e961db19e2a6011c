//! One function of one number, applied to every entry.

use matrix::{Matrix, Real, Vector};

use crate::Function;
use crate::function::check_size;

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

/// # Panics
///
/// Where a tangent or cotangent has not as many entries as x.
impl Function for Elementwise {
    fn value(&self, x: &Vector) -> Vector {
        x.map(self.function)
    }

    fn jacobian(&self, x: &Vector) -> Matrix {
        // >>> exercise 2.2 (elementwise): your code from here
        todo!("exercise 2.2 (elementwise): Affine, and entry by entry")
        // <<< exercise 2.2 (elementwise): to here
    }

    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Elementwise::jvp: the tangent", tangent, x.len());
        x.map(self.slope).hadamard(tangent)
    }

    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Elementwise::vjp: the cotangent", cotangent, x.len());
        // >>> exercise 2.6 (elementwise): your code from here
        todo!("exercise 2.6 (elementwise): Back without the matrix")
        // <<< exercise 2.6 (elementwise): to here
    }
}

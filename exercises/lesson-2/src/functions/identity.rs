//! The function that changes nothing.

use matrix::{Matrix, Vector};

use crate::Function;
use crate::function::check_size;

/// f(x) = x.
pub struct Identity;

/// # Panics
///
/// Where a tangent or cotangent has not as many entries as x.
impl Function for Identity {
    fn value(&self, x: &Vector) -> Vector {
        x.clone()
    }

    /// ∂xᵢ/∂xⱼ is 1 where i = j, and 0 elsewhere.
    fn jacobian(&self, x: &Vector) -> Matrix {
        Matrix::identity(x.len())
    }

    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Identity::jvp: the tangent", tangent, x.len());
        tangent.clone()
    }

    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Identity::vjp: the cotangent", cotangent, x.len());
        cotangent.clone()
    }
}

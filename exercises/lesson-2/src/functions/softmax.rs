//! Numbers into probabilities.

use matrix::{Matrix, Real, Vector};

use crate::Function;
use crate::function::check_size;

/// pᵢ = e^xᵢ / (e^x₁ + … + e^xₙ): positive, and together 1.
pub struct Softmax;

/// # Panics
///
/// Where a tangent or cotangent has not as many entries as x.
impl Function for Softmax {
    /// Finite for all finite x, however large; an entry of −∞ gets 0.
    fn value(&self, x: &Vector) -> Vector {
        // >>> exercise 2.3 (value): your code from here
        todo!("exercise 2.3 (value): Softmax and its Jacobian")
        // <<< exercise 2.3 (value): to here
    }

    /// J = diag(p) − p·pᵀ, symmetric.
    fn jacobian(&self, x: &Vector) -> Matrix {
        let p = self.value(x);
        // >>> exercise 2.3 (jacobian): your code from here
        todo!("exercise 2.3 (jacobian): Softmax and its Jacobian")
        // <<< exercise 2.3 (jacobian): to here
    }

    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Softmax::jvp: the tangent", tangent, x.len());
        &self.jacobian(x) * tangent
    }

    /// Jᵀ·v in 2n multiplications, where the matrix has n² entries.
    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Softmax::vjp: the cotangent", cotangent, x.len());
        let p = self.value(x);
        // >>> exercise 2.6 (softmax): your code from here
        todo!("exercise 2.6 (softmax): Back without the matrix")
        // <<< exercise 2.6 (softmax): to here
    }
}

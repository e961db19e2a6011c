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
        // ANCHOR: exercise_2_3_value
        // Taking the maximum away changes nothing but the size of the exponentials: none
        // is above 1, and one is 1.
        let largest = x.iter().copied().fold(Real::NEG_INFINITY, Real::max);
        let e = x.map(|x| (x - largest).exp());
        &e * (1.0 / e.sum())
        // ANCHOR_END: exercise_2_3_value
    }

    /// J = diag(p) − p·pᵀ, symmetric.
    fn jacobian(&self, x: &Vector) -> Matrix {
        let p = self.value(x);
        // ANCHOR: exercise_2_3_jacobian
        &Matrix::diagonal(&p) - &Matrix::outer(&p, &p)
        // ANCHOR_END: exercise_2_3_jacobian
    }

    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Softmax::jvp: the tangent", tangent, x.len());
        &self.jacobian(x) * tangent
    }

    /// Jᵀ·v in 2n multiplications, where the matrix has n² entries.
    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        check_size("Softmax::vjp: the cotangent", cotangent, x.len());
        let p = self.value(x);
        // ANCHOR: exercise_2_6_softmax
        let mean = p.dot(cotangent);
        p.hadamard(&cotangent.map(|v| v - mean))
        // ANCHOR_END: exercise_2_6_softmax
    }
}

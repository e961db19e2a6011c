//! A function from many numbers to many numbers, and what can be asked of it.

use matrix::{Matrix, Vector};

/// A function from n numbers to m numbers that has slopes.
pub trait Function {
    /// f(x): n numbers in, m numbers out.
    fn value(&self, x: &Vector) -> Vector;

    /// The Jacobian J at x, m×n: in row i and column j stands ∂fᵢ/∂xⱼ.
    fn jacobian(&self, x: &Vector) -> Matrix;

    /// J·t, the *Jacobian-vector product*: how the m outputs move when the n inputs move
    /// along the tangent t.
    ///
    /// # Panics
    ///
    /// If t has not n entries.
    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        &self.jacobian(x) * tangent
    }

    /// Jᵀ·v, the *vector-Jacobian product*: the slope of a loss in each of the n inputs,
    /// from its slope in each of the m outputs, the cotangent v.
    ///
    /// # Panics
    ///
    /// If v has not m entries.
    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        self.jacobian(x).t() * cotangent
    }
}

/// Names both sizes where a tangent or cotangent does not fit.
#[track_caller]
pub(crate) fn check_size(what: &str, given: &Vector, wanted: usize) {
    let given = given.len();
    assert!(
        given == wanted,
        "{what} has {given} entries, {wanted} are needed"
    );
}

//! The Jacobian by trying.

use matrix::{Matrix, Real, Vector};

/// The Jacobian of `f` at `x` from central differences with the given step.
///
/// Nudge one input and *all* outputs answer at once: that is one column. So it takes two
/// evaluations per input, however many outputs there are.
///
/// # Panics
///
/// If `f` does not always answer with the same number of outputs.
pub fn numerical_jacobian(
    f: impl Fn(&Vector) -> Vector,
    x: &Vector,
    step: Real,
) -> Matrix {
    let outputs = f(x).len();
    let f = |x: &Vector| {
        let y = f(x);
        let beside = y.len();
        assert!(
            beside == outputs,
            "numerical_jacobian: f gave {outputs} outputs at x, {beside} beside it"
        );
        y
    };
    let mut jacobian = Matrix::zeros(outputs, x.len());
    for j in 0..x.len() {
        // ANCHOR: exercise_2_1
        let nudge = step * &Vector::unit(x.len(), j);
        let rise = &f(&(x + &nudge)) - &f(&(x - &nudge));
        jacobian
            .column_mut(j)
            .copy_from_slice(&(&rise * (0.5 / step)));
        // ANCHOR_END: exercise_2_1
    }
    jacobian
}

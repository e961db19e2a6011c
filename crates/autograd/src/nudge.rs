//! The slope by trying: move the input a little, and see how far the output moves.

/// The slope of `f` at `x`, from two evaluations `step` to either side.
///
/// (f(x + h) − f(x − h)) / 2h differs from f′(x) by h²·f‴/6 and smaller terms: halve
/// the step and the error falls to a quarter. A step to one side only, (f(x + h) −
/// f(x)) / h, errs by h·f″/2, which merely halves.
pub fn central_difference(f: impl Fn(f64) -> f64, x: f64, step: f64) -> f64 {
    // ANCHOR: exercise_1_1
    (f(x + step) - f(x - step)) / (2.0 * step)
    // ANCHOR_END: exercise_1_1
}

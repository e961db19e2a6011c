//! eˣ, and its inverse.

use super::Local;

// ANCHOR: exponential
/// eˣ and its slope.
#[inline]
pub fn exponential(x: f64) -> Local<1> {
    // ANCHOR: exercise_1_3_exp
    let y = x.exp();
    (y, [y])
    // ANCHOR_END: exercise_1_3_exp
}

/// The natural logarithm and its slope. NaN for x < 0; −∞ with an infinite slope at 0.
#[inline]
pub fn logarithm(x: f64) -> Local<1> {
    // ANCHOR: exercise_1_3_ln
    (x.ln(), [1.0 / x])
    // ANCHOR_END: exercise_1_3_ln
}
// ANCHOR_END: exponential

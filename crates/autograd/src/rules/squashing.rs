//! Functions that squash the whole line into an interval.

use super::Local;

// ANCHOR: tanh
/// tanh x, between −1 and 1, and its slope.
#[inline]
pub fn tanh(x: f64) -> Local<1> {
    // ANCHOR: exercise_1_4
    let y = x.tanh();
    (y, [1.0 - y * y])
    // ANCHOR_END: exercise_1_4
}
// ANCHOR_END: tanh

// ANCHOR: sigmoid
/// σ(x) = 1 / (1 + e⁻ˣ), between 0 and 1, and its slope σ(x)·(1 − σ(x)).
///
/// Finite for every x, however large.
#[inline]
pub fn sigmoid(x: f64) -> Local<1> {
    // ANCHOR: exercise_1_5
    // e^(−|x|) lies between 0 and 1, so nothing here can overflow.
    let e = (-x.abs()).exp();
    let value = if x >= 0.0 {
        1.0 / (1.0 + e)
    } else {
        e / (1.0 + e)
    };
    // σ(1 − σ) is even in x; this form keeps its digits where σ rounds to 1.
    (value, [e / ((1.0 + e) * (1.0 + e))])
    // ANCHOR_END: exercise_1_5
}
// ANCHOR_END: sigmoid

//! Functions with a kink: a point where the slope jumps, and a convention is needed.

use super::Local;

// ANCHOR: relu
/// relu x = max(x, 0), and its slope.
///
/// At the kink the slope jumps from 0 to 1. The convention here is the field's: 0 at x
/// = 0. A NaN stays NaN.
#[inline]
pub fn relu(x: f64) -> Local<1> {
    // ANCHOR: exercise_1_6
    // Asking for x ≤ 0 rather than x > 0 sends NaN to the second line, where it stays
    // visible.
    if x <= 0.0 { (0.0, [0.0]) } else { (x, [1.0]) }
    // ANCHOR_END: exercise_1_6
}
// ANCHOR_END: relu

// ANCHOR: maximum
/// The larger of a and b. The whole slope goes to the winner, and at a tie to a.
#[inline]
pub fn maximum(a: f64, b: f64) -> Local<2> {
    if a >= b || a.is_nan() {
        (a, [1.0, 0.0])
    } else {
        (b, [0.0, 1.0])
    }
}
// ANCHOR_END: maximum

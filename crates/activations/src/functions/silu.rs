//! A gate that opens with the sigmoid.

use super::{gate_slope, gated, sigmoid};

// ANCHOR: silu
/// x·σ(x), the *sigmoid linear unit*.
///
/// # Facts
///
/// - range [−0.2785, ∞), limits 0 and ∞; lowest at x = −1.2785
/// - under N(0, 1): mean 0.2066, variance 0.3131
/// - kinks: none
///
/// Named by Hendrycks & Gimpel 2016, used by Elfwing, Uchibe & Doya 2017, and found again,
/// as Swish, by Ramachandran, Zoph & Le 2017.
pub fn silu(x: f64) -> f64 {
    // ANCHOR: exercise_3_11_value
    gated(x, sigmoid(x))
    // ANCHOR_END: exercise_3_11_value
}

/// SiLU′(x), by the product rule. SiLU′(0) is ½.
pub fn silu_slope(x: f64) -> f64 {
    // Beyond ±1000 the slope is 0 or 1 to the last digit, and ∞·0 would be NaN.
    let x = x.clamp(-1e3, 1e3);
    // ANCHOR: exercise_3_11_slope
    gate_slope(x, x)
    // ANCHOR_END: exercise_3_11_slope
}
// ANCHOR_END: silu

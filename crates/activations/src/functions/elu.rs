//! A line that bends into an exponential.

// ANCHOR: elu
/// x for x > 0, and α(eˣ − 1) for x ≤ 0: the *exponential linear unit*. The usual α is 1.
///
/// # Facts
///
/// - range (−α, ∞), limits −α and ∞: it does saturate, on the left
/// - under N(0, 1), α = 1: mean 0.1605, variance 0.6192
/// - kinks: 0, unless α = 1; the slope there is α by convention, as in PyTorch
///
/// Clevert, Unterthiner & Hochreiter 2015.
pub fn elu(x: f64, alpha: f64) -> f64 {
    // ANCHOR: exercise_3_6_value
    // exp_m1 is eˣ − 1, exact to the last digits where eˣ is close to 1.
    if x > 0.0 { x } else { alpha * x.exp_m1() }
    // ANCHOR_END: exercise_3_6_value
}
// ANCHOR_END: elu

// ANCHOR: elu_slope
/// 1 for x > 0, and αeˣ for x ≤ 0.
pub fn elu_slope(x: f64, alpha: f64) -> f64 {
    if x > 0.0 { 1.0 } else { alpha * x.exp() }
}

/// The slope from the output y, for α > 0.
pub fn elu_slope_from_output(y: f64, alpha: f64) -> f64 {
    // ANCHOR: exercise_3_6_slope
    if y > 0.0 { 1.0 } else { y + alpha }
    // ANCHOR_END: exercise_3_6_slope
}
// ANCHOR_END: elu_slope

//! A line that bends into an exponential.

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
    // >>> exercise 3.6 (value): your code from here
    todo!("exercise 3.6 (value): ELU, and its slope from the output")
    // <<< exercise 3.6 (value): to here
}

/// 1 for x > 0, and αeˣ for x ≤ 0.
pub fn elu_slope(x: f64, alpha: f64) -> f64 {
    if x > 0.0 { 1.0 } else { alpha * x.exp() }
}

/// The slope from the output y, for α > 0.
pub fn elu_slope_from_output(y: f64, alpha: f64) -> f64 {
    // >>> exercise 3.6 (slope): your code from here
    todo!("exercise 3.6 (slope): ELU, and its slope from the output")
    // <<< exercise 3.6 (slope): to here
}

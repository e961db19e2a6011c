//! A gate that opens with the normal distribution.

use std::f64::consts::FRAC_1_SQRT_2;

use super::gated;

/// What [`FRAC_1_SQRT_2`] lacks: 1/√2 has more digits than a double.
const FRAC_1_SQRT_2_REST: f64 = -4.833_646_656_726_457e-17;
/// 1/√(2π)
const FRAC_1_SQRT_2_PI: f64 = 0.398_942_280_401_432_7;

/// Φ(x): how likely a number drawn from N(0, 1) is below x.
///
/// Φ(x) = ½(1 + erf(x/√2)). Where erf is close to −1, another form keeps the digits.
pub fn normal_cdf(x: f64) -> f64 {
    // Beyond ±50 it is 0 or 1 to the last digit.
    let x = x.clamp(-50.0, 50.0);
    // >>> exercise 3.8 (cdf): your code from here
    todo!("exercise 3.8 (cdf): GELU, exactly")
    // <<< exercise 3.8 (cdf): to here
}

/// φ(x) = Φ′(x) = e^(−x²/2)/√(2π): the bell curve.
pub fn normal_density(x: f64) -> f64 {
    (-0.5 * x * x).exp() * FRAC_1_SQRT_2_PI
}

/// x·Φ(x), the *Gaussian error linear unit*: x times the share of N(0, 1) below x.
///
/// # Facts
///
/// - range [−0.1700, ∞), limits 0 and ∞; lowest at x = −0.7518
/// - under N(0, 1): mean 0.2821, variance 0.3456
/// - kinks: none
///
/// Hendrycks & Gimpel 2016. The exact form; cheaper ones are
/// [`gelu_tanh`](super::gelu_tanh()) and [`swish`](super::swish()) with β = 1.702.
pub fn gelu(x: f64) -> f64 {
    // >>> exercise 3.8 (value): your code from here
    todo!("exercise 3.8 (value): GELU, exactly")
    // <<< exercise 3.8 (value): to here
}

/// GELU′(x) = Φ(x) + x·φ(x), by the product rule. GELU′(1) is 1.0833: above 1.
pub fn gelu_slope(x: f64) -> f64 {
    // Beyond ±50 the slope is 0 or 1 to the last digit, and ∞·0 would be NaN.
    let x = x.clamp(-50.0, 50.0);
    // >>> exercise 3.9: your code from here
    todo!("exercise 3.9: GELU's slope")
    // <<< exercise 3.9: to here
}

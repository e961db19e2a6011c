//! A soft step from −1 to 1.

use super::sigmoid;

/// tanh x = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ) = 2σ(2x) − 1.
///
/// # Facts
///
/// - range (−1, 1), limits −1 and 1
/// - under N(0, 1): mean 0.0000, variance 0.3943
/// - kinks: none
///
/// Preferred to σ since LeCun, Bottou, Orr & Müller 1998: its outputs have mean 0.
pub fn tanh(x: f64) -> f64 {
    // The system's: 2σ(2x) − 1 has no digits left where x is close to 0.
    x.tanh()
}

/// tanh as a sigmoid: 2σ(2x) − 1. The same number on paper; in floats it has lost digits
/// where x is close to 0.
pub fn tanh_from_sigmoid(x: f64) -> f64 {
    // >>> exercise 3.2 (value): your code from here
    todo!("exercise 3.2 (value): tanh by the sigmoid")
    // <<< exercise 3.2 (value): to here
}

/// tanh′(x) = 1 − tanh² x, at most 1.
pub fn tanh_slope(x: f64) -> f64 {
    // 4σ(2x)σ(−2x), which keeps its digits where tanh is close to ±1.
    let e = (-2.0 * x.abs()).exp();
    4.0 * e / ((1.0 + e) * (1.0 + e))
}

/// tanh′ from the output y = tanh x: 1 − y².
pub fn tanh_slope_from_output(y: f64) -> f64 {
    // >>> exercise 3.2 (slope): your code from here
    todo!("exercise 3.2 (slope): tanh by the sigmoid")
    // <<< exercise 3.2 (slope): to here
}

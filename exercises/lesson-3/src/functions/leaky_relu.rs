//! A relu with a slope on the left.

/// x for x > 0, and αx for x ≤ 0. The usual α is 0.01.
///
/// For α ≤ 1 that is max(αx, x); for a larger α it is not. With α = 0 it is relu, except
/// that 0·(−∞) is NaN.
///
/// # Facts
///
/// - range (−∞, ∞), limits −∞ and ∞ (for α > 0)
/// - under N(0, 1), α = 0.01: mean 0.3950, variance 0.3441
/// - kinks: 0, where the slope is α by convention, as in PyTorch
///
/// Maas, Hannun & Ng 2013.
pub fn leaky_relu(x: f64, alpha: f64) -> f64 {
    // >>> exercise 3.4 (leaky): your code from here
    todo!("exercise 3.4 (leaky): ReLU, the leak and the kink")
    // <<< exercise 3.4 (leaky): to here
}

/// 1 for x > 0, and α for x ≤ 0: at the kink too.
pub fn leaky_relu_slope(x: f64, alpha: f64) -> f64 {
    // >>> exercise 3.4 (leaky_slope): your code from here
    todo!("exercise 3.4 (leaky_slope): ReLU, the leak and the kink")
    // <<< exercise 3.4 (leaky_slope): to here
}

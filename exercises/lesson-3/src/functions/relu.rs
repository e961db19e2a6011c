//! Half a line.

/// relu x = max(x, 0), the *rectified linear unit*.
///
/// # Facts
///
/// - range [0, ∞), limits 0 and ∞
/// - under N(0, 1): mean 0.3989, variance 0.3408
/// - kinks: 0, where the slope is 0 by convention, as in PyTorch and JAX
///
/// Fukushima 1969; in deep networks Nair & Hinton 2010, Glorot, Bordes & Bengio 2011.
pub fn relu(x: f64) -> f64 {
    // Asking for x ≤ 0 rather than x > 0 sends a NaN to the second branch, where it stays
    // visible.
    if x <= 0.0 { 0.0 } else { x }
}

/// 1 for x > 0, and 0 for x ≤ 0: at the kink too.
pub fn relu_slope(x: f64) -> f64 {
    // >>> exercise 3.4 (relu): your code from here
    todo!("exercise 3.4 (relu): ReLU, the leak and the kink")
    // <<< exercise 3.4 (relu): to here
}

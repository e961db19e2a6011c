//! No bend at all.

/// f(x) = x, with slope 1: what a network has where it has no activation.
///
/// # Facts
///
/// - range (−∞, ∞), limits −∞ and ∞
/// - under N(0, 1): mean 0.0000, variance 1.0000
/// - kinks: none
///
/// Layers with nothing but this between them are one layer: W₂(W₁x) = (W₂W₁)x. The
/// "linear neuron" of Widrow & Hoff 1960.
pub fn identity(x: f64) -> f64 {
    x
}

/// 1, wherever x is.
pub fn identity_slope(x: f64) -> f64 {
    if x.is_nan() { x } else { 1.0 }
}

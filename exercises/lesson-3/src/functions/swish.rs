//! Silu with a gate that can be made steeper.

use super::{gated, sigmoid, silu_slope};

/// The β for which [`swish`] is closest to GELU (Hendrycks & Gimpel 2016).
pub const GELU_BETA: f64 = 1.702;

/// x·σ(βx). β = 1 is silu, β = 0 is x/2, and a large β is close to relu.
///
/// With β = 1.702, [`GELU_BETA`], it is the sigmoid form of GELU, right to within 0.0203.
///
/// # Facts
///
/// - range [−0.2785/β, ∞), limits 0 and ∞ (for β > 0); lowest at x = −1.2785/β
/// - under N(0, 1), β = 1.702: mean 0.2823, variance 0.3422
/// - under N(0, 1), β = 2: mean 0.3029, variance 0.3478
/// - kinks: none
///
/// Ramachandran, Zoph & Le 2017, who let training choose β.
pub fn swish(x: f64, beta: f64) -> f64 {
    gated(x, sigmoid(inner(x, beta)))
}

/// The slope of swish at x is that of silu at βx.
pub fn swish_slope(x: f64, beta: f64) -> f64 {
    silu_slope(inner(x, beta))
}

/// βx, and 0 for β = 0 even at x = ±∞.
fn inner(x: f64, beta: f64) -> f64 {
    beta * x.clamp(f64::MIN, f64::MAX)
}

//! What GELU, silu and swish share: they multiply x by a number between 0 and 1.

/// x·g, and 0 where the gate g is shut, even at x = −∞: there the product would be NaN.
pub(super) fn gated(x: f64, g: f64) -> f64 {
    if g == 0.0 { 0.0 } else { x * g }
}

/// The slope of x·σ(z), for a z that depends on x: σ(z)·(1 + v·σ(−z)), with v = x·z′.
pub(super) fn gate_slope(z: f64, v: f64) -> f64 {
    // σ of z and of −z are 1/(1 + e) and e/(1 + e). Over (1 + e)² there is one division and
    // few roundings: where the slope is lowest, half the error of the formula as it stands.
    let e = (-z.abs()).exp();
    let numerator = if z >= 0.0 {
        1.0 + e * (1.0 + v)
    } else {
        e * (1.0 + v + e)
    };
    numerator / (1.0 + e * (2.0 + e))
}

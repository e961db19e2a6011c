//! Functions of e^(−|x|): the sigmoid, silu, swish, softplus.

use super::exp::exp;
use super::loops::TimesPlus;

#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    let e = exp(-x.abs());
    let numerator = if x >= 0.0 { 1.0 } else { e };
    numerator / (1.0 + e)
}

#[inline(always)]
pub(super) fn sigmoid_slope(x: f32) -> f32 {
    let e = exp(-x.abs());
    e / ((1.0 + e) * (1.0 + e))
}

#[inline(always)]
pub(super) fn sigmoid_slope_from_output(y: f32) -> f32 {
    y * (1.0 - y)
}

#[inline(always)]
pub(super) fn silu(x: f32) -> f32 {
    gated(x, sigmoid(x))
}

#[inline(always)]
pub(super) fn silu_slope(x: f32) -> f32 {
    // Beyond, the slope is 0 or 1; and ∞·0 would be NaN.
    let x = x.clamp(-110.0, 110.0);
    gate_slope(x, x)
}

/// σ(z)·(1 + v·σ(−z)): the slope of x·σ(z), with v = x·z′.
///
/// With e = e^(−|z|) that is e·(1 + v + e)/(1 + e)² for z < 0, and (1 + e·(1 + v))/(1 + e)²
/// for z ≥ 0: one division, and few roundings.
#[inline(always)]
pub(super) fn gate_slope(z: f32, v: f32) -> f32 {
    let e = exp(-z.abs());
    let v = 1.0 + v;
    let last = if z >= 0.0 { 1.0 } else { e * e };
    e.times_plus(v, last) / e.times_plus(e + 2.0, 1.0)
}

#[inline(always)]
pub(super) fn swish(x: f32, beta: f32) -> f32 {
    gated(x, sigmoid(beta * x.clamp(f32::MIN, f32::MAX)))
}

#[inline(always)]
pub(super) fn swish_slope(x: f32, beta: f32) -> f32 {
    silu_slope(beta * x.clamp(f32::MIN, f32::MAX))
}

/// x·g, and 0 where the gate g is shut, even at x = −∞.
#[inline(always)]
pub(super) fn gated(x: f32, g: f32) -> f32 {
    let product = x * g;
    if g == 0.0 { g } else { product }
}

#[inline(always)]
pub(super) fn softplus(x: f32) -> f32 {
    let right = if x > 0.0 { x } else { 0.0 };
    right + ln_1p(exp(-x.abs()))
}

/// ln(1 + e) for 0 ≤ e ≤ 1: e times a fraction of two polynomials, both 1 at 0.
#[inline(always)]
fn ln_1p(e: f32) -> f32 {
    let p = 0.124_638_155_f32
        .times_plus(e, 0.869_514_35)
        .times_plus(e, 1.0);
    let q = 0.031_352_19_f32
        .times_plus(e, 0.476_088_82)
        .times_plus(e, 1.369_512_9)
        .times_plus(e, 1.0);
    e * (p / q)
}

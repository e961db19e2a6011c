//! GELU, exact: without erf, from the tail of the normal distribution.
//!
//! Φ(−a) = e^(−a²/2)·R(a) for a ≥ 0, with a smooth curve R that falls from ½ like 1/a.
//! (√(2π)·R is called Mills' ratio, 1926.) A fraction of two polynomials, P/Q, follows it
//! all the way with no sign but plus, so nothing cancels; erf would need several pieces.

use super::exp::times_exp;
use super::loops::TimesPlus;

/// |x|, or 15 where it is more: Φ(−15) is 0 in 32 bits.
#[inline(always)]
fn distance(x: f32) -> f32 {
    let a = x.abs();
    if a > 15.0 { 15.0 } else { a }
}

/// Q(a)
#[inline(always)]
fn denominator(a: f32) -> f32 {
    0.035_677_18_f32
        .times_plus(a, 0.268_971_06)
        .times_plus(a, 0.895_327_75)
        .times_plus(a, 1.479_370_5)
        .times_plus(a, 1.0)
}

/// x·Φ(x) = relu(x) − a·Φ(−a) with a = |x|, on both sides of 0.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let a = distance(x);
    let p = 0.014_228_323_f32
        .times_plus(a, 0.107_464_46)
        .times_plus(a, 0.340_744_38)
        .times_plus(a, 0.5);
    let right = if x > 0.0 { x } else { 0.0 };
    right - times_exp(a * (p / denominator(a)), -0.5 * a * a)
}

/// Φ(x) + x·φ(x): on the left h = e^(−a²/2)·(R(a) − a/√(2π)), on the right 1 − h.
#[inline(always)]
pub(super) fn gelu_slope(x: f32) -> f32 {
    let a = distance(x);
    // P(a) − a·Q(a)/√(2π), multiplied out.
    let p = (-0.014_233_136_f32)
        .times_plus(a, -0.107_303_925)
        .times_plus(a, -0.342_955_77)
        .times_plus(a, -0.482_718_97)
        .times_plus(a, -0.058_197_904)
        .times_plus(a, 0.5);
    let left = times_exp(p / denominator(a), -0.5 * a * a);
    if x > 0.0 { 1.0 - left } else { left }
}

//! tanh, and the form of GELU that was made for it.

use super::exp::{exp, exp_m1};
use super::logistic::{gate_slope, gated, sigmoid};
use super::loops::TimesPlus;

// ANCHOR: fast_tanh
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    // tanh |x| = (1 − e)/(1 + e) with e = e^(−2|x|), and 1 − e without losing digits.
    let m = exp_m1(-2.0 * x.abs());
    (-m / (2.0 + m)).copysign(x)
}

#[inline(always)]
pub(super) fn tanh_slope(x: f32) -> f32 {
    let e = exp(-2.0 * x.abs());
    4.0 * e / ((1.0 + e) * (1.0 + e))
}

#[inline(always)]
pub(super) fn tanh_slope_from_output(y: f32) -> f32 {
    (-y).times_plus(y, 1.0)
}
// ANCHOR_END: fast_tanh

/// 2√(2/π)
const FIRST: f32 = 1.595_769;
/// 2√(2/π)·0.044715
const THIRD: f32 = 0.071_354_814;

// ANCHOR: fast_gelu_tanh
#[inline(always)]
pub(super) fn gelu_tanh(x: f32) -> f32 {
    gated(x, sigmoid(x * (x * x).times_plus(THIRD, FIRST)))
}

#[inline(always)]
pub(super) fn gelu_tanh_slope(x: f32) -> f32 {
    let x = x.clamp(-20.0, 20.0);
    let square = THIRD * (x * x);
    let z = x * (FIRST + square);
    gate_slope(z, (2.0 * square).times_plus(x, z))
}
// ANCHOR_END: fast_gelu_tanh

//! The exponential linear unit.

use super::exp::{exp, exp_m1};

#[inline(always)]
pub(super) fn elu(x: f32, alpha: f32) -> f32 {
    let left = alpha * exp_m1(x);
    if x > 0.0 { x } else { left }
}

#[inline(always)]
pub(super) fn elu_slope(x: f32, alpha: f32) -> f32 {
    let left = alpha * exp(x);
    if x > 0.0 { 1.0 } else { left }
}

#[inline(always)]
pub(super) fn elu_slope_from_output(y: f32, alpha: f32) -> f32 {
    let left = y + alpha;
    if y > 0.0 { 1.0 } else { left }
}

//! Straight pieces.

#[inline(always)]
pub(super) fn identity(x: f32) -> f32 {
    x
}

#[inline(always)]
pub(super) fn identity_slope(x: f32) -> f32 {
    if x.is_nan() { x } else { 1.0 }
}

#[inline(always)]
pub(super) fn relu(x: f32) -> f32 {
    if x <= 0.0 { 0.0 } else { x }
}

#[inline(always)]
pub(super) fn relu_slope(x: f32) -> f32 {
    leaky_relu_slope(x, 0.0)
}

#[inline(always)]
pub(super) fn leaky_relu(x: f32, alpha: f32) -> f32 {
    // Both sides are computed, and then one is chosen.
    let left = alpha * x;
    if x > 0.0 { x } else { left }
}

#[inline(always)]
pub(super) fn leaky_relu_slope(x: f32, alpha: f32) -> f32 {
    // The left side for a NaN, which is neither above 0 nor at most 0.
    let left = if x <= 0.0 { alpha } else { x };
    if x > 0.0 { 1.0 } else { left }
}

//! One pattern anywhere: a dot product that slides along a list.
//!
//! ```
//! use convolution::one_d::{convolve, correlate, input_slopes, kernel_slopes};
//!
//! let (x, k) = ([1.0, 2.0, 0.0, -1.0, 3.0], [2.0, 0.0, -1.0]);
//! assert_eq!(correlate(&x, &k), [2.0, 5.0, -3.0]);
//! assert_eq!(convolve(&x, &k), [-1.0, -4.0, 6.0]);
//!
//! let dy = [1.0, 0.0, 2.0];
//! assert_eq!(kernel_slopes(&x, &dy), [1.0, 0.0, 6.0]);
//! assert_eq!(input_slopes(&k, &dy), [2.0, 0.0, 3.0, 0.0, -2.0]);
//! ```

use matrix::Real;

// ANCHOR: correlate
/// The kernel laid on every stretch of `x` that is as long: yᵢ = Σⱼ kⱼ·xᵢ₊ⱼ.
///
/// Deep learning calls this a convolution. Mathematicians call it cross-correlation: see
/// [`convolve`].
///
/// # Panics
///
/// If the kernel is empty, or longer than `x`.
pub fn correlate(x: &[Real], k: &[Real]) -> Vec<Real> {
    let outputs = placements("correlate: x", x.len(), "the kernel", k.len());
    let mut y = vec![0.0; outputs];
    // ANCHOR: exercise_5_1
    for (i, y) in y.iter_mut().enumerate() {
        for (j, k) in k.iter().enumerate() {
            *y += k * x[i + j];
        }
    }
    // ANCHOR_END: exercise_5_1
    y
}

/// How many places there are for the shorter list on the longer one.
#[track_caller]
fn placements(long_name: &str, long: usize, short_name: &str, short: usize) -> usize {
    assert!(
        0 < short && short <= long,
        "{long_name} has {long} numbers, {short_name} has {short}: at least one is needed, \
         and no more than {long}"
    );
    long - short + 1
}
// ANCHOR_END: correlate

// ANCHOR: slopes
/// ∂L/∂k from ∂L/∂y, written `dy`. Each kⱼ was used by every output, so its slope is a
/// sum over all of them.
///
/// # Panics
///
/// If `dy` is empty, or longer than `x`.
pub fn kernel_slopes(x: &[Real], dy: &[Real]) -> Vec<Real> {
    let size = placements("kernel_slopes: x", x.len(), "dy", dy.len());
    let mut dk = vec![0.0; size];
    // ANCHOR: exercise_5_9_kernel
    for (i, dy) in dy.iter().enumerate() {
        for (j, dk) in dk.iter_mut().enumerate() {
            *dk += dy * x[i + j];
        }
    }
    // ANCHOR_END: exercise_5_9_kernel
    dk
}

/// ∂L/∂x from ∂L/∂y. An output sends a slope to each input that it looked at, and an input
/// adds up what comes from all that looked at it.
///
/// # Panics
///
/// If `k` or `dy` is empty.
pub fn input_slopes(k: &[Real], dy: &[Real]) -> Vec<Real> {
    assert!(
        !k.is_empty() && !dy.is_empty(),
        "input_slopes: {} numbers in the kernel and {} in dy, but neither may be empty",
        k.len(),
        dy.len()
    );
    let mut dx = vec![0.0; dy.len() + k.len() - 1];
    // ANCHOR: exercise_5_9_input
    for (i, dy) in dy.iter().enumerate() {
        for (j, k) in k.iter().enumerate() {
            dx[i + j] += dy * k;
        }
    }
    // ANCHOR_END: exercise_5_9_input
    dx
}
// ANCHOR_END: slopes

// ANCHOR: convolve
/// What mathematicians call convolution: the kernel is turned around first,
/// yᵢ = Σⱼ kₙ₋₁₋ⱼ·xᵢ₊ⱼ. A kernel that is learnt can be learnt turned around, so
/// networks leave this out.
///
/// # Panics
///
/// As [`correlate`].
pub fn convolve(x: &[Real], k: &[Real]) -> Vec<Real> {
    let flipped: Vec<Real> = k.iter().rev().copied().collect();
    correlate(x, &flipped)
}
// ANCHOR_END: convolve

//! The logarithms of the softmax's probabilities.

use matrix::Real;

// ANCHOR: log_softmax
/// ln pᵢ, for p the softmax of z: zᵢ − ln(e^z₁ + … + e^zₙ).
///
/// Finite for all finite z whose differences are finite, and accurate at both ends: a p
/// that is as good as 0 has a logarithm like any other, and one that is close to 1 has one
/// close to 0. The logarithm of the softmax has neither.
///
/// Where z holds ∞, that is the limit in which all infinite entries are equal. A NaN makes
/// all results NaN.
///
/// Bridle 1990 named the softmax.
///
/// # Panics
///
/// If `log_p` has not as many entries as `z`.
pub fn log_softmax(z: &[Real], log_p: &mut [Real]) {
    check_sizes("log_softmax", [("z", z), ("log_p", log_p)]);
    // ANCHOR: exercise_3_13_value
    let largest = z.iter().copied().fold(Real::NEG_INFINITY, Real::max);
    for (log_p, &z) in log_p.iter_mut().zip(z) {
        // The maximum's exponential is 1 and no other is larger. ∞ − ∞ would be NaN.
        *log_p = if z == largest { 0.0 } else { z - largest };
    }
    // ln(1 + the others), so that small others are not lost beside the 1.
    let first = z.iter().position(|&z| z == largest).unwrap_or(z.len());
    let others = log_p.iter().enumerate().filter(|&(i, _)| i != first);
    let whole = others
        .map(|(_, shifted)| shifted.exp())
        .sum::<Real>()
        .ln_1p();
    for log_p in log_p.iter_mut() {
        *log_p -= whole;
    }
    // ANCHOR_END: exercise_3_13_value
}
// ANCHOR_END: log_softmax

// ANCHOR: log_softmax_vjp
/// ∂L/∂z from the cotangent v = ∂L/∂(ln p) and what [`log_softmax`] gave.
///
/// # Panics
///
/// If the three have not the same number of entries.
pub fn log_softmax_vjp(log_p: &[Real], cotangent: &[Real], dz: &mut [Real]) {
    check_sizes(
        "log_softmax_vjp",
        [("log_p", log_p), ("the cotangent", cotangent), ("dz", dz)],
    );
    // ANCHOR: exercise_3_13_vjp
    let sum: Real = cotangent.iter().sum();
    for ((dz, v), log_p) in dz.iter_mut().zip(cotangent).zip(log_p) {
        *dz = v - log_p.exp() * sum;
    }
    // ANCHOR_END: exercise_3_13_vjp
}
// ANCHOR_END: log_softmax_vjp

/// Names all sizes where they differ.
#[track_caller]
fn check_sizes<const COUNT: usize>(what: &str, slices: [(&str, &[Real]); COUNT]) {
    let sizes = slices.map(|(_, slice)| slice.len());
    assert!(
        sizes.iter().all(|&size| size == sizes[0]),
        "{what}: {:?} have {sizes:?} entries; as many in each are needed",
        slices.map(|(name, _)| name)
    );
}

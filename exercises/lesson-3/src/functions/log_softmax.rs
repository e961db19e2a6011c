//! The logarithms of the softmax's probabilities.

use matrix::Real;

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
    // >>> exercise 3.13 (value): your code from here
    todo!("exercise 3.13 (value): Log-softmax, both ways")
    // <<< exercise 3.13 (value): to here
}

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
    // >>> exercise 3.13 (vjp): your code from here
    todo!("exercise 3.13 (vjp): Log-softmax, both ways")
    // <<< exercise 3.13 (vjp): to here
}

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

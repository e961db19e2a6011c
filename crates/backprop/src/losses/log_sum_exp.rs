//! The smooth maximum.

use matrix::Real;

/// ln(e^z₁ + … + e^zₙ): a little above the largest z, and finite for all finite z.
///
/// Of no numbers it is −∞, the logarithm of an empty sum.
pub fn log_sum_exp(z: &[Real]) -> Real {
    let largest = z.iter().copied().fold(Real::NEG_INFINITY, Real::max);
    // All −∞, or none at all: −∞ − (−∞) would be NaN. `max` passes over NaN, so there may be
    // some here: adding them up keeps them visible.
    if largest == Real::NEG_INFINITY {
        return z.iter().fold(largest, |sum, z| sum + z);
    }
    // ANCHOR: exercise_2_14
    // The largest counts as 1 in the sum. `ln_1p` keeps what the others add to it,
    // however little that is.
    let (mut others, mut left_out) = (0.0, false);
    for &z in z {
        if z == largest && !left_out {
            left_out = true;
        } else {
            others += (z - largest).exp();
        }
    }
    largest + others.ln_1p()
    // ANCHOR_END: exercise_2_14
}

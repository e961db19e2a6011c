//! For numbers: how far off.

use matrix::{Matrix, Real};

/// L = mean over the batch of ½‖y − t‖², for outputs Y and targets T of the same shape,
/// and dY = (Y − T)/B.
///
/// The ½ makes the slope plain. Other libraries leave it out, and average over the
/// outputs of a sample as well.
///
/// # Panics
///
/// If the shapes differ, or there are no samples.
pub fn squared_error(outputs: &Matrix, targets: &Matrix, dy: &mut Matrix) -> Real {
    let ((m, n), (k, l)) = (outputs.shape(), targets.shape());
    assert!(
        (m, n) == (k, l) && n > 0,
        "squared_error: the outputs are {m}×{n}, the targets {k}×{l}; the same shape, and \
         at least one sample, are needed"
    );
    let count = n as Real;
    dy.set_map_pairs(outputs, targets, |y, t| (y - t) / count);
    let off = outputs.as_slice().iter().zip(targets.as_slice());
    off.map(|(y, t)| 0.5 * (y - t).powi(2)).sum::<Real>() / count
}

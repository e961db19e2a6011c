//! For yes or no.

use matrix::{Matrix, Real};

use super::check_labels;

/// L = mean over the batch of ln(1 + eᶻ) − y·z, for one logit per sample (1 × batch) and
/// labels y of 0 or 1, and dZ = (σ(z) − y)/B. Finite for all finite logits.
///
/// # Panics
///
/// If there is not one row, not one label per sample, no sample, or a label above 1.
pub fn logistic(logits: &Matrix, labels: &[usize], dz: &mut Matrix) -> Real {
    let (rows, batch) = logits.shape();
    assert!(
        rows == 1,
        "logistic: the logits are {rows}×{batch}, but 1×batch is needed"
    );
    check_labels("logistic", batch, labels, 2);
    let count = batch as Real;
    dz.reshape(1, batch);
    let mut total = 0.0;
    let pairs = logits.as_slice().iter().zip(labels);
    for ((&z, &label), dz) in pairs.zip(dz.as_mut_slice()) {
        let y = label as Real;
        let e = (-z.abs()).exp();
        // As in lesson 1: the large terms cancel first.
        total += (z.max(0.0) - y * z) + e.ln_1p();
        let larger = if z >= 0.0 { 1.0 } else { e };
        let p = larger / (1.0 + e);
        *dz = (p - y) / count;
    }
    total / count
}

//! For one class out of several.

use matrix::{Matrix, Real};

use super::{check_labels, log_sum_exp};

/// L = mean over the batch of −ln p, p the softmax's probability of the right class, and
/// dZ = (softmax(z) − one-hot(label))/B. Finite for all finite logits.
///
/// `logits` is classes × batch, `labels` holds each sample's class.
///
/// # Panics
///
/// If there is not one label per sample, no sample, or a label that is no class.
pub fn softmax_cross_entropy(
    logits: &Matrix,
    labels: &[usize],
    dz: &mut Matrix,
) -> Real {
    let (classes, batch) = logits.shape();
    check_labels("softmax_cross_entropy", batch, labels, classes);
    let count = batch as Real;
    dz.reshape(classes, batch);
    let mut total = 0.0;
    for (j, &label) in labels.iter().enumerate() {
        let (z, dz) = (logits.column(j), dz.column_mut(j));
        // ANCHOR: exercise_2_15
        // Seen from the right class: where that one is sure, its tiny loss is not rounded
        // off beside a large logit.
        for (dz, z_k) in dz.iter_mut().zip(z) {
            *dz = z_k - z[label];
        }
        let loss = log_sum_exp(dz);
        total += loss;
        for dz in dz.iter_mut() {
            *dz = (*dz - loss).exp() / count;
        }
        // p − 1, with all its digits where p is close to 1.
        dz[label] = (-loss).exp_m1() / count;
        // ANCHOR_END: exercise_2_15
    }
    total / count
}

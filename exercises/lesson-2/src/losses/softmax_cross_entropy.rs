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
        // >>> exercise 2.15: your code from here
        todo!("exercise 2.15: Softmax cross-entropy");
        // <<< exercise 2.15: to here
    }
    total / count
}

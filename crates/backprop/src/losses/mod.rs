//! From what a network says to one number that should be small, and back.
//!
//! Each loss gets a batch, one column per sample, and returns the *mean* over the batch.
//! Its slope in what the network said is written into a matrix of the same shape. For all
//! three it is (what was said − what is right) / batch size; only what "said" means
//! differs.

mod log_sum_exp;
mod logistic;
mod softmax_cross_entropy;
mod squared_error;

pub use log_sum_exp::log_sum_exp;
pub use logistic::logistic;
pub use softmax_cross_entropy::softmax_cross_entropy;
pub use squared_error::squared_error;

/// Names what does not fit between a batch of logits and its labels.
#[track_caller]
pub(crate) fn check_labels(loss: &str, batch: usize, labels: &[usize], classes: usize) {
    let given = labels.len();
    assert!(
        batch == given && batch > 0,
        "{loss}: {batch} samples (columns), {given} labels; as many of each, and at least \
         one, are needed"
    );
    if let Some(j) = labels.iter().position(|&label| label >= classes) {
        let label = labels[j];
        panic!("{loss}: sample {j} has label {label}, but there are {classes} classes");
    }
}

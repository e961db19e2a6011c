//! A step from a few samples.

use matrix::Real;

/// One step of stochastic gradient descent on a minibatch of K samples:
/// w ← w − η·(1/K)·Σₖ gₖ.
///
/// `gradient` is asked once for each sample of `batch`, by its number, for that sample's
/// slopes at w. The mean of K independent samples scatters around the whole gradient with
/// 1/K of the variance of one.
///
/// # Panics
///
/// If the batch is empty, or `gradient` gives another number of slopes than there are
/// values.
pub fn minibatch_step(
    values: &mut [Real],
    batch: &[usize],
    learning_rate: Real,
    mut gradient: impl FnMut(usize, &[Real]) -> Vec<Real>,
) {
    assert!(!batch.is_empty(), "minibatch_step: a batch without samples");
    let mut slopes_of = |sample: usize, values: &[Real]| {
        let slopes = gradient(sample, values);
        let (w, g) = (values.len(), slopes.len());
        assert!(
            w == g,
            "minibatch_step: {w} values, but {g} slopes of sample {sample}"
        );
        slopes
    };
    // >>> exercise 4.2: your code from here
    todo!("exercise 4.2: A step from a few samples")
    // <<< exercise 4.2: to here
}

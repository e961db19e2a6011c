//! Steps from a few samples.

use backprop::{Optimizer, Sgd};
use optimizers::minibatch::minibatch_step;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Three samples with slopes that can be added in the head; w moves once, by the mean.
#[test]
fn a_step_by_hand() {
    let slopes = [[2.0, 0.0], [4.0, -1.0], [100.0, 100.0], [6.0, 4.0]];
    let mut w = [1.0, 1.0];
    let mut asked = Vec::new();
    minibatch_step(&mut w, &[0, 3, 1], 0.25, |sample, values| {
        asked.push((sample, values.to_vec()));
        slopes[sample].to_vec()
    });
    // The mean of (2, 0), (6, 4) and (4, −1) is (4, 1).
    assert_eq!(w, [0.0, 0.75]);
    let here = vec![1.0, 1.0];
    let right = [(0, here.clone()), (3, here.clone()), (1, here)];
    assert_eq!(asked, right, "each sample once, all at the same place");
}

/// A batch of all samples twice is the batch of all samples, and that is plain descent on
/// the mean.
#[test]
fn a_batch_is_a_mean() {
    let targets = [1.0, -2.0, 4.0, 0.5];
    let slopes = |sample: usize, w: &[f64]| vec![w[0] - targets[sample]];
    let (mut once, mut twice, mut whole) = ([3.0], [3.0], [3.0]);
    let rate = 0.125;
    minibatch_step(&mut once, &[0, 1, 2, 3], rate, slopes);
    minibatch_step(&mut twice, &[0, 1, 2, 3, 3, 2, 1, 0], rate, slopes);
    let mean = targets.iter().map(|t| 3.0 - t).sum::<f64>() / 4.0;
    let learning_rate = rate;
    Sgd { learning_rate }.update(0, &mut whole, &[mean]);
    assert_eq!((once, twice), (whole, whole));
}

/// Batches of K that are drawn at random: the step scatters with 1/K of the variance. Over
/// 4,000 batches a variance is known to about 3 %, and the bound is four times that.
#[test]
fn larger_batches_scatter_less() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let samples: Vec<f64> = (0..500).map(|_| random.random_range(-1.0..1.0)).collect();
    let mean = samples.iter().sum::<f64>() / 500.0;
    let of_one = samples.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / 500.0;
    for size in [1_u32, 8, 64] {
        let mut total = 0.0;
        for _ in 0..4000 {
            let batch: Vec<usize> =
                (0..size).map(|_| random.random_range(0..500)).collect();
            let mut w = [0.0];
            minibatch_step(&mut w, &batch, 1.0, |sample, _| vec![samples[sample]]);
            total += (w[0] + mean).powi(2);
        }
        let ratio = total / 4000.0 / (of_one / f64::from(size));
        assert!((ratio - 1.0).abs() < 0.12, "K = {size}: {ratio}");
    }
}

#[test]
#[should_panic(expected = "a batch without samples")]
fn a_batch_has_a_sample() {
    minibatch_step(&mut [1.0], &[], 0.1, |_, w| w.to_vec());
}

#[test]
#[should_panic(expected = "2 values, but 1 slopes of sample 5")]
fn slopes_are_counted() {
    minibatch_step(&mut [1.0; 2], &[5], 0.1, |_, _| vec![0.0]);
}

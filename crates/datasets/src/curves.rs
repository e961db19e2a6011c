//! What moons, circles and spirals share: points along two curves, noise, and a shuffle.

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::Dataset;

/// Draws `samples` points near two curves in the plane.
///
/// Class 0 gets ⌊samples/2⌋ of them, class 1 the rest. `point(class, step, steps)` is the
/// place on the curve of sample number `step` of the `steps` samples of `class`. Then every
/// coordinate gets its own Gaussian error of standard deviation `noise`, and the samples are
/// shuffled, so that any stretch of them is a fair batch.
///
/// # Panics
///
/// Where `samples` is below 2, or `noise` is negative, NaN or infinite.
#[track_caller]
pub(crate) fn two_curves(
    samples: usize,
    noise: f64,
    seed: u64,
    point: impl Fn(usize, usize, usize) -> [f64; 2],
) -> Dataset {
    assert!(
        samples >= 2,
        "samples is {samples}: two classes need at least 2"
    );
    assert!(
        noise.is_finite() && noise >= 0.0,
        "noise is {noise}: give a standard deviation, a finite number of at least 0"
    );
    let of_class = [samples / 2, samples - samples / 2];
    let mut order: Vec<(usize, usize)> = (0..2)
        .flat_map(|class| (0..of_class[class]).map(move |step| (class, step)))
        .collect();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    order.shuffle(&mut rng);

    let mut values = Vec::with_capacity(2 * samples);
    for &(class, step) in &order {
        for coordinate in point(class, step, of_class[class]) {
            // Drawn even where noise is 0, so that a seed gives the same order and the same
            // directions of error at every strength of noise.
            let error: f64 = StandardNormal.sample(&mut rng);
            values.push(coordinate + noise * error);
        }
    }
    let labels = order.into_iter().map(|(class, _)| class).collect();
    Dataset::new(2, 2, values, labels)
        .expect("at least two samples of two finite features, two classes")
}

/// `step` of `steps` as a number from 0 to 1, both ends included; 0 for a lone step.
pub(crate) fn share(step: usize, steps: usize) -> f64 {
    if steps <= 1 {
        0.0
    } else {
        step as f64 / (steps - 1) as f64
    }
}

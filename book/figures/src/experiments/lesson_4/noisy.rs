//! Descent on a bowl whose slopes are noisy: many runs at once.

use backprop::{Optimizer, Sgd};
use optimizers::surfaces::{Bowl, NoisyBowl, Surface};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// κ: the curvatures are 1 and κ.
pub(crate) const CONDITION: f64 = 10.0;
/// The standard deviation of one sample's slope.
pub(crate) const DEVIATION: f64 = 1.0;

/// The mean value of the bowl before each step and after the last, over the seeds 0, 1, …,
/// with a learning rate for each step.
pub(crate) fn mean_values(
    samples: usize,
    seeds: u64,
    steps: usize,
    rate: impl Fn(usize) -> f64,
) -> Vec<f64> {
    let mut means = vec![0.0; steps + 1];
    let bowl = Bowl {
        condition: CONDITION,
    };
    for seed in 0..seeds {
        let mut noisy = NoisyBowl {
            bowl,
            deviation: DEVIATION,
            samples,
            random: ChaCha8Rng::seed_from_u64(seed),
        };
        let mut w = bowl.start();
        for (step, mean) in means.iter_mut().enumerate() {
            *mean += bowl.value(&w) / seeds as f64;
            let mut sgd = Sgd {
                learning_rate: rate(step),
            };
            let slopes = noisy.sampled_gradient(&w);
            sgd.update(0, &mut w, &slopes);
        }
    }
    means
}

/// Where the mean value settles: for each curvature λ ½λ·E[w²], with
/// E[w²] = ησ²/(K·λ(2 − ηλ)).
pub(crate) fn floor(rate: f64, samples: usize) -> f64 {
    let of = |curvature: f64| {
        0.5 * rate * DEVIATION * DEVIATION / (samples as f64 * (2.0 - rate * curvature))
    };
    of(1.0) + of(CONDITION)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_noise_worth_the_name_it_is_the_error_factor() {
        // The mean of 10¹² samples: a deviation of 10⁻⁶.
        let values = mean_values(1_000_000_000_000, 1, 10, |_| 0.1);
        // ½·100·0.9²⁰ + 5·0.
        let value = 50.0 * 0.9_f64.powi(20);
        assert!((values[10] / value - 1.0).abs() < 1e-4, "{values:?}");
        assert_eq!(values[0], 55.0);
    }

    /// A step keeps the mean square: E[w²] = (1 − ηλ)²E[w²] + η²σ²/K.
    #[test]
    fn the_floor_is_where_a_step_changes_nothing() {
        let (rate, samples) = (0.07, 4);
        let square = |curvature: f64| {
            let left = (1.0 - rate * curvature).powi(2);
            rate * rate / 4.0 / (1.0 - left)
        };
        let value = 0.5 * square(1.0) + 0.5 * CONDITION * square(CONDITION);
        assert!((floor(rate, samples) / value - 1.0).abs() < 1e-12);
    }
}

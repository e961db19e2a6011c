//! Seeded random cotangents, directions and samples.

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::Argument;

pub(crate) struct Random(ChaCha8Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Numbers of either sign between 0.5 and 1.5, never 1, on a grid of 1/64 so that they
    /// are short to print. With equal weights (`sum()`) the errors in a row of a softmax's or
    /// a layer norm's Jacobian cancel; with these they do not.
    pub(crate) fn away_from_zero(&mut self, count: usize) -> Vec<f64> {
        let mut number = || {
            let size = f64::from(self.0.random_range(32..=95_u32));
            let size = if size == 64.0 { 96.0 } else { size };
            if self.0.random_bool(0.5) {
                size / 64.0
            } else {
                -size / 64.0
            }
        };
        (0..count).map(|_| number()).collect()
    }

    /// A direction of length 1 through all arguments.
    pub(crate) fn direction(&mut self, arguments: &[Argument]) -> Vec<Vec<f64>> {
        let mut direction: Vec<Vec<f64>> = arguments
            .iter()
            .map(|a| self.away_from_zero(a.values.len()))
            .collect();
        let length = direction
            .iter()
            .flatten()
            .map(|v| v * v)
            .sum::<f64>()
            .sqrt();
        direction.iter_mut().flatten().for_each(|v| *v /= length);
        direction
    }

    /// Keeps a random sample of `count` elements, in their old order.
    pub(crate) fn sample<T: Ord>(&mut self, all: &mut Vec<T>, count: usize) {
        all.shuffle(&mut self.0);
        all.truncate(count.max(1));
        all.sort_unstable();
    }
}

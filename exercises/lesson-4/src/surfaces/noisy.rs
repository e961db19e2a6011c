//! A bowl whose slopes are measured with noise, as a minibatch measures them.

use matrix::Real;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use super::{Bowl, Surface};

/// A [`Bowl`] whose gradient comes with normal noise: the mean of K samples has the
/// variance of one, divided by K.
#[derive(Clone, Debug)]
pub struct NoisyBowl {
    /// The bowl itself.
    pub bowl: Bowl,
    /// The standard deviation of one sample's slope.
    pub deviation: Real,
    /// K: how many samples are averaged.
    pub samples: usize,
    /// Where the noise comes from.
    pub random: ChaCha8Rng,
}

impl NoisyBowl {
    /// The slopes at w, averaged over K samples.
    pub fn sampled_gradient(&mut self, w: &[Real; 2]) -> [Real; 2] {
        let deviation = self.deviation / (self.samples as Real).sqrt();
        let exact = self.bowl.gradient(w);
        exact.map(|g| g + deviation * self.random.sample::<Real, _>(StandardNormal))
    }
}

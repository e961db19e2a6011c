//! First values for weights.

use matrix::{Matrix, Real};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// How large the first weights are. With n inputs and m outputs:
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Init {
    /// All 0. Neurons that start equal stay equal.
    Zeros,
    /// Uniform with variance 2/(n + m): signals keep their size on the way forward, slopes
    /// on the way back, as far as one number can do both (Glorot & Bengio 2010).
    Xavier,
    /// Normal with variance 2/n: a relu sets half of the signals to 0, the 2 makes up for
    /// that (He et al. 2015).
    He,
}

impl Init {
    /// A weight matrix, outputs × inputs.
    pub fn weights(
        self,
        inputs: usize,
        outputs: usize,
        random: &mut ChaCha8Rng,
    ) -> Matrix {
        let (n, m) = (inputs as Real, outputs as Real);
        match self {
            Init::Zeros => Matrix::zeros(outputs, inputs),
            Init::Xavier => {
                // A uniform number between ±r has variance r²/3.
                let limit = (6.0 / (n + m)).sqrt();
                Matrix::from_fn(outputs, inputs, |_, _| {
                    random.random_range(-limit..limit)
                })
            }
            Init::He => {
                let deviation = (2.0 / n).sqrt();
                Matrix::from_fn(outputs, inputs, |_, _| {
                    deviation * random.sample::<Real, _>(StandardNormal)
                })
            }
        }
    }
}

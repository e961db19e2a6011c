//! First weights for each activation.
//!
//! Ten layers in a row multiply ten factors. If each is a little below 1 the signal is
//! gone at the end, and if each is a little above, it explodes. What the factor is depends
//! on the activation.

use matrix::{Matrix, Real};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use crate::{Activation, normal_mean};

/// How much larger weights must be than 1/√n to keep the variance of what they add up,
/// if their n inputs are outputs of this activation: 1/√E\[f(z)²\], for z from N(0, 1).
///
/// A sum of n products wᵢ·f(zᵢ) has the variance n·E\[w²\]·E\[f(z)²\]. It is 1, as that of
/// each z was, where E\[w²\] = gain²/n. For relu gain² is 2 (He, Zhang, Ren & Sun 2015), for
/// the identity 1 (LeCun, Bottou, Orr & Müller 1998).
pub fn gain(activation: Activation) -> f64 {
    // >>> exercise 3.3: your code from here
    todo!("exercise 3.3: First weights that keep the size")
    // <<< exercise 3.3: to here
}

/// A weight matrix, outputs × inputs, for inputs that come out of this activation: normal
/// with mean 0 and variance gain²/inputs.
///
/// ```
/// use activations::{Activation, init};
/// use backprop::{Init, Linear};
/// use rand::SeedableRng;
///
/// let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
/// let mut layer = Linear::new(128, 64, Init::Zeros, &mut random);
/// layer.weight.value = init::weights(Activation::Gelu, 128, 64, &mut random);
/// ```
///
/// # Panics
///
/// If `inputs` is 0.
pub fn weights(
    activation: Activation,
    inputs: usize,
    outputs: usize,
    random: &mut ChaCha8Rng,
) -> Matrix {
    assert!(
        inputs > 0,
        "init::weights: 0 inputs, but at least one is needed"
    );
    let deviation = (gain(activation) / (inputs as f64).sqrt()) as Real;
    Matrix::from_fn(outputs, inputs, |_, _| {
        deviation * random.sample::<Real, _>(StandardNormal)
    })
}

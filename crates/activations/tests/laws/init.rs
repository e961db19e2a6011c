//! First weights: their gain, their variance, and that a signal keeps its size.

use activations::Activation::{
    self, Gelu, Identity, LeakyRelu, Relu, Sigmoid, Silu, Tanh,
};
use activations::init::{gain, weights};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Gains that can be had by hand: half of N(0, 1) is on each side of 0.
#[test]
fn gains_by_hand() {
    let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-14 * b, "{a}, {b}");
    close(gain(Identity), 1.0);
    close(gain(Relu), 2.0_f64.sqrt());
    for alpha in [0.01, 0.5, 2.0_f64] {
        close(gain(LeakyRelu(alpha)), (2.0 / (1.0 + alpha * alpha)).sqrt());
    }
    // Mean and variance of the facts make the same mean square.
    for f in Activation::ALL {
        let facts = f.facts();
        close(
            gain(f),
            (facts.variance + facts.mean * facts.mean).powf(-0.5),
        );
    }
}

#[test]
fn weights_have_the_variance_they_should() {
    let (inputs, outputs) = (200, 311);
    for f in [Identity, Relu, Tanh] {
        let w = weights(f, inputs, outputs, &mut ChaCha8Rng::seed_from_u64(1));
        assert_eq!(w.shape(), (outputs, inputs));
        let count = (inputs * outputs) as f64;
        let mean = w.sum() / count;
        let variance = w.map(|w| (w - mean).powi(2)).sum() / count;
        let right = gain(f).powi(2) / inputs as f64;
        // The mean's error has a deviation of σ/√N, the variance's of σ²·√(2/N): five each.
        assert!(
            mean.abs() < 5.0 * (right / count).sqrt(),
            "{f}: mean {mean}"
        );
        let off = variance / right - 1.0;
        assert!(off.abs() < 5.0 * (2.0 / count).sqrt(), "{f}: off by {off}");
    }
}

/// The mean square of what goes into each of ten activations in a row, 256 units wide.
fn sizes(f: Activation, mut w: impl FnMut(&mut ChaCha8Rng) -> Matrix) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(2);
    // N(0, 1), by the weights of one input.
    let mut z = weights(Identity, 1, 256 * 64, &mut random);
    z.reshape(256, 64);
    let mut sizes = Vec::new();
    for _ in 0..10 {
        z = &w(&mut random) * &z.map(|z| f.value(z));
        sizes.push(z.map(|z| z * z).sum() / (256.0 * 64.0));
    }
    sizes
}

/// With the right gain a signal is of the same size after ten layers. How much the ten
/// random factors spread: each has a deviation of about √(2·5/256) = 0.2, together 0.6, so
/// a factor of 4 is more than twice that.
#[test]
fn ten_layers_keep_a_signals_size() {
    for f in [Identity, Relu, LeakyRelu(0.01), Tanh, Gelu, Silu, Sigmoid] {
        let own = sizes(f, |random| weights(f, 256, 256, random));
        assert!(
            own.iter().all(|size| (0.25..4.0).contains(size)),
            "{f}: {own:?}"
        );
    }
    // With the identity's weights, relu halves the signal ten times.
    let wrong = sizes(Relu, |random| weights(Identity, 256, 256, random));
    assert!(wrong[9] < 4.0 / 1024.0, "{wrong:?}");
}

#[test]
#[should_panic(expected = "0 inputs")]
fn no_inputs_are_refused() {
    weights(Relu, 0, 3, &mut ChaCha8Rng::seed_from_u64(1));
}

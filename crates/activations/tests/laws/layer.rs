//! The layer: its function, its slopes, what it remembers.

use activations::Activation::{self, LeakyRelu};
use activations::ActivationLayer;
use backprop::{Init, Layer, Linear, Sequential};
use gradcheck::strategies::vector_away_from_zero;
use gradcheck::{Argument, Options, for_all, gradcheck, rejects_perturbed};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::accuracy::many;

/// Units and batch: unequal primes.
const SHAPE: (usize, usize) = (3, 5);

fn matrix(entries: &[f64]) -> Matrix {
    Matrix::from_columns(SHAPE.0, SHAPE.1, entries.to_vec()).expect("3·5 entries")
}

fn numbers() -> Matrix {
    Matrix::from_fn(SHAPE.0, SHAPE.1, |i, j| {
        ((i * 89 + j * 55 + 31) % 257) as f64 / 64.0 - 2.0
    })
}

fn value(f: Activation) -> impl FnMut(&[Vec<f64>]) -> Vec<f64> {
    let mut layer = ActivationLayer::new(f);
    move |x| layer.forward(&matrix(&x[0])).as_slice().to_vec()
}

fn vjp(f: Activation) -> impl FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>> {
    let mut layer = ActivationLayer::new(f);
    move |x, dy| {
        layer.forward(&matrix(&x[0]));
        vec![layer.backward(&matrix(dy)).as_slice().to_vec()]
    }
}

#[test]
fn its_slopes_are_what_nudging_measures() {
    for f in Activation::ALL.into_iter().chain([LeakyRelu(2.0)]) {
        for_all(8, &vector_away_from_zero(SHAPE.0 * SHAPE.1), &mut |x| {
            let x = [Argument::matrix("X", SHAPE.0, SHAPE.1, x)];
            gradcheck(value(f), vjp(f), &x, &Options::default())
                .titled(&format!("{f}"))
                .into_result()
        });
    }
}

/// The check above can fail.
#[test]
fn wrong_slopes_would_be_seen() {
    // No relu: where it is flat there is nothing to be a little wrong.
    for f in [Activation::Tanh, Activation::Gelu, Activation::Elu(1.0)] {
        let x = [Argument::matrix(
            "X",
            SHAPE.0,
            SHAPE.1,
            numbers().as_slice(),
        )];
        let options = Options::default();
        assert!(
            rejects_perturbed(value(f), vjp(f), &x, 1e-6, &options),
            "{f}"
        );
    }
}

/// What comes out is f of what went in, and dX is ∂L/∂Y times the slope; in both
/// directions, whether the layer remembers X or Y.
#[test]
fn it_is_its_activation() {
    let (x, dy) = (numbers(), numbers().map(|x| 0.75 - x * x));
    for f in many() {
        let mut layer = ActivationLayer::new(f);
        assert_eq!(*layer.forward(&x), x.map(|x| f.value(x)), "{f}");
        let dx = layer.backward(&dy);
        let right = x.map(|x| f.slope(x)).hadamard(&dy);
        for (ours, right) in dx.as_slice().iter().zip(right.as_slice()) {
            // From the output: the rounding of y, then three.
            let size = right.abs() + f64::EPSILON;
            assert!((ours - right).abs() <= 64.0 * f64::EPSILON * size, "{f}");
        }
    }
}

/// X and ∂L/∂Y stay as they were, and a second call gives the same.
#[test]
fn nothing_is_changed_that_should_stay() {
    let (x, dy) = (numbers(), &numbers() * -0.625);
    for f in Activation::ALL {
        let (given, slope) = (x.clone(), dy.clone());
        let mut layer = ActivationLayer::new(f);
        let y = layer.forward(&given).clone();
        let dx = layer.backward(&slope).clone();
        assert_eq!(
            *layer.backward(&slope),
            dx,
            "{f}: a second backward differs"
        );
        assert_eq!(*layer.forward(&given), y, "{f}: a second forward differs");
        assert_eq!((given, slope), (x.clone(), dy.clone()), "{f}");
        assert_eq!(layer.count_parameters(), 0);
    }
}

/// What is remembered is the last batch, whatever its size.
#[test]
fn a_used_layer_does_as_a_fresh_one() {
    for f in Activation::ALL {
        let mut used = ActivationLayer::new(f);
        for columns in [5, 2, 7, 1] {
            let x = Matrix::from_fn(3, columns, |i, j| (i * 5 + j) as f64 / 8.0 - 1.0);
            let dy = x.map(|x| 1.5 - x);
            let mut fresh = ActivationLayer::new(f);
            assert_eq!(used.forward(&x), fresh.forward(&x), "{f}");
            assert_eq!(used.backward(&dy), fresh.backward(&dy), "{f}");
        }
    }
}

#[test]
#[should_panic(
    expected = "ActivationLayer::backward: dy is 5×3, but the last forward gave 3×5"
)]
fn shapes_are_compared() {
    let mut layer = ActivationLayer::new(Activation::Gelu);
    layer.forward(&numbers());
    layer.backward(&numbers().transpose());
}

/// Three affine layers with nothing between them are one.
#[test]
fn layers_with_nothing_between_are_one() {
    let mut random = ChaCha8Rng::seed_from_u64(3);
    let mut linear = |inputs, outputs| {
        let layer = Linear::new(inputs, outputs, Init::Xavier, &mut random);
        Box::new(layer)
    };
    let (first, second, third) = (linear(3, 7), linear(7, 5), linear(5, 2));
    let product = &third.weight.value * &(&second.weight.value * &first.weight.value);
    let identity = || Box::new(ActivationLayer::new(Activation::Identity));
    let mut network =
        Sequential::new(vec![first, identity(), second, identity(), third]);
    let x = numbers();
    let (deep, flat) = (network.forward(&x), &product * &x);
    for (deep, flat) in deep.as_slice().iter().zip(flat.as_slice()) {
        // Sums of at most 105 products of numbers below 2.
        assert!((deep - flat).abs() <= 1e-13, "{deep}, {flat}");
    }
}

//! The bends: their values, and what they do far out and at the kink.

use backprop::{Activation, Layer};
use matrix::Matrix;

use crate::layers::activations;
use crate::support::numbers;

#[test]
fn an_activation_is_its_function() {
    let right: [fn(f64) -> f64; 3] =
        [f64::tanh, |x| 1.0 / (1.0 + (-x).exp()), |x| x.max(0.0)];
    let x = numbers(5, 7);
    for ((name, make), right) in activations().into_iter().zip(right) {
        assert_eq!(*make().forward(&x), x.map(right), "{name}");
    }
}

/// The slope of relu at its kink is 0, for both zeros, as in PyTorch.
#[test]
fn relu_has_slope_0_at_0() {
    let mut relu = Activation::relu();
    relu.forward(&Matrix::from_rows([[0.0, -0.0, 1e-300, -1e-300]]));
    let ones = Matrix::from_rows([[1.0; 4]]);
    assert_eq!(relu.backward(&ones).as_slice(), [0.0, 0.0, 1.0, 0.0]);
}

/// Far out the results are the limits, and their slopes 0; nothing overflows.
#[test]
fn saturation_is_finite() {
    let x = Matrix::from_rows([[1000.0, -1000.0, 1e308, -1e308]]);
    let ones = Matrix::from_rows([[1.0; 4]]);
    for (name, make, limits) in [
        ("tanh", Activation::tanh(), [1.0, -1.0, 1.0, -1.0]),
        ("sigmoid", Activation::sigmoid(), [1.0, 0.0, 1.0, 0.0]),
    ] {
        let mut layer = make;
        assert_eq!(layer.forward(&x).as_slice(), limits, "{name}");
        assert_eq!(layer.backward(&ones).as_slice(), [0.0; 4], "{name}");
    }
}

/// A NaN is not hidden by a bend.
#[test]
fn not_a_number_stays_visible() {
    for (name, make) in activations() {
        let mut layer = make();
        let y = layer.forward(&Matrix::from_rows([[f64::NAN, 1.0]]));
        assert!(y[(0, 0)].is_nan() && !y[(0, 1)].is_nan(), "{name}: {y:?}");
    }
}

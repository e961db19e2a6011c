//! Units that learn no more.

use activations::Activation::{Elu, LeakyRelu, Relu, Sigmoid};
use activations::{Activation, ActivationLayer, dead_units};
use backprop::losses::squared_error;
use backprop::{Init, Layer, Linear, Sequential};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

#[test]
fn a_unit_is_dead_where_no_sample_has_a_slope() {
    let z = Matrix::from_rows([
        [-1.0, -2.0, 0.0], // dead for relu: its slope at 0 is 0
        [-1.0, 0.5, -3.0],
        [-800.0, 800.0, -900.0], // dead for the sigmoid, and for relu alive
    ]);
    assert_eq!(dead_units(Relu, &z), 1);
    assert_eq!(dead_units(LeakyRelu(0.01), &z), 0);
    assert_eq!(dead_units(Sigmoid, &z), 1);
    assert_eq!(dead_units(Relu, &Matrix::zeros(7, 0)), 7);
}

/// o = f(w·x + b) with w = 1 and b = 0, for one input.
fn neuron(f: Activation) -> Linear {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut linear = Linear::new(1, 1, Init::Zeros, &mut random);
    linear.weight.value = Matrix::from_rows([[1.0]]);
    let mut layer = ActivationLayer::new(f);
    // One step of η = ½ on x = 2 with the target 1.
    let (x, target) = (Matrix::from_rows([[2.0]]), Matrix::from_rows([[1.0]]));
    let mut dy = Matrix::default();
    squared_error(layer.forward(linear.forward(&x)), &target, &mut dy);
    linear.backward(layer.backward(&dy));
    linear.visit(&mut |parameter| {
        parameter.value -= &(&parameter.gradient * 0.5);
    });
    linear
}

/// By hand: the gradient is (2, 1), so η = ½ leads to w = 0 and b = −½. Then z = −½ for
/// every x there is, and relu passes nothing back.
#[test]
fn one_step_can_kill() {
    let mut linear = neuron(Relu);
    assert_eq!(linear.weight.value[(0, 0)], 0.0);
    assert_eq!(linear.bias.value[(0, 0)], -0.5);
    let x = Matrix::from_rows([[-1e3, -1.0, 0.0, 2.0, 1e3]]);
    assert_eq!(dead_units(Relu, linear.forward(&x)), 1);
    // With a slope on the left it would still move.
    for f in [LeakyRelu(0.01), Elu(1.0)] {
        assert_eq!(dead_units(f, neuron(f).forward(&x)), 0, "{f}");
    }
    // And nothing revives it: its gradient is 0 for every target.
    let layer = Box::new(ActivationLayer::new(Relu));
    let mut network = Sequential::new(vec![Box::new(linear), layer]);
    network.clear_gradients();
    network.forward(&x);
    network.backward(&Matrix::from_rows([[1.0; 5]]));
    network.visit(&mut |parameter| assert_eq!(parameter.gradient[(0, 0)], 0.0));
}

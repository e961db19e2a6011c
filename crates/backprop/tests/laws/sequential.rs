//! Layers in a row: nothing but one after another, and what their parameters are called.

use backprop::{Activation, Init, Layer, Linear, Parameter, Sequential};
use matrix::{Matrix, Vector};

use crate::layers::{linear, network};
use crate::support::{gradients, numbers, parameters, random, set_parameters};

/// Layers in a row are the layers one after another, to the last bit.
#[test]
fn sequential_is_composition() {
    let x = numbers(3, 2);
    let layers = || -> [Box<dyn Layer>; 4] {
        let random = &mut random(11);
        [
            Box::new(Linear::new(3, 5, Init::He, random)),
            Box::new(Activation::tanh()),
            Box::new(Linear::new(5, 2, Init::He, random)),
            Box::new(Activation::sigmoid()),
        ]
    };
    let mut apart = layers();
    let mut signal = x.clone();
    for layer in &mut apart {
        signal = layer.forward(&signal).clone();
    }
    let mut slope = numbers(2, 2);
    for layer in apart.iter_mut().rev() {
        slope = layer.backward(&slope).clone();
    }
    let mut together = Sequential::new(layers().into());
    assert_eq!(*together.forward(&x), signal);
    assert_eq!(*together.backward(&numbers(2, 2)), slope);
    let apart: Vec<_> = apart
        .iter_mut()
        .flat_map(|layer| gradients(&mut **layer))
        .collect();
    assert_eq!(gradients(&mut together), apart);
}

/// A layer of the test's own: y = 2x, with nothing to train.
#[derive(Default)]
struct Double {
    y: Matrix,
    dx: Matrix,
}

impl Layer for Double {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.y.set_map(x, |x| 2.0 * x);
        &self.y
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.dx.set_map(dy, |dy| 2.0 * dy);
        &self.dx
    }
}

#[test]
fn a_layer_of_ones_own_needs_two_functions() {
    let mut layers = Sequential::new(vec![
        Box::<Double>::default(),
        Box::new(linear(3, 5)),
        Box::<Double>::default(),
    ]);
    let mut alone = linear(3, 5);
    let (x, dy) = (numbers(3, 2), numbers(5, 2));
    let y = alone.forward(&(&x * 2.0)).clone();
    assert_eq!(*layers.forward(&x), &y * 2.0);
    let dx = alone.backward(&(&dy * 2.0)).clone();
    assert_eq!(*layers.backward(&dy), &dx * 2.0);
    let mut double = Double::default();
    assert_eq!(double.count_parameters(), 0);
    double.clear_gradients();
    assert_eq!(layers.count_parameters(), 3 * 5 + 5);
    assert_eq!(parameters(&mut layers)[0].0, "1.weight");
}

/// The names by which PyTorch's `nn.Sequential` saves the same network.
#[test]
fn parameters_are_named_by_their_place() {
    let mut network = network();
    let names: Vec<_> = parameters(&mut network)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "0.weight",
            "0.bias",
            "1.1.weight",
            "1.1.bias",
            "3.weight",
            "3.bias"
        ]
    );
    let mut shapes = Vec::new();
    network.visit(&mut |p: &mut Parameter| shapes.push(p.shape.clone()));
    let right: [&[usize]; 6] = [&[5, 3], &[5], &[2, 5], &[2], &[7, 2], &[7]];
    assert_eq!(shapes, right);
    // 2,410 for the digits: 32·(64 + 1) + 10·(32 + 1).
    let mut digits = Sequential::mlp(&[64, 32, 10], Init::He, 1);
    assert_eq!(digits.count_parameters(), 32 * 65 + 10 * 33);
}

/// A relu after each layer but the last, which gives logits of either sign.
#[test]
fn an_mlp_bends_between_its_layers() {
    let mut network = Sequential::mlp(&[2, 3, 1], Init::Zeros, 1);
    let w1 = Matrix::from_rows([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]]);
    let w2 = Matrix::from_rows([[-1.0, -10.0, -100.0]]);
    let b = [Matrix::zeros(3, 1), Matrix::zeros(1, 1)];
    set_parameters(&mut network, &[w1, b[0].clone(), w2, b[1].clone()]);
    // (2, −5): hidden (2, −2, −5), bent (2, 0, 0).
    let x = Matrix::from(Vector::from([2.0, -5.0]));
    assert_eq!(network.forward(&x).as_slice(), [-2.0]);
    // One layer alone: nothing is bent.
    let mut single = Sequential::mlp(&[2, 1], Init::Zeros, 1);
    let w = Matrix::from_rows([[3.0, 1.0]]);
    set_parameters(&mut single, &[w, Matrix::zeros(1, 1)]);
    assert_eq!(
        single
            .forward(&Matrix::from_rows([[-1.0], [0.5]]))
            .as_slice(),
        [-2.5]
    );
}

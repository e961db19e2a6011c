//! A network's parameters as plain numbers, and some networks.

use backprop::{Activation, Init, Layer, Linear, Sequential};
use matrix::{Matrix, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Numbers for a matrix that no row, column or sign repeats: multiples of 1/64, so that
/// sums and products of a few are exact.
pub(crate) fn numbers(rows: usize, columns: usize) -> Matrix {
    Matrix::from_fn(rows, columns, |i, j| {
        let k = (i * 89 + j * 55 + i * j * 7 + 31) % 257;
        k as Real / 64.0 - 2.0
    })
}

pub(crate) fn random(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Linear, tanh, linear.
pub(crate) fn tanh_network(inputs: usize, hidden: usize, outputs: usize) -> Sequential {
    let random = &mut random(5);
    Sequential::new(vec![
        Box::new(Linear::new(inputs, hidden, Init::Xavier, random)),
        Box::new(Activation::tanh()),
        Box::new(Linear::new(hidden, outputs, Init::Xavier, random)),
    ])
}

/// Names and values, in the order of `visit`.
pub(crate) fn parameters(layer: &mut dyn Layer) -> Vec<(String, Matrix)> {
    let mut all = Vec::new();
    layer.visit(&mut |parameter| {
        all.push((parameter.name.clone(), parameter.value.clone()));
    });
    all
}

/// The gradients, in the order of `visit`.
pub(crate) fn gradients(layer: &mut dyn Layer) -> Vec<Matrix> {
    let mut all = Vec::new();
    layer.visit(&mut |parameter| all.push(parameter.gradient.clone()));
    all
}

/// New values for all parameters, in the order of `visit`.
#[track_caller]
pub(crate) fn set_parameters(layer: &mut dyn Layer, values: &[Matrix]) {
    let mut values = values.iter();
    layer.visit(&mut |parameter| {
        let value = values.next().expect("a value for each parameter");
        assert_eq!(parameter.value.shape(), value.shape(), "{}", parameter.name);
        parameter.value.copy_from(value);
    });
    assert!(values.next().is_none(), "more values than parameters");
}

/// All numbers bit by bit: equal only where every bit is, NaN and −0 included.
pub(crate) fn bits(layer: &mut dyn Layer) -> Vec<u8> {
    let values = parameters(layer);
    let all = values.iter().flat_map(|(_, value)| value.as_slice());
    all.flat_map(|x| x.to_le_bytes()).collect()
}

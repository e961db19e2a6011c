//! The backward pass by hand: against nudging, and against the layers.

use backprop::losses::softmax_cross_entropy;
use backprop::two_layer::TwoLayer;
use backprop::{Activation, Init, Layer, Linear};
use gradcheck::strategies::vector;
use gradcheck::{Options, for_all, gradcheck, rejects_perturbed};
use matrix::Matrix;

use crate::slopes::{all_close, argument, matrix};
use crate::support::{numbers, random};

const INPUTS: usize = 3;
const HIDDEN: usize = 5;
const CLASSES: usize = 2;
const BATCH: usize = 7;
const LABELS: [usize; BATCH] = [1, 0, 0, 1, 1, 0, 1];

/// Rows and columns of W₁, b₁, W₂, b₂.
const SHAPES: [(usize, usize); 4] = [
    (HIDDEN, INPUTS),
    (HIDDEN, 1),
    (CLASSES, HIDDEN),
    (CLASSES, 1),
];

fn network(values: [&[f64]; 4]) -> TwoLayer {
    let part = |i: usize| matrix(SHAPES[i].0, SHAPES[i].1, values[i]);
    TwoLayer {
        w1: part(0),
        b1: part(1),
        w2: part(2),
        b2: part(3),
    }
}

/// Takes as many numbers from the front as the four parameters need.
fn drawn(numbers: &[f64]) -> (TwoLayer, Matrix) {
    let mut rest = numbers;
    let mut take = |count: usize| {
        let (own, later) = rest.split_at(count);
        rest = later;
        own
    };
    let values = SHAPES.map(|(rows, columns)| take(rows * columns));
    (network(values), matrix(INPUTS, BATCH, rest))
}

/// How many numbers [`drawn`] needs.
const COUNT: usize = HIDDEN * (INPUTS + 1) + CLASSES * (HIDDEN + 1) + INPUTS * BATCH;

fn loss(x: &Matrix) -> impl Fn(&[Vec<f64>]) -> Vec<f64> + '_ {
    |v| {
        vec![
            network([&v[0], &v[1], &v[2], &v[3]])
                .forward(x, &LABELS)
                .loss,
        ]
    }
}

fn slopes(x: &Matrix) -> impl Fn(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>> + '_ {
    |v, cotangent| {
        let network = network([&v[0], &v[1], &v[2], &v[3]]);
        let back = network.backward(&network.forward(x, &LABELS), &LABELS);
        [back.dw1, back.db1, back.dw2, back.db2]
            .map(|slope| (&slope * cotangent[0]).as_slice().to_vec())
            .into()
    }
}

#[test]
fn the_slopes_are_what_nudging_measures() {
    let check = |numbers: &[f64], look: &mut dyn FnMut(&Matrix, &[_]) -> _| {
        let (network, x) = drawn(numbers);
        let TwoLayer { w1, b1, w2, b2 } = &network;
        let named = [("W1", w1), ("b1", b1), ("W2", w2), ("b2", b2)];
        look(&x, &named.map(|(name, value)| argument(name, value)))
    };
    for_all(12, &vector(COUNT), &mut |numbers| {
        check(numbers, &mut |x, arguments| {
            gradcheck(loss(x), slopes(x), arguments, &Options::default())
                .titled("TwoLayer")
                .into_result()
        })
    });
    let seen = check(numbers(COUNT, 1).as_slice(), &mut |x, arguments| {
        let options = Options::default();
        let seen = rejects_perturbed(loss(x), slopes(x), arguments, 1e-6, &options);
        if seen { Ok(()) } else { Err(String::new()) }
    });
    assert!(seen.is_ok(), "the check would not notice");
}

fn linear(weight: &Matrix, bias: &Matrix) -> Linear {
    let (outputs, inputs) = weight.shape();
    let mut layer = Linear::new(inputs, outputs, Init::Zeros, &mut random(1));
    layer.weight.value = weight.clone();
    layer.bias.value = bias.clone();
    layer
}

/// All seven slopes and everything on the way forward, one layer after the other. What
/// differs is the softmax: e^(z − max)/Σ there, e^(z − ln Σ) here, where ln Σ, of at most 14, is
/// rounded. So a probability is off by 14 roundings and a few of its own, ∂L/∂Z₂ by 20 of
/// size 1/7, and each product of at most 7 numbers adds 8: below 40 in all. The largest
/// numbers are ∂L/∂W₁, below 7 samples · 1/7 · 2 classes · 2 · 2.
#[test]
fn it_is_what_the_layers_do() {
    const ROUNDINGS: usize = 40;
    const SIZE: f64 = 8.0;
    for_all(24, &vector(COUNT), &mut |numbers| {
        let (network, x) = drawn(numbers);
        let forward = network.forward(&x, &LABELS);
        let back = network.backward(&forward, &LABELS);

        let mut first = linear(&network.w1, &network.b1);
        let mut bend = Activation::tanh();
        let mut second = linear(&network.w2, &network.b2);
        let h = bend.forward(first.forward(&x)).clone();
        let z = second.forward(&h).clone();
        let mut dz2 = Matrix::default();
        let loss = softmax_cross_entropy(&z, &LABELS, &mut dz2);
        let dh = second.backward(&dz2).clone();
        let dz1 = bend.backward(&dh).clone();
        first.backward(&dz1);

        let p = Matrix::from_fn(CLASSES, BATCH, |i, j| {
            let one_hot = if LABELS[j] == i { 1.0 } else { 0.0 };
            dz2[(i, j)] * BATCH as f64 + one_hot
        });
        for (name, ours, layers) in [
            ("X", &forward.x, &x),
            ("H", &forward.h, &h),
            ("P", &forward.p, &p),
            ("∂L/∂Z₂", &back.dz2, &dz2),
            ("∂L/∂W₂", &back.dw2, &second.weight.gradient),
            ("∂L/∂b₂", &back.db2, &second.bias.gradient),
            ("∂L/∂H", &back.dh, &dh),
            ("∂L/∂Z₁", &back.dz1, &dz1),
            ("∂L/∂W₁", &back.dw1, &first.weight.gradient),
            ("∂L/∂b₁", &back.db1, &first.bias.gradient),
        ] {
            if ours.shape() != layers.shape() {
                return Err(format!("{name}: {ours:?}, not as {layers:?}"));
            }
            all_close(name, ours.as_slice(), layers.as_slice(), ROUNDINGS, SIZE)?;
        }
        all_close("L", &[forward.loss], &[loss], ROUNDINGS, SIZE)
    });
}

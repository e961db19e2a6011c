//! Lesson 1's tape and lesson 2's layers are two ways to the same numbers.

use autograd::{Mlp, Tape, Var};
use backprop::losses::{logistic, softmax_cross_entropy, squared_error};
use backprop::{Activation, Init, Layer, Linear, Sequential};
use gradcheck::for_all;
use gradcheck::strategies::vector;
use matrix::Matrix;

use crate::slopes::{all_close, matrix};
use crate::support::{gradients, random, set_parameters};

/// The sizes of a network and of a batch.
struct Shape {
    sizes: &'static [usize],
    batch: usize,
}

const SHAPES: [Shape; 5] = [
    Shape {
        sizes: &[2, 1],
        batch: 3,
    },
    Shape {
        sizes: &[2, 5, 3],
        batch: 7,
    },
    Shape {
        sizes: &[5, 3, 2],
        batch: 1,
    },
    Shape {
        sizes: &[3, 7, 5, 2],
        batch: 2,
    },
    Shape {
        sizes: &[3, 5, 2],
        batch: 4,
    },
];

impl Shape {
    fn parameters(&self) -> usize {
        Mlp::new(self.sizes, autograd::Activation::Tanh).parameters()
    }

    fn inputs(&self) -> usize {
        self.sizes[0]
    }

    fn outputs(&self) -> usize {
        self.sizes[self.sizes.len() - 1]
    }

    /// Lesson 1 keeps a neuron's weights together, then its bias; lesson 2 keeps a layer's
    /// weights in one matrix, a neuron in a row, and its biases in another.
    fn matrices(&self, flat: &[f64]) -> Vec<Matrix> {
        let mut rest = flat;
        let mut all = Vec::new();
        for pair in self.sizes.windows(2) {
            let (inputs, outputs) = (pair[0], pair[1]);
            let (own, later) = rest.split_at(outputs * (inputs + 1));
            let at = |i: usize, j: usize| own[i * (inputs + 1) + j];
            all.push(Matrix::from_fn(outputs, inputs, at));
            all.push(Matrix::from_fn(outputs, 1, |i, _| at(i, inputs)));
            rest = later;
        }
        assert!(rest.is_empty());
        all
    }

    fn network(&self, bend: fn() -> Activation) -> Sequential {
        let mut layers: Vec<Box<dyn Layer>> = Vec::new();
        for (i, pair) in self.sizes.windows(2).enumerate() {
            if i > 0 {
                layers.push(Box::new(bend()));
            }
            let random = &mut random(1);
            layers.push(Box::new(Linear::new(pair[0], pair[1], Init::Zeros, random)));
        }
        Sequential::new(layers)
    }
}

/// A loss, as each lesson writes it.
#[derive(Clone, Copy, Debug)]
enum Loss {
    CrossEntropy,
    Logistic,
    Squares,
}

/// The class, the label of the first output, or the target of sample j.
fn class(j: usize, classes: usize) -> usize {
    (j * 3 + 1) % classes
}

fn target(i: usize, j: usize) -> f64 {
    (i as f64 - 0.5 * j as f64) * 0.25
}

impl Loss {
    /// Of a whole batch, and the slope in each output.
    fn by_layers(self, outputs: &Matrix) -> (f64, Matrix) {
        let mut slope = Matrix::default();
        let (rows, batch) = outputs.shape();
        let classes =
            |count: usize| -> Vec<_> { (0..batch).map(|j| class(j, count)).collect() };
        let loss = match self {
            Loss::CrossEntropy => {
                softmax_cross_entropy(outputs, &classes(rows), &mut slope)
            }
            Loss::Logistic => logistic(outputs, &classes(2), &mut slope),
            Loss::Squares => {
                let targets = Matrix::from_fn(rows, batch, target);
                squared_error(outputs, &targets, &mut slope)
            }
        };
        (loss, slope)
    }

    /// Of sample j, number by number.
    fn by_tape<'t>(self, tape: &'t Tape, outputs: &[Var<'t>], j: usize) -> Var<'t> {
        match self {
            // Plain ln Σ eᶻ: the logits here are small.
            Loss::CrossEntropy => {
                let exponentials: Vec<_> = outputs.iter().map(|z| z.exp()).collect();
                tape.sum(&exponentials).ln() - outputs[class(j, outputs.len())]
            }
            Loss::Logistic => outputs[0].logistic_loss(class(j, 2) as f64),
            Loss::Squares => {
                let square =
                    |(i, y): (usize, &Var<'t>)| (*y - target(i, j)).powi(2) * 0.5;
                let squares: Vec<_> = outputs.iter().enumerate().map(square).collect();
                tape.sum(&squares)
            }
        }
    }
}

/// Loss, slopes in every parameter in lesson 1's order, slopes in X.
type Slopes = (f64, Vec<f64>, Vec<f64>);

fn by_tape(
    shape: &Shape,
    bend: autograd::Activation,
    loss: Loss,
    flat: &[f64],
    x: &[f64],
) -> Slopes {
    let network = Mlp::new(shape.sizes, bend);
    let tape = Tape::new();
    let (p, x) = (tape.vars(flat), tape.vars(x));
    let losses: Vec<_> = x
        .chunks_exact(shape.inputs())
        .enumerate()
        .map(|(j, sample)| {
            // `Mlp` reads plain numbers; to see slopes in X too, the first layer gets `Var`s.
            let outputs = forward(&network, bend, shape, &p, sample);
            loss.by_tape(&tape, &outputs, j)
        })
        .collect();
    let mean = tape.mean(&losses);
    let slopes = mean.backward();
    (mean.value(), slopes.wrt_all(&p), slopes.wrt_all(&x))
}

/// The network of lesson 1, layer by layer, so that its inputs can be variables.
fn forward<'t>(
    network: &Mlp,
    bend: autograd::Activation,
    shape: &Shape,
    p: &[Var<'t>],
    sample: &[Var<'t>],
) -> Vec<Var<'t>> {
    let mut rest = p;
    let mut signal = sample.to_vec();
    for (i, pair) in shape.sizes.windows(2).enumerate() {
        if i > 0 {
            signal = signal.iter().map(|&z| bend.of(z)).collect();
        }
        let layer = autograd::Dense {
            inputs: pair[0],
            outputs: pair[1],
        };
        let (own, later) = rest.split_at(layer.parameters());
        signal = layer.forward(own, &signal);
        rest = later;
    }
    // And it is that network.
    let numbers: Vec<_> = sample.iter().map(|x| x.value()).collect();
    let values: Vec<_> = network
        .forward(p, &numbers)
        .iter()
        .map(|z| z.value())
        .collect();
    assert!(signal.iter().map(|z| z.value()).eq(values));
    signal
}

fn by_layers(
    shape: &Shape,
    bend: fn() -> Activation,
    loss: Loss,
    flat: &[f64],
    x: &[f64],
) -> (f64, Vec<Matrix>, Vec<f64>) {
    let mut network = shape.network(bend);
    set_parameters(&mut network, &shape.matrices(flat));
    let x = matrix(shape.inputs(), shape.batch, x);
    let (loss, slope) = loss.by_layers(network.forward(&x));
    let dx = network.backward(&slope).as_slice().to_vec();
    (loss, gradients(&mut network), dx)
}

/// Both do the same sums in another order. Weights are at most ½ here, inputs 2 and targets
/// 1, so with at most 7 inputs per neuron signals stay below 5.5, 13 and 33 in the three
/// layers, their squares below 1100, and slopes below 165: no sum of absolute values is above
/// 1100. Each number has fewer than 100 roundings of half a unit behind it: on the way there 9
/// per layer and 4 per bend, 10 in the loss, on the way back as much again, and 8 for the mean
/// over the batch. Twice, as there are two sides.
///
/// With relu and squares, two layers and a batch whose size is a power of 2 nothing rounds at
/// all: weights are 256ths, inputs 64ths, and no product needs more than 53 bits. So there the
/// two must be equal.
#[test]
fn the_tape_and_the_layers_agree() {
    const ROUNDINGS: usize = 200;
    const SIZE: f64 = 1100.0;
    let bends: [(autograd::Activation, fn() -> Activation); 3] = [
        (autograd::Activation::Tanh, Activation::tanh),
        (autograd::Activation::Sigmoid, Activation::sigmoid),
        (autograd::Activation::Relu, Activation::relu),
    ];
    let (mut compared, mut all_equal) = (0, 0);
    for shape in &SHAPES {
        for (on_tape, in_layers) in bends {
            for loss in [Loss::CrossEntropy, Loss::Logistic, Loss::Squares] {
                if matches!(loss, Loss::Logistic) && shape.outputs() != 1 {
                    continue;
                }
                let exact = matches!(loss, Loss::Squares)
                    && on_tape == autograd::Activation::Relu
                    && shape.sizes.len() <= 3
                    && shape.batch.is_power_of_two();
                let roundings = if exact { 0 } else { ROUNDINGS };
                all_equal += usize::from(exact);
                let count = shape.parameters();
                let drawn = vector(count + shape.inputs() * shape.batch);
                for_all(12, &drawn, &mut |numbers| {
                    let (flat, x) = numbers.split_at(count);
                    let flat: Vec<_> = flat.iter().map(|w| 0.25 * w).collect();
                    let flat = flat.as_slice();
                    let tape = by_tape(shape, on_tape, loss, flat, x);
                    let layers = by_layers(shape, in_layers, loss, flat, x);
                    let what = |part: &str| {
                        format!("{part}, {on_tape:?} {:?} {loss:?}", shape.sizes)
                    };
                    let close = |part: &str, a: &[f64], b: &[f64]| {
                        all_close(&what(part), a, b, roundings, SIZE)
                    };
                    close("loss", &[tape.0], &[layers.0])?;
                    let right = shape.matrices(&tape.1);
                    for (right, ours) in right.iter().zip(&layers.1) {
                        compared += 1;
                        if right.shape() != ours.shape() {
                            return Err(what("shapes"));
                        }
                        close("slopes", right.as_slice(), ours.as_slice())?;
                    }
                    close("slopes in X", &tape.2, &layers.2)
                });
            }
        }
    }
    assert!(compared > 500, "only {compared} gradients");
    assert_eq!(all_equal, 2, "shapes for which nothing rounds");
}

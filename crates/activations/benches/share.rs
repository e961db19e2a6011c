//! What share of a training step an activation is: a network 64-32-10 on 32 handwritten
//! digits, forward, loss, backward and descent, and the activation alone, forward and
//! backward, on 32×32 numbers.
//!
//! `cargo bench -p activations --bench share`, or with `--features f32` for numbers of 32
//! bits and the fast arrays. The shortest of many runs counts; the cases take turns. With
//! the environment variable `CI=true` there are fewer.

use std::hint::black_box;
use std::time::{Duration, Instant};

use activations::{Activation, ActivationLayer, init};
use backprop::{Batches, Init, Layer, Linear, Sequential, Sgd, Training};
use datasets::Dataset;
use matrix::{Matrix, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const INPUTS: usize = 64;
const HIDDEN: usize = 32;
const CLASSES: usize = 10;
const BATCH: usize = 32;
const CASES: [Activation; 3] = [Activation::Relu, Activation::Tanh, Activation::Gelu];

/// Seconds for one run of `work`, from many in a row.
fn seconds(mut work: impl FnMut()) -> f64 {
    let (begin, mut times) = (Instant::now(), 0_u32);
    while times == 0 || begin.elapsed() < Duration::from_millis(10) {
        work();
        times += 1;
    }
    begin.elapsed().as_secs_f64() / f64::from(times)
}

fn dense(
    activation: Activation,
    inputs: usize,
    outputs: usize,
    random: &mut ChaCha8Rng,
) -> Box<dyn Layer> {
    let mut layer = Linear::new(inputs, outputs, Init::Zeros, random);
    layer.weight.value = init::weights(activation, inputs, outputs, random);
    Box::new(layer)
}

/// Seconds of a step, and of the activation alone.
fn measure(activation: Activation, data: &Dataset) -> [f64; 2] {
    let mut batches = Batches::new(data, BATCH);
    let (x, labels) = batches.get(0);
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let mut network = Sequential::new(vec![
        dense(activation, INPUTS, HIDDEN, &mut random),
        Box::new(ActivationLayer::new(activation)),
        dense(activation, HIDDEN, CLASSES, &mut random),
    ]);
    let optimizer = Sgd { learning_rate: 0.2 };
    let mut training = Training::new(&mut network, optimizer);
    let step = seconds(|| {
        black_box(training.step(black_box(x), labels));
    });
    // Numbers of both signs, of ordinary size.
    let wave = |i: usize, j: usize| ((i + 7 * j) as f64).sin();
    let z = Matrix::from_fn(HIDDEN, BATCH, |i, j| (1.5 * wave(i, j)) as Real);
    let dy = Matrix::from_fn(HIDDEN, BATCH, |i, j| wave(j, i) as Real);
    let mut layer = ActivationLayer::new(activation);
    let alone = seconds(|| {
        black_box(layer.forward(black_box(&z)));
        black_box(layer.backward(black_box(&dy)));
    });
    [step, alone]
}

fn main() {
    let rounds = if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        2
    } else {
        20
    };
    let split = datasets::digits().and_then(|digits| digits.split(0.2, 7));
    let data = split.expect("the digits are part of the program").train;
    let mut best = [[f64::INFINITY; 2]; CASES.len()];
    for _ in 0..rounds {
        for (best, activation) in best.iter_mut().zip(CASES) {
            for (best, seconds) in best.iter_mut().zip(measure(activation, &data)) {
                *best = best.min(seconds);
            }
        }
    }
    println!(
        "{} bits: µs of a step, of the activation, share",
        8 * size_of::<Real>()
    );
    for (activation, [step, alone]) in CASES.into_iter().zip(best) {
        println!(
            "{activation:10} {:7.2} {:7.3} {:5.1} %",
            1e6 * step,
            1e6 * alone,
            100.0 * alone / step
        );
    }
}

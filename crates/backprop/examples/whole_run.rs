//! A whole training run, to be timed from outside as one process: 100 passes over 1,797
//! images of 8×8 random pixels, network 64-32-10, batches of 32.
//!
//! `cargo run --release -p backprop --features f32 --example whole_run`, with `sgd` behind
//! `--` for plain gradient descent; otherwise Adam, as the programs that it is compared
//! with use.

use std::io::Write;

use backprop::{Batches, Init, Optimizer, Sequential, Sgd, Training};
use datasets::Dataset;
use matrix::Real;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SAMPLES: usize = 1_797;
const PIXELS: usize = 64;
const CLASSES: usize = 10;

/// Adam as published, with its usual settings. Lesson 4 explains it; here it only has to
/// do the work that the others do.
struct Adam {
    state: Vec<State>,
}

#[derive(Default)]
struct State {
    steps: i32,
    mean: Vec<Real>,
    square: Vec<Real>,
}

impl Optimizer for Adam {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        if index == self.state.len() {
            self.state.push(State::default());
        }
        let State {
            steps,
            mean,
            square,
        } = &mut self.state[index];
        *steps += 1;
        mean.resize(slopes.len(), 0.0);
        square.resize(slopes.len(), 0.0);
        let correct = |decay: Real| 1.0 - decay.powi(*steps);
        let (first, second) = (correct(0.9), correct(0.999));
        let moments = mean.iter_mut().zip(square);
        let values = values.iter_mut().zip(slopes);
        for ((w, &g), (m, s)) in values.zip(moments) {
            *m = 0.9 * *m + 0.1 * g;
            *s = 0.999 * *s + 0.001 * g * g;
            *w -= 1e-3 * (*m / first) / ((*s / second).sqrt() + 1e-8);
        }
    }
}

fn last_loss(data: &Dataset, optimizer: impl Optimizer) -> Real {
    let mut network = Sequential::mlp(&[PIXELS, 32, CLASSES], Init::He, 0);
    let mut training = Training::new(&mut network, optimizer);
    let mut batches = Batches::new(data, 32);
    let mut loss = Real::NAN;
    for _ in 0..100 {
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            loss = training.step(x, labels);
        }
    }
    loss
}

fn main() {
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let values = (0..SAMPLES * PIXELS).map(|_| random.random()).collect();
    let labels = (0..SAMPLES).map(|_| random.random_range(0..CLASSES));
    let data = Dataset::new(PIXELS, CLASSES, values, labels.collect())
        .expect("64 random pixels and a label for each image");
    let plain = std::env::args().any(|word| word == "sgd");
    let (name, loss) = if plain {
        let optimizer = Sgd { learning_rate: 0.1 };
        ("SGD", last_loss(&data, optimizer))
    } else {
        ("Adam", last_loss(&data, Adam { state: Vec::new() }))
    };
    // Where the reader has gone (`| head`), there is nobody left to tell.
    let _ = writeln!(std::io::stdout(), "{name}: 100 passes, last loss {loss:.4}");
}

//! Training takes memory for its first steps only: once every size of batch has been seen, no
//! part of a step allocates, also where the last batch of a pass is smaller.
//!
//! With one exception, which is measured and taken off: the product's kernel (gemm-common
//! 0.19, `gemm.rs`) takes scratch memory for blocks of its operands in each call, and gives it
//! back at the call's end. What a step allocates must be exactly what its products, made by
//! themselves, allocate.
//!
//! The counter replaces the allocator of this test program, so nothing else stands here.

use allocation_counter::{AllocationInfo, measure};
use backprop::batches::Mean;
use backprop::losses::{logistic, softmax_cross_entropy, squared_error};
use backprop::{
    Activation, Batches, Init, Layer, Linear, Optimizer, Sequential, Sgd, Training,
};
use datasets::Dataset;
use lesson_2 as backprop;
use matrix::{Matrix, Real, Vector};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// A pass over 103 samples by 32 ends with one of 7.
const WHOLE: usize = 32;
const REST: usize = 7;

/// The same matrix for both sizes of batch, made before anything is counted.
struct Both {
    whole: Matrix,
    rest: Matrix,
}

impl Both {
    fn new(rows: usize) -> Self {
        let batch = |columns| {
            Matrix::from_fn(rows, columns, |i, j| (i + 3 * j) as Real / 64.0 - 1.0)
        };
        Self {
            whole: batch(WHOLE),
            rest: batch(REST),
        }
    }

    fn of(&self, size: usize) -> &Matrix {
        if size == WHOLE {
            &self.whole
        } else {
            &self.rest
        }
    }
}

/// Does it once for each size, which may allocate, then again in turns, which may take no more
/// than `scratch` says for each, and must give that back.
#[track_caller]
fn no_more(what: &str, scratch: fn(usize) -> Taken, mut step: impl FnMut(usize)) {
    let first = measure(|| {
        step(WHOLE);
        step(REST);
    });
    let turns = [WHOLE, WHOLE, REST, WHOLE, REST, REST];
    let later = measure(|| turns.into_iter().for_each(&mut step));
    let mut wanted = Taken::default();
    for size in turns {
        let taken = scratch(size);
        wanted.pieces += taken.pieces;
        wanted.bytes += taken.bytes;
    }
    assert_eq!(
        Taken::of(later),
        wanted,
        "{what}: {later:?}, after {first:?}"
    );
    assert_eq!(
        (later.count_current, later.bytes_current),
        (0, 0),
        "{what} keeps what it takes: {later:?}"
    );
}

/// How much memory was asked for, whether or not it was given back.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Taken {
    pieces: u64,
    bytes: u64,
}

impl Taken {
    fn of(info: AllocationInfo) -> Self {
        Self {
            pieces: info.count_total,
            bytes: info.bytes_total,
        }
    }
}

fn nothing(_size: usize) -> Taken {
    Taken::default()
}

/// What the kernel takes for the products of [`network`], there and back: those of its three
/// dense layers, one on the way there and two on the way back.
fn of_products(batch: usize) -> Taken {
    of_layers(batch, 0)
}

/// The same for one step, which does without ∂L/∂X of the first layer.
fn of_step(batch: usize) -> Taken {
    of_layers(batch, 1)
}

/// Of the products, where so many layers do without ∂L/∂X.
fn of_layers(batch: usize, without_dx: usize) -> Taken {
    let zeros = Matrix::zeros;
    let mut taken = Taken::default();
    for (layer, (inputs, outputs)) in
        [(64, 33), (33, 33), (33, 10)].into_iter().enumerate()
    {
        let (w, x, dy) = (
            zeros(outputs, inputs),
            zeros(inputs, batch),
            zeros(outputs, batch),
        );
        let (mut y, mut dx, mut dw) = (
            zeros(outputs, batch),
            zeros(inputs, batch),
            zeros(outputs, inputs),
        );
        let mut products = || {
            y.set_product(&w, &x);
            dw.add_product(&dy, x.t());
            if layer >= without_dx {
                dx.set_product(w.t(), &dy);
            }
        };
        // The first call of a thread also makes what the kernel keeps.
        products();
        let info = measure(products);
        taken.pieces += info.count_total;
        taken.bytes += info.bytes_total;
    }
    taken
}

fn random() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

/// Every layer of lesson 2.
fn network() -> Sequential {
    let random = &mut random();
    let (inputs, hidden, outputs) = (64, 33, 10);
    let inner = Sequential::new(vec![
        Box::new(Linear::new(hidden, hidden, Init::Xavier, random)),
        Box::new(Activation::tanh()),
    ]);
    Sequential::new(vec![
        Box::new(Linear::new(inputs, hidden, Init::He, random)),
        Box::new(Activation::relu()),
        Box::new(inner),
        Box::new(Activation::sigmoid()),
        Box::new(Linear::new(hidden, outputs, Init::Xavier, random)),
    ])
}

#[test]
fn layers() {
    let (x, dy) = (Both::new(64), Both::new(10));
    let mut network = network();
    no_more("forward and backward", of_products, |size| {
        network.forward(x.of(size));
        network.backward(dy.of(size));
        network.clear_gradients();
        network.count_parameters();
    });
}

/// The three losses write their slopes into a matrix that is there already.
#[test]
fn losses() {
    let (z, y, one) = (Both::new(10), Both::new(10), Both::new(1));
    let labels = [1; WHOLE];
    let mut slope = Matrix::default();
    no_more("softmax_cross_entropy", nothing, |size| {
        softmax_cross_entropy(z.of(size), &labels[..size], &mut slope);
    });
    no_more("squared_error", nothing, |size| {
        squared_error(z.of(size), y.of(size), &mut slope);
    });
    no_more("logistic", nothing, |size| {
        logistic(one.of(size), &labels[..size], &mut slope);
    });
}

#[test]
fn steps() {
    let x = Both::new(64);
    let labels = [3; WHOLE];
    let mut network = network();
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.1 });
    no_more("Training::step", of_step, |size| {
        training.step(x.of(size), &labels[..size]);
    });
    let (mut values, slopes) = ([1.0; 9], [0.5; 9]);
    no_more("Sgd::update", nothing, |_| {
        training.optimizer.update(0, &mut values, &slopes);
    });
}

/// A pass as `fit` makes it: shuffled, gathered, stepped, averaged.
#[test]
fn whole_passes() {
    fn scratch(_: usize) -> Taken {
        let (whole, rest) = (of_step(WHOLE), of_step(REST));
        Taken {
            pieces: 3 * whole.pieces + rest.pieces,
            bytes: 3 * whole.bytes + rest.bytes,
        }
    }
    let values = (0..103 * 64).map(|i| f64::from(i % 17)).collect();
    let labels = (0..103).map(|i| i % 10).collect();
    let data = Dataset::new(64, 10, values, labels).expect("103 samples");
    let mut batches = Batches::new(&data, WHOLE);
    assert_eq!(batches.get(batches.count() - 1).1.len(), REST);
    let mut network = network();
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.1 });
    let mut random = random();
    no_more("a pass", scratch, |_| {
        batches.shuffle(&mut random);
        let mut mean = Mean::default();
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            mean.add(training.step(x, labels), labels.len());
        }
        assert!(mean.value().is_finite());
    });
}

/// From the products of a neuron to those of a convolution: the kernel keeps no more after a
/// second call than after the first.
#[test]
fn products_give_back_what_they_take() {
    let shapes = [
        (1, 64, 1),
        (10, 32, 32),
        (32, 64, 32),
        (64, 784, 120),
        (256, 256, 256),
        (16, 150, 1024),
        (6, 25, 9216),
    ];
    for (m, k, n) in shapes {
        let (a, b) = (Matrix::zeros(m, k), Matrix::zeros(k, n));
        let (at, bt) = (a.transpose(), b.transpose());
        let mut c = Matrix::default();
        let mut products = || {
            c.set_product(&a, &b);
            c.set_product(at.t(), &b);
            c.add_product(&a, bt.t());
            c.add_product(at.t(), bt.t());
        };
        products();
        let info = measure(products);
        assert_eq!(info.bytes_current, 0, "{m}×{k} by {k}×{n}: {info:?}");
    }
}

/// A single sample, or a neuron: no scratch memory at all.
#[test]
fn products_with_vectors_take_nothing() {
    let (a, v) = (Matrix::zeros(33, 64), Vector::zeros(64));
    let mut y = Matrix::default();
    no_more("a matrix times a vector", nothing, |_| {
        y.set_product(&a, &v);
    });
    let mut y = Matrix::default();
    no_more("a row times a matrix", nothing, |_| {
        y.set_product(v.t(), a.t());
    });
}

/// Between two shapes, and into a matrix that was larger before.
#[test]
fn matrices() {
    let x = Both::new(64);
    let (mut copy, mut bent, mut pairs) =
        (Matrix::default(), Matrix::default(), Matrix::default());
    no_more("copy_from, set_map and set_map_pairs", nothing, |size| {
        copy.copy_from(x.of(size));
        bent.set_map(&copy, Real::abs);
        pairs.set_map_pairs(&bent, &copy, |a, b| a - b);
        pairs += &copy;
        pairs -= &bent;
        pairs.fill(0.5);
    });
    no_more("reshape", nothing, |size| copy.reshape(64, size));
}

/// What must not allocate above, does allocate at first: the counter counts.
#[test]
fn the_counter_counts() {
    let x = Both::new(64);
    let mut network = network();
    let first = measure(|| {
        network.forward(x.of(WHOLE));
    });
    // Six layers with a result each, of at least 32 columns of 10 numbers.
    assert!(first.count_total >= 6, "{first:?}");
    assert!(first.bytes_total >= 6 * 10 * WHOLE as u64 * 4, "{first:?}");
}

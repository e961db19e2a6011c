//! A step of LeNet takes memory the first time only, but for the scratch that the product's
//! kernel takes in each call and gives back. See `allocation_backprop.rs`.
//!
//! The counter replaces the allocator of this test program, so nothing else stands here.

use allocation_counter::measure;
use backprop::{Layer, Training};
use convolution::{Geometry, Shards, lenet};
use lesson_2 as backprop;
use lesson_4::Adam;
use lesson_5 as convolution;
use matrix::{Factor, Matrix, Place, Real};

const BATCH: usize = 8;

fn images() -> Matrix {
    Matrix::from_fn(28 * 28, BATCH, |i, j| ((i * 7 + j) % 13) as Real / 13.0)
}

/// Pieces and bytes that are asked for, once everything has been done before.
fn taken(mut work: impl FnMut()) -> (u64, u64) {
    work();
    let info = measure(&mut work);
    assert_eq!((info.count_current, info.bytes_current), (0, 0), "{info:?}");
    (info.count_total, info.bytes_total)
}

/// The products of a convolution of one image: on the way there, and for W and X on the way
/// back.
fn products(geometry: &Geometry, with_dx: bool) -> (u64, u64) {
    let (pixels, taps) = (geometry.output().pixels(), geometry.taps());
    let kernels = geometry.output().channels;
    let (p, w) = (Matrix::zeros(pixels, taps), Matrix::zeros(kernels, taps));
    let (mut y, mut dw, mut dp) = (vec![0.0; pixels * kernels], w.clone(), p.clone());
    taken(|| {
        Place::from_slice(&mut y, pixels, kernels).add_product(&p, w.t());
        let dy = Factor::from_slice(&y, pixels, kernels);
        dw.add_product(dy.t(), &p);
        if with_dx {
            dp.set_product(dy, &w);
        }
    })
}

/// The products of a dense layer, for a batch.
fn dense(inputs: usize, outputs: usize, batch: usize) -> (u64, u64) {
    let zeros = Matrix::zeros;
    let (w, x, dy) = (
        zeros(outputs, inputs),
        zeros(inputs, batch),
        zeros(outputs, batch),
    );
    let (mut y, mut dx, mut dw) = (dy.clone(), x.clone(), w.clone());
    taken(|| {
        y.set_product(&w, &x);
        dw.add_product(&dy, x.t());
        dx.set_product(w.t(), &dy);
    })
}

/// What the products of a step with `batch` images take, made by themselves.
fn of_products(batch: usize) -> (u64, u64) {
    let [image, _, edges, parts, few] = lenet::shapes();
    let five = convolution::Window::new(5);
    let padded = convolution::Window { padding: 2, ..five };
    let first = products(&Geometry::new(image, edges.channels, padded), false);
    let second = products(&Geometry::new(edges, parts.channels, five), true);
    let layers = [(few.len(), 120), (120, 84), (84, 10)];
    let dense = layers.map(|(inputs, outputs)| dense(inputs, outputs, batch));
    let (mut pieces, mut bytes) = (0, 0);
    for (taken, times) in [(first, batch as u64), (second, batch as u64)]
        .into_iter()
        .chain(dense.map(|taken| (taken, 1)))
    {
        pieces += taken.0 * times;
        bytes += taken.1 * times;
    }
    (pieces, bytes)
}

#[test]
fn a_step_of_lenet() {
    let (x, labels) = (images(), [3; BATCH]);
    let mut network = lenet::modern(1);
    let mut training = Training::new(&mut network, Adam::new(1e-3));
    let step = taken(|| {
        training.step(&x, &labels);
    });
    assert_eq!(step, of_products(BATCH));
}

/// In shares on one thread; more threads take what a new thread takes.
#[test]
fn a_step_in_shares() {
    let (x, labels) = (images(), [3; BATCH]);
    let mut network = Shards::new(2, 1, || Box::new(lenet::modern(1)));
    let mut training = Training::new(&mut network, Adam::new(1e-3));
    let step = taken(|| {
        training.step(&x, &labels);
    });
    let half = of_products(BATCH / 2);
    assert_eq!(step, (2 * half.0, 2 * half.1));
}

/// The published network, forward and back, has no product that is not a convolution's or a
/// dense layer's: with one image more it takes as much more as those of one image.
#[test]
fn the_published_one_keeps_nothing() {
    let x = images();
    let dy = Matrix::from_fn(10, BATCH, |i, j| (i + j) as Real);
    let mut network = lenet::published(1);
    taken(|| {
        network.forward(&x);
        network.clear_gradients();
        network.backward(&dy);
    });
}

/// What must not allocate above, does allocate at first: the counter counts.
#[test]
fn the_counter_counts() {
    let (x, mut network) = (images(), lenet::modern(1));
    let first = measure(|| {
        network.forward(&x);
    });
    assert!(first.bytes_total >= 6 * 784 * BATCH as u64 * 4, "{first:?}");
}

//! A batch in shares: the same, however many threads there are.

use backprop::{Activation, Init, Layer, Linear, Sequential, Training};
use convolution::{Conv2d, Geometry, ImageShape, MaxPool2d, Shards, Window};
use matrix::{Matrix, Real};
use optimizers::Adam;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::geometries::draw;
use crate::support::{bits, gradients, parameters, random};

fn network() -> Sequential {
    let random = &mut random(3);
    let input = ImageShape::new(2, 7, 5);
    let geometry = Geometry::new(input, 3, Window::new(2));
    let pool = MaxPool2d::new(geometry.output(), Window::new(2));
    let numbers = pool.geometry().output().len();
    Sequential::new(vec![
        Box::new(Conv2d::new(geometry, Init::He, random)),
        Box::new(pool),
        Box::new(Activation::tanh()),
        Box::new(Linear::new(numbers, 4, Init::Xavier, random)),
    ])
}

fn shards(copies: usize, threads: usize) -> Shards {
    Shards::new(copies, threads, || Box::new(network()))
}

/// Parameters after some steps with Adam, with an odd batch at the end, bit by bit.
fn trained(network: &mut dyn Layer, batch: usize) -> Vec<u8> {
    let mut training = Training::new(network, Adam::new(0.01));
    for step in 0..5 {
        let batch = if step == 4 { batch.div_ceil(2) } else { batch };
        let labels: Vec<usize> = (0..batch).map(|i| (i + step) % 4).collect();
        training.step(&(&draw(70, batch, step as u64) * 0.3), &labels);
    }
    bits(network)
}

#[test]
fn threads_do_not_change_a_bit() {
    for copies in [1, 2, 3, 4] {
        for batch in [1, 2, 7, 13] {
            let one = trained(&mut shards(copies, 1), batch);
            for threads in [2, 3, 5] {
                let more = trained(&mut shards(copies, threads), batch);
                assert!(
                    more == one,
                    "{copies} copies, batch {batch}, {threads} threads"
                );
            }
        }
    }
    // One copy is the network itself.
    assert!(trained(&mut shards(1, 2), 7) == trained(&mut network(), 7));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Outputs and slopes are those of the network, but for the order in which a product of
    /// another shape adds: sums of at most 24 terms of size 1, through two layers.
    #[test]
    fn shares_are_the_whole(copies in 1..5_usize, batch in 0..12_usize, seed in any::<u64>()) {
        let (mut whole, mut shared) = (network(), shards(copies, 2));
        let (x, dy) = (&draw(70, batch, seed) * 0.25, &draw(4, batch, seed) * 0.25);
        close(shared.forward(&x), whole.forward(&x))?;
        close(shared.backward(&dy), whole.backward(&dy))?;
        for _ in 0..2 {
            for (ours, right) in gradients(&mut shared).iter().zip(gradients(&mut whole)) {
                close(ours, &right)?;
            }
            // Once more, without clearing: twice as much in both.
            shared.backward_parameters(&dy);
            whole.backward_parameters(&dy);
        }
    }
}

fn close(ours: &Matrix, right: &Matrix) -> Result<(), TestCaseError> {
    prop_assert_eq!(ours.shape(), right.shape());
    for (a, b) in ours.as_slice().iter().zip(right.as_slice()) {
        let most = 64.0 * Real::EPSILON * (1.0 + b.abs());
        prop_assert!((a - b).abs() <= most, "{} {}", a, b);
    }
    Ok(())
}

/// Whoever changes parameters through `visit` changes every copy.
#[test]
fn the_first_copy_counts() {
    let mut shared = shards(3, 2);
    shared.visit(&mut |p| p.value.fill(0.0));
    let y = shared.forward(&draw(70, 6, 1)).clone();
    assert_eq!(y, Matrix::zeros(4, 6));
    assert_eq!(shared.count_parameters(), network().count_parameters());
    let names = |layer: &mut dyn Layer| {
        parameters(layer)
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&mut shared), names(&mut network()));
    shared.backward(&draw(4, 6, 1));
    shared.clear_gradients();
    let cleared = gradients(&mut shared);
    assert!(
        cleared
            .iter()
            .flat_map(Matrix::as_slice)
            .all(|&slope| slope == 0.0)
    );
}

//! A layer that has seen its largest batch allocates nothing more, and the fast arrays
//! never do. The counter replaces the allocator of this test program, so nothing else
//! stands here.

use activations::{Activation, ActivationLayer, fast};
use allocation_counter::measure;
use backprop::Layer;
use matrix::{Matrix, Real};

fn step(layer: &mut ActivationLayer, x: &Matrix, dy: &Matrix) -> Real {
    let y = layer.forward(x).sum();
    y + layer.backward(dy).sum()
}

#[test]
fn a_second_step_allocates_nothing() {
    let [large, small] = [5, 3].map(|columns| {
        Matrix::from_fn(7, columns, |i, j| (i as Real - 2.5) * (j as Real + 0.5))
    });
    for f in Activation::ALL {
        let mut layer = ActivationLayer::new(f);
        let mut results = [0.0; 2];
        let first = measure(|| results[0] = step(&mut layer, &large, &large));
        assert!(
            first.count_total >= 2,
            "the counter does not count: {first:?}"
        );
        let more = measure(|| {
            step(&mut layer, &small, &small);
            results[1] = step(&mut layer, &large, &large);
        });
        assert_eq!(more.count_total, 0, "{f}: {more:?}");
        assert_eq!(results[0], results[1], "{f}");
    }
}

#[test]
fn arrays_allocate_nothing() {
    let (x, mut y) = ([0.75_f32; 100], [0.0_f32; 100]);
    // The first call asks which instructions the processor has.
    fast::forward(Activation::Relu, &x, &mut y);
    for f in Activation::ALL {
        let count = measure(|| {
            fast::forward(f, &x, &mut y);
            fast::backward(f, &x, &x, &mut y);
        });
        assert_eq!(count.count_total, 0, "{f}");
    }
}

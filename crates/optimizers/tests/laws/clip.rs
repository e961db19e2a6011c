//! Clipping by the norm of all gradients together.

use backprop::{Init, Layer, Sequential};
use matrix::Real;
use optimizers::clip::{clip_by_norm, gradient_norm};

use crate::support::{bits, close, slope};

/// A network whose gradients are `slope(k)` in the order of `visit`.
fn network(slope: impl Fn(usize) -> Real) -> Sequential {
    let mut network = Sequential::mlp(&[3, 5, 2], Init::He, 1);
    let mut k = 0;
    network.visit(&mut |parameter| {
        for g in parameter.gradient.as_mut_slice() {
            *g = slope(k);
            k += 1;
        }
    });
    network
}

fn gradients(network: &mut Sequential) -> Vec<Real> {
    let mut all = Vec::new();
    network.visit(&mut |p| all.extend_from_slice(p.gradient.as_slice()));
    all
}

/// 3 in the first parameter and −4 in the last: a length of 5, which no parameter has.
#[test]
fn clipping_by_hand() {
    let of = |k: usize| match k {
        0 => 3.0,
        31 => -4.0,
        _ => 0.0,
    };
    let mut network = network(of);
    assert_eq!(gradients(&mut network).len(), 32);
    assert_eq!(gradient_norm(&mut network), 5.0);
    assert_eq!(clip_by_norm(&mut network, 5.0), 5.0);
    assert_eq!(gradients(&mut network)[31], -4.0, "it was short enough");
    assert_eq!(clip_by_norm(&mut network, 2.5), 5.0, "the length before");
    let clipped = gradients(&mut network);
    assert_eq!((clipped[0], clipped[31]), (1.5, -2.0));
    assert_eq!(clip_by_norm(&mut network, 0.0), 2.5);
    assert!(gradients(&mut network).iter().all(|&g| g == 0.0));
}

/// Every entry shrinks by the same factor. (Clipping each entry by itself would bend the
/// direction.)
#[test]
fn the_direction_stays() {
    let mut network = network(|k| slope(3, k));
    let before = gradients(&mut network);
    let norm = clip_by_norm(&mut network, 0.75);
    let after = gradients(&mut network);
    for (g, clipped) in before.iter().zip(&after) {
        close("an entry", *clipped, g * (0.75 / norm), 4.0);
    }
    // A sum of 32 squares, twice.
    close("the length", gradient_norm(&mut network), 0.75, 80.0);
}

#[test]
fn a_gradient_that_is_no_number_can_be_seen() {
    for odd in [Real::NAN, Real::INFINITY, Real::MAX] {
        let mut network = network(|k| if k == 7 { odd } else { 1.0 });
        let before = gradients(&mut network);
        let norm = clip_by_norm(&mut network, 1.0);
        assert!(!norm.is_finite(), "{norm}");
        assert_eq!(bits(&gradients(&mut network)), bits(&before));
    }
}

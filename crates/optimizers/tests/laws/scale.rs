//! A loss that is multiplied by c has c times the slopes, and the same valley.

use backprop::{Optimizer, Sgd};
use matrix::Real;
use optimizers::{Adagrad, Adam, RmsProp};

use crate::support::slopes;

/// Where five numbers go under slopes that are multiplied by `scale`.
fn path(mut optimizer: impl Optimizer, scale: Real) -> Vec<Real> {
    let mut values = vec![0.25; 5];
    for t in 0..30 {
        let slopes: Vec<_> = slopes(t, 5).iter().map(|g| g * scale).collect();
        optimizer.update(0, &mut values, &slopes);
    }
    values
}

fn adagrad() -> Adagrad {
    let mut adagrad = Adagrad::new(0.1);
    adagrad.epsilon = 0.0;
    adagrad
}

fn rmsprop() -> RmsProp {
    let mut rmsprop = RmsProp::new(0.1);
    rmsprop.epsilon = 0.0;
    rmsprop
}

fn adam() -> Adam {
    let mut adam = Adam::new(0.1);
    adam.epsilon = 0.0;
    adam
}

/// The square root takes c out again. c is a power of 2, so nothing rounds differently.
#[test]
fn the_path_does_not_depend_on_the_scale() {
    for scale in [1.0 / 1024.0, 2.0, 4096.0] {
        assert_eq!(path(adagrad(), scale), path(adagrad(), 1.0));
        assert_eq!(path(rmsprop(), scale), path(rmsprop(), 1.0));
        assert_eq!(path(adam(), scale), path(adam(), 1.0));
    }
    // Plain descent does depend on it: the slopes do not cancel.
    let sgd = Sgd { learning_rate: 0.1 };
    assert_ne!(path(sgd, 2.0), path(sgd, 1.0));
}

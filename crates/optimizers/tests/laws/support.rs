//! All optimizers, and slopes to feed them.

use backprop::{Optimizer, Sgd};
use matrix::Real;
use optimizers::{Adadelta, Adagrad, Adam, AdamW, Momentum, Nesterov, RmsProp, WithL2};

/// Each optimizer, fresh, with settings that differ from each other.
pub(crate) fn all() -> Vec<(&'static str, Box<dyn Optimizer>)> {
    vec![
        ("Sgd", Box::new(Sgd { learning_rate: 0.1 })),
        ("Momentum", Box::new(Momentum::new(0.1, 0.9))),
        ("Nesterov", Box::new(Nesterov::new(0.05, 0.8))),
        ("Adagrad", Box::new(Adagrad::new(0.3))),
        ("RmsProp", Box::new(RmsProp::new(0.02))),
        ("Adadelta", Box::new(Adadelta::new())),
        ("Adam", Box::new(Adam::new(0.01))),
        ("AdamW", Box::new(AdamW::new(0.01, 0.1))),
        ("WithL2", Box::new(WithL2::new(Adam::new(0.02), 0.1))),
        #[cfg(not(feature = "f32"))]
        ("Learned", Box::new(crate::learned::untrained(3))),
    ]
}

/// Slope `i` of step `t`, of either sign and never 0: a multiple of 1/64.
pub(crate) fn slope(t: usize, i: usize) -> Real {
    let k = (t * 89 + i * 55 + t * i * 7 + 31) % 257;
    (k as Real - 128.5) / 32.0
}

pub(crate) fn slopes(t: usize, size: usize) -> Vec<Real> {
    (0..size).map(|i| slope(t, i)).collect()
}

/// How far a number moves in each of `count` steps under the slope −1.
#[cfg(not(feature = "f32"))]
pub(crate) fn steady(mut optimizer: impl Optimizer, count: usize) -> Vec<f64> {
    let step = |_| {
        let mut w = [0.0];
        optimizer.update(0, &mut w, &[-1.0]);
        w[0]
    };
    (0..count).map(step).collect()
}

pub(crate) fn bits(values: &[Real]) -> Vec<u8> {
    values.iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// Equal but for `roundings` of half a unit in the last place of the larger one.
#[track_caller]
pub(crate) fn close(what: &str, ours: Real, right: Real, roundings: Real) {
    let size = ours.abs().max(right.abs());
    let most = roundings * 0.5 * Real::EPSILON * size;
    assert!(
        (ours - right).abs() <= most,
        "{what}: {ours:e}, but it is {right:e}"
    );
}

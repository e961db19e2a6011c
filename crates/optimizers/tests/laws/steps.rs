//! How long the steps of Adagrad, `RMSProp` and Adadelta are.

use backprop::Optimizer;
use optimizers::{Adadelta, Adagrad, RmsProp};

use crate::support::{close, steady};

/// s is then the number of steps, so step t has the length η/√t: the hundredth a tenth of
/// the first. The slope has not changed: the *step* fades.
#[test]
fn adagrad_fades_as_one_over_the_root() {
    let mut adagrad = Adagrad::new(0.5);
    adagrad.epsilon = 0.0;
    for (t, step) in (1_u32..).zip(steady(adagrad, 10_000)) {
        close("a step", step, 0.5 / f64::from(t).sqrt(), 2.0);
    }
}

/// s tends to 1, and the step to η: no fading. The first are longer, because the memory is
/// still empty: s = 1 − βᵗ.
#[test]
fn rmsprop_does_not_fade() {
    let mut rmsprop = RmsProp::new(0.5);
    rmsprop.epsilon = 0.0;
    let steps = steady(rmsprop, 10_000);
    for (t, &step) in (1_i32..).zip(&steps) {
        let right = 0.5 / (1.0 - 0.99_f64.powi(t)).sqrt();
        // A hundred steps are remembered, with two roundings of each at the size of 1.
        close("a step", step, right, 600.0);
    }
    close("the first", steps[0], 5.0, 8.0 / 0.01);
    close("the last", steps[9_999], 0.5, 600.0);
}

/// ε is outside the root: where √s is as small as ε, the step is half as long as without.
#[test]
fn epsilon_is_outside_the_root() {
    let (mut adagrad, mut rmsprop) = (Adagrad::new(0.5), RmsProp::new(0.5));
    rmsprop.decay = 0.0;
    (adagrad.epsilon, rmsprop.epsilon) = (2.0_f64.powi(-30), 2.0_f64.powi(-30));
    let (mut a, mut b) = ([0.0], [0.0]);
    adagrad.update(0, &mut a, &[-2.0_f64.powi(-30)]);
    rmsprop.update(0, &mut b, &[-2.0_f64.powi(-30)]);
    assert_eq!((a, b), ([0.25], [0.25]));
}

/// ρ = ½, ε = ¼, and the slopes 2, −1, 4 on paper:
///
/// | step | s | Δ | u after it |
/// |---|---|---|---|
/// | 1 | 2 | −(1/2)/(3/2)·2 = −2/3 | 2/9 |
/// | 2 | 3/2 | √(17/36)/√(7/4) | 31/126 |
/// | 3 | 35/4 | −√(125/252)/3·4 | |
///
/// A u that already has this step's Δ in it makes another first step.
#[test]
fn adadelta_by_hand() {
    let mut adadelta = Adadelta::new();
    (adadelta.decay, adadelta.epsilon) = (0.5, 0.25);
    adadelta.learning_rate = 0.5;
    let steps = [
        -2.0 / 3.0,
        (17.0_f64 / 36.0).sqrt() / 1.75_f64.sqrt(),
        -(125.0_f64 / 252.0).sqrt() / 3.0 * 4.0,
    ];
    for (slope, right) in [2.0, -1.0, 4.0].into_iter().zip(steps) {
        let mut w = [0.0];
        adadelta.update(0, &mut w, &[slope]);
        close("a step", w[0], 0.5 * right, 16.0);
    }
}

/// The first step owes its length to ε alone: √ε/√((1 − ρ)g²)·g = √(ε/(1 − ρ)), whatever g
/// is, but for ε beside the square.
#[test]
fn adadelta_starts_from_epsilon() {
    for slope in [-1.0, -1e3] {
        let mut w = [0.0];
        Adadelta::new().update(0, &mut w, &[slope]);
        assert!((w[0] / 1e-5_f64.sqrt() - 1.0).abs() < 1e-5, "{w:?}");
    }
}

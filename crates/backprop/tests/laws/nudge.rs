//! The Jacobian by trying: what it costs and how far it is off.

use std::cell::Cell;

use backprop::Function;
use backprop::functions::{Affine, Chain, Elementwise};
use backprop::nudge::numerical_jacobian;
use gradcheck::for_all;
use gradcheck::strategies::vector;
use matrix::{Matrix, Vector};

use crate::support::numbers;

/// fᵢ(x) = exp(Σⱼ wᵢⱼ xⱼ), whose every entry of the Jacobian has every higher derivative.
fn exponentials() -> Chain {
    let weight = Matrix::from_rows([[0.75, -1.0], [0.5, 0.25], [-0.375, 0.875]]);
    Chain {
        functions: vec![
            Box::new(Affine {
                weight,
                bias: Vector::zeros(3),
            }),
            Box::new(Elementwise {
                function: f64::exp,
                slope: f64::exp,
            }),
        ],
    }
}

/// Along xⱼ the function is e^(w·xⱼ) times something, and its central difference is
/// w·(1 + (wh)²/6 + (wh)⁴/120 + …) times that: half the step, a quarter of the error, but for
/// a share of (wh)²·(1/20 − 1/80). That is below 0.06 % for h = 1/8 and |w| ≤ 1. (A one-sided
/// difference would only halve the error.)
#[test]
fn half_the_step_is_a_quarter_of_the_error() {
    let f = exponentials();
    let x = Vector::from([0.75, -0.625]);
    let right = f.jacobian(&x);
    let off = |step| &numerical_jacobian(|x| f.value(x), &x, step) - &right;
    let (coarse, fine) = (off(0.125), off(0.0625));
    assert_eq!(coarse.shape(), (3, 2));
    for (coarse, fine) in coarse.as_slice().iter().zip(fine.as_slice()) {
        let ratio = coarse / fine;
        assert!(
            (ratio - 4.0).abs() < 4.0 * 0.0006,
            "{coarse} / {fine} = {ratio}"
        );
    }
}

/// A central difference is exact for squares, and 64ths do not round: equal to the last bit,
/// each entry in its place.
#[test]
fn squares_and_sums_are_exact() {
    let f = Chain {
        functions: vec![
            Box::new(Affine {
                weight: numbers(5, 3),
                bias: Vector::zeros(5),
            }),
            Box::new(Elementwise::square()),
        ],
    };
    for_all(24, &vector(3), &mut |x| {
        let x = Vector::from(x);
        let ours = numerical_jacobian(|x| f.value(x), &x, 1.0 / 64.0);
        if ours == f.jacobian(&x) {
            Ok(())
        } else {
            Err(format!("at {x:?}: {ours:?}, not {:?}", f.jacobian(&x)))
        }
    });
}

/// Two evaluations for each input, and one to count the outputs, however many there are.
#[test]
fn it_takes_two_evaluations_per_input() {
    for (inputs, outputs) in [(2, 7), (7, 2), (1, 1), (5, 0)] {
        let calls = Cell::new(0);
        let f = |_: &Vector| {
            calls.set(calls.get() + 1);
            Vector::zeros(outputs)
        };
        let jacobian = numerical_jacobian(f, &Vector::zeros(inputs), 1e-3);
        assert_eq!(jacobian.shape(), (outputs, inputs));
        assert!(calls.get() <= 2 * inputs + 1, "{} calls", calls.get());
    }
}

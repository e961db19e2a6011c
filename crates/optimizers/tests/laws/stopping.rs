//! When to slow down, and when to stop: tables made by hand.

use matrix::Real;
use optimizers::{EarlyStopping, ReduceOnPlateau};

fn rates(patience: usize, losses: &[Real]) -> Vec<Real> {
    let mut plateau = ReduceOnPlateau::new(0.5, patience);
    let mut rate = 1.0;
    let observe = |&loss: &Real| {
        rate = plateau.observe(loss, rate);
        rate
    };
    losses.iter().map(observe).collect()
}

#[test]
fn a_plateau_by_hand() {
    // Two passes without a new low are borne; at the third the rate halves, and it begins
    // to count anew. An equal loss is no new low.
    let losses = [5.0, 4.0, 4.0, 4.5, 4.1, 4.0, 4.0, 4.0, 3.9, 3.9];
    let right = [1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25];
    assert_eq!(rates(2, &losses), right);
    // A new low forgives what came before it.
    assert_eq!(rates(1, &[5.0, 5.0, 4.0, 4.0, 3.0, 3.0]), [1.0; 6]);
    assert_eq!(rates(0, &[5.0, 5.0, 5.0, 4.0]), [1.0, 0.5, 0.25, 0.25]);
}

#[test]
fn no_number_is_no_new_low() {
    let nan = Real::NAN;
    assert_eq!(rates(0, &[nan, 2.0, nan, 1.0]), [0.5, 0.5, 0.25, 0.25]);
}

fn stops(patience: usize, losses: &[Real]) -> (Vec<bool>, Option<(usize, Real)>) {
    let mut stopping = EarlyStopping::new(patience);
    let said = losses.iter().map(|&loss| stopping.observe(loss)).collect();
    (said, stopping.best())
}

#[test]
fn stopping_by_hand() {
    let losses = [3.0, 2.0, 2.5, 2.0, 1.5, 1.6, 1.5, 1.7];
    let (no, yes) = (false, true);
    // Two are borne after pass 1 and a new low at pass 4; the third after that is too much.
    let right = vec![no, no, no, no, no, no, no, yes];
    assert_eq!(stops(2, &losses), (right, Some((4, 1.5))));
    // One is borne: pass 3 only equals the low.
    let right = vec![no, no, no, yes];
    assert_eq!(stops(1, &losses[..4]), (right, Some((1, 2.0))));
    let right = vec![no, no, yes];
    assert_eq!(stops(0, &losses[..3]), (right, Some((1, 2.0))));
}

#[test]
fn without_a_number_it_stops_too() {
    let nan = Real::NAN;
    let (said, best) = stops(2, &[nan, nan, nan, nan]);
    assert_eq!(said, [false, false, true, true]);
    assert!(best.is_none(), "{best:?}");
    // The first number is a new low, whatever it is.
    let (said, best) = stops(1, &[nan, Real::INFINITY, nan, nan]);
    assert_eq!(said, [false, false, false, true]);
    assert_eq!(best, Some((1, Real::INFINITY)));
}

/// It remembers the best for whoever kept its weights, and goes on doing so.
#[test]
fn the_best_is_remembered() {
    assert_eq!(EarlyStopping::new(3).best(), None);
    let (said, best) = stops(0, &[1.0, 2.0, 0.5]);
    assert_eq!((said, best), (vec![false, true, false], Some((2, 0.5))));
}

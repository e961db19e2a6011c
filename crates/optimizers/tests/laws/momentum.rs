//! Momentum, and Nesterov's in both forms.

use backprop::{Optimizer, Sgd};
use optimizers::nesterov::look_ahead;
use optimizers::surfaces::{Surface, all};
use optimizers::{Momentum, Nesterov};

use crate::support::{close, slopes, steady};

/// ρ = ½ and slope 1: v = 1, 1.5, 1.75, 1.875, and in the end 1/(1 − ρ) = 2.
#[test]
fn momentum_by_hand() {
    let steps = steady(Momentum::new(0.25, 0.5), 60);
    assert_eq!(steps[..4], [0.25, 0.375, 0.4375, 0.46875]);
    assert_eq!(steps[59], 0.5);
    // ρ = 0.9: ten times ηg.
    close("ten", steady(Momentum::new(0.1, 0.9), 500)[499], 1.0, 40.0);
    // Nesterov's also adds ρv to g: 1 + ½·1, 1 + ½·1.5, …
    let steps = steady(Nesterov::new(0.25, 0.5), 60);
    assert_eq!(steps[..3], [0.375, 0.4375, 0.46875]);
    assert_eq!(steps[59], 0.5);
}

/// Dampening holds back every gradient but the first.
#[test]
fn dampening_begins_with_the_second_step() {
    let mut momentum = Momentum::new(1.0, 0.5);
    momentum.dampening = 0.75;
    // v = 1, then 0.5 + 0.25, then 0.375 + 0.25.
    assert_eq!(steady(momentum, 3), [1.0, 0.75, 0.625]);
}

/// η is outside the velocity: a change of η counts for the whole next step, and for nothing
/// that is remembered.
#[test]
fn the_learning_rate_is_outside_the_velocity() {
    let mut momentum = Momentum::new(1.0, 0.5);
    let mut w = [0.0];
    momentum.update(0, &mut w, &[-1.0]);
    momentum.learning_rate = 0.25;
    momentum.update(0, &mut w, &[-1.0]);
    assert_eq!(w, [1.0 + 0.25 * 1.5]);
    momentum.learning_rate = 0.0;
    momentum.update(0, &mut w, &[-1.0]);
    assert_eq!(w, [1.375]);
    momentum.learning_rate = 1.0;
    momentum.update(0, &mut w, &[-1.0]);
    assert_eq!(w, [1.375 + 1.875]);
}

/// ρ = 0 remembers nothing: all three are plain descent, to the last bit.
#[test]
fn without_momentum_it_is_descent() {
    let mut plain = Sgd { learning_rate: 0.1 };
    let mut momentum = Momentum::new(0.1, 0.0);
    let mut nesterov = Nesterov::new(0.1, 0.0);
    let (mut a, mut b, mut c, mut d) = ([0.5; 5], [0.5; 5], [0.5; 5], [0.5; 5]);
    let mut velocity = [0.0; 5];
    for t in 0..20 {
        let slopes = slopes(t, 5);
        plain.update(0, &mut a, &slopes);
        momentum.update(0, &mut b, &slopes);
        nesterov.update(0, &mut c, &slopes);
        look_ahead(&mut d, &mut velocity, 0.1, 0.0, |_| slopes.clone());
    }
    assert_eq!((a, a, a), (b, c, d));
}

/// The two forms of Nesterov's method are one path: whoever trains stands at w − ηρv of
/// whoever looks ahead, at every step and on every surface.
#[test]
fn looking_ahead_and_standing_ahead_are_one_path() {
    for surface in all() {
        for (rate, rho) in [(1e-4, 0.9), (1e-3, 0.5), (2e-4, 0.99)] {
            let mut walker = surface.start();
            let mut velocity = [0.0; 2];
            let mut ahead = surface.start();
            let mut nesterov = Nesterov::new(rate, rho);
            let mut way = 0.0;
            for t in 0..300 {
                look_ahead(&mut walker, &mut velocity, rate, rho, |w| {
                    gradient(surface.as_ref(), w)
                });
                let slopes = gradient(surface.as_ref(), &ahead);
                let before = ahead;
                nesterov.update(0, &mut ahead, &slopes);
                for i in 0..2 {
                    let wanted = walker[i] - rate * rho * velocity[i];
                    let off = (ahead[i] - wanted).abs();
                    way += (ahead[i] - before[i]).abs();
                    // A few roundings at each step, of numbers up to 10 and their slopes,
                    // which the way back down shrinks again.
                    assert!(
                        off <= 1e-12,
                        "{}, η = {rate}, ρ = {rho}, step {t}: {} and {wanted}",
                        surface.name(),
                        ahead[i]
                    );
                }
            }
            assert!(way > 1e-3, "{}: nobody moved", surface.name());
        }
    }
}

fn gradient(surface: &dyn Surface, w: &[f64]) -> Vec<f64> {
    surface.gradient(&[w[0], w[1]]).to_vec()
}

/// The slope is asked at w − ηρv, once.
#[test]
fn the_slope_is_asked_ahead() {
    let (mut w, mut velocity) = ([1.0, 2.0], [4.0, -8.0]);
    let mut asked = Vec::new();
    look_ahead(&mut w, &mut velocity, 0.25, 0.5, |ahead| {
        asked.push(ahead.to_vec());
        vec![1.0, -1.0]
    });
    assert_eq!(asked, [[0.5, 3.0]]);
    assert_eq!(velocity, [3.0, -5.0]);
    assert_eq!(w, [0.25, 3.25]);
}

#[test]
#[should_panic(expected = "look_ahead: 2 values, but 3 velocities")]
fn velocities_are_counted() {
    look_ahead(&mut [0.0; 2], &mut [0.0; 3], 0.1, 0.9, <[f64]>::to_vec);
}

#[test]
#[should_panic(expected = "look_ahead: 2 values, but 1 slopes")]
fn slopes_are_counted() {
    look_ahead(&mut [0.0; 2], &mut [0.0; 2], 0.1, 0.9, |_| vec![0.0]);
}

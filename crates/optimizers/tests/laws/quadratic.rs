//! Parabolas: what a step does to the error, and how many steps a ravine takes.

use backprop::{Optimizer, Sgd};
use optimizers::Momentum;
use optimizers::quadratic::{best_momentum, best_rate, error_factor, largest_rate};
use optimizers::surfaces::{Bowl, Surface};

use crate::support::close;

/// On ½·4·w², the four rates of the lesson: there at once, bouncing, bouncing for ever,
/// exploding.
#[test]
fn the_factor_on_paper() {
    for (rate, factor) in [(0.25, 0.0), (0.4, -0.6), (0.5, -1.0), (0.6, -1.4)] {
        close("the factor", error_factor(rate, 4.0), factor, 4.0);
    }
    assert_eq!(largest_rate(4.0), 0.5);
}

/// One step of descent on ½λ(w − 3)² multiplies the error w − 3 by that factor.
#[test]
fn the_factor_is_what_a_step_does() {
    for curvature in [0.25, 1.0, 7.0] {
        for share in [0.1, 0.5, 0.9, 1.5, 2.5] {
            let learning_rate = share / curvature;
            let mut w = [3.0 + 2.0];
            let slope = curvature * (w[0] - 3.0);
            Sgd { learning_rate }.update(0, &mut w, &[slope]);
            let right = 2.0 * error_factor(learning_rate, curvature);
            // Roundings at the size of 5.
            assert!((w[0] - 3.0 - right).abs() < 8.0 * f64::EPSILON * 5.0);
        }
    }
}

/// The size of the error after 1,000 steps from 1.
fn after(curvature: f64, learning_rate: f64) -> f64 {
    let mut w = [1.0];
    let mut sgd = Sgd { learning_rate };
    for _ in 0..1_000 {
        let slope = curvature * w[0];
        sgd.update(0, &mut w, &[slope]);
    }
    w[0].abs()
}

/// A hundredth below 2/λ it converges, a hundredth above it explodes, and there it bounces
/// between the same two places (λ = 4, where nothing rounds).
#[test]
fn beyond_two_over_the_curvature_it_diverges() {
    for curvature in [0.3, 4.0, 1e4] {
        let edge = largest_rate(curvature);
        assert!(after(curvature, 0.99 * edge) < 1e-8, "λ = {curvature}");
        assert!(after(curvature, 1.01 * edge) > 1e8, "λ = {curvature}");
    }
    assert_eq!(after(4.0, largest_rate(4.0)), 1.0);
}

/// How many steps until both errors, in units of the first ones, are below 10⁻⁶ for good.
fn steps(condition: f64, optimizer: &mut dyn Optimizer) -> f64 {
    let bowl = Bowl { condition };
    let mut w = [1.0, 1.0];
    let mut last_above = 0;
    for t in 1..200_000_u32 {
        let slopes = bowl.gradient(&w);
        optimizer.update(0, &mut w, &slopes);
        if w.iter().any(|w| w.abs() > 1e-6) {
            last_above = t;
        } else if t > 2 * last_above + 100 {
            break;
        }
    }
    f64::from(last_above + 1)
}

fn with_descent(condition: f64) -> f64 {
    let learning_rate = best_rate(1.0, condition);
    steps(condition, &mut Sgd { learning_rate })
}

fn with_momentum(condition: f64) -> f64 {
    let (rate, momentum) = best_momentum(1.0, condition);
    steps(condition, &mut Momentum::new(rate, momentum))
}

/// With the best rate both ends of a ravine shrink by (κ − 1)/(κ + 1) per step, so the
/// number of steps can be told in advance.
#[test]
fn descent_takes_as_many_steps_as_predicted() {
    for condition in [2.0, 10.0, 100.0, 1000.0_f64] {
        let shrink = ((condition - 1.0) / (condition + 1.0)).ln();
        let predicted = (1e-6_f64.ln() / shrink).ceil();
        let measured = with_descent(condition);
        // A rounding may decide about one step.
        assert!(
            (measured - predicted).abs() <= 1.0,
            "{measured}, {predicted}"
        );
    }
}

/// With the best pair both roots of each end meet in z = ±√ρ, so the error after t steps is
/// (1 + ct)·zᵗ with c = (1 − ηλ)/z − 1, and the number of steps can be told, too.
#[test]
fn momentum_takes_as_many_steps_as_predicted() {
    for condition in [10.0, 100.0, 1000.0, 10_000.0_f64] {
        let (rate, momentum) = best_momentum(1.0, condition);
        let error = |curvature: f64, root: f64, t: u32| {
            let c = error_factor(rate, curvature) / root - 1.0;
            ((1.0 + c * f64::from(t)) * momentum.sqrt().powf(f64::from(t))).abs()
        };
        let root = momentum.sqrt();
        let above =
            |t: &u32| error(1.0, root, *t).max(error(condition, -root, *t)) > 1e-6;
        let last = (0..10_000).rev().find(above).expect("the first error is 1");
        let measured = with_momentum(condition);
        // A rounding may decide about one step.
        let off = measured - f64::from(last + 1);
        assert!(
            off.abs() <= 1.0,
            "κ = {condition}: {measured}, not {last} + 1"
        );
    }
}

/// A hundredfold κ takes a hundred times the steps, but with momentum hardly more than ten
/// times (more, because of the factor 1 + ct).
#[test]
fn momentum_takes_the_root_of_the_steps() {
    let ratio = |steps: fn(f64) -> f64| steps(10_000.0) / steps(100.0);
    let (descent, momentum) = (ratio(with_descent), ratio(with_momentum));
    assert!((descent / 100.0 - 1.0).abs() < 0.02, "{descent}");
    assert!((10.0..12.0).contains(&momentum), "{momentum}");
    assert!(with_momentum(10_000.0) < 0.03 * with_descent(10_000.0));
}

/// Any other rate is slower in one of the two directions, and so is any other pair (the
/// worst factor of momentum is the larger root of z² − (1 + ρ − ηλ)z + ρ).
#[test]
fn the_best_rates_are_the_best() {
    let (flat, steep) = (1.0, 50.0);
    let worst = |rate| {
        error_factor(rate, flat)
            .abs()
            .max(error_factor(rate, steep).abs())
    };
    let best = best_rate(flat, steep);
    close(
        "both ends",
        error_factor(best, flat),
        -error_factor(best, steep),
        64.0,
    );
    assert!(worst(best) < worst(1.01 * best).min(worst(0.99 * best)));

    let root = |rate: f64, rho: f64, curvature: f64| {
        let half = 0.5 * (1.0 + rho - rate * curvature);
        let below = half * half - rho;
        // Complex roots have the size √ρ.
        let real = half.abs() + below.max(0.0).sqrt();
        if below < 0.0 { rho.sqrt() } else { real }
    };
    let worst = |rate, rho| root(rate, rho, flat).max(root(rate, rho, steep));
    let (rate, rho) = best_momentum(flat, steep);
    let kappa = (steep / flat).sqrt();
    close("√ρ", rho.sqrt(), (kappa - 1.0) / (kappa + 1.0), 16.0);
    // At the best pair both roots meet, and there a rounding counts as its root: 10⁻⁸.
    let best = worst(rate, rho);
    assert!((best - rho.sqrt()).abs() < 1e-7, "{best}");
    for (a, b) in [
        (1.02, 1.0),
        (0.98, 1.0),
        (1.0, 1.02),
        (1.0, 0.98),
        (1.02, 0.98),
    ] {
        assert!(worst(a * rate, b * rho) > best + 1e-4, "{a} {b}");
    }
}

//! Surfaces: their slopes by nudging, and their lowest points.

use gradcheck::strategies::vector;
use gradcheck::{Argument, Options, check_gradient, for_all, rejects_perturbed};
use optimizers::surfaces::{
    Beale, Bowl, Himmelblau, NoisyBowl, Rosenbrock, RotatedBowl, Saddle, Surface, all,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::support::close;

fn point(w: &[f64]) -> [f64; 2] {
    [w[0], w[1]]
}

#[test]
fn surfaces_have_the_slopes_that_nudging_measures() {
    for surface in all() {
        let value = |w: &[f64]| surface.value(&point(w));
        let gradient = |w: &[f64]| surface.gradient(&point(w)).to_vec();
        for_all(64, &vector(2), &mut |w| {
            // The curved ones are of interest a little further out, too.
            let w = [2.0 * w[0], 1.5 * w[1]];
            let options = Options {
                // Where two slopes of a thousand cancel, their roundings are left.
                atol: 1e-11,
                ..Options::default()
            };
            check_gradient(value, gradient, &w, &options)
                .titled(&surface.name())
                .into_result()
        });
        // And a slope that is off by a millionth would be seen.
        let w = [Argument::vector("w", &[0.75, -1.25])];
        let f = |w: &[Vec<f64>]| vec![value(&w[0])];
        let vjp = |w: &[Vec<f64>], c: &[f64]| {
            let slopes = gradient(&w[0]);
            vec![slopes.iter().map(|g| g * c[0]).collect()]
        };
        let seen = rejects_perturbed(f, vjp, &w, 1e-6, &Options::default());
        assert!(seen, "{}: the check would not notice", surface.name());
    }
}

/// There the surface is level, and nowhere is it lower: neither close by nor at any of a
/// grid of places.
#[test]
fn minima_are_minima() {
    for surface in all() {
        let name = surface.name();
        let minima = surface.minima();
        assert!(!minima.is_empty(), "{name} has none");
        for minimum in &minima {
            let low = surface.value(minimum);
            // Curvatures stay below 1000, and a place is known to 10⁻¹⁵.
            for slope in surface.gradient(minimum) {
                assert!(slope.abs() < 1e-11, "{name} at {minimum:?}: slope {slope}");
            }
            for angle in 0..16 {
                let (sin, cos) = (f64::from(angle) * 0.4).sin_cos();
                for reach in [1e-3, 0.1] {
                    let near = [minimum[0] + reach * cos, minimum[1] + reach * sin];
                    assert!(surface.value(&near) > low, "{name}: lower at {near:?}");
                }
            }
            for k in 0..10_000 {
                let grid = |k: i32| f64::from(k) / 10.0 - 5.0;
                let w = [grid(k / 100), grid(k % 100)];
                assert!(surface.value(&w) >= low - 1e-12, "{name}: lower at {w:?}");
            }
        }
        assert!(
            minima
                .iter()
                .all(|m| surface.value(m) < surface.value(&surface.start())),
            "{name} starts at its lowest point"
        );
    }
}

/// Heights that can be had on paper.
#[test]
fn heights_by_hand() {
    assert_eq!(Bowl { condition: 10.0 }.value(&[10.0, 1.0]), 55.0);
    assert_eq!(
        Bowl { condition: 10.0 }.gradient(&[10.0, 1.0]),
        [10.0, 10.0]
    );
    assert_eq!(Saddle.value(&[0.0, 1.0]), -0.25);
    assert_eq!(Saddle.gradient(&[0.0, 0.0]), [0.0, 0.0]);
    assert_eq!(Rosenbrock.value(&[-1.0, 2.0]), 4.0 + 100.0);
    // 1.5² + 2.25² + 2.625²
    assert_eq!(Beale.value(&[0.0, 3.0]), 14.203_125);
    assert_eq!(Beale.value(&[3.0, 0.5]), 0.0);
    assert_eq!(Himmelblau.value(&[0.0, 0.0]), 121.0 + 49.0);
}

/// Turned by 45°, start and all: the same heights as before at places that are turned
/// along.
#[test]
fn the_turned_bowl_is_the_bowl_turned() {
    let (plain, turned) = (Bowl { condition: 30.0 }, RotatedBowl { condition: 30.0 });
    let half = 0.5_f64.sqrt();
    for [u, v] in [[10.0, 1.0], [-0.5, 2.0], [0.25, 0.0], [0.0, -3.0]] {
        let w = [half * (u - v), half * (u + v)];
        close("height", turned.value(&w), plain.value(&[u, v]), 64.0);
    }
    let start = turned.value(&turned.start());
    close("the start", start, plain.value(&plain.start()), 64.0);
}

/// The mean of K samples has the right mean, and 1/K of the variance: over 4,000 of them a
/// variance is known to √(2/4000) = 2.2 %, and the bound is four times that.
#[test]
fn noise_shrinks_with_the_number_of_samples() {
    let (count, w) = (4000, [1.0, -2.0]);
    for samples in [1_u32, 4, 64] {
        let bowl = Bowl { condition: 3.0 };
        let mut noisy = NoisyBowl {
            bowl,
            deviation: 2.0,
            samples: samples as usize,
            random: ChaCha8Rng::seed_from_u64(7),
        };
        let drawn: Vec<_> = (0..count).map(|_| noisy.sampled_gradient(&w)).collect();
        for (i, exact) in bowl.gradient(&w).into_iter().enumerate() {
            let off: Vec<_> = drawn.iter().map(|g| g[i] - exact).collect();
            let mean = off.iter().sum::<f64>() / f64::from(count);
            let square = off.iter().map(|x| x * x).sum::<f64>() / f64::from(count);
            let variance = 4.0 / f64::from(samples);
            assert!(mean.abs() < 4.0 * (variance / f64::from(count)).sqrt());
            assert!(
                (square / variance - 1.0).abs() < 0.09,
                "K = {samples}: {square}"
            );
        }
    }
}

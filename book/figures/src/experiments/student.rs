//! Means of few runs: how far off they may be, and whether two of them differ.

use std::f64::consts::FRAC_PI_2;

use super::mean_and_deviation;

/// Steps of the integrals: an even number.
const STEPS: u32 = 2_000;

/// How likely Student's t with that many degrees of freedom is further from 0 than `t`.
///
/// With x = √ν·tan θ its density becomes a power of the cosine, cos^(ν−1) θ, and needs no
/// gamma function: the share of the area beyond θ = atan(t/√ν).
///
/// # Panics
///
/// If there is less than one degree of freedom.
pub(crate) fn beyond(t: f64, degrees: f64) -> f64 {
    assert!(
        degrees >= 1.0,
        "Student's t with {degrees} degrees of freedom"
    );
    // Simpson's rule.
    let area = |from: f64, to: f64| {
        let width = (to - from) / f64::from(STEPS);
        let terms = (0..=STEPS).map(|i| {
            let weight = match i {
                0 | STEPS => 1.0,
                odd if odd % 2 == 1 => 4.0,
                _ => 2.0,
            };
            let theta = from + width * f64::from(i);
            weight * theta.cos().max(0.0).powf(degrees - 1.0)
        });
        terms.sum::<f64>() * width / 3.0
    };
    let theta = (t.abs() / degrees.sqrt()).atan();
    area(theta, FRAC_PI_2) / area(0.0, FRAC_PI_2)
}

/// Mean, and half the width of its 95 % interval: t·s/√n, where Student's t is beyond ±t in
/// 5 % of cases.
///
/// # Panics
///
/// If there are fewer than two numbers.
pub(crate) fn mean_and_interval(numbers: &[f64]) -> (f64, f64) {
    let (mean, deviation) = mean_and_deviation(numbers);
    let count = numbers.len() as f64;
    let (mut low, mut high) = (0.0, 1e3);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beyond(middle, count - 1.0) > 0.05 {
            low = middle;
        } else {
            high = middle;
        }
    }
    (mean, high * deviation / count.sqrt())
}

/// Whether two samples may well have one mean: Welch's t-test at 5 %.
///
/// # Panics
///
/// If a sample has fewer than two numbers.
pub(crate) fn tie(a: &[f64], b: &[f64]) -> bool {
    let square = |numbers: &[f64]| {
        let (mean, deviation) = mean_and_deviation(numbers);
        let count = numbers.len() as f64;
        (mean, deviation * deviation / count, count - 1.0)
    };
    let ((a, va, na), (b, vb, nb)) = (square(a), square(b));
    if va + vb == 0.0 {
        return a == b;
    }
    let degrees = (va + vb).powi(2) / (va * va / na + vb * vb / nb);
    beyond((a - b) / (va + vb).sqrt(), degrees) > 0.05
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_that_have_a_formula() {
        for t in [0.0, 0.3, 1.0, 4.0, 12.0] {
            // One degree of freedom is Cauchy's distribution; two have t/√(2 + t²).
            let cauchy = 1.0 - f64::atan(t) / FRAC_PI_2;
            assert!((beyond(t, 1.0) - cauchy).abs() < 1e-12, "{t}");
            let two = 1.0 - t / f64::sqrt(2.0 + t * t);
            assert!((beyond(-t, 2.0) - two).abs() < 1e-12, "{t}");
            // Four: with s = t/√(4 + t²), 1 − s·(3 − s²)/2.
            let s = t / f64::sqrt(4.0 + t * t);
            let four = 1.0 - s * (3.0 - s * s) / 2.0;
            assert!((beyond(t, 4.0) - four).abs() < 1e-12, "{t}");
        }
    }

    #[test]
    fn an_interval_with_a_known_quantile() {
        // Mean 2, s = 1, n = 3: the quantile of two degrees is √(2p²/(1 − p²)) at p = 0.95.
        let (mean, half) = mean_and_interval(&[1.0, 2.0, 3.0]);
        let p = 0.95_f64;
        let quantile = (2.0 * p * p / (1.0 - p * p)).sqrt();
        assert_eq!(mean, 2.0);
        assert!((half - quantile / 3.0_f64.sqrt()).abs() < 1e-9, "{half}");
    }

    #[test]
    fn ties_and_differences() {
        let a = [0.97, 0.98, 0.975, 0.972];
        let near = a.map(|x| x + 0.002);
        let far = a.map(|x| x + 0.02);
        assert!(tie(&a, &near) && tie(&near, &a) && tie(&a, &a));
        assert!(!tie(&a, &far) && !tie(&far, &a));
        // Equal spreads of n numbers each: Welch's degrees of freedom are 2n − 2, and the
        // limit is where `beyond` passes 5 %.
        let shifted = |by: f64| [1.0 + by, 3.0 + by];
        // Two numbers each, s²/n = 1: t = by/√2 with two degrees, limit 4.3027·√2 = 6.0849.
        let limit = (2.0 * 0.9025 / 0.0975_f64).sqrt() * 2.0_f64.sqrt();
        assert!(tie(&[1.0, 3.0], &shifted(limit - 0.01)));
        assert!(!tie(&[1.0, 3.0], &shifted(limit + 0.01)));
        assert!(tie(&[1.0, 1.0], &[1.0, 1.0]) && !tie(&[1.0, 1.0], &[2.0, 2.0]));
    }
}

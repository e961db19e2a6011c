//! A circle inside a circle.

use std::f64::consts::TAU;

use crate::Dataset;
use crate::curves::two_curves;

/// The radius of the inner circle of [`circles`]; the outer one has radius 1.
pub const CIRCLES_INNER_RADIUS: f64 = 0.5;

/// Two circles around the origin: what a straight line cannot separate, but x₁² + x₂² can.
///
/// - Class 0: the outer circle, radius 1.
/// - Class 1: the inner circle, radius ½ ([`CIRCLES_INNER_RADIUS`]).
///
/// Samples stand at equal angles, beginning at angle 0: (*r* cos *t*, *r* sin *t*). Every
/// coordinate then gets an independent Gaussian error of mean 0 and standard deviation
/// `noise`, in the same unit; the circles are 0.5 apart, so at 0.1 hardly a sample strays. Class 0 has ⌊samples/2⌋
/// samples, class 1 the rest; their order is shuffled. The geometry is that of scikit-learn's
/// `make_circles` with `factor=0.5`.
///
/// ```
/// let data = datasets::circles(60, 0.0, 1);
/// for (x, class) in data.iter() {
///     let radius = x[0].hypot(x[1]);
///     assert!((radius - [1.0, 0.5][class]).abs() < 1e-12);
/// }
/// ```
///
/// # Panics
///
/// Where `samples` is below 2, or `noise` is negative, NaN or infinite.
#[track_caller]
pub fn circles(samples: usize, noise: f64, seed: u64) -> Dataset {
    two_curves(samples, noise, seed, |class, step, steps| {
        let t = TAU * step as f64 / steps as f64;
        let radius = [1.0, CIRCLES_INNER_RADIUS][class];
        [radius * libm::cos(t), radius * libm::sin(t)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_noise_the_samples_lie_on_the_circles() {
        for samples in [2, 7, 80] {
            for (x, class) in circles(samples, 0.0, 3).iter() {
                let radius = [1.0, 0.5][class];
                assert!((x[0].hypot(x[1]) - radius).abs() < 1e-14, "{x:?}");
            }
        }
    }

    #[test]
    fn angles_are_equal_steps() {
        let data = circles(24, 0.0, 3);
        for class in 0..2 {
            let mut degrees: Vec<_> = data
                .iter()
                .filter(|&(_, label)| label == class)
                .map(|(x, _)| x[1].atan2(x[0]).to_degrees().rem_euclid(360.0).round())
                .collect();
            degrees.sort_by(f64::total_cmp);
            let expected: Vec<_> = (0..12).map(|step| f64::from(step) * 30.0).collect();
            assert_eq!(degrees, expected);
        }
    }
}

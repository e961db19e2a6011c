//! Two half moons, each reaching into the other.

use std::f64::consts::PI;

use crate::Dataset;
use crate::curves::{share, two_curves};

/// Two interleaved half circles of radius 1: the classic test of a small network.
///
/// - Class 0, the upper moon: (cos *t*, sin *t*), around the origin.
/// - Class 1, the lower moon: (1 − cos *t*, ½ − sin *t*), around (1, ½).
///
/// with *t* in equal steps from 0 to π, both ends included. So without noise the first
/// feature lies in −1 to 2 and the second in −½ to 1. Every coordinate then gets an
/// independent Gaussian error of mean 0 and standard deviation `noise`, in the same unit;
/// the moons are 0.5 apart, so at 0.1 hardly a sample strays, and
/// at 0.3 they overlap. Class 0 has ⌊samples/2⌋ samples, class 1 the rest;
/// their order is shuffled. The geometry is that of scikit-learn's `make_moons`.
///
/// ```
/// let data = datasets::moons(100, 0.1, 1);
/// assert_eq!((data.len(), data.dimension(), data.classes()), (100, 2, 2));
/// ```
///
/// # Panics
///
/// Where `samples` is below 2, or `noise` is negative, NaN or infinite.
#[track_caller]
pub fn moons(samples: usize, noise: f64, seed: u64) -> Dataset {
    two_curves(samples, noise, seed, |class, step, steps| {
        let t = PI * share(step, steps);
        let (sin, cos) = (libm::sin(t), libm::cos(t));
        if class == 0 {
            [cos, sin]
        } else {
            [1.0 - cos, 0.5 - sin]
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_noise_the_samples_lie_on_the_arcs() {
        for samples in [2, 3, 50, 101] {
            for (x, class) in moons(samples, 0.0, 5).iter() {
                let centre = [[0.0, 0.0], [1.0, 0.5]][class];
                let (u, v) = (x[0] - centre[0], x[1] - centre[1]);
                assert!((u.hypot(v) - 1.0).abs() < 1e-14, "off the circle: {x:?}");
                let above = if class == 0 { v } else { -v };
                assert!(above > -1e-14, "on the wrong half: {x:?} of class {class}");
            }
        }
    }

    #[test]
    fn both_ends_of_both_moons_are_there() {
        let data = moons(10, 0.0, 0);
        for (end, class) in [
            ([1.0, 0.0], 0),
            ([-1.0, 0.0], 0),
            ([0.0, 0.5], 1),
            ([2.0, 0.5], 1),
        ] {
            let near = |x: &[f64]| (x[0] - end[0]).hypot(x[1] - end[1]) < 1e-14;
            assert!(
                data.iter().any(|(x, label)| label == class && near(x)),
                "no sample of class {class} at {end:?}"
            );
        }
    }
}

//! Two spirals wound into each other.

use std::f64::consts::{PI, TAU};

use crate::Dataset;
use crate::curves::{share, two_curves};

/// How often each arm of [`spirals`] winds around the origin.
pub const SPIRAL_TURNS: f64 = 1.5;

/// The radius at which each arm of [`spirals`] begins; it ends at radius 1.
///
/// Arms that began at the origin would share a point, and no model could tell its class.
pub const SPIRAL_START: f64 = 0.1;

/// Two arms of a spiral: the hardest of the sets in the plane.
///
/// Class *c* is the arm (*r* cos *t*, *r* sin *t*) whose radius *r* grows in equal steps from
/// 0.1 ([`SPIRAL_START`]) to 1, both ends included, while the angle *t* grows from *c*π to
/// *c*π + 3π: one and a half turns ([`SPIRAL_TURNS`]). Arm 1 is arm 0 turned by half a circle
/// around the origin. Along a ray from the origin the
/// two arms follow each other at distances of 0.3; nowhere are they closer than 0.2.
///
/// Every coordinate then gets an independent Gaussian error of mean 0 and standard deviation
/// `noise`, in the same unit; at 0.03 the arms stay apart. Class 0 has ⌊samples/2⌋ samples,
/// class 1 the rest; their order is shuffled. The set goes back to A. Wieland's task, in
/// K. Lang and M. Witbrock, "Learning to tell two spirals apart" (1988), with three turns.
///
/// ```
/// let data = datasets::spirals(200, 0.0, 1);
/// for (x, _) in data.iter() {
///     let radius = x[0].hypot(x[1]);
///     assert!((0.0999..=1.0001).contains(&radius));
/// }
/// ```
///
/// # Panics
///
/// Where `samples` is below 2, or `noise` is negative, NaN or infinite.
#[track_caller]
pub fn spirals(samples: usize, noise: f64, seed: u64) -> Dataset {
    two_curves(samples, noise, seed, |class, step, steps| {
        let along = share(step, steps);
        let radius = SPIRAL_START + (1.0 - SPIRAL_START) * along;
        let t = TAU * SPIRAL_TURNS * along + PI * class as f64;
        [radius * libm::cos(t), radius * libm::sin(t)]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_noise_radius_and_angle_grow_together() {
        for (x, class) in spirals(101, 0.0, 9).iter() {
            let radius = x[0].hypot(x[1]);
            let turns = 1.5 * (radius - 0.1) / 0.9 + 0.5 * class as f64;
            let expected = (turns * TAU).sin_cos();
            assert!((x[0] - radius * expected.1).abs() < 1e-13, "{x:?}");
            assert!((x[1] - radius * expected.0).abs() < 1e-13, "{x:?}");
        }
    }

    #[test]
    fn the_second_arm_is_the_first_turned_by_half_a_circle() {
        let data = spirals(60, 0.0, 9);
        let arm = |class| data.iter().filter(move |&(_, label)| label == class);
        for (x, _) in arm(0) {
            let turned = |y: &[f64]| (x[0] + y[0]).hypot(x[1] + y[1]) < 1e-14;
            assert_eq!(arm(1).filter(|(y, _)| turned(y)).count(), 1);
        }
    }

    #[test]
    fn the_arms_begin_and_end_where_they_should() {
        let radii = |data: &Dataset| {
            let mut radii: Vec<_> =
                data.iter().map(|(x, _)| x[0].hypot(x[1])).collect();
            radii.sort_by(f64::total_cmp);
            radii
        };
        let radii = radii(&spirals(40, 0.0, 2));
        assert!((radii[0] - 0.1).abs() < 1e-14 && (radii[39] - 1.0).abs() < 1e-14);
    }
}

//! A look at f from very near: how much it rounds, and which way it goes.

use crate::samples::{Samples, power_of_two};

/// 2⁻³⁰, about 1e-9: so small that the curvature of a smooth function does not show.
pub(crate) const TINY: f64 = 1.0 / (1 << 30) as f64;
/// How much wider the second look is than the first: no ratio of small numbers, because
/// values that are rounded to a grid would be off by the same in both; and twelve bits
/// long, so that x + h is exact.
const GOLDEN: f64 = 6627.0 / 4096.0;

// ANCHOR: near
/// What f looks like through a magnifying glass: five values so close together that a
/// smooth f is a straight line there. What is not straight is rounding noise, or a
/// kink.
pub(crate) struct Near {
    /// The size of x, at least 1 as a rule: all steps are fractions of it.
    pub(crate) scale: f64,
    /// The step of the look, as a rule 2⁻³⁰ of `scale`.
    pub(crate) step: f64,
    /// The slope between these points: imprecise, but not to be fooled from afar.
    pub(crate) slope: f64,
    /// Its error; infinite if f does not move, and this look says nothing.
    pub(crate) error: f64,
    /// Uncertainty of a value of f, measured.
    pub(crate) noise: f64,
    /// Uncertainty of a value of f if only its last digit is rounded.
    pub(crate) rounding: f64,
    /// The jump of the slope at x, if the bend seen here is a kink.
    pub(crate) jump: f64,
    /// f does not move on the left, on the right.
    flat: [bool; 2],
}

impl Near {
    /// `None` if f is not finite on both sides.
    pub(crate) fn look(f: &mut Samples) -> Option<Self> {
        let scale = power_of_two(f.x.abs().max(1.0));
        let near = Self::at(f, scale, TINY * scale);
        // Five equal values: f is flat here, or rounds so coarsely (in f32, say) that a
        // tiny step does not show. In that case it moves on both sides if the steps are
        // wider.
        if near.as_ref().is_some_and(|near| near.flat == [true; 2]) {
            let wide = Self::at(f, scale, 1024.0 * TINY * scale);
            return wide.filter(|wide| wide.flat == [false; 2]).or(near);
        }
        // Wild at this distance, as 1/x is at 1e-12: look from as near as x is to 0.
        let calm = near.as_ref().is_some_and(|near| !near.suspicious());
        if calm || f.x == 0.0 || f.x.abs() >= 1.0 {
            return near;
        }
        let scale = power_of_two(f.x.abs());
        let closer = Self::at(f, scale, TINY * scale);
        match (near, closer) {
            (Some(near), Some(closer)) => {
                let calmer =
                    closer.noise < near.noise / 16.0 && closer.flat != [true; 2];
                Some(if calmer { closer } else { near })
            }
            (near, closer) => near.or(closer),
        }
    }

    fn at(f: &mut Samples, scale: f64, step: f64) -> Option<Self> {
        if !f.affordable(4) {
            return None;
        }
        let (one, two) = (f.pair(step), f.pair(GOLDEN * step));
        if !(f.centre.is_finite() && one.is_finite() && two.is_finite()) {
            return None;
        }
        // The bend of a smooth f grows like h², its rise like h: what is left after
        // scaling one step to the other is rounding. The weights add up to a factor of
        // 5 and 3.
        let bend = two.bend(f.centre) - GOLDEN * GOLDEN * one.bend(f.centre);
        let rise = two.rise() - GOLDEN * one.rise();
        let largest = f.centre.abs().max(two.left.abs()).max(two.right.abs());
        let rounding = f64::EPSILON * largest.max(f64::MIN_POSITIVE);
        let noise = rounding.max(bend.abs() / 3.0).max(rise.abs() / 2.0);
        let still = |a: f64, b: f64| a == f.centre && b == f.centre;
        let flat = [still(one.left, two.left), still(one.right, two.right)];
        let error = (one.slope() - two.slope()).abs() + 2.0 * noise / step;
        Some(Self {
            scale,
            step,
            slope: two.slope(),
            error: if flat == [true; 2] {
                f64::INFINITY
            } else {
                error
            },
            noise,
            rounding,
            jump: two.bend(f.centre) / two.h,
            flat,
        })
    }

    /// More of a bend than rounding explains.
    pub(crate) fn suspicious(&self) -> bool {
        self.noise > 64.0 * self.rounding
    }

    /// A large step can be lucky: a wave that repeats in step with it, a kink on its
    /// way. The slope through the magnifying glass has a vote on every entry.
    pub(crate) fn agrees_with(&self, value: f64, error: f64) -> bool {
        (value - self.slope).abs() <= 4.0 * self.error + error
    }
}
// ANCHOR_END: near

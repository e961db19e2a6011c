//! The function under test, evaluated in pairs around x.

use crate::{
    estimate::{Estimate, Kink},
    near::Near,
};

/// The function under test, seen from x: counts its evaluations and keeps to the budget.
pub(crate) struct Samples<'f> {
    f: &'f mut dyn FnMut(f64) -> f64,
    pub(crate) x: f64,
    pub(crate) centre: f64,
    largest: f64,
    evaluations: usize,
    budget: usize,
}

impl<'f> Samples<'f> {
    pub(crate) fn new(f: &'f mut dyn FnMut(f64) -> f64, x: f64, budget: usize) -> Self {
        let centre = f(x);
        Self {
            f,
            x,
            centre,
            largest: centre.abs(),
            evaluations: 1,
            budget,
        }
    }

    pub(crate) fn affordable(&self, evaluations: usize) -> bool {
        self.evaluations + evaluations <= self.budget
    }

    fn at(&mut self, x: f64) -> f64 {
        self.evaluations += 1;
        let y = (self.f)(x);
        if y.is_finite() {
            self.largest = self.largest.max(y.abs());
        }
        y
    }

    pub(crate) fn pair(&mut self, h: f64) -> Pair {
        let (right, left) = (self.x + h, self.x - h);
        Pair {
            h,
            width: right - left,
            right: self.at(right),
            left: self.at(left),
        }
    }

    pub(crate) fn estimate(&self, value: f64, error: f64, near: &Near) -> Estimate {
        Estimate {
            value,
            error,
            evaluations: self.evaluations,
            kink: None,
            noise: near.noise,
            resolution: 1e-9 * self.largest.max(f64::MIN_POSITIVE) / near.scale,
        }
    }

    pub(crate) fn at_kink(&self, kink: Kink, near: &Near) -> Estimate {
        Estimate {
            value: f64::midpoint(kink.left, kink.right),
            error: (kink.right - kink.left).abs() / 2.0,
            evaluations: self.evaluations,
            kink: Some(kink),
            noise: near.rounding,
            resolution: 0.0,
        }
    }

    pub(crate) fn no_estimate(&self) -> Estimate {
        Estimate {
            // The first steps were not finite, or could not be afforded.
            value: if self.affordable(4) { f64::NAN } else { 0.0 },
            error: f64::INFINITY,
            evaluations: self.evaluations,
            kink: None,
            noise: f64::NAN,
            resolution: 0.0,
        }
    }
}

/// f at x+h and x−h.
pub(crate) struct Pair {
    pub(crate) h: f64,
    /// The distance between both points as they are after rounding: dividing by it instead of
    /// by 2h costs nothing and saves digits where x is large.
    width: f64,
    pub(crate) right: f64,
    pub(crate) left: f64,
}

impl Pair {
    pub(crate) fn is_finite(&self) -> bool {
        self.right.is_finite() && self.left.is_finite()
    }

    pub(crate) fn rise(&self) -> f64 {
        self.right - self.left
    }

    /// The central difference.
    pub(crate) fn slope(&self) -> f64 {
        self.rise() / self.width
    }

    /// The second difference.
    pub(crate) fn bend(&self, centre: f64) -> f64 {
        (self.right - centre) - (centre - self.left)
    }
}

/// The power of two next above `x`: adding it to a number loses no digit.
pub(crate) fn power_of_two(x: f64) -> f64 {
    2.0_f64.powi(x.log2().ceil() as i32)
}

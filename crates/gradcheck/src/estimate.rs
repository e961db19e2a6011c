//! A numerical derivative and how far it can be trusted.

/// A numerical derivative that knows its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The derivative; at a kink the mean of both slopes; NaN if the function is not finite
    /// at the point or on one side of it.
    pub value: f64,
    /// How far `value` is likely to be from the truth; infinite if nothing can be said.
    pub error: f64,
    /// How often the function was evaluated.
    pub evaluations: usize,
    /// Present if the slope from the left and the slope from the right differ.
    pub kink: Option<Kink>,
    /// The function's rounding noise: by how much its value is uncertain.
    pub noise: f64,
    /// A derivative below this is as good as zero: over a distance of 1 (or of |x|, if that
    /// is more) it changes values of this size in the tenth digit.
    pub resolution: f64,
}

/// The slopes on the two sides of a point where a function has no derivative.
///
/// An infinite slope stands for a jump or a vertical tangent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kink {
    /// The slope from the left.
    pub left: f64,
    /// The slope from the right.
    pub right: f64,
}

impl Kink {
    /// Whether `slope` lies between both slopes, up to their own precision: a subgradient
    /// where the kink bends upwards, as those of `relu` and `max` do.
    pub fn allows(&self, slope: f64) -> bool {
        let (low, high) = (self.left.min(self.right), self.left.max(self.right));
        // Between a finite slope and an infinite one there is no distance to take a share of.
        let slack = |end: f64| 1e-6 * (high - low).min(1.0 + end.abs());
        let above = low.is_infinite() || low - slack(low) <= slope;
        let below = high.is_infinite() || slope <= high + slack(high);
        above && below
    }
}

//! A learning rate that falls when nothing gets better.

use matrix::Real;

/// Multiplies the learning rate by `factor` whenever the loss has not reached a new low for
/// more than `patience` passes.
#[derive(Clone, Debug)]
pub struct ReduceOnPlateau {
    /// What the rate is multiplied by, between 0 and 1.
    pub factor: Real,
    /// How many passes without a new low are borne.
    pub patience: usize,
    best: Real,
    waited: usize,
}

impl ReduceOnPlateau {
    /// No pass seen yet.
    pub fn new(factor: Real, patience: usize) -> Self {
        Self {
            factor,
            patience,
            best: Real::INFINITY,
            waited: 0,
        }
    }

    /// The rate after a pass with this loss. A NaN is never a new low.
    pub fn observe(&mut self, loss: Real, learning_rate: Real) -> Real {
        if loss < self.best {
            (self.best, self.waited) = (loss, 0);
            return learning_rate;
        }
        self.waited += 1;
        if self.waited <= self.patience {
            return learning_rate;
        }
        self.waited = 0;
        learning_rate * self.factor
    }
}

//! When to stop.

use matrix::Real;

// ANCHOR: stopping
/// Stops once the validation loss has not reached a new low for more than `patience`
/// passes, and remembers which pass was the best.
#[derive(Clone, Debug)]
pub struct EarlyStopping {
    /// How many passes without a new low are borne.
    pub patience: usize,
    passes: usize,
    best: Option<(usize, Real)>,
}

impl EarlyStopping {
    /// No pass seen yet.
    pub fn new(patience: usize) -> Self {
        Self {
            patience,
            passes: 0,
            best: None,
        }
    }

    /// Takes a pass's validation loss and says whether to stop. A NaN is never a new low.
    pub fn observe(&mut self, loss: Real) -> bool {
        let pass = self.passes;
        self.passes += 1;
        // ANCHOR: exercise_4_13
        if !loss.is_nan() && self.best.is_none_or(|(_, best)| loss < best) {
            self.best = Some((pass, loss));
        }
        let since = self.best.map_or(self.passes, |(best, _)| pass - best);
        since > self.patience
        // ANCHOR_END: exercise_4_13
    }

    /// The pass with the lowest loss so far, counted from 0, and that loss.
    pub fn best(&self) -> Option<(usize, Real)> {
        self.best
    }
}
// ANCHOR_END: stopping

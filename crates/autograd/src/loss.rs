//! What a classifier gets wrong, as one number.

use crate::Var;
use crate::rules::{self, Local};
use crate::tape::Op;

// ANCHOR: logistic
/// The logistic loss from the logit: ln(1 + eᶻ) − y·z, and its slope in z.
///
/// It equals −ln p for label y = 1 and −ln(1 − p) for y = 0, where p = σ(z), but it
/// never forms p: at z = −1000 that would be 0, and its logarithm −∞.
#[inline]
pub fn logistic(z: f64, y: f64) -> Local<1> {
    // ANCHOR: exercise_1_11
    // ln(1 + eᶻ) = max(z, 0) + ln(1 + e^(−|z|)). The large terms cancel before the
    // small one is added, so a confident right answer keeps its tiny loss.
    let value = (z.max(0.0) - y * z) + (-z.abs()).exp().ln_1p();
    let (p, _) = rules::sigmoid(z);
    (value, [p - y])
    // ANCHOR_END: exercise_1_11
}

impl Var<'_> {
    /// The logistic loss of this logit for a sample with label `y`, 0 or 1.
    #[inline]
    #[must_use]
    pub fn logistic_loss(self, y: f64) -> Self {
        self.record(Op::LogisticLoss, logistic(self.value, y))
    }
}
// ANCHOR_END: logistic

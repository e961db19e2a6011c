//! From numbers to a verdict.

use crate::{
    Options,
    estimate::Estimate,
    report::{Entry, Judgement, Verdict},
};

// ANCHOR: judge
/// Judges one entry: does `yours` agree with the numerical derivative?
pub(crate) fn judge(yours: f64, numerical: &Estimate, options: &Options) -> Judgement {
    if !yours.is_finite() {
        return Judgement::YoursNotFinite;
    }
    if let Some(kink) = numerical.kink {
        let valid = kink.allows(yours);
        return if valid {
            Judgement::Kink
        } else {
            Judgement::Mismatch
        };
    }
    if numerical.value.is_nan() {
        return Judgement::NotFinite;
    }
    let size = numerical.value.abs();
    if (yours - numerical.value).abs()
        > 4.0 * numerical.error + options.rtol * size + options.atol
    {
        return Judgement::Mismatch;
    }
    // They agree; but an error bar as wide as a good part of the value agrees with
    // anything.
    if 4.0 * numerical.error <= (0.01 * size).max(options.atol) {
        Judgement::Pass
    } else if numerical.error <= numerical.resolution {
        Judgement::Tiny
    } else {
        Judgement::Unresolved
    }
}
// ANCHOR_END: judge

/// The verdict on all entries: the worst that happened to any of them.
pub(crate) fn verdict(entries: &[Entry]) -> Verdict {
    let any = |judgement| entries.iter().any(|entry| entry.judgement == judgement);
    // Below the resolution of floats: a zero gradient is as good as it gets, and a tiny
    // entry beside others that were resolved is nothing to worry about. Tiny ones alone
    // prove nothing.
    let tiny_proves_nothing = !any(Judgement::Pass)
        && entries
            .iter()
            .any(|entry| entry.judgement == Judgement::Tiny && entry.yours != 0.0);
    if any(Judgement::YoursNotFinite) {
        Verdict::NonFinite
    } else if any(Judgement::Mismatch) {
        Verdict::Mismatch
    } else if any(Judgement::NotFinite) {
        Verdict::NonFinite
    } else if any(Judgement::Unresolved) || tiny_proves_nothing {
        Verdict::Unresolved
    } else if any(Judgement::Kink) {
        Verdict::Kink
    } else {
        Verdict::Pass
    }
}

impl Entry {
    /// Whether this entry would have been rejected, had it been wrong by `relative`.
    pub(crate) fn notices(&self, relative: f64, options: &Options) -> bool {
        let wrong = if self.yours == 0.0 {
            relative
        } else {
            self.yours * (1.0 + relative)
        };
        judge(wrong, &self.numerical, options) == Judgement::Mismatch
    }
}

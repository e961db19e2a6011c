//! What a check found.

use crate::{estimate::Estimate, print};

/// The outcome of a check. Only [`Verdict::Pass`] is a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry agrees with the numerical derivative.
    Pass,
    /// At least one entry differs from the numerical derivative by more than its error allows.
    Mismatch,
    /// At least one entry was asked for at a kink; yours is a valid subgradient there.
    Kink,
    /// Some numerical derivative is too uncertain to judge by.
    Unresolved,
    /// The function or the gradient is infinite or NaN.
    NonFinite,
    /// The gradient has not the shape of the arguments, or a cotangent not that of the outputs.
    ShapeMismatch,
    /// Two calls with the same arguments gave two answers.
    Nondeterministic,
}

/// How one entry was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    Pass,
    /// Zero as far as 64-bit floats can tell, and yours too.
    Tiny,
    Mismatch,
    Kink,
    Unresolved,
    /// Yours is not finite.
    YoursNotFinite,
    /// f is not finite on both sides of the point.
    NotFinite,
}

/// One checked entry of a gradient.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name: `x`, `w[2]` or `W[1, 2]`, counting from 0.
    pub name: String,
    /// The argument's value there, if the entry belongs to one.
    pub x: Option<f64>,
    /// The analytic derivative that was checked.
    pub yours: f64,
    /// The numerical derivative.
    pub numerical: Estimate,
    pub(crate) judgement: Judgement,
    /// Which argument, and which place in it.
    pub(crate) place: (usize, usize),
}

impl Entry {
    /// How many error bars lie between yours and the numerical derivative.
    pub fn error_bars(&self) -> f64 {
        let apart = (self.yours - self.numerical.value).abs();
        if apart == 0.0 {
            0.0
        } else {
            apart / self.numerical.error
        }
    }

    /// Distance between yours and the numerical derivative, infinite where there is none:
    /// sorts the rows.
    pub(crate) fn badness(&self) -> f64 {
        let apart = (self.yours - self.numerical.value).abs();
        if apart.is_nan() { f64::INFINITY } else { apart }
    }
}

/// What a check found; its `Display` is the text that a failing test prints.
#[derive(Clone, Debug)]
#[must_use = "a report says nothing until it is asked: `assert_pass()`, `passed()` or `into_result()`"]
pub struct Report {
    pub(crate) title: Option<String>,
    /// What was differentiated: "gradient", "derivative", "Jacobian-vector product".
    pub(crate) noun: &'static str,
    pub(crate) verdict: Verdict,
    /// What is wrong, where no table can show it.
    pub(crate) problem: Option<String>,
    pub(crate) entries: Vec<Entry>,
    /// Entries there are; more than were checked if there was a subsample.
    pub(crate) total: usize,
    /// Names of the arguments.
    pub(crate) arguments: Vec<String>,
    pub(crate) evaluations: usize,
    pub(crate) found: Option<String>,
    pub(crate) hint: Option<String>,
    pub(crate) paste: Vec<String>,
}

impl Report {
    /// The outcome.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether the outcome is [`Verdict::Pass`].
    pub fn passed(&self) -> bool {
        self.verdict == Verdict::Pass
    }

    /// The checked entries, in the order of the arguments.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How often the function was evaluated.
    pub fn evaluations(&self) -> usize {
        self.evaluations
    }

    /// What the error looks like, if it is one of the usual ones.
    pub fn looks_like(&self) -> Option<&str> {
        self.found.as_deref()
    }

    /// The same report under a title: what was checked.
    pub fn titled(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    /// The same report with a hint of your own, printed below the one found by the check.
    pub fn with_hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Does nothing if the check passed.
    ///
    /// # Panics
    /// With the report's text if it did not.
    #[track_caller]
    pub fn assert_pass(&self) {
        assert!(self.passed(), "\n{self}");
    }

    /// `Ok` if the check passed, else the report's text.
    ///
    /// # Errors
    /// If the verdict is anything but [`Verdict::Pass`].
    pub fn into_result(self) -> Result<(), String> {
        if self.passed() {
            Ok(())
        } else {
            Err(self.to_string())
        }
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&print::report(self))
    }
}

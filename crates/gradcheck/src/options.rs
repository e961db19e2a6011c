//! What a check may be told.

/// How a check is done. Change what you need by struct update:
/// `Options { subsample: Some(50), ..Options::default() }`.
///
/// A gradient `g` agrees with the numerical derivative `d` if
/// `|g − d| ≤ 4·error + rtol·|d| + atol`, where `error` is the estimate that came with `d`.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Relative tolerance, 1e-9.
    pub rtol: f64,
    /// Absolute tolerance, 0: raise it only if a gradient is known to be that imprecise.
    pub atol: f64,
    /// How far two calls with the same arguments may differ, 0.
    pub nondet_tol: f64,
    /// Evaluations of the function per derivative, at most (200). Most take 10 to 20.
    pub max_evals: usize,
    /// Check only so many entries, drawn at random from all arguments; `None` checks all.
    pub subsample: Option<usize>,
    /// Seed of the random cotangent, the random direction and the random sample of entries.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rtol: 1e-9,
            atol: 0.0,
            nondet_tol: 0.0,
            max_evals: 200,
            subsample: None,
            seed: 0,
        }
    }
}

//! The handle to a row, and the functions of one number.

use std::fmt;

use crate::Tape;
use crate::rules::{self, Local};
use crate::tape::Op;

/// A number on a tape: its value, and the row where it stands.
///
/// A `Var` is small and `Copy`: use it as often as you like. Each use adds an edge to
/// its row.
#[derive(Clone, Copy)]
pub struct Var<'t> {
    pub(crate) tape: &'t Tape,
    pub(crate) value: f64,
    pub(crate) index: u32,
}

impl Var<'_> {
    /// The number itself.
    #[inline]
    pub fn value(self) -> f64 {
        self.value
    }

    /// Its row on the tape, counted from 0.
    pub fn row(self) -> usize {
        self.index as usize
    }

    /// Records a function of this number alone.
    #[inline]
    pub(crate) fn record(self, op: Op, (value, [slope]): Local<1>) -> Self {
        self.tape.record(op, value, [(self, slope)])
    }
}

impl Var<'_> {
    /// xⁿ for a whole number n.
    #[inline]
    #[must_use]
    pub fn powi(self, n: i32) -> Self {
        self.record(Op::Pow, rules::power(self.value, n))
    }

    /// xᵖ for a real number p; NaN where x < 0 and p is not whole.
    #[inline]
    #[must_use]
    pub fn powf(self, p: f64) -> Self {
        self.record(Op::Pow, rules::power_real(self.value, p))
    }

    /// eˣ.
    #[inline]
    #[must_use]
    pub fn exp(self) -> Self {
        self.record(Op::Exp, rules::exponential(self.value))
    }

    /// The natural logarithm; NaN where x < 0.
    #[inline]
    #[must_use]
    pub fn ln(self) -> Self {
        self.record(Op::Ln, rules::logarithm(self.value))
    }

    /// tanh x.
    #[inline]
    #[must_use]
    pub fn tanh(self) -> Self {
        self.record(Op::Tanh, rules::tanh(self.value))
    }

    /// σ(x) = 1 / (1 + e⁻ˣ).
    #[inline]
    #[must_use]
    pub fn sigmoid(self) -> Self {
        self.record(Op::Sigmoid, rules::sigmoid(self.value))
    }

    /// max(x, 0), with slope 0 at the kink.
    #[inline]
    #[must_use]
    pub fn relu(self) -> Self {
        self.record(Op::Relu, rules::relu(self.value))
    }
}

impl Var<'_> {
    /// The larger of two numbers; at a tie, the first.
    #[inline]
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        let (value, [a, b]) = rules::maximum(self.value, other.value);
        self.tape.record(Op::Max, value, [(self, a), (other, b)])
    }
}

impl Tape {
    /// x₁ + x₂ + … + xₙ in one row, where a chain of `+` would take n − 1. No terms
    /// give 0.
    pub fn sum<'t>(&'t self, terms: &[Var<'t>]) -> Var<'t> {
        let value = terms.iter().fold(0.0, |sum, term| sum + term.value);
        self.record(Op::Sum, value, terms.iter().map(|&term| (term, 1.0)))
    }

    /// The mean of n ≥ 1 terms.
    ///
    /// # Panics
    ///
    /// If there are no terms.
    pub fn mean<'t>(&'t self, terms: &[Var<'t>]) -> Var<'t> {
        assert!(!terms.is_empty(), "the mean of no terms is not a number");
        self.sum(terms) * (1.0 / terms.len() as f64)
    }
}

impl fmt::Debug for Var<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Var(row {} = {})", self.index, self.value)
    }
}

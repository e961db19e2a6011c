//! What can be said of each activation without training anything.

use std::ops::Bound::{self, Excluded, Included};

use crate::Activation::{
    self, Elu, Gelu, GeluSigmoid, GeluTanh, Identity, LeakyRelu, Relu, Sigmoid, Silu,
    Softplus, Swish, Tanh,
};
use crate::functions::GELU_BETA;
use crate::normal_mean;

/// An activation's facts, for tables and figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// f(x), as it is written.
    pub formula: &'static str,
    /// f′(x), as it is written.
    pub slope: &'static str,
    /// The values it takes. The ends are [`Included`] where a finite x reaches them.
    pub range: (Bound<f64>, Bound<f64>),
    /// Where it goes for x → −∞ and for x → ∞.
    pub limits: (f64, f64),
    /// The mean of f(z) for z drawn from N(0, 1).
    pub mean: f64,
    /// The variance of f(z) for z drawn from N(0, 1).
    pub variance: f64,
    /// Where the slope jumps.
    pub kinks: &'static [f64],
    /// Who proposed it, and when.
    pub source: &'static str,
}

impl Activation {
    /// The facts, for α > 0 and β > 0. Mean, variance and lowest value are computed, not
    /// looked up, so they are right for every parameter.
    pub fn facts(self) -> Facts {
        let (formula, slope) = self.formulas();
        let (range, limits) = self.range_and_limits();
        let mean = normal_mean(|z| self.value(z));
        Facts {
            formula,
            slope,
            range,
            limits,
            mean,
            variance: normal_mean(|z| (self.value(z) - mean).powi(2)),
            kinks: self.kinks(),
            source: self.source(),
        }
    }
}

impl Activation {
    fn range_and_limits(self) -> ((Bound<f64>, Bound<f64>), (f64, f64)) {
        let infinity = f64::INFINITY;
        let open = |low, high| ((Excluded(low), Excluded(high)), (low, high));
        match self {
            Identity | LeakyRelu(_) => open(-infinity, infinity),
            Sigmoid => open(0.0, 1.0),
            Tanh => open(-1.0, 1.0),
            Elu(alpha) => open(-alpha, infinity),
            Softplus => open(0.0, infinity),
            Relu | Gelu | GeluTanh | GeluSigmoid | Silu | Swish(_) => {
                let lowest = self.value(self.lowest_at());
                ((Included(lowest), Excluded(infinity)), (0.0, infinity))
            }
        }
    }

    /// Where a curve that falls, then rises, is lowest.
    fn lowest_at(self) -> f64 {
        let beta = match self {
            Relu => return 0.0,
            GeluSigmoid => GELU_BETA,
            Swish(beta) => beta,
            _ => 1.0,
        };
        // The slope is negative on the left end and positive on the right: halve what is
        // between, again and again.
        let (mut left, mut right) = (-2.0 / beta, 0.0);
        for _ in 0..60 {
            let middle = f64::midpoint(left, right);
            if self.slope(middle) < 0.0 {
                left = middle;
            } else {
                right = middle;
            }
        }
        right
    }

    fn kinks(self) -> &'static [f64] {
        match self {
            Relu => &[0.0],
            LeakyRelu(alpha) | Elu(alpha) if alpha != 1.0 => &[0.0],
            _ => &[],
        }
    }
}

impl Activation {
    fn formulas(self) -> (&'static str, &'static str) {
        match self {
            Identity => ("x", "1"),
            Sigmoid => ("1/(1 + e⁻ˣ)", "σ(x)·σ(−x)"),
            Tanh => ("(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)", "1 − tanh² x"),
            Relu => ("max(x, 0)", "1 for x > 0, else 0"),
            LeakyRelu(_) => ("x for x > 0, else αx", "1 for x > 0, else α"),
            Elu(_) => ("x for x > 0, else α(eˣ − 1)", "1 for x > 0, else αeˣ"),
            Softplus => ("ln(1 + eˣ)", "σ(x)"),
            Gelu => ("x·Φ(x)", "Φ(x) + x·φ(x)"),
            GeluTanh => (
                "½x·(1 + tanh u), u = √(2/π)·(x + 0.044715x³)",
                "σ(2u)·(1 + 2x·u′·σ(−2u))",
            ),
            GeluSigmoid => ("x·σ(1.702x)", "σ(z)·(1 + z·σ(−z)), z = 1.702x"),
            Silu => ("x·σ(x)", "σ(x)·(1 + x·σ(−x))"),
            Swish(_) => ("x·σ(βx)", "σ(z)·(1 + z·σ(−z)), z = βx"),
        }
    }

    fn source(self) -> &'static str {
        match self {
            Identity => "Widrow & Hoff 1960",
            Sigmoid => "Rumelhart, Hinton & Williams 1986",
            Tanh => "LeCun, Bottou, Orr & Müller 1998",
            Relu => "Nair & Hinton 2010",
            LeakyRelu(_) => "Maas, Hannun & Ng 2013",
            Elu(_) => "Clevert, Unterthiner & Hochreiter 2015",
            Softplus => "Dugas et al. 2001",
            Gelu | GeluTanh | GeluSigmoid | Silu => "Hendrycks & Gimpel 2016",
            Swish(_) => "Ramachandran, Zoph & Le 2017",
        }
    }
}

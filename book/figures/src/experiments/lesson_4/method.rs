//! The optimizers that are compared, by name.

use backprop::{Optimizer, Sgd};
use optimizers::{AdamW, Momentum, WithL2};

use crate::walks::Kind;

/// An optimizer without its learning rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Method {
    /// One of the seven that race, with their usual settings.
    Usual(Kind),
    /// Momentum with this ρ.
    Momentum(f64),
    /// Plain descent with L2 of this strength.
    SgdL2(f64),
    /// `AdamW` with this decay.
    AdamW(f64),
}

/// The usual settings, for the notes of tables.
pub(crate) const SETTINGS_NOTE: &str = "settings: momentum and Nesterov ρ = 0.9; RMSProp β = 0.99; Adadelta ρ = 0.9, ε = 10⁻⁶; Adam β₁ = 0.9, β₂ = 0.999";

impl Method {
    /// Its name, as the key of a row or a column.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Method::Usual(kind) => kind.name(),
            Method::Momentum(_) => Kind::Momentum.name(),
            Method::SgdL2(_) => "SGD-L2",
            Method::AdamW(_) => "AdamW",
        }
    }

    /// With its learning rate, and nothing remembered yet.
    pub(crate) fn at_rate(self, rate: f64) -> Any {
        Any(match self {
            Method::Usual(kind) => kind.at_rate(rate),
            Method::Momentum(rho) => Box::new(Momentum::new(rate, rho)),
            Method::SgdL2(decay) => {
                let sgd = Sgd {
                    learning_rate: rate,
                };
                Box::new(WithL2::new(sgd, decay))
            }
            Method::AdamW(decay) => Box::new(AdamW::new(rate, decay)),
        })
    }
}

/// Any optimizer, where one is to be given by value.
pub(crate) struct Any(Box<dyn Optimizer>);

impl Optimizer for Any {
    fn update(&mut self, index: usize, values: &mut [f64], slopes: &[f64]) {
        self.0.update(index, values, slopes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first step from 1 with slope 2: each method's by hand.
    #[test]
    fn the_first_steps_are_those_of_the_formulas() {
        let first = |method: Method| {
            let mut w = [1.0];
            method.at_rate(0.1).update(0, &mut w, &[2.0]);
            w[0]
        };
        // s = 4(1 − β): √s is 0.2 for RMSProp, √0.4 for Adadelta, whose u is 0.
        let adadelta = 1.0 - 0.1 * 2.0 * (1e-6_f64 / (0.4 + 1e-6)).sqrt();
        let usual = Method::Usual;
        for (method, w) in [
            (usual(Kind::Sgd), 0.8),
            (usual(Kind::Momentum), 0.8),
            (usual(Kind::Nesterov), 1.0 - 0.1 * (2.0 + 0.9 * 2.0)),
            (usual(Kind::Adagrad), 0.9),
            (usual(Kind::RmsProp), 0.0),
            (usual(Kind::Adadelta), adadelta),
            (usual(Kind::Adam), 0.9),
            (Method::Momentum(0.5), 0.8),
            (Method::SgdL2(0.5), 0.75),
            (Method::AdamW(0.5), 0.95 - 0.1),
        ] {
            assert!((first(method) - w).abs() < 1e-6, "{method:?}");
        }
    }
}

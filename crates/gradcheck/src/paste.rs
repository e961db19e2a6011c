//! A test to paste: what was differentiated, and where it went wrong, as Rust.

use crate::{check::Case, numbers::count, report::Entry};

/// What is being checked, and so what its parts are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Derivative,
    Gradient,
    Vjp,
    Jvp,
    Directional,
}

impl Subject {
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Derivative => "derivative",
            Self::Gradient | Self::Vjp => "gradient",
            Self::Jvp => "Jacobian-vector product",
            Self::Directional => "directional derivative",
        }
    }

    /// Lines of a test that fails now and passes once the worst entry is right.
    pub(crate) fn paste(self, case: &Case, entries: &[Entry]) -> Vec<String> {
        let worst = crate::print::worst_first(entries);
        let Some(worst) = worst.first().filter(|e| e.numerical.kink.is_none()) else {
            return Vec::new();
        };
        let (a, i) = worst.place;
        // The digits that the numerical derivative is sure of, and a tolerance to match.
        let (value, error) = (worst.numerical.value, worst.numerical.error);
        let sure = (4.0 * error).max(1e-9 * value.abs()).max(1e-300);
        let place = sure.log10().ceil() as i32;
        let decimals = count(-place).max(1);
        let literal = if decimals <= 12 && value.abs() < 1e6 {
            format!("{value:.decimals$}")
        } else {
            format!("{value:.9e}")
        };
        let operator = if value < 0.0 { '+' } else { '-' };
        let literal = literal.trim_start_matches('-');
        let close = |call: &str| {
            format!("assert!(({call} {operator} {literal}).abs() < 1e{place});")
        };
        match self {
            Self::Derivative => {
                vec![
                    format!("let x = {:?};", case.values[0][0]),
                    close("derivative(x)"),
                ]
            }
            Self::Gradient => vec![
                format!("let x = {:?};", case.values[0]),
                close(&format!("gradient(&x)[{i}]")),
            ],
            Self::Vjp => {
                let values: Vec<String> = case
                    .values
                    .iter()
                    .map(|values| format!("vec!{values:?}"))
                    .collect();
                vec![
                    format!("let arguments = [{}];", values.join(", ")),
                    format!("let cotangent = {:?};", case.cotangent),
                    close(&format!("vjp(&arguments, &cotangent)[{a}][{i}]")),
                ]
            }
            Self::Jvp | Self::Directional => Vec::new(),
        }
    }
}

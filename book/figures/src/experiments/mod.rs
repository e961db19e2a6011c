//! What takes longer than drawing: runs whose numbers are kept in book/results.

use std::path::Path;
use std::sync::LazyLock;

use indicatif::{ProgressBar, ProgressStyle};

use crate::FigureError;

pub mod activation_share;
pub(crate) mod bends;
pub mod chain_rule;
pub mod clock;
pub mod convergence;
pub mod dead_units;
pub mod depth;
pub mod digits;
pub mod equal_starts;
pub mod features;
pub mod gates;
pub mod jacobian_order;
mod judged;
pub mod layer_cost;
pub mod lesson_4;
pub mod lesson_5;
pub mod mlp_digits;
pub mod nudge_or_sweep;
pub(crate) mod spread;
pub(crate) mod student;
pub mod tape_or_layers;
pub mod two_logistic;
pub(crate) mod walk;
pub mod which_activation;
pub mod xor_seeds;

/// A run that writes one or more tables.
#[derive(Clone, Copy, Debug)]
pub struct Experiment {
    /// The name on the command line, and of its first table.
    pub name: &'static str,
    /// What it finds out.
    pub about: &'static str,
    /// Runs it and writes its tables into the folder.
    pub run: fn(&Path) -> Result<(), FigureError>,
}

/// All experiments. None takes longer than two minutes on two cores.
pub fn all() -> &'static [Experiment] {
    const FIRST: &[Experiment] = &[
        Experiment {
            name: "gates",
            about: "AND, OR and XOR: loss and accuracy of a neuron, with a product, with a hidden layer",
            run: gates::run,
        },
        Experiment {
            name: "xor-seeds",
            about: "XOR from 100 starts: how many learn it, by the number of hidden neurons",
            run: xor_seeds::run,
        },
        Experiment {
            name: "features",
            about: "circles and spirals: plain inputs, features made by hand, features learned",
            run: features::run,
        },
        Experiment {
            name: "two-logistic",
            about: "two logistic regressions one after another against a network of two layers",
            run: two_logistic::run,
        },
        Experiment {
            name: "chain-rule",
            about: "the reverse sweep against forward mode and against nudging",
            run: chain_rule::run,
        },
        Experiment {
            name: "nudge-or-sweep",
            about: "the time of a gradient by nudging, by forward mode and by one sweep",
            run: nudge_or_sweep::run,
        },
        Experiment {
            name: "digits",
            about: "handwritten digits: ten neurons and a small network, beside scikit-learn",
            run: digits::run,
        },
        Experiment {
            name: "jacobian-order",
            about: "all slopes of one result: nudging, forward mode, reverse mode, two orders of multiplying",
            run: jacobian_order::run,
        },
        Experiment {
            name: "tape-or-layers",
            about: "the same networks on the tape and in layers of matrices: the same numbers, two prices",
            run: tape_or_layers::run,
        },
        Experiment {
            name: "equal-starts",
            about: "handwritten digits from four starts: neurons that start equal stay equal",
            run: equal_starts::run,
        },
        Experiment {
            name: "mlp-digits",
            about: "handwritten digits by layers of matrices, beside PyTorch and scikit-learn",
            run: mlp_digits::run,
        },
        Experiment {
            name: "layer-cost",
            about: "the time of a dense layer by the size of the batch, predicted and measured",
            run: layer_cost::run,
        },
        Experiment {
            name: "depth",
            about: "ten layers: the size of the signal forward and of the slopes back",
            run: depth::run,
        },
        Experiment {
            name: "dead-units",
            about: "handwritten digits: units that died, against the learning rate",
            run: dead_units::run,
        },
        Experiment {
            name: "activation-share",
            about: "what share of a training step an activation is",
            run: activation_share::run,
        },
        Experiment {
            name: "convergence",
            about: "handwritten digits: passes until they are learned, by sigmoid, tanh and relu",
            run: convergence::run,
        },
        Experiment {
            name: "which-activation",
            about: "handwritten digits: eight activations, each at its own best learning rate",
            run: which_activation::run,
        },
    ];
    static ALL: LazyLock<Vec<Experiment>> = LazyLock::new(|| {
        [FIRST, lesson_4::EXPERIMENTS, lesson_5::EXPERIMENTS].concat()
    });
    &ALL
}

/// The experiment of that name.
pub fn find(name: &str) -> Option<&'static Experiment> {
    all().iter().find(|experiment| experiment.name == name)
}

/// A bar for a run of that many parts.
pub(crate) fn bar(parts: usize, what: &'static str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>18} {wide_bar} {pos}/{len} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(parts as u64)
        .with_style(style)
        .with_message(what)
}

/// Mean and standard deviation (n − 1) of at least one number.
pub(crate) fn mean_and_deviation(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|x| (x - mean).powi(2)).sum();
    (
        mean,
        if numbers.len() > 1 {
            (squares / (count - 1.0)).sqrt()
        } else {
            0.0
        },
    )
}

/// A number with so many digits that count; in powers of ten where zeros would crowd it.
pub(crate) fn significant(x: f64, digits: i32) -> String {
    if x == 0.0 || !x.is_finite() {
        return x.to_string();
    }
    let power = x.abs().log10().floor() as i32;
    if !(-4..6).contains(&power) {
        let after = usize::try_from(digits - 1).unwrap_or(0);
        return format!("{x:.after$e}");
    }
    let after = usize::try_from(digits - 1 - power).unwrap_or(0);
    format!("{x:.after$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_count() {
        let words = [0.000_123_4, 0.000_012_3, 1.0, 12.345, 98_765.0, 1.2e7, 0.0]
            .map(|x| significant(x, 3));
        let wanted = [
            "0.000123", "1.23e-5", "1.00", "12.3", "98765", "1.20e7", "0",
        ];
        assert_eq!(words, wanted);
    }

    #[test]
    fn mean_and_deviation_of_a_known_sample() {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32.
        let (mean, deviation) =
            mean_and_deviation(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!(mean, 5.0);
        assert!((deviation - (32.0_f64 / 7.0).sqrt()).abs() < 1e-15);
        assert_eq!(mean_and_deviation(&[3.0]), (3.0, 0.0));
    }

    #[test]
    fn experiments_have_simple_names() {
        for experiment in all() {
            let simple =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(experiment.name.chars().all(simple), "{}", experiment.name);
        }
    }
}

//! Eight curves.

use backprop::training::evaluate;
use backprop::{Init, Layer, Sequential, Sgd};
use datasets::{Dataset, Split};

use super::{BATCH, GOOD, Habits, SEED, Settings, entry, steps};
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::lesson_4::chosen::chosen;
use crate::experiments::mlp_digits::{SIZES, network};
use crate::experiments::walk::{Walk, walk};
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// One thing that can be wrong, or only look so.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The key of its row and its column.
    pub key: &'static str,
    /// What causes it.
    pub cause: &'static str,
    rate: f64,
}

/// All that are shown. The sixth is seen pass by pass, the others step by step.
pub const SHAPES: [Shape; 8] = [
    shape("too-small", "rate too small", 0.003),
    shape("too-large", "rate too large", 1.3),
    shape("explodes", "rate far too large", 20.0),
    shape("zeros", "first weights all zero", 0.2),
    shape("uncleared", "gradient never cleared", 0.2),
    shape("in-order", "sorted by class, not shuffled", 0.2),
    shape("overfits", "200 samples learned by heart", 0.5),
    shape("noisy", "nothing wrong: single batches", 0.2),
];

const fn shape(key: &'static str, cause: &'static str, rate: f64) -> Shape {
    Shape { key, cause, rate }
}

/// The samples sorted by class.
fn sorted(data: &Dataset) -> Result<Dataset, FigureError> {
    let mut places: Vec<usize> = (0..data.len()).collect();
    places.sort_by_key(|&i| data.label(i));
    chosen(data, &places)
}

/// The loss of each step's batch.
fn losses(shape: Shape, halves: &Split, count: usize) -> Result<Vec<f64>, FigureError> {
    let sorted = sorted(&halves.train)?;
    let in_order = shape.key == "in-order";
    let habits = Habits {
        clears: shape.key != "uncleared",
        shuffles: !in_order,
        ..GOOD
    };
    let mut network = if shape.key == "zeros" {
        Sequential::mlp(&SIZES, Init::Zeros, SEED)
    } else {
        network(SEED)
    };
    let sgd = Sgd {
        learning_rate: shape.rate,
    };
    let data = if in_order { &sorted } else { &halves.train };
    let mut losses = Vec::new();
    steps(&mut network, sgd, data, habits, count, |_, step| {
        losses.push(step.loss);
    });
    Ok(losses)
}

/// Losses on the first 200 training samples and on unseen ones, pass by pass.
fn overfitting(
    shape: Shape,
    halves: &Split,
    passes: usize,
) -> Result<[Vec<f64>; 2], FigureError> {
    let few = chosen(&halves.train, &(0..200).collect::<Vec<_>>())?;
    let mut network = network(SEED);
    let sgd = Sgd {
        learning_rate: shape.rate,
    };
    let plan = Walk {
        batch: BATCH,
        seed: SEED,
        passes,
    };
    let mut both = [Vec::new(), Vec::new()];
    walk(
        &mut network,
        sgd,
        &few,
        plan,
        |network: &mut dyn Layer, _| {
            for (losses, data) in both.iter_mut().zip([&few, &halves.test]) {
                losses.push(evaluate(network, data).loss);
            }
            true
        },
    );
    Ok(both)
}

/// A mean that keeps 9 tenths of itself, corrected for its empty start.
fn smoothed(losses: &[f64]) -> Vec<f64> {
    const KEEP: f64 = 0.9;
    let (mut mean, mut missing) = (0.0, 1.0);
    let smooth = losses.iter().map(|loss| {
        mean = KEEP * mean + (1.0 - KEEP) * loss;
        missing *= KEEP;
        mean / (1.0 - missing)
    });
    smooth.collect()
}

/// A row for each shape, and the curves.
pub(super) fn tables(settings: Settings) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let bar = bar(SHAPES.len(), "trouble");
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    let mut summary = Table::new(
        "trouble",
        &[
            "shape",
            "cause",
            "rate",
            "first",
            "largest",
            "last_tenth",
            "last",
        ],
    );
    for shape in SHAPES {
        let own = if shape.key == "overfits" {
            let [train, unseen] = overfitting(shape, &halves, settings.passes)?;
            columns.push(("overfits_unseen".to_owned(), unseen));
            train
        } else {
            losses(shape, &halves, settings.steps)?
        };
        if shape.key == "noisy" {
            columns.push(("noisy_smoothed".to_owned(), smoothed(&own)));
        }
        let tail = &own[own.len() - (own.len() / 10).max(1)..];
        let largest = own.iter().copied().fold(0.0, f64::max);
        summary.push([
            shape.key.to_owned(),
            shape.cause.to_owned(),
            shape.rate.to_string(),
            entry(own[0]),
            entry(largest),
            entry(mean_and_deviation(tail).0),
            entry(own[own.len() - 1]),
        ]);
        columns.push((shape.key.to_owned(), own));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let names: Vec<&str> = ["step"]
        .into_iter()
        .chain(columns.iter().map(|(name, _)| name.as_str()))
        .collect();
    let mut curves = Table::new("trouble-curves", &names);
    for step in 0..settings.steps {
        // A run that is shorter than the others leaves its column empty at the end.
        let entries = columns.iter().map(|(_, losses)| {
            losses.get(step).map_or(String::new(), |&loss| entry(loss))
        });
        curves.push([(step + 1).to_string()].into_iter().chain(entries));
    }
    for table in [&mut summary, &mut curves] {
        table.note(format!(
            "seed: {SEED}; digits, split 0.2, seed 7; {}-{}-{}, relu, He, plain descent, {BATCH} samples per step, {} steps; the loss of each batch before its step",
            SIZES[0], SIZES[1], SIZES[2], settings.steps
        ));
        table.note(format!(
            "overfits: {} passes over the first 200 training samples, the loss on these after each pass, and on the unseen samples; noisy_smoothed: a running mean that keeps 0.9 of itself, corrected for its empty start; inf: no number any more",
            settings.passes
        ));
    }
    summary.note("first, largest, last: of the single losses; last_tenth: the mean over the last tenth of the steps");
    Ok([summary, curves])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_has_its_shape() {
        let small = Settings {
            steps: 90,
            clipped_steps: 0,
            passes: 90,
        };
        let [summary, curves] = tables(small).expect("the digits are there");
        let of =
            |key: &str, column: &str| summary.number(key, column).expect("a number");
        let guess = 10.0_f64.ln();
        // All weights zero: the loss is that of guessing, and only the biases learn.
        assert!((of("zeros", "first") - guess).abs() < 0.01);
        assert!((of("zeros", "last_tenth") - guess).abs() < 0.1);
        assert!(of("explodes", "largest") > 10.0 * of("explodes", "first"));
        assert!(of("noisy", "last_tenth") < 0.6, "{summary:?}");
        assert!(of("too-small", "last_tenth") > 3.0 * of("noisy", "last_tenth"));
        assert!(of("in-order", "largest") > 2.0 * of("noisy", "largest"));
        assert!(of("overfits", "last") < 0.05);
        assert_eq!(curves.rows.len(), 90);
    }

    #[test]
    fn a_smoothed_constant_is_that_constant() {
        assert!(smoothed(&[2.0; 30]).iter().all(|x| (x - 2.0).abs() < 1e-12));
    }
}

//! A few samples in another unit, and a gradient that is not allowed to be longer than 1.

use backprop::Sgd;
use backprop::training::evaluate;
use datasets::Dataset;

use super::ratios::median;
use super::{BATCH, GOOD, Habits, SEED, Settings, entry, steps};
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::mlp_digits::{LEARNING_RATE, SIZES, network};
use crate::results::Table;

/// Of the training samples these few have pixels a thousand times too large.
const WRONG: [usize; 3] = [100, 500, 900];
const TIMES: f64 = 1e3;
/// The longest gradient that is let through.
const LONGEST: f64 = 1.0;

/// The samples, some of them in another unit.
fn spoiled(data: &Dataset) -> Result<Dataset, FigureError> {
    let (mut values, dimension) = (data.values().to_vec(), data.dimension());
    for sample in WRONG {
        for x in &mut values[sample * dimension..(sample + 1) * dimension] {
            *x *= TIMES;
        }
    }
    let labels = data.labels().to_vec();
    Ok(Dataset::new(dimension, data.classes(), values, labels)?)
}

/// What comes of it with and without clipping, and the losses step by step.
pub(super) fn tables(settings: Settings) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let spoiled = spoiled(&halves.train)?;
    let mut summary = Table::new(
        "clipped",
        &[
            "run",
            "largest_loss",
            "last_loss",
            "longest_gradient",
            "clipped_steps",
            "unseen_accuracy",
        ],
    );
    let mut columns: Vec<Vec<f64>> = Vec::new();
    for (key, data, longest) in [
        ("plain", &spoiled, None),
        ("clipped", &spoiled, Some(LONGEST)),
        ("no-wrong-samples", &halves.train, None),
    ] {
        let mut network = network(SEED);
        let sgd = Sgd {
            learning_rate: LEARNING_RATE,
        };
        let habits = Habits { longest, ..GOOD };
        let (mut losses, mut norms) = (Vec::new(), Vec::new());
        steps(
            &mut network,
            sgd,
            data,
            habits,
            settings.clipped_steps,
            |_, step| {
                losses.push(step.loss);
                norms.push(step.norm);
            },
        );
        let tail = &losses[losses.len() - (losses.len() / 10).max(1)..];
        let clipped = norms
            .iter()
            .filter(|&&norm| longest.is_some_and(|most| norm > most));
        let largest = |numbers: &[f64]| numbers.iter().copied().fold(0.0, f64::max);
        summary.push([
            key.to_owned(),
            entry(largest(&losses)),
            entry(median(tail)),
            entry(largest(&norms)),
            clipped.count().to_string(),
            format!("{:.3}", evaluate(&mut network, &halves.test).accuracy),
        ]);
        columns.push(losses);
    }
    let mut curves = Table::new(
        "clipped-curves",
        &["step", "plain", "clipped", "no-wrong-samples"],
    );
    for step in 0..settings.clipped_steps {
        let entries = columns.iter().map(|losses| entry(losses[step]));
        curves.push([(step + 1).to_string()].into_iter().chain(entries));
    }
    for table in [&mut summary, &mut curves] {
        table.note(format!(
            "seed: {SEED}; digits, split 0.2, seed 7; {} of the {} training samples with pixels times {TIMES}; {}-{}-{}, relu, He, plain descent, rate {LEARNING_RATE}, {BATCH} samples per step, {} steps; clipped: the gradient of all parameters together at most {LONGEST} long",
            WRONG.len(), halves.train.len(), SIZES[0], SIZES[1], SIZES[2], settings.clipped_steps
        ));
    }
    summary.note("largest_loss: of a batch before its step; last_loss: median over the last tenth of the steps; clipped_steps: steps whose gradient was longer");
    Ok([summary, curves])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clipping_saves_the_run() {
        let small = Settings {
            steps: 0,
            clipped_steps: 90,
            passes: 0,
        };
        let [summary, _] = tables(small).expect("the digits are there");
        let of =
            |key: &str, column: &str| summary.number(key, column).expect("a number");
        assert!(
            of("clipped", "unseen_accuracy") > of("plain", "unseen_accuracy") + 0.3
        );
        assert!(of("clipped", "longest_gradient") > 100.0 * LONGEST);
        assert!(of("clipped", "clipped_steps") >= 3.0);
        assert!(of("no-wrong-samples", "longest_gradient") < 100.0);
    }
}

//! How large a step is beside what it changes.

use backprop::training::evaluate;
use backprop::{Layer, Sgd};

use super::{BATCH, GOOD, SEED, Settings, entry, steps};
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::mlp_digits::{SIZES, network};
use crate::experiments::significant;
use crate::results::Table;

/// The keys and rates that are compared.
const RATES: [(&str, f64); 3] = [("small", 0.002), ("good", 0.2), ("large", 1.3)];
/// The weight matrices, and the ends of their columns.
const MATRICES: [(&str, &str); 2] = [("0.weight", "first"), ("2.weight", "last")];

/// The weights of both matrices.
fn weights(network: &mut dyn Layer) -> [Vec<f64>; 2] {
    let mut all = [Vec::new(), Vec::new()];
    network.visit(&mut |p| {
        for (own, (name, _)) in all.iter_mut().zip(MATRICES) {
            if p.name == name {
                own.extend_from_slice(p.value.as_slice());
            }
        }
    });
    all
}

fn length(numbers: impl IntoIterator<Item = f64>) -> f64 {
    numbers.into_iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// ‖Δw‖/‖w‖ of one step.
fn ratio(before: &[f64], after: &[f64]) -> f64 {
    let moved = length(after.iter().zip(before).map(|(a, b)| a - b));
    moved / length(before.iter().copied())
}

pub(super) fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Step by step, and the medians.
pub(super) fn tables(settings: Settings) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let mut columns: Vec<(String, Vec<f64>)> = Vec::new();
    let mut summary = Table::new(
        "update-ratio",
        &[
            "rate",
            "learning_rate",
            "first_layer",
            "last_layer",
            "loss",
            "unseen_accuracy",
        ],
    );
    for (key, rate) in RATES {
        let mut network = network(SEED);
        let mut before = weights(&mut network);
        let (mut ratios, mut losses) = ([Vec::new(), Vec::new()], Vec::new());
        let sgd = Sgd {
            learning_rate: rate,
        };
        steps(
            &mut network,
            sgd,
            &halves.train,
            GOOD,
            settings.steps,
            |network, step| {
                let after = weights(network);
                for (ratios, (before, after)) in
                    ratios.iter_mut().zip(before.iter().zip(&after))
                {
                    ratios.push(ratio(before, after));
                }
                before = after;
                losses.push(step.loss);
            },
        );
        let tail = &losses[losses.len() - (losses.len() / 6).max(1)..];
        summary.push([
            key.to_owned(),
            rate.to_string(),
            significant(median(&ratios[0]), 2),
            significant(median(&ratios[1]), 2),
            entry(tail.iter().sum::<f64>() / tail.len() as f64),
            format!("{:.3}", evaluate(&mut network, &halves.test).accuracy),
        ]);
        for ((_, end), ratios) in MATRICES.iter().zip(ratios) {
            columns.push((format!("{key}_{end}"), ratios));
        }
    }
    let names: Vec<&str> = ["step"]
        .into_iter()
        .chain(columns.iter().map(|(name, _)| name.as_str()))
        .collect();
    let mut curves = Table::new("update-ratio-curves", &names);
    for step in 0..settings.steps {
        let entries = columns
            .iter()
            .map(|(_, ratios)| significant(ratios[step], 3));
        curves.push([(step + 1).to_string()].into_iter().chain(entries));
    }
    for table in [&mut summary, &mut curves] {
        table.note(format!(
            "seed: {SEED}; digits, split 0.2, seed 7; {}-{}-{}, relu, He, plain descent, {BATCH} samples per step, {} steps",
            SIZES[0], SIZES[1], SIZES[2], settings.steps
        ));
        table.note("ratio: length of what a step changes in a weight matrix, divided by the length of its weights before");
    }
    summary.note("first_layer, last_layer: medians over the steps; loss: mean over the last sixth of the steps; unseen_accuracy: after the last");
    Ok([summary, curves])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_by_hand() {
        assert_eq!(ratio(&[3.0, 4.0], &[3.0, 4.5]), 0.1);
        assert_eq!(median(&[5.0, 1.0, 3.0]), 3.0);
    }

    #[test]
    fn larger_rates_have_larger_ratios() {
        let small = Settings {
            steps: 30,
            clipped_steps: 0,
            passes: 0,
        };
        let [summary, curves] = tables(small).expect("the digits are there");
        let of = |key: &str| summary.number(key, "first_layer").expect("a number");
        assert!(of("small") < 0.1 * of("good") && of("good") < of("large"));
        assert_eq!(curves.rows.len(), 30);
        // The first step of two rates goes the same way: its lengths are as the rates.
        let first = |name: &str| curves.column(name).expect("numbers")[0];
        let both = first("good_first") / first("small_first");
        assert!((both - 100.0).abs() < 1.0, "{both}");
    }
}

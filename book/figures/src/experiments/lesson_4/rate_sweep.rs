//! Eight optimizers against the learning rate.

use std::path::Path;

use backprop::training::evaluate;
use datasets::Split;

use super::method::{Method, SETTINGS_NOTE};
use crate::FigureError;
use crate::experiments::digits::split;
use crate::experiments::mlp_digits::{BATCH, SIZES, network};
use crate::experiments::walk::{Walk, walk};
use crate::experiments::{bar, mean_and_deviation, significant};
use crate::results::Table;
use crate::walks::Kind;

/// How long, with which rates and how many starts.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Rates from 10 to this power …
    pub from: i32,
    /// … to 10 to this power, two to a power of ten.
    pub to: i32,
    /// Seeds 0, 1, … of first weights and of the order of the samples.
    pub seeds: u64,
    /// Passes over the training samples.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    from: -5,
    to: 2,
    seeds: 3,
    passes: 20,
};

/// How far below the best accuracy a rate still counts as good.
const WITHIN: f64 = 0.01;

/// Who is compared.
pub(crate) fn methods() -> Vec<Method> {
    let usual = Kind::ALL.into_iter().map(Method::Usual);
    usual.chain([Method::AdamW(0.01)]).collect()
}

/// Rates as they are written and read: "0.0316".
fn rates(settings: &Settings) -> Vec<(String, f64)> {
    let rate = |half: i32| 10_f64.powf(f64::from(half) / 2.0);
    let halves = 2 * settings.from..=2 * settings.to;
    halves
        .map(|half| (significant(rate(half), 3), rate(half)))
        .collect()
}

/// The last pass's running loss and the accuracy on the part set aside, means over the seeds.
fn judge(method: Method, rate: f64, parts: &Split, settings: &Settings) -> [f64; 2] {
    let runs: Vec<[f64; 2]> = (0..settings.seeds)
        .map(|seed| {
            let mut network = network(seed);
            let mut running = f64::NAN;
            let plan = Walk {
                batch: BATCH,
                seed,
                passes: settings.passes,
            };
            let optimizer = method.at_rate(rate);
            walk(&mut network, optimizer, &parts.train, plan, |_, loss| {
                running = loss;
                // A loss that is no number will not become one again.
                loss.is_finite()
            });
            [running, evaluate(&mut network, &parts.test).accuracy]
        })
        .collect();
    [0, 1].map(|what| {
        let all: Vec<f64> = runs.iter().map(|run| run[what]).collect();
        mean_and_deviation(&all).0
    })
}

/// Writes `rate-sweep.csv` and `rate-range.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(&SETTINGS)? {
        table.write(folder, "rate-sweep")?;
    }
    Ok(())
}

/// Loss and accuracy by rate, and how wide the good ranges are.
///
/// # Errors
///
/// As [`split`].
pub fn tables(settings: &Settings) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let parts = halves.train.split(0.2, 11)?;
    let (methods, rates) = (methods(), rates(settings));
    let bar = bar(methods.len() * rates.len(), "rate-sweep");
    let judged: Vec<Vec<[f64; 2]>> = methods
        .iter()
        .map(|&method| {
            let column = rates.iter().map(|&(_, rate)| {
                bar.inc(1);
                judge(method, rate, &parts, settings)
            });
            column.collect()
        })
        .collect();
    bar.finish_and_clear();

    let mut columns = vec!["rate".to_owned()];
    for method in &methods {
        columns.extend(
            ["loss", "accuracy"].map(|what| format!("{}_{what}", method.key())),
        );
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut sweep = Table::new("rate-sweep", &names);
    for (i, (key, _)) in rates.iter().enumerate() {
        let entries = judged.iter().flat_map(|column| {
            let [loss, accuracy] = column[i];
            let loss = if loss.is_finite() {
                significant(loss, 3)
            } else {
                "inf".to_owned()
            };
            [loss, format!("{accuracy:.4}")]
        });
        sweep.push([key.clone()].into_iter().chain(entries));
    }
    let mut range = Table::new(
        "rate-range",
        &[
            "optimizer",
            "best_rate",
            "accuracy",
            "loss",
            "lowest",
            "highest",
            "highest_to_lowest",
        ],
    );
    for (method, column) in methods.iter().zip(&judged) {
        range.push(good_range(*method, &rates, column));
    }
    for table in [&mut sweep, &mut range] {
        table.note(format!(
            "seeds: 0 to {}, means over them; digits, split 0.2, seed 7, and of its training samples a fifth set aside (seed 11): {} to learn from, {} to judge by",
            settings.seeds - 1,
            parts.train.len(),
            parts.test.len()
        ));
        table.note(format!(
            "how: {}-{}-{}, relu, He, {} passes, {BATCH} samples per step; AdamW with decay 0.01; loss: the mean over the last pass, each batch's before its step, inf where it was no number",
            SIZES[0], SIZES[1], SIZES[2], settings.passes
        ));
        table.note(SETTINGS_NOTE);
    }
    range.note(format!(
        "best_rate: with the best accuracy, at a tie the smallest; lowest and highest: the ends of the unbroken range of rates around it with an accuracy at most {WITHIN} less; rates are tried two to a power of ten"
    ));
    Ok([sweep, range])
}

/// A row of the ranges.
fn good_range(
    method: Method,
    rates: &[(String, f64)],
    judged: &[[f64; 2]],
) -> Vec<String> {
    let mut best = 0;
    for (i, &[_, accuracy]) in judged.iter().enumerate() {
        if accuracy > judged[best][1] {
            best = i;
        }
    }
    let good = |i: &usize| judged[*i][1] >= judged[best][1] - WITHIN;
    let low = (0..=best).rev().take_while(good).last().unwrap_or(best);
    let high = (best..rates.len()).take_while(good).last().unwrap_or(best);
    vec![
        method.key().to_owned(),
        rates[best].0.clone(),
        format!("{:.4}", judged[best][1]),
        significant(judged[best][0], 2),
        rates[low].0.clone(),
        rates[high].0.clone(),
        significant(rates[high].1 / rates[low].1, 2),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_sweep_fails_at_both_ends() {
        let small = Settings {
            from: -4,
            to: 1,
            seeds: 1,
            passes: 1,
        };
        let [sweep, range] = tables(&small).expect("the digits are there");
        assert_eq!((sweep.rows.len(), range.rows.len()), (11, 8));
        let accuracy = |key: &str| sweep.number(key, "SGD_accuracy").expect("a share");
        assert!(accuracy("0.316") > 0.5, "{sweep:?}");
        assert!(
            accuracy("0.000100") < 0.3 && accuracy("10.0") < 0.3,
            "{sweep:?}"
        );
    }

    #[test]
    fn a_range_is_unbroken() {
        let rates: Vec<_> = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2]
            .map(|rate: f64| (rate.to_string(), rate))
            .into();
        let judged =
            [0.9, 0.2, 0.895, 0.905, 0.899, 0.3].map(|accuracy| [0.5, accuracy]);
        let row = good_range(Method::Usual(Kind::Sgd), &rates, &judged);
        assert_eq!(row[1..], ["0.8", "0.9050", "0.50", "0.4", "1.6", "4.0"]);
    }
}

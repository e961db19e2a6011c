//! Four tasks, five optimizers: learning rates as they are usually set, and tuned ones.

use std::path::Path;

use activations::Activation;
use backprop::training::evaluate;
use backprop::{Init, Sequential};
use datasets::{Dataset, spirals};

use super::method::{Method, SETTINGS_NOTE};
use crate::FigureError;
use crate::experiments::bends;
use crate::experiments::digits::split;
use crate::experiments::student::tie;
use crate::experiments::walk::{Walk, walk};
use crate::experiments::which_activation::best_rate;
use crate::experiments::{bar, mean_and_deviation, significant};
use crate::results::Table;
use crate::walks::Kind;

/// Who is compared, each with the rate that is usual: for Adagrad, `RMSProp` and Adam
/// PyTorch's own, for the other two the one that its examples take most often.
pub const ALL: [(Kind, f64); 5] = [
    (Kind::Sgd, 0.01),
    (Kind::Momentum, 0.01),
    (Kind::Adagrad, 0.01),
    (Kind::RmsProp, 0.01),
    (Kind::Adam, 0.001),
];

/// The rates among which the best is chosen, three to a power of ten.
pub const RATES: [f64; 13] = [
    2.2e-4, 4.6e-4, 1e-3, 2.2e-3, 4.6e-3, 0.01, 0.022, 0.046, 0.1, 0.22, 0.46, 1.0, 2.2,
];

/// How long and with how many starts.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … for the choice of the learning rate.
    pub tries: u64,
    /// Seeds 0, 1, … for the judgement.
    pub seeds: u64,
    /// The part of the passes that is taken.
    pub part: f64,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    tries: 3,
    seeds: 10,
    part: 1.0,
};

/// What is to be learned, and by what.
pub struct Task {
    /// How its rows' keys begin.
    pub key: &'static str,
    what: &'static str,
    train: Dataset,
    test: Dataset,
    batch: usize,
    passes: usize,
    network: fn(u64) -> Sequential,
}

/// The four.
///
/// # Errors
///
/// As [`split`].
pub fn four() -> Result<[Task; 4], FigureError> {
    let digits = |key, what, passes, network| -> Result<Task, FigureError> {
        let halves = split()?;
        Ok(Task {
            key,
            what,
            train: halves.train,
            test: halves.test,
            batch: 32,
            passes,
            network,
        })
    };
    Ok([
        digits("linear", "digits, 64-10 without hidden layer", 30, |seed| {
            Sequential::mlp(&[64, 10], Init::Xavier, seed)
        })?,
        digits("network", "digits, 64-32-10, relu", 30, |seed| {
            Sequential::mlp(&[64, 32, 10], Init::He, seed)
        })?,
        digits(
            "deep",
            "digits, 64, nine times 32, 10: ten layers, tanh",
            20,
            |seed| {
                let mut sizes = [32; 11];
                (sizes[0], sizes[10]) = (64, 10);
                bends::network(Activation::Tanh, &sizes, seed)
            },
        )?,
        Task {
            key: "spirals",
            what: "two spirals, 200 samples, 2-32-32-2, relu",
            train: spirals(200, 0.03, 1),
            test: spirals(1_000, 0.03, 2),
            batch: 20,
            passes: 100,
            network: |seed| Sequential::mlp(&[2, 32, 32, 2], Init::He, seed),
        },
    ])
}

/// What a run comes to.
#[derive(Clone, Copy)]
struct End {
    /// The mean over the last pass.
    loss: f64,
    accuracy: f64,
}

impl Task {
    /// Trains on the first set and judges on the second.
    fn run(
        &self,
        (kind, rate): (Kind, f64),
        [learned, unseen]: [&Dataset; 2],
        seed: u64,
        part: f64,
    ) -> End {
        #[allow(clippy::cast_sign_loss)] // both are positive
        let passes = (part * self.passes as f64).ceil() as usize;
        let plan = Walk {
            batch: self.batch,
            seed,
            passes,
        };
        let mut network = (self.network)(seed);
        let mut loss = f64::NAN;
        let optimizer = Method::Usual(kind).at_rate(rate);
        walk(&mut network, optimizer, learned, plan, |_, running| {
            loss = running;
            // A loss that is no number will not become one again.
            loss.is_finite()
        });
        let accuracy = evaluate(&mut network, unseen).accuracy;
        End { loss, accuracy }
    }

    /// The rate with the best mean accuracy on a fifth of the training samples set aside.
    fn tuned(
        &self,
        kind: Kind,
        rates: &[f64],
        settings: Settings,
    ) -> Result<f64, FigureError> {
        let parts = self.train.split(0.2, 11)?;
        let sets = [&parts.train, &parts.test];
        let accuracies: Vec<f64> = rates
            .iter()
            .map(|&rate| {
                let runs = (0..settings.tries).map(|seed| {
                    self.run((kind, rate), sets, seed, settings.part).accuracy
                });
                mean_and_deviation(&runs.collect::<Vec<_>>()).0
            })
            .collect();
        Ok(best_rate(rates, &accuracies))
    }

    /// All runs with this rate on all training samples.
    fn judged(&self, runner: (Kind, f64), settings: Settings) -> Vec<End> {
        let sets = [&self.train, &self.test];
        (0..settings.seeds)
            .map(|seed| self.run(runner, sets, seed, settings.part))
            .collect()
    }
}

/// Writes `tasks.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&RATES, SETTINGS)?.write(folder, "tasks")
}

/// The table.
///
/// # Errors
///
/// As [`split`].
///
/// # Panics
///
/// If there are no rates, no tries, or fewer than two seeds.
pub fn table(rates: &[f64], settings: Settings) -> Result<Table, FigureError> {
    let tasks = four()?;
    let mut table = Table::new(
        "tasks",
        &[
            "run",
            "task",
            "optimizer",
            "usual_rate",
            "usual_accuracy",
            "usual_sd",
            "usual_loss",
            "usual_ties",
            "tuned_rate",
            "tuned_accuracy",
            "tuned_sd",
            "tuned_loss",
            "tuned_ties",
        ],
    );
    table.note(format!(
        "seeds: 0 to {} for the choice of the rate, 0 to {} for the judgement; digits, split 0.2, seed 7; spirals, noise 0.03, seeds 1 (training) and 2 (unseen)",
        settings.tries - 1,
        settings.seeds - 1
    ));
    for task in &tasks {
        table.note(format!(
            "{}: {}; {} samples per step, {} passes",
            task.key, task.what, task.batch, task.passes
        ));
    }
    table.note(format!(
        "tuned_rate: of {} from {} to {} the one with the best mean accuracy on a fifth of the training samples set aside (seed 11); then trained on all and judged on unseen ones",
        rates.len(), rates[0], rates[rates.len() - 1]
    ));
    table.note("usual_rate: Adagrad, RMSProp and Adam as PyTorch's default, SGD and momentum 0.01");
    table.note("accuracy: mean on unseen samples, with its standard deviation over the seeds; loss: mean over the last pass; ties: no difference to the best of its task and column by Welch's t-test at 5 %, not corrected for the number of comparisons");
    table.note(SETTINGS_NOTE);
    let bar = bar(tasks.len() * ALL.len(), "tasks");
    for task in &tasks {
        let mut rows = Vec::new();
        for (kind, usual) in ALL {
            let tuned = task.tuned(kind, rates, settings)?;
            let ends =
                [usual, tuned].map(|rate| (rate, task.judged((kind, rate), settings)));
            rows.push((kind, ends));
            bar.inc(1);
        }
        for (kind, ends) in &rows {
            let mut row = vec![
                format!("{}-{}", task.key, kind.name()),
                task.key.to_owned(),
                kind.name().to_owned(),
            ];
            for (column, (rate, ends)) in ends.iter().enumerate() {
                let all: Vec<Vec<f64>> = rows
                    .iter()
                    .map(|(_, ends)| accuracies(&ends[column].1))
                    .collect();
                row.extend(entries(*rate, ends, &all));
            }
            table.push(row);
        }
    }
    bar.finish_and_clear();
    Ok(table)
}

fn accuracies(ends: &[End]) -> Vec<f64> {
    ends.iter().map(|end| end.accuracy).collect()
}

/// Rate, mean accuracy, deviation, loss, and whether it ties with the best of all.
fn entries(rate: f64, ends: &[End], all: &[Vec<f64>]) -> [String; 5] {
    let mean = |numbers: &Vec<f64>| mean_and_deviation(numbers).0;
    let best = all.iter().max_by(|a, b| mean(a).total_cmp(&mean(b)));
    let own = accuracies(ends);
    let (accuracy, deviation) = mean_and_deviation(&own);
    let losses: Vec<f64> = ends.iter().map(|end| end.loss).collect();
    let ties = best.is_some_and(|best| tie(&own, best));
    [
        rate.to_string(),
        format!("{accuracy:.4}"),
        format!("{deviation:.4}"),
        significant(mean(&losses), 2),
        if ties { "yes" } else { "no" }.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_small_run_is_filled() {
        let small = Settings {
            tries: 1,
            seeds: 2,
            part: 1.0 / 30.0,
        };
        let table = table(&[1e-6, 0.1], small).expect("the digits are there");
        assert_eq!(table.rows.len(), 20);
        for (kind, usual) in ALL {
            let key = format!("linear-{}", kind.name());
            let of = |column: &str| table.number(&key, column).expect("a number");
            assert_eq!(of("usual_rate"), usual);
            // One pass with a rate of 10⁻⁶ teaches nothing.
            assert_eq!(of("tuned_rate"), 0.1);
            assert!(of("tuned_accuracy") > 0.5, "{key}");
        }
        // In each task the best ties with itself.
        for task in ["linear", "network", "deep", "spirals"] {
            let best = |row: &&Vec<String>| row[1] == task && row[12] == "yes";
            assert!(table.rows.iter().any(|row| best(&row)), "{task}");
        }
    }
}

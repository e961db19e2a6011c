//! XOR from many starts: being able to represent it is not being sure to find it.

use std::path::Path;

use autograd::gates::{accuracy, fit};
use autograd::{Activation, Mlp};

use super::bar;
use crate::FigureError;
use crate::results::Table;

/// How each start is trained.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of the first weights.
    pub seeds: u64,
    /// Steps of gradient descent, each on all four samples.
    pub steps: usize,
    /// η.
    pub learning_rate: f64,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 100,
    steps: 2_000,
    learning_rate: 0.5,
};

/// The networks: no hidden layer, then 2, 3, 4 and 8 hidden neurons.
pub const NETWORKS: [(&str, &[usize]); 5] = [
    ("linear", &[2, 1]),
    ("2-2-1", &[2, 2, 1]),
    ("2-3-1", &[2, 3, 1]),
    ("2-4-1", &[2, 4, 1]),
    ("2-8-1", &[2, 8, 1]),
];

/// What became of one start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The share of the four samples that are right after the last step.
    pub last: f64,
    /// The best share after any step.
    pub best: f64,
    /// The mean loss before the last step.
    pub loss: f64,
}

/// Trains one network from one start. Success is all four right.
pub fn start(sizes: &[usize], seed: u64, settings: Settings) -> Outcome {
    let data = datasets::xor();
    let model = Mlp::new(sizes, Activation::Tanh);
    let mut parameters = model.init(seed);
    let mut outcome = Outcome {
        last: 0.0,
        best: 0.0,
        loss: f64::NAN,
    };
    for _ in 0..settings.steps {
        let losses = fit(&data, &mut parameters, 1, settings.learning_rate, |w, x| {
            model.forward(w, x)[0]
        });
        outcome.loss = losses[0];
        outcome.last = accuracy(&data, |x| model.predict(&parameters, x)[0]);
        outcome.best = outcome.best.max(outcome.last);
    }
    outcome
}

/// Writes `xor-seeds.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS).write(folder, "xor-seeds")
}

/// The table of all networks.
pub fn table(settings: Settings) -> Table {
    let columns = [
        "network",
        "parameters",
        "seeds",
        "learned",
        "share",
        "best_accuracy",
        "worst_accuracy",
    ];
    let mut table = Table::new("xor-seeds", &columns);
    table.note(format!("seeds: 0 to {}", settings.seeds - 1));
    table.note(format!(
        "how: tanh, full batch, {} steps, learning rate {}; learned: all four right after the last step",
        settings.steps, settings.learning_rate
    ));
    table.note("best_accuracy: the best of any start after any step; worst_accuracy: the worst start after the last");
    table.note("2-2-1-long: the same starts with ten times as many steps");
    let long = Settings {
        steps: 10 * settings.steps,
        ..settings
    };
    let runs = NETWORKS
        .into_iter()
        .map(|(name, sizes)| (name, sizes, settings))
        .chain([("2-2-1-long", NETWORKS[1].1, long)]);
    let bar = bar((NETWORKS.len() + 1) * settings.seeds as usize, "xor-seeds");
    for (name, sizes, settings) in runs {
        let outcomes: Vec<_> = (0..settings.seeds)
            .map(|seed| {
                bar.inc(1);
                start(sizes, seed, settings)
            })
            .collect();
        let learned = outcomes
            .iter()
            .filter(|outcome| outcome.last == 1.0)
            .count();
        let best = outcomes
            .iter()
            .map(|outcome| outcome.best)
            .fold(0.0, f64::max);
        let worst = outcomes
            .iter()
            .map(|outcome| outcome.last)
            .fold(1.0, f64::min);
        table.push([
            name.to_owned(),
            Mlp::new(sizes, Activation::Tanh).parameters().to_string(),
            settings.seeds.to_string(),
            learned.to_string(),
            format!("{:.2}", learned as f64 / settings.seeds as f64),
            format!("{best:.2}"),
            format!("{worst:.2}"),
        ]);
    }
    bar.finish_and_clear();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_never_right_more_than_three_times_in_four() {
        let table = table(Settings {
            seeds: 3,
            steps: 300,
            learning_rate: 0.5,
        });
        assert!(table.number("linear", "best_accuracy").expect("a row") <= 0.75);
        assert_eq!(table.number("linear", "learned").expect("a row"), 0.0);
        assert_eq!(table.number("2-4-1", "parameters").expect("a row"), 17.0);
        assert_eq!(table.rows.len(), NETWORKS.len() + 1);
    }

    #[test]
    fn the_same_seed_gives_the_same_outcome() {
        let few = Settings {
            seeds: 1,
            steps: 50,
            learning_rate: 0.5,
        };
        assert_eq!(start(&[2, 2, 1], 7, few), start(&[2, 2, 1], 7, few));
    }
}

//! Neurons that start equal stay equal: four starts of one network on handwritten digits.

use std::path::Path;

use backprop::training::evaluate;
use backprop::{Batches, Init, Layer, Sequential, Sgd, Training};
use datasets::Dataset;
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::bar;
use super::digits::split;
use super::mlp_digits::{BATCH, LEARNING_RATE, SIZES};
use crate::FigureError;
use crate::results::Table;

/// Passes over the training samples.
pub const PASSES: usize = 60;
const SEED: u64 = 0;

/// How the first weights are chosen.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// The key of its row and its column.
    pub key: &'static str,
    /// In words.
    pub what: &'static str,
    init: Init,
    /// All weights, instead of what `init` chose.
    equal: Option<f64>,
}

/// The four starts of the book.
pub const STARTS: [Start; 4] = [
    Start {
        key: "zeros",
        what: "all weights 0",
        init: Init::Zeros,
        equal: None,
    },
    Start {
        key: "equal",
        what: "all weights 0.1",
        init: Init::Zeros,
        equal: Some(0.1),
    },
    Start {
        key: "xavier",
        what: "Xavier",
        init: Init::Xavier,
        equal: None,
    },
    Start {
        key: "he",
        what: "He",
        init: Init::He,
        equal: None,
    },
];

impl Start {
    fn network(&self) -> Sequential {
        let mut network = Sequential::mlp(&SIZES, self.init, SEED);
        if let Some(value) = self.equal {
            network.visit(&mut |parameter| {
                if parameter.name.ends_with("weight") {
                    parameter.value.fill(value);
                }
            });
        }
        network
    }
}

/// The training loss before some of the steps, and the network after the last.
pub struct Run {
    /// The mean loss over all training samples before each step of [`moments`].
    pub losses: Vec<f64>,
    /// The network after the last step.
    pub network: Sequential,
}

/// The steps before which the loss is taken: all at first, then ever fewer.
pub fn moments(steps: usize) -> Vec<usize> {
    let mut moments = vec![0];
    while moments[moments.len() - 1] < steps {
        let last = moments[moments.len() - 1];
        moments.push((last + 1 + last / 12).min(steps));
    }
    moments
}

/// Trains one start for `passes` passes.
pub fn train(start: &Start, data: &Dataset, passes: usize) -> Run {
    let mut network = start.network();
    let sgd = Sgd {
        learning_rate: LEARNING_RATE,
    };
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut batches = Batches::new(data, BATCH);
    let steps = passes * batches.count();
    let mut losses = Vec::new();
    let mut training = Training::new(&mut network, sgd);
    let mut moments = moments(steps).into_iter().peekable();
    for step in 0..=steps {
        if moments.next_if_eq(&step).is_some() {
            losses.push(evaluate(training.network, data).loss);
        }
        let batch = step % batches.count();
        if batch == 0 {
            batches.shuffle(&mut random);
        }
        if step < steps {
            let (x, labels) = batches.get(batch);
            training.step(x, labels);
        }
    }
    Run { losses, network }
}

/// How many rows of a matrix differ from every row above them, in any bit.
pub fn different_rows(matrix: &Matrix) -> usize {
    let row = |i: usize| (0..matrix.ncols()).map(move |j| matrix[(i, j)].to_bits());
    let new = |i: &usize| (0..*i).all(|above| row(above).ne(row(*i)));
    (0..matrix.nrows()).filter(new).count()
}

/// W and b of a network's first layer.
///
/// # Panics
///
/// If the network has not two parameters.
pub fn first_layer(network: &mut dyn Layer) -> [Matrix; 2] {
    let mut all = Vec::new();
    network.visit(&mut |parameter| all.push(parameter.value.clone()));
    all.truncate(2);
    all.try_into()
        .expect("a dense layer has weights and biases")
}

/// Writes `equal-starts.csv` and `equal-starts-summary.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(PASSES)? {
        table.write(folder, "equal-starts")?;
    }
    Ok(())
}

/// The curves, and the summary.
///
/// # Errors
///
/// As [`split`].
pub fn tables(passes: usize) -> Result<[Table; 2], FigureError> {
    let halves = split()?;
    let bar = bar(STARTS.len(), "equal-starts");
    let runs: Vec<Run> = STARTS
        .iter()
        .map(|start| {
            bar.inc(1);
            train(start, &halves.train, passes)
        })
        .collect();
    bar.finish_and_clear();
    let columns: Vec<&str> = ["step"]
        .into_iter()
        .chain(STARTS.iter().map(|start| start.key))
        .collect();
    let mut curves = Table::new("equal-starts", &columns);
    let how = format!(
        "how: {}-{}-{} with relu, {passes} passes, {BATCH} samples per step, learning rate {LEARNING_RATE}, biases 0 at the start",
        SIZES[0], SIZES[1], SIZES[2]
    );
    let seed =
        format!("seed: {SEED}, for first weights and order; digits, split 0.2, seed 7");
    curves.note(seed.clone());
    curves.note(how.clone());
    curves.note(
        "the mean loss over all training samples after that many steps, for each start",
    );
    let steps = passes * Batches::new(&halves.train, BATCH).count();
    for (i, step) in moments(steps).into_iter().enumerate() {
        let losses = runs.iter().map(|run| format!("{:.4}", run.losses[i]));
        curves.push([step.to_string()].into_iter().chain(losses));
    }
    let mut summary = Table::new(
        "equal-starts-summary",
        &[
            "start",
            "what",
            "train_loss",
            "train_accuracy",
            "test_accuracy",
            "hidden_neurons",
            "different",
        ],
    );
    summary.note(seed);
    summary.note(how);
    summary.note(
        "different: hidden neurons whose weights differ, in any bit, from all before them",
    );
    for (start, mut run) in STARTS.iter().zip(runs) {
        let train = evaluate(&mut run.network, &halves.train);
        let test = evaluate(&mut run.network, &halves.test);
        let [weights, _] = first_layer(&mut run.network);
        summary.push([
            start.key.to_owned(),
            start.what.to_owned(),
            format!("{:.4}", train.loss),
            format!("{:.4}", train.accuracy),
            format!("{:.4}", test.accuracy),
            weights.nrows().to_string(),
            different_rows(&weights).to_string(),
        ]);
    }
    Ok([curves, summary])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_neurons_stay_equal_and_different_ones_different() {
        let [curves, summary] = tables(1).expect("the digits are part of the program");
        let different =
            |start: &str| summary.number(start, "different").expect("a count");
        assert_eq!((different("zeros"), different("equal")), (1.0, 1.0));
        assert_eq!((different("xavier"), different("he")), (32.0, 32.0));
        // From weights 0 every class has the same logit, so the loss begins at ln 10.
        let first = curves.number("0", "zeros").expect("a loss");
        assert!((first - 10.0_f64.ln()).abs() < 1e-4, "{first}");
        assert_eq!(curves.rows.len(), moments(45).len());
        let last = |start: &str| summary.number(start, "train_loss").expect("a loss");
        assert!(last("he") < 0.6 * last("zeros"), "{summary:?}");
    }

    #[test]
    fn moments_begin_at_0_and_end_with_the_last_step() {
        assert_eq!(moments(3), [0, 1, 2, 3]);
        let many = moments(2_700);
        assert_eq!((many[0], many[many.len() - 1]), (0, 2_700));
        assert!(many.windows(2).all(|pair| pair[0] < pair[1]) && many.len() < 120);
    }

    #[test]
    fn rows_are_compared_with_all_above() {
        let rows = Matrix::from_rows([[1.0, 2.0], [1.0, 3.0], [1.0, 2.0], [2.0, 1.0]]);
        assert_eq!(different_rows(&rows), 3);
    }
}

//! LeNet on MNIST: as today, as published, and a dense network; beside PyTorch.

use std::path::{Path, PathBuf};
use std::time::Instant;

use backprop::training::{Score, evaluate, largest};
use backprop::{Function, Layer, Sequential, functions::Softmax};
use datasets::Mnist;
use matrix::{Matrix, Vector};

use super::networks::{Kind, PASSES, data, note, train};
use crate::FigureError;
use crate::experiments::judged::{Reader, judged};
use crate::experiments::spread::{self, Shown};
use crate::experiments::{bar, mean_and_deviation};
use crate::results::Table;

/// How long and with how many starts.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of today's form and of the dense network.
    pub seeds: u64,
    /// Those of the published form.
    pub published_seeds: u64,
    /// Passes of training.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 5,
    published_seeds: 3,
    passes: PASSES,
};

/// A training: both sets after each pass, and the seconds of the shortest pass.
struct Run {
    passes: Vec<[Score; 2]>,
    seconds: f64,
    network: Sequential,
}

fn train_one(kind: Kind, mnist: &Mnist, seed: u64, passes: usize) -> Run {
    let mut network = kind.network(seed);
    let mut scores = Vec::new();
    let (mut begin, mut seconds) = (Instant::now(), f64::INFINITY);
    train(&mut network, &mnist.train, seed, passes, |network, _| {
        seconds = begin.elapsed().as_secs_f64().min(seconds);
        scores.push([&mnist.train, &mnist.test].map(|data| evaluate(network, data)));
        begin = Instant::now();
    });
    Run {
        passes: scores,
        seconds,
        network,
    }
}

/// What the network chooses for each test image: the wrong ones, and the counts.
fn judge(network: &mut Sequential, mnist: &Mnist) -> [Table; 2] {
    const READER: Reader = Reader {
        name: "lenet",
        gets: "the LeNet of lenet.csv gets",
        whose: "LeNet's",
        sample: "its number among the test images, from 0",
        p: "the probability by the softmax",
    };
    let numbers: Vec<usize> = (0..mnist.test.len()).collect();
    judged(&READER, &mnist.test, &numbers, |sample| {
        let x = Matrix::from(Vector::from(sample));
        let logits = Vector::from(network.forward(&x).column(0));
        (largest(&logits), Softmax.value(&logits).to_vec())
    })
}

/// Writes `lenet.csv` and the tables behind the figures.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS, &data()?, &golden()) {
        table.write(folder, "lenet")?;
    }
    Ok(())
}

/// The numbers of other libraries, in the repository's tests.
fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

const COLUMNS: [&str; 8] = [
    "model",
    "what",
    "parameters",
    "train_loss",
    "test_accuracy",
    "sd",
    "seeds",
    "seconds",
];

/// The summary, the curves, the mistakes and the confusion.
///
/// # Panics
///
/// If there are no seeds, or no passes.
pub fn tables(settings: Settings, mnist: &Mnist, golden: &Path) -> Vec<Table> {
    let Settings {
        seeds,
        published_seeds,
        passes,
    } = settings;
    let kinds = [
        ("lenet", "LeNet in today's form", Kind::Modern, seeds),
        (
            "published",
            "LeNet as published, dense output",
            Kind::Published,
            published_seeds,
        ),
        ("mlp", "784-78-10, relu", Kind::Dense, seeds),
    ];
    let mut summary = Table::new("lenet", &COLUMNS);
    summary.note(format!(
        "seeds: 0 to {} of first weights and of the order of images, 0 to {} for the published form; judged on the 1,000 test images",
        seeds - 1,
        published_seeds - 1
    ));
    summary.note(note(passes));
    summary.note("means over the seeds, sd of the test accuracy; seconds: of all passes, from the shortest, without the judging, one thread");
    let all = kinds.iter().map(|kind| kind.3 as usize).sum();
    let bar = bar(all, "lenet");
    let mut others = Vec::new();
    for (key, what, kind, seeds) in kinds {
        let mut runs = Vec::new();
        for seed in 0..seeds {
            runs.push(train_one(kind, mnist, seed, passes));
            bar.inc(1);
        }
        summary.push(summarize(key, what, &mut runs));
        if kind == Kind::Modern {
            others.push(curves(&runs));
            others.extend(judge(&mut runs[0].network, mnist));
        }
    }
    bar.finish_and_clear();
    add_pytorch(&mut summary, golden);
    let mut tables = vec![summary];
    tables.extend(others);
    tables
}

fn summarize(key: &str, what: &str, runs: &mut [Run]) -> [String; 8] {
    let last = |score: fn(&[Score; 2]) -> f64| -> (f64, f64) {
        let ends = runs.iter().filter_map(|run| run.passes.last());
        mean_and_deviation(&ends.map(score).collect::<Vec<_>>())
    };
    let (loss, _) = last(|[train, _]| train.loss);
    let (accuracy, sd) = last(|[_, test]| test.accuracy);
    let passes = runs[0].passes.len() as f64;
    let shortest = runs.iter().map(|run| run.seconds);
    let seconds = passes * shortest.fold(f64::INFINITY, f64::min);
    [
        key.to_owned(),
        what.to_owned(),
        runs[0].network.count_parameters().to_string(),
        format!("{loss:.4}"),
        format!("{accuracy:.4}"),
        format!("{sd:.4}"),
        runs.len().to_string(),
        format!("{seconds:.1}"),
    ]
}

/// Losses and accuracies after each pass.
fn curves(runs: &[Run]) -> Table {
    let shown: [Shown<[Score; 2]>; 4] = [
        ("train_loss", |[train, _]| train.loss),
        ("test_loss", |[_, test]| test.loss),
        ("train_accuracy", |[train, _]| train.accuracy),
        ("test_accuracy", |[_, test]| test.accuracy),
    ];
    let runs: Vec<_> = runs.iter().map(|run| run.passes.as_slice()).collect();
    spread::curves("lenet", &shown, &runs)
}

/// PyTorch's rows, where the file is present: one for each way of choosing first weights.
fn add_pytorch(summary: &mut Table, golden: &Path) {
    let Ok(table) = Table::read(golden, "lenet_accuracy", "lenet") else {
        return;
    };
    let (Ok(losses), Ok(accuracies)) =
        (table.column("train_loss"), table.column("test_accuracy"))
    else {
        return;
    };
    let mut starts: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
    starts.dedup();
    for start in starts {
        let own = |column: &[f64]| -> Vec<f64> {
            let pairs = table.rows.iter().zip(column);
            let own = pairs.filter(|(row, _)| row[0] == start);
            own.map(|(_, &number)| number).collect()
        };
        let (loss, _) = mean_and_deviation(&own(&losses));
        let accuracies = own(&accuracies);
        let (accuracy, sd) = mean_and_deviation(&accuracies);
        summary.push([
            format!("pytorch-{start}"),
            format!("the same in PyTorch, {start} start"),
            "61706".to_owned(),
            format!("{loss:.4}"),
            format!("{accuracy:.4}"),
            format!("{sd:.4}"),
            accuracies.len().to_string(),
            String::new(),
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::first;

    #[test]
    fn every_table_of_a_small_run_is_filled() {
        let mnist = data().expect("the images are part of the program");
        let few = Mnist {
            train: first(&mnist.train, 200),
            test: first(&mnist.test, 100),
        };
        let small = Settings {
            seeds: 2,
            published_seeds: 1,
            passes: 2,
        };
        let folder = tempfile::tempdir().expect("a folder for the test");
        let text = "start,seed,train_loss,test_accuracy\nhe,0,0.1,0.9\nhe,1,0.3,0.8\n";
        std::fs::write(folder.path().join("lenet_accuracy.csv"), text)
            .expect("the folder can be written");
        let tables = tables(small, &few, folder.path());
        let [summary, curves, mistakes, confusion] = &tables[..] else {
            panic!("{tables:?}");
        };
        assert_eq!((summary.rows.len(), curves.rows.len()), (4, 2));
        let number = |key, column| summary.number(key, column).expect("a number");
        assert!((number("pytorch-he", "test_accuracy") - 0.85).abs() < 1e-12);
        assert!(number("lenet", "test_accuracy") > 0.3, "{summary:?}");
        let right: f64 = (0..10)
            .map(|d: usize| {
                let count = confusion.number(&d.to_string(), &format!("chose_{d}"));
                count.expect("a count")
            })
            .sum();
        assert_eq!(right + mistakes.rows.len() as f64, 100.0);
    }

    #[test]
    fn rows_of_others_are_skipped_where_there_is_no_file() {
        let mut summary = Table::new("lenet", &COLUMNS);
        add_pytorch(&mut summary, Path::new("no such folder"));
        assert!(summary.rows.is_empty());
    }
}

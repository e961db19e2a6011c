//! Few samples: a lower training loss, and what it is worth on digits not seen before.

use std::path::Path;

use backprop::training::{Score, evaluate};
use backprop::{Init, Sequential};
use datasets::{Dataset, digits};
use optimizers::EarlyStopping;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::chosen::chosen;
use super::method::Method;
use crate::FigureError;
use crate::experiments::student::mean_and_interval;
use crate::experiments::walk::{Walk, walk};
use crate::experiments::{bar, mean_and_deviation, significant};
use crate::results::Table;
use crate::walks::Kind;

/// The network's sizes.
pub const SIZES: [usize; 3] = [64, 64, 10];
/// Samples to learn from, and further ones to know when to stop.
pub const SAMPLES: [usize; 2] = [200, 60];
/// Samples per step.
const BATCH: usize = 20;
/// Passes without a new low that are borne.
pub const PATIENCE: usize = 10;

/// How long and with how many starts.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of the choice of samples, first weights and order.
    pub seeds: u64,
    /// Passes over the training samples.
    pub passes: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 10,
    passes: 150,
};

/// A way to train: the key of its row, what takes the steps, its rate, and whether it stops
/// early.
struct Way {
    key: &'static str,
    method: Method,
    rate: f64,
    stops: bool,
}

/// Who is compared; Adam first, the others are compared with it.
fn ways() -> [Way; 6] {
    let way = |key, method, rate| Way {
        key,
        method,
        rate,
        stops: false,
    };
    [
        way("Adam", Method::Usual(Kind::Adam), 0.003),
        way("AdamW", Method::AdamW(0.3), 0.003),
        Way {
            stops: true,
            ..way("Adam-stopped", Method::Usual(Kind::Adam), 0.003)
        },
        way("momentum", Method::Usual(Kind::Momentum), 0.02),
        way("SGD", Method::Usual(Kind::Sgd), 0.2),
        way("SGD-L2", Method::SgdL2(0.003), 0.2),
    ]
}

/// What is learned from, what tells when to stop, and what is unseen.
struct Parts {
    train: Dataset,
    validation: Dataset,
    unseen: Dataset,
}

/// The digits in a random order, cut in three.
fn parts(seed: u64) -> Result<Parts, FigureError> {
    let all = digits()?;
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let (train, rest) = order.split_at(SAMPLES[0]);
    let (validation, unseen) = rest.split_at(SAMPLES[1]);
    Ok(Parts {
        train: chosen(&all, train)?,
        validation: chosen(&all, validation)?,
        unseen: chosen(&all, unseen)?,
    })
}

/// All three sets after a pass.
#[derive(Clone, Copy)]
struct Scores {
    train: Score,
    validation: Score,
    unseen: Score,
}

/// The scores after each pass; where it stops early, up to the pass at which it stops.
fn train(way: &Way, parts: &Parts, seed: u64, passes: usize) -> Vec<Scores> {
    let mut network = Sequential::mlp(&SIZES, Init::He, seed);
    let mut stopping = EarlyStopping::new(PATIENCE);
    let mut all = Vec::new();
    let plan = Walk {
        batch: BATCH,
        seed,
        passes,
    };
    let optimizer = way.method.at_rate(way.rate);
    walk(&mut network, optimizer, &parts.train, plan, |network, _| {
        let [train, validation, unseen] =
            [&parts.train, &parts.validation, &parts.unseen]
                .map(|data| evaluate(network, data));
        all.push(Scores {
            train,
            validation,
            unseen,
        });
        !(way.stops && stopping.observe(validation.loss))
    });
    all
}

/// The pass, from 0, with the lowest validation loss.
fn best(scores: &[Scores]) -> usize {
    let mut stopping = EarlyStopping::new(PATIENCE);
    for scores in scores {
        stopping.observe(scores.validation.loss);
    }
    stopping.best().map_or(0, |(pass, _)| pass)
}

/// Writes `generalise.csv` and the tables behind the figure.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS)? {
        table.write(folder, "generalise")?;
    }
    Ok(())
}

/// The comparison, the course of one run, and where it would have stopped.
///
/// # Errors
///
/// Where the digits cannot be read.
///
/// # Panics
///
/// If there are fewer than two seeds.
pub fn tables(settings: Settings) -> Result<[Table; 3], FigureError> {
    let ways = ways();
    let bar = bar(settings.seeds as usize, "generalise");
    // For each way the scores that count in the end, seed by seed.
    let mut ends: Vec<Vec<(usize, Scores)>> = ways.iter().map(|_| Vec::new()).collect();
    let mut course = Vec::new();
    for seed in 0..settings.seeds {
        let parts = parts(seed)?;
        for (way, ends) in ways.iter().zip(&mut ends) {
            let scores = train(way, &parts, seed, settings.passes);
            let last = if way.stops {
                best(&scores)
            } else {
                scores.len() - 1
            };
            ends.push((last + 1, scores[last]));
            if seed == 0 && way.key == "Adam" {
                course = scores;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut tables = [summary(&ways, &ends), curves(&course), stops(&course)];
    let [train, validation] = SAMPLES;
    tables[0].note(format!(
        "seeds: 0 to {}, of the choice of the digits, first weights and order; means over them",
        settings.seeds - 1
    ));
    for table in &mut tables[1..] {
        table.note("seed: 0; Adam of generalise.csv");
    }
    for table in &mut tables {
        table.note(format!(
            "how: {}-{}-{}, relu, He; {train} digits to learn from, {validation} to know when to stop, {} unseen; {} passes, {BATCH} samples per step",
            SIZES[0], SIZES[1], SIZES[2], 1797 - train - validation, settings.passes
        ));
    }
    tables[0].note(format!(
        "settings: Adam and AdamW rate 0.003, AdamW's decay 0.3; Adam-stopped: judged at the pass with the lowest validation loss, stops after {PATIENCE} passes without a new low; momentum 0.9, rate 0.02; SGD rate 0.2; SGD-L2 with λ = 0.003"
    ));
    tables[0].note("pass: the one that is judged; sd: of the unseen accuracy; above_Adam: mean difference of the unseen accuracy to Adam's with the same seed, in percentage points, with half the width of its 95 % interval (Student's t)");
    Ok(tables)
}

fn summary(ways: &[Way], ends: &[Vec<(usize, Scores)>]) -> Table {
    let mut table = Table::new(
        "generalise",
        &[
            "way",
            "pass",
            "train_loss",
            "train_accuracy",
            "unseen_loss",
            "unseen_accuracy",
            "sd",
            "above_Adam",
            "interval",
        ],
    );
    for (way, own) in ways.iter().zip(ends) {
        let all = |pick: fn(&Scores) -> f64| -> Vec<f64> {
            own.iter().map(|(_, scores)| pick(scores)).collect()
        };
        let mean = |pick| mean_and_deviation(&all(pick)).0;
        let (accuracy, deviation) = mean_and_deviation(&all(|s| s.unseen.accuracy));
        let passes: Vec<f64> = own.iter().map(|&(pass, _)| pass as f64).collect();
        let differences: Vec<f64> = own
            .iter()
            .zip(&ends[0])
            .map(|(own, adam)| 100.0 * (own.1.unseen.accuracy - adam.1.unseen.accuracy))
            .collect();
        let (above, interval) = mean_and_interval(&differences);
        table.push([
            way.key.to_owned(),
            format!("{:.0}", mean_and_deviation(&passes).0),
            significant(mean(|s| s.train.loss), 2),
            format!("{:.4}", mean(|s| s.train.accuracy)),
            format!("{:.3}", mean(|s| s.unseen.loss)),
            format!("{accuracy:.4}"),
            format!("{deviation:.4}"),
            format!("{above:.2}"),
            format!("{interval:.2}"),
        ]);
    }
    table
}

fn curves(course: &[Scores]) -> Table {
    let mut table = Table::new(
        "generalise-curves",
        &[
            "pass",
            "train_loss",
            "validation_loss",
            "unseen_loss",
            "unseen_accuracy",
        ],
    );
    for (pass, scores) in course.iter().enumerate() {
        table.push([
            (pass + 1).to_string(),
            significant(scores.train.loss, 4),
            significant(scores.validation.loss, 4),
            significant(scores.unseen.loss, 4),
            format!("{:.4}", scores.unseen.accuracy),
        ]);
    }
    table
}

/// The best pass up to where it stops, that place, and the last pass.
fn stops(course: &[Scores]) -> Table {
    let mut table = Table::new(
        "generalise-stop",
        &[
            "at",
            "pass",
            "train_loss",
            "validation_loss",
            "unseen_loss",
            "unseen_accuracy",
        ],
    );
    let mut stopping = EarlyStopping::new(PATIENCE);
    let last = course.len() - 1;
    let stop = course
        .iter()
        .position(|scores| stopping.observe(scores.validation.loss));
    let stop = stop.unwrap_or(last);
    for (key, pass) in [
        ("best", best(&course[..=stop])),
        ("stop", stop),
        ("last", last),
    ] {
        let scores = course[pass];
        table.push([
            key.to_owned(),
            (pass + 1).to_string(),
            significant(scores.train.loss, 2),
            format!("{:.3}", scores.validation.loss),
            format!("{:.3}", scores.unseen.loss),
            format!("{:.4}", scores.unseen.accuracy),
        ]);
    }
    table.note(format!("best: the lowest validation loss before the stop; stop: more than {PATIENCE} passes without a new low"));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_run_is_consistent() {
        let small = Settings {
            seeds: 2,
            passes: 14,
        };
        let [table, curves, stops] = tables(small).expect("the digits are there");
        let of = |key: &str, column: &str| table.number(key, column).expect("a number");
        assert_eq!(table.rows.len(), 6);
        assert_eq!((of("Adam", "above_Adam"), of("Adam", "pass")), (0.0, 14.0));
        assert!(of("Adam", "unseen_accuracy") > 0.6, "{table:?}");
        // L2 holds the training loss up, stopping early too or not at all.
        assert!(of("SGD-L2", "train_loss") > of("SGD", "train_loss"));
        assert!(of("Adam-stopped", "train_loss") >= of("Adam", "train_loss"));
        let losses = curves.column("validation_loss").expect("numbers");
        let best = stops.number("best", "pass").expect("a pass") as i32;
        assert!((1..=14).contains(&best) && losses.len() == 14);
    }

    #[test]
    fn the_parts_share_no_digit() {
        let parts = parts(4).expect("the digits are there");
        let sizes = [&parts.train, &parts.validation, &parts.unseen].map(Dataset::len);
        assert_eq!(sizes, [200, 60, 1_537]);
        let all = digits().expect("the digits are there");
        let sum = |data: &Dataset| data.values().iter().sum::<f64>();
        let apart = sum(&parts.train) + sum(&parts.validation) + sum(&parts.unseen);
        // Pixels are sixteenths: their sums are exact.
        assert_eq!(apart, sum(&all));
    }
}

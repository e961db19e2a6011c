//! Noisy slopes and a learning rate that falls on the way.

use std::path::Path;

use optimizers::Schedule;

use super::noisy::{CONDITION, DEVIATION, floor, mean_values};
use crate::FigureError;
use crate::experiments::{bar, significant};
use crate::results::Table;

/// Steps of a run.
pub const STEPS: usize = 2_000;
/// Seeds 0, 1, …
pub const SEEDS: u64 = 500;
/// Of the curves, every so many steps are kept.
const EVERY: usize = 10;

/// The key of a row and a column, η at the beginning, and how it changes.
pub(crate) fn runs(steps: usize) -> [(&'static str, f64, Schedule); 5] {
    [
        ("constant-0.1", 0.1, Schedule::Constant),
        ("constant-0.01", 0.01, Schedule::Constant),
        (
            "steps",
            0.1,
            Schedule::Steps {
                every: steps / 5,
                factor: 1.0 / 3.0,
            },
        ),
        ("inverse-time", 0.1, Schedule::InverseTime { half: 50.0 }),
        ("cosine", 0.1, Schedule::Cosine { steps, floor: 0.0 }),
    ]
}

/// Writes `decay-floor.csv` and `decay-floor-curves.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(STEPS, SEEDS) {
        table.write(folder, "decay-floor")?;
    }
    Ok(())
}

/// Values in the end, and the curves.
pub fn tables(steps: usize, seeds: u64) -> [Table; 2] {
    let runs = runs(steps);
    let names: Vec<&str> = ["step"]
        .into_iter()
        .chain(runs.iter().map(|run| run.0))
        .collect();
    let mut curves = Table::new("decay-floor-curves", &names);
    let mut ends = Table::new(
        "decay-floor",
        &[
            "schedule",
            "first_rate",
            "last_rate",
            "after_200",
            "after_all",
            "floor_of_first_rate",
        ],
    );
    let bar = bar(runs.len(), "decay-floor");
    let values: Vec<Vec<f64>> = runs
        .iter()
        .map(|(key, rate, schedule)| {
            let values =
                mean_values(1, seeds, steps, |step| rate * schedule.factor(step));
            ends.push([
                (*key).to_owned(),
                rate.to_string(),
                significant(rate * schedule.factor(steps - 1), 2),
                significant(values[steps / 10], 2),
                significant(values[steps], 2),
                significant(floor(*rate, 1), 2),
            ]);
            bar.inc(1);
            values
        })
        .collect();
    bar.finish_and_clear();
    for step in (0..=steps).step_by(EVERY) {
        let entries = values.iter().map(|values| significant(values[step], 3));
        curves.push([step.to_string()].into_iter().chain(entries));
    }
    for table in [&mut ends, &mut curves] {
        table.note(format!(
            "seeds: 0 to {}; bowl with κ = {CONDITION} from (10, 1), slopes of one sample with a standard deviation of {DEVIATION}; plain descent, {steps} steps; the mean value of the bowl",
            seeds - 1
        ));
        table.note(format!(
            "schedules: steps: a third after every {}; inverse-time: 1/(1 + t/50); cosine: down to 0 at the end",
            steps / 5
        ));
    }
    ends.note("after_200, after_all: the mean value after 200 steps, and after the last; floor_of_first_rate: where it would settle with the first rate kept");
    [ends, curves]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_falls_gets_below_the_floor() {
        let [ends, curves] = tables(1_000, 60);
        let end = |key: &str| ends.number(key, "after_all").expect("a number");
        for key in ["steps", "inverse-time", "cosine"] {
            assert!(end(key) < 0.5 * end("constant-0.1"), "{ends:?}");
        }
        assert_eq!(curves.rows.len(), 101);
    }
}

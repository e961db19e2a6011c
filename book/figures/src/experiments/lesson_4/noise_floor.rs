//! Where descent with noisy slopes settles.

use std::path::Path;

use super::noisy::{CONDITION, DEVIATION, floor, mean_values};
use crate::FigureError;
use crate::experiments::{bar, mean_and_deviation, significant};
use crate::results::Table;

/// K
pub const SAMPLES: [usize; 3] = [1, 16, 256];
/// η; the curves are drawn for [`RATE`].
pub const RATES: [f64; 5] = [0.01, 0.02, 0.05, 0.1, 0.15];
/// The rate of the curves.
pub const RATE: f64 = 0.05;

/// How much is averaged.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of the curves.
    pub seeds: u64,
    /// Steps of the curves.
    pub steps: usize,
    /// Seeds 0, 1, … of the floors.
    pub floor_seeds: u64,
    /// Steps of the floors: as many go before, and do not count.
    pub floor_steps: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 400,
    steps: 300,
    floor_seeds: 100,
    floor_steps: 2_000,
};

/// Writes `noise-floor.csv` and `noise-floor-curves.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS) {
        table.write(folder, "noise-floor")?;
    }
    Ok(())
}

/// Measured and predicted floors, and the curves.
pub fn tables(settings: Settings) -> [Table; 2] {
    let Settings {
        seeds,
        steps,
        floor_seeds,
        floor_steps,
    } = settings;
    let mut columns = vec!["rate".to_owned()];
    for samples in SAMPLES {
        columns
            .extend(["measured", "predicted"].map(|what| format!("{what}_{samples}")));
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut floors = Table::new("noise-floor", &names);
    let bar = bar(RATES.len() + 1, "noise-floor");
    for rate in RATES {
        let mut row = vec![rate.to_string()];
        for samples in SAMPLES {
            let values = mean_values(samples, floor_seeds, 2 * floor_steps, |_| rate);
            let measured = mean_and_deviation(&values[floor_steps..]).0;
            row.extend(
                [measured, floor(rate, samples)].map(|value| significant(value, 3)),
            );
        }
        floors.push(row);
        bar.inc(1);
    }
    let mut curves = Table::new(
        "noise-floor-curves",
        &["step", "samples_1", "samples_16", "samples_256"],
    );
    let values = SAMPLES.map(|samples| mean_values(samples, seeds, steps, |_| RATE));
    for step in 0..=steps {
        let entries = values.iter().map(|values| significant(values[step], 3));
        curves.push([step.to_string()].into_iter().chain(entries));
    }
    bar.inc(1);
    bar.finish_and_clear();
    floors.note(format!(
        "seeds: 0 to {}; bowl with κ = {CONDITION} from (10, 1), slopes with a standard deviation of {DEVIATION} for one sample; plain descent with a constant rate",
        floor_seeds - 1
    ));
    floors.note(format!(
        "measured: mean value of the bowl over the steps {floor_steps} to {} and the seeds, for means of 1, 16 and 256 samples; predicted: the sum over λ = 1 and κ of ½λ·ησ²/(K·λ(2 − ηλ))",
        2 * floor_steps
    ));
    curves.note(format!(
        "seeds: 0 to {}; as noise-floor.csv, with η = {RATE}: the mean value before each step, for means of 1, 16 and 256 samples",
        seeds - 1
    ));
    [floors, curves]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_is_near_its_prediction() {
        let small = Settings {
            seeds: 20,
            steps: 50,
            floor_seeds: 20,
            floor_steps: 800,
        };
        let [floors, curves] = tables(small);
        for samples in SAMPLES {
            let of = |what: &str| {
                floors
                    .number("0.05", &format!("{what}_{samples}"))
                    .expect("a number")
            };
            // The slow direction forgets in 10 steps of its square: 1,600 independent
            // values, each with a deviation as large as its mean or a little more.
            let ratio = of("measured") / of("predicted");
            assert!((ratio - 1.0).abs() < 0.15, "{samples}: {ratio}");
        }
        assert_eq!(curves.rows.len(), 51);
    }
}

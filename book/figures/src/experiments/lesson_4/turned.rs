//! A bowl, and the same bowl turned: what a rate for each number apart is worth.

use std::path::Path;

use optimizers::surfaces::{Bowl, RotatedBowl, Surface};

use super::method::SETTINGS_NOTE;
use super::settle::{STAY, fastest, or_dash, rates, settled};
use crate::FigureError;
use crate::experiments::{bar, significant};
use crate::results::Table;
use crate::walks::{Kind, arrival, walk};

/// Steps at most.
pub const MOST: usize = 10_000;
/// Learning rates to a power of ten.
pub const PER_DECADE: u32 = 40;
/// What counts as down.
const LOW: f64 = 1e-6;
/// κ
const CONDITION: f64 = 100.0;

/// Writes `turned.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(PER_DECADE, MOST).write(folder, "turned")
}

/// Steps on both, and the rates that need them.
pub fn table(per_decade: u32, most: usize) -> Table {
    let columns = [
        "optimizer",
        "bowl",
        "turned_bowl",
        "bowl_rate",
        "turned_rate",
        "bowl_for_good",
        "turned_for_good",
    ];
    let mut table = Table::new("turned", &columns);
    let rates = rates(per_decade);
    table.note(format!(
        "seed: none, nothing is random; κ = {CONDITION}; each at the best of {} learning rates from 10⁻⁵ to 100, {per_decade} to a power of ten, for each column apart",
        rates.len()
    ));
    table.note(format!(
        "steps until the value is first below {LOW}; for_good: until it is and stays so up to step {most}, for {STAY} steps at least: who jitters around the bottom must jitter below that; –: with none of the rates"
    ));
    table.note(SETTINGS_NOTE);
    let bowls: [Box<dyn Surface>; 2] = [
        Box::new(Bowl {
            condition: CONDITION,
        }),
        Box::new(RotatedBowl {
            condition: CONDITION,
        }),
    ];
    let bar = bar(Kind::ALL.len(), "turned");
    for kind in Kind::ALL {
        let [straight, turned] = bowls.each_ref().map(|bowl| {
            let low = |w: [f64; 2]| bowl.value(&w) < LOW;
            let path = |rate| walk(bowl.as_ref(), kind.at_rate(rate));
            let first = fastest(&rates, most, |rate, soonest| {
                arrival(path(rate), soonest - 1, low)
            });
            let for_good = fastest(&rates, most, |rate, soonest| {
                settled(path(rate), most, soonest, low)
            });
            (first, for_good.map(|best| best.1))
        });
        let steps =
            |(first, _): (Option<(f64, usize)>, _)| or_dash(first.map(|best| best.1));
        let rate = |(first, _): (Option<(f64, usize)>, _)| {
            or_dash(first.map(|best| significant(best.0, 2)))
        };
        table.push([
            kind.name().to_owned(),
            steps(straight),
            steps(turned),
            rate(straight),
            rate(turned),
            or_dash(straight.1),
            or_dash(turned.1),
        ]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_costs_adagrad_and_not_descent() {
        let table = table(4, 3_000);
        let of =
            |key: &str, column: &str| table.number(key, column).expect("it arrives");
        assert!((of("SGD", "bowl") - of("SGD", "turned_bowl")).abs() <= 1.0);
        assert!(
            of("Adagrad", "turned_bowl") > 2.0 * of("Adagrad", "bowl"),
            "{table:?}"
        );
    }
}

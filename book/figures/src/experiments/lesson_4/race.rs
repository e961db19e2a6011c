//! Seven optimizers on six surfaces, each at the rate with which it arrives first.

use std::path::Path;

use optimizers::surfaces::all;

use super::method::SETTINGS_NOTE;
use super::settle::{STAY, fastest, or_dash, settled};
use crate::FigureError;
use crate::experiments::{bar, significant};
use crate::results::Table;
use crate::walks::{Kind, best_rate, distance, rates, walk};

/// The surfaces' columns, in the order of [`all`].
const COLUMNS: [&str; 6] = [
    "bowl",
    "turned_bowl",
    "saddle",
    "Rosenbrock",
    "Beale",
    "Himmelblau",
];
/// Steps at most.
pub const MOST: usize = 20_000;
/// What counts as there.
const NEAR: f64 = 1e-3;

/// Writes `race.csv`, `race-rates.csv` and `race-for-good.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(MOST) {
        table.write(folder, "race")?;
    }
    Ok(())
}

/// Steps until they are there, the rates that need so few, and the fewest steps until they
/// are there for good.
pub fn tables(most: usize) -> [Table; 3] {
    let columns: Vec<&str> = ["optimizer"].into_iter().chain(COLUMNS).collect();
    let mut tables =
        ["race", "race-rates", "race-for-good"].map(|name| Table::new(name, &columns));
    let rates: Vec<f64> = rates().collect();
    for table in &mut tables {
        table.note(format!(
            "seed: none, nothing is random; each at the best of {} learning rates from {} to {}; bowl and turned bowl with κ = 100",
            rates.len(),
            significant(rates[0], 1),
            significant(rates[rates.len() - 1], 1)
        ));
        table.note(SETTINGS_NOTE);
    }
    let [steps, best, settling] = &mut tables;
    for table in [&mut *steps, &mut *best] {
        table.note(format!(
            "steps until the distance to the nearest lowest point is first below {NEAR}; –: not within {most} steps with any of the rates"
        ));
    }
    settling.note(format!(
        "steps until the distance to the nearest lowest point is below {NEAR} and stays so up to step {most}, for {STAY} steps at least, with the rate that is best for this; –: with none of the rates"
    ));
    let surfaces = all();
    let bar = bar(Kind::ALL.len() * surfaces.len(), "race");
    for kind in Kind::ALL {
        let mut rows = [(); 3].map(|()| vec![kind.name().to_owned()]);
        for surface in surfaces.iter().map(AsRef::as_ref) {
            let near = |w| distance(surface, w) < NEAR;
            let first = best_rate(kind, surface, most, near);
            let for_good = fastest(&rates, most, |rate, soonest| {
                settled(walk(surface, kind.at_rate(rate)), most, soonest, near)
            });
            rows[0].push(or_dash(first.map(|first| first.1)));
            rows[1].push(or_dash(first.map(|first| significant(first.0, 2))));
            rows[2].push(or_dash(for_good.map(|best| best.1)));
            bar.inc(1);
        }
        for (table, row) in [&mut *steps, &mut *best, &mut *settling]
            .into_iter()
            .zip(rows)
        {
            table.push(row);
        }
    }
    bar.finish_and_clear();
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_race_has_its_known_places() {
        let [steps, rates, settling] = tables(2_500);
        let of = |table: &Table, key: &str, column: &str| table.number(key, column);
        // Descent must keep its rate below 2/κ; turning the bowl changes nothing for it.
        assert!(of(&rates, "SGD", "bowl").expect("it arrives") < 0.02);
        for key in ["SGD", "momentum", "Nesterov"] {
            let [straight, turned] = ["bowl", "turned_bowl"]
                .map(|column| of(&steps, key, column).expect("it arrives"));
            // But for rounding, which may move the crossing by a step.
            assert!(
                (straight - turned).abs() <= 1.0,
                "{key}: {straight} {turned}"
            );
        }
        assert!(
            of(&steps, "Adagrad", "bowl").expect("it arrives")
                < of(&steps, "Adagrad", "turned_bowl").unwrap_or(f64::INFINITY)
        );
        for row in &steps.rows {
            for (column, entry) in COLUMNS.iter().zip(&row[1..]) {
                // Who is there for good has been there before.
                if let Ok(good) = of(&settling, &row[0], column) {
                    let first: f64 = entry.parse().expect("it has been there");
                    assert!(first <= good, "{row:?}");
                }
            }
        }
        assert_eq!(steps.rows.len(), 7);
        assert_eq!(all().len(), COLUMNS.len());
    }
}

//! How many steps a condition number costs.

use std::path::Path;

use backprop::{Optimizer, Sgd};
use optimizers::quadratic::{best_momentum, best_rate};
use optimizers::{Momentum, Nesterov};

use super::fit::exponent;
use crate::FigureError;
use crate::experiments::{bar, significant};
use crate::results::Table;

/// κ
pub const CONDITIONS: [f64; 9] = [
    1.0,
    3.162_277_66,
    10.0,
    31.622_776_6,
    100.0,
    316.227_766,
    1e3,
    3_162.277_66,
    1e4,
];
/// How many curvatures there are, from 1 to κ.
const CURVATURES: usize = 20;
/// The part of the error that is left in the end.
const LEFT: f64 = 1e-6;
/// Who is compared.
pub const KEYS: [&str; 3] = ["descent", "momentum", "Nesterov"];

/// Curvatures between 1 and κ, each as many times the one before.
fn curvatures(condition: f64) -> [f64; CURVATURES] {
    let share = |i: usize| i as f64 / (CURVATURES - 1) as f64;
    std::array::from_fn(|i| condition.powf(share(i)))
}

/// Steps until the distance from the lowest point of ½Σλᵢwᵢ² is below [`LEFT`] of what it was
/// at (1, 1, … 1), for good.
///
/// The distance of momentum swings: the last step at which it is too large counts.
fn steps(condition: f64, optimizer: &mut dyn Optimizer) -> usize {
    let curvatures = curvatures(condition);
    let mut w = [1.0; CURVATURES];
    let length = |w: &[f64]| w.iter().map(|w| w * w).sum::<f64>().sqrt();
    let goal = LEFT * length(&w);
    let (mut step, mut last) = (0, 0);
    // A tenth more than it took so far, and at least 100: long enough for a swing.
    while step < last + last / 10 + 100 {
        step += 1;
        let slopes: [f64; CURVATURES] = std::array::from_fn(|i| curvatures[i] * w[i]);
        optimizer.update(0, &mut w, &slopes);
        if length(&w) > goal {
            last = step;
        }
    }
    last + 1
}

/// Steps of descent, momentum and Nesterov's method, each with its best settings.
fn row(condition: f64) -> [usize; 3] {
    let (rate, momentum) = best_momentum(1.0, condition);
    // Lessard, Recht & Packard 2016, table 1: the best for quadratics.
    let root = (3.0 * condition + 1.0).sqrt();
    let ahead = (root - 2.0) / (root + 2.0);
    let mut all: [Box<dyn Optimizer>; 3] = [
        Box::new(Sgd {
            learning_rate: best_rate(1.0, condition),
        }),
        Box::new(Momentum::new(rate, momentum)),
        Box::new(Nesterov::new(4.0 / (3.0 * condition + 1.0), ahead)),
    ];
    all.each_mut()
        .map(|optimizer| steps(condition, optimizer.as_mut()))
}

/// Writes `condition.csv` and `condition-exponents.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(&CONDITIONS) {
        table.write(folder, "condition")?;
    }
    Ok(())
}

/// Steps by condition number, and the exponents.
///
/// # Panics
///
/// If fewer than two conditions are at least 100.
pub fn tables(conditions: &[f64]) -> [Table; 2] {
    let mut table = Table::new(
        "condition",
        &[
            "condition",
            "descent",
            "momentum",
            "Nesterov",
            "descent_by_formula",
        ],
    );
    let mut fit = Table::new("condition-exponents", &["method", "exponent"]);
    for table in [&mut table, &mut fit] {
        table.note(format!(
            "seed: none, nothing is random; ½Σλᵢwᵢ² with {CURVATURES} curvatures from 1 to κ, each the same multiple of the one before, from (1, 1, … 1); steps until the distance from the lowest point is below {LEFT} of what it was, for good"
        ));
        table.note("settings: descent η = 2/(1 + κ); momentum η = 4/(1 + √κ)², ρ = ((√κ − 1)/(√κ + 1))²; Nesterov η = 4/(3κ + 1), ρ = (√(3κ + 1) − 2)/(√(3κ + 1) + 2), the point ahead is judged");
    }
    table.note("descent_by_formula: ln 10⁻⁶ / ln((κ − 1)/(κ + 1)), for an error that lies in the slowest directions only");
    fit.note("exponent: p in steps ∝ κᵖ, by least squares of the logarithms over the rows with κ ≥ 100");
    let bar = bar(conditions.len(), "condition");
    let mut points: [Vec<(f64, f64)>; 3] = Default::default();
    for &condition in conditions {
        let steps = row(condition);
        for (points, &steps) in points.iter_mut().zip(&steps) {
            if condition > 99.0 {
                points.push((condition, steps as f64));
            }
        }
        let factor = (condition - 1.0) / (condition + 1.0);
        let formula = (LEFT.ln() / factor.ln()).ceil().max(1.0);
        let key = significant(condition, 2);
        let counts = steps.map(|steps| steps.to_string());
        table.push(
            [key]
                .into_iter()
                .chain(counts)
                .chain([format!("{formula}")]),
        );
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (key, points) in KEYS.iter().zip(&points) {
        fit.push([(*key).to_owned(), format!("{:.2}", exponent(points))]);
    }
    [table, fit]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descent_needs_what_the_formula_says() {
        let [table, fit] = tables(&[1.0, 10.0, 100.0, 400.0]);
        let of = |key: &str, column: &str| table.number(key, column).expect("a count");
        for key in KEYS {
            // A round bowl: one step lands.
            assert_eq!(of("1.0", key), 1.0, "{key}");
        }
        // Two of twenty directions are the slowest, so 1/√10 of the error lies there: the
        // steps that this saves are ln √10 of ln 10⁶, a twelfth.
        let share = of("100", "descent") / of("100", "descent_by_formula");
        assert!((0.9..1.0).contains(&share), "{share}");
        assert!(of("100", "momentum") < 0.3 * of("100", "descent"));
        let power = |key: &str| fit.number(key, "exponent").expect("a number");
        assert!((power("descent") - 1.0).abs() < 0.02);
        assert!((power("momentum") - 0.5).abs() < 0.1);
        assert!((power("Nesterov") - 0.5).abs() < 0.1);
    }
}

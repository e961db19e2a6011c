//! The adaptive ladder: a derivative by finite differences that knows its own error.
//!
//! A large step bends away from the tangent (truncation), a small step drowns in the
//! rounding of f (noise). Instead of choosing one step, the ladder climbs down from a
//! large one, cancels the leading errors by Richardson's extrapolation as it goes,
//! watches how well neighbours agree, and keeps the entry that agrees best.
//!
//! Sources: L. F. Richardson, *The approximate arithmetical solution by finite
//! differences*, 1911; C. J. F. Ridders, *Accurate computation of F′(x) and
//! F′(x)F″(x)*, 1982, whose table this is; R. W. Hamming, *Numerical Methods for
//! Scientists and Engineers*, 1973, ch. 6, whose differences measure the noise. The
//! look at tiny steps that overrules the table and the test for kinks are added here.

use crate::{
    estimate::Estimate,
    kink::find_kink,
    near::{Near, TINY},
    samples::Samples,
};

/// Columns of the extrapolation table; further ones only amplify the noise.
const ORDER: usize = 5;
/// Good enough to stop: eleven digits.
const ENOUGH: f64 = 1e-11;

// ANCHOR: ladder
/// The derivative of `f` at `x`, with at most `budget` evaluations.
pub(crate) fn ladder(f: &mut dyn FnMut(f64) -> f64, x: f64, budget: usize) -> Estimate {
    let mut f = Samples::new(f, x, budget);
    let Some(near) = Near::look(&mut f) else {
        return f.no_estimate();
    };
    if near.suspicious()
        && let Some(kink) = find_kink(&mut f, near.jump, near.rounding, near.step)
    {
        return f.at_kink(kink, &near);
    }

    let mut best = Entry {
        value: near.slope,
        error: near.error,
    };
    let mut above = Row::default();
    let mut bends = [0.0; 2];
    let mut h = near.scale / 64.0;
    // Stop when the answer is good enough, or when rounding alone is worse than the
    // best.
    while best.error > ENOUGH * best.value.abs()
        && 2.0 * near.noise / h < best.error
        && h > near.scale * TINY / 8.0
        && f.affordable(2)
    {
        let pair = f.pair(h);
        // Outside the domain of f there is no difference: a new table begins below.
        let row = if pair.is_finite() {
            above.below(pair.slope())
        } else {
            Row::default()
        };
        for mut entry in row.judged(&above) {
            entry.error += 2.0 * near.noise / h;
            if entry.error < best.error && near.agrees_with(entry.value, entry.error) {
                best = entry;
            }
        }
        above = row;
        bends = [bends[1], pair.bend(f.centre)];
        h /= 2.0;
    }

    // Where f is smooth, halving the step divides its bend by 4; at a kink by 2 only.
    if bends[1].abs() > 64.0 * near.noise
        && (bends[0] / bends[1]).abs() < 2.5
        && let Some(kink) =
            find_kink(&mut f, bends[1] / (2.0 * h), near.noise, near.step)
    {
        return f.at_kink(kink, &near);
    }
    f.estimate(best.value, best.error, &near)
}
// ANCHOR_END: ladder

/// An entry of the table: a derivative and its likely error.
struct Entry {
    value: f64,
    error: f64,
}

// ANCHOR: richardson
/// A row of the table: the central difference at one step, and what extrapolation makes
/// of it.
///
/// A central difference is f′ + c₁h² + c₂h⁴ + …. Halving h divides the c₁ term by 4, so
/// (4·new − old)/3 is free of it; the next column removes c₂ with 16 and 15, and so on.
#[derive(Default)]
struct Row {
    values: Vec<f64>,
    /// By how much each value differs from the one above it, at twice the step.
    changes: Vec<f64>,
}

impl Row {
    fn below(&self, difference: f64) -> Self {
        let mut values = vec![difference];
        let mut changes = Vec::new();
        let mut power = 1.0;
        for (j, old) in self.values.iter().take(ORDER).enumerate() {
            power *= 4.0;
            changes.push(values[j] - old);
            values.push((power * values[j] - old) / (power - 1.0));
        }
        Self { values, changes }
    }

    /// The extrapolated values, each with what the column before it says about its
    /// error.
    ///
    /// Two values can agree by accident, and among many some will. So a column must
    /// have agreed twice, and the second time no better than its order promises: the
    /// change from one step to the next falls by 4, 16, 64, ….
    fn judged(&self, above: &Self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut power = 1.0;
        for (j, (new, old)) in self.changes.iter().zip(&above.changes).enumerate() {
            power *= 4.0;
            let change = new.abs().max(old.abs() / power);
            let error = change * power / (power - 1.0);
            entries.push(Entry {
                value: self.values[j + 1],
                error,
            });
        }
        entries
    }
}
// ANCHOR_END: richardson

//! The chain rule three ways: backward over the tape, forward over it, and by nudging.

use std::path::Path;

use autograd::gates::mean_logistic_loss;
use autograd::nudge::central_difference;
use autograd::tape::Row;
use autograd::{Activation, Mlp, Tape};

use super::bar;
use crate::FigureError;
use crate::results::Table;

/// *Forward mode*: the slope of the last row with respect to row `input`.
///
/// One pass over the tape, first to last: a row moves by the sum, over its parents, of local
/// slope times how far the parent moves. That is one input's slopes; n inputs need n passes.
pub fn forward_mode(rows: &[Row], input: usize) -> f64 {
    let mut moves = vec![0.0; rows.len()];
    moves[input] = 1.0;
    for (index, row) in rows.iter().enumerate().skip(input + 1) {
        moves[index] = row
            .parents
            .iter()
            .map(|&(parent, slope)| slope * moves[parent])
            .sum();
    }
    moves.last().copied().unwrap_or(0.0)
}

/// The nudge of the comparison: h³ = 2⁻⁵² balances rounding against the formula's own error.
pub(super) const STEP: f64 = 6e-6;

/// The largest difference of forward mode, and of nudging, from the reverse sweep over the loss of
/// a network on XOR, relative to the largest slope of each network.
pub fn largest_differences(seeds: u64) -> (usize, f64, f64) {
    let data = datasets::xor();
    let bar = bar(seeds as usize, "chain-rule");
    let (mut cases, mut forward, mut nudge) = (0, 0.0_f64, 0.0_f64);
    for seed in 0..seeds {
        let activation = if seed % 2 == 0 {
            Activation::Tanh
        } else {
            Activation::Sigmoid
        };
        let model = Mlp::new(&[2, 4, 3, 1], activation);
        let start = model.init(seed);
        let tape = Tape::new();
        let variables = tape.vars(&start);
        let loss =
            mean_logistic_loss(&tape, &data, |x| model.forward(&variables, x)[0]);
        let slopes = loss.backward().wrt_all(&variables);
        let largest = slopes
            .iter()
            .fold(0.0_f64, |most, slope| most.max(slope.abs()));
        let rows = tape.rows();
        for (i, slope) in slopes.iter().enumerate() {
            let moved = |value: f64| {
                let mut parameters = start.clone();
                parameters[i] = value;
                let tape = Tape::new();
                let variables = tape.vars(&parameters);
                mean_logistic_loss(&tape, &data, |x| model.forward(&variables, x)[0])
                    .value()
            };
            let by_nudging = central_difference(moved, start[i], STEP);
            forward = forward.max((forward_mode(&rows, i) - slope).abs() / largest);
            nudge = nudge.max((by_nudging - slope).abs() / largest);
            cases += 1;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    (cases, forward, nudge)
}

/// Writes `chain-rule.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    const SEEDS: u64 = 200;
    let (cases, forward, nudge) = largest_differences(SEEDS);
    let mut table =
        Table::new("chain-rule", &["against", "slopes", "largest_difference"]);
    table.note(format!("seeds: 0 to {}", SEEDS - 1));
    table.note("how: networks 2-4-3-1, tanh and sigmoid in turn, mean loss on XOR; differences from the reverse sweep,");
    table.note("relative to the network's largest slope; nudging is the central difference with h = 6e-6");
    table.push([
        "forward-mode".to_owned(),
        cases.to_string(),
        format!("{forward:.1e}"),
    ]);
    table.push([
        "nudging".to_owned(),
        cases.to_string(),
        format!("{nudge:.1e}"),
    ]);
    table.write(folder, "chain-rule")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forward_mode_sums_over_both_paths() {
        let tape = Tape::new();
        let (a, b) = (tape.var(3.0), tape.var(-2.0));
        let s = a * b + a;
        let loss = s * s;
        let rows = tape.rows();
        assert_eq!(rows.len(), loss.row() + 1);
        assert_eq!(
            (forward_mode(&rows, a.row()), forward_mode(&rows, b.row())),
            (6.0, -18.0)
        );
    }

    #[test]
    fn the_three_ways_agree() {
        let (cases, forward, nudge) = largest_differences(4);
        assert_eq!(cases, 4 * (12 + 15 + 4));
        // Rounding alone: a few hundred operations of 2⁻⁵³ each; and h² plus rounding over h.
        assert!(forward < 1e-13 && nudge < 1e-8, "{forward:e} {nudge:e}");
    }
}

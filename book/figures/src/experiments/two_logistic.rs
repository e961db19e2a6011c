//! Two logistic regressions one after another, and a network of two layers with one neuron each.

use std::path::Path;

use autograd::{Activation, Mlp, Neuron, Tape};

use crate::FigureError;
use crate::results::Table;

/// The result and all slopes of one run.
type Answer = (f64, Vec<f64>);

/// As a network 2-1-1: one tape, one sweep. The last entries are the loss and its slopes for the
/// five parameters.
fn network(parameters: &[f64], inputs: &[f64], label: f64) -> Answer {
    let model = Mlp::new(&[2, 1, 1], Activation::Sigmoid);
    let tape = Tape::new();
    let variables = tape.vars(parameters);
    let loss = model.forward(&variables, inputs)[0].logistic_loss(label);
    (loss.value(), loss.backward().wrt_all(&variables))
}

/// As two regressions, each with a tape of its own: the second reads the first one's probability
/// as its only input, and hands back its slope for that input.
fn by_hand(parameters: &[f64], inputs: &[f64], label: f64) -> Answer {
    let (first_parameters, second_parameters) = parameters.split_at(3);
    let (first_tape, second_tape) = (Tape::new(), Tape::new());

    let first = first_tape.vars(first_parameters);
    let probability = Neuron { inputs: 2 }.forward(&first, inputs).sigmoid();

    let input = second_tape.var(probability.value());
    let second = second_tape.vars(second_parameters);
    let loss = Neuron { inputs: 1 }
        .forward(&second, &[input])
        .logistic_loss(label);

    let of_second = loss.backward();
    let mut of_first = autograd::Gradients::new();
    probability.backward_into(of_second.wrt(input), &mut of_first);
    let mut slopes = of_first.wrt_all(&first);
    slopes.extend(of_second.wrt_all(&second));
    (loss.value(), slopes)
}

/// The largest difference of losses and of slopes over the four samples of XOR and many starts.
pub fn largest_differences(seeds: u64) -> (f64, f64) {
    let data = datasets::xor();
    let mut largest = (0.0_f64, 0.0_f64);
    for seed in 0..seeds {
        let parameters = Mlp::new(&[2, 1, 1], Activation::Sigmoid).init(seed);
        for (inputs, label) in data.iter() {
            let label = label as f64;
            let (one, other) = (
                network(&parameters, inputs, label),
                by_hand(&parameters, inputs, label),
            );
            largest.0 = largest.0.max((one.0 - other.0).abs());
            for (a, b) in one.1.iter().zip(&other.1) {
                largest.1 = largest.1.max((a - b).abs());
            }
        }
    }
    largest
}

/// Writes `two-logistic.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    const SEEDS: u64 = 1_000;
    let (loss, slopes) = largest_differences(SEEDS);
    let mut table =
        Table::new("two-logistic", &["quantity", "cases", "largest_difference"]);
    table.note(format!("seeds: 0 to {}", SEEDS - 1));
    table.note("how: network 2-1-1 (sigmoid) on one tape against two regressions on two tapes; four samples of XOR each");
    table.push(["loss".to_owned(), (4 * SEEDS).to_string(), loss.to_string()]);
    table.push([
        "slopes".to_owned(),
        (20 * SEEDS).to_string(),
        slopes.to_string(),
    ]);
    table.write(folder, "two-logistic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_the_same_network() {
        assert_eq!(largest_differences(5), (0.0, 0.0));
    }

    #[test]
    fn the_slopes_are_not_all_zero() {
        let parameters = [0.5, -0.3, 0.1, 0.8, -0.2];
        let (_, slopes) = by_hand(&parameters, &[1.0, 1.0], 0.0);
        assert!(slopes.iter().all(|slope| slope.abs() > 1e-3), "{slopes:?}");
    }
}

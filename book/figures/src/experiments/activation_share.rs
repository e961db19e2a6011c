//! What share of a training step an activation is.

use std::hint::black_box;
use std::path::Path;

use activations::{Activation, ActivationLayer};
use backprop::{Batches, Layer, Sgd, Training};
use datasets::Dataset;
use matrix::Matrix;

use super::bends::{BATCH, key, network};
use super::clock::{CLOCK, Clock, micro};
use super::digits::split;
use super::mlp_digits::{LEARNING_RATE, SIZES};
use crate::FigureError;
use crate::results::Table;

/// Whose share is measured.
pub const ALL: [Activation; 3] = [Activation::Relu, Activation::Tanh, Activation::Gelu];

/// Seconds of a training step, and of the activation alone, forward and backward.
fn measure(activation: Activation, data: &Dataset, clock: Clock) -> [f64; 2] {
    let mut batches = Batches::new(data, BATCH);
    let (x, labels) = batches.get(0);
    let mut network = network(activation, &SIZES, 0);
    let sgd = Sgd {
        learning_rate: LEARNING_RATE,
    };
    let mut training = Training::new(&mut network, sgd);
    let step = clock.seconds(|| {
        black_box(training.step(black_box(x), labels));
    });
    let mut layer = ActivationLayer::new(activation);
    // Numbers of both signs, of ordinary size.
    let z = Matrix::from_fn(SIZES[1], BATCH, |i, j| 1.5 * ((i + 7 * j) as f64).sin());
    let dy = Matrix::from_fn(SIZES[1], BATCH, |i, j| ((3 * i + j) as f64).cos());
    let alone = clock.seconds(|| {
        black_box(layer.forward(black_box(&z)));
        black_box(layer.backward(black_box(&dy)));
    });
    [step, alone]
}

/// Writes `activation-share.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(CLOCK)?.write(folder, "activation-share")
}

/// The table.
///
/// # Errors
///
/// As [`split`].
pub fn table(clock: Clock) -> Result<Table, FigureError> {
    let halves = split()?;
    let times = clock.in_turns("activation-share", ALL.len(), |case| {
        measure(ALL[case], &halves.train, clock)
    });
    let columns = ["activation", "step_us", "activation_us", "share_percent"];
    let mut table = Table::new("activation-share", &columns);
    table.note(format!(
        "seed: 0; digits, split 0.2, seed 7; a training step of {}-{}-{} on {BATCH} samples (forward, loss, backward, descent), and the activation alone on {}×{BATCH} numbers, forward and backward; f64, one thread",
        SIZES[0], SIZES[1], SIZES[2], SIZES[1]
    ));
    table.note(clock.note());
    for (activation, [step, alone]) in ALL.into_iter().zip(times) {
        table.push([
            key(activation),
            micro(step),
            micro(alone),
            format!("{:.1}", 100.0 * alone / step),
        ]);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::clock::SHORT;

    #[test]
    fn an_activation_is_a_part_of_the_step() {
        let table = table(SHORT).expect("the digits are there");
        for activation in ALL {
            let share = table.number(&key(activation), "share_percent");
            let share = share.expect("a number");
            // The products alone are more arithmetic than three thousand numbers of relu.
            assert!((0.0..100.0).contains(&share), "{table:?}");
        }
    }
}

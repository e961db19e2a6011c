//! The price of a gradient: by nudging each parameter, by forward mode, by one reverse sweep.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use autograd::{Activation, Gradients, Mlp, Tape};

use super::bar;
use super::chain_rule::forward_mode;
use super::clock::{micro, seconds, two_digits};
use crate::FigureError;
use crate::results::Table;

/// The neurons in each of the two hidden layers.
pub const WIDTHS: [usize; 8] = [1, 2, 4, 8, 16, 32, 64, 128];
const INPUTS: [f64; 2] = [0.3, -0.7];

/// Seconds for one gradient of a network.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// How many parameters it has.
    pub parameters: usize,
    /// One evaluation of the loss.
    pub evaluation: f64,
    /// One evaluation and one reverse sweep: all slopes.
    pub sweep: f64,
    /// One evaluation, and one pass of forward mode for each parameter.
    pub forward: f64,
    /// Two evaluations for each parameter.
    pub nudging: f64,
}

/// Measures a network 2-w-w-1 on one sample.
pub fn measure(width: usize, least: Duration, runs: usize) -> Times {
    let model = Mlp::new(&[2, width, width, 1], Activation::Tanh);
    let start = model.init(0);
    let mut tape = Tape::new();
    let loss = |tape: &Tape, parameters: &[f64]| {
        model.forward(&tape.vars(parameters), &INPUTS)[0]
            .logistic_loss(1.0)
            .value()
    };
    let evaluation = seconds(least, runs, || {
        tape.clear();
        black_box(loss(&tape, black_box(&start)));
    });
    let mut gradients = Gradients::new();
    let sweep = seconds(least, runs, || {
        tape.clear();
        let variables = tape.vars(black_box(&start));
        let loss = model.forward(&variables, &INPUTS)[0].logistic_loss(1.0);
        loss.backward_into(1.0, &mut gradients);
        black_box(gradients.wrt(variables[0]));
    });
    let rows = {
        tape.clear();
        loss(&tape, &start);
        tape.rows()
    };
    let forward = seconds(least, runs, || {
        for input in 0..start.len() {
            black_box(forward_mode(black_box(&rows), input));
        }
    });
    let mut moved = start.clone();
    let nudging = seconds(least, runs, || {
        for i in 0..start.len() {
            let mut at = |value: f64| {
                moved[i] = value;
                tape.clear();
                loss(&tape, &moved)
            };
            black_box((at(start[i] + 1e-5) - at(start[i] - 1e-5)) / 2e-5);
            moved[i] = start[i];
        }
    });
    Times {
        parameters: start.len(),
        evaluation,
        sweep,
        forward: evaluation + forward,
        nudging,
    }
}

/// Writes `nudge-or-sweep.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    let columns = [
        "parameters",
        "network",
        "evaluation_us",
        "sweep_us",
        "forward_mode_us",
        "nudging_us",
        "sweep_over_evaluation",
        "nudging_over_sweep",
    ];
    let mut table = Table::new("nudge-or-sweep", &columns);
    table.note("seed: 0");
    table.note("how: network 2-w-w-1 (tanh), loss of one sample; microseconds for all slopes, shortest of up to 15 runs;");
    table.note("nudging: two evaluations per parameter; forward mode: one pass over the tape per parameter");
    let bar = bar(WIDTHS.len(), "nudge-or-sweep");
    for width in WIDTHS {
        let times = measure(width, Duration::from_millis(30), 15);
        table.push([
            times.parameters.to_string(),
            format!("2-{width}-{width}-1"),
            micro(times.evaluation),
            micro(times.sweep),
            micro(times.forward),
            micro(times.nudging),
            format!("{:.1}", times.sweep / times.evaluation),
            two_digits(times.nudging / times.sweep).to_string(),
        ]);
        bar.inc(1);
    }
    bar.finish_and_clear();
    table.write(folder, "nudge-or-sweep")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_parameters_make_nudging_dearer_than_a_sweep() {
        let times = measure(8, Duration::from_millis(1), 3);
        assert_eq!(times.parameters, 24 + 72 + 9);
        // 210 evaluations against about two: a factor of five leaves room for a busy machine.
        assert!(times.nudging > 5.0 * times.sweep, "{times:?}");
    }
}

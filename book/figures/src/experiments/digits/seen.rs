//! What the ten neurons of one run look for, and what they get wrong.

use autograd::digits::choose;
use autograd::rules::sigmoid;
use datasets::Split;

use super::TEN;
use crate::experiments::judged::Reader;
use crate::results::{Table, joined};

/// The ten neurons' weights, for the pictures.
pub(super) fn weights(parameters: &[f64]) -> Table {
    let mut table = Table::new("digits-weights", &["digit", "bias", "weights"]);
    table.note("seed: 0; the ten neurons of digits.csv; 64 weights each, row by row from the top left");
    for (digit, own) in parameters.chunks(65).enumerate() {
        let rounded: Vec<f64> = own.iter().map(|w| (w * 1e4).round() / 1e4).collect();
        table.push([
            digit.to_string(),
            rounded[64].to_string(),
            joined(&rounded[..64]),
        ]);
    }
    table
}

/// What the ten neurons of seed 0 choose for each test sample: the wrong ones, and the counts.
pub(super) fn judged(parameters: &[f64], halves: &Split) -> [Table; 2] {
    const READER: Reader = Reader {
        name: "digits",
        gets: "the ten neurons of digits.csv get",
        whose: "the ten neurons'",
        sample: "its number in the whole set, from 0",
        p: "the neuron's own probability",
    };
    let network = TEN.network();
    crate::experiments::judged::judged(
        &READER,
        &halves.test,
        &halves.test_indices,
        |sample| {
            let logits = network.predict(parameters, sample);
            let p = logits.iter().map(|&logit| sigmoid(logit).0).collect();
            (choose(&logits), p)
        },
    )
}

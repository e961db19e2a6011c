//! What the ten neurons of one run look for, and what they get wrong.

use autograd::digits::choose;
use autograd::rules::sigmoid;
use datasets::Split;

use super::TEN;
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
    let network = TEN.network();
    let test = &halves.test;
    let mut counts = [[0_usize; 10]; 10];
    let mut wrong = Vec::new();
    for (i, (sample, truth)) in test.iter().enumerate() {
        let logits = network.predict(parameters, sample);
        let choice = choose(&logits);
        counts[truth][choice] += 1;
        if choice != truth {
            let sure = |class: usize| sigmoid(logits[class]).0;
            wrong.push((
                halves.test_indices[i],
                truth,
                choice,
                sure(choice),
                sure(truth),
            ));
        }
    }
    // The worst first: surest of the wrong class against the right one.
    wrong.sort_by(|a, b| (b.3 - b.4).total_cmp(&(a.3 - a.4)));
    let mut mistakes = Table::new(
        "digits-mistakes",
        &["rank", "sample", "truth", "choice", "p_choice", "p_truth"],
    );
    mistakes.note(format!("seed: 0; the {} test samples that the ten neurons of digits.csv get wrong, worst first", wrong.len()));
    mistakes.note(
        "sample: its number in the whole set, from 0; p: the neuron's own probability",
    );
    for (rank, (sample, truth, choice, p, q)) in wrong.into_iter().enumerate() {
        mistakes.push([
            (rank + 1).to_string(),
            sample.to_string(),
            truth.to_string(),
            choice.to_string(),
            format!("{p:.3}"),
            format!("{q:.3}"),
        ]);
    }
    let mut columns = vec!["truth".to_owned()];
    columns.extend((0..10).map(|choice| format!("chose_{choice}")));
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut confusion = Table::new("digits-confusion", &names);
    confusion.note(
        "seed: 0; test samples by true digit (row) and by the ten neurons' choice (column)",
    );
    for (truth, row) in counts.iter().enumerate() {
        confusion.push(
            [truth.to_string()]
                .into_iter()
                .chain(row.iter().map(ToString::to_string)),
        );
    }
    [mistakes, confusion]
}

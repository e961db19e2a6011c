//! What the hidden neurons of one run look for, and what the network gets wrong.

use backprop::training::largest;
use backprop::{Function, Layer, Sequential, functions::Softmax};
use datasets::{Dataset, Split};
use matrix::{Matrix, Vector};

use crate::experiments::equal_starts::first_layer;
use crate::experiments::judged::Reader;
use crate::results::{Table, joined};

/// A row for each hidden neuron: its key, for how many samples it is positive, and its weights,
/// row by row of the image.
pub(super) fn weights(
    when: &str,
    network: &mut Sequential,
    data: &Dataset,
) -> Vec<[String; 3]> {
    let [w, b] = first_layer(network);
    let sum = |i: usize, x: &[f64]| -> f64 {
        let votes = x.iter().enumerate().map(|(j, x)| w[(i, j)] * x);
        votes.sum::<f64>() + b[(i, 0)]
    };
    let active = |i: usize| data.iter().filter(|(x, _)| sum(i, x) > 0.0).count();
    let rounded = |x: f64| (x * 1e3).round() / 1e3;
    let row =
        |i: usize| -> Vec<f64> { (0..w.ncols()).map(|j| rounded(w[(i, j)])).collect() };
    (0..w.nrows())
        .map(|i| {
            let key = format!("{when}-{}", i + 1);
            [key, active(i).to_string(), joined(&row(i))]
        })
        .collect()
}

/// What the network of seed 0 chooses for each test sample: the wrong ones, and the counts.
pub(super) fn judged(network: &mut Sequential, halves: &Split) -> [Table; 2] {
    const READER: Reader = Reader {
        name: "mlp-digits",
        gets: "the network of mlp-digits.csv gets",
        whose: "the network's",
        sample: "its number in the whole set, from 0",
        p: "the probability by the softmax",
    };
    crate::experiments::judged::judged(
        &READER,
        &halves.test,
        &halves.test_indices,
        |sample| {
            let x = Matrix::from(Vector::from(sample));
            let logits = Vector::from(network.forward(&x).column(0));
            (largest(&logits), Softmax.value(&logits).to_vec())
        },
    )
}

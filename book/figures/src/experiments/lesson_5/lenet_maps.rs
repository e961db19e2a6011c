//! One digit on its way through a trained LeNet.

use std::path::Path;

use backprop::{Function, functions::Softmax};
use datasets::Mnist;
use matrix::Vector;

use super::networks::{Kind, PASSES, data, note};
use super::watched::{PLACES, trained};
use crate::FigureError;
use crate::results::{Table, joined};

const SEED: u64 = 0;
/// The number of the test image: a 5 that is not easy to read.
const IMAGE: usize = 8;

/// Writes `lenet-maps.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(PASSES, &data()?).write(folder, "lenet-maps")
}

/// The numbers at each place.
pub fn table(passes: usize, mnist: &Mnist) -> Table {
    let mut network = trained(Kind::Modern, &mnist.train, SEED, passes);
    let mut seen = network.look(mnist.test.sample(IMAGE));
    // Probabilities say more than logits.
    seen[5] = Softmax.value(&Vector::from(&seen[5][..])).to_vec();
    let [first, second] = network.geometries();
    let shapes = [
        first.input(),
        first.output(),
        second.input(),
        second.output(),
    ]
    .map(|shape| shape.to_string());
    let [image, map_1, pooled_1, map_2] = shapes;
    let shapes = [
        image,
        map_1,
        pooled_1,
        map_2,
        "16×5×5".to_owned(),
        "10".to_owned(),
    ];
    let mut table = Table::new("lenet-maps", &["place", "shape", "numbers"]);
    table.note(format!(
        "seed: {SEED}; test image {IMAGE}, counted from 0, which shows a {}",
        mnist.test.label(IMAGE)
    ));
    table.note(note(passes));
    table.note("a map is what relu leaves of a convolution, channel after channel, row after row; three digits after the point; in place of logits their softmax");
    for ((place, shape), numbers) in PLACES.into_iter().zip(shapes).zip(&seen) {
        let place = if place == "logits" { "softmax" } else { place };
        let rounded = |x: &f64| (x * 1e3).round() / 1e3;
        let numbers: Vec<f64> = numbers.iter().map(rounded).collect();
        table.push([place.to_owned(), shape, joined(&numbers)]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::first;

    #[test]
    fn every_place_has_its_numbers() {
        let mnist = data().expect("the images are part of the program");
        let few = Mnist {
            train: first(&mnist.train, 64),
            test: first(&mnist.test, 10),
        };
        let table = table(1, &few);
        let sizes = table.rows.iter().map(|row| {
            let shape = table.text(&row[0], "shape").expect("a shape");
            let factors = shape.split('×').map(str::parse::<usize>);
            let size: usize = factors.map(|n| n.expect("a size")).product();
            let numbers = table.list(&row[0], "numbers").expect("numbers");
            assert_eq!(numbers.len(), size, "{}", row[0]);
            if row[0] == "softmax" {
                let sum: f64 = numbers.iter().sum();
                assert!((sum - 1.0).abs() < 0.01, "{numbers:?}");
            }
            size
        });
        assert_eq!(sizes.sum::<usize>(), 784 * 7 + 196 * 6 + 1_600 + 400 + 10);
    }
}

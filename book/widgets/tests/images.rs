//! Lesson 5: the kernel that slides, and the LeNet that reads.

mod common;

use common::{EPSILON, ask, close, widget};
use matrix::Real;

/// The nearest number that the crates have.
// Nothing changes where they are of 64 bits already.
#[allow(clippy::useless_conversion)]
fn rounded(x: f64) -> f64 {
    f64::from(x as Real)
}

#[test]
fn the_digits_are_test_images() {
    let mnist = datasets::mnist().expect("it is built in");
    let mut slide = widget("slide");
    for digit in 0..10 {
        let pixels = ask(&mut *slide, "digit", &[digit as f64]).numbers;
        let found = mnist.test.iter().find(|(_, label)| *label == digit);
        let (expected, _) = found.expect("each digit is there");
        assert_eq!(pixels.len(), expected.len());
        for (place, (pixel, expected)) in pixels.iter().zip(expected).enumerate() {
            let (row, column) = (place / 28, place % 28);
            let place = format_args!("digit {digit}, row {row}, column {column}");
            close(*pixel, rounded(*expected), 0.0, place);
        }
    }
}

/// The definition, by hand, at each place.
#[test]
fn a_slid_kernel_answers_with_its_dot_products() {
    let mut slide = widget("slide");
    let pixels = ask(&mut *slide, "digit", &[2.0]).numbers;
    let taps = [0.5, -1.0, 2.0, 0.25, 3.0, -0.5, 1.5, -2.0, 0.75];
    for (stride, padding, side) in [(1, 0, 26), (1, 1, 28), (2, 2, 15), (3, 1, 10)] {
        // With its margin of zeros.
        let wide = 28 + 2 * padding;
        let mut padded = vec![0.0; wide * wide];
        for (row, pixels) in pixels.chunks(28).enumerate() {
            let from = (row + padding) * wide + padding;
            padded[from..from + 28].copy_from_slice(pixels);
        }
        let question = [&[stride as f64, padding as f64], &taps[..]].concat();
        let output = ask(&mut *slide, "layer", &question).numbers;
        assert_eq!(output[0], side as f64);
        assert_eq!(output.len(), 1 + side * side);
        for place in 0..side * side {
            let (row, column) = (place / side, place % side);
            let (top, left) = (stride * row, stride * column);
            let sees = |tap: usize| padded[(top + tap / 3) * wide + left + tap % 3];
            let said = [row as f64, column as f64];
            let said = ask(&mut *slide, "place", &said).numbers;
            assert_eq!(said.len(), 21);
            assert_eq!(said[0], top as f64 - padding as f64);
            assert_eq!(said[1], left as f64 - padding as f64);
            let (mut sum, mut size) = (0.0, 0.0);
            for tap in 0..9 {
                let at = format_args!(
                    "stride {stride}, row {row}, column {column}, tap {tap}"
                );
                close(said[2 + tap], sees(tap), 0.0, at);
                // 24 bits by 24 fit in 53: two numbers of 32 bits are multiplied exactly here.
                let product = sees(tap) * taps[tap];
                close(said[11 + tap], rounded(product), 0.0, at);
                sum += product;
                size += product.abs();
            }
            let at = format_args!("stride {stride}, row {row}, column {column}");
            // Each product is rounded, and so are up to nine sums with it: there, and here.
            close(said[20], sum, 10.0 * EPSILON * size, at);
            close(said[20], output[1 + place], 0.0, at);
        }
    }
}

/// What the page says of the network: see lesson 5, "All together".
#[test]
fn lenet_with_rounded_weights_reads_the_test_images() {
    let mnist = datasets::mnist().expect("it is built in");
    let mut network = widgets::reader::weights::trained();
    let score = backprop::training::evaluate(&mut network, &mnist.test);
    assert!((score.accuracy - 0.983).abs() < 1e-9, "{score:?}");
    // Rounding anew changes nothing: the file is whole.
    let bytes = widgets::reader::weights::pack(&mut network);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/lenet.bin");
    let file = std::fs::read(file).expect("it is committed");
    assert!(bytes == file, "the file is not rounded as `pack` rounds");
}

/// Digits as strokes, in a field from 0 to 100.
const DRAWN: [&[&[[f64; 2]]]; 10] = [
    &[&[
        [50., 10.],
        [30., 20.],
        [22., 45.],
        [25., 70.],
        [40., 88.],
        [58., 86.],
        [72., 68.],
        [76., 42.],
        [68., 20.],
        [50., 10.],
    ]],
    &[&[[52., 10.], [50., 35.], [49., 60.], [48., 90.]]],
    &[&[
        [25., 30.],
        [35., 14.],
        [52., 10.],
        [66., 20.],
        [66., 36.],
        [52., 55.],
        [34., 72.],
        [22., 86.],
        [45., 84.],
        [78., 86.],
    ]],
    &[&[
        [28., 18.],
        [45., 10.],
        [64., 16.],
        [68., 30.],
        [58., 42.],
        [44., 47.],
        [62., 52.],
        [72., 66.],
        [64., 82.],
        [45., 90.],
        [26., 82.],
    ]],
    &[
        &[[34., 12.], [26., 50.], [50., 53.], [72., 50.]],
        &[[66., 12.], [64., 50.], [60., 90.]],
    ],
    &[&[
        [70., 12.],
        [36., 12.],
        [31., 44.],
        [50., 42.],
        [66., 52.],
        [68., 70.],
        [56., 86.],
        [40., 89.],
        [26., 82.],
    ]],
    &[&[
        [62., 10.],
        [44., 25.],
        [32., 50.],
        [30., 72.],
        [40., 88.],
        [58., 86.],
        [66., 72.],
        [60., 58.],
        [46., 56.],
        [33., 68.],
    ]],
    &[&[
        [24., 14.],
        [48., 13.],
        [74., 14.],
        [62., 38.],
        [52., 62.],
        [44., 90.],
    ]],
    &[&[
        [64., 20.],
        [48., 10.],
        [34., 20.],
        [38., 36.],
        [54., 50.],
        [64., 66.],
        [58., 84.],
        [44., 89.],
        [32., 78.],
        [38., 60.],
        [54., 44.],
        [64., 30.],
        [64., 20.],
    ]],
    &[&[
        [66., 24.],
        [52., 12.],
        [36., 20.],
        [32., 36.],
        [44., 47.],
        [60., 40.],
        [66., 24.],
        [64., 50.],
        [60., 72.],
        [54., 90.],
    ]],
];

fn drawn(digit: usize, size: f64, corner: [f64; 2]) -> Vec<f64> {
    let mut points = Vec::new();
    for stroke in DRAWN[digit] {
        if !points.is_empty() {
            points.extend([-1.0, -1.0]);
        }
        points.extend(stroke.iter().flat_map(|[x, y]| {
            [corner[0] + size * x / 100.0, corner[1] + size * y / 100.0]
        }));
    }
    points
}

#[test]
fn lenet_reads_what_is_drawn() {
    let mut reader = widget("reader");
    let mut read = |points: &[f64]| {
        let said = ask(&mut *reader, "strokes", points).numbers;
        let (pixels, answer) = said.split_at(784);
        (pixels.to_vec(), answer.to_vec())
    };
    // Nothing is drawn: nothing is said.
    let (pixels, answer) = read(&[]);
    assert_eq!((pixels.len(), answer), (784, vec![]));
    assert_eq!(pixels.iter().position(|ink| *ink != 0.0), None);
    for digit in 0..10 {
        let (pixels, answer) = read(&drawn(digit, 1.0, [0.0, 0.0]));
        // Nine additions, a quotient and a product there; nine additions here.
        let sum = answer.iter().sum();
        close(sum, 1.0, 10.0 * EPSILON, format_args!("a {digit}, in all"));
        let best = answer.iter().copied().fold(0.0, f64::max);
        assert_eq!(answer[digit], best, "a {digit}: {answer:?}");
        // The ink's centre of mass is the middle.
        let mass: f64 = pixels.iter().sum();
        for axis in [1, 28] {
            let at = |place: usize| ((place / axis) % 28) as f64 + 0.5;
            let moment = pixels.iter().enumerate().map(|(i, ink)| ink * at(i));
            let centre = moment.sum::<f64>() / mass;
            // A pixel is inked by one distance, that of its middle: hence not exactly.
            assert!((centre - 14.0).abs() < 0.1, "a {digit}: {centre}");
        }
        // Half as large and elsewhere, it is the same image.
        let (small, _) = read(&drawn(digit, 0.5, [0.4, 0.1]));
        // Each pixel is rounded once. Before that it is of 64 bits in any case, and its largest
        // error that of a centre of mass: two sums of 784 numbers, times a place up to 28.
        let tolerance = EPSILON + 2.0 * 784.0 * 28.0 * f64::EPSILON;
        for (place, (large, small)) in pixels.iter().zip(small).enumerate() {
            let (row, column) = (place / 28, place % 28);
            let place = format_args!("a {digit}, row {row}, column {column}");
            close(small, *large, tolerance, place);
        }
    }
}

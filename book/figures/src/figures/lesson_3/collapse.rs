//! Three layers as a function of one number: without a bend, with a corner, with a curve.

use std::path::Path;

use activations::Activation;
use matrix::{Matrix, Real};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::{Drawing, Text};

/// Units of the two hidden layers.
const UNITS: usize = 8;
/// Chosen for its looks: nine corners that stand apart.
const SEED: u64 = 7_199;
const REACH: f64 = 3.0;

/// The weights of a network 1-8-8-1, the same for all three panels.
struct Network {
    weights: [Matrix; 3],
    biases: [Matrix; 3],
}

impl Network {
    fn new(seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut normal = |rows: usize, columns: usize, deviation: Real| {
            Matrix::from_fn(rows, columns, |_, _| {
                deviation * random.sample::<Real, _>(StandardNormal)
            })
        };
        let deep = (2.0 / UNITS as Real).sqrt();
        Self {
            weights: [
                normal(UNITS, 1, 1.0),
                normal(UNITS, UNITS, deep),
                normal(1, UNITS, deep),
            ],
            biases: [
                normal(UNITS, 1, 1.8),
                normal(UNITS, 1, 0.6),
                normal(1, 1, 0.0),
            ],
        }
    }

    /// The result, and which hidden units are positive.
    fn at(&self, activation: Activation, x: f64) -> (f64, Vec<bool>) {
        let mut positive = Vec::new();
        let mut h = Matrix::from_rows([[x]]);
        for (layer, (w, b)) in self.weights.iter().zip(&self.biases).enumerate() {
            let mut z = w * &h;
            for (z, b) in z.as_mut_slice().iter_mut().zip(b.as_slice()) {
                *z += b;
                if layer < 2 {
                    positive.push(*z > 0.0);
                    *z = activation.value(*z);
                }
            }
            h = z;
        }
        (h[(0, 0)], positive)
    }

    /// Where a relu turns and the result's slope with it, by halving the steps of a grid.
    fn corners(&self) -> Vec<(f64, f64)> {
        const STEPS: usize = 1_200;
        let at = |x: f64| self.at(Activation::Relu, x);
        let grid = |i: usize| REACH * (2.0 * i as f64 / STEPS as f64 - 1.0);
        let mut corners = Vec::new();
        for i in 0..STEPS {
            let (mut left, mut right) = (grid(i), grid(i + 1));
            let before = at(left).1;
            if before == at(right).1 {
                continue;
            }
            for _ in 0..40 {
                let middle = f64::midpoint(left, right);
                if at(middle).1 == before {
                    left = middle;
                } else {
                    right = middle;
                }
            }
            let (y, step) = (at(left).0, 1e-4);
            let bend = at(left - step).0 + at(left + step).0 - 2.0 * y;
            if bend.abs() > 0.02 * step {
                corners.push((left, y));
            }
        }
        corners
    }
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("collapse", 600.0, 288.0);
    let network = Network::new(SEED);
    let corners = network.corners();
    let panels = [
        (Activation::Identity, "no activation", "a line"),
        (Activation::Relu, "ReLU", "dots: its corners"),
        (Activation::Tanh, "tanh", "no corners"),
    ];
    for (panel, (activation, title, words)) in panels.into_iter().enumerate() {
        let points: Vec<(f64, f64)> = (0..=300)
            .map(|i| REACH * (f64::from(i) / 150.0 - 1.0))
            .map(|x| (x, network.at(activation, x).0))
            .collect();
        let low = points.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(|p| p.1).fold(f64::NEG_INFINITY, f64::max);
        let rim = 0.08 * (high - low);
        let x = Axis::linear(-REACH, REACH, &[-REACH, 0.0, REACH], 0);
        let y = Axis::linear(low - rim, high + rim, &[], 0);
        let left = 20.0 + 197.0 * panel as f64;
        let mut plot = Plot::new((left, 56.0), (166.0, 166.0), x, y);
        plot.curve(points, Ink::A, 2.5);
        if activation == Activation::Relu {
            plot.dots(corners.iter().copied(), Ink::E, 3.5);
        }
        plot.draw(&mut drawing)?;
        let middle = left + 83.0;
        drawing.add(Text::new((middle, 20.0), title).middle().bold());
        drawing.add(
            Text::new((middle, 42.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    drawing.add(
        Text::new(
            (300.0, 276.0),
            "the same weights in all three; each height scaled to fit",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_bend_it_is_a_line_and_between_corners_relu_is_one() {
        let network = Network::new(SEED);
        let second = |activation: Activation, x: f64, h: f64| {
            let at = |x: f64| network.at(activation, x).0;
            (at(x - h) + at(x + h) - 2.0 * at(x)).abs()
        };
        for i in 0..50 {
            let x = f64::from(i) / 10.0 - 2.4;
            assert!(second(Activation::Identity, x, 0.5) < 1e-12, "{x}");
        }
        let corners = network.corners();
        assert!(corners.len() >= 6, "{corners:?}");
        for pair in corners.windows(2) {
            let (middle, width) =
                (f64::midpoint(pair[0].0, pair[1].0), pair[1].0 - pair[0].0);
            let bend = second(Activation::Relu, middle, 0.49 * width);
            // Corners too flat to be seen have no dot.
            assert!(bend < 0.02 * width, "{pair:?}: {bend}");
        }
    }
}

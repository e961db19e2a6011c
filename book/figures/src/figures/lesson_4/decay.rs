//! What becomes of a number that only noise moves, when it decays.

use std::path::Path;

use backprop::Optimizer;
use optimizers::{Adam, AdamW, WithL2};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::{Drawing, Text};

const STEPS: usize = 2_000;
/// How many numbers of each kind are averaged.
const NUMBERS: usize = 100;
const RATE: f64 = 0.002;
const DECAY: f64 = 0.3;
/// How large the slopes are of the two kinds of numbers.
const SIZES: [f64; 2] = [10.0, 0.1];

/// The mean of the numbers of each kind, before the first step and after each.
fn run(mut optimizer: impl Optimizer) -> Vec<[f64; 2]> {
    let mut random = ChaCha8Rng::seed_from_u64(4);
    let mut w = vec![1.0; 2 * NUMBERS];
    let mut slopes = vec![0.0; 2 * NUMBERS];
    let mean = |part: &[f64]| part.iter().sum::<f64>() / NUMBERS as f64;
    let mut means = Vec::with_capacity(STEPS + 1);
    for _ in 0..=STEPS {
        let (large, small) = w.split_at(NUMBERS);
        means.push([mean(large), mean(small)]);
        for (part, size) in slopes.chunks_mut(NUMBERS).zip(SIZES) {
            part.fill_with(|| size * random.sample::<f64, _>(StandardNormal));
        }
        optimizer.update(0, &mut w, &slopes);
    }
    means
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("adamw-decay", 580.0, 330.0);
    let runs = [
        ("Adam with L2", run(WithL2::new(Adam::new(RATE), DECAY))),
        ("AdamW", run(AdamW::new(RATE, DECAY))),
    ];
    for (place, (title, means)) in runs.into_iter().enumerate() {
        let corner = (42.0 + 286.0 * place as f64, 38.0);
        let x =
            Axis::linear(0.0, STEPS as f64, &[0.0, 1_000.0, 2_000.0], 0).named("step");
        let y = Axis::linear(-0.1, 1.1, &[0.0, 0.5, 1.0], 1);
        let mut plot = Plot::new(corner, (224.0, 230.0), x, y);
        plot.curve([(0.0, 0.0), (STEPS as f64, 0.0)], Ink::Quiet, 1.0);
        for (kind, ink) in [Ink::A, Ink::E].into_iter().enumerate() {
            let every = means.iter().enumerate().step_by(20);
            // Where both lie on each other, the second is the thinner one.
            let width = [4.0, 2.0][kind];
            plot.curve(every.map(|(t, m)| (t as f64, m[kind])), ink, width);
        }
        let say = |plot: &mut Plot, at, by, words: &str, ink| {
            plot.push_text(at, by, words, |text| text.size(15.0).ink(ink));
        };
        let last = means[STEPS];
        if place == 0 {
            say(
                &mut plot,
                (500.0, last[0]),
                (0.0, -32.0),
                "slopes of size 10",
                Ink::A,
            );
            say(
                &mut plot,
                (500.0, 0.3),
                (10.0, 0.0),
                "slopes of size 0.1",
                Ink::E,
            );
        } else {
            say(
                &mut plot,
                (900.0, means[900][0]),
                (6.0, -20.0),
                "both alike",
                Ink::Text,
            );
        }
        plot.draw(&mut drawing)?;
        drawing.add(Text::new((corner.0, 20.0), title).bold());
    }
    Ok(drawing.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_adamw_both_kinds_decay_by_the_same_factor() {
        let all = (1.0 - RATE * DECAY).powi(2_000);
        // Noise: each step of Adam is at most about η long and has a chance sign, and a
        // hundred numbers are averaged.
        let noise = 4.0 * RATE * (STEPS as f64).sqrt() / (NUMBERS as f64).sqrt();
        for mean in run(AdamW::new(RATE, DECAY))[STEPS] {
            assert!((mean - all).abs() < noise, "{mean} {all} {noise}");
        }
        let [large, small] = run(WithL2::new(Adam::new(RATE), DECAY))[STEPS];
        assert!(large > 2.0 * all && small.abs() < noise, "{large} {small}");
    }
}

//! How long slopes are, and how long a step should be.

use std::path::Path;

use backprop::Optimizer;
use optimizers::Adam;
use optimizers::surfaces::{Beale, Surface};

use crate::FigureError;
use crate::map::{Map, cut};
use crate::style::{Ink, number, thousands};
use crate::svg::{Drawing, Path as Line, Text, dot};

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    const RATE: f64 = 0.01;
    const ADAM: f64 = 0.3;
    const SIZE: (f64, f64) = (560.0, 420.0);
    let mut drawing = Drawing::new("distance-not-direction", 580.0, 512.0);
    let map = Map {
        corner: (10.0, 64.0),
        size: SIZE,
        across: (-1.3, 4.3),
        up: (-2.0, 2.2),
    };
    map.levels(
        &mut drawing,
        |w| Beale.value(&w).sqrt(),
        &[0.5, 1.2, 2.2, 3.5, 5.5, 9.0, 15.0, 30.0],
    );
    let far = (map.corner.0 + SIZE.0, map.corner.1 + SIZE.1);
    let mut lengths = Vec::new();
    for a in [-0.7, 0.6, 1.9, 3.2] {
        for b in [-1.4, -0.45, 0.7, 1.65] {
            let w = [a, b];
            let slopes = Beale.gradient(&w);
            let from = map.at(w);
            let tip = map.at([0, 1].map(|i| w[i] - RATE * slopes[i]));
            if let Some((_, end)) = cut(from, tip, [map.corner, far]) {
                let length = (end.0 - from.0).hypot(end.1 - from.1);
                if length < 14.0 {
                    // Hardly longer than the dot: no room for a head.
                    drawing.add(Line::line(from, end).stroke(Ink::B, 2.6));
                } else if end == tip {
                    drawing.add(Line::arrow(from, tip, Ink::B, 2.0));
                } else {
                    drawing.add(Line::line(from, end).stroke(Ink::B, 2.0));
                }
            }
            let mut next = w;
            Adam::new(ADAM).update(0, &mut next, &slopes);
            drawing.add(Line::arrow(from, map.at(next), Ink::A, 2.6));
            drawing.add(dot(from, 4.0, Ink::Text));
            let length = slopes[0].hypot(slopes[1]);
            let length = if length < 10.0 {
                number(length, 1)
            } else {
                #[allow(clippy::cast_sign_loss)] // a length
                thousands(length.round() as usize)
            };
            // Where Adam's arrow does not go.
            let words = if next[0] > w[0] && next[1] > w[1] {
                Text::new((from.0 - 8.0, from.1 - 6.0), length).end()
            } else {
                Text::new((from.0 + 8.0, from.1 - 8.0), length)
            };
            lengths.push(words.size(15.0).halo());
        }
    }
    map.cross(&mut drawing, Beale.minima()[0]);
    for length in lengths {
        drawing.add(length);
    }
    for (x, y, words, ink) in [
        (10.0, 20.0, "0.01 times the slopes, downhill", Ink::B),
        (10.0, 46.0, "Adam's first step, η = 0.3", Ink::A),
    ] {
        drawing.add(Line::arrow((x, y - 5.0), (x + 30.0, y - 5.0), ink, 2.4));
        drawing.add(Text::new((x + 40.0, y), words).size(15.0).ink(ink));
    }
    let words = "numbers: the length of the gradient";
    drawing.add(Text::new((10.0, 506.0), words).size(15.0).ink(Ink::Quiet));
    Ok(drawing.finish())
}

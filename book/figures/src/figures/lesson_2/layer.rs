//! The machine of the lesson: a layer with a memory.

use std::path::Path;

use crate::FigureError;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

/// A box's width and height, and where both begin.
const BOX: (f64, f64) = (172.0, 162.0);
const TOP: f64 = 46.0;
const LEFTS: [f64; 2] = [66.0, 362.0];
/// Where values go forward, and slopes back.
const FORWARD: f64 = 78.0;
const BACK: f64 = 178.0;

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("layer-memory", 600.0, 340.0);
    for (i, left) in LEFTS.into_iter().enumerate() {
        drawing.add(
            Line::rounded((left, TOP), BOX, 12.0)
                .fill(Ink::Grid, 0.45)
                .stroke(Ink::Quiet, 1.6),
        );
        let middle = left + BOX.0 / 2.0;
        drawing.add(
            Text::new((middle, TOP - 14.0), format!("layer {}", i + 1))
                .middle()
                .bold(),
        );
        port(&mut drawing, (left + 10.0, FORWARD), "X", Ink::A, false);
        port(
            &mut drawing,
            (left + BOX.0 - 10.0, FORWARD),
            "Y",
            Ink::A,
            true,
        );
        port(&mut drawing, (left + 10.0, BACK), "∂L/∂X", Ink::B, false);
        port(
            &mut drawing,
            (left + BOX.0 - 10.0, BACK),
            "∂L/∂Y",
            Ink::B,
            true,
        );
        drawing.add(Line::arrow(
            (left + 32.0, FORWARD),
            (left + BOX.0 - 32.0, FORWARD),
            Ink::A,
            1.6,
        ));
        drawing.add(Line::arrow(
            (left + 104.0, BACK),
            (left + 68.0, BACK),
            Ink::B,
            1.6,
        ));
        // The memory: written on the way forward, read on the way back.
        let slot = (left + 32.0, 110.0);
        let below = slot.1 + 34.0;
        for (from, to, ink) in [(FORWARD, slot.1, Ink::A), (below, BACK - 4.0, Ink::B)]
        {
            drawing.add(Line::arrow((middle, from), (middle, to), ink, 1.6));
        }
        drawing.add(
            Line::rounded(slot, (BOX.0 - 64.0, 34.0), 5.0)
                .fill(Ink::Paper, 1.0)
                .stroke(Ink::A, 1.6),
        );
        drawing.add(
            Text::new((middle, 132.0), "memory: X")
                .middle()
                .size(15.0)
                .ink(Ink::A),
        );
        parameters(&mut drawing, middle);
    }
    let between = (LEFTS[0] + BOX.0, LEFTS[1]);
    let after = LEFTS[1] + BOX.0;
    for (from, to) in [(14.0, LEFTS[0]), between, (after, 590.0)] {
        drawing.add(Line::arrow((from, FORWARD), (to, FORWARD), Ink::A, 2.4));
        drawing.add(Line::arrow((to, BACK), (from, BACK), Ink::B, 2.4));
    }
    let middle = f64::midpoint(between.0, between.1);
    for (y, words, ink) in [
        (FORWARD - 32.0, "one's Y is", Ink::A),
        (FORWARD - 12.0, "the next one's X", Ink::A),
        (BACK + 26.0, "one's ∂L/∂X is", Ink::B),
        (BACK + 46.0, "the other's ∂L/∂Y", Ink::B),
    ] {
        drawing.add(Text::new((middle, y), words).middle().size(15.0).ink(ink));
    }
    Ok(drawing.finish())
}

/// What enters or leaves a box, written inside at its edge.
fn port(drawing: &mut Drawing, (x, y): (f64, f64), words: &str, ink: Ink, right: bool) {
    let text = Text::new((x, y + 5.5), words).ink(ink);
    drawing.add(if right { text.end() } else { text });
}

/// W and b with their gradients, hanging below a box.
fn parameters(drawing: &mut Drawing, middle: f64) {
    let bottom = TOP + BOX.1;
    for (x, value, gradient) in
        [(middle - 40.0, "W", "∂L/∂W"), (middle + 40.0, "b", "∂L/∂b")]
    {
        drawing
            .add(Line::line((x, bottom), (x, bottom + 24.0)).stroke(Ink::Quiet, 1.6));
        drawing.add(
            Line::rounded((x - 34.0, bottom + 24.0), (68.0, 64.0), 8.0)
                .fill(Ink::Paper, 1.0)
                .stroke(Ink::Quiet, 1.4),
        );
        drawing.add(
            Text::new((x, bottom + 49.0), value)
                .middle()
                .bold()
                .ink(Ink::A),
        );
        drawing.add(Text::new((x, bottom + 75.0), gradient).middle().ink(Ink::B));
    }
    drawing.add(
        Text::new((middle, bottom + 112.0), "backward adds to the gradients")
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
}

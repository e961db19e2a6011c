//! Two tapes drawn as graphs: the lesson's hand example, and a neuron from its smallest parts.

use std::path::Path;

use autograd::{Tape, graph};

use crate::FigureError;
use crate::style::Ink;
use crate::svg::{Drawing, Text};

/// Sets the drawing of a tape as a figure, with a key to its colours below.
fn framed(name: &'static str, svg: &str) -> String {
    const ROOM: f64 = 36.0;
    let size = |root: &str| {
        let numbers = root.split("viewBox=\"0 0 ").nth(1)?.split('"').next()?;
        let (width, height) = numbers.split_once(' ')?;
        Some((width.parse().ok()?, height.parse().ok()?))
    };
    let (width, height) = size(svg).unwrap_or((560.0, 560.0));
    let mut drawing = Drawing::new(name, width, height + ROOM);
    // A drawing within the drawing keeps its own place and size.
    drawing.add(svg.replacen(
        "<svg ",
        &format!("<svg width=\"{width}\" height=\"{height}\" "),
        1,
    ));
    let y = height + ROOM - 9.0;
    let middle = width / 2.0;
    drawing.add(Text::new((middle - 78.0, y), "value").ink(Ink::A).end());
    drawing.add(Text::new((middle - 62.0, y), "gradient").ink(Ink::B));
    drawing.add(Text::new((middle + 18.0, y), "×local slope").ink(Ink::C));
    drawing.finish()
}

pub(super) fn hand_example(_: &Path) -> Result<String, FigureError> {
    let tape = Tape::new();
    let (a, b) = (tape.var(3.0), tape.var(-2.0));
    let p = a * b;
    let s = p + a;
    let loss = s.powi(2);
    let gradients = loss.backward();
    let names = [
        (a, "a"),
        (b, "b"),
        (p, "p = a·b"),
        (s, "s = p + a"),
        (loss, "L = s²"),
    ];
    Ok(framed(
        "graph-a",
        &graph::svg(&tape, Some(&gradients), &names),
    ))
}

pub(super) fn neuron(_: &Path) -> Result<String, FigureError> {
    let tape = Tape::new();
    let (w1, x1) = (tape.var(2.0), tape.var(-1.0));
    let (w2, x2) = (tape.var(-3.0), tape.var(-2.0));
    let b = tape.var(-3.0);
    let (first, second) = (w1 * x1, w2 * x2);
    let sum = first + second;
    let z = sum + b;
    let minus = -z;
    let power = minus.exp();
    let below = 1.0 + power;
    let f = 1.0 / below;
    let gradients = f.backward();
    let names = [
        (w1, "w₁"),
        (x1, "x₁"),
        (w2, "w₂"),
        (x2, "x₂"),
        (b, "b"),
        (first, "w₁x₁"),
        (second, "w₂x₂"),
        (sum, "w·x"),
        (z, "z"),
        (minus, "−z"),
        (power, "e⁻ᶻ"),
        (below, "1 + e⁻ᶻ"),
        (f, "f = 1/(…)"),
    ];
    Ok(framed(
        "graph-neuron",
        &graph::svg(&tape, Some(&gradients), &names),
    ))
}

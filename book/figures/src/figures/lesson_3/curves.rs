//! The functions themselves: values and slopes, gates, and what the cheaper forms are off by.

use std::path::Path;

use activations::Activation;
use activations::compare::largest_difference;
use activations::functions::{normal_cdf, relu, sigmoid};

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

/// Evenly spaced numbers, both ends included.
fn grid(from: f64, to: f64, steps: u32) -> impl Iterator<Item = f64> {
    (0..=steps).map(move |i| from + (to - from) * f64::from(i) / f64::from(steps))
}

/// The part of a curve that lies between two heights.
fn clipped(
    f: impl Fn(f64) -> f64,
    (from, to): (f64, f64),
    (low, high): (f64, f64),
) -> Vec<(f64, f64)> {
    grid(from, to, 48)
        .map(|x| (x, f(x)))
        .filter(|point| (low..=high).contains(&point.1))
        .collect()
}

/// The slope, in pieces: it jumps at a kink.
fn slope_pieces(
    activation: Activation,
    reach: f64,
    heights: (f64, f64),
) -> Vec<Vec<(f64, f64)>> {
    const BESIDE: f64 = 1e-9;
    let kinks = activation.facts().kinks;
    let mut ends = vec![-reach];
    ends.extend(kinks.iter().flat_map(|kink| [kink - BESIDE, kink + BESIDE]));
    ends.push(reach);
    ends.chunks_exact(2)
        .map(|piece| clipped(|x| activation.slope(x), (piece[0], piece[1]), heights))
        .collect()
}

pub(super) fn all(_: &Path) -> Result<String, FigureError> {
    const REACH: f64 = 4.0;
    const HEIGHTS: (f64, f64) = (-1.25, 4.1);
    let mut drawing = Drawing::new("curves", 600.0, 694.0);
    for (place, activation) in Activation::ALL.into_iter().enumerate() {
        let corner = (
            28.0 + 198.0 * (place % 3) as f64,
            32.0 + 162.0 * (place / 3) as f64,
        );
        let x = Axis::linear(-REACH, REACH, &[-REACH, 0.0, REACH], 0);
        let y = Axis::linear(HEIGHTS.0, HEIGHTS.1, &[-1.0, 0.0, 1.0, 4.0], 0);
        let mut plot = Plot::new(corner, (164.0, 108.0), x, y);
        if activation == Activation::Sigmoid {
            plot.curve([(-REACH, 0.25), (REACH, 0.25)], Ink::Grid, 1.0);
            plot.push_text((-REACH, 0.25), (4.0, -4.0), "¼", |t| {
                t.ink(Ink::Quiet).size(15.0)
            });
        }
        plot.curve(
            clipped(|x| activation.value(x), (-REACH, REACH), HEIGHTS),
            Ink::A,
            2.4,
        );
        for piece in slope_pieces(activation, REACH, HEIGHTS) {
            plot.dashed(piece, Ink::C, 2.2);
        }
        plot.draw(&mut drawing)?;
        drawing
            .add(Text::new((corner.0, corner.1 - 10.0), activation.to_string()).bold());
    }
    for (x, words, ink) in [
        (180.0, "solid: the function", Ink::A),
        (420.0, "dashed: its slope", Ink::C),
    ] {
        drawing.add(Text::new((x, 686.0), words).middle().size(15.0).ink(ink));
    }
    Ok(drawing.finish())
}

/// A function, how far it is shown, where the text looks at it, and where words stand.
struct Shown {
    activation: Activation,
    name: &'static str,
    reach: f64,
    heights: (f64, f64),
    ticks: [f64; 3],
    digits: usize,
    at: (f64, &'static str),
    value: &'static str,
    slope: &'static str,
}

pub(super) fn saturation(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("saturation", 560.0, 556.0);
    let shown = [
        Shown {
            activation: Activation::Sigmoid,
            name: "σ(x)",
            reach: 7.0,
            heights: (-0.12, 1.15),
            ticks: [0.0, 0.5, 1.0],
            digits: 1,
            at: (3.0_f64.ln(), "x = ln 3"),
            value: "¾",
            slope: "3/16",
        },
        Shown {
            activation: Activation::Tanh,
            name: "tanh x",
            reach: 3.5,
            heights: (-1.25, 1.25),
            ticks: [-1.0, 0.0, 1.0],
            digits: 0,
            at: (2.0_f64.ln(), "x = ln 2"),
            value: "3/5",
            slope: "16/25",
        },
    ];
    for (place, shown) in shown.into_iter().enumerate() {
        let Shown {
            activation, reach, ..
        } = shown;
        let top = 34.0 + 270.0 * place as f64;
        let whole = reach.floor();
        let mut x = Axis::linear(-reach, reach, &[-whole, 0.0, whole], 0);
        if place == 1 {
            x = x.named("x");
        }
        let y =
            Axis::linear(shown.heights.0, shown.heights.1, &shown.ticks, shown.digits);
        let mut plot = Plot::new((46.0, top), (494.0, 196.0), x, y);
        let slope: Vec<_> = grid(-reach, reach, 120)
            .map(|x| (x, activation.slope(x)))
            .collect();
        let ground = [(reach, 0.0), (-reach, 0.0)];
        let hill: Vec<_> = slope
            .iter()
            .chain(&ground)
            .map(|&(x, y)| plot.at(x, y))
            .collect();
        plot.beneath(Line::through(&hill).fill(Ink::C, 0.22));
        plot.function(|x| activation.value(x), Ink::A, 2.6);
        plot.dashed(slope, Ink::C, 2.2);
        let (at, words) = shown.at;
        let (high, low) = (activation.value(at), activation.slope(at));
        plot.dashed(
            [(at, shown.heights.0), (at, high.max(low))],
            Ink::Quiet,
            1.2,
        );
        plot.dots([(at, high)], Ink::A, 5.0);
        plot.dots([(at, low)], Ink::C, 5.0);
        let value = format!("value {}", shown.value);
        let gate = format!("slope {}", shown.slope);
        if activation == Activation::Sigmoid {
            plot.label((at, high), (12.0, 12.0), &value, Ink::A);
            plot.label((at, low), (12.0, 0.0), &gate, Ink::C);
            let edge = (reach, activation.slope(reach));
            let words = "x = 10: slope 4.5·10⁻⁵ →";
            plot.push_text(edge, (-4.0, -58.0), words, |t| t.ink(Ink::C).end());
        } else {
            // The two points stand close together: their words have room below.
            let foot = (at, shown.heights.0);
            plot.label(foot, (8.0, -52.0), &value, Ink::A);
            plot.label(foot, (8.0, -29.0), &gate, Ink::C);
        }
        plot.push_text((at, shown.heights.0), (8.0, -5.0), words, |t| {
            t.ink(Ink::Quiet).size(15.0)
        });
        plot.draw(&mut drawing)?;
        drawing.add(Text::new((46.0, top - 14.0), shown.name).bold().ink(Ink::A));
        let words = "its slope: an open gate in the middle only";
        let words = if place == 0 {
            words
        } else {
            "its slope, up to 1"
        };
        drawing.add(
            Text::new((540.0, top - 14.0), words)
                .end()
                .size(15.0)
                .ink(Ink::C),
        );
    }
    Ok(drawing.finish())
}

/// From 0 to 1.
type Gate = fn(f64) -> f64;

pub(super) fn gates(_: &Path) -> Result<String, FigureError> {
    const REACH: f64 = 3.0;
    const HEIGHTS: (f64, f64) = (-0.5, 2.0);
    let mut drawing = Drawing::new("gates-picture", 600.0, 298.0);
    let panels: [(&str, &str, Activation, Gate); 3] = [
        ("ReLU", "x · step", Activation::Relu, relu_gate),
        ("GELU", "x · Φ(x)", Activation::Gelu, normal_cdf),
        ("SiLU", "x · σ(x)", Activation::Silu, sigmoid),
    ];
    for (panel, (name, product, activation, gate)) in panels.into_iter().enumerate() {
        let left = 30.0 + 196.0 * panel as f64;
        let x = Axis::linear(-REACH, REACH, &[-REACH, 0.0, REACH], 0);
        let y = Axis::linear(HEIGHTS.0, HEIGHTS.1, &[0.0, 1.0, 2.0], 0);
        let mut plot = Plot::new((left, 56.0), (162.0, 170.0), x, y);
        if activation == Activation::Relu {
            plot.dashed([(-REACH, 0.0), (0.0, 0.0)], Ink::D, 2.4);
            plot.dashed([(0.0, 0.0), (0.0, 1.0)], Ink::D, 1.2);
            plot.dashed([(0.0, 1.0), (REACH, 1.0)], Ink::D, 2.4);
        } else {
            plot.dashed(grid(-REACH, REACH, 96).map(|x| (x, gate(x))), Ink::D, 2.4);
        }
        plot.curve(
            clipped(|x| activation.value(x), (-REACH, REACH), HEIGHTS),
            Ink::A,
            2.5,
        );
        plot.draw(&mut drawing)?;
        let middle = left + 81.0;
        drawing.add(Text::new((middle, 20.0), name).middle().bold());
        drawing.add(Text::new((middle, 42.0), product).middle().size(15.0));
    }
    for (x, words, ink) in [
        (180.0, "dashed: the gate", Ink::D),
        (420.0, "solid: x times the gate", Ink::A),
    ] {
        drawing.add(Text::new((x, 286.0), words).middle().size(15.0).ink(ink));
    }
    Ok(drawing.finish())
}

/// What relu multiplies x by.
fn relu_gate(x: f64) -> f64 {
    relu(x) / x
}

/// A cheaper form, and how its difference is written: times 10 to the `power`.
struct Form {
    activation: Activation,
    name: &'static str,
    power: i32,
    raised: &'static str,
    ticks: [f64; 3],
    height: f64,
}

pub(super) fn forms(_: &Path) -> Result<String, FigureError> {
    const REACH: f64 = 5.0;
    let mut drawing = Drawing::new("gelu-forms", 560.0, 520.0);
    let exact = |x: f64| Activation::Gelu.value(x);
    let forms = [
        Form {
            activation: Activation::GeluTanh,
            name: "tanh form minus exact",
            power: -4,
            raised: "10⁻⁴",
            ticks: [-4.0, 0.0, 4.0],
            height: 7.0,
        },
        Form {
            activation: Activation::GeluSigmoid,
            name: "sigmoid form minus exact",
            power: -2,
            raised: "10⁻²",
            ticks: [-2.0, 0.0, 2.0],
            height: 3.6,
        },
    ];
    for (place, form) in forms.into_iter().enumerate() {
        let top = 34.0 + 256.0 * place as f64;
        let unit = 10.0_f64.powi(form.power);
        let ticks = [-4.0, -2.0, 0.0, 2.0, 4.0];
        let mut x = Axis::linear(-REACH, REACH, &ticks, 0);
        if place == 1 {
            x = x.named("x");
        }
        let y = Axis::linear(-form.height, form.height, &form.ticks, 0);
        let mut plot = Plot::new((46.0, top), (494.0, 180.0), x, y);
        let cheap = |x: f64| form.activation.value(x);
        let difference = |x: f64| (cheap(x) - exact(x)) / unit;
        plot.curve([(-REACH, 0.0), (REACH, 0.0)], Ink::Quiet, 1.0);
        plot.curve(
            grid(-REACH, REACH, 300).map(|x| (x, difference(x))),
            Ink::A,
            2.5,
        );
        let (worst, _) = largest_difference(cheap, exact, (-REACH, REACH), 100_001);
        let off = difference(worst);
        plot.dots([(worst, off)], Ink::A, 5.0);
        let words = format!(
            "{}·{} at x = {}",
            number(off, 1),
            form.raised,
            number(worst, 2)
        );
        let by = (0.0, if off > 0.0 { -14.0 } else { 24.0 });
        plot.push_text((worst, off), by, &words, Text::middle);
        plot.draw(&mut drawing)?;
        drawing.add(Text::new((46.0, top - 14.0), form.name).bold().ink(Ink::A));
        let words = format!("in units of {}", form.raised);
        drawing.add(
            Text::new((540.0, top - 14.0), words)
                .end()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    Ok(drawing.finish())
}

//! Slopes by nudging, and the slopes of the usual functions.

use std::path::Path;

use autograd::nudge::central_difference;
use autograd::rules::{Local, exponential, relu, sigmoid, tanh};

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::{Drawing, Text};

pub(super) fn secant(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("secant", 560.0, 400.0);
    let f = |x: f64| x * x * x / 3.0;
    let (x0, h) = (1.0, 0.7);
    let x = Axis::linear(0.0, 2.15, &[x0 - h, x0, x0 + h], 1);
    let y = Axis::linear(-0.45, 2.4, &[], 1);
    let mut plot = Plot::new((24.0, 34.0), (516.0, 322.0), x, y);
    let line = |slope: f64, through: (f64, f64)| {
        move |from: f64, to: f64| {
            [from, to].map(|x| (x, through.1 + slope * (x - through.0)))
        }
    };
    let forward = (f(x0 + h) - f(x0)) / h;
    let central = central_difference(f, x0, h);
    plot.function(f, Ink::Text, 2.5);
    plot.curve(line(forward, (x0, f(x0)))(0.7, 1.85), Ink::A, 2.0);
    plot.curve(line(central, (x0 - h, f(x0 - h)))(0.08, 1.98), Ink::B, 2.0);
    plot.dashed(line(1.0, (x0, f(x0)))(0.2, 2.1), Ink::C, 2.2);
    plot.dots([(x0 - h, f(x0 - h)), (x0 + h, f(x0 + h))], Ink::B, 5.0);
    plot.dots([(x0, f(x0))], Ink::Text, 5.0);
    let say = |slope: f64| format!("{slope:.2}");
    plot.push_text(
        (1.22, 2.0),
        (-14.0, 0.0),
        &format!("one side: slope {}", say(forward)),
        |t| t.ink(Ink::A).end(),
    );
    plot.push_text(
        (1.22, 2.0),
        (-14.0, 24.0),
        &format!("both sides: slope {}", say(central)),
        |t| t.ink(Ink::B).end(),
    );
    plot.push_text((1.22, 2.0), (-14.0, 48.0), "the tangent: slope 1", |t| {
        t.ink(Ink::C).end()
    });
    plot.push_text((1.9, f(1.9)), (-10.0, -4.0), "x³/3", Text::end);
    plot.draw(&mut drawing)?;
    for (x, words) in [(x0 - h, "x − h"), (x0, "x"), (x0 + h, "x + h")] {
        let at = 24.0 + 516.0 * x / 2.15;
        drawing.add(
            Text::new((at, 394.0), words)
                .size(15.0)
                .ink(Ink::Quiet)
                .middle(),
        );
    }
    Ok(drawing.finish())
}

pub(super) fn nudge_error(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("nudge-error", 560.0, 420.0);
    let x = Axis::decades(1e-13, 1.0, 3).named("nudge h");
    let y = Axis::decades(1e-12, 10.0, 3).named("error of the slope of exp at 1");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 330.0), x, y);
    let slope = 1.0_f64.exp();
    let steps = (0..=104).map(|i| 10.0_f64.powf(-13.0 + f64::from(i) / 8.0));
    let floor = |error: f64| error.max(1e-12);
    let mut forward = Vec::new();
    let mut central = Vec::new();
    for h in steps {
        forward.push((h, floor((((1.0 + h).exp() - slope) / h - slope).abs())));
        central.push((
            h,
            floor((central_difference(f64::exp, 1.0, h) - slope).abs()),
        ));
    }
    plot.dashed(
        [(1e-7, slope / 2.0 * 1e-7), (0.5, slope / 2.0 * 0.5)],
        Ink::Quiet,
        1.2,
    );
    plot.dashed(
        [(3e-5, slope / 6.0 * 9e-10), (0.5, slope / 6.0 * 0.25)],
        Ink::Quiet,
        1.2,
    );
    plot.curve(forward, Ink::A, 2.2);
    plot.curve(central, Ink::B, 2.2);
    plot.push_text(
        (3e-5, 4e-5),
        (-10.0, -14.0),
        "one side: error falls with h",
        |t| t.ink(Ink::A).end(),
    );
    plot.push_text((1.5e-3, 1e-6), (8.0, 30.0), "both sides:", |t| {
        t.ink(Ink::B)
    });
    plot.push_text((1.5e-3, 1e-6), (8.0, 50.0), "with h²", |t| t.ink(Ink::B));
    plot.push_text((1e-13, 1e-9), (10.0, 40.0), "rounding:", |t| {
        t.ink(Ink::Quiet)
    });
    plot.push_text(
        (1e-13, 1e-9),
        (10.0, 60.0),
        "smaller nudges are worse",
        |t| t.ink(Ink::Quiet),
    );
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

/// A function's name, its slope in words, its rule, the range of y, and the ticks there.
type Shown = (
    &'static str,
    &'static str,
    fn(f64) -> Local<1>,
    (f64, f64),
    [f64; 3],
);

pub(super) fn local(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("local-slopes", 560.0, 516.0);
    let shown: [Shown; 4] = [
        (
            "eˣ",
            "its own value",
            exponential,
            (-0.5, 4.5),
            [0.0, 2.0, 4.0],
        ),
        ("tanh x", "1 − tanh² x", tanh, (-1.3, 1.3), [-1.0, 0.0, 1.0]),
        (
            "σ(x)",
            "σ(x)(1 − σ(x)), at most ¼",
            sigmoid,
            (-0.15, 1.15),
            [0.0, 0.5, 1.0],
        ),
        ("relu x", "0, then 1", relu, (-0.5, 3.0), [0.0, 1.0, 2.0]),
    ];
    for (place, (name, slope, rule, (low, high), ticks)) in
        shown.into_iter().enumerate()
    {
        let (column, row) = ((place % 2) as f64, (place / 2) as f64);
        let reach = if name == "σ(x)" { 6.0 } else { 3.0 };
        let x = Axis::linear(-reach, reach, &[-reach, 0.0, reach], 0);
        let digits = usize::from(name == "σ(x)");
        let y = Axis::linear(low, high, &ticks, digits);
        let mut plot = Plot::new(
            (40.0 + 280.0 * column, 52.0 + 258.0 * row),
            (230.0, 174.0),
            x,
            y,
        );
        let inside = |x: f64, y: f64| (low..=high).contains(&y).then_some((x, y));
        let grid = |from: f64, to: f64| {
            (0..=120).map(move |i| from + (to - from) * f64::from(i) / 120.0)
        };
        plot.curve(
            grid(-reach, reach).filter_map(|x| inside(x, rule(x).0)),
            Ink::A,
            if name == "eˣ" { 6.0 } else { 2.5 },
        );
        if name == "eˣ" {
            // The slope lies on the curve itself: drawn inside it.
            plot.curve(
                grid(-reach, reach).filter_map(|x| inside(x, rule(x).0)),
                Ink::Paper,
                3.6,
            );
        }
        if name == "relu x" {
            // The slope jumps: two pieces.
            plot.dashed([(-reach, 0.0), (0.0, 0.0)], Ink::C, 2.5);
            plot.dashed([(0.0, 1.0), (reach, 1.0)], Ink::C, 2.5);
        } else {
            plot.dashed(
                grid(-reach, reach).filter_map(|x| inside(x, rule(x).1[0])),
                Ink::C,
                2.2,
            );
        }
        plot.draw(&mut drawing)?;
        let left = 40.0 + 280.0 * column;
        drawing.add(
            Text::new((left, 20.0 + 258.0 * row), name)
                .bold()
                .ink(Ink::A),
        );
        drawing.add(
            Text::new((left, 40.0 + 258.0 * row), format!("slope: {slope}"))
                .size(15.0)
                .ink(Ink::C),
        );
    }
    Ok(drawing.finish())
}

//! How a relu dies, and how often.

use std::path::Path;

use activations::functions::{relu, relu_slope};

use crate::FigureError;
use crate::experiments::bends::key;
use crate::experiments::dead_units::ALL;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

/// The sample.
const X: f64 = 2.0;
const TARGET: f64 = 1.0;

/// w and b after one step on the sample with this learning rate, from w = 1 and b = 0.
fn after(rate: f64) -> (f64, f64) {
    let (w, b) = (1.0, 0.0);
    let z = w * X + b;
    let slope = (relu(z) - TARGET) * relu_slope(z);
    (w - rate * slope * X, b - rate * slope)
}

pub(super) fn death(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("relu-death", 600.0, 320.0);
    let panels = [
        (0.0, "before", "says 2, should say 1"),
        (0.2, "after η = 0.2", "says 1: right"),
        (0.5, "after η = 0.5", "says 0 for every x"),
    ];
    for (panel, (rate, title, words)) in panels.into_iter().enumerate() {
        let (w, b) = after(rate);
        let left = 30.0 + 196.0 * panel as f64;
        let x = Axis::linear(-1.2, 3.2, &[0.0, X], 0);
        let y = Axis::linear(-0.5, 3.0, &[0.0, 1.0, 2.0], 0);
        let mut plot = Plot::new((left, 60.0), (162.0, 180.0), x, y);
        let unit = |x: f64| relu(w * x + b);
        // The line's corner is where the sum is 0, if there is one.
        let corner = if w == 0.0 { 0.0 } else { -b / w };
        let line = [-1.2, corner, 3.0].map(|x| (x, unit(x)));
        plot.curve(line, Ink::A, 2.8);
        let said = unit(X);
        let (from, to) = (plot.at(X, said), plot.at(X, TARGET));
        plot.dots([(X, TARGET)], Ink::Text, 5.0);
        plot.draw(&mut drawing)?;
        if (said - TARGET).abs() > 1e-9 {
            let short = if to.1 > from.1 { -8.0 } else { 8.0 };
            drawing.add(Line::arrow(from, (to.0, to.1 + short), Ink::B, 2.2));
        }
        let middle = left + 81.0;
        drawing.add(Text::new((middle, 20.0), title).middle().bold());
        let digits = |x: f64| usize::from(x.fract() != 0.0);
        let line =
            format!("w = {}, b = {}", number(w, digits(w)), number(b, digits(b)));
        drawing.add(
            Text::new((middle, 43.0), line)
                .middle()
                .size(15.0)
                .ink(Ink::A),
        );
        drawing.add(Text::new((middle, 284.0), words).middle().size(15.0));
    }
    drawing.add(
        Text::new(
            (300.0, 311.0),
            "line: relu(wx + b); dot: the sample (2, 1); arrow: where it should go",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn rates(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "dead-units", "dead-units")?;
    let mut drawing = Drawing::new("dead-vs-rate", 600.0, 550.0);
    let x = Axis::decades(0.015, 7.0, 1);
    let y = Axis::linear(-0.8, 33.0, &[0.0, 8.0, 16.0, 24.0, 32.0], 0)
        .named("dead units of 32");
    let mut dead = Plot::new((56.0, 34.0), (420.0, 240.0), x.clone(), y);
    let x = x.named("learning rate");
    let y = Axis::linear(0.0, 104.0, &[0.0, 50.0, 100.0], 0)
        .named("% right on unseen digits");
    let mut right = Plot::new((56.0, 342.0), (420.0, 150.0), x, y);
    let inks = [Ink::B, Ink::C, Ink::A, Ink::D];
    let mut ends = Vec::new();
    let names = ALL.map(key);
    for ((activation, name), ink) in ALL.into_iter().zip(&names).zip(inks) {
        // The row of rate 0 is before training: it has no place on a logarithmic axis.
        let read = |end: &str| -> Result<Vec<(f64, f64)>, FigureError> {
            let points = table.points("rate", &format!("{name}{end}"))?;
            Ok(points.into_iter().filter(|point| point.0 > 0.0).collect())
        };
        let (low, high, mean) = (read("_min")?, read("_max")?, read("")?);
        let round = high.into_iter().chain(low.into_iter().rev());
        let round: Vec<_> = round.map(|(x, y)| dead.at(x, y)).collect();
        dead.beneath(Line::through(&round).fill(ink, 0.18));
        dead.curve(mean.iter().copied(), ink, 2.4);
        dead.dots(mean.iter().copied(), ink, 3.5);
        if let Some(&(rate, count)) = mean.last() {
            ends.push((dead.at(rate, count).1, activation.name(), ink));
        }
        let accuracy = read("_accuracy")?;
        let accuracy = accuracy.into_iter().map(|(x, y)| (x, 100.0 * y));
        right.curve(accuracy, ink, 2.4);
    }
    for (at, words) in [((2.3, 88.0), "Leaky ReLU"), ((2.3, 17.0), "the others")] {
        let place = right.at(at.0, at.1).1;
        let ink = if at.1 > 50.0 { Ink::C } else { Ink::Quiet };
        drawing.add(Text::new((484.0, place), words).ink(ink));
    }
    dead.draw(&mut drawing)?;
    right.draw(&mut drawing)?;
    crate::ends::label_ends(&mut drawing, 478.0, ends);
    drawing.add(
        Text::new((476.0, 20.0), "mean of ten starts; bands: least to largest")
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_are_those_of_the_text() {
        // z = 2 − 5η.
        for (rate, z) in [(0.1, 1.5), (0.2, 1.0), (0.3, 0.5), (0.5, -0.5)] {
            let (w, b) = after(rate);
            assert!((w * X + b - z).abs() < 1e-12, "{rate}");
        }
        assert_eq!(after(0.5), (0.0, -0.5));
    }
}

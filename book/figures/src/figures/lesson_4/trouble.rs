//! What a loss looks like when one thing is wrong.

use std::path::Path;

use crate::FigureError;
use crate::ends::label_ends;
use crate::experiments::lesson_4::trouble::SHAPES;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Text};

const EXPERIMENT: &str = "trouble";

pub(super) fn shapes(results: &Path) -> Result<String, FigureError> {
    const WIDTH: f64 = 238.0;
    let curves = Table::read(results, "trouble-curves", EXPERIMENT)?;
    let mut drawing = Drawing::new("curve-shapes", 600.0, 768.0);
    for (place, shape) in SHAPES.iter().enumerate() {
        let corner = (
            52.0 + 296.0 * (place % 2) as f64,
            34.0 + 182.0 * (place / 2) as f64,
        );
        let title = match shape.key {
            "overfits" => "learns by heart",
            "noisy" => "nothing is wrong",
            _ => shape.cause,
        };
        let x = Axis::linear(0.0, 270.0, &[0.0, 90.0, 180.0, 270.0], 0);
        let y = match shape.key {
            "explodes" => Axis::decades(1.0, 1e3, 1),
            "uncleared" => Axis::linear(0.0, 25.0, &[0.0, 10.0, 20.0], 0),
            "in-order" => Axis::linear(0.0, 6.2, &[0.0, 2.0, 4.0, 6.0], 0),
            "overfits" => Axis::linear(0.0, 1.0, &[0.0, 0.5, 1.0], 1),
            "noisy" => Axis::linear(0.0, 2.7, &[0.0, 1.0, 2.0], 0),
            _ => Axis::linear(0.0, 4.0, &[0.0, 2.0, 4.0], 0),
        };
        let top = if shape.key == "overfits" {
            1.0
        } else {
            f64::INFINITY
        };
        let mut plot = Plot::new(corner, (WIDTH, 112.0), x, y);
        let read = |column: &str| -> Result<Vec<(f64, f64)>, FigureError> {
            let points = curves.points("step", column)?.into_iter();
            Ok(points.filter(|point| point.1 <= top).collect())
        };
        match shape.key {
            "overfits" => {
                plot.curve(read("overfits")?, Ink::A, 2.2);
                plot.curve(read("overfits_unseen")?, Ink::B, 2.2);
                plot.push_text((270.0, 0.4), (-4.0, -22.0), "unseen", |t| {
                    t.ink(Ink::B).end()
                });
                plot.push_text((270.0, 0.0), (-4.0, -10.0), "training", |t| {
                    t.ink(Ink::A).end()
                });
            }
            "noisy" => {
                plot.curve(read("noisy")?, Ink::Quiet, 1.0);
                plot.curve(read("noisy_smoothed")?, Ink::A, 2.6);
                plot.push_text((80.0, 1.0), (0.0, -30.0), "smoothed", |t| {
                    t.ink(Ink::A)
                });
            }
            key => plot.curve(read(key)?, Ink::A, 1.6),
        }
        plot.draw(&mut drawing)?;
        drawing.add(Text::new((corner.0, corner.1 - 12.0), title).bold());
    }
    drawing.add(
        Text::new(
            (300.0, 756.0),
            "loss of each batch against the step; “by heart”: against the pass",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn ratios(results: &Path) -> Result<String, FigureError> {
    let curves = Table::read(results, "update-ratio-curves", EXPERIMENT)?;
    let table = Table::read(results, "update-ratio", EXPERIMENT)?;
    let mut drawing = Drawing::new("update-ratio", 620.0, 400.0);
    let x = Axis::linear(0.0, 272.0, &[0.0, 90.0, 180.0, 270.0], 0).named("step");
    let y = Axis::decades(5e-5, 1.0, 1).named("‖Δw‖/‖w‖ of the first weights");
    let mut plot = Plot::new((60.0, 34.0), (400.0, 310.0), x, y);
    plot.dashed([(0.0, 1e-3), (272.0, 1e-3)], Ink::Quiet, 2.0);
    plot.push_text((272.0, 1e-3), (-4.0, -8.0), "10⁻³", |t| {
        t.ink(Ink::Quiet).end()
    });
    let mut words = Vec::new();
    for (key, ink) in [("large", Ink::B), ("good", Ink::C), ("small", Ink::A)] {
        let median = table.number(key, "first_layer")?;
        let rate = table.text(key, "learning_rate")?;
        words.push((plot.at(272.0, median).1, format!("{key}: η = {rate}"), ink));
        plot.curve(curves.points("step", &format!("{key}_first"))?, ink, 1.6);
    }
    plot.draw(&mut drawing)?;
    let ends = words
        .iter()
        .map(|(y, words, ink)| (*y, words.as_str(), *ink));
    label_ends(&mut drawing, 466.0, ends.collect());
    Ok(drawing.finish())
}

pub(super) fn clipped(results: &Path) -> Result<String, FigureError> {
    let curves = Table::read(results, "clipped-curves", EXPERIMENT)?;
    let mut drawing = Drawing::new("clipped", 600.0, 400.0);
    let x = Axis::linear(0.0, 452.0, &[0.0, 150.0, 300.0, 450.0], 0).named("step");
    let y = Axis::decades(1e-3, 1e6, 2).named("loss of a batch");
    let mut plot = Plot::new((60.0, 34.0), (520.0, 310.0), x, y);
    for (column, words, ink, at, by) in [
        ("plain", "as it is", Ink::B, (225.0, 3.0), -26.0),
        (
            "clipped",
            "gradient at most 1 long",
            Ink::A,
            (225.0, 0.006),
            0.0,
        ),
    ] {
        let points = curves.points("step", column)?;
        let low = points.iter().map(|&(step, loss)| (step, loss.max(1e-2)));
        plot.curve(low, ink, 1.6);
        plot.push_text(at, (0.0, by), words, |t| t.ink(ink).middle());
    }
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

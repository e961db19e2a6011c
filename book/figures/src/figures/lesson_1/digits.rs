//! Handwritten digits: the images, what the ten neurons look for, and how they learn.

use std::path::Path;

use crate::FigureError;
use crate::images::{Images, frame, largest};
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Text};

pub(super) fn samples(_: &Path) -> Result<String, FigureError> {
    let digits = datasets::digits()?;
    let mut drawing = Drawing::new("digits", 560.0, 486.0);
    let mut images = Images::new(8.0);
    for i in 0..30 {
        let at = (16.0 + 90.4 * (i % 6) as f64, 8.0 + 96.0 * (i / 6) as f64);
        frame(&mut drawing, at, 64.0);
        images.add(at, digits.sample(i));
        let words = digits.label(i).to_string();
        drawing.add(
            Text::new((at.0 + 32.0, at.1 + 83.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::A),
        );
    }
    images.draw(&mut drawing, [Ink::Text, Ink::Text]);
    Ok(drawing.finish())
}

pub(super) fn weights(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "digits-weights", "digits")?;
    let mut drawing = Drawing::new("digit-weights", 560.0, 304.0);
    let all: Result<Vec<_>, _> = (0..10)
        .map(|digit| table.list(&digit.to_string(), "weights"))
        .collect();
    let all = all?;
    let largest = largest(all.iter().flatten());
    let mut images = Images::new(11.0);
    for (digit, weights) in all.iter().enumerate() {
        let at = (
            12.0 + 111.0 * (digit % 5) as f64,
            8.0 + 124.0 * (digit / 5) as f64,
        );
        frame(&mut drawing, at, 88.0);
        // The square root keeps small weights visible.
        let shown: Vec<f64> = weights
            .iter()
            .map(|w| w.signum() * (w.abs() / largest).sqrt())
            .collect();
        images.add(at, &shown);
        drawing.add(Text::new((at.0 + 44.0, at.1 + 109.0), digit.to_string()).middle());
    }
    images.draw(&mut drawing, [Ink::B, Ink::A]);
    drawing.add(
        Text::new((270.0, 290.0), "ink here says yes")
            .size(15.0)
            .ink(Ink::B)
            .end(),
    );
    drawing.add(
        Text::new((290.0, 290.0), "ink here says no")
            .size(15.0)
            .ink(Ink::A),
    );
    Ok(drawing.finish())
}

pub(super) fn curves(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "digits-curves", "digits")?;
    let passes = table.column("pass")?;
    let mut drawing = Drawing::new("digit-curves", 560.0, 400.0);
    let last = passes.last().copied().unwrap_or(1.0);
    let x = Axis::linear(0.0, last, &[0.0, 10.0, 20.0, 30.0, 40.0], 0)
        .named("passes over the training digits");
    let y = Axis::linear(85.0, 100.4, &[85.0, 90.0, 95.0, 100.0], 0)
        .named("% right, mean of 5 starts");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 310.0), x, y);
    for (column, ink, test) in [
        ("ten_train", Ink::A, false),
        ("network_train", Ink::B, false),
        ("ten_test", Ink::A, true),
        ("network_test", Ink::B, true),
    ] {
        let points = table.points("pass", column)?.into_iter();
        let points = points.map(|(pass, share)| (pass, 100.0 * share));
        let points = points.filter(|point| point.1 >= 85.0);
        if test {
            plot.curve(points, ink, 2.6);
        } else {
            plot.dashed(points, ink, 1.8);
        }
    }
    plot.push_text(
        (16.0, 98.6),
        (-4.0, -14.0),
        "network 64-16-10, training",
        |text| text.ink(Ink::B).middle(),
    );
    plot.push_text((last, 90.4), (-6.0, 0.0), "network, test", |text| {
        text.ink(Ink::B).end()
    });
    plot.push_text(
        (last, 89.2),
        (-6.0, 0.0),
        "ten neurons 64-10, test",
        |text| text.ink(Ink::A).end(),
    );
    plot.push_text((last, 88.0), (-6.0, 0.0), "dashed: training", |text| {
        text.ink(Ink::Quiet).end()
    });
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

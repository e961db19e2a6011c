//! Slopes from few samples: how they scatter, and where descent settles.

use std::path::Path;

use crate::FigureError;
use crate::ends::label_ends;
use crate::experiments::lesson_4::noise_floor::{RATE, SAMPLES};
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Text};

pub(super) fn batch(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "batch-noise", "batch-noise")?;
    let fit = Table::read(results, "batch-noise-fit", "batch-noise")?;
    let mut drawing = Drawing::new("batch-noise", 600.0, 370.0);
    let size = (226.0, 250.0);
    let samples = Axis::decades(0.8, 700.0, 1).named("samples K");

    let y = Axis::decades(1e-3, 2.0, 1);
    let mut left = Plot::new((60.0, 56.0), size, samples.clone(), y);
    left.dashed([(1.0, 1.0), (512.0, 1.0 / 512.0)], Ink::Quiet, 2.0);
    left.dots(table.points("samples", "relative")?, Ink::B, 5.0);
    let power = number(fit.number("power", "exponent")?, 2);
    left.push_text((16.0, 1.0 / 16.0), (8.0, -26.0), "dashed: 1/K", |t| {
        t.ink(Ink::Quiet)
    });
    left.push_text(
        (16.0, 1.0 / 16.0),
        (8.0, -6.0),
        &format!("slope {power}"),
        |t| t.ink(Ink::B),
    );
    left.draw(&mut drawing)?;

    let y = Axis::decades(0.2, 20.0, 1);
    let mut right = Plot::new((350.0, 56.0), size, samples, y);
    let points = table.points("samples", "noise_to_slope")?;
    right.curve([(0.8, 1.0), (700.0, 1.0)], Ink::C, 2.0);
    right.label((0.9, 1.0), (2.0, 20.0), "as long as the", Ink::C);
    right.label((0.9, 1.0), (2.0, 40.0), "gradient itself", Ink::C);
    right.curve(points.iter().copied(), Ink::B, 2.0);
    let marked = points.iter().find(|point| point.0 == 32.0).copied();
    if let Some(at) = marked {
        let words = format!("K = 32: {}", number(at.1, 1));
        right.label(at, (8.0, -10.0), &words, Ink::B);
    }
    right.dots(points, Ink::B, 5.0);
    right.draw(&mut drawing)?;
    for (x, words) in [
        (60.0, "mean squared distance"),
        (350.0, "noise beside the gradient"),
    ] {
        drawing.add(Text::new((x, 20.0), words).bold());
    }
    for (x, words) in [
        (60.0, "that of one sample is 1"),
        (350.0, "lengths, divided"),
    ] {
        drawing.add(Text::new((x, 42.0), words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

/// The inks of K = 1, 16 and 256.
const INKS: [Ink; 3] = [Ink::B, Ink::E, Ink::A];

pub(super) fn floor(results: &Path) -> Result<String, FigureError> {
    let floors = Table::read(results, "noise-floor", "noise-floor")?;
    let curves = Table::read(results, "noise-floor-curves", "noise-floor")?;
    let mut drawing = Drawing::new("noise-floor", 600.0, 380.0);
    let size = (226.0, 260.0);
    let x = Axis::linear(0.0, 300.0, &[0.0, 100.0, 200.0, 300.0], 0).named("step");
    let y = Axis::decades(1e-5, 100.0, 1);
    let mut left = Plot::new((60.0, 56.0), size, x, y);
    let x = Axis::decades(0.008, 0.2, 1).named("learning rate η");
    let y = Axis::decades(5e-6, 1.0, 1);
    let mut right = Plot::new((350.0, 56.0), size, x, y);
    for (samples, ink) in SAMPLES.into_iter().zip(INKS) {
        let predicted = format!("predicted_{samples}");
        let level = floors.number(&RATE.to_string(), &predicted)?;
        left.dashed([(0.0, level), (300.0, level)], Ink::Quiet, 1.6);
        left.curve(
            curves.points("step", &format!("samples_{samples}"))?,
            ink,
            2.2,
        );
        left.push_text(
            (300.0, level),
            (-4.0, -12.0),
            &format!("K = {samples}"),
            |t| t.ink(ink).end(),
        );
        let points = floors.points("rate", &predicted)?;
        right.dashed(points, Ink::Quiet, 2.0);
        let points = floors.points("rate", &format!("measured_{samples}"))?;
        right.label(points[0], (0.0, 24.0), &format!("K = {samples}"), ink);
        right.dots(points, ink, 5.0);
    }
    left.draw(&mut drawing)?;
    right.draw(&mut drawing)?;
    let titles = [
        (60.0, format!("value, η = {RATE}")),
        (350.0, "the floor it reaches".to_owned()),
    ];
    for (x, words) in titles {
        drawing.add(Text::new((x, 20.0), words).bold());
    }
    for (x, words) in [
        (60.0, "mean of 400 runs"),
        (350.0, "dashed: by the formula"),
    ] {
        drawing.add(Text::new((x, 42.0), words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

pub(super) fn decay(results: &Path) -> Result<String, FigureError> {
    let curves = Table::read(results, "decay-floor-curves", "decay-floor")?;
    let mut drawing = Drawing::new("decay-floor", 620.0, 430.0);
    let ticks = [0.0, 500.0, 1_000.0, 1_500.0, 2_000.0];
    let x = Axis::linear(0.0, 2_000.0, &ticks, 0).named("step");
    let y = Axis::decades(3e-4, 100.0, 1).named("value, mean of 500 runs");
    let mut plot = Plot::new((60.0, 34.0), (400.0, 340.0), x, y);
    let mut ends = Vec::new();
    for (column, words, ink) in [
        ("constant-0.1", "constant 0.1", Ink::B),
        ("constant-0.01", "constant 0.01", Ink::E),
        ("inverse-time", "inverse time", Ink::D),
        ("cosine", "cosine", Ink::A),
        ("steps", "steps", Ink::C),
    ] {
        let points = curves.points("step", column)?;
        if let Some(&(step, value)) = points.last() {
            ends.push((plot.at(step, value).1, words, ink));
        }
        plot.curve(points, ink, 2.0);
    }
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 466.0, ends);
    Ok(drawing.finish())
}

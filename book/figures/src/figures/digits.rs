//! Handwritten digits: the images, what the ten neurons look for, and how they learn.

use std::path::Path;

use datasets::DIGIT_SIDE;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text, short};

const SHADES: usize = 8;

/// Many images at once: the pixels of one shade and sign are one path.
pub(super) struct Images {
    pixel: f64,
    paths: [[String; SHADES]; 2],
}

impl Images {
    /// Images with pixels of that size.
    pub(super) fn new(pixel: f64) -> Self {
        Self {
            pixel,
            paths: Default::default(),
        }
    }

    /// An image with its corner at `at`; values from −1 to 1.
    pub(super) fn add(&mut self, at: (f64, f64), values: &[f64]) {
        for (i, &value) in values.iter().enumerate() {
            #[allow(clippy::cast_sign_loss)] // an absolute value
            let shade = (value.abs() * SHADES as f64).round() as usize;
            if shade == 0 {
                continue;
            }
            let (x, y) = ((i % DIGIT_SIDE) as f64, (i / DIGIT_SIDE) as f64 + 0.5);
            // A pixel is a short thick line.
            self.paths[usize::from(value < 0.0)][shade.min(SHADES) - 1] += &format!(
                "M{} {}h{}",
                short(at.0 + self.pixel * x),
                short(at.1 + self.pixel * y),
                short(self.pixel)
            );
        }
    }

    /// Draws them: positive values in one colour, negative ones in another.
    pub(super) fn draw(self, drawing: &mut Drawing, inks: [Ink; 2]) {
        for (ink, paths) in inks.into_iter().zip(self.paths) {
            for (shade, data) in paths
                .into_iter()
                .enumerate()
                .filter(|(_, data)| !data.is_empty())
            {
                drawing.add(format!(
                    "<path d=\"{data}\" stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{:.2}\" shape-rendering=\"crispEdges\"/>",
                    ink.css(),
                    short(self.pixel),
                    (shade + 1) as f64 / SHADES as f64
                ));
            }
        }
    }
}

/// The thin frame of an image.
pub(super) fn frame(drawing: &mut Drawing, at: (f64, f64), side: f64) {
    drawing.add(
        Line::rounded((at.0 - 2.0, at.1 - 2.0), (side + 4.0, side + 4.0), 3.0)
            .stroke(Ink::Grid, 1.0),
    );
}

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
    let largest = all
        .iter()
        .flatten()
        .fold(1e-9_f64, |most, w| most.max(w.abs()));
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
        let share = table.column(column)?;
        let points = passes
            .iter()
            .copied()
            .zip(share.into_iter().map(|share| 100.0 * share));
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

//! An optimizer that was trained, beside two that were not.

use std::path::Path;

use crate::FigureError;
use crate::ends::label_ends;
use crate::experiments::lesson_4::learned::KEYS;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::Drawing;

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let curves = Table::read(results, "learned-curves", "learned")?;
    let mut drawing = Drawing::new("learned", 620.0, 410.0);
    let x = Axis::linear(0.0, 101.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0], 0)
        .named("step");
    let y = Axis::linear(-6.0, 3.0, &[-6.0, -4.0, -2.0, 0.0, 2.0], 0)
        .named("ln of what is left, mean of 200 problems");
    let mut plot = Plot::new((52.0, 34.0), (430.0, 320.0), x, y);
    plot.dashed([(40.0, -6.0), (40.0, 3.0)], Ink::Quiet, 1.6);
    plot.push_text((40.0, 3.0), (8.0, 18.0), "trained for 40 steps", |t| {
        t.ink(Ink::Quiet)
    });
    let mut ends = Vec::new();
    for (key, ink) in KEYS.into_iter().zip([Ink::C, Ink::B, Ink::A]) {
        let points = curves.points("step", key)?;
        if let Some(&(step, left)) = points.last() {
            ends.push((plot.at(step, left).1, key, ink));
        }
        plot.curve(points, ink, 2.6);
    }
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 488.0, ends);
    Ok(drawing.finish())
}

//! Steps against the condition number.

use std::path::Path;

use crate::FigureError;
use crate::experiments::lesson_4::condition::KEYS;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::Drawing;

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "condition", "condition")?;
    let fit = Table::read(results, "condition-exponents", "condition")?;
    let mut drawing = Drawing::new("condition", 600.0, 430.0);
    let x = Axis::decades(0.8, 1.3e4, 1).named("condition number κ");
    let y = Axis::decades(0.8, 2e5, 1).named("steps to a millionth of the error");
    let mut plot = Plot::new((60.0, 34.0), (510.0, 340.0), x, y);
    let inks = [Ink::B, Ink::A, Ink::D];
    // Where each one's words end: the lower two curves lie close together.
    let places = [(7e3, 9e4), (9e3, 12.0), (9e3, 40.0)];
    for ((key, ink), at) in KEYS.into_iter().zip(inks).zip(places) {
        let points = table.points("condition", key)?;
        let power = number(fit.number(key, "exponent")?, 2);
        plot.curve(points.iter().copied(), ink, 2.4);
        plot.dots(points, ink, 4.0);
        plot.push_text(at, (0.0, 0.0), &format!("{key}: κ to the {power}"), |t| {
            t.ink(ink).end()
        });
    }
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

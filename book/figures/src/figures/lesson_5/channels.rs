//! One kernel spans all channels of its input and makes one map.

use std::path::Path;

use crate::FigureError;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

/// How far a sheet lies behind the one before it.
const BEHIND: (f64, f64) = (14.0, -14.0);
const SHEETS: [Ink; 3] = [Ink::B, Ink::C, Ink::A];

/// Sheets behind each other, the first in front; the front one's corner is `corner`.
fn stack(
    drawing: &mut Drawing,
    corner: (f64, f64),
    side: f64,
    inks: &[Ink],
    behind: (f64, f64),
) {
    for (k, &ink) in inks.iter().enumerate().rev() {
        let back = k as f64;
        let at = (corner.0 + behind.0 * back, corner.1 + behind.1 * back);
        let sheet = Line::rounded(at, (side, side), 3.0);
        drawing.add(sheet.clone().fill(Ink::Paper, 1.0));
        drawing.add(sheet.fill(ink, 0.2).stroke(ink, 1.6));
    }
}

fn words(drawing: &mut Drawing, at: (f64, f64), lines: [&str; 2]) {
    let [name, shape] = lines;
    drawing.add(Text::new(at, name).middle().size(15.0).ink(Ink::Quiet));
    drawing.add(Text::new((at.0, at.1 + 22.0), shape).middle().bold());
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("channels", 620.0, 470.0);
    // Above: one kernel.
    let (input, side) = ((20.0, 48.0), 128.0);
    let window = (24.0, 40.0);
    stack(&mut drawing, input, side, &SHEETS, BEHIND);
    for (k, &ink) in SHEETS.iter().enumerate().rev() {
        let at = (
            input.0 + window.0 + BEHIND.0 * k as f64,
            input.1 + window.1 + BEHIND.1 * k as f64,
        );
        let patch = Line::rounded(at, (40.0, 40.0), 2.0);
        drawing.add(patch.fill(ink, 0.55).stroke(Ink::Text, 1.4));
    }
    words(&mut drawing, (input.0 + 78.0, 204.0), ["image", "3×32×32"]);
    let kernel = (274.0, 92.0);
    stack(&mut drawing, kernel, 52.0, &SHEETS, BEHIND);
    words(
        &mut drawing,
        (kernel.0 + 40.0, 204.0),
        ["one kernel", "3×5×5"],
    );
    let (map, place) = ((476.0, 48.0), (30.0, 50.0));
    stack(&mut drawing, map, 112.0, &[Ink::E], BEHIND);
    let cell = (map.0 + place.0, map.1 + place.1);
    drawing.add(Line::rounded(cell, (10.0, 10.0), 1.0).fill(Ink::Text, 1.0));
    words(&mut drawing, (map.0 + 56.0, 204.0), ["one map", "1×28×28"]);
    let level = 118.0;
    drawing.add(Line::arrow((182.0, level), (262.0, level), Ink::Quiet, 1.6));
    drawing.add(Line::arrow(
        (362.0, level),
        (cell.0 - 8.0, cell.1 + 6.0),
        Ink::Quiet,
        1.6,
    ));
    drawing.add(
        Text::new((414.0, level - 58.0), "75 products,")
            .middle()
            .size(15.0),
    );
    drawing.add(
        Text::new((414.0, level - 39.0), "one sum")
            .middle()
            .size(15.0),
    );

    // Below: six.
    let top = 296.0;
    stack(&mut drawing, (20.0, top), 104.0, &SHEETS, (10.0, -10.0));
    words(&mut drawing, (82.0, 434.0), ["image", "3×32×32"]);
    for k in 0..6 {
        let at = (
            226.0 + 50.0 * f64::from(k % 3),
            top - 6.0 + 64.0 * f64::from(k / 3),
        );
        stack(&mut drawing, at, 28.0, &SHEETS, (5.0, -5.0));
    }
    words(&mut drawing, (294.0, 434.0), ["six kernels", "6×3×5×5"]);
    stack(
        &mut drawing,
        (446.0, top + 14.0),
        90.0,
        &[Ink::E; 6],
        (11.0, -11.0),
    );
    words(&mut drawing, (518.0, 434.0), ["six maps", "6×28×28"]);
    let level = top + 52.0;
    drawing.add(Line::arrow((158.0, level), (210.0, level), Ink::Quiet, 1.6));
    drawing.add(Line::arrow((382.0, level), (434.0, level), Ink::Quiet, 1.6));
    Ok(drawing.finish())
}

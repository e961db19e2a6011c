//! A step of Adam in nanoseconds, beside PyTorch and beside a copy.

use std::path::Path;

use crate::FigureError;
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    const LEFT: f64 = 170.0;
    const PITCH: f64 = 44.0;
    /// A nanosecond.
    const ONE: f64 = 250.0;
    let table = Table::read(results, "adam-time", "adam-time")?;
    let rows = [
        ("copy", "28 bytes copied", Ink::Quiet),
        ("ours", "ours", Ink::A),
        ("PyTorch-fused", "PyTorch, fused", Ink::E),
        ("PyTorch-foreach", "PyTorch, foreach", Ink::E),
    ];
    let height = PITCH * rows.len() as f64;
    let mut drawing = Drawing::new("adam-time", 600.0, height + 40.0);
    for (place, (key, words, ink)) in rows.into_iter().enumerate() {
        let (time, y) = (
            table.number(key, "ns_per_parameter")?,
            10.0 + PITCH * place as f64,
        );
        let end = LEFT + ONE * time;
        let outline = [(LEFT, y), (end, y), (end, y + 26.0), (LEFT, y + 26.0)];
        drawing.add(Line::through(&outline).fill(ink, 1.0));
        drawing.add(Text::new((LEFT - 10.0, y + 19.0), words).end());
        drawing.add(Text::new((end + 8.0, y + 19.0), number(time, 2)));
    }
    let ground = [(LEFT, 4.0), (LEFT, height)];
    drawing.add(Line::line(ground[0], ground[1]).stroke(Ink::Quiet, 1.2));
    drawing.add(
        Text::new(
            (590.0, height + 26.0),
            "nanoseconds per parameter, a million parameters of 32 bits",
        )
        .end()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

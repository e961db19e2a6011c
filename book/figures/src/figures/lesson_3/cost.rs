//! Nanoseconds per number, beside PyTorch.

use std::path::Path;

use crate::FigureError;
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    const PITCH: f64 = 42.0;
    const BAR: f64 = 15.0;
    /// A nanosecond.
    const ONE: f64 = 66.0;
    let table = Table::read(results, "activation-cost", "activation-cost")?;
    let height = 44.0 + PITCH * table.rows.len() as f64 + 34.0;
    let mut drawing = Drawing::new("cost-bars", 600.0, height);
    for (side, direction) in ["forward", "backward"].into_iter().enumerate() {
        let left = 134.0 + 236.0 * side as f64;
        drawing.add(Text::new((left, 20.0), direction).bold());
        for (place, row) in table.rows.iter().enumerate() {
            let top = 36.0 + PITCH * place as f64;
            if side == 0 {
                let name = row[0].replace('-', " ");
                drawing.add(Text::new((124.0, top + 21.0), name).end().size(15.0));
            }
            for (bar, (whose, ink)) in [("ours", Ink::A), ("torch", Ink::E)]
                .into_iter()
                .enumerate()
            {
                let column = format!("{whose}_{direction}_ns");
                // The identity has no backward to compare.
                if table.text(&row[0], &column)?.is_empty() {
                    continue;
                }
                let time = table.number(&row[0], &column)?;
                let corner = (left, top + (BAR + 1.0) * bar as f64);
                let outline = [
                    corner,
                    (left + ONE * time, corner.1),
                    (left + ONE * time, corner.1 + BAR),
                    (left, corner.1 + BAR),
                ];
                drawing.add(Line::through(&outline).fill(ink, 1.0));
                let at = (left + ONE * time + 6.0, corner.1 + 13.0);
                drawing.add(Text::new(at, format!("{time:.2}")).size(15.0));
            }
        }
        let end = 36.0 + PITCH * table.rows.len() as f64 - 4.0;
        drawing.add(Line::line((left, 30.0), (left, end)).stroke(Ink::Quiet, 1.2));
    }
    for (x, words, ink) in [(134.0, "ours", Ink::A), (210.0, "PyTorch", Ink::E)] {
        let y = height - 12.0;
        let square = [(x, y - 12.0), (x + 14.0, y - 12.0), (x + 14.0, y), (x, y)];
        drawing.add(Line::through(&square).fill(ink, 1.0));
        drawing.add(Text::new((x + 20.0, y), words).size(15.0));
    }
    let words = "nanoseconds per number";
    drawing.add(
        Text::new((592.0, height - 12.0), words)
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

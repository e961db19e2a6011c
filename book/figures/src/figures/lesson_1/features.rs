//! Circles and spirals by plain inputs, by features made by hand, by features learned.

use std::path::Path;

use super::planes::Plane;
use crate::FigureError;
use crate::experiments::features::{MODELS, data};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "features", "features")?;
    let mut drawing = Drawing::new("features", 560.0, 936.0);
    for (column, name) in ["circles", "spirals"].iter().enumerate() {
        let x = 140.0 + 280.0 * column as f64;
        drawing.add(Text::new((x, 22.0), *name).middle().bold().size(18.0));
    }
    let rows = [
        ["circles-plain", "circles-hand", "circles-network"],
        ["spirals-plain", "spirals-unwound", "spirals-network"],
    ];
    for (column, keys) in rows.iter().enumerate() {
        for (row, key) in keys.iter().enumerate() {
            let Some(model) = MODELS.iter().find(|model| model.key == *key) else {
                continue;
            };
            let reach = if column == 0 { 1.4 } else { 1.2 };
            let plane = Plane {
                corner: (12.0 + 280.0 * column as f64, 62.0 + 296.0 * row as f64),
                side: 256.0,
                from: -reach,
                to: reach,
            };
            let (network, parameters) =
                (model.network(), table.list(key, "parameter_values")?);
            let cells = if row == 0 { 16 } else { 48 };
            plane.sides(&mut drawing, cells, |x| {
                model.logit(&network, &parameters, x)
            });
            let test = data(key)?.test;
            plane.samples(&mut drawing, test.iter().take(100), 5.5);
            let right = 100.0 * table.number(key, "test_accuracy")?;
            let words = match row {
                0 => "plain x₁, x₂",
                1 if column == 0 => "by hand: r²",
                1 => "by hand: unwound",
                _ => "learned by a network",
            };
            drawing.add(
                Text::new((plane.corner.0 + 2.0, plane.corner.1 - 9.0), words)
                    .size(15.0),
            );
            drawing.add(
                Text::new(
                    (plane.corner.0 + plane.side - 2.0, plane.corner.1 - 9.0),
                    format!("{right:.1} %"),
                )
                .end()
                .bold()
                .size(15.0)
                .ink(if right > 90.0 { Ink::C } else { Ink::Text }),
            );
        }
    }
    Ok(drawing.finish())
}

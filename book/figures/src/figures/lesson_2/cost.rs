//! What a sample costs in a dense layer, by the size of its batch.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::Drawing;

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "layer-cost", "layer-cost")?;
    let mut drawing = Drawing::new("layer-cost", 560.0, 430.0);
    let x = Axis::decades(0.8, 330.0, 1).named("samples in the batch");
    let y = Axis::decades(0.2, 100.0, 1).named("microseconds per sample");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 340.0), x, y);
    let each = |column: &str| -> Result<Vec<(f64, f64)>, FigureError> {
        let times = table.points("batch", column)?;
        Ok(times
            .into_iter()
            .map(|(batch, t)| (batch, t / batch))
            .collect())
    };
    let (arithmetic, memory) = (each("arithmetic_us")?, each("memory_us")?);
    let measured = each("measured_us")?;
    if let (Some(&level), Some(&low)) = (arithmetic.last(), memory.last()) {
        plot.push_text(level, (6.0, 26.0), "multiply-adds", |text| {
            text.ink(Ink::C).end()
        });
        plot.push_text(low, (0.0, -22.0), "memory", |text| text.ink(Ink::A).end());
    }
    if let Some(&first) = measured.get(2) {
        plot.push_text(first, (14.0, -6.0), "measured", |text| text.ink(Ink::Text));
    }
    plot.push_text((0.8, 0.2), (12.0, -14.0), "dashed: predicted", |text| {
        text.ink(Ink::Quiet).size(15.0)
    });
    plot.dashed(arithmetic, Ink::C, 1.8);
    plot.dashed(memory, Ink::A, 1.8);
    plot.curve(measured.iter().copied(), Ink::Text, 1.6);
    plot.dots(measured, Ink::Text, 5.0);
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

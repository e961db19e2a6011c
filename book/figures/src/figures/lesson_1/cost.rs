//! What a gradient costs: two evaluations per parameter, or one sweep.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, thousands};
use crate::svg::{Drawing, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "nudge-or-sweep", "nudge-or-sweep")?;
    let mut drawing = Drawing::new("nudge-or-sweep", 560.0, 430.0);
    let x = Axis::decades(5.0, 30_000.0, 1).named("parameters N");
    let y = Axis::decades(1e-7, 30.0, 2).named("seconds for all N slopes");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 340.0), x, y);
    let series = |column: &str| -> Result<Vec<(f64, f64)>, FigureError> {
        let times = table.points("parameters", column)?;
        Ok(times.into_iter().map(|(n, us)| (n, 1e-6 * us)).collect())
    };
    let evaluations = series("evaluation_us")?;
    let predicted = |passes: fn(f64) -> f64| {
        evaluations
            .iter()
            .map(move |&(n, t)| (n, passes(n) * t))
            .collect::<Vec<_>>()
    };
    plot.dashed(predicted(|n| 2.0 * n), Ink::B, 1.6);
    plot.dashed(predicted(|_| 2.0), Ink::C, 1.6);
    let (nudging, sweep) = (series("nudging_us")?, series("sweep_us")?);
    plot.dots(nudging.iter().copied(), Ink::B, 5.0);
    plot.dots(sweep.iter().copied(), Ink::C, 5.0);
    if let (Some(&last), Some(&swept)) = (nudging.last(), sweep.last()) {
        plot.push_text(
            (last.0, last.1),
            (-16.0, -2.0),
            "nudging each one",
            |text| text.ink(Ink::B).end(),
        );
        plot.push_text((last.0, swept.1), (6.0, 34.0), "one sweep", |text| {
            text.ink(Ink::C).end()
        });
        #[allow(clippy::cast_sign_loss)] // a ratio of times
        let factor = table
            .column("nudging_over_sweep")?
            .last()
            .map_or(0, |&factor| factor as usize);
        let middle = (last.1 * swept.1).sqrt();
        plot.dashed(
            [(last.0, swept.1 * 1.7), (last.0, last.1 / 1.7)],
            Ink::Quiet,
            1.2,
        );
        let words = format!("{} times", thousands(factor));
        plot.push_text((last.0, middle), (-10.0, 5.0), &words, Text::end);
    }
    for (line, words) in ["dashed: predicted,", "2N evaluations, or 2"]
        .into_iter()
        .enumerate()
    {
        let by = (-10.0, 20.0 * line as f64 - 32.0);
        plot.push_text((30_000.0, 1e-7), by, words, |text| {
            text.ink(Ink::Quiet).size(15.0).end()
        });
    }
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

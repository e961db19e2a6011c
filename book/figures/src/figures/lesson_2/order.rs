//! What all slopes of one result cost, in three ways.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, thousands};
use crate::svg::{Drawing, Text};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "jacobian-order", "jacobian-order")?;
    let mut drawing = Drawing::new("order-cost", 560.0, 430.0);
    let x = Axis::decades(0.7, 1_600.0, 1).named("inputs n");
    let y = Axis::decades(1.0, 1e5, 1).named("microseconds for all n slopes");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 340.0), x, y);
    let evaluations = table.points("inputs", "evaluation_us")?;
    let predicted = |runs: fn(f64) -> f64| {
        let times = evaluations.iter();
        times
            .map(move |&(n, t)| (n, runs(n) * t))
            .collect::<Vec<_>>()
    };
    plot.dashed(predicted(|n| 2.0 * n), Ink::Quiet, 1.6);
    plot.dashed(predicted(|_| 2.0), Ink::Quiet, 1.6);
    let nudging = table.points("inputs", "nudging_us")?;
    let forward = table.points("inputs", "forward_mode_us")?;
    let reverse = table.points("inputs", "reverse_mode_us")?;
    plot.dots(nudging.iter().copied(), Ink::B, 6.5);
    plot.dots(forward.iter().copied(), Ink::A, 3.5);
    plot.dots(reverse.iter().copied(), Ink::C, 5.0);
    if let (Some(&dear), Some(&cheap)) = (forward.last(), reverse.last()) {
        for (line, (words, ink)) in [
            ("nudging: 2n evaluations", Ink::B),
            ("forward mode: n products J·t", Ink::A),
        ]
        .into_iter()
        .enumerate()
        {
            let by = (0.0, 22.0 * line as f64);
            plot.push_text((45.0, 2_500.0), by, words, |text| text.ink(ink).end());
        }
        plot.push_text(
            (30.0, 1.6),
            (0.0, 0.0),
            "reverse mode: one Jᵀ·v",
            |text| text.ink(Ink::C).middle(),
        );
        plot.dashed(
            [(dear.0, cheap.1 * 1.5), (dear.0, dear.1 / 1.5)],
            Ink::Quiet,
            1.2,
        );
        #[allow(clippy::cast_sign_loss)] // a ratio of times
        let factor = (dear.1 / cheap.1 / 100.0).round() as usize * 100;
        let words = format!("{} times", thousands(factor));
        let middle = (dear.0, (dear.1 * cheap.1).sqrt());
        plot.push_text(middle, (-10.0, 5.0), &words, Text::end);
    }
    for (line, words) in ["dashed: predicted,", "2n evaluations, or 2"]
        .into_iter()
        .enumerate()
    {
        let by = (12.0, 20.0 * line as f64 + 24.0);
        plot.push_text((0.7, 1e5), by, words, |text| {
            text.ink(Ink::Quiet).size(15.0)
        });
    }
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

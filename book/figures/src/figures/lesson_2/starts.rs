//! Four starts of one network: losses, and how many hidden neurons differ.

use std::path::Path;

use crate::FigureError;
use crate::experiments::equal_starts::STARTS;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Text, bricks};

pub(super) fn draw(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "equal-starts", "equal-starts")?;
    let summary = Table::read(results, "equal-starts-summary", "equal-starts")?;
    let mut drawing = Drawing::new("equal-starts", 600.0, 430.0);
    let x = Axis::decades(1.0, 3_000.0, 1).named("steps taken");
    let y = Axis::decades(0.01, 5.0, 1).named("mean loss on the training digits");
    let mut plot = Plot::new((58.0, 34.0), (330.0, 340.0), x, y);
    let inks = [Ink::Quiet, Ink::B, Ink::A, Ink::C];
    let mut ends = Vec::new();
    for (start, ink) in STARTS.iter().zip(inks) {
        let points = table.points("step", start.key)?;
        if let Some(&end) = points.last() {
            ends.push((plot.at(end.0, end.1).1, start, ink));
        }
        // Step 0 has no place on a logarithmic axis.
        plot.curve(points.into_iter().filter(|point| point.0 > 0.0), ink, 2.4);
    }
    plot.draw(&mut drawing)?;
    drawing.add(
        Text::new((402.0, 20.0), "different hidden neurons")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    // From the bottom up, pushed apart where they would touch.
    let mut last = 402.0;
    for (y, start, ink) in ends.into_iter().rev() {
        let y = (y + 5.0).min(last - 56.0);
        let different = summary.number(start.key, "different")?;
        let neurons = summary.number(start.key, "hidden_neurons")?;
        drawing.add(Text::new((402.0, y), start.what).ink(ink).bold());
        // A square for each neuron, filled for those that differ from all before them.
        #[allow(clippy::cast_sign_loss)] // counts
        let (filled, all) = (different as usize, neurons as usize);
        let corner = |neuron: usize| {
            let (column, line) = ((neuron % 16) as f64, (neuron / 16) as f64);
            (402.0 + 10.0 * column, y + 10.0 + 11.0 * line)
        };
        drawing.add(bricks((filled..all).map(corner), (8.0, 8.0), Ink::Grid));
        drawing.add(bricks((0..filled).map(corner), (8.0, 8.0), ink));
        drawing.add(
            Text::new((594.0, y + 27.0), different.to_string())
                .end()
                .ink(ink)
                .bold(),
        );
        last = y;
    }
    Ok(drawing.finish())
}

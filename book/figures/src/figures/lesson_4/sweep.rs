//! Learning rates: the range that works, and the usual ones beside the best.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text, dot, ring};

pub(super) fn rates(results: &Path) -> Result<String, FigureError> {
    let sweep = Table::read(results, "rate-sweep", "rate-sweep")?;
    let range = Table::read(results, "rate-range", "rate-sweep")?;
    let mut drawing = Drawing::new("rate-sweep", 600.0, 430.0);
    let percent = |name: &str| -> Result<Vec<(f64, f64)>, FigureError> {
        let points = sweep
            .points("rate", &format!("{name}_accuracy"))?
            .into_iter();
        Ok(points.map(|(rate, share)| (rate, 100.0 * share)).collect())
    };
    for (place, row) in range.rows.iter().enumerate() {
        let name = row[0].as_str();
        let corner = (
            42.0 + 142.0 * (place % 4) as f64,
            34.0 + 196.0 * (place / 4) as f64,
        );
        let x = Axis::decades(7e-6, 140.0, 3);
        // The heights are named once for each row.
        let ticks = [0.0, 50.0, 100.0];
        let named: &[f64] = if place % 4 == 0 { &ticks } else { &[] };
        let mut plot = Plot::new(
            corner,
            (118.0, 128.0),
            x,
            Axis::linear(0.0, 104.0, named, 0),
        );
        for height in ticks {
            plot.curve([(7e-6, height), (140.0, height)], Ink::Grid, 1.0);
        }
        for other in &range.rows {
            plot.curve(percent(&other[0])?, Ink::Grid, 1.2);
        }
        let points = percent(name)?;
        plot.curve(points.iter().copied(), Ink::A, 2.4);
        let [low, high] = [
            range.number(name, "lowest")?,
            range.number(name, "highest")?,
        ];
        let good = points
            .into_iter()
            .filter(|point| (low..=high).contains(&point.0));
        plot.dots(good, Ink::C, 4.5);
        plot.draw(&mut drawing)?;
        drawing.add(
            Text::new((corner.0 + 59.0, corner.1 - 12.0), name)
                .middle()
                .bold(),
        );
    }
    drawing.add(
        Text::new(
            (300.0, 418.0),
            "% right against the learning rate; green: within one point of its best",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn tasks(results: &Path) -> Result<String, FigureError> {
    const PITCH: f64 = 25.0;
    const LEFT: f64 = 112.0;
    const WIDTH: f64 = 460.0;
    /// Percent wrong, at the two ends.
    const ENDS: (f64, f64) = (0.01, 120.0);
    let table = Table::read(results, "tasks", "tasks")?;
    let along = |wrong: f64| {
        let share = (wrong / ENDS.0).log10() / (ENDS.1 / ENDS.0).log10();
        LEFT + WIDTH * share.clamp(0.0, 1.0)
    };
    let groups: Vec<&[Vec<String>]> =
        table.rows.chunk_by(|a, b| a[1] == b[1]).collect();
    let count = table.rows.len() as f64;
    let height = PITCH * count + 48.0 * groups.len() as f64;
    let mut drawing = Drawing::new("tasks", 600.0, height + 76.0);
    for (wrong, words) in [
        (0.1, "0.1 %"),
        (1.0, "1 %"),
        (10.0, "10 %"),
        (100.0, "100 %"),
    ] {
        let x = along(wrong);
        drawing.add(Line::line((x, 18.0), (x, height)).stroke(Ink::Grid, 1.2));
        drawing.add(
            Text::new((x, height + 20.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    let mut y = 0.0;
    for group in groups {
        let title = match group[0][1].as_str() {
            "linear" => "digits, no hidden layer",
            "network" => "digits, 64-32-10, relu",
            "deep" => "digits, ten layers, tanh",
            _ => "spirals, 2-32-32-2, relu",
        };
        y += 32.0;
        drawing.add(Text::new((LEFT, y), title).bold().halo());
        y += 16.0;
        for row in group {
            let wrong = |column: &str| -> Result<f64, FigureError> {
                Ok(100.0 * (1.0 - table.number(&row[0], column)?))
            };
            let ink = if table.text(&row[0], "tuned_ties")? == "yes" {
                Ink::A
            } else {
                Ink::B
            };
            let (usual, tuned) = (wrong("usual_accuracy")?, wrong("tuned_accuracy")?);
            let ends = [(along(usual), y), (along(tuned), y)];
            drawing.add(Line::line(ends[0], ends[1]).stroke(Ink::Quiet, 1.2));
            drawing.add(ring(ends[0], 5.0, ink, 2.2));
            drawing.add(dot(ends[1], 6.0, ink));
            drawing.add(Text::new((LEFT - 12.0, y + 5.0), &row[2]).end().size(15.0));
            y += PITCH;
        }
    }
    for (line, words) in [
        "wrong on unseen samples; ring: usual rate, dot: best of 13 rates",
        "blue: ties with the best dot of its task; vermilion: does not",
    ]
    .into_iter()
    .enumerate()
    {
        let at = (300.0, height + 44.0 + 21.0 * line as f64);
        drawing.add(Text::new(at, words).middle().size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

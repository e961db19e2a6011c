//! Eight activations on digits: at their best learning rates, and at all.

use std::path::Path;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text, dot};

const EXPERIMENT: &str = "which-activation";

pub(super) fn best(results: &Path) -> Result<String, FigureError> {
    const PITCH: f64 = 46.0;
    const ENDS: (f64, f64) = (95.5, 99.0);
    let table = Table::read(results, "which-activation", EXPERIMENT)?;
    let starts = Table::read(results, "which-activation-starts", EXPERIMENT)?;
    let mut rows = Vec::new();
    for row in &table.rows {
        let name = row[0].as_str();
        let mean = 100.0 * table.number(name, "test_accuracy")?;
        rows.push((name, mean));
    }
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let height = PITCH * rows.len() as f64;
    let mut drawing = Drawing::new("which", 600.0, height + 96.0);
    let x = Axis::linear(ENDS.0, ENDS.1, &[96.0, 97.0, 98.0, 99.0], 0)
        .named("% right on unseen digits");
    let (left, top, width) = (112.0, 14.0, 368.0);
    let plot = Plot::new(
        (left, top),
        (width, height),
        x,
        Axis::linear(0.0, 1.0, &[], 0),
    );
    let along = |accuracy: f64| left + width * (accuracy - ENDS.0) / (ENDS.1 - ENDS.0);
    plot.draw(&mut drawing)?;
    for (place, (name, mean)) in rows.into_iter().enumerate() {
        let y = top + PITCH * (place as f64 + 0.5);
        let ink = if table.text(name, "ties_with_best")? == "yes" {
            Ink::A
        } else {
            Ink::B
        };
        // Equal starts stand above each other, around the row's middle.
        let mut all = starts.column(name)?;
        all.sort_by(f64::total_cmp);
        for equal in all.chunk_by(|a, b| a == b) {
            let first = y - 3.0 * (equal.len() as f64 - 1.0);
            for (i, accuracy) in equal.iter().enumerate() {
                let at = (along(100.0 * accuracy), first + 6.0 * i as f64);
                drawing.add(format!(
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\" fill=\"{}\" fill-opacity=\"0.35\"/>",
                    at.0,
                    at.1,
                    ink.css()
                ));
            }
        }
        let half = 100.0 * table.number(name, "interval")?;
        let bar = [along(mean - half), along(mean + half)].map(|x| (x, y));
        drawing.add(Line::line(bar[0], bar[1]).stroke(ink, 3.0));
        drawing.add(dot((along(mean), y), 6.0, ink));
        let rate = format!("η = {}", table.text(name, "rate")?);
        drawing.add(Text::new((102.0, y - 2.0), name.replace('-', " ")).end());
        drawing.add(
            Text::new((102.0, y + 16.0), rate)
                .end()
                .size(15.0)
                .ink(Ink::Quiet),
        );
        let words = format!("{} ± {}", number(mean, 1), number(half, 1));
        drawing.add(Text::new((490.0, y + 5.0), words).size(16.0).ink(ink));
    }
    for (x, words, ink) in [
        (112.0, "blue: ties with the best", Ink::A),
        (330.0, "vermilion: does not", Ink::B),
    ] {
        drawing.add(Text::new((x, height + 86.0), words).size(15.0).ink(ink));
    }
    Ok(drawing.finish())
}

pub(super) fn rates(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "which-activation-rates", EXPERIMENT)?;
    let mut drawing = Drawing::new("which-rates", 600.0, 430.0);
    let percent = |column: &str| -> Result<Vec<(f64, f64)>, FigureError> {
        let points = table.points("rate", column)?.into_iter();
        Ok(points.map(|(rate, share)| (rate, 100.0 * share)).collect())
    };
    let names = &table.columns[1..];
    for (place, name) in names.iter().enumerate() {
        let corner = (
            42.0 + 142.0 * (place % 4) as f64,
            34.0 + 196.0 * (place / 4) as f64,
        );
        let x = Axis::decades(0.017, 7.0, 1);
        // The heights are named once for each row.
        let ticks = [0.0, 50.0, 100.0];
        let named: &[f64] = if place % 4 == 0 { &ticks } else { &[] };
        let y = Axis::linear(0.0, 104.0, named, 0);
        let mut plot = Plot::new(corner, (118.0, 128.0), x, y);
        for height in ticks {
            plot.curve([(0.017, height), (7.0, height)], Ink::Grid, 1.0);
        }
        for other in names {
            if other != name {
                plot.curve(percent(other)?, Ink::Grid, 1.4);
            }
        }
        let points = percent(name)?;
        plot.curve(points.iter().copied(), Ink::A, 2.6);
        plot.dots(points, Ink::A, 3.0);
        plot.draw(&mut drawing)?;
        let title = name.replace('-', " ");
        drawing.add(
            Text::new((corner.0 + 59.0, corner.1 - 12.0), title)
                .middle()
                .bold(),
        );
    }
    drawing.add(
        Text::new(
            (300.0, 418.0),
            "% right on training digits set aside, against the learning rate",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

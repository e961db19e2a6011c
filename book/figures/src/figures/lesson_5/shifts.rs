//! Images that move: how much a layer changes, and how many are still read.

use std::path::Path;

use crate::FigureError;
use crate::ends::label_ends;
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text, dot};

/// The places of `shift.csv`, in words.
const PLACES: [(&str, &str); 7] = [
    ("pixels", "pixels"),
    ("map-1", "first maps"),
    ("map-1-along", "the same, moved along"),
    ("pooled-1", "pooled"),
    ("map-2", "second maps"),
    ("pooled-2", "pooled"),
    ("logits", "answer (logits)"),
];

pub(super) fn change(results: &Path) -> Result<String, FigureError> {
    const LEFT: f64 = 186.0;
    const ONE: f64 = 270.0;
    const PITCH: f64 = 50.0;
    let table = Table::read(results, "shift", "shift")?;
    let height = 36.0 + PITCH * PLACES.len() as f64;
    let mut drawing = Drawing::new("shift", 640.0, height + 62.0);
    let ticks = [0.0, 0.5, 1.0, 1.5];
    for tick in ticks {
        let x = LEFT + ONE * tick;
        drawing.add(Line::line((x, 30.0), (x, height)).stroke(Ink::Grid, 1.2));
        drawing.add(
            Text::new((x, height + 20.0), number(tick, 1))
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    for (place, (key, words)) in PLACES.into_iter().enumerate() {
        let top = 40.0 + PITCH * place as f64;
        drawing.add(Text::new((LEFT - 12.0, top + 22.0), words).end());
        for (line, (column, ink)) in [("max_pool", Ink::A), ("average_pool", Ink::E)]
            .into_iter()
            .enumerate()
        {
            let change = table.number(key, column)?;
            let (y, end) = (top + 17.0 * line as f64, LEFT + ONE * change);
            let corners = [(LEFT, y), (end, y), (end, y + 15.0), (LEFT, y + 15.0)];
            drawing.add(Line::through(&corners).fill(ink, 0.9));
        }
        let change = table.number(key, "max_pool")?;
        let digits = if change < 0.1 { 3 } else { 2 };
        drawing.add(
            Text::new(
                (LEFT + ONE * change + 8.0, top + 13.0),
                number(change, digits),
            )
            .size(15.0)
            .ink(Ink::A)
            .halo(),
        );
        if let Ok(another) = table.number(key, "another_digit") {
            drawing.add(dot((LEFT + ONE * another, top + 16.0), 6.0, Ink::Quiet));
        }
    }
    drawing.add(Line::line((LEFT, 30.0), (LEFT, height)).stroke(Ink::Quiet, 1.2));
    let key = [(8.0, "max pool", Ink::A), (100.0, "average pool", Ink::E)];
    for (x, words, ink) in key {
        drawing.add(
            Text::new((LEFT + x, 20.0), words)
                .bold()
                .size(15.0)
                .ink(ink),
        );
    }
    drawing.add(dot((LEFT + 226.0, 15.0), 6.0, Ink::Quiet));
    drawing.add(
        Text::new((LEFT + 238.0, 20.0), "an image of another digit")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    drawing.add(
        Text::new(
            (630.0, height + 44.0),
            "change by one pixel's shift, relative to the size",
        )
        .end()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn accuracy(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "shifts", "shifts")?;
    let mut drawing = Drawing::new("shifts", 620.0, 400.0);
    let x = Axis::linear(0.0, 4.0, &[0.0, 1.0, 2.0, 3.0, 4.0], 0)
        .named("shift in pixels, mean over four directions");
    let y = Axis::linear(0.0, 100.0, &[0.0, 25.0, 50.0, 75.0, 100.0], 0)
        .named("% of test images right, mean of 3 starts");
    let mut plot = Plot::new((56.0, 34.0), (382.0, 310.0), x, y);
    plot.dashed([(0.0, 10.0), (4.0, 10.0)], Ink::Quiet, 1.6);
    plot.push_text((0.0, 10.0), (8.0, -8.0), "guessing", |text| {
        text.size(15.0).ink(Ink::Quiet)
    });
    let mut ends = Vec::new();
    for (column, words, ink) in [
        ("lenet", "LeNet", Ink::A),
        ("means", "average pool", Ink::E),
        ("mlp", "dense network", Ink::B),
    ] {
        let points = table.points("pixels", column)?.into_iter();
        let points: Vec<_> = points.map(|(x, share)| (x, 100.0 * share)).collect();
        if let Some(&(pixels, share)) = points.last() {
            ends.push((plot.at(pixels, share).1, words, ink));
        }
        plot.curve(points.iter().copied(), ink, 2.6);
        plot.dots(points, ink, 4.0);
    }
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 446.0, ends);
    Ok(drawing.finish())
}

//! What comes out of an activation, and what is left of a signal and of slopes ten layers deep.

use std::path::Path;

use activations::Activation;

use crate::FigureError;
use crate::experiments::bends::key;
use crate::experiments::depth::{FACTORS, SHOWN};
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text, dot};

pub(super) fn means(_: &Path) -> Result<String, FigureError> {
    const PITCH: f64 = 38.0;
    let mut rows: Vec<(Activation, f64, f64)> = Activation::ALL
        .into_iter()
        .filter(|&activation| activation != Activation::Identity)
        .map(|activation| {
            let facts = activation.facts();
            (activation, facts.mean, facts.variance.sqrt())
        })
        .collect();
    rows.sort_by(|a, b| a.1.total_cmp(&b.1));
    let height = PITCH * rows.len() as f64;
    let mut drawing = Drawing::new("means", 560.0, height + 70.0);
    let ticks = [-0.5, 0.0, 0.5, 1.0, 1.5];
    let x = Axis::linear(-0.75, 1.55, &ticks, 1).named("f(z), for z from N(0, 1)");
    let count = rows.len() as f64;
    let mut plot = Plot::new(
        (168.0, 14.0),
        (376.0, height),
        x,
        Axis::linear(0.0, count, &[], 0),
    );
    plot.curve([(0.0, 0.0), (0.0, count)], Ink::Quiet, 1.2);
    let ends: Vec<[(f64, f64); 3]> = rows
        .iter()
        .enumerate()
        .map(|(place, &(_, mean, deviation))| {
            let y = count - place as f64 - 0.62;
            [mean - deviation, mean, mean + deviation].map(|value| plot.at(value, y))
        })
        .collect();
    plot.draw(&mut drawing)?;
    for ((activation, mean, _), [low, middle, high]) in rows.into_iter().zip(ends) {
        let size = (high.0 - low.0, 8.0);
        drawing.add(Line::rounded((low.0, low.1 - 4.0), size, 4.0).fill(Ink::A, 0.3));
        drawing.add(dot(middle, 5.5, Ink::A));
        let words = number(mean, 3);
        drawing.add(
            Text::new((middle.0, middle.1 - 9.0), words)
                .middle()
                .size(15.0)
                .halo(),
        );
        let name = activation.to_string();
        drawing.add(Text::new((156.0, middle.1 + 5.0), name).end().size(15.0));
    }
    Ok(drawing.finish())
}

pub(super) fn slopes(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "depth", "depth")?;
    let mut drawing = Drawing::new("ten-slopes", 560.0, 450.0);
    let layers = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
    let x = Axis::linear(0.6, 10.2, &layers, 0).named("layer");
    let y = Axis::decades(3e-7, 300.0, 1).named("size of ∂L/∂z, relative to layer 10");
    let mut plot = Plot::new((60.0, 34.0), (480.0, 360.0), x, y);
    let read = |name: &str| table.points("layer", &format!("slope_{name}"));
    let lines = [
        ("tanh", Ink::D),
        ("GELU", Ink::E),
        ("ReLU", Ink::C),
        ("sigmoid", Ink::B),
        ("sigmoid-Xavier", Ink::A),
    ];
    for (place, (name, ink)) in lines.into_iter().enumerate() {
        let points = read(name)?;
        let first = points.first().map_or(1.0, |point| point.1);
        plot.curve(points.iter().copied(), ink, 2.4);
        if place < 3 {
            // These three lie on each other: their names stand above them, in their order.
            let words = format!("{name}: {}", number(first, 1));
            let by = (0.0, 22.0 * place as f64 + 12.0);
            plot.push_text((0.6, 300.0), (12.0 + by.0, by.1 + 8.0), &words, |t| {
                t.ink(ink)
            });
        } else {
            let words = if name == "sigmoid" {
                "sigmoid, its own gain"
            } else {
                "sigmoid, Xavier"
            };
            let at = points.get(3).copied().unwrap_or((4.0, 1e-4));
            let (by, end) = if place == 3 {
                ((-10.0, -12.0), true)
            } else {
                ((14.0, 16.0), false)
            };
            plot.push_text(at, by, words, |t| {
                if end { t.ink(ink).end() } else { t.ink(ink) }
            });
        }
        plot.dots(points.first().copied(), ink, 4.5);
    }
    plot.push_text((10.2, 300.0), (-8.0, 20.0), "mean of ten starts", |t| {
        t.ink(Ink::Quiet).size(15.0).end()
    });
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

pub(super) fn sizes(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "depth", "depth")?;
    let mut drawing = Drawing::new("signal-size", 600.0, 380.0);
    for (panel, activation) in SHOWN.into_iter().enumerate() {
        let left = 60.0 + 290.0 * panel as f64;
        let x = Axis::linear(0.6, 10.2, &[1.0, 4.0, 7.0, 10.0], 0).named("layer");
        let y = Axis::decades(3e-4, 2e3, 1);
        let mut plot = Plot::new((left, 56.0), (236.0, 270.0), x, y);
        for (factor, column) in FACTORS {
            let points = table
                .points("layer", &format!("signal_{}_{column}", key(activation)))?;
            let ink = if factor == 1.0 { Ink::C } else { Ink::A };
            if factor == 1.0 {
                plot.curve(points.iter().copied(), ink, 3.0);
            } else {
                plot.dashed(points.iter().copied(), ink, 2.4);
            }
            let words = match column {
                "half" => "½ × gain",
                "gain" => "gain",
                _ => "2 × gain",
            };
            let held = activation == Activation::Tanh && column == "gain";
            let place = points.get(if held { 9 } else { 6 }).copied();
            let place = place.unwrap_or((7.0, 1.0));
            // tanh holds its outputs below 1: there, two lines lie close together.
            let by = match (activation, column) {
                (_, "twice") => (-4.0, -14.0),
                (Activation::Tanh, "gain") => (-2.0, 20.0),
                (_, "gain") => (-4.0, -12.0),
                (Activation::Tanh, _) => (-4.0, 26.0),
                _ => (-14.0, 14.0),
            };
            plot.push_text(place, by, words, |t| t.ink(ink).end());
        }
        plot.draw(&mut drawing)?;
        let title = activation.name();
        drawing.add(Text::new((left + 118.0, 20.0), title).middle().bold());
    }
    drawing.add(
        Text::new((50.0, 42.0), "root mean square of what a layer hands on")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

//! The network that reads digits: how it learns, and what its hidden neurons look for.

use std::path::Path;

use crate::FigureError;
use crate::figures::reading::band;
use crate::images::{Images, frame, largest};
use crate::plot::{Axis, Plot};
use crate::results::Table;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn curves(results: &Path) -> Result<String, FigureError> {
    let table = Table::read(results, "mlp-digits-curves", "mlp-digits")?;
    let mut drawing = Drawing::new("mlp-curves", 560.0, 560.0);
    let passes = [0.0, 15.0, 30.0, 45.0, 60.0];
    let x = Axis::linear(0.0, 60.0, &passes, 0);
    let y = Axis::decades(0.01, 3.0, 1).named("mean loss");
    let mut loss = Plot::new((60.0, 34.0), (480.0, 200.0), x.clone(), y);
    let y = Axis::linear(90.0, 100.4, &[90.0, 95.0, 100.0], 0).named("% right");
    let x = x.named("passes over the training digits");
    let mut accuracy = Plot::new((60.0, 300.0), (480.0, 200.0), x, y);
    for (set, ink) in [("train", Ink::A), ("test", Ink::B)] {
        band(&mut loss, &table, &format!("{set}_loss"), 1.0, 0.01, ink)?;
        band(
            &mut accuracy,
            &table,
            &format!("{set}_accuracy"),
            100.0,
            90.0,
            ink,
        )?;
    }
    let named = |plot: &mut Plot, at: (f64, f64), by: f64, words: &str, ink: Ink| {
        plot.push_text(at, (0.0, by), words, |text| text.ink(ink).end());
    };
    let end = |column: &str| -> Result<f64, FigureError> {
        Ok(table.column(column)?.last().copied().unwrap_or(1.0))
    };
    let (train, test) = (end("train_loss")?, end("test_loss")?);
    named(&mut loss, (57.0, train), -28.0, "training", Ink::A);
    named(&mut loss, (57.0, test), -18.0, "test", Ink::B);
    let (train, test) = (end("train_accuracy")?, end("test_accuracy")?);
    named(
        &mut accuracy,
        (57.0, 100.0 * train),
        24.0,
        "training",
        Ink::A,
    );
    named(&mut accuracy, (57.0, 100.0 * test), 40.0, "test", Ink::B);
    loss.draw(&mut drawing)?;
    accuracy.draw(&mut drawing)?;
    drawing.add(
        Text::new((540.0, 20.0), "mean of 5 starts; bands: least to largest")
            .end()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn hidden(results: &Path) -> Result<String, FigureError> {
    const PIXEL: f64 = 7.0;
    let table = Table::read(results, "mlp-digits-hidden", "mlp-digits")?;
    let read = |when: &str| -> Result<Vec<Vec<f64>>, FigureError> {
        (1..=32)
            .map(|neuron| table.list(&format!("{when}-{neuron}"), "weights"))
            .collect()
    };
    let (start, end) = (read("start")?, read("end")?);
    let dead: Vec<bool> = (1..=32)
        .map(|neuron| Ok(table.number(&format!("start-{neuron}"), "active")? == 0.0))
        .collect::<Result<_, FigureError>>()?;
    let largest = largest(start.iter().chain(&end).flatten());
    let mut drawing = Drawing::new("hidden-weights", 560.0, 600.0);
    let mut images = Images::new(PIXEL);
    for (side, (title, neurons)) in [("before", start), ("after 60 passes", end)]
        .into_iter()
        .enumerate()
    {
        let left = 8.0 + 286.0 * side as f64;
        drawing.add(Text::new((left + 129.0, 22.0), title).middle().bold());
        for (i, weights) in neurons.into_iter().enumerate() {
            let at = (left + 67.0 * (i % 4) as f64, 38.5 + 66.0 * (i / 4) as f64);
            frame(&mut drawing, at, 8.0 * PIXEL);
            if dead[i] {
                let side = 8.0 * PIXEL + 6.0;
                let corner = (at.0 - 3.0, at.1 - 3.0);
                drawing
                    .add(Line::rounded(corner, (side, side), 4.0).stroke(Ink::C, 2.5));
            }
            // The square root keeps small weights visible.
            let shown: Vec<f64> = weights
                .iter()
                .map(|w| w.signum() * (w.abs() / largest).sqrt())
                .collect();
            images.add(at, &shown);
        }
    }
    images.draw(&mut drawing, [Ink::B, Ink::A]);
    if dead.contains(&true) {
        let words = "framed: positive for no digit, so nothing ever moved it";
        drawing.add(
            Text::new((280.0, 588.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::C),
        );
    }
    Ok(drawing.finish())
}

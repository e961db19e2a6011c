//! Steps downhill in one parameter, and the losses of five runs.

use std::path::Path;

use crate::FigureError;
use crate::ends::label_ends;
use crate::experiments::gates::models;
use crate::plot::{Axis, Plot};
use crate::style::{Ink, number};
use crate::svg::{Drawing, Text};

/// L(w) = (w − 3)², with slope 2(w − 3).
fn loss(w: f64) -> f64 {
    (w - 3.0).powi(2)
}

pub(super) fn curve(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("descent-curve", 560.0, 356.0);
    for (column, (rate, ink, words)) in [
        (0.25, Ink::A, "each step halves the way"),
        (0.9, Ink::B, "each step jumps across"),
    ]
    .into_iter()
    .enumerate()
    {
        let left = 40.0 + 278.0 * column as f64;
        let x = Axis::linear(-0.6, 6.6, &[0.0, 3.0, 6.0], 0).named("w");
        let y = Axis::linear(-0.4, 11.2, &[0.0, 3.0, 6.0, 9.0], 0);
        let mut plot = Plot::new((left, 56.0), (236.0, 246.0), x, y);
        plot.curve(
            (0..=80)
                .map(|i| -0.34 + 6.68 * f64::from(i) / 80.0)
                .map(|w| (w, loss(w))),
            Ink::Quiet,
            1.6,
        );
        let mut w = 0.0;
        let mut visited = vec![(w, loss(w))];
        for _ in 0..5 {
            w -= rate * 2.0 * (w - 3.0);
            visited.push((w, loss(w)));
        }
        plot.curve(visited.iter().copied(), ink, 1.8);
        plot.dots(visited.iter().copied(), ink, 5.0);
        for &point in visited.iter().take(3) {
            let words = number(point.0, 2);
            let words = words.trim_end_matches('0').trim_end_matches('.');
            let words = format!("w = {}", if words.is_empty() { "0" } else { words });
            let right = point.0 > 3.0;
            let by = if right { (16.0, -14.0) } else { (12.0, -2.0) };
            plot.push_text(point, by, &words, |text| {
                let text = text.size(15.0).ink(ink);
                if right { text.end() } else { text }
            });
        }
        plot.draw(&mut drawing)?;
        drawing.add(
            Text::new((left, 20.0), format!("η = {rate}"))
                .bold()
                .ink(ink),
        );
        drawing.add(Text::new((left, 40.0), words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

pub(super) fn losses(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 3_000;
    let mut drawing = Drawing::new("loss-curves", 560.0, 420.0);
    let x = Axis::decades(1.0, 3_000.0, 1).named("step");
    let y = Axis::decades(1e-4, 2.0, 1).named("mean loss");
    let mut plot = Plot::new((60.0, 34.0), (322.0, 330.0), x, y);
    let look = [
        ("AND, neuron", Ink::A),
        ("OR, neuron", Ink::C),
        ("XOR, neuron", Ink::B),
        ("XOR with x₁x₂", Ink::E),
        ("XOR, 2-4-1", Ink::D),
    ];
    let mut ends = Vec::new();
    for (trained, (words, ink)) in models(STEPS).into_iter().zip(look) {
        let losses = &trained.losses;
        // Every step at first, then ever fewer: the axis is logarithmic.
        let shown = (0..=180).map(|i| (STEPS as f64).powf(f64::from(i) / 180.0));
        #[allow(clippy::cast_sign_loss)] // a power of a positive number
        let mut steps: Vec<usize> = shown
            .map(|step| (step.round() as usize).clamp(1, STEPS))
            .collect();
        steps.dedup();
        plot.curve(
            steps
                .into_iter()
                .map(|step| (step as f64, losses[step - 1])),
            ink,
            2.4,
        );
        ends.push((plot.at(STEPS as f64, losses[STEPS - 1]).1, words, ink));
    }
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 392.0, ends);
    Ok(drawing.finish())
}

//! Rates that change on the way.

use std::path::Path;

use optimizers::Schedule;

use crate::FigureError;
use crate::ends::label_ends;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::Drawing;

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 100;
    let mut drawing = Drawing::new("schedules", 580.0, 404.0);
    let cosine = |steps| Schedule::Cosine { steps, floor: 0.0 };
    let curves = [
        (
            Schedule::Steps {
                every: 30,
                factor: 0.5,
            },
            Ink::A,
        ),
        (Schedule::Exponential { factor: 0.97 }, Ink::D),
        (Schedule::InverseTime { half: 20.0 }, Ink::C),
        (cosine(STEPS), Ink::B),
        (
            Schedule::WarmUp {
                steps: 10,
                then: Box::new(cosine(STEPS - 10)),
            },
            Ink::E,
        ),
    ];
    let x = Axis::linear(0.0, 100.0, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0], 0)
        .named("step");
    let y = Axis::linear(-0.16, 1.06, &[0.0, 0.25, 0.5, 0.75, 1.0], 2)
        .named("share of the learning rate");
    let mut plot = Plot::new((52.0, 36.0), (368.0, 310.0), x, y);
    for (schedule, ink) in &curves {
        let points = (0..=STEPS).map(|t| (t as f64, schedule.factor(t)));
        if matches!(schedule, Schedule::Steps { .. }) {
            // Levels with sharp edges between them.
            plot.curve(
                points
                    .flat_map(|(t, y)| [(t, y), (t + 0.999, y)])
                    .filter(|p| p.0 <= 100.0),
                *ink,
                2.4,
            );
        } else {
            plot.curve(points, *ink, 2.4);
        }
    }
    let ends = curves
        .iter()
        .zip([
            "steps",
            "exponential",
            "inverse time",
            "cosine",
            "warm-up, cosine",
        ])
        .map(|((schedule, ink), words)| {
            (plot.at(100.0, schedule.factor(STEPS)).1, words, *ink)
        })
        .collect();
    plot.draw(&mut drawing)?;
    label_ends(&mut drawing, 426.0, ends);
    Ok(drawing.finish())
}

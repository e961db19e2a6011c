//! What velocity does: under steady slopes, under alternating ones, and in a bowl.

use std::path::Path;

use optimizers::Momentum;
use optimizers::surfaces::{Bowl, Surface};

use super::ravine::draw_path;
use crate::FigureError;
use crate::map::Map;
use crate::plot::{Axis, Plot};
use crate::style::{Ink, number, thousands};
use crate::svg::{Drawing, Text, dot};
use crate::walks::{step_lengths, walk};

pub(super) fn velocity(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 30;
    const RHO: f64 = 0.9;
    let mut drawing = Drawing::new("velocity", 590.0, 300.0);
    // A title, what each slope is times the one before, ticks, and a height with some room.
    let panels = [
        ("slopes 1, 1, 1, …", 1.0, [0.0, 5.0, 10.0], (0.0, 11.5)),
        ("slopes 1, −1, 1, …", -1.0, [-1.0, 0.0, 1.0], (-1.3, 1.3)),
    ];
    for (place, (title, turn, ticks, heights)) in panels.into_iter().enumerate() {
        let corner = (36.0 + 296.0 * place as f64, 58.0);
        let x = Axis::linear(0.0, 31.0, &[1.0, 10.0, 20.0, 30.0], 0).named("step");
        let y = Axis::linear(heights.0, heights.1, &ticks, 0);
        let mut plot = Plot::new(corner, (250.0, 184.0), x, y);
        let slopes = std::iter::successors(Some(1.0), |slope| Some(slope * turn));
        // With the rate 1 a step is as long as the velocity.
        let v = step_lengths(&mut Momentum::new(1.0, RHO), slopes.take(STEPS));
        let limit = 1.0 / (1.0 - RHO * turn);
        let points: Vec<_> = (1..=STEPS).map(|t| (t as f64, v[t - 1])).collect();
        plot.dashed([(0.0, limit), (31.0, limit)], Ink::Quiet, 1.2);
        if turn < 0.0 {
            plot.curve([(0.0, 0.0), (31.0, 0.0)], Ink::Quiet, 1.0);
            plot.dashed([(0.0, -limit), (31.0, -limit)], Ink::Quiet, 1.2);
        }
        plot.curve(points.iter().copied(), Ink::A, 1.2);
        plot.dots(points.iter().copied(), Ink::A, 3.4);
        let say = |plot: &mut Plot, at, by, words: &str| {
            plot.push_text(at, by, words, |text| text.size(15.0));
        };
        if turn > 0.0 {
            for (t, words, down) in [(1, "1", 13.0), (2, "1.9", 9.0), (3, "2.71", 5.0)]
            {
                say(&mut plot, points[t - 1], (9.0, down), words);
            }
            say(&mut plot, (4.0, limit), (0.0, -8.0), "1/(1 − 0.9) = 10");
        } else {
            let words = format!("±1/1.9 = ±{}", number(limit, 2));
            say(&mut plot, (31.0, 1.0), (-134.0, 8.0), &words);
            say(&mut plot, points[0], (-4.0, -10.0), "1");
        }
        plot.draw(&mut drawing)?;
        drawing.add(Text::new((corner.0, 20.0), title).bold());
        let words = if place == 0 {
            "velocity v, ρ = 0.9"
        } else {
            "velocity v"
        };
        drawing.add(Text::new((corner.0, 42.0), words).size(15.0).ink(Ink::A));
    }
    Ok(drawing.finish())
}

pub(super) fn momenta(_: &Path) -> Result<String, FigureError> {
    const RATE: f64 = 0.01;
    const SHOWN: usize = 100;
    const MOST: usize = 3_000;
    const SIZE: (f64, f64) = (560.0, 76.0);
    let bowl = Bowl { condition: 100.0 };
    let mut drawing = Drawing::new("momenta", 580.0, 482.0);
    for (place, rho) in [0.0, 0.5, 0.9, 0.99].into_iter().enumerate() {
        let corner = (10.0, 32.0 + 114.0 * place as f64);
        let map = Map {
            corner,
            size: SIZE,
            across: (-10.6, 10.6),
            up: (-1.44, 1.44),
        };
        map.levels(
            &mut drawing,
            |w| bowl.value(&w),
            &[1.0, 6.0, 20.0, 50.0, 100.0],
        );
        let momentum = Momentum::new(RATE, rho);
        let points: Vec<_> = walk(&bowl, Box::new(momentum)).take(MOST + 1).collect();
        draw_path(&mut drawing, map, &points[..=SHOWN], Ink::A, 2.0);
        map.cross(&mut drawing, [0.0, 0.0]);
        drawing.add(dot(map.at(points[SHOWN]), 5.0, Ink::E));
        let above = points.iter().rposition(|w| bowl.value(w) >= 1e-3);
        let from = above.map_or(0, |last| last + 1);
        let words = format!("below 10⁻³ from step {} on", thousands(from));
        let title = Text::new((corner.0, corner.1 - 11.0), format!("ρ = {rho}"));
        drawing.add(title.bold());
        let right = (corner.0 + SIZE.0, corner.1 - 11.0);
        drawing.add(Text::new(right, words).end().size(15.0));
    }
    let words = "the large dot: after 100 steps";
    drawing.add(Text::new((10.0, 474.0), words).size(15.0).ink(Ink::E));
    Ok(drawing.finish())
}

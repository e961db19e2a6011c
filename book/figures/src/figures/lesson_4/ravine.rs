//! Paths through a bowl that is flat in one direction and steep in the other.

use std::path::Path;

use backprop::{Optimizer, Sgd};
use optimizers::surfaces::{Bowl, RotatedBowl, Surface};
use optimizers::{Momentum, quadratic};

use crate::FigureError;
use crate::map::Map;
use crate::style::{Ink, number, thousands};
use crate::svg::{Drawing, Path as Line, Text, dot};
use crate::walks::{Kind, arrival, best_rate, walk};

/// The path through these points, with a dot at the first and at each that follows.
pub(super) fn draw_path(
    drawing: &mut Drawing,
    map: Map,
    points: &[[f64; 2]],
    ink: Ink,
    radius: f64,
) {
    drawing.add(map.path(points).stroke(ink, 1.6));
    map.dots(drawing, points, ink, radius);
}

pub(super) fn ravine(_: &Path) -> Result<String, FigureError> {
    const STEPS: usize = 30;
    const SIZE: (f64, f64) = (560.0, 176.0);
    let bowl = Bowl { condition: 10.0 };
    let mut drawing = Drawing::new("ravine", 580.0, 662.0);
    let best = quadratic::best_rate(1.0, 10.0);
    let panels = [
        (0.02, "η = 0.02: creeps"),
        (best, "η = 2/11: zigzags and arrives"),
        (0.21, "η = 0.21: explodes"),
    ];
    for (place, (rate, title)) in panels.into_iter().enumerate() {
        let corner = (10.0, 34.0 + 220.0 * place as f64);
        let map = Map {
            corner,
            size: SIZE,
            across: (-10.0, 12.0),
            up: (-3.45, 3.45),
        };
        map.levels(
            &mut drawing,
            |w| bowl.value(&w),
            &[0.5, 4.0, 15.0, 35.0, 65.0],
        );
        let sgd = Sgd {
            learning_rate: rate,
        };
        let points: Vec<_> = walk(&bowl, Box::new(sgd)).take(STEPS + 1).collect();
        draw_path(&mut drawing, map, &points, Ink::A, 2.8);
        map.cross(&mut drawing, [0.0, 0.0]);
        let start = bowl.start();
        if place == 1 {
            // What the slopes say, and what would be right.
            let to = map.at([0.0, 0.0]);
            drawing.add(
                Line::line(map.at(start), to)
                    .stroke(Ink::C, 2.2)
                    .dash("7 5"),
            );
            let words = "the way to the lowest point";
            let above = map.at([4.6, 1.15]);
            drawing.add(Text::new(above, words).end().size(15.0).ink(Ink::C).halo());
        }
        drawing.add(dot(map.at(start), 6.0, Ink::A));
        if place == 1 {
            let slopes = bowl.gradient(&start);
            let tip = [0, 1].map(|i| start[i] - 0.22 * slopes[i]);
            drawing.add(Line::arrow(map.at(start), map.at(tip), Ink::B, 2.6));
            let (x, y) = map.at(tip);
            drawing.add(
                Text::new((x + 14.0, y + 8.0), "−gradient")
                    .size(15.0)
                    .ink(Ink::B)
                    .halo(),
            );
        }
        drawing.add(Text::new((corner.0, corner.1 - 12.0), title).bold());
        let last = points[STEPS];
        let off = last[0].hypot(last[1]);
        let words = format!(
            "after {STEPS} steps {} away",
            number(off, if off < 1.0 { 2 } else { 1 })
        );
        let right = (corner.0 + SIZE.0, corner.1 - 12.0);
        drawing.add(Text::new(right, words).end().size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

/// A surface, how much of w₂ is shown, and how high that is in the drawing.
type Shown = (Box<dyn Surface>, (f64, f64), f64);

pub(super) fn turned(_: &Path) -> Result<String, FigureError> {
    const CONDITION: f64 = 100.0;
    const WIDTH: f64 = 186.0;
    const MOST: usize = 20_000;
    let surfaces: [Shown; 2] = [
        (
            Box::new(Bowl {
                condition: CONDITION,
            }),
            (-4.4, 4.4),
            112.0,
        ),
        (
            Box::new(RotatedBowl {
                condition: CONDITION,
            }),
            (-4.2, 10.4),
            WIDTH,
        ),
    ];
    // The best for the turned bowl, and good for the other.
    let (harder, _, _) = &surfaces[1];
    let adagrad =
        best_rate(Kind::Adagrad, &**harder, MOST, |w| harder.value(&w) < 1e-6);
    let (adagrad, _) = adagrad.expect("Adagrad arrives: a walk without chance");
    let mut drawing = Drawing::new("axis-or-turned", 600.0, 446.0);
    for (row, (surface, up, height)) in surfaces.iter().enumerate() {
        let top = [54.0, 208.0][row];
        let there = |w: [f64; 2]| surface.value(&w) < 1e-6;
        let (rate, rho) = quadratic::best_momentum(1.0, CONDITION);
        let descent = quadratic::best_rate(1.0, CONDITION);
        let runners: [(&str, Ink, f64, Box<dyn Optimizer>); 3] = [
            ("descent", Ink::Text, descent, Kind::Sgd.at_rate(descent)),
            ("momentum", Ink::A, rate, Box::new(Momentum::new(rate, rho))),
            ("Adagrad", Ink::B, adagrad, Kind::Adagrad.at_rate(adagrad)),
        ];
        for (column, (name, ink, rate, optimizer)) in runners.into_iter().enumerate() {
            let corner = (6.0 + 201.0 * column as f64, top);
            let map = Map {
                corner,
                size: (WIDTH, *height),
                across: (-4.2, 10.4),
                up: *up,
            };
            map.levels(
                &mut drawing,
                |w| surface.value(&w),
                &[1.0, 10.0, 40.0, 100.0],
            );
            let points: Vec<_> = walk(&**surface, optimizer).take(MOST + 1).collect();
            let steps = arrival(points.iter().copied(), MOST, there);
            let shown = steps.unwrap_or(MOST);
            draw_path(&mut drawing, map, &points[..=shown], ink, 1.6);
            map.cross(&mut drawing, [0.0, 0.0]);
            drawing.add(dot(map.at(surface.start()), 4.5, ink));
            if row == 0 {
                let at = (corner.0 + WIDTH / 2.0, 20.0);
                drawing.add(Text::new(at, name).middle().bold().ink(ink));
            }
            let words = match steps {
                Some(steps) => format!("{} steps", thousands(steps)),
                None => format!("not in {}", thousands(MOST)),
            };
            let at = (corner.0 + WIDTH / 2.0, top + height + 20.0);
            drawing.add(Text::new(at, words).middle().size(15.0));
            if column == 0 {
                let words = ["κ = 100", "turned"][row];
                let at = (corner.0 + 8.0, top + 20.0);
                drawing.add(Text::new(at, words).size(15.0).ink(Ink::Quiet).halo());
            }
            if row == 0 {
                let digits = if rate < 0.1 { 3 } else { 2 };
                let words = format!("η = {}", number(rate, digits));
                let at = (corner.0 + WIDTH / 2.0, top - 10.0);
                drawing.add(Text::new(at, words).middle().size(15.0).ink(Ink::Quiet));
            }
        }
    }
    Ok(drawing.finish())
}

//! A smooth map of the plane, its linear copy, and what that does to a circle.

use std::path::Path;

use backprop::nudge::numerical_jacobian;
use matrix::{Matrix, Vector};

use crate::FigureError;
use crate::cells::Cells;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text, dot};

/// f(x, y) = (x + 0.35 sin 2y, y + 0.3 x²): bent in both directions.
fn map(x: &Vector) -> Vector {
    Vector::from([x[0] + 0.35 * (2.0 * x[1]).sin(), x[1] + 0.3 * x[0] * x[0]])
}

/// The point that is looked at.
fn centre() -> Vector {
    Vector::from([-0.5, 0.3])
}

fn jacobian() -> Matrix {
    numerical_jacobian(map, &centre(), 1e-4)
}

/// The vector from one point to another, by length.
fn distance(a: &Vector, b: &Vector) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

pub(super) fn grid(_: &Path) -> Result<String, FigureError> {
    const LINES: usize = 5;
    const POINTS: usize = 24;
    /// What the side of the square is in the drawing.
    const SIDE: f64 = 116.0;
    let mut drawing = Drawing::new("grid-map", 560.0, 336.0);
    let (x0, y0, j) = (centre(), map(&centre()), jacobian());
    let copy = |x: &Vector| &y0 + &(&j * &(x - &x0));
    for (panel, (side, words)) in [(2.0, "side 2"), (0.5, "side ½"), (0.125, "side ⅛")]
        .into_iter()
        .enumerate()
    {
        let middle = (96.0 + 184.0 * panel as f64, 146.0);
        let at = |y: &Vector| {
            let scale = SIDE / side;
            (
                middle.0 + scale * (y[0] - y0[0]),
                middle.1 - scale * (y[1] - y0[1]),
            )
        };
        // A point of the square, given by two numbers from 0 to 1.
        let point = |u: f64, v: f64| {
            Vector::from([x0[0] + side * (u - 0.5), x0[1] + side * (v - 0.5)])
        };
        let (mut true_lines, mut copied) = (String::new(), String::new());
        let mut off = 0.0_f64;
        for line in 0..=LINES {
            let fixed = line as f64 / LINES as f64;
            for across in [false, true] {
                let along = |step: usize| {
                    let moving = step as f64 / POINTS as f64;
                    if across {
                        point(fixed, moving)
                    } else {
                        point(moving, fixed)
                    }
                };
                let points: Vec<_> = (0..=POINTS).map(along).collect();
                for x in &points {
                    off = off.max(distance(&map(x), &copy(x)) / side);
                }
                let images: Vec<_> = points.iter().map(|x| at(&map(x))).collect();
                true_lines += Line::through(&images).data();
                let ends = [&points[0], &points[POINTS]].map(|x| at(&copy(x)));
                copied += Line::through(&ends).data();
            }
        }
        drawing.add(Line::new(true_lines).stroke(Ink::A, 2.0));
        drawing.add(Line::new(copied).stroke(Ink::C, 2.0).dash("5 6"));
        drawing.add(dot(middle, 4.5, Ink::Text));
        drawing.add(Text::new((middle.0, 22.0), words).middle().bold());
        let digits = usize::from(off < 0.1);
        let share = format!("{} % of the side", number(100.0 * off, digits));
        for (y, words) in [(266.0, "off by up to"), (287.0, share.as_str())] {
            drawing.add(Text::new((middle.0, y), words).middle().size(15.0));
        }
    }
    for (x, words, ink) in [
        (122.0, "solid: the map f", Ink::A),
        (372.0, "dashed: its copy f(x₀) + J·(x − x₀)", Ink::C),
    ] {
        drawing.add(Text::new((x, 322.0), words).size(15.0).middle().ink(ink));
    }
    Ok(drawing.finish())
}

pub(super) fn circle(_: &Path) -> Result<String, FigureError> {
    /// A step of length 1 in the drawing.
    const ONE: f64 = 78.0;
    let mut drawing = Drawing::new("jacobian-circle", 560.0, 330.0);
    let j = jacobian();
    let inks = [Ink::C, Ink::D];
    let sides = [
        ((104.0, 142.0), Matrix::identity(2), ["(1, 0)", "(0, 1)"]),
        ((384.0, 142.0), j.clone(), ["column 1", "column 2"]),
    ];
    for (middle, matrix, names) in sides {
        let at = |t: &Vector| {
            let y = &matrix * t;
            (middle.0 + ONE * y[0], middle.1 - ONE * y[1])
        };
        let round: Vec<_> = (0..=72)
            .map(|i| f64::from(i).to_radians() * 5.0)
            .map(|angle| at(&Vector::from([angle.cos(), angle.sin()])))
            .collect();
        drawing.add(Line::through(&round).fill(Ink::A, 0.08).stroke(Ink::A, 2.0));
        for (k, (ink, name)) in inks.into_iter().zip(names).enumerate() {
            let tip = at(&Vector::unit(2, k));
            drawing.add(Line::arrow(middle, tip, ink, 3.0));
            let words = match (k, matrix == Matrix::identity(2)) {
                (0, true) => Text::new((tip.0 - 6.0, tip.1 + 22.0), name).end(),
                (0, false) => Text::new((tip.0 + 8.0, tip.1 + 18.0), name),
                _ => Text::new((tip.0, tip.1 - 10.0), name).middle(),
            };
            drawing.add(words.halo());
        }
        drawing.add(dot(middle, 4.5, Ink::Text));
    }
    drawing.add(Line::arrow((204.0, 142.0), (258.0, 142.0), Ink::Quiet, 2.0));
    drawing.add(Text::new((229.0, 128.0), "J").middle().bold().size(18.0));
    for (x, words) in [(104.0, "small steps from x₀"), (384.0, "where they lead")] {
        drawing.add(
            Text::new((x, 20.0), words)
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
    }
    let cells = Cells {
        corner: (256.0, 252.0),
        size: (64.0, 34.0),
    };
    drawing.add(Text::new((240.0, 292.0), "J =").end().size(18.0));
    for row in 0..2 {
        for (column, ink) in inks.into_iter().enumerate() {
            let entry = number(j[(row, column)], 2);
            drawing.add(cells.outline(row, column).fill(ink, 0.2));
            drawing.add(cells.words(row, column, entry).bold());
        }
    }
    Ok(drawing.finish())
}

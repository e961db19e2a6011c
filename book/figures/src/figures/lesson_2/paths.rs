//! Paths through a graph, and the product of two matrices.

use std::path::Path;

use matrix::Matrix;

use crate::FigureError;
use crate::cells::Cells;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Text};
use crate::wires::{Wire, knot, times};

/// ∂h/∂x: a row for each number in the middle, a column for each input.
const FIRST: [[f64; 2]; 3] = [[1.0, -1.0], [3.0, 2.0], [2.0, 1.0]];
/// ∂y/∂h.
const SECOND: [[f64; 3]; 2] = [[1.0, 2.0, -1.0], [2.0, -1.0, 0.0]];
/// The paths that are marked lead from this input to this output, counted from 0.
const FROM: usize = 0;
const TO: usize = 1;

const NAMES: [&[&str]; 3] = [&["x₁", "x₂"], &["h₁", "h₂", "h₃"], &["y₁", "y₂"]];

/// Where a number of a column of the graph stands.
fn at(column: usize, row: usize) -> (f64, f64) {
    let x = 60.0 + 220.0 * column as f64;
    let y = if column == 1 {
        34.0 + 96.0 * row as f64
    } else {
        66.0 + 128.0 * row as f64
    };
    (x, y)
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("path-product", 560.0, 526.0);
    graph(&mut drawing);
    matrices(&mut drawing);
    let terms: Vec<String> = (0..3)
        .map(|k| {
            let factor = |x: f64| {
                let words = number(x, 0);
                if x < 0.0 { format!("({words})") } else { words }
            };
            format!("{}·{}", factor(SECOND[TO][k]), factor(FIRST[k][FROM]))
        })
        .collect();
    let total: f64 = (0..3).map(|k| SECOND[TO][k] * FIRST[k][FROM]).sum();
    let (mut x, y) = (170.0, 482.0);
    drawing.add(Text::new((x - 12.0, y), "∂y₂/∂x₁ =").end().size(17.0));
    for (k, term) in terms.iter().enumerate() {
        let width = 9.0 * term.chars().count() as f64 + 8.0;
        let middle = x + width / 2.0;
        drawing.add(
            Text::new((middle, y), term)
                .middle()
                .size(18.0)
                .bold()
                .ink(Ink::C),
        );
        let over = format!("over {}", NAMES[1][k]);
        drawing.add(
            Text::new((middle, y + 24.0), over)
                .middle()
                .size(15.0)
                .ink(Ink::Quiet),
        );
        x += width;
        let sign = if k < 2 { "+" } else { "=" };
        drawing.add(Text::new((x + 18.0, y), sign).middle().size(18.0));
        x += 36.0;
    }
    drawing.add(
        Text::new((x + 4.0, y), number(total, 0))
            .size(18.0)
            .bold()
            .ink(Ink::C),
    );
    Ok(drawing.finish())
}

fn graph(drawing: &mut Drawing) {
    const RADIUS: f64 = 22.0;
    let first = |h: usize, x: usize| (times(FIRST[h][x]), x == FROM);
    let second = |y: usize, h: usize| (times(SECOND[y][h]), y == TO);
    let mut arrows = Vec::new();
    for h in 0..3 {
        for end in 0..2 {
            arrows.push((at(0, end), at(1, h), first(h, end), 0.26));
            arrows.push((at(1, h), at(2, end), second(end, h), 0.74));
        }
    }
    // The marked ones last: they lie on the others.
    arrows.sort_by_key(|(.., (_, marked), _)| *marked);
    let wires: Vec<Wire> = arrows
        .iter()
        .map(|(from, to, (words, marked), place)| {
            let (pen, ink) = if *marked {
                ((Ink::C, 3.0), Ink::C)
            } else {
                ((Ink::Grid, 1.8), Ink::Quiet)
            };
            Wire {
                from: *from,
                to: *to,
                radii: (RADIUS, RADIUS),
                pen,
                words: (words, ink),
                place: *place,
            }
        })
        .collect();
    for wire in &wires {
        wire.arrow(drawing);
    }
    for wire in &wires {
        wire.label(drawing);
    }
    for (column, names) in NAMES.iter().enumerate() {
        for (row, name) in names.iter().enumerate() {
            knot(drawing, at(column, row), RADIUS, name, Ink::A);
        }
    }
}

/// The two matrices and their product, with the row, the column and the entry marked.
fn matrices(drawing: &mut Drawing) {
    const CELL: (f64, f64) = (44.0, 38.0);
    let (second, first) = (Matrix::from_rows(SECOND), Matrix::from_rows(FIRST));
    let product = &second * &first;
    let (middle, title) = (372.0, 302.0);
    let mut left = 74.0;
    let shown: [(&Matrix, &str, &str); 3] = [
        (&second, "∂y/∂h", "·"),
        (&first, "∂h/∂x", "="),
        (&product, "∂y/∂x", ""),
    ];
    for (which, (matrix, name, sign)) in shown.into_iter().enumerate() {
        let (rows, columns) = matrix.shape();
        let top = middle - CELL.1 * rows as f64 / 2.0;
        let cells = Cells {
            corner: (left, top),
            size: CELL,
        };
        let width = CELL.0 * columns as f64;
        drawing.add(
            Text::new((left + width / 2.0, title), name)
                .middle()
                .size(17.0),
        );
        for i in 0..rows {
            for j in 0..columns {
                let marked = match which {
                    0 => i == TO,
                    1 => j == FROM,
                    _ => (i, j) == (TO, FROM),
                };
                let cell = cells.outline(i, j);
                let words = cells.words(i, j, number(matrix[(i, j)], 0)).size(17.0);
                if marked {
                    drawing.add(cell.fill(Ink::C, 0.25));
                    drawing.add(words.bold().ink(Ink::C));
                } else {
                    drawing.add(cell.fill(Ink::Grid, 0.5));
                    drawing.add(words);
                }
            }
        }
        left += width;
        drawing.add(
            Text::new((left + 26.0, middle + 8.0), sign)
                .middle()
                .size(24.0),
        );
        left += 52.0;
    }
}

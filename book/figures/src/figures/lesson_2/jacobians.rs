//! A Jacobian as a table of slopes, and four of them as heat maps.

use std::path::Path;

use backprop::Function;
use backprop::functions::{Affine, Elementwise, Identity, Softmax};
use matrix::{Matrix, Vector};

use crate::FigureError;
use crate::cells::Cells;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Text};
use crate::wires::{Wire, knot, times};

const INPUTS: [&str; 3] = ["x₁", "x₂", "x₃"];
const OUTPUTS: [&str; 2] = ["y₁", "y₂"];

/// y₁ = x₁ + 2x₂ and y₂ = −x₂ + 3x₃, the example of the text.
fn example() -> Matrix {
    Matrix::from_rows([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]])
}

pub(super) fn table(_: &Path) -> Result<String, FigureError> {
    const RADIUS: f64 = 22.0;
    // The slope that is marked: output 0, input 1.
    const MARKED: (usize, usize) = (0, 1);
    let mut drawing = Drawing::new("jacobian-table", 600.0, 280.0);
    let slopes = example();
    let input = |j: usize| (34.0, 52.0 + 84.0 * j as f64);
    let output = |i: usize| (204.0, 94.0 + 84.0 * i as f64);
    let factors: Vec<Vec<String>> = (0..2)
        .map(|i| (0..3).map(|j| times(slopes[(i, j)])).collect())
        .collect();
    let mut wires = Vec::new();
    for i in 0..2 {
        for j in 0..3 {
            let (pen, ink) = match (slopes[(i, j)] == 0.0, (i, j) == MARKED) {
                (_, true) => ((Ink::C, 4.0), Ink::C),
                (true, _) => ((Ink::Grid, 1.5), Ink::Quiet),
                _ => ((Ink::Quiet, 1.5), Ink::C),
            };
            wires.push(Wire {
                from: input(j),
                to: output(i),
                radii: (RADIUS, RADIUS),
                pen,
                words: (&factors[i][j], ink),
                place: 0.32,
            });
        }
    }
    for wire in &wires {
        wire.arrow(&mut drawing);
    }
    for wire in &wires {
        wire.label(&mut drawing);
    }
    for (j, name) in INPUTS.iter().enumerate() {
        knot(&mut drawing, input(j), RADIUS, name, Ink::A);
    }
    for (i, name) in OUTPUTS.iter().enumerate() {
        knot(&mut drawing, output(i), RADIUS, name, Ink::A);
    }

    let cells = Cells {
        corner: (292.0, 52.0),
        size: (72.0, 78.0),
    };
    for (j, name) in INPUTS.iter().enumerate() {
        let x = 292.0 + 72.0 * (j as f64 + 0.5);
        drawing.add(Text::new((x, 40.0), *name).middle().size(18.0).ink(Ink::A));
    }
    for (i, name) in OUTPUTS.iter().enumerate() {
        let y = 52.0 + 78.0 * (i as f64 + 0.5) + 6.0;
        drawing.add(Text::new((280.0, y), *name).end().size(18.0).ink(Ink::A));
        for (j, input) in INPUTS.iter().enumerate() {
            let cell = cells.outline(i, j);
            drawing.add(if (i, j) == MARKED {
                cell.fill(Ink::C, 0.28)
            } else {
                cell.fill(Ink::Grid, 0.5)
            });
            let symbol = format!("∂{name}/∂{input}");
            drawing.add(cells.words(i, j, symbol).size(15.0).up(15.0));
            let ink = if slopes[(i, j)] == 0.0 {
                Ink::Quiet
            } else {
                Ink::C
            };
            let value = cells.words(i, j, number(slopes[(i, j)], 0));
            drawing.add(value.size(20.0).bold().ink(ink).up(-16.0));
        }
    }
    drawing.add(cells.around(0, 0, (1, 3)).stroke(Ink::Quiet, 1.6));
    drawing.add(cells.around(0, 1, (2, 1)).stroke(Ink::Quiet, 1.6));
    for (line, words) in ["all slopes", "of y₁"].into_iter().enumerate() {
        let at = (518.0, 86.0 + 21.0 * line as f64);
        drawing.add(Text::new(at, words));
    }
    drawing.add(Text::new((400.0, 234.0), "what x₂ does to all outputs").middle());
    let note = "a row for each output, a column for each input";
    drawing.add(
        Text::new((400.0, 268.0), note)
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

pub(super) fn heat(_: &Path) -> Result<String, FigureError> {
    const CELL: (f64, f64) = (50.0, 40.0);
    let weight = Matrix::from_rows([
        [0.8, -0.3, 0.0, 1.2, -0.6],
        [-1.1, 0.5, 0.9, 0.2, 0.0],
        [0.4, 0.0, -0.7, -0.2, 1.0],
    ]);
    let affine = Affine {
        bias: Vector::zeros(3),
        weight,
    };
    let functions: [(&str, &str, Box<dyn Function>, Vector); 4] = [
        (
            "identity",
            "J = I",
            Box::new(Identity),
            Vector::from([0.3, -0.7, 1.0, 2.0]),
        ),
        (
            "affine, 5 inputs, 3 outputs",
            "J = W",
            Box::new(affine),
            Vector::zeros(5),
        ),
        (
            "tanh, entry by entry",
            "J = diag(tanh′)",
            Box::new(Elementwise::tanh()),
            Vector::from([-1.5, -0.5, 0.0, 1.0]),
        ),
        (
            "softmax",
            "J = diag(p) − ppᵀ",
            Box::new(Softmax),
            Vector::from([0.5, 1.0, 0.0, -0.5]),
        ),
    ];
    let mut drawing = Drawing::new("jacobian-heat", 560.0, 494.0);
    for (place, (name, formula, function, x)) in functions.into_iter().enumerate() {
        let jacobian = function.jacobian(&x);
        let (column, row) = ((place % 2) as f64, (place / 2) as f64);
        let middle = 126.0 + 292.0 * column;
        let top = 54.0 + 246.0 * row;
        let width = CELL.0 * jacobian.ncols() as f64;
        let cells = Cells {
            corner: (middle - width / 2.0, top),
            size: CELL,
        };
        drawing.add(Text::new((middle, top - 34.0), name).middle().bold());
        drawing.add(Text::new((middle, top - 12.0), formula).middle());
        let digits = if name == "softmax" || name.starts_with("tanh") {
            2
        } else {
            1
        };
        cells.heat(&mut drawing, &jacobian, digits);
    }
    let note = "rows: outputs, columns: inputs; each on its own scale";
    drawing.add(
        Text::new((280.0, 486.0), note)
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

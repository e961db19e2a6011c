//! A convolution as a matrix that is tied, and as a product with patches.

use std::path::Path;

use convolution::patches::im2col;
use convolution::sparse::as_matrix;
use convolution::{Geometry, ImageShape, Window};
use matrix::Matrix;

use crate::FigureError;
use crate::cells::Cells;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

/// The colour of a tap: one for each row of the kernel, fuller from column to column.
fn tap_ink(tap: usize) -> (Ink, f64) {
    let ink = [Ink::A, Ink::E, Ink::C][tap / 3];
    (ink, [0.22, 0.48, 0.78][tap % 3])
}

pub(super) fn tied(_: &Path) -> Result<String, FigureError> {
    const CELL: f64 = 29.0;
    let window = Window {
        padding: 1,
        ..Window::new(3)
    };
    let geometry = Geometry::new(ImageShape::new(1, 4, 4), 1, window);
    let taps = Matrix::from_fn(1, 9, |_, tap| (tap + 1) as f64);
    let matrix = as_matrix(&taps, &geometry);
    let mut drawing = Drawing::new("tied-matrix", 640.0, 516.0);
    let cells = Cells {
        corner: (34.0, 34.0),
        size: (CELL, CELL),
    };
    let side = CELL * 16.0;
    drawing.add(
        Text::new((34.0 + side / 2.0, 20.0), "16 pixels in")
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    drawing.add(format!(
        "<text transform=\"translate(20 {}) rotate(-90)\" text-anchor=\"middle\" font-size=\"15\" fill=\"{}\">16 pixels out</text>",
        34.0 + side / 2.0,
        Ink::Quiet.css()
    ));
    let corner = (cells.corner.0 - 2.0, cells.corner.1 - 2.0);
    drawing.add(
        Line::rounded(corner, (side + 4.0, side + 4.0), 5.0).stroke(Ink::Quiet, 1.2),
    );
    // Blocks of four by four: a row of the image each.
    for k in 1..4 {
        let at = CELL * 4.0 * f64::from(k);
        for line in [
            [
                (corner.0 + at + 2.0, 34.0),
                (corner.0 + at + 2.0, 34.0 + side),
            ],
            [
                (34.0, corner.1 + at + 2.0),
                (34.0 + side, corner.1 + at + 2.0),
            ],
        ] {
            drawing.add(Line::line(line[0], line[1]).stroke(Ink::Grid, 1.2));
        }
    }
    for i in 0..16 {
        for j in 0..16 {
            let entry = matrix[(i, j)];
            if entry > 0.0 {
                #[allow(clippy::cast_sign_loss)] // 1 to 9
                let (ink, opacity) = tap_ink(entry as usize - 1);
                drawing.add(cells.outline(i, j).fill(ink, opacity));
                drawing.add(cells.words(i, j, number(entry, 0)).size(15.0));
            }
        }
    }
    let legend = Cells {
        corner: (524.0, 70.0),
        size: (34.0, 34.0),
    };
    drawing.add(Text::new((575.0, 54.0), "the kernel").middle().bold());
    for tap in 0..9 {
        let (ink, opacity) = tap_ink(tap);
        let (row, column) = (tap / 3, tap % 3);
        drawing.add(legend.outline(row, column).fill(ink, opacity));
        drawing.add(legend.words(row, column, (tap + 1).to_string()));
    }
    let used = matrix
        .as_slice()
        .iter()
        .filter(|&&entry| entry > 0.0)
        .count();
    for (line, words) in [
        "256 entries,".to_owned(),
        format!("{used} not zero,"),
        "9 parameters".to_owned(),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 206.0 + 21.0 * line as f64;
        drawing.add(Text::new((524.0, y), words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

pub(super) fn patches(_: &Path) -> Result<String, FigureError> {
    const MARKED: usize = 1;
    const CELL: f64 = 38.0;
    let shape = ImageShape::new(1, 4, 4);
    let geometry = Geometry::new(shape, 1, Window::new(3));
    let image = [
        3.0, 1.0, 0.0, 2.0, 0.0, 2.0, 1.0, 1.0, 1.0, 0.0, 4.0, 0.0, 2.0, 1.0, 0.0, 3.0,
    ];
    let kernel = [1.0, 0.0, -1.0, 2.0, 0.0, -2.0, 1.0, 0.0, -1.0];
    let mut p = Matrix::default();
    im2col(&image, &geometry, &mut p);
    let mut drawing = Drawing::new("im2col", 620.0, 466.0);
    let seen = |i: usize| (0..9).any(|tap| geometry.source(MARKED, tap) == Some(i));

    let top = 38.0;
    let cells = |left: f64, top: f64| Cells {
        corner: (left, top),
        size: (CELL, CELL),
    };
    let title = |drawing: &mut Drawing, x: f64, y: f64, words: &str| {
        drawing.add(Text::new((x, y), words).middle().bold());
    };
    let grid = cells(40.0, top);
    title(&mut drawing, 40.0 + 2.0 * CELL, 22.0, "image, 4×4");
    for (i, &entry) in image.iter().enumerate() {
        let (row, column) = (i / 4, i % 4);
        let opacity = if seen(i) { 0.38 } else { 0.14 };
        drawing.add(grid.outline(row, column).fill(Ink::A, opacity));
        drawing.add(grid.words(row, column, number(entry, 0)));
    }
    let (row, column) = (MARKED / 2, MARKED % 2);
    drawing.add(grid.around(row, column, (3, 3)).stroke(Ink::B, 3.0));

    let square = cells(280.0, top);
    title(&mut drawing, 280.0 + 1.5 * CELL, 22.0, "kernel, 3×3");
    for (tap, &weight) in kernel.iter().enumerate() {
        drawing.add(square.outline(tap / 3, tap % 3).fill(Ink::E, 0.3));
        drawing.add(square.words(tap / 3, tap % 3, number(weight, 0)));
    }
    for (line, words) in ["four places,", "nine taps"].into_iter().enumerate() {
        let y = top + 46.0 + 22.0 * line as f64;
        drawing.add(Text::new((430.0, y), words).size(15.0).ink(Ink::Quiet));
    }

    // The kernel as a row above the columns of P: a column is a tap.
    let left = 40.0;
    let above = cells(left, 218.0);
    drawing.add(
        Text::new((left - 12.0, 243.0), "k")
            .end()
            .bold()
            .ink(Ink::E),
    );
    for (tap, &weight) in kernel.iter().enumerate() {
        drawing.add(above.outline(0, tap).fill(Ink::E, 0.3));
        drawing.add(above.words(0, tap, number(weight, 0)));
    }
    let wide = cells(left, 266.0);
    drawing.add(
        Text::new((left - 12.0, 266.0 + 2.0 * CELL + 6.0), "P")
            .end()
            .bold()
            .ink(Ink::A),
    );
    let result = cells(left + 9.0 * CELL + 56.0, 266.0);
    for position in 0..4 {
        let opacity = if position == MARKED { 0.38 } else { 0.14 };
        let mut sum = 0.0;
        for (tap, weight) in kernel.iter().enumerate() {
            let entry = p[(position, tap)];
            sum += weight * entry;
            drawing.add(wide.outline(position, tap).fill(Ink::A, opacity));
            drawing.add(wide.words(position, tap, number(entry, 0)));
        }
        drawing.add(result.outline(position, 0).fill(Ink::A, 2.0 * opacity));
        drawing.add(result.words(position, 0, number(sum, 0)).bold());
    }
    drawing.add(wide.around(MARKED, 0, (1, 9)).stroke(Ink::B, 3.0));
    drawing.add(result.outline(MARKED, 0).stroke(Ink::B, 3.0));
    let middle = 266.0 + 2.0 * CELL;
    drawing.add(
        Text::new((left + 9.0 * CELL + 28.0, middle + 7.0), "=")
            .middle()
            .size(24.0),
    );
    let end = result.corner.0 + CELL + 12.0;
    drawing.add(Text::new((end, middle - 4.0), "y = P·k").bold());
    drawing.add(
        Text::new((end, middle + 20.0), "a 2×2 map")
            .size(15.0)
            .ink(Ink::Quiet),
    );
    let below = 266.0 + 4.0 * CELL + 26.0;
    let words = "P, 4×9: a row for each place, a column for each tap";
    drawing.add(
        Text::new((left + 4.5 * CELL, below), words)
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

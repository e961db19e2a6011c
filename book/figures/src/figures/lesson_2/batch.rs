//! A batch: samples as columns, all of them in one product.

use std::path::Path;

use backprop::Init;
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::FigureError;
use crate::images::{Images, frame};
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text};

/// The samples that are shown: the first five images.
const SAMPLES: usize = 5;
const MARKED: usize = 2;
/// The height of a number in a matrix.
const UNIT: f64 = 3.4;
/// The width of a sample's column.
const COLUMN: f64 = 30.0;

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let digits = datasets::digits()?;
    let x = Matrix::from_fn(digits.dimension(), SAMPLES, |i, j| digits.sample(j)[i]);
    let mut random = ChaCha8Rng::seed_from_u64(0);
    let w = Init::He.weights(digits.dimension(), 32, &mut random);
    let z = &w * &x;
    let mut drawing = Drawing::new("batch-columns", 600.0, 346.0);
    let middle = 188.0;
    let mut left = 6.0;
    let mut corners = Vec::new();
    for (matrix, width) in [(&w, UNIT), (&x, COLUMN), (&z, COLUMN)] {
        let top = middle - UNIT * matrix.nrows() as f64 / 2.0;
        corners.push((left, top));
        left += width * matrix.ncols() as f64 + 32.0;
    }
    let [w_at, x_at, z_at] = [corners[0], corners[1], corners[2]];
    for (corner, pitch, gap, matrix, inks) in [
        (w_at, UNIT, 0.0, &w, [Ink::B, Ink::A]),
        (x_at, COLUMN, 2.0, &x, [Ink::Text, Ink::Text]),
        (z_at, COLUMN, 2.0, &z, [Ink::B, Ink::A]),
    ] {
        let (rows, columns) = matrix.shape();
        let size = (pitch * columns as f64 - gap, UNIT * rows as f64);
        drawing.add(
            Line::rounded(
                (corner.0 - 3.0, corner.1 - 3.0),
                (size.0 + 6.0, size.1 + 6.0),
                3.0,
            )
            .stroke(Ink::Grid, 1.0),
        );
        let mut entries = Images::with_pixels((pitch - gap, UNIT));
        entries.add_matrix(corner, pitch, matrix);
        entries.draw(&mut drawing, inks);
    }
    for (corner, matrix) in [(x_at, &x), (z_at, &z)] {
        let height = UNIT * matrix.nrows() as f64;
        let at = (corner.0 + COLUMN * MARKED as f64 - 1.0, corner.1 - 3.0);
        drawing.add(Line::rounded(at, (COLUMN, height + 6.0), 4.0).stroke(Ink::C, 3.0));
    }
    // The images above their columns.
    let mut images = Images::new(3.0);
    for sample in 0..SAMPLES {
        let at = (x_at.0 + COLUMN * (sample as f64 + 0.5) - 12.0, 20.0);
        frame(&mut drawing, at, 24.0);
        images.add(at, digits.sample(sample));
        let from = (at.0 + 12.0, 50.0);
        drawing.add(Line::arrow(from, (from.0, 72.0), Ink::Quiet, 1.0));
    }
    images.draw(&mut drawing, [Ink::Text, Ink::Text]);
    for (corner, width, words) in [
        (w_at, UNIT * 64.0, "W: 32 × 64"),
        (x_at, COLUMN * 5.0, "X: 64 × 5"),
        (z_at, COLUMN * 5.0, "Z = W·X: 32 × 5"),
    ] {
        let at = (corner.0 + width / 2.0, 326.0);
        drawing.add(Text::new(at, words).middle().bold());
    }
    drawing.add(
        Text::new((x_at.0 - 16.0, middle + 8.0), "·")
            .middle()
            .size(28.0),
    );
    drawing.add(
        Text::new((z_at.0 - 16.0, middle + 8.0), "=")
            .middle()
            .size(24.0),
    );
    let note = (w_at.0 + 2.0, 40.0);
    for (line, words) in ["column 3 of Z is W times", "column 3 of X"]
        .into_iter()
        .enumerate()
    {
        let at = (note.0, note.1 + 21.0 * line as f64);
        drawing.add(Text::new(at, words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

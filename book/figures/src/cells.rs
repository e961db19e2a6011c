//! A table of cells: confusions, and matrices as heat maps.

use matrix::Matrix;

use crate::images::largest;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path, Text};

/// Where the cells of a table stand in a drawing.
#[derive(Clone, Copy)]
pub(crate) struct Cells {
    /// The top left corner of the first cell.
    pub(crate) corner: (f64, f64),
    /// Width and height of a cell.
    pub(crate) size: (f64, f64),
}

impl Cells {
    /// The outline of a cell; a little of the page stays between neighbours.
    pub(crate) fn outline(self, row: usize, column: usize) -> Path {
        self.around(row, column, (1, 1))
    }

    /// One outline around several rows and columns, from a cell on.
    pub(crate) fn around(
        self,
        row: usize,
        column: usize,
        (rows, columns): (usize, usize),
    ) -> Path {
        let (width, height) = self.size;
        let x = self.corner.0 + width * column as f64;
        let y = self.corner.1 + height * row as f64;
        let size = (width * columns as f64, height * rows as f64);
        Path::rounded((x + 1.5, y + 1.5), (size.0 - 3.0, size.1 - 3.0), 5.0)
    }

    /// Words in the middle of a cell.
    pub(crate) fn words(
        self,
        row: usize,
        column: usize,
        words: impl Into<String>,
    ) -> Text {
        let x = self.corner.0 + self.size.0 * (column as f64 + 0.5);
        let y = self.corner.1 + self.size.1 * (row as f64 + 0.5) + 6.0;
        Text::new((x, y), words).middle()
    }

    /// A matrix as a heat map, with its entries in the cells: the stronger the colour the
    /// larger the entry, vermilion above 0 and blue below.
    pub(crate) fn heat(self, drawing: &mut Drawing, matrix: &Matrix, digits: usize) {
        let largest = largest(matrix.as_slice());
        for row in 0..matrix.nrows() {
            for column in 0..matrix.ncols() {
                let entry = matrix[(row, column)];
                let cell = self.outline(row, column);
                if entry == 0.0 {
                    drawing.add(cell.stroke(Ink::Grid, 1.0));
                    drawing
                        .add(self.words(row, column, "0").size(15.0).ink(Ink::Quiet));
                    continue;
                }
                let ink = if entry > 0.0 { Ink::B } else { Ink::A };
                let opacity = 0.1 + 0.5 * entry.abs() / largest;
                drawing.add(cell.fill(ink, (100.0 * opacity).round() / 100.0));
                // Whole numbers need no digits after the point.
                let digits = if entry.fract() == 0.0 { 0 } else { digits };
                let words = number(entry, digits);
                drawing.add(self.words(row, column, words).size(15.0));
            }
        }
    }
}

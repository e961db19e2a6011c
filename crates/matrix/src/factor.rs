//! One side of a product.

use std::ops::Range;

use crate::part::{entries, rows_of, span};
use crate::{Matrix, Real, Vector};

/// A matrix or vector as one side of a product: as it is, or transposed, whole or in part.
/// Made from a `&Matrix` or a `&Vector`, by `t()`, [`Matrix::rows`], [`Matrix::columns`],
/// or from a slice.
#[derive(Clone, Copy)]
pub struct Factor<'a> {
    /// From the first entry to the last.
    values: &'a [Real],
    /// As it is stored.
    shape: (usize, usize),
    /// How far apart in memory two neighbours in a row are.
    stride: usize,
    transposed: bool,
}

impl Matrix {
    /// The transpose as one side of a product: `w.t() * &v` is Wᵀ·v. Nothing is copied,
    /// the kernel just walks the other way.
    #[inline]
    pub fn t(&self) -> Factor<'_> {
        Factor {
            transposed: true,
            ..self.into()
        }
    }
}

impl Vector {
    /// The vector as a row: `&v * x.t()` is v·xᵀ.
    #[inline]
    pub fn t(&self) -> Factor<'_> {
        Factor {
            transposed: true,
            ..self.into()
        }
    }
}

/// Parts of a matrix. Nothing is copied.
impl Matrix {
    /// Some of the rows.
    ///
    /// # Panics
    ///
    /// If there are no such rows.
    #[inline]
    #[track_caller]
    pub fn rows(&self, range: Range<usize>) -> Factor<'_> {
        let (rows, columns) = self.shape();
        let place = rows_of(rows, columns, &range);
        Factor {
            values: &self.as_slice()[place],
            shape: (range.len(), columns),
            stride: rows,
            transposed: false,
        }
    }

    /// Some of the columns.
    ///
    /// # Panics
    ///
    /// If there are no such columns.
    #[inline]
    #[track_caller]
    pub fn columns(&self, range: Range<usize>) -> Factor<'_> {
        let place = self.place_of_columns(&range);
        Factor::from_slice(&self.as_slice()[place], self.nrows(), range.len())
    }
}

impl<'a> Factor<'a> {
    /// Numbers that stand column after column, as the matrix that they are.
    ///
    /// # Panics
    ///
    /// If there are not `rows · columns` of them.
    #[inline]
    #[track_caller]
    pub fn from_slice(values: &'a [Real], rows: usize, columns: usize) -> Self {
        entries("Factor::from_slice", values, rows, columns);
        Self {
            values,
            shape: (rows, columns),
            stride: rows,
            transposed: false,
        }
    }

    /// Its transpose.
    #[inline]
    #[must_use]
    pub fn t(self) -> Self {
        Self {
            transposed: !self.transposed,
            ..self
        }
    }
}

impl<'a> From<&'a Matrix> for Factor<'a> {
    #[inline]
    fn from(matrix: &'a Matrix) -> Self {
        Self::from_slice(matrix.as_slice(), matrix.nrows(), matrix.ncols())
    }
}

/// A vector is a matrix with one column.
impl<'a> From<&'a Vector> for Factor<'a> {
    #[inline]
    fn from(vector: &'a Vector) -> Self {
        Self::from_slice(vector, vector.len(), 1)
    }
}

impl Factor<'_> {
    /// Rows and columns, as the product sees them.
    #[inline]
    pub fn shape(self) -> (usize, usize) {
        let (rows, columns) = self.shape;
        if self.transposed {
            (columns, rows)
        } else {
            (rows, columns)
        }
    }

    /// How far apart in memory two neighbours in a column are, and two in a row.
    #[inline]
    pub(crate) fn steps(self) -> (usize, usize) {
        if self.transposed {
            (self.stride, 1)
        } else {
            (1, self.stride)
        }
    }

    /// The same, for the kernel.
    #[inline]
    pub(crate) fn strides(self) -> (isize, isize) {
        let (down, right) = self.steps();
        (down.cast_signed(), right.cast_signed())
    }

    /// Whether it holds the entries that its shape says.
    #[inline]
    pub(crate) fn is_whole(self) -> bool {
        let (rows, columns) = self.shape;
        span(rows, columns, self.stride) == Some(self.values.len())
    }

    /// The entry in row i and column j, as the product sees them.
    #[inline]
    pub(crate) fn at(self, i: usize, j: usize) -> Real {
        let (down, right) = self.steps();
        self.values[i * down + j * right]
    }

    #[inline]
    pub(crate) fn as_ptr(self) -> *const Real {
        self.values.as_ptr()
    }
}

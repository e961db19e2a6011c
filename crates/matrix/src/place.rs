//! Where a product goes.

use std::ops::Range;

use crate::kernel::multiply;
use crate::part::{entries, rows_of, span};
use crate::{Factor, Matrix, Real};

/// A matrix, or a part of one, that a product is written into. Made from a `&mut Matrix`,
/// by [`Matrix::rows_mut`], [`Matrix::columns_mut`], or from a slice.
///
/// ```
/// use matrix::Matrix;
///
/// let a = Matrix::from_rows([[1.0, 2.0], [3.0, 4.0]]);
/// let mut c = Matrix::zeros(4, 2);
/// c.rows_mut(1..3).set_product(&a, &a);
/// assert_eq!(c.column(0), [0.0, 7.0, 15.0, 0.0]);
/// ```
pub struct Place<'a> {
    /// From the first entry to the last.
    values: &'a mut [Real],
    shape: (usize, usize),
    /// How far apart in memory two neighbours in a row are.
    stride: usize,
}

/// Parts of a matrix, to be written into.
impl Matrix {
    /// Some of the rows.
    ///
    /// # Panics
    ///
    /// If there are no such rows.
    #[inline]
    #[track_caller]
    pub fn rows_mut(&mut self, range: Range<usize>) -> Place<'_> {
        let (rows, columns) = self.shape();
        let place = rows_of(rows, columns, &range);
        Place {
            values: &mut self.as_mut_slice()[place],
            shape: (range.len(), columns),
            stride: rows,
        }
    }

    /// Some of the columns.
    ///
    /// # Panics
    ///
    /// If there are no such columns.
    #[inline]
    #[track_caller]
    pub fn columns_mut(&mut self, range: Range<usize>) -> Place<'_> {
        let (rows, place) = (self.nrows(), self.place_of_columns(&range));
        Place::from_slice(&mut self.as_mut_slice()[place], rows, range.len())
    }
}

impl<'a> Place<'a> {
    /// Numbers that stand column after column, as the matrix that they are.
    ///
    /// # Panics
    ///
    /// If there are not `rows · columns` of them.
    #[inline]
    #[track_caller]
    pub fn from_slice(values: &'a mut [Real], rows: usize, columns: usize) -> Self {
        entries("Place::from_slice", values, rows, columns);
        Self {
            values,
            shape: (rows, columns),
            stride: rows,
        }
    }

    /// The place ← A·B, whatever was there before.
    ///
    /// # Panics
    ///
    /// If A has not as many columns as B has rows, or the place has not A's rows and B's
    /// columns.
    #[inline]
    #[track_caller]
    pub fn set_product<'f, 'g>(
        self,
        a: impl Into<Factor<'f>>,
        b: impl Into<Factor<'g>>,
    ) {
        multiply(a.into(), b.into(), self, false);
    }

    /// The place ← what was there + A·B.
    ///
    /// # Panics
    ///
    /// As [`set_product`](Place::set_product).
    #[inline]
    #[track_caller]
    pub fn add_product<'f, 'g>(
        self,
        a: impl Into<Factor<'f>>,
        b: impl Into<Factor<'g>>,
    ) {
        multiply(a.into(), b.into(), self, true);
    }
}

impl<'a> From<&'a mut Matrix> for Place<'a> {
    #[inline]
    fn from(matrix: &'a mut Matrix) -> Self {
        let (rows, columns) = matrix.shape();
        Self::from_slice(matrix.as_mut_slice(), rows, columns)
    }
}

impl Place<'_> {
    /// Rows and columns.
    #[inline]
    pub(crate) fn shape(&self) -> (usize, usize) {
        self.shape
    }

    #[inline]
    pub(crate) fn stride(&self) -> isize {
        self.stride.cast_signed()
    }

    /// Whether it holds the entries that its shape says.
    #[inline]
    pub(crate) fn is_whole(&self) -> bool {
        let (rows, columns) = self.shape;
        span(rows, columns, self.stride) == Some(self.values.len())
    }

    /// Some rows of column j.
    #[inline]
    pub(crate) fn run(&mut self, rows: Range<usize>, j: usize) -> &mut [Real] {
        &mut self.values[j * self.stride..][rows]
    }

    #[inline]
    pub(crate) fn as_mut_ptr(&mut self) -> *mut Real {
        self.values.as_mut_ptr()
    }
}

//! One side of a product.

use crate::{Matrix, Real, Vector};

/// A matrix or vector as one side of a product: as it is, or transposed. Made from a
/// `&Matrix` or a `&Vector`, or by `t()`.
#[derive(Clone, Copy)]
pub struct Factor<'a> {
    values: &'a [Real],
    /// As it is stored.
    shape: (usize, usize),
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

impl<'a> From<&'a Matrix> for Factor<'a> {
    #[inline]
    fn from(matrix: &'a Matrix) -> Self {
        Self {
            values: matrix.as_slice(),
            shape: matrix.shape(),
            transposed: false,
        }
    }
}

/// A vector is a matrix with one column.
impl<'a> From<&'a Vector> for Factor<'a> {
    #[inline]
    fn from(vector: &'a Vector) -> Self {
        Self {
            values: vector,
            shape: (vector.len(), 1),
            transposed: false,
        }
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
    pub(crate) fn strides(self) -> (isize, isize) {
        let rows = self.shape.0.cast_signed();
        if self.transposed {
            (rows, 1)
        } else {
            (1, rows)
        }
    }

    #[inline]
    pub(crate) fn len(self) -> usize {
        self.values.len()
    }

    #[inline]
    pub(crate) fn as_ptr(self) -> *const Real {
        self.values.as_ptr()
    }
}

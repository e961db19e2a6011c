//! A rectangle of numbers.

use std::ops::{Index, IndexMut};

use nalgebra::DMatrix;

use crate::{MatrixError, Real, Vector};

/// m×n numbers, stored column by column.
///
/// Rows and columns count from 0. Entry (i, j) stands in row i and column j.
#[derive(Clone, PartialEq)]
pub struct Matrix(pub(crate) DMatrix<Real>);

/// Making one.
impl Matrix {
    /// A matrix full of zeros.
    ///
    /// # Panics
    ///
    /// If it has more entries than a program can count.
    #[track_caller]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        check_size(rows, columns);
        Self(DMatrix::zeros(rows, columns))
    }

    /// The identity: ones on the diagonal, zeros elsewhere.
    ///
    /// # Panics
    ///
    /// As [`zeros`](Matrix::zeros).
    #[track_caller]
    pub fn identity(size: usize) -> Self {
        check_size(size, size);
        Self(DMatrix::identity(size, size))
    }

    /// Zeros but for the diagonal.
    pub fn diagonal(entries: &[Real]) -> Self {
        let mut matrix = Self::zeros(entries.len(), entries.len());
        for (i, &entry) in entries.iter().enumerate() {
            matrix[(i, i)] = entry;
        }
        matrix
    }

    /// The matrix as it is written on paper, row by row.
    pub fn from_rows<const COLUMNS: usize>(
        rows: impl AsRef<[[Real; COLUMNS]]>,
    ) -> Self {
        let rows = rows.as_ref();
        Self::from_fn(rows.len(), COLUMNS, |i, j| rows[i][j])
    }

    /// Entry (i, j) is `entry(i, j)`; `entry` is asked column by column.
    ///
    /// # Panics
    ///
    /// As [`zeros`](Matrix::zeros).
    #[track_caller]
    pub fn from_fn(
        rows: usize,
        columns: usize,
        entry: impl FnMut(usize, usize) -> Real,
    ) -> Self {
        check_size(rows, columns);
        Self(DMatrix::from_fn(rows, columns, entry))
    }

    /// A matrix from its entries, column by column.
    ///
    /// # Errors
    ///
    /// Where there are not `rows · columns` entries.
    pub fn from_columns(
        rows: usize,
        columns: usize,
        entries: Vec<Real>,
    ) -> Result<Self, MatrixError> {
        // `checked_mul`: huge sizes must not wrap around to a length that fits.
        if rows.checked_mul(columns) != Some(entries.len()) {
            let given = entries.len();
            return Err(MatrixError::Shape {
                rows,
                columns,
                given,
            });
        }
        Ok(Self(DMatrix::from_vec(rows, columns, entries)))
    }

    /// Column times row, v·xᵀ: entry (i, j) is vᵢ·xⱼ.
    pub fn outer(v: &[Real], x: &[Real]) -> Self {
        Self::from_fn(v.len(), x.len(), |i, j| v[i] * x[j])
    }
}

/// Reading and writing it.
impl Matrix {
    /// How many rows.
    #[inline]
    pub fn nrows(&self) -> usize {
        self.0.nrows()
    }

    /// How many columns.
    #[inline]
    pub fn ncols(&self) -> usize {
        self.0.ncols()
    }

    /// Rows and columns.
    #[inline]
    pub fn shape(&self) -> (usize, usize) {
        self.0.shape()
    }

    /// All entries, column by column.
    #[inline]
    pub fn as_slice(&self) -> &[Real] {
        self.0.as_slice()
    }

    /// All entries, column by column, to be changed.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [Real] {
        self.0.as_mut_slice()
    }

    /// Column j.
    ///
    /// # Panics
    ///
    /// If there is no column j.
    #[inline]
    #[track_caller]
    pub fn column(&self, j: usize) -> &[Real] {
        let place = self.place_of_column(j);
        &self.as_slice()[place]
    }

    /// Column j, to be changed.
    ///
    /// # Panics
    ///
    /// If there is no column j.
    #[inline]
    #[track_caller]
    pub fn column_mut(&mut self, j: usize) -> &mut [Real] {
        let place = self.place_of_column(j);
        &mut self.as_mut_slice()[place]
    }

    #[inline]
    #[track_caller]
    fn place_of_column(&self, j: usize) -> std::ops::Range<usize> {
        let (rows, columns) = self.shape();
        assert!(j < columns, "column {j} of a {rows}×{columns} matrix");
        j * rows..(j + 1) * rows
    }

    /// The columns, first to last.
    pub fn column_iter(&self) -> impl DoubleEndedIterator<Item = &[Real]> {
        (0..self.ncols()).map(|j| self.column(j))
    }

    /// The columns, first to last, to be changed. A matrix without rows has none to show.
    pub fn column_iter_mut(&mut self) -> impl Iterator<Item = &mut [Real]> {
        let rows = self.nrows().max(1);
        self.as_mut_slice().chunks_exact_mut(rows)
    }

    /// The transpose, as a matrix of its own. In a product write [`Matrix::t`] instead:
    /// that copies nothing.
    #[must_use]
    pub fn transpose(&self) -> Self {
        Self(self.0.transpose())
    }

    /// Gives the matrix another shape; what it holds afterwards is of no use. Memory is
    /// kept, so that going back and forth between two shapes allocates nothing.
    ///
    /// # Panics
    ///
    /// As [`zeros`](Matrix::zeros).
    #[track_caller]
    pub fn reshape(&mut self, rows: usize, columns: usize) {
        if self.shape() != (rows, columns) {
            check_size(rows, columns);
            let mut entries: Vec<Real> = std::mem::take(&mut self.0).data.into();
            entries.resize(rows * columns, 0.0);
            self.0 = DMatrix::from_vec(rows, columns, entries);
        }
    }

    /// Takes over the shape and the entries of another matrix.
    pub fn copy_from(&mut self, other: &Matrix) {
        self.reshape(other.nrows(), other.ncols());
        self.as_mut_slice().copy_from_slice(other.as_slice());
    }

    /// The matrix as nalgebra's.
    pub fn as_nalgebra(&self) -> &DMatrix<Real> {
        &self.0
    }
}

/// Sizes whose product wraps around would make a matrix with fewer entries than it says.
#[track_caller]
fn check_size(rows: usize, columns: usize) {
    assert!(
        rows.checked_mul(columns).is_some(),
        "a {rows}×{columns} matrix has more entries than a program can count"
    );
}

impl From<DMatrix<Real>> for Matrix {
    fn from(matrix: DMatrix<Real>) -> Self {
        Self(matrix)
    }
}

/// A vector is a matrix with one column.
impl From<Vector> for Matrix {
    fn from(vector: Vector) -> Self {
        let rows = vector.len();
        Self(DMatrix::from_vec(rows, 1, vector.0.data.into()))
    }
}

/// An empty matrix, 0×0: a buffer that takes its shape at first use.
impl Default for Matrix {
    fn default() -> Self {
        Self::zeros(0, 0)
    }
}

/// # Panics
///
/// If there is no such row or column.
impl Index<(usize, usize)> for Matrix {
    type Output = Real;
    #[inline]
    #[track_caller]
    fn index(&self, (i, j): (usize, usize)) -> &Real {
        let (rows, columns) = self.shape();
        assert!(
            i < rows && j < columns,
            "entry ({i}, {j}) of a {rows}×{columns} matrix"
        );
        &self.as_slice()[i + j * rows]
    }
}

/// # Panics
///
/// If there is no such row or column.
impl IndexMut<(usize, usize)> for Matrix {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut Real {
        let (rows, columns) = self.shape();
        assert!(
            i < rows && j < columns,
            "entry ({i}, {j}) of a {rows}×{columns} matrix"
        );
        &mut self.as_mut_slice()[i + j * rows]
    }
}

//! Matrices as the tests see them: rows of numbers and three loops, with nothing of the
//! crate in between. And how such matrices are drawn.

use matrix::{Matrix, Real, Vector};
use proptest::collection::vec;
use proptest::prelude::*;

/// m×n numbers, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plain {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) entries: Vec<Real>,
}

impl Plain {
    pub(crate) fn of(matrix: &Matrix) -> Self {
        let (rows, columns) = matrix.shape();
        let row = |i: usize| (0..columns).map(move |j| matrix[(i, j)]);
        Self {
            rows,
            columns,
            entries: (0..rows).flat_map(row).collect(),
        }
    }

    pub(crate) fn at(&self, i: usize, j: usize) -> Real {
        self.entries[i * self.columns + j]
    }

    pub(crate) fn matrix(&self) -> Matrix {
        Matrix::from_fn(self.rows, self.columns, |i, j| self.at(i, j))
    }

    pub(crate) fn vector(&self) -> Vector {
        assert!(self.rows == 1 || self.columns == 1, "no vector: {self:?}");
        self.entries.clone().into()
    }

    pub(crate) fn transposed(&self) -> Self {
        let (rows, columns) = (self.columns, self.rows);
        Self::by(rows, columns, |i, j| self.at(j, i))
    }

    /// The product by its definition.
    pub(crate) fn times(&self, other: &Self) -> Self {
        assert_eq!(self.columns, other.rows, "no product");
        Self::by(self.rows, other.columns, |i, j| {
            let mut sum = 0.0;
            for k in 0..self.columns {
                sum += self.at(i, k) * other.at(k, j);
            }
            sum
        })
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self::by(self.rows, self.columns, |i, j| {
            self.at(i, j) + other.at(i, j)
        })
    }

    pub(crate) fn by(
        rows: usize,
        columns: usize,
        entry: impl Fn(usize, usize) -> Real,
    ) -> Self {
        let mut entries = Vec::with_capacity(rows * columns);
        for i in 0..rows {
            for j in 0..columns {
                entries.push(entry(i, j));
            }
        }
        Self {
            rows,
            columns,
            entries,
        }
    }
}

/// k/64 with −128 ≤ k ≤ 128.
pub(crate) fn number() -> impl Strategy<Value = Real> {
    (-128..=128_i16).prop_map(|k| Real::from(k) / 64.0)
}

pub(crate) fn plain(rows: usize, columns: usize) -> impl Strategy<Value = Plain> {
    vec(number(), rows * columns).prop_map(move |entries| Plain {
        rows,
        columns,
        entries,
    })
}

pub(crate) fn matrix(rows: usize, columns: usize) -> impl Strategy<Value = Matrix> {
    plain(rows, columns).prop_map(|plain| plain.matrix())
}

/// From nothing to 8.
pub(crate) fn size() -> impl Strategy<Value = usize> {
    0..=8_usize
}

/// A matrix of any shape up to 8×8.
pub(crate) fn any_matrix() -> impl Strategy<Value = Matrix> {
    (size(), size()).prop_flat_map(|(rows, columns)| matrix(rows, columns))
}

/// Two matrices of one shape.
pub(crate) fn two_alike() -> impl Strategy<Value = (Matrix, Matrix)> {
    (size(), size()).prop_flat_map(|(m, n)| (matrix(m, n), matrix(m, n)))
}

/// Numbers that are no multiples of anything, between −1 and 1: always the same for a seed,
/// and easily made again in another language.
pub(crate) fn rough(seed: u16, rows: usize, columns: usize) -> Plain {
    Plain::by(rows, columns, |i, j| {
        let place = (i * columns + j) as Real;
        (Real::from(seed) + 0.7 * place).sin()
    })
}

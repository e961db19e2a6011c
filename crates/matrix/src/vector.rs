//! A column of numbers.

use std::ops::{Deref, DerefMut};

use nalgebra::DVector;

use crate::{Matrix, Real};

/// n numbers, a column. It can be used wherever a slice can: `v[2]`, `v.len()`,
/// `v.iter()`, `&v` for a `&[Real]`.
#[derive(Clone, PartialEq)]
pub struct Vector(pub(crate) DVector<Real>);

impl Vector {
    /// A vector full of zeros.
    pub fn zeros(size: usize) -> Self {
        Self(DVector::zeros(size))
    }

    /// Zeros but for a 1 at place `i`: one step along input i.
    ///
    /// # Panics
    ///
    /// If `i` is not below `size`.
    #[track_caller]
    pub fn unit(size: usize, i: usize) -> Self {
        assert!(i < size, "place {i} of a vector of {size}");
        let mut vector = Self::zeros(size);
        vector[i] = 1.0;
        vector
    }

    /// Entry i is `entry(i)`.
    pub fn from_fn(size: usize, entry: impl FnMut(usize) -> Real) -> Self {
        (0..size).map(entry).collect()
    }

    /// The inner product v·x, the sum of vᵢxᵢ.
    ///
    /// # Panics
    ///
    /// If the sizes differ.
    #[track_caller]
    pub fn dot(&self, other: &Vector) -> Real {
        self.check_size(other, "dot");
        self.iter().zip(other.iter()).map(|(a, b)| a * b).sum()
    }

    /// The vector as nalgebra's.
    pub fn as_nalgebra(&self) -> &DVector<Real> {
        &self.0
    }

    /// Names both sizes where they differ.
    #[inline]
    #[track_caller]
    pub(crate) fn check_size(&self, other: &Vector, what: &str) {
        let (own, its) = (self.len(), other.len());
        assert!(
            own == its,
            "{what}: the left vector has {own} entries, the right one {its}"
        );
    }
}

impl Deref for Vector {
    type Target = [Real];
    #[inline]
    fn deref(&self) -> &[Real] {
        self.0.as_slice()
    }
}

impl DerefMut for Vector {
    #[inline]
    fn deref_mut(&mut self) -> &mut [Real] {
        self.0.as_mut_slice()
    }
}

impl FromIterator<Real> for Vector {
    fn from_iter<I: IntoIterator<Item = Real>>(entries: I) -> Self {
        let entries: Vec<Real> = entries.into_iter().collect();
        Self(DVector::from_vec(entries))
    }
}

impl<const SIZE: usize> From<[Real; SIZE]> for Vector {
    fn from(entries: [Real; SIZE]) -> Self {
        entries.into_iter().collect()
    }
}

impl From<Vec<Real>> for Vector {
    fn from(entries: Vec<Real>) -> Self {
        Self(DVector::from_vec(entries))
    }
}

impl From<&[Real]> for Vector {
    fn from(entries: &[Real]) -> Self {
        entries.to_vec().into()
    }
}

impl From<DVector<Real>> for Vector {
    fn from(vector: DVector<Real>) -> Self {
        Self(vector)
    }
}

/// A matrix's columns one below the other.
impl From<Matrix> for Vector {
    fn from(matrix: Matrix) -> Self {
        let entries: Vec<Real> = matrix.0.data.into();
        entries.into()
    }
}

//! Entry by entry: functions, sums, differences, products.

use std::ops::{Add, AddAssign, Mul, Sub, SubAssign};

use crate::{Matrix, Real, Vector};

/// Entry by entry.
impl Matrix {
    /// f of every entry.
    #[must_use]
    pub fn map(&self, f: impl Fn(Real) -> Real) -> Self {
        let mut result = Self::default();
        result.set_map(self, f);
        result
    }

    /// `self` ← f of every entry of `x`; takes the shape of `x`.
    #[inline]
    pub fn set_map(&mut self, x: &Matrix, f: impl Fn(Real) -> Real) {
        self.reshape(x.nrows(), x.ncols());
        for (own, &x) in self.as_mut_slice().iter_mut().zip(x.as_slice()) {
            *own = f(x);
        }
    }

    /// `self` ← f of every pair of entries of `a` and `b`; takes their shape.
    ///
    /// # Panics
    ///
    /// If `a` and `b` have different shapes.
    #[inline]
    #[track_caller]
    pub fn set_map_pairs(
        &mut self,
        a: &Matrix,
        b: &Matrix,
        f: impl Fn(Real, Real) -> Real,
    ) {
        a.check_shape(b, "set_map_pairs");
        self.reshape(a.nrows(), a.ncols());
        let pairs = a.as_slice().iter().zip(b.as_slice());
        for (own, (&a, &b)) in self.as_mut_slice().iter_mut().zip(pairs) {
            *own = f(a, b);
        }
    }

    /// Makes every entry `value`.
    pub fn fill(&mut self, value: Real) {
        self.as_mut_slice().fill(value);
    }

    /// The product entry by entry, A ⊙ B.
    ///
    /// # Panics
    ///
    /// If the shapes differ.
    #[must_use]
    #[track_caller]
    pub fn hadamard(&self, other: &Matrix) -> Self {
        self.check_shape(other, "hadamard");
        let mut result = Self::default();
        result.set_map_pairs(self, other, |a, b| a * b);
        result
    }

    /// The sum of all entries.
    pub fn sum(&self) -> Real {
        self.as_slice().iter().sum()
    }

    /// Names both shapes where they differ.
    #[inline]
    #[track_caller]
    pub(crate) fn check_shape(&self, other: &Matrix, what: &str) {
        let ((m, n), (k, l)) = (self.shape(), other.shape());
        assert!(
            (m, n) == (k, l),
            "{what}: the left matrix is {m}×{n}, the right one {k}×{l}"
        );
    }
}

/// Entry by entry.
impl Vector {
    /// f of every entry.
    #[must_use]
    pub fn map(&self, f: impl Fn(Real) -> Real) -> Self {
        self.iter().map(|&x| f(x)).collect()
    }

    /// The product entry by entry, v ⊙ x.
    ///
    /// # Panics
    ///
    /// If the sizes differ.
    #[must_use]
    #[track_caller]
    pub fn hadamard(&self, other: &Vector) -> Self {
        self.check_size(other, "hadamard");
        self.iter().zip(other.iter()).map(|(a, b)| a * b).collect()
    }

    /// The sum of all entries.
    pub fn sum(&self) -> Real {
        self.iter().sum()
    }
}

/// `+`, `−` and times a number, for both.
macro_rules! entrywise {
    ($Type:ident, $check:ident) => {
        /// # Panics
        ///
        /// If the shapes differ.
        impl Add for &$Type {
            type Output = $Type;
            #[track_caller]
            fn add(self, other: Self) -> $Type {
                self.$check(other, "+");
                $Type(&self.0 + &other.0)
            }
        }

        /// # Panics
        ///
        /// If the shapes differ.
        impl Sub for &$Type {
            type Output = $Type;
            #[track_caller]
            fn sub(self, other: Self) -> $Type {
                self.$check(other, "−");
                $Type(&self.0 - &other.0)
            }
        }

        impl Mul<Real> for &$Type {
            type Output = $Type;
            fn mul(self, factor: Real) -> $Type {
                $Type(&self.0 * factor)
            }
        }

        impl Mul<&$Type> for Real {
            type Output = $Type;
            fn mul(self, other: &$Type) -> $Type {
                other * self
            }
        }

        /// # Panics
        ///
        /// If the shapes differ.
        impl AddAssign<&$Type> for $Type {
            #[track_caller]
            fn add_assign(&mut self, other: &$Type) {
                self.$check(other, "+=");
                self.0 += &other.0;
            }
        }

        /// # Panics
        ///
        /// If the shapes differ.
        impl SubAssign<&$Type> for $Type {
            #[track_caller]
            fn sub_assign(&mut self, other: &$Type) {
                self.$check(other, "−=");
                self.0 -= &other.0;
            }
        }
    };
}

entrywise!(Matrix, check_shape);
entrywise!(Vector, check_size);

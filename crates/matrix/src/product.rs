//! Products, written as in the formula, and into a matrix that is there already.

use std::ops::Mul;

use crate::kernel::multiply;
use crate::{Factor, Matrix, Vector};

/// Into a matrix that is there already. Each side is a `&Matrix`, a `&Vector`, or the
/// transpose of one, `a.t()`.
impl Matrix {
    /// `self` ← A·B, whatever `self` was before; it takes the product's shape.
    ///
    /// # Panics
    ///
    /// If A has not as many columns as B has rows.
    #[inline]
    #[track_caller]
    pub fn set_product<'a, 'b>(
        &mut self,
        a: impl Into<Factor<'a>>,
        b: impl Into<Factor<'b>>,
    ) {
        let (a, b) = (a.into(), b.into());
        self.reshape(a.shape().0, b.shape().1);
        multiply(a, b, self.into(), false);
    }

    /// `self` ← `self` + A·B.
    ///
    /// # Panics
    ///
    /// If A has not as many columns as B has rows, or `self` has not A's rows and B's
    /// columns.
    #[inline]
    #[track_caller]
    pub fn add_product<'a, 'b>(
        &mut self,
        a: impl Into<Factor<'a>>,
        b: impl Into<Factor<'b>>,
    ) {
        multiply(a.into(), b.into(), self.into(), true);
    }
}

#[track_caller]
fn product(a: Factor, b: Factor) -> Matrix {
    let mut product = Matrix::default();
    product.set_product(a, b);
    product
}

/// `*` between two sides: a matrix times a vector is a vector, everything else a matrix.
macro_rules! products {
    ($($left:ty, $right:ty => $result:ty;)*) => {$(
        /// # Panics
        ///
        /// If the left side has not as many columns as the right side has rows.
        impl<'b> Mul<$right> for $left {
            type Output = $result;
            #[track_caller]
            fn mul(self, right: $right) -> $result {
                product(self.into(), right.into()).into()
            }
        }
    )*};
}

products! {
    &Matrix, &'b Matrix => Matrix;
    &Matrix, Factor<'b> => Matrix;
    Factor<'_>, &'b Matrix => Matrix;
    Factor<'_>, Factor<'b> => Matrix;
    &Vector, Factor<'b> => Matrix;
    &Matrix, &'b Vector => Vector;
    Factor<'_>, &'b Vector => Vector;
}

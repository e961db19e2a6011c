//! Entry by entry.

use matrix::{Matrix, Real, Vector};
use proptest::prelude::*;

use crate::plain::{any_matrix, number, size, two_alike};

/// A matrix whose entries come from those of two others.
fn pairs(a: &Matrix, b: &Matrix, f: impl Fn(Real, Real) -> Real) -> Matrix {
    Matrix::from_fn(a.nrows(), a.ncols(), |i, j| f(a[(i, j)], b[(i, j)]))
}

fn vector_pairs(a: &Vector, b: &Vector, f: impl Fn(Real, Real) -> Real) -> Vector {
    Vector::from_fn(a.len(), |i| f(a[i], b[i]))
}

fn vector(n: usize) -> impl Strategy<Value = Vector> {
    proptest::collection::vec(number(), n).prop_map(Vector::from)
}

/// Not symmetric and not odd: sides that are swapped are seen.
fn lopsided(a: Real, b: Real) -> Real {
    a - 2.0 * b + 0.5
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn matrices((a, b) in two_alike()) {
        prop_assert_eq!(&a + &b, pairs(&a, &b, |a, b| a + b));
        prop_assert_eq!(&a - &b, pairs(&a, &b, |a, b| a - b));
        prop_assert_eq!(a.hadamard(&b), pairs(&a, &b, |a, b| a * b));
        prop_assert_eq!(&a * 0.75, pairs(&a, &b, |a, _| a * 0.75));
        prop_assert_eq!(-1.25 * &a, pairs(&a, &b, |a, _| a * -1.25));
        let (mut sum, mut difference) = (a.clone(), a.clone());
        sum += &b;
        difference -= &b;
        prop_assert_eq!(sum, &a + &b);
        prop_assert_eq!(difference, &a - &b);
    }

    #[test]
    fn vectors((a, b) in size().prop_flat_map(|n| (vector(n), vector(n)))) {
        prop_assert_eq!(&a + &b, vector_pairs(&a, &b, |a, b| a + b));
        prop_assert_eq!(&a - &b, vector_pairs(&a, &b, |a, b| a - b));
        prop_assert_eq!(a.hadamard(&b), vector_pairs(&a, &b, |a, b| a * b));
        prop_assert_eq!(&a * 0.75, vector_pairs(&a, &b, |a, _| a * 0.75));
        prop_assert_eq!(-1.25 * &a, vector_pairs(&a, &b, |a, _| a * -1.25));
        let (mut sum, mut difference) = (a.clone(), a.clone());
        sum += &b;
        difference -= &b;
        prop_assert_eq!(sum, &a + &b);
        prop_assert_eq!(difference, &a - &b);
        prop_assert_eq!(a.map(|a| lopsided(a, 1.0)), vector_pairs(&a, &b, |a, _| a - 1.5));
        // 64ths, so both orders of adding them up are exact.
        prop_assert_eq!(a.hadamard(&b).sum(), a.dot(&b));
        prop_assert_eq!(a.sum(), a.iter().rev().sum::<Real>());
    }

    /// Into a matrix of any other shape, which takes on the new one.
    #[test]
    fn functions((a, b) in two_alike(), mut place in any_matrix()) {
        let right = pairs(&a, &b, |a, _| a * a - 0.5);
        prop_assert_eq!(a.map(|a| a * a - 0.5), right.clone());
        place.set_map(&a, |a| a * a - 0.5);
        prop_assert_eq!(place.clone(), right);
        place.set_map_pairs(&b, &a, lopsided);
        prop_assert_eq!(place, pairs(&b, &a, lopsided));
    }

    #[test]
    fn sums(a in any_matrix()) {
        let by_rows: Real = (0..a.nrows())
            .flat_map(|i| (0..a.ncols()).map(move |j| (i, j)))
            .map(|place| a[place])
            .sum();
        prop_assert_eq!(a.sum(), by_rows);
    }

    #[test]
    fn filled(mut a in any_matrix(), value in number()) {
        a.fill(value);
        prop_assert!(a.as_slice().iter().all(|&entry| entry == value));
    }
}

/// −0 and 0 are equal, and NaN is not equal to itself, as for the numbers themselves.
#[test]
fn equality_is_that_of_the_numbers() {
    assert_eq!(Vector::from([0.0]), Vector::from([-0.0]));
    let nan = Vector::from([Real::NAN]);
    assert_ne!(nan, nan.clone());
    // The same numbers in another shape.
    assert_ne!(Matrix::zeros(2, 3), Matrix::zeros(3, 2));
    assert_ne!(Matrix::zeros(0, 3), Matrix::zeros(3, 0));
}

//! How matrices and vectors are made, read, written and turned into each other.

use matrix::{Matrix, MatrixError, Real, Vector};
use nalgebra::{DMatrix, DVector};
use proptest::prelude::*;

use crate::plain::{Plain, any_matrix, size};

/// 1 2 3 over 4 5 6.
fn six() -> Matrix {
    Matrix::from_rows([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
}

#[test]
fn rows_become_columns_in_memory() {
    let a = six();
    assert_eq!(a.shape(), (2, 3));
    assert_eq!((a.nrows(), a.ncols()), (2, 3));
    assert_eq!(a.as_slice(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    assert_eq!(a[(0, 2)], 3.0);
    assert_eq!(a[(1, 0)], 4.0);
    assert_eq!(a.column(1), [2.0, 5.0]);
}

#[test]
fn every_way_to_make_a_matrix() {
    assert_eq!(Matrix::zeros(2, 3).as_slice(), [0.0; 6]);
    assert_eq!(
        Matrix::identity(2),
        Matrix::from_rows([[1.0, 0.0], [0.0, 1.0]])
    );
    assert_eq!(
        Matrix::diagonal(&[2.0, -3.0]),
        Matrix::from_rows([[2.0, 0.0], [0.0, -3.0]])
    );
    assert_eq!(
        Matrix::outer(&[2.0, -1.0], &[1.0, 0.5, 3.0]),
        Matrix::from_rows([[2.0, 1.0, 6.0], [-1.0, -0.5, -3.0]])
    );
    let by_columns = vec![1.0, 4.0, 2.0, 5.0, 3.0, 6.0];
    assert_eq!(Matrix::from_columns(2, 3, by_columns), Ok(six()));
    let theirs = DMatrix::from_row_slice(2, 3, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(Matrix::from(theirs), six());
    assert_eq!(
        Matrix::from(Vector::from([1.0, 2.0])),
        Matrix::from_rows([[1.0], [2.0]])
    );
    assert_eq!(Matrix::default(), Matrix::zeros(0, 0));
}

/// `entry` may count, or draw: the order in which it is asked is a promise.
#[test]
fn from_fn_asks_column_by_column() {
    let mut asked = Vec::new();
    let a = Matrix::from_fn(2, 3, |i, j| {
        asked.push((i, j));
        asked.len() as Real
    });
    assert_eq!(asked, [(0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2)]);
    assert_eq!(a.as_slice(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
}

#[test]
fn every_way_to_make_a_vector() {
    let v = Vector::from([1.0, 2.0, 3.0]);
    assert_eq!(Vector::zeros(2), Vector::from([0.0, 0.0]));
    assert_eq!(Vector::unit(3, 1), Vector::from([0.0, 1.0, 0.0]));
    assert_eq!(Vector::from_fn(3, |i| i as Real + 1.0), v);
    assert_eq!(Vector::from(vec![1.0, 2.0, 3.0]), v);
    assert_eq!(Vector::from(&[1.0, 2.0, 3.0][..]), v);
    assert_eq!([1.0, 2.0, 3.0].into_iter().collect::<Vector>(), v);
    assert_eq!(Vector::from(DVector::from_vec(vec![1.0, 2.0, 3.0])), v);
    assert_eq!(v.as_nalgebra().as_slice(), [1.0, 2.0, 3.0]);
    // A matrix's columns, one below the other.
    assert_eq!(
        Vector::from(six()),
        Vector::from([1.0, 4.0, 2.0, 5.0, 3.0, 6.0])
    );
}

#[test]
fn a_vector_is_a_slice() {
    let mut v = Vector::from([1.0, 2.0, 3.0]);
    v[1] = -2.0;
    v.reverse();
    assert_eq!(v.len(), 3);
    assert_eq!(&v[..2], [3.0, -2.0]);
    assert_eq!(v.iter().copied().fold(Real::NEG_INFINITY, Real::max), 3.0);
}

/// Nothing is a shape too: sums over no samples, layers that were never used.
#[test]
fn shapes_without_entries() {
    for (rows, columns) in [(0, 0), (0, 3), (3, 0)] {
        let a = Matrix::zeros(rows, columns);
        assert_eq!(a.shape(), (rows, columns));
        assert_eq!(a.sum(), 0.0);
        assert_eq!(a.transpose().shape(), (columns, rows));
        assert_eq!(a.column_iter().count(), columns);
        assert_eq!(Matrix::from_columns(rows, columns, Vec::new()), Ok(a));
    }
    assert_eq!(Matrix::identity(0), Matrix::default());
    assert_eq!(Matrix::diagonal(&[]), Matrix::default());
    assert_eq!(Matrix::from_rows::<3>([]).shape(), (0, 3));
    assert_eq!(Matrix::outer(&[], &[1.0, 2.0]).shape(), (0, 2));
    assert_eq!(Vector::zeros(0).sum(), 0.0);
    assert_eq!(Vector::zeros(0).dot(&Vector::zeros(0)), 0.0);
}

#[test]
fn a_wrong_number_of_entries_is_an_error() {
    let error = Matrix::from_columns(2, 3, vec![0.0; 5]).expect_err("six are needed");
    let shape = MatrixError::Shape {
        rows: 2,
        columns: 3,
        given: 5,
    };
    assert_eq!(error, shape);
    let text = error.to_string();
    assert!(
        text.contains("5 numbers") && text.contains("2×3 matrix"),
        "{text}"
    );
    // 2³² · 2³² is 2⁶⁴, which 64 bits hold as 0.
    let half = 1_usize << (usize::BITS / 2);
    assert!(Matrix::from_columns(half, half, Vec::new()).is_err());
    assert!(Matrix::from_columns(usize::MAX, 2, vec![0.0; 2]).is_err());
}

#[test]
fn entries_and_columns_can_be_changed() {
    let mut a = six();
    a[(1, 2)] = -6.0;
    a.column_mut(0)[1] = -4.0;
    a.as_mut_slice()[2] = -2.0;
    let changed = [[1.0, -2.0, 3.0], [-4.0, 5.0, -6.0]];
    assert_eq!(a, Matrix::from_rows(changed));
    for (j, column) in a.column_iter_mut().enumerate() {
        column.fill(j as Real);
    }
    assert_eq!(a, Matrix::from_rows([[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]));
    let backwards: Vec<_> = a.column_iter().rev().map(|column| column[0]).collect();
    assert_eq!(backwards, [2.0, 1.0, 0.0]);
}

/// Steps between batches of two sizes must not ask the system for memory. What `Vec` holds
/// on to stays where it is; that nothing is allocated is counted in
/// `tests/allocation_backprop.rs`.
#[test]
fn a_matrix_that_changes_its_shape_stays_where_it_is() {
    let mut a = Matrix::zeros(7, 5);
    let place = a.as_slice().as_ptr();
    for (rows, columns) in [(3, 2), (5, 7), (0, 4), (1, 35), (7, 5)] {
        a.reshape(rows, columns);
        assert_eq!(a.shape(), (rows, columns));
        assert_eq!(a.as_slice().len(), rows * columns);
        assert_eq!(a.as_slice().as_ptr(), place, "{rows}×{columns} was moved");
    }
    // As large as it is already: the entries stay.
    a.fill(2.5);
    a.reshape(7, 5);
    assert_eq!(a.as_slice(), [2.5; 35]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn to_columns_and_back(a in any_matrix()) {
        let (rows, columns) = a.shape();
        let copy = Matrix::from_columns(rows, columns, a.as_slice().to_vec());
        prop_assert_eq!(copy, Ok(a.clone()));
        let by_columns: Vec<Real> = a.column_iter().flatten().copied().collect();
        prop_assert_eq!(by_columns, a.as_slice());
        prop_assert_eq!(Plain::of(&a).matrix(), a);
    }

    #[test]
    fn the_transpose_swaps_rows_and_columns(a in any_matrix()) {
        let transpose = a.transpose();
        prop_assert_eq!(Plain::of(&transpose), Plain::of(&a).transposed());
        prop_assert_eq!(transpose.transpose(), a);
    }

    /// Whatever it was before.
    #[test]
    fn a_copy_is_equal(mut a in any_matrix(), b in any_matrix()) {
        a.copy_from(&b);
        prop_assert_eq!(a, b);
    }

    #[test]
    fn nalgebra_sees_the_same_matrix(a in any_matrix()) {
        let theirs = a.as_nalgebra();
        prop_assert_eq!(theirs.shape(), a.shape());
        for i in 0..a.nrows() {
            for j in 0..a.ncols() {
                prop_assert_eq!(theirs[(i, j)], a[(i, j)]);
            }
        }
    }

    #[test]
    fn a_unit_vector_takes_a_column_out(a in any_matrix()) {
        for j in 0..a.ncols() {
            let column = &a * &Vector::unit(a.ncols(), j);
            prop_assert_eq!(&column[..], a.column(j));
        }
    }

    #[test]
    fn shapes_count_their_entries(rows in size(), columns in size()) {
        let a = Matrix::zeros(rows, columns);
        prop_assert_eq!(a.as_slice().len(), rows * columns);
    }
}

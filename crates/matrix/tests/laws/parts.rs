//! Parts of a matrix, as sides of a product and as its place: what they are written out as
//! matrices of their own.

use std::ops::Range;

use matrix::{Factor, Matrix, Place, Real};
use proptest::prelude::*;

/// Multiples of 1/8, no two rows or columns alike: sums of a few products are exact.
fn numbers(rows: usize, columns: usize) -> Matrix {
    Matrix::from_fn(rows, columns, |i, j| {
        ((i * 29 + j * 17 + i * j * 5 + 3) % 61) as Real / 8.0 - 3.0
    })
}

fn copied(matrix: &Matrix, rows: Range<usize>, columns: Range<usize>) -> Matrix {
    Matrix::from_fn(rows.len(), columns.len(), |i, j| {
        matrix[(rows.start + i, columns.start + j)]
    })
}

/// A range within 0..size, possibly empty.
fn part(size: usize) -> impl Strategy<Value = Range<usize>> {
    (0..=size, 0..=size).prop_map(|(a, b)| a.min(b)..a.max(b))
}

proptest! {
    #[test]
    fn parts_multiply_as_copies(
        (rows, inner, columns) in (part(7), part(5), part(6)),
        (m, n) in (1_usize..4, 1_usize..4),
    ) {
        // As left sides: some rows, some columns, their transposes, a slice.
        let a = numbers(7, 5);
        let (of_rows, of_columns) =
            (copied(&a, rows.clone(), 0..5), copied(&a, 0..7, inner.clone()));
        prop_assert_eq!(a.rows(rows.clone()) * &numbers(5, n), &of_rows * &numbers(5, n));
        prop_assert_eq!(
            a.rows(rows.clone()).t() * &numbers(rows.len(), n),
            of_rows.t() * &numbers(rows.len(), n)
        );
        prop_assert_eq!(
            a.columns(inner.clone()) * &numbers(inner.len(), n),
            &of_columns * &numbers(inner.len(), n)
        );
        prop_assert_eq!(
            &numbers(m, inner.len()) * a.columns(inner.clone()).t(),
            &numbers(m, inner.len()) * of_columns.t()
        );
        let whole = Factor::from_slice(a.as_slice(), 7, 5);
        prop_assert_eq!(whole.t().t() * &numbers(5, n), &a * &numbers(5, n));

        // As places: what is beside them stays.
        let before = numbers(7, 6);
        let product = |height, width| (numbers(height, 3), numbers(3, width));
        for add in [false, true] {
            let mut expected = before.clone();
            let (left, right) = product(rows.len(), 6);
            let result = &left * &right;
            for (i, row) in rows.clone().enumerate() {
                for j in 0..6 {
                    let kept = if add { before[(row, j)] } else { 0.0 };
                    expected[(row, j)] = kept + result[(i, j)];
                }
            }
            let mut c = before.clone();
            write(c.rows_mut(rows.clone()), &left, &right, add);
            prop_assert_eq!(&c, &expected);

            let mut expected = before.clone();
            let (left, right) = product(7, columns.len());
            let result = &left * &right;
            for i in 0..7 {
                for (j, column) in columns.clone().enumerate() {
                    let kept = if add { before[(i, column)] } else { 0.0 };
                    expected[(i, column)] = kept + result[(i, j)];
                }
            }
            let mut c = before.clone();
            write(c.columns_mut(columns.clone()), &left, &right, add);
            prop_assert_eq!(&c, &expected);
        }
    }
}

fn write(place: Place, left: &Matrix, right: &Matrix, add: bool) {
    if add {
        place.add_product(left, right);
    } else {
        place.set_product(left, right);
    }
}

/// A slice is a matrix, column after column.
#[test]
fn a_slice_as_a_place() {
    let mut numbers = [9.0; 7];
    let (a, b) = (
        Matrix::from_rows([[1.0], [2.0]]),
        Matrix::from_rows([[3.0, 4.0]]),
    );
    Place::from_slice(&mut numbers[1..5], 2, 2).set_product(&a, &b);
    assert_eq!(numbers, [9.0, 3.0, 6.0, 4.0, 8.0, 9.0, 9.0]);
    Place::from_slice(&mut numbers[1..5], 2, 2).add_product(&a, &b);
    assert_eq!(numbers, [9.0, 6.0, 12.0, 8.0, 16.0, 9.0, 9.0]);
}

//! A matrix is printed as it is written on paper.

use matrix::{Matrix, Real, Vector};

#[test]
fn row_by_row() {
    let a = Matrix::from_rows([[1.0, 2.5, 0.0], [0.0, -1.0, 3.0]]);
    assert_eq!(format!("{a:?}"), "2×3 [1 2.5 0; 0 -1 3]");
    assert_eq!(
        format!("{a:#?}"),
        "2×3 [
    1 2.5 0
    0 -1 3
]"
    );
}

#[test]
fn with_as_many_digits_as_asked_for() {
    let a = Matrix::from_rows([[1.0, 0.125], [-2.0, 0.0]]);
    assert_eq!(format!("{a:.2?}"), "2×2 [1.00 0.12; -2.00 0.00]");
    let v = Vector::from([0.75, -1.0]);
    assert_eq!(format!("{v:.1?}"), "[0.8 -1.0]");
}

#[test]
fn a_vector_in_one_line() {
    assert_eq!(format!("{:?}", Vector::from([3.0, -5.25])), "[3 -5.25]");
    assert_eq!(format!("{:?}", Vector::zeros(0)), "[]");
}

/// What went wrong in training should be seen.
#[test]
fn numbers_that_are_none() {
    let v = Vector::from([Real::NAN, Real::INFINITY, Real::NEG_INFINITY]);
    assert_eq!(format!("{v:?}"), "[NaN inf -inf]");
}

#[test]
fn shapes_without_entries() {
    assert_eq!(format!("{:?}", Matrix::zeros(0, 0)), "0×0 []");
    assert_eq!(format!("{:?}", Matrix::zeros(0, 3)), "0×3 []");
    assert_eq!(format!("{:?}", Matrix::zeros(2, 0)), "2×0 [; ]");
}

/// The shape is always there; of a thousand numbers a dozen say enough.
#[test]
fn large_ones_are_cut() {
    let line = |n: usize| {
        let entries: Vec<_> = (0..n).map(|i| i.to_string()).collect();
        entries.join(" ")
    };
    let row = |n: usize| Matrix::from_fn(1, n, |_, j| j as Real);
    assert_eq!(format!("{:?}", row(12)), format!("1×12 [{}]", line(12)));
    assert_eq!(format!("{:?}", row(13)), format!("1×13 [{} …]", line(12)));
    let vector = |n: usize| Vector::from_fn(n, |i| i as Real);
    assert_eq!(format!("{:?}", vector(12)), format!("[{}]", line(12)));
    assert_eq!(format!("{:?}", vector(784)), format!("[{} …]", line(12)));

    let column = |n: usize| format!("{:?}", Matrix::from_fn(n, 1, |i, _| i as Real));
    let rows = |n: usize| line(n).replace(' ', "; ");
    assert_eq!(column(12), format!("12×1 [{}]", rows(12)));
    assert_eq!(column(13), format!("13×1 [{} …]", rows(12)));
    let text = format!("{:?}", Matrix::zeros(784, 10_000));
    assert!(text.starts_with("784×10000 [0 0"), "{text}");
    assert!(text.len() < 500, "{} bytes", text.len());
}

//! Where in memory a part of a matrix stands.

use std::ops::Range;

use crate::{Matrix, Real};

/// How many numbers there are from the first entry to the last, if two neighbours in a row
/// are `stride` apart. Nothing where a program cannot count so far, or where columns would
/// overlap.
#[inline]
pub(crate) fn span(rows: usize, columns: usize, stride: usize) -> Option<usize> {
    if rows == 0 || columns == 0 {
        return Some(0);
    }
    if stride < rows {
        return None;
    }
    (columns - 1).checked_mul(stride)?.checked_add(rows)
}

/// Where some of the rows begin and end in a matrix of this shape.
#[inline]
#[track_caller]
pub(crate) fn rows_of(
    rows: usize,
    columns: usize,
    range: &Range<usize>,
) -> Range<usize> {
    let Range { start, end } = *range;
    assert!(
        start <= end && end <= rows,
        "rows {start}..{end} of a {rows}×{columns} matrix"
    );
    if start == end || columns == 0 {
        return 0..0;
    }
    start..(columns - 1) * rows + end
}

/// Names both numbers where a slice is not a matrix of that shape.
#[inline]
#[track_caller]
pub(crate) fn entries(what: &str, values: &[Real], rows: usize, columns: usize) {
    // `checked_mul`: huge sizes must not wrap around to a length that fits.
    assert!(
        rows.checked_mul(columns) == Some(values.len()),
        "{what}: {} numbers are no {rows}×{columns} matrix",
        values.len()
    );
}

impl Matrix {
    #[inline]
    #[track_caller]
    pub(crate) fn place_of_columns(&self, range: &Range<usize>) -> Range<usize> {
        let (rows, columns) = self.shape();
        let Range { start, end } = *range;
        assert!(
            start <= end && end <= columns,
            "columns {start}..{end} of a {rows}×{columns} matrix"
        );
        start * rows..end * rows
    }
}

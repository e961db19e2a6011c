//! Two tables of numbers, yours and the right one.

use crate::number::{half_precise, told_apart};

/// A table of numbers, such as a matrix, or a vector as one column.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'a> {
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
    /// The entries, column by column.
    pub entries: &'a [f64],
}

/// Whether two numbers agree as far as two ways to add up a few dozen terms do.
pub fn same(a: f64, b: f64) -> bool {
    // The smaller of the two: an infinite one would allow every difference.
    a == b || (a - b).abs() <= 1e-12 * (1.0 + a.abs().min(b.abs()))
}

/// The same, and two NaN are alike.
pub(crate) fn alike(a: f64, b: f64) -> bool {
    same(a, b) || a.is_nan() && b.is_nan()
}

impl<'a> Grid<'a> {
    /// One row of numbers.
    pub fn row_of(entries: &'a [f64]) -> Self {
        Self {
            rows: 1,
            columns: entries.len(),
            entries,
        }
    }
}

impl Grid<'_> {
    /// Whether shape and entries agree.
    pub fn same(self, other: Grid) -> bool {
        self.agrees(other, same)
    }

    fn agrees(self, other: Grid, same: fn(f64, f64) -> bool) -> bool {
        let mut pairs = self.entries.iter().zip(other.entries);
        self.shape() == other.shape()
            && self.entries.len() == other.entries.len()
            && pairs.all(|(&a, &b)| same(a, b))
    }

    fn shape(self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    fn row(self, i: usize) -> Vec<String> {
        (0..self.columns)
            .map(|j| short(self.entries[i + j * self.rows]))
            .collect()
    }
}

/// A wrong result that is often given.
#[derive(Clone, Copy, Debug)]
pub enum Wrong<'a> {
    /// Every entry of the right one times this.
    Times(f64),
    /// The right one turned around.
    Transposed,
    /// These entries, row by row, in the shape of the right one.
    Rows(&'a [f64]),
    /// This, whatever its shape is.
    Is(Grid<'a>),
}

impl Wrong<'_> {
    /// Whether this is yours, where the other is right.
    fn is(self, yours: Grid, right: Grid) -> bool {
        let entries = right.entries;
        let (rows, columns) = right.shape();
        let turned = |entries: &[f64], rows: usize| -> Vec<f64> {
            let places = (0..entries.len())
                .map(|k| k / rows + k % rows * (entries.len() / rows));
            places.map(|at| entries[at]).collect()
        };
        let mut is = right;
        let made: Vec<f64> = match self {
            Self::Is(grid) => return grid.agrees(yours, alike),
            Self::Times(factor) => entries.iter().map(|x| x * factor).collect(),
            Self::Transposed => {
                (is.rows, is.columns) = (columns, rows);
                turned(entries, columns)
            }
            Self::Rows(by_rows) => turned(by_rows, rows),
        };
        Grid {
            entries: &made,
            ..is
        }
        .agrees(yours, alike)
    }
}

/// The words for the first of `causes` that is exactly yours.
pub fn cause<'a>(
    yours: Grid,
    right: Grid,
    causes: &[(Wrong, &'a str)],
) -> Option<&'a str> {
    let mut causes = causes.iter();
    let known = causes.find(|(wrong, _)| wrong.is(yours, right));
    known.map(|(_, words)| *words)
}

/// Fails where `yours` is not `right`: shows both side by side, and below them the words of the
/// first of `causes` that is exactly yours; where none is, `otherwise`.
///
/// ```text
/// the Jacobian of W·x + b is not right
///
///   yours, 3×2    right, 2×3
///      1   0         1   2   0
///      2  -1         0  -1   3
///      0   3
///
/// This is the transpose: …
/// ```
///
/// # Panics
/// Where they differ.
#[track_caller]
pub fn expect(
    what: &str,
    yours: Grid,
    right: Grid,
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    if !yours.same(right) {
        let both = side_by_side(yours, right);
        let words = cause(yours, right, causes).unwrap_or(otherwise);
        let parting = where_they_part(yours, right);
        panic!("{what} is not right\n\n{both}\n{words}{parting}");
    }
}

/// Where both look alike as they are printed: the first place at which they are not, in full.
fn where_they_part(yours: Grid, right: Grid) -> String {
    let looks = |grid: Grid| grid.entries.iter().map(|&x| short(x)).collect::<Vec<_>>();
    if yours.shape() != right.shape() || looks(yours) != looks(right) {
        return String::new();
    }
    let (yours, right) = (yours.entries, right.entries);
    let mut pairs = yours.iter().zip(right);
    let Some((&a, &b)) = pairs.find(|&(&a, &b)| !same(a, b)) else {
        return String::new();
    };
    let [a, b] = told_apart(a, b);
    let rounded = half_precise(yours, right).unwrap_or_default();
    let text = format!("\nThey differ: {b} is right, yours is {a}. {rounded}");
    text.trim_end().to_owned()
}

/// The same for a row of numbers.
///
/// # Panics
/// Where they differ.
#[track_caller]
pub fn expect_row(
    what: &str,
    yours: &[f64],
    right: &[f64],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    let [yours, right] = [yours, right].map(Grid::row_of);
    expect(what, yours, right, causes, otherwise);
}

/// More rows or columns than this are cut: nobody reads them.
const MOST: usize = 7;

/// Both, with a line of their shapes above. A row or a column takes one line each.
pub fn side_by_side(yours: Grid, right: Grid) -> String {
    if yours.shape() == right.shape() && (yours.rows == 1 || yours.columns == 1) {
        let flat = |grid: Grid| {
            Block::of(Grid {
                rows: 1,
                columns: grid.entries.len(),
                ..grid
            })
        };
        let (mut a, mut b) = (flat(yours), flat(right));
        let width = a.width.max(b.width);
        (a.width, b.width) = (width, width);
        return format!("  yours{}\n  right{}\n", a.line(0), b.line(0));
    }
    let headed = |name: &str, grid: Grid| {
        let mut block = Block::of(grid);
        block.head = format!("{name}, {}×{}", grid.rows, grid.columns);
        block
    };
    let (a, b) = (headed("yours", yours), headed("right", right));
    let left = (0..a.rows.len()).map(|i| a.line(i).chars().count());
    let left = left.fold(a.head.chars().count(), usize::max);
    let mut text = format!("  {:left$}    {}\n", a.head, b.head);
    for i in 0..a.rows.len().max(b.rows.len()) {
        let line = format!("  {:left$}    {}", a.line(i), b.line(i));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A table as text, its columns equally wide.
struct Block {
    head: String,
    rows: Vec<Vec<String>>,
    width: usize,
}

impl Block {
    fn of(grid: Grid) -> Self {
        let mut rows: Vec<Vec<String>> =
            (0..grid.rows.min(MOST)).map(|i| grid.row(i)).collect();
        for row in rows.iter_mut().filter(|row| row.len() > MOST) {
            row.truncate(MOST);
            row.push("…".to_owned());
        }
        if grid.rows > MOST {
            rows.push(vec!["…".to_owned()]);
        }
        let lengths = rows.iter().flatten().map(|entry| entry.chars().count());
        Self {
            head: String::new(),
            width: lengths.max().unwrap_or(0),
            rows,
        }
    }

    /// Row i; nothing below the last.
    fn line(&self, i: usize) -> String {
        let entries = self.rows.get(i).into_iter().flatten();
        let padded =
            entries.map(|entry| format!("  {entry:>width$}", width = self.width));
        padded.collect::<Vec<_>>().concat()
    }
}

/// A number as somebody would write it: as it is where that is short, else rounded.
pub fn short(x: f64) -> String {
    let exact = format!("{x}").replace("inf", "∞");
    if exact.chars().count() <= 9 {
        exact
    } else if (1e-3..1e5).contains(&x.abs()) {
        let text = format!("{x:.5}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        format!("{x:.3e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: usize, columns: usize, entries: &[f64]) -> Grid<'_> {
        Grid {
            rows,
            columns,
            entries,
        }
    }

    /// What a check says that fails.
    fn said(check: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let payload = std::panic::catch_unwind(check).expect_err("it fails");
        *payload.downcast().expect("a text")
    }

    #[test]
    fn two_matrices_stand_side_by_side_with_the_words_for_the_cause() {
        let yours = [1.0, 2.0, 0.0, 0.0, -1.0, 3.0];
        let right = [1.0, 0.0, 2.0, -1.0, 0.0, 3.0];
        let text = said(move || {
            let yours = grid(3, 2, &yours);
            let causes = [
                (Wrong::Is(grid(1, 1, &[0.0])), "not this"),
                (Wrong::Transposed, "this is the transpose"),
                (Wrong::Is(yours), "the first counts"),
            ];
            expect("J", yours, grid(2, 3, &right), &causes, "not this either");
        });
        assert_eq!(
            text,
            "J is not right\n\n  yours, 3×2    right, 2×3\n     1   0         1   2   0\n     2  -1         0  -1   3\n     0   3\n\nthis is the transpose"
        );
    }

    #[test]
    fn what_looks_alike_is_told_apart() {
        let (yours, right) = ([1.0, f64::from(0.1_f32)], [1.0, 0.1]);
        let text = said(move || expect_row("p", &yours, &right, &[], "think"));
        let end = "\nthink\nThey differ: 0.1 is right, yours is 0.10000000149011612. They agree \
                   in 8 digits only: is there an `f32`?";
        assert!(text.ends_with(end), "{text}");
    }

    #[test]
    fn a_column_takes_one_line() {
        let text = said(|| {
            let right = grid(3, 1, &[2.0, 5.0, -3.0]);
            expect(
                "dx",
                grid(3, 1, &[1.0, 4.0, 1.0 / 3.0]),
                right,
                &[],
                "think",
            );
        });
        assert_eq!(
            text,
            "dx is not right\n\n  yours        1        4  0.33333\n  right        2        5       -3\n\nthink"
        );
    }

    #[test]
    fn a_row_takes_one_line() {
        let check = |yours: &[f64]| {
            let causes = [(Wrong::Rows(&[2.0, 4.0]), "twice")];
            expect_row("dx", yours, &[1.0, 2.0], &causes, "think");
        };
        check(&[1.0, 2.0]);
        assert_eq!(
            said(move || check(&[2.0, 4.0])),
            "dx is not right\n\n  yours  2  4\n  right  1  2\n\ntwice"
        );
    }

    #[test]
    fn each_known_wrong_result_is_known() {
        let right = grid(2, 3, &[1.0, 0.0, 2.0, -1.0, 0.0, 3.0]);
        let known = [
            (Wrong::Times(-1.0), "sign"),
            (Wrong::Transposed, "turned"),
            (Wrong::Rows(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "by rows"),
            (Wrong::Rows(&[1.0]), "too short"),
            (Wrong::Is(grid(1, 2, &[7.0, 8.0])), "this"),
        ];
        let said = |rows, columns, entries: &[f64]| {
            cause(grid(rows, columns, entries), right, &known)
        };
        let sign = [-1.0, 0.0, -2.0, 1.0, 0.0, -3.0];
        assert_eq!(said(2, 3, &sign), Some("sign"));
        assert_eq!(said(3, 2, &sign), None);
        assert_eq!(said(3, 2, &[1.0, 2.0, 0.0, 0.0, -1.0, 3.0]), Some("turned"));
        assert_eq!(said(2, 3, &[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]), Some("by rows"));
        assert_eq!(said(1, 2, &[7.0, 8.0]), Some("this"));
        assert_eq!(said(2, 3, &[1.0; 6]), None);
        let nan = [(Wrong::Rows(&[f64::NAN, 1.0]), "0/0")];
        let [yours, right] = [[f64::NAN, 1.0], [0.0, 1.0]];
        let said = cause(Grid::row_of(&yours), Grid::row_of(&right), &nan);
        assert_eq!(said, Some("0/0"));
    }

    #[test]
    fn what_is_large_is_cut() {
        let entries = [0.5; 80];
        let text = side_by_side(grid(8, 10, &entries), grid(10, 8, &entries));
        assert_eq!(text.lines().count(), 9, "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 90), "{text}");
    }

    #[test]
    fn same_is_rounding_and_nothing_more() {
        assert!(same(0.1 + 0.2, 0.3) && same(f64::INFINITY, f64::INFINITY));
        assert!(!same(f64::NAN, f64::NAN) && !same(1.0, 1.0 + 1e-11));
        assert!(!same(f64::INFINITY, 1000.0) && !same(1000.0, f64::NEG_INFINITY));
        assert!(!grid(2, 1, &[1.0, 2.0]).same(grid(1, 2, &[1.0, 2.0])));
    }

    #[test]
    fn numbers_are_written_as_somebody_would() {
        let written = [
            0.125,
            -3.0,
            1.0 / 3.0,
            1234.56789,
            2e-9,
            1e12,
            f64::NEG_INFINITY,
        ];
        assert_eq!(
            written.map(short),
            [
                "0.125",
                "-3",
                "0.33333",
                "1234.56789",
                "2.000e-9",
                "1.000e12",
                "-∞"
            ]
        );
    }
}

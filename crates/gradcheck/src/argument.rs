//! A named argument of the function under test.

/// A named argument: `rows` × `columns` numbers, stored column by column.
///
/// The name and the shape are what a report calls an entry: `x` for a scalar, `w[2]` for a
/// vector, `W[1, 2]` for a matrix. Rows and columns count from 0, as in Rust.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// What the reports call it.
    pub name: String,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// The `rows · columns` values, column by column.
    pub values: Vec<f64>,
}

impl Argument {
    /// One number: 1×1.
    pub fn scalar(name: &str, x: f64) -> Self {
        Self::matrix(name, 1, 1, &[x])
    }

    /// A column of `values.len()` numbers: n×1.
    pub fn vector(name: &str, values: &[f64]) -> Self {
        Self::matrix(name, values.len(), 1, values)
    }

    /// A matrix of `rows` × `columns`, its values given column by column.
    ///
    /// # Panics
    /// If `column_major` does not hold `rows · columns` values.
    #[track_caller]
    pub fn matrix(
        name: &str,
        rows: usize,
        columns: usize,
        column_major: &[f64],
    ) -> Self {
        assert!(
            column_major.len() == rows * columns,
            "argument `{name}`: {rows}×{columns} needs {} values, but {} were given",
            rows * columns,
            column_major.len(),
        );
        Self {
            name: name.to_owned(),
            rows,
            columns,
            values: column_major.to_vec(),
        }
    }

    /// What a report calls the entry at the flat place `at`.
    pub(crate) fn entry_name(&self, at: usize) -> String {
        match (self.rows, self.columns) {
            (1, 1) => self.name.clone(),
            (_, 1) => format!("{}[{at}]", self.name),
            (rows, _) => format!("{}[{}, {}]", self.name, at % rows, at / rows),
        }
    }

    /// `W (2×3)`, or `x` alone for a scalar.
    pub(crate) fn described(&self) -> String {
        if (self.rows, self.columns) == (1, 1) {
            self.name.clone()
        } else {
            format!("{} ({}×{})", self.name, self.rows, self.columns)
        }
    }
}

//! What can be wrong with the numbers for a matrix.

use thiserror::Error;

/// Why a matrix could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// A matrix of m rows and n columns has m·n entries.
    #[error(
        "{given} numbers do not make a {rows}×{columns} matrix: give rows × columns \
         numbers, column by column"
    )]
    Shape {
        /// Rows asked for.
        rows: usize,
        /// Columns asked for.
        columns: usize,
        /// How many numbers were given.
        given: usize,
    },
}

//! A matrix row by row, as it is written on paper.

use std::fmt;

use crate::{Matrix, Vector};

/// Larger ones are cut: nobody reads a thousand numbers.
const MOST: usize = 12;

/// The shape, then the rows: `2×3 [1 2 0; 0 -1 3]`, with a line for each row in the
/// longer form `{:#?}`.
impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (rows, columns) = self.shape();
        let digits = f.precision();
        write!(f, "{rows}×{columns} [")?;
        for i in 0..rows.min(MOST) {
            let first = i == 0;
            match (f.alternate(), first) {
                (true, _) => f.write_str("\n    ")?,
                (false, true) => {}
                (false, false) => f.write_str("; ")?,
            }
            let row = (0..columns).map(|j| self[(i, j)]);
            numbers(f, row, digits)?;
        }
        if rows > MOST {
            f.write_str(" …")?;
        }
        f.write_str(if f.alternate() { "\n]" } else { "]" })
    }
}

/// The entries in one line: `[3 5]`.
impl fmt::Debug for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        numbers(f, self.iter().copied(), f.precision())?;
        f.write_str("]")
    }
}

fn numbers(
    f: &mut fmt::Formatter<'_>,
    numbers: impl Iterator<Item = crate::Real>,
    digits: Option<usize>,
) -> fmt::Result {
    for (i, number) in numbers.enumerate() {
        if i > 0 {
            f.write_str(" ")?;
        }
        if i == MOST {
            return f.write_str("…");
        }
        match digits {
            Some(digits) => write!(f, "{number:.digits$}")?,
            None => write!(f, "{number}")?,
        }
    }
    Ok(())
}

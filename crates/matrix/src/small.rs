//! The product by plain loops, for a few numbers.

use std::array::from_fn;

use crate::{Factor, Place, Real};

// ANCHOR: small
/// So few multiply-adds that a loop is done before a kernel has cut its sides into blocks.
const FEW: usize = 4096;

/// Whether a product of m×k by k×n is better off here. Only on WebAssembly, where gemm has no
/// kernel for wide registers: elsewhere every product is rounded in one way.
#[inline]
pub(crate) fn is_small(m: usize, k: usize, n: usize) -> bool {
    // Saturating: a `usize` has 32 bits there, and 2048·1024·2048 would wrap around to 0.
    cfg!(target_family = "wasm") && m.saturating_mul(k).saturating_mul(n) <= FEW
}

/// C ← A·B, or C ← C + A·B where `add` is set; shapes fit, and the matrices are whole.
///
/// C is cut into tiles of 4×4, and smaller ones at the right and the lower edge: all sums of
/// a tile are kept in registers.
pub(crate) fn multiply(a: Factor, b: Factor, mut c: Place, add: bool) {
    let n = b.shape().1;
    let mut j = 0;
    while j + 4 <= n {
        multiply_columns::<4>(a, b, &mut c, j, add);
        j += 4;
    }
    if j + 2 <= n {
        multiply_columns::<2>(a, b, &mut c, j, add);
        j += 2;
    }
    if j < n {
        multiply_columns::<1>(a, b, &mut c, j, add);
    }
}

/// All rows of as many columns, from column j on.
#[inline]
fn multiply_columns<const COLUMNS: usize>(
    a: Factor,
    b: Factor,
    c: &mut Place,
    j: usize,
    add: bool,
) {
    let m = a.shape().0;
    let mut i = 0;
    while i + 4 <= m {
        multiply_tile::<4, COLUMNS>(a, b, c, (i, j), add);
        i += 4;
    }
    if i + 2 <= m {
        multiply_tile::<2, COLUMNS>(a, b, c, (i, j), add);
        i += 2;
    }
    if i < m {
        multiply_tile::<1, COLUMNS>(a, b, c, (i, j), add);
    }
}

/// One tile, from row i and column j on.
#[inline]
fn multiply_tile<const ROWS: usize, const COLUMNS: usize>(
    a: Factor,
    b: Factor,
    c: &mut Place,
    (i, j): (usize, usize),
    add: bool,
) {
    let mut sums = [[0.0; ROWS]; COLUMNS];
    for p in 0..a.shape().1 {
        let left: [Real; ROWS] = from_fn(|row| a.at(i + row, p));
        let right: [Real; COLUMNS] = from_fn(|column| b.at(p, j + column));
        for (sums, right) in sums.iter_mut().zip(right) {
            for (sum, left) in sums.iter_mut().zip(left) {
                *sum += left * right;
            }
        }
    }
    for (column, sums) in (j..).zip(sums) {
        for (c, sum) in c.run(i..i + ROWS, column).iter_mut().zip(sums) {
            *c = if add { *c + sum } else { sum };
        }
    }
}
// ANCHOR_END: small

#[cfg(test)]
mod tests {
    use crate::{Factor, Matrix, Real};

    /// Entries that are whole numbers: every sum is exact, whatever its order.
    fn matrix(rows: usize, columns: usize, seed: usize) -> Matrix {
        Matrix::from_fn(rows, columns, |i, j| {
            ((7 * i + 5 * j + 3 * seed) % 11) as Real - 5.0
        })
    }

    fn both(a: Factor, b: Factor) {
        let (m, n) = (a.shape().0, b.shape().1);
        for add in [false, true] {
            let (mut plain, mut fast) = (matrix(m, n, 9), matrix(m, n, 9));
            super::multiply(a, b, (&mut plain).into(), add);
            if add {
                fast.add_product(a, b);
            } else {
                fast.set_product(a, b);
            }
            assert!(plain == fast, "{:?} {:?} {add}", a.shape(), b.shape());
            // Into the middle rows of a larger one.
            let mut part = matrix(m + 3, n, 4);
            let mut expected = part.clone();
            super::multiply(a, b, part.rows_mut(1..m + 1), add);
            if add {
                expected.rows_mut(1..m + 1).add_product(a, b);
            } else {
                expected.rows_mut(1..m + 1).set_product(a, b);
            }
            assert!(part == expected, "{:?} {:?} {add}", a.shape(), b.shape());
        }
    }

    #[test]
    fn plain_loops_and_the_kernel_agree() {
        for m in [1, 2, 5, 8] {
            for k in [1, 3, 4] {
                for n in [1, 2, 7] {
                    let (a, b) = (matrix(m, k, 1), matrix(k, n, 2));
                    let (at, bt) = (a.transpose(), b.transpose());
                    both((&a).into(), (&b).into());
                    both(at.t(), (&b).into());
                    both((&a).into(), bt.t());
                    both(at.t(), bt.t());
                    // Parts of larger ones.
                    let (wide, tall) = (matrix(m + 2, k, 1), matrix(k + 1, n, 3));
                    both(wide.rows(1..m + 1), tall.rows(0..k));
                }
            }
        }
    }

    #[test]
    fn nothing_times_nothing_is_nothing() {
        let (a, b) = (matrix(2, 0, 1), matrix(0, 3, 1));
        both((&a).into(), (&b).into());
        both((&matrix(0, 2, 1)).into(), (&matrix(2, 3, 1)).into());
        both((&matrix(2, 2, 1)).into(), (&matrix(2, 0, 1)).into());
    }
}

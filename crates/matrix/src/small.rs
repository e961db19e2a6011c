//! The product by plain loops, for a few numbers.

use crate::{Factor, Place, Real};

// ANCHOR: small
/// So few multiply-adds that a loop is done before a kernel has cut its sides into blocks.
const FEW: usize = 4096;

/// Whether a product of m×k by k×n is better off here. Only on WebAssembly, where gemm has no
/// kernel for wide registers: elsewhere every product is rounded in one way.
#[inline]
pub(crate) fn is_small(m: usize, k: usize, n: usize) -> bool {
    // Sides first: a product that wrapped around would look small.
    cfg!(target_family = "wasm") && m.max(k).max(n) <= FEW && m * k * n <= FEW
}

/// C ← A·B, or C ← C + A·B where `add` is set; shapes fit, and the matrices are whole.
pub(crate) fn multiply(a: Factor, b: Factor, mut c: Place, add: bool) {
    let ((m, inner), (a_down, a_right)) = (a.shape(), a.steps());
    let (b_down, b_right) = b.steps();
    let (a, b) = (a.values(), b.values());
    for (j, column) in c.columns(m).enumerate() {
        if !add {
            column.fill(0.0);
        }
        // Empty sides have no column j.
        let b = b.get(j * b_right..).unwrap_or(&[]);
        if a_down == 1 {
            // Four rows at once: neighbours in memory, and four sums in one register.
            let mut rows = column.chunks_exact_mut(4);
            let mut first = 0;
            for four in &mut rows {
                let mut sums = [0.0; 4];
                for p in 0..inner {
                    let x = b[p * b_down];
                    let a = &a[p * a_right + first..][..4];
                    for (sum, a) in sums.iter_mut().zip(a) {
                        *sum += a * x;
                    }
                }
                for (c, sum) in four.iter_mut().zip(sums) {
                    *c += sum;
                }
                first += 4;
            }
            for (c, i) in rows.into_remainder().iter_mut().zip(first..) {
                let mut sum = 0.0;
                for p in 0..inner {
                    sum += a[p * a_right + i] * b[p * b_down];
                }
                *c += sum;
            }
        } else {
            // Row by row of A, which is stored as a column.
            for (i, c) in column.iter_mut().enumerate() {
                let row = a[i * a_down..][..inner].iter();
                *c += if b_down == 1 {
                    sum(row.zip(b))
                } else {
                    sum(row.zip(b.iter().step_by(b_down)))
                };
            }
        }
    }
}

fn sum<'a>(pairs: impl Iterator<Item = (&'a Real, &'a Real)>) -> Real {
    pairs.map(|(a, b)| a * b).sum()
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

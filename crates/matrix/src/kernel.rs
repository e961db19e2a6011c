//! The product of two matrices, by the kernels of the gemm project.
//!
//! A product of m×k by k×n takes m·k·n multiply-adds but only touches m·k + k·n + m·n
//! numbers, so its speed is decided by how often a number that was fetched is used again.
//! gemm cuts both sides into blocks that fit the caches, copies each into the order in
//! which it is read, and works on 8 or 16 columns at once in the processor's widest
//! registers (it looks which there are when the program starts). That is a craft of its
//! own; we use it, and measure it (`cargo bench -p matrix`).

use crate::{Factor, Place, Real, small};

#[cfg(feature = "f32")]
use gemm_f32::gemm::f32::get_gemm_fn;
#[cfg(not(feature = "f32"))]
use gemm_f64::gemm::f64::get_gemm_fn;

/// C ← A·B, or C ← C + A·B where `add` is set.
///
/// # Panics
///
/// If the shapes do not fit: A is m×k, B is k×n and C is m×n.
#[track_caller]
pub(crate) fn multiply(a: Factor, b: Factor, mut c: Place, add: bool) {
    let ((m, inner), (k, n)) = (a.shape(), b.shape());
    assert!(
        inner == k,
        "product: the left side is {m}×{inner}, the right side {k}×{n}; the columns of the \
         left must be as many as the rows of the right"
    );
    let (rows, columns) = c.shape();
    assert!(
        (rows, columns) == (m, n),
        "product: {m}×{k} by {k}×{n} gives {m}×{n}, but the result's place is \
         {rows}×{columns}"
    );
    // Never false, and never to be relied on without a look: the kernel would read on.
    assert!(
        a.is_whole() && b.is_whole() && c.is_whole(),
        "product: a matrix with another number of entries than its shape says"
    );
    if small::is_small(m, k, n) {
        return small::multiply(a, b, c, add);
    }
    let (a_down, a_right) = a.strides();
    let (b_down, b_right) = b.strides();
    let keep: Real = if add { 1.0 } else { 0.0 };
    // SAFETY: each of the three slices reaches from the first entry of its matrix to the
    // last, and no two entries are in one place (asserted above); the strides are those
    // that were asserted; and the result is borrowed exclusively, so it overlaps neither
    // side.
    #[allow(unsafe_code)]
    unsafe {
        get_gemm_fn()(
            m,
            n,
            k,
            c.as_mut_ptr(),
            c.stride(),
            1,
            add,
            a.as_ptr(),
            a_right,
            a_down,
            b.as_ptr(),
            b_right,
            b_down,
            keep,
            1.0,
            false,
            false,
            false,
            gemm_common::Parallelism::None,
        );
    }
}

//! A kernel on a list.

use convolution::one_d::{convolve, correlate, input_slopes, kernel_slopes};
use matrix::Real;
use proptest::collection::vec;
use proptest::prelude::*;

fn dot(a: &[Real], b: &[Real]) -> Real {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Small whole numbers: every sum of products is exact.
fn numbers(
    size: impl Into<prop::collection::SizeRange>,
) -> impl Strategy<Value = Vec<Real>> {
    vec((-9..=9_i8).prop_map(Real::from), size)
}

/// x = (1, 2, 0, −1, 3), k = (2, 0, −1), v = (1, 0, 2): v·y = k·dk = x·dx = −4.
#[test]
fn by_hand() {
    let (x, k, v) = (
        [1.0, 2.0, 0.0, -1.0, 3.0],
        [2.0, 0.0, -1.0],
        [1.0, 0.0, 2.0],
    );
    let y = correlate(&x, &k);
    assert_eq!(y, [2.0, 5.0, -3.0]);
    assert_eq!(convolve(&x, &k), [-1.0, -4.0, 6.0]);
    let (dk, dx) = (kernel_slopes(&x, &v), input_slopes(&k, &v));
    assert_eq!(dk, [1.0, 0.0, 6.0]);
    assert_eq!(dx, [2.0, 0.0, 3.0, 0.0, -2.0]);
    for product in [dot(&v, &y), dot(&k, &dk), dot(&x, &dx)] {
        assert_eq!(product, -4.0);
    }
}

proptest! {
    /// y is linear in x and in k, so the slopes are what makes these three equal for every
    /// v: that is their definition.
    #[test]
    fn the_three_products_agree(
        k in numbers(1..6),
        v in numbers(1..6),
        x in numbers(10),
    ) {
        let x = &x[..k.len() + v.len() - 1];
        let value = dot(&v, &correlate(x, &k));
        prop_assert_eq!(dot(&k, &kernel_slopes(x, &v)), value);
        prop_assert_eq!(dot(x, &input_slopes(&k, &v)), value);
        // In unit kernels, inputs and slopes that is true of every single entry.
        for j in 0..k.len() {
            let mut unit = vec![0.0; k.len()];
            unit[j] = 1.0;
            prop_assert_eq!(dot(&v, &correlate(x, &unit)), kernel_slopes(x, &v)[j]);
        }
        for i in 0..x.len() {
            let mut unit = vec![0.0; x.len()];
            unit[i] = 1.0;
            prop_assert_eq!(dot(&v, &correlate(&unit, &k)), input_slopes(&k, &v)[i]);
        }
    }

    /// Shift the input, and the output shifts with it.
    #[test]
    fn a_shift_stays_a_shift(x in numbers(9), k in numbers(1..5)) {
        let (y, shifted) = (correlate(&x[1..], &k), correlate(&x, &k));
        prop_assert_eq!(y, &shifted[1..]);
    }

    /// Convolution does not mind which of the two is the kernel, correlation does.
    #[test]
    fn convolution_is_symmetric(x in numbers(5), k in numbers(5)) {
        prop_assert_eq!(convolve(&x, &k), convolve(&k, &x));
    }
}

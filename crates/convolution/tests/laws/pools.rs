//! Pooling: what is kept, and where slopes go.

use backprop::Layer;
use convolution::{AvgPool2d, ImageShape, MaxPool2d, Window};
use matrix::{Matrix, Real};
use proptest::prelude::*;

use crate::geometries::{draw, pools};

proptest! {
    /// Whatever ties there are, no slope is lost and none is paid twice.
    #[test]
    fn the_sum_of_slopes_is_conserved(
        (input, window) in pools(),
        levels in 1..4_i8,
        seed in any::<u64>(),
    ) {
        let x = draw(input.len(), 2, seed).map(|x| (x * Real::from(levels)).round());
        let mut layer = MaxPool2d::new(input, window);
        let y = layer.forward(&x).clone();
        let dy = draw(y.nrows(), 2, seed);
        let dx = layer.backward(&dy).clone();
        prop_assert_eq!(dx.sum(), dy.sum());
        // Each slope stands where an entry is as large as the output.
        for (j, place) in dx.column_iter().enumerate() {
            for (i, &slope) in place.iter().enumerate() {
                prop_assert!(slope == 0.0 || y.column(j).contains(&x[(i, j)]));
            }
        }
    }

    /// An image of one colour stays so, but for zeros in the padding of a mean.
    #[test]
    fn a_flat_image_stays_flat((input, window) in pools(), level in -3..4_i8) {
        let level = Real::from(level);
        let x = Matrix::from_fn(input.len(), 1, |_, _| level);
        let mut layer = MaxPool2d::new(input, window);
        prop_assert!(layer.forward(&x).as_slice().iter().all(|&y| y == level));
        if window.down.padding + window.across.padding == 0 {
            let mut layer = AvgPool2d::new(input, window);
            prop_assert!(layer.forward(&x).as_slice().iter().all(|&y| y == level));
        }
    }
}

/// Padding is no number: below zero the largest is not 0.
#[test]
fn padding_is_never_the_largest() {
    let window = Window {
        padding: 1,
        ..Window::new(3)
    };
    let mut layer = MaxPool2d::new(ImageShape::new(1, 2, 2), window);
    let x = Matrix::from_rows([[-4.0], [-3.0], [-2.0], [-1.0]]);
    assert_eq!(layer.forward(&x).as_slice(), [-1.0; 4]);
}

/// Not a number stays visible, wherever it stands in a window; so does the end of the line.
#[test]
fn not_a_number_goes_through() {
    for place in 0..4 {
        let mut x = Matrix::from_rows([[1.0], [2.0], [3.0], [4.0]]);
        x[(place, 0)] = Real::NAN;
        let mut layer = MaxPool2d::new(ImageShape::new(1, 2, 2), Window::new(2));
        assert!(layer.forward(&x)[(0, 0)].is_nan(), "at {place}");
        let dx = layer.backward(&Matrix::from_rows([[5.0]]));
        assert_eq!(dx[(place, 0)], 5.0);
    }
    let lowest = Matrix::from_fn(4, 1, |_, _| Real::NEG_INFINITY);
    let mut layer = MaxPool2d::new(ImageShape::new(1, 2, 2), Window::new(2));
    assert_eq!(layer.forward(&lowest).as_slice(), [Real::NEG_INFINITY]);
    let dx = layer.backward(&Matrix::from_rows([[5.0]]));
    assert_eq!(dx.as_slice(), [5.0, 0.0, 0.0, 0.0]);
}

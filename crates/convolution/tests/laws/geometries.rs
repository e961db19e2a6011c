//! Geometries of every kind, and numbers to put in.

use convolution::{Geometry, ImageShape, Window, Window2d};
use matrix::{Matrix, Real};
use proptest::prelude::*;
use rand::RngExt;

use crate::support::random;

fn window(most: usize) -> impl Strategy<Value = Window> {
    (1..=most, 1..=3_usize, 0..=2_usize, 1..=2_usize).prop_map(
        |(size, stride, padding, dilation)| Window {
            size,
            stride,
            padding,
            dilation,
        },
    )
}

/// Two windows and an image that they fit on, height and width apart.
fn fitting(most: usize) -> impl Strategy<Value = (Window2d, [usize; 2])> {
    let axis = || (window(most), 0..=4_usize);
    (axis(), axis()).prop_map(|((down, height), (across, width))| {
        // At least so many that the window fits, and one.
        let least = |w: Window| w.span().saturating_sub(2 * w.padding).max(1);
        let sizes = [least(down) + height, least(across) + width];
        (Window2d { down, across }, sizes)
    })
}

/// Up to six channels, kernels in up to three groups.
pub(crate) fn geometries() -> impl Strategy<Value = Geometry> {
    let counts = (1..=3_usize, 1..=2_usize, 1..=3_usize);
    (fitting(3), counts).prop_map(|((window, [height, width]), counts)| {
        let (groups, channels, kernels) = counts;
        let input = ImageShape::new(groups * channels, height, width);
        Geometry::new(input, groups * kernels, window).in_groups(groups)
    })
}

/// For pooling: every window sees at least one pixel.
pub(crate) fn pools() -> impl Strategy<Value = (ImageShape, Window2d)> {
    (fitting(3), 1..=3_usize)
        .prop_map(|((window, [height, width]), channels)| {
            (ImageShape::new(channels, height, width), window)
        })
        .prop_filter("a window that sees only padding", |(input, window)| {
            let sees = |w: Window, inputs| {
                (0..w.outputs(inputs)).all(|output| {
                    (0..w.size).any(|tap| w.source(output, tap, inputs).is_some())
                })
            };
            sees(window.down, input.height) && sees(window.across, input.width)
        })
}

/// Multiples of 1/64 from −2 to 2: sums of a few products are exact.
pub(crate) fn draw(rows: usize, columns: usize, seed: u64) -> Matrix {
    let mut random = random(seed);
    Matrix::from_fn(rows, columns, |_, _| {
        Real::from(random.random_range(-128..=128_i16)) / 64.0
    })
}

#[cfg(not(feature = "f32"))]
/// Multiples of 1/8 up to a few, none twice.
pub(crate) fn distinct(rows: usize, columns: usize, seed: u64) -> Matrix {
    use rand::seq::SliceRandom;
    let count = rows * columns;
    let mut numbers: Vec<Real> = (0..count)
        .map(|k| (k as Real - count as Real / 2.0) / 8.0)
        .collect();
    numbers.shuffle(&mut random(seed));
    Matrix::from_columns(rows, columns, numbers).expect("as many as were drawn")
}

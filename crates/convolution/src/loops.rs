//! The definition: six loops.

use std::ops::Range;

use matrix::{Matrix, Real};

use crate::{Geometry, Window2d};

// ANCHOR: loops
/// One image through a convolution, from the definition: an output is the bias of its
/// kernel plus, over all channels and taps, weight times what the tap sees.
///
/// `weight` is kernels × taps, one kernel in a row, and `bias` has one number for each.
///
/// # Panics
///
/// If `x`, `weight` or `bias` does not fit the geometry.
pub fn forward(
    x: &[Real],
    weight: &Matrix,
    bias: &[Real],
    geometry: &Geometry,
) -> Vec<Real> {
    geometry.check_input("loops::forward", x.len());
    geometry.check_weights("loops::forward", weight.shape());
    let (kernels, biases) = (geometry.output().channels, bias.len());
    assert!(
        kernels == biases,
        "loops::forward: {kernels} kernels, {biases} biases"
    );
    let output = geometry.output();
    let mut y = vec![0.0; output.len()];
    for group in geometry.groups() {
        for kernel in group.kernels {
            for row in 0..output.height {
                for column in 0..output.width {
                    let place = (kernel, row, column);
                    y[output.index(kernel, row, column)] = bias[kernel]
                        + answer(x, weight, geometry, &group.channels, place);
                }
            }
        }
    }
    y
}

/// What one kernel answers at one place to the channels of its group.
fn answer(
    x: &[Real],
    weight: &Matrix,
    geometry: &Geometry,
    channels: &Range<usize>,
    (kernel, row, column): (usize, usize, usize),
) -> Real {
    let (input, Window2d { down, across }) = (geometry.input(), geometry.window());
    let mut sum = 0.0;
    // ANCHOR: exercise_5_5
    let mut tap = 0;
    for channel in channels.clone() {
        for u in 0..down.size {
            for v in 0..across.size {
                let from_row = down.source(row, u, input.height);
                let from_column = across.source(column, v, input.width);
                if let (Some(row), Some(column)) = (from_row, from_column) {
                    sum += weight[(kernel, tap)] * x[input.index(channel, row, column)];
                }
                tap += 1;
            }
        }
    }
    // ANCHOR_END: exercise_5_5
    sum
}
// ANCHOR_END: loops

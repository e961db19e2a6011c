//! The definition: six loops.

use std::ops::Range;

use matrix::{Matrix, Real};

use crate::{Geometry, Window2d};

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
    // >>> exercise 5.5: your code from here
    todo!("exercise 5.5: The definition, as loops");
    // <<< exercise 5.5: to here
    sum
}

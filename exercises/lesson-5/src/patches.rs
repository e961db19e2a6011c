//! What every window sees, written out: then a convolution is a product.

use matrix::{Matrix, Real};

use crate::Geometry;

/// P from an image, positions × taps: row i is what the window sees at position i, column j
/// what tap j sees at every position. Taps are those of all input channels.
///
/// The output is then P·Wᵀ, positions × kernels; and since a matrix is stored column after
/// column, that is one channel after the other, as an image lies in its column.
///
/// # Panics
///
/// If `x` is not an image of the geometry's input.
pub fn im2col(x: &[Real], geometry: &Geometry, patches: &mut Matrix) {
    geometry.check_input("im2col", x.len());
    patches.reshape(geometry.output().pixels(), geometry.all_taps());
    for (tap, column) in patches.column_iter_mut().enumerate() {
        for (position, entry) in column.iter_mut().enumerate() {
            // >>> exercise 5.7: your code from here
            todo!("exercise 5.7: Write out the patches");
            // <<< exercise 5.7: to here
        }
    }
}

/// The way back: adds ∂L/∂P, positions × taps, into ∂L/∂X of the image.
///
/// A pixel stands in P as often as windows saw it, and gets the slopes of all those places.
///
/// # Panics
///
/// If `dp` or `dx` does not fit the geometry.
pub fn col2im_add(dp: &Matrix, geometry: &Geometry, dx: &mut [Real]) {
    geometry.check_input("col2im_add", dx.len());
    geometry.check_patches("col2im_add", dp.shape());
    for (tap, column) in dp.column_iter().enumerate() {
        for (position, &slope) in column.iter().enumerate() {
            // >>> exercise 5.12: your code from here
            todo!("exercise 5.12: Put the copies back")
            // <<< exercise 5.12: to here
        }
    }
}

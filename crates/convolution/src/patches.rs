//! What every window sees, written out: then a convolution is a product.

use matrix::{Matrix, Real};

use crate::Geometry;

// ANCHOR: im2col
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
            // ANCHOR: exercise_5_7
            *entry = match geometry.source(position, tap) {
                Some(place) => x[place],
                None => 0.0,
            };
            // ANCHOR_END: exercise_5_7
        }
    }
}
// ANCHOR_END: im2col

// ANCHOR: col2im
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
            // ANCHOR: exercise_5_12
            if let Some(place) = geometry.source(position, tap) {
                dx[place] += slope;
            }
            // ANCHOR_END: exercise_5_12
        }
    }
}
// ANCHOR_END: col2im

//! Is it new? The same layer as a matrix.

use matrix::Matrix;

use crate::Geometry;

// ANCHOR: sparse
/// The convolution, but for its biases, as one matrix, outputs × inputs: y = A·x. That is
/// its Jacobian ∂y/∂x.
///
/// Each row holds one kernel's weights where its window stands, and zeros elsewhere: a
/// dense layer whose weights are mostly forbidden, and the others tied to each other.
///
/// # Panics
///
/// If `weight` does not fit the geometry.
pub fn as_matrix(weight: &Matrix, geometry: &Geometry) -> Matrix {
    geometry.check_weights("as_matrix", weight.shape());
    let (input, output) = (geometry.input(), geometry.output());
    let mut matrix = Matrix::zeros(output.len(), input.len());
    for group in geometry.groups() {
        for kernel in group.kernels {
            for position in 0..output.pixels() {
                // ANCHOR: exercise_5_6
                let row = kernel * output.pixels() + position;
                for (k, tap) in group.taps.clone().enumerate() {
                    if let Some(place) = geometry.source(position, tap) {
                        matrix[(row, place)] = weight[(kernel, k)];
                    }
                }
                // ANCHOR_END: exercise_5_6
            }
        }
    }
    matrix
}
// ANCHOR_END: sparse

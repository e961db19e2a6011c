//! Is it new? The same layer as a matrix.

use matrix::Matrix;

use crate::Geometry;

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
                // >>> exercise 5.6: your code from here
                todo!("exercise 5.6: The tied matrix")
                // <<< exercise 5.6: to here
            }
        }
    }
    matrix
}

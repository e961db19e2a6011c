//! What every layer does.

use matrix::Matrix;

use crate::Parameter;

/// A layer: it maps a batch forward, keeps what the way back will need, and maps slopes
/// backward.
///
/// Everything is a matrix with one column per sample. A layer owns its results and lends
/// them out, so that a second step needs no new memory. `Send`: one can be given to another
/// thread.
pub trait Layer: Send {
    /// Y from X. Remembers what [`backward`](Layer::backward) will need.
    ///
    /// # Panics
    ///
    /// If X has not the number of rows that the layer reads.
    fn forward(&mut self, x: &Matrix) -> &Matrix;

    /// ∂L/∂X from ∂L/∂Y, for the batch that went forward last. Besides, *adds* to the
    /// gradient of each of its parameters.
    ///
    /// # Panics
    ///
    /// If ∂L/∂Y has not the shape of the last Y.
    fn backward(&mut self, dy: &Matrix) -> &Matrix;

    /// [`backward`](Layer::backward) without ∂L/∂X: adds to the parameters' gradients, and
    /// no more. Nobody asks for the slopes in a network's input while it is trained.
    ///
    /// # Panics
    ///
    /// As [`backward`](Layer::backward).
    fn backward_parameters(&mut self, dy: &Matrix) {
        self.backward(dy);
    }

    /// Shows every parameter to `visit`, always in the same order. Most layers have none.
    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        let _ = visit;
    }

    /// Sets all gradients to zero: before each step, not between the samples of one.
    fn clear_gradients(&mut self) {
        self.visit(&mut |parameter| parameter.gradient.fill(0.0));
    }

    /// How many numbers training changes.
    fn count_parameters(&mut self) -> usize {
        let mut count = 0;
        self.visit(&mut |parameter| count += parameter.value.as_slice().len());
        count
    }
}

/// Names both shapes where a slope does not fit the result it belongs to.
///
/// # Panics
///
/// Where it does not.
#[track_caller]
pub fn check_backward(what: &str, dy: &Matrix, y: &Matrix) {
    let ((m, n), (k, l)) = (dy.shape(), y.shape());
    assert!(
        (m, n) == (k, l),
        "{what}: dy is {m}×{n}, but the last forward gave {k}×{l}"
    );
}

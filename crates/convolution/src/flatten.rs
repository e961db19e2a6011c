//! From an image to a list.

use backprop::Layer;
use backprop::layer::check_backward;
use matrix::Matrix;

use crate::ImageShape;

// ANCHOR: flatten
/// An image as a list of numbers, for a dense layer.
///
/// Elsewhere a batch of images is an array with four sizes, and this layer makes it one
/// with two. Here an image *is* a list from the beginning, so nothing moves: the layer
/// checks the size, and copies. The networks of this crate do without it.
pub struct Flatten {
    shape: ImageShape,
    output: Matrix,
    dx: Matrix,
}

impl Flatten {
    /// For images of this shape.
    pub fn new(shape: ImageShape) -> Self {
        Self {
            shape,
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}

impl Layer for Flatten {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (shape, wanted, given) = (self.shape, self.shape.len(), x.nrows());
        assert!(
            given == wanted,
            "Flatten::forward: an image of {shape} is {wanted} numbers, x has {given} rows"
        );
        self.output.copy_from(x);
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("Flatten::backward", dy, &self.output);
        self.dx.copy_from(dy);
        &self.dx
    }
}
// ANCHOR_END: flatten

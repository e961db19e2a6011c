//! Two trained numbers for each channel.

use backprop::layer::check_backward;
use backprop::{Layer, Parameter};
use matrix::Matrix;

use crate::ImageShape;

/// y = w·x + b, for every pixel, with a w and a b for each channel.
pub struct PerChannel {
    /// w, one for each channel. It starts as 1.
    pub weight: Parameter,
    /// b, one for each channel. It starts as 0.
    pub bias: Parameter,
    shape: ImageShape,
    input: Matrix,
    output: Matrix,
    dx: Matrix,
}

impl PerChannel {
    /// For images of this shape.
    pub fn new(shape: ImageShape) -> Self {
        let channels = shape.channels;
        let ones = Matrix::from_fn(channels, 1, |_, _| 1.0);
        Self {
            weight: Parameter::new("weight", &[channels], ones),
            bias: Parameter::new("bias", &[channels], Matrix::zeros(channels, 1)),
            shape,
            input: Matrix::default(),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}

impl Layer for PerChannel {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (shape, wanted, given) = (self.shape, self.shape.len(), x.nrows());
        assert!(
            given == wanted,
            "PerChannel::forward: an image of {shape} is {wanted} numbers, x has {given} rows"
        );
        self.input.copy_from(x);
        self.output.copy_from(x);
        let (w, b) = (self.weight.value.as_slice(), self.bias.value.as_slice());
        for image in self.output.column_iter_mut() {
            for ((channel, w), b) in
                image.chunks_exact_mut(shape.pixels()).zip(w).zip(b)
            {
                for y in channel {
                    *y = w * *y + b;
                }
            }
        }
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("PerChannel::backward", dy, &self.output);
        let pixels = self.shape.pixels();
        let w = self.weight.value.as_slice();
        let dw = self.weight.gradient.as_mut_slice();
        let db = self.bias.gradient.as_mut_slice();
        self.dx.copy_from(dy);
        let images = self.input.column_iter().zip(self.dx.column_iter_mut());
        for (x, dx) in images {
            let channels = x.chunks_exact(pixels).zip(dx.chunks_exact_mut(pixels));
            for (c, (x, dx)) in channels.enumerate() {
                for (x, slope) in x.iter().zip(dx) {
                    dw[c] += *slope * x;
                    db[c] += *slope;
                    *slope *= w[c];
                }
            }
        }
        &self.dx
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        visit(&mut self.weight);
        visit(&mut self.bias);
    }
}

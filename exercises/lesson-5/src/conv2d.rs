//! The layer: a product for each image.

use backprop::layer::check_backward;
use backprop::{Init, Layer, Parameter};
use matrix::{Factor, Matrix, Place, Real};
use rand_chacha::ChaCha8Rng;

use crate::Geometry;
use crate::fast::{Runs, sum};

/// A convolution of images: kernels that slide over all channels of their group.
pub struct Conv2d {
    /// W, kernels × taps: row o holds the weights of kernel o, channel after channel, in
    /// each row after row.
    pub weight: Parameter,
    /// b, kernels × 1.
    pub bias: Parameter,
    geometry: Geometry,
    runs: Runs,
    /// What it remembers of the way forward: X.
    input: Matrix,
    output: Matrix,
    dx: Matrix,
    /// P of one image, positions × taps. That of a batch would take many times the room of
    /// X, and to write P anew on the way back takes less time than to fetch it from there.
    patches: Matrix,
    /// ∂L/∂P of one image.
    dp: Matrix,
}

impl Conv2d {
    /// A layer with weights by `init`, for which each kernel is a neuron with as many inputs
    /// as it has taps, and biases 0.
    pub fn new(geometry: Geometry, init: Init, random: &mut ChaCha8Rng) -> Self {
        let (kernels, taps) = (geometry.output().channels, geometry.taps());
        let (channels, window) = (geometry.group_channels(), geometry.window());
        let shape = [kernels, channels, window.down.size, window.across.size];
        let weight = init.weights(taps, kernels, random);
        let bias = Matrix::zeros(kernels, 1);
        Self {
            weight: Parameter::new("weight", &shape, weight),
            bias: Parameter::new("bias", &[kernels], bias),
            geometry,
            runs: Runs::new(geometry),
            input: Matrix::default(),
            output: Matrix::default(),
            dx: Matrix::default(),
            patches: Matrix::zeros(geometry.output().pixels(), geometry.all_taps()),
            dp: Matrix::default(),
        }
    }

    /// Its shapes.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }
}

impl Layer for Conv2d {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.geometry.check_input("Conv2d::forward", x.nrows());
        let weights = self.weight.value.shape();
        self.geometry.check_weights("Conv2d::forward", weights);
        self.input.copy_from(x);
        let (shape, bias) = (self.geometry.output(), self.bias.value.as_slice());
        self.output.reshape(shape.len(), x.ncols());
        for (x, y) in x.column_iter().zip(self.output.column_iter_mut()) {
            self.runs.im2col(x, &mut self.patches);
            for group in self.geometry.groups() {
                let (y, bias) = (&mut y[group.entries], &bias[group.kernels.clone()]);
                let p = self.patches.columns(group.taps);
                let w = self.weight.value.rows(group.kernels);
                // >>> exercise 5.8: your code from here
                todo!("exercise 5.8: Forward is a product");
                // <<< exercise 5.8: to here
            }
        }
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.backward_parameters(dy);
        self.set_dx(dy)
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        check_backward("Conv2d::backward", dy, &self.output);
        self.add_weight_gradient(dy);
        self.add_bias_gradient(dy);
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        visit(&mut self.weight);
        visit(&mut self.bias);
    }
}

/// The three slopes, each from ∂L/∂Y, written `dy`, in the shape of the last Y.
///
/// Within one image and one group Y is a matrix, positions × kernels, and Y = P·Wᵀ + b.
///
/// # Panics
///
/// Where `dy` has another shape than the last Y.
impl Conv2d {
    /// Adds ∂L/∂b: a bias went into every position of its channel, in every image.
    pub fn add_bias_gradient(&mut self, dy: &Matrix) {
        check_backward("Conv2d::add_bias_gradient", dy, &self.output);
        let pixels = self.geometry.output().pixels();
        let gradient: &mut [Real] = self.bias.gradient.as_mut_slice();
        for dy in dy.column_iter() {
            // >>> exercise 5.10: your code from here
            todo!("exercise 5.10: Back to the bias")
            // <<< exercise 5.10: to here
        }
    }

    /// Adds ∂L/∂W = Σ (∂L/∂Y)ᵀ·P, over the images: a weight was used at every position.
    pub fn add_weight_gradient(&mut self, dy: &Matrix) {
        check_backward("Conv2d::add_weight_gradient", dy, &self.output);
        let pixels = self.geometry.output().pixels();
        for (x, dy) in self.input.column_iter().zip(dy.column_iter()) {
            self.runs.im2col(x, &mut self.patches);
            for group in self.geometry.groups() {
                let kernels = group.kernels;
                let dy = Factor::from_slice(&dy[group.entries], pixels, kernels.len());
                let p = self.patches.columns(group.taps);
                let dw = self.weight.gradient.rows_mut(kernels);
                // >>> exercise 5.11: your code from here
                todo!("exercise 5.11: Back to the weights");
                // <<< exercise 5.11: to here
            }
        }
    }

    /// ∂L/∂X: ∂L/∂P = ∂L/∂Y·W for each image, added up where patches overlapped.
    pub fn set_dx(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("Conv2d::set_dx", dy, &self.output);
        let (pixels, taps) =
            (self.geometry.output().pixels(), self.geometry.all_taps());
        self.dx.reshape(self.geometry.input().len(), dy.ncols());
        self.dx.fill(0.0);
        self.dp.reshape(pixels, taps);
        for (dy, dx) in dy.column_iter().zip(self.dx.column_iter_mut()) {
            for group in self.geometry.groups() {
                let kernels = group.kernels;
                let dy = Factor::from_slice(&dy[group.entries], pixels, kernels.len());
                let w = self.weight.value.rows(kernels);
                let dp = self.dp.columns_mut(group.taps);
                // >>> exercise 5.13: your code from here
                todo!("exercise 5.13: Back to the input");
                // <<< exercise 5.13: to here
            }
            self.runs.col2im_add(&self.dp, dx);
        }
        &self.dx
    }
}

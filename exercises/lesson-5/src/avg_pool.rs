//! Tolerating small shifts: the mean of what a window sees.

use backprop::Layer;
use backprop::layer::check_backward;
use matrix::{Matrix, Real};

use crate::fast::Runs;
use crate::{Geometry, ImageShape, Window2d};

/// For each output the mean of what its window sees. Padding counts as zeros, and is counted:
/// the sum is always divided by the number of taps (PyTorch's default,
/// `count_include_pad`).
///
/// # Panics
///
/// If `x` does not fit the geometry, which is one of channels apart
/// ([`Geometry::per_channel`]).
pub fn average(x: &[Real], geometry: &Geometry) -> Vec<Real> {
    geometry.check_apart("average");
    geometry.check_input("average", x.len());
    let mut y = Vec::new();
    for group in geometry.groups() {
        for position in 0..geometry.output().pixels() {
            // >>> exercise 5.15 (forward): your code from here
            todo!("exercise 5.15 (forward): The mean");
            // <<< exercise 5.15 (forward): to here
        }
    }
    y
}

/// The way back: adds ∂L/∂Y into ∂L/∂X, both of one image. Every entry that a window saw
/// gets the same share.
///
/// # Panics
///
/// If `dy` or `dx` does not fit the geometry.
pub fn average_back(dy: &[Real], geometry: &Geometry, dx: &mut [Real]) {
    geometry.check_apart("average_back");
    geometry.check_output("average_back", dy.len());
    geometry.check_input("average_back", dx.len());
    let pixels = geometry.output().pixels();
    for (group, dy) in geometry.groups().zip(dy.chunks_exact(pixels)) {
        for (position, slope) in dy.iter().enumerate() {
            // >>> exercise 5.15 (backward): your code from here
            todo!("exercise 5.15 (backward): The mean")
            // <<< exercise 5.15 (backward): to here
        }
    }
}

/// The mean of what a window sees, channel by channel: a convolution with one fixed kernel
/// of equal weights.
pub struct AvgPool2d {
    geometry: Geometry,
    runs: Runs,
    output: Matrix,
    dx: Matrix,
}

impl AvgPool2d {
    /// Pooling of images of this shape by this window.
    ///
    /// # Panics
    ///
    /// If the window does not fit.
    #[track_caller]
    pub fn new(input: ImageShape, window: impl Into<Window2d>) -> Self {
        let geometry = Geometry::per_channel(input, window);
        Self {
            geometry,
            runs: Runs::new(geometry),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }

    /// Its shapes.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }
}

impl Layer for AvgPool2d {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.geometry.check_input("AvgPool2d::forward", x.nrows());
        self.output.reshape(self.geometry.output().len(), x.ncols());
        for (x, y) in x.column_iter().zip(self.output.column_iter_mut()) {
            self.runs.average(x, y);
        }
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("AvgPool2d::backward", dy, &self.output);
        self.dx.reshape(self.geometry.input().len(), dy.ncols());
        self.dx.fill(0.0);
        for (dy, dx) in dy.column_iter().zip(self.dx.column_iter_mut()) {
            self.runs.average_back(dy, dx);
        }
        &self.dx
    }
}

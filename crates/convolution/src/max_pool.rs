//! Tolerating small shifts: the largest of what a window sees.

use backprop::Layer;
use backprop::layer::check_backward;
use matrix::{Matrix, Real};

use crate::fast::Runs;
use crate::{Geometry, ImageShape, Window2d};

// ANCHOR: largest
/// For each output the largest entry that its window sees, and where in the image that
/// stands. At a tie the first in reading order counts. A NaN counts as larger than
/// everything before it, as in PyTorch, so that it stays visible: of two the later one.
/// Padding is never the largest.
///
/// # Panics
///
/// If `x` does not fit the geometry, which is one of channels apart
/// ([`Geometry::per_channel`]), or a window sees nothing but padding.
pub fn largest(x: &[Real], geometry: &Geometry) -> (Vec<Real>, Vec<u32>) {
    geometry.check_apart("largest");
    geometry.check_input("largest", x.len());
    let (mut y, mut from) = (Vec::new(), Vec::new());
    for group in geometry.groups() {
        for position in 0..geometry.output().pixels() {
            let taps = group.taps.clone();
            let mut seen = taps.filter_map(|tap| geometry.source(position, tap));
            let mut best = seen.next().expect(ONLY_PADDING);
            // ANCHOR: exercise_5_14_forward
            for place in seen {
                if x[place] > x[best] || x[place].is_nan() {
                    best = place;
                }
            }
            // ANCHOR_END: exercise_5_14_forward
            y.push(x[best]);
            from.push(best as u32);
        }
    }
    (y, from)
}

const ONLY_PADDING: &str = "MaxPool2d: a window that sees nothing but padding";
// ANCHOR_END: largest

// ANCHOR: max_pool
/// The largest of what a window sees, channel by channel.
///
/// It has no parameters, and remembers where each of its outputs came from.
pub struct MaxPool2d {
    geometry: Geometry,
    runs: Runs,
    /// The first place that each window sees.
    first: Vec<u32>,
    /// For each sample, where its outputs came from.
    from: Vec<u32>,
    output: Matrix,
    dx: Matrix,
}

impl MaxPool2d {
    /// Pooling of images of this shape by this window. Mostly its stride is its size, and
    /// that is not the default: `Window { stride: 2, ..Window::new(2) }`.
    ///
    /// # Panics
    ///
    /// If the window does not fit, or sees nothing but padding somewhere.
    #[track_caller]
    pub fn new(input: ImageShape, window: impl Into<Window2d>) -> Self {
        let geometry = Geometry::per_channel(input, window);
        Self {
            geometry,
            runs: Runs::new(geometry),
            first: first(&geometry),
            from: Vec::new(),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }

    /// Its shapes.
    pub fn geometry(&self) -> &Geometry {
        &self.geometry
    }
}

/// The first place that each window sees.
fn first(geometry: &Geometry) -> Vec<u32> {
    let mut all = Vec::new();
    for group in geometry.groups() {
        for position in 0..geometry.output().pixels() {
            let mut taps = group.taps.clone();
            let first = taps.find_map(|tap| geometry.source(position, tap));
            all.push(first.expect(ONLY_PADDING) as u32);
        }
    }
    all
}

impl Layer for MaxPool2d {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.geometry.check_input("MaxPool2d::forward", x.nrows());
        let outputs = self.geometry.output().len();
        self.output.reshape(outputs, x.ncols());
        self.from.resize(outputs * x.ncols(), 0);
        let samples = x.column_iter().zip(self.output.column_iter_mut());
        for ((x, y), from) in samples.zip(self.from.chunks_exact_mut(outputs)) {
            from.copy_from_slice(&self.first);
            self.runs.largest(x, y, from);
        }
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        check_backward("MaxPool2d::backward", dy, &self.output);
        let (inputs, outputs) =
            (self.geometry.input().len(), self.geometry.output().len());
        self.dx.reshape(inputs, dy.ncols());
        self.dx.fill(0.0);
        let samples = dy.column_iter().zip(self.dx.column_iter_mut());
        for ((dy, dx), from) in samples.zip(self.from.chunks_exact(outputs)) {
            // ANCHOR: exercise_5_14_backward
            // Only the largest was looked at. Where windows overlap, it may be that of two.
            for (slope, &from) in dy.iter().zip(from) {
                dx[from as usize] += slope;
            }
            // ANCHOR_END: exercise_5_14_backward
        }
        &self.dx
    }
}
// ANCHOR_END: max_pool

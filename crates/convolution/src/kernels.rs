//! Kernels that people chose, before networks learnt their own.
//!
//! Each is a square of weights, written as on paper; [`as_weights`] makes them the weights
//! of a layer with one input channel.
//!
//! ```
//! use convolution::kernels::{as_weights, sobel_across, sobel_down};
//!
//! let weights = as_weights(&[sobel_across(), sobel_down()]);
//! assert_eq!(weights.shape(), (2, 9));
//! assert_eq!(weights[(0, 2)], 1.0); // first row, third column
//! ```

use std::f64::consts::TAU;

use matrix::{Matrix, Real};

// ANCHOR: edges
/// Where it gets brighter to the right: a difference across, a mean of three rows down
/// (Sobel & Feldman 1968).
pub fn sobel_across() -> Matrix {
    Matrix::from_rows([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
}

/// Where it gets brighter downward.
pub fn sobel_down() -> Matrix {
    sobel_across().transpose()
}

/// The sum of both second derivatives: 0 on even slopes, and of either sign along an edge.
pub fn laplacian() -> Matrix {
    Matrix::from_rows([[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]])
}
// ANCHOR_END: edges

// ANCHOR: blur
/// The mean of a square.
///
/// # Panics
///
/// If `size` is 0.
pub fn box_blur(size: usize) -> Matrix {
    assert!(size > 0, "box_blur: size 0, but a kernel has at least 1");
    Matrix::from_fn(size, size, |_, _| 1.0 / (size * size) as Real)
}

/// A mean that counts what is near more: e^(−(x² + y²)/2σ²), divided by the sum of all.
///
/// # Panics
///
/// If `size` is 0, or the deviation σ is not above 0.
pub fn gaussian(size: usize, deviation: f64) -> Matrix {
    assert!(
        size > 0 && deviation > 0.0,
        "gaussian: size {size} and deviation {deviation}, but both are above 0"
    );
    // In units of the largest weight, so that a narrow bell leaves one: 0/0 is no mean.
    let least = if size.is_multiple_of(2) { 0.5 } else { 0.0 };
    let bell = from_middle(size, |x, y| {
        let far = x * x + y * y - least;
        if far == 0.0 {
            1.0
        } else {
            (-far / (2.0 * deviation * deviation)).exp()
        }
    });
    &bell * (1.0 / bell.sum())
}

/// The image minus its Laplacian: edges are overdrawn.
pub fn sharpen() -> Matrix {
    Matrix::from_rows([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
}
// ANCHOR_END: blur

// ANCHOR: gabor
/// A wave under a bell: what cells of the visual cortex answer to (Gabor 1946; in two
/// dimensions Daugman 1985).
///
/// e^(−(u² + γ²v²)/2σ²)·cos(2πu/λ + ψ), where u and v are the pixel's place, seen from the
/// middle, on axes turned by θ: u = x·cos θ + y·sin θ, v = y·cos θ − x·sin θ. Here y counts
/// downward, as rows do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gabor {
    /// λ, in pixels.
    pub wavelength: f64,
    /// θ, the direction in which the wave runs; 0 is to the right.
    pub orientation: f64,
    /// ψ: 0 for a bright middle, π/2 for an edge.
    pub phase: f64,
    /// σ, the bell's deviation along the wave, in pixels.
    pub width: f64,
    /// γ: how much shorter the bell is across the wave. 1 for a round one.
    pub aspect: f64,
}

impl Gabor {
    /// The kernel of this size.
    pub fn kernel(self, size: usize) -> Matrix {
        let (sin, cos) = self.orientation.sin_cos();
        from_middle(size, |x, y| {
            let (u, v) = (x * cos + y * sin, y * cos - x * sin);
            let far = u * u + (self.aspect * v).powi(2);
            let bell = (-far / (2.0 * self.width * self.width)).exp();
            bell * (TAU * u / self.wavelength + self.phase).cos()
        })
    }
}
// ANCHOR_END: gabor

// ANCHOR: as_weights
/// A square of numbers from their place, x to the right and y down from the middle.
fn from_middle(size: usize, number: impl Fn(f64, f64) -> f64) -> Matrix {
    let middle = (size as f64 - 1.0) / 2.0;
    Matrix::from_fn(size, size, |i, j| {
        number(j as f64 - middle, i as f64 - middle) as Real
    })
}

/// Kernels as the weights of a layer, kernels × taps: each in a row, its own rows one after
/// the other.
///
/// # Panics
///
/// If there are no kernels, or they differ in their shape.
pub fn as_weights(kernels: &[Matrix]) -> Matrix {
    assert!(!kernels.is_empty(), "as_weights: no kernels");
    let (height, width) = kernels[0].shape();
    for kernel in kernels {
        let (m, n) = kernel.shape();
        assert!(
            (m, n) == (height, width),
            "as_weights: a kernel of {m}×{n} beside one of {height}×{width}"
        );
    }
    Matrix::from_fn(kernels.len(), height * width, |kernel, tap| {
        kernels[kernel][(tap / width, tap % width)]
    })
}
// ANCHOR_END: as_weights

//! Matrices and vectors, as far as the course needs them.
//!
//! A [`Matrix`] is m×n numbers, a [`Vector`] is n. Both stand on
//! [nalgebra](https://nalgebra.org), which keeps a matrix column by column, so that *a
//! column is a sample* and a sample is one contiguous slice. Products run on the
//! [gemm](https://docs.rs/gemm) kernels, written as in the formula:
//!
//! ```
//! use matrix::{Matrix, Vector};
//!
//! let w = Matrix::from_rows([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]); // 2×3
//! let x = Vector::from([1.0, 1.0, 2.0]);
//! let y = &w * &x;
//! assert_eq!(y, Vector::from([3.0, 5.0]));
//!
//! // The way back: Wᵀ·v, without building the transpose.
//! let v = Vector::from([2.0, -1.0]);
//! assert_eq!(w.t() * &v, Vector::from([2.0, 5.0, -3.0]));
//!
//! // Into a matrix that is there already, replacing what it held or adding to it.
//! let mut gradient = Matrix::outer(&v, &x);
//! gradient.add_product(&Matrix::from(v), Matrix::from(x).t());
//! assert_eq!(gradient[(1, 2)], -4.0);
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | `real` | [`Real`]: `f64`, or `f32` with the feature `f32` |
//! | `matrix` | [`Matrix`]: how one is made, read and written |
//! | `vector` | [`Vector`] |
//! | `factor` | [`Factor`]: a matrix, or a part of one, as one side of a product |
//! | `place`, `part` | [`Place`]: a matrix, or a part of one, that a product is written into |
//! | `product` | products: `&a * &b`, and into a matrix that is there already |
//! | `kernel`, `small` | the one unsafe call, to the fast product; plain loops for a few numbers on WebAssembly |
//! | `elementwise` | functions, sums and differences, entry by entry |
//! | `print` | a matrix row by row |
//! | `error` | [`MatrixError`] |
//!
//! Whatever is not here can be had from nalgebra itself: [`Matrix::as_nalgebra`] lends
//! the matrix, and `Matrix::from` takes one back.

mod elementwise;
mod error;
mod factor;
mod kernel;
mod matrix;
mod part;
mod place;
mod print;
mod product;
mod real;
mod small;
mod vector;

pub use error::MatrixError;
pub use factor::Factor;
pub use matrix::Matrix;
pub use place::Place;
pub use real::Real;
pub use vector::Vector;

//! Lesson 3: the functions between two layers.
//!
//! Layers that only weigh and add are one layer, however many there are. What bends the
//! line between them is an *activation*: a function of one number, applied to every
//! number. On the way back it multiplies what comes in by its slope at the number that
//! went forward, and does nothing else. So its slope decides what is learnt.
//!
//! ```
//! use activations::{Activation, ActivationLayer};
//! use backprop::Layer;
//! use matrix::Matrix;
//!
//! // SiLU is x·σ(x), and its slope at 0 is ½.
//! assert_eq!(Activation::Silu.value(0.0), 0.0);
//! assert_eq!(Activation::Silu.slope(0.0), 0.5);
//!
//! let mut layer = ActivationLayer::new(Activation::Relu);
//! let y = layer.forward(&Matrix::from_rows([[1.0, -2.0, 3.0]]));
//! assert_eq!(*y, Matrix::from_rows([[1.0, 0.0, 3.0]]));
//! let dx = layer.backward(&Matrix::from_rows([[5.0, 5.0, 5.0]]));
//! assert_eq!(*dx, Matrix::from_rows([[5.0, 0.0, 5.0]]));
//!
//! for activation in Activation::ALL {
//!     let facts = activation.facts();
//!     println!("{activation:20} {:.4} {}", facts.mean, facts.source);
//! }
//! ```
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`functions`] | one file for each: its value, its slope, its facts; log-softmax |
//! | [`activation`] | [`Activation`]: all of them in one list |
//! | [`normal`], [`facts`] | means under N(0, 1); [`Facts`]: range, limits, mean, variance, kinks, source |
//! | [`compare`] | where two of them differ most |
//! | [`arrays`], [`layer`] | whole arrays; [`ActivationLayer`] |
//! | [`init`], [`dead`] | first weights that keep a signal's size; units that learn no more |
//! | [`fast`] | the same functions for arrays of 32-bit numbers, many at a time |

pub mod activation;
pub mod arrays;
pub mod compare;
pub mod dead;
pub mod facts;
pub mod fast;
pub mod functions;
pub mod init;
pub mod layer;
pub mod normal;

pub use activation::Activation;
pub use dead::dead_units;
pub use facts::Facts;
pub use layer::ActivationLayer;
pub use normal::normal_mean;

#[cfg(test)]
extern crate self as lesson_3;
#[cfg(test)]
#[path = "../tests/exercises.rs"]
mod exercises;

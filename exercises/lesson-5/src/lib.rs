//! Lesson 5: convolution.
//!
//! A dense layer has a weight for every pair of a pixel and a neuron, and would do as well
//! if all pixels were shuffled. A convolution looks for one small pattern everywhere: it is
//! lesson 2's matrix, mostly zeros, the rest tied to each other. On the way back a weight
//! gets the sum of all slopes of the places where it was used.
//!
//! ```
//! use backprop::{Init, Layer};
//! use convolution::{Conv2d, Geometry, ImageShape, Window};
//! use matrix::Matrix;
//! use rand::SeedableRng;
//!
//! // One channel, two rows of five pixels: dark on the left, bright on the right.
//! let shape = ImageShape::new(1, 2, 5);
//! let image = [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0];
//! let x = Matrix::from_columns(shape.len(), 1, image.to_vec())?;
//!
//! // One kernel of two rows and two columns: right minus left.
//! let geometry = Geometry::new(shape, 1, Window::new(2));
//! let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
//! let mut edges = Conv2d::new(geometry, Init::Zeros, &mut random);
//! edges.weight.value = Matrix::from_rows([[-1.0, 1.0, -1.0, 1.0]]);
//! assert_eq!(edges.forward(&x).as_slice(), [0.0, 1.0, 1.0, 0.0]);
//! # Ok::<(), matrix::MatrixError>(())
//! ```
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`one_d`] | a dot product that slides along a list, and both ways back |
//! | [`window`], [`shape`], [`geometry`] | how often a window fits and what it sees; how an image lies in a column; channels, kernels, groups |
//! | [`loops`] | the definition |
//! | [`sparse`] | the same layer as a matrix |
//! | [`patches`] | what every window sees, written out, and back |
//! | [`conv2d`] | [`Conv2d`]: a product for each image |
//! | [`max_pool`], [`avg_pool`], [`flatten`] | [`MaxPool2d`], [`AvgPool2d`]; from an image to a list |
//! | [`fast`] | the same, a stretch of pixels at a time |
//! | [`kernels`] | kernels that people chose: edges, blur, waves |
//! | [`lenet`] | LeNet-5: as it is built today, and as it was published |
//! | [`connected`], [`per_channel`], [`scaled_tanh`] | what the published one needs besides |
//! | [`table`], [`alexnet`] | what layers cost, from shapes alone; AlexNet |
//! | [`shards`] | [`Shards`]: a batch in shares, for several threads |

pub mod alexnet;
pub mod avg_pool;
pub mod connected;
pub mod conv2d;
pub mod fast;
pub mod flatten;
pub mod geometry;
pub mod kernels;
pub mod lenet;
pub mod loops;
pub mod max_pool;
pub mod one_d;
pub mod patches;
pub mod per_channel;
pub mod scaled_tanh;
pub mod shape;
pub mod shards;
pub mod sparse;
pub mod table;
pub mod window;

pub use avg_pool::AvgPool2d;
pub use connected::Connected;
pub use conv2d::Conv2d;
pub use flatten::Flatten;
pub use geometry::Geometry;
pub use max_pool::MaxPool2d;
pub use per_channel::PerChannel;
pub use scaled_tanh::ScaledTanh;
pub use shape::ImageShape;
pub use shards::Shards;
pub use window::{Window, Window2d};

#[cfg(test)]
extern crate self as lesson_5;
#[cfg(test)]
#[path = "../tests/exercises.rs"]
mod exercises;

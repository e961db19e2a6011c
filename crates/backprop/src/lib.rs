//! Lesson 2: Jacobians, and the backward pass with matrices.
//!
//! A function with many inputs and many outputs has a slope for every pair: its
//! *Jacobian*, a matrix. Nobody builds it. Each layer of a network only answers one
//! question, *given the slope of the loss in each of your outputs, what is it in each of
//! your inputs?*, and answers it for a whole batch of samples at once.
//!
//! ```
//! use backprop::{Activation, Init, Layer, Linear, Sequential};
//! use backprop::losses::softmax_cross_entropy;
//! use matrix::Matrix;
//! use rand::SeedableRng;
//!
//! let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
//! let mut network = Sequential::new(vec![
//!     Box::new(Linear::new(3, 5, Init::He, &mut random)),
//!     Box::new(Activation::relu()),
//!     Box::new(Linear::new(5, 2, Init::Xavier, &mut random)),
//! ]);
//!
//! // Two samples of three features: a column is a sample.
//! let x = Matrix::from_rows([[1.0, -0.5], [0.0, 2.0], [0.5, 1.0]]);
//! let mut dz = Matrix::default();
//! let loss = softmax_cross_entropy(network.forward(&x), &[0, 1], &mut dz);
//! let dx = network.backward(&dz);
//! assert!(loss > 0.0);
//! assert_eq!(dx.shape(), x.shape());
//! ```
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`function`] | [`Function`]: value, Jacobian, and its product with a vector from either side |
//! | [`functions`] | identity, affine, entry by entry, softmax, and one after another |
//! | [`nudge`] | the Jacobian by trying |
//! | [`order`] | what the two orders of multiplying Jacobians cost |
//! | [`parameter`], [`layer`] | what training changes; [`Layer`]: forward, backward, parameters |
//! | [`linear`], [`activation`] | the two layers |
//! | [`init`] | first values for weights |
//! | [`sequential`], `first` | layers in a row; what the first of them need not compute |
//! | [`losses`] | from logits to one number, and back |
//! | [`two_layer`] | a whole backward pass by hand, one intermediate at a time |
//! | [`batches`], [`training`] | samples a few at a time; the step, the pass, the fit |
//! | `weights`, `error` | saving and loading (feature `weights`) |

pub mod activation;
pub mod batches;
#[cfg(feature = "weights")]
pub mod error;
mod first;
pub mod function;
pub mod functions;
pub mod init;
pub mod layer;
pub mod linear;
pub mod losses;
pub mod nudge;
pub mod order;
pub mod parameter;
pub mod sequential;
pub mod training;
pub mod two_layer;
#[cfg(feature = "weights")]
pub mod weights;

pub use activation::Activation;
pub use batches::Batches;
#[cfg(feature = "weights")]
pub use error::WeightsError;
pub use function::Function;
pub use init::Init;
pub use layer::Layer;
pub use linear::Linear;
pub use parameter::Parameter;
pub use sequential::Sequential;
pub use training::{Optimizer, Sgd, Training};

//! Lesson 4: what to do with a gradient.
//!
//! Every optimizer here answers one question: *given the slope of the loss in each
//! number, where should the number go?* None of them knows what the numbers are for.
//!
//! ```
//! use backprop::Optimizer;
//! use optimizers::Adam;
//! use optimizers::surfaces::{Bowl, Surface};
//!
//! let bowl = Bowl { condition: 100.0 };
//! let mut w = [10.0, 1.0];
//! let mut adam = Adam::new(0.1);
//! for _ in 0..1_000 {
//!     let slopes = bowl.gradient(&w);
//!     adam.update(0, &mut w, &slopes);
//! }
//! assert!(bowl.value(&w) < 1e-6);
//! ```
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`surfaces`] | valleys to walk in, each with its gradient and its lowest point |
//! | [`quadratic`] | what one step does to the error, exactly |
//! | [`minibatch`] | a step from a few samples |
//! | [`memory`] | what an optimizer remembers of each parameter |
//! | [`momentum`], [`nesterov`] | steps that build on the steps before |
//! | [`adagrad`], [`rmsprop`], [`adadelta`] | a step size for every number |
//! | [`adam`], [`adamw`] | both at once; decay beside it |
//! | `wide` | the same loop for wide registers |
//! | [`decay`], [`clip`] | L2, and gradients that are too long |
//! | [`schedule`], [`plateau`], [`stopping`] | learning rates that change; when to stop |
//! | [`saved`] | saving what an optimizer remembers |
//! | `learned` | an optimizer that is itself a network (with numbers of 64 bits) |

pub mod adadelta;
pub mod adagrad;
pub mod adam;
pub mod adamw;
pub mod clip;
pub mod decay;
#[cfg(not(feature = "f32"))]
pub mod learned;
pub mod memory;
pub mod minibatch;
pub mod momentum;
pub mod nesterov;
pub mod plateau;
pub mod quadratic;
pub mod rmsprop;
pub mod saved;
pub mod schedule;
pub mod stopping;
pub mod surfaces;
mod wide;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamw::AdamW;
pub use decay::WithL2;
#[cfg(not(feature = "f32"))]
pub use learned::Learned;
pub use memory::Memory;
pub use momentum::Momentum;
pub use nesterov::Nesterov;
pub use plateau::ReduceOnPlateau;
pub use rmsprop::RmsProp;
pub use schedule::Schedule;
pub use stopping::EarlyStopping;

#[cfg(test)]
extern crate self as lesson_4;
#[cfg(test)]
#[path = "../tests/exercises.rs"]
mod exercises;

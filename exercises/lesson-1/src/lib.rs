//! Lesson 1: reverse-mode automatic differentiation of scalars, on a tape.
//!
//! A program of `+`, `*`, `exp` … is written down while it runs: one row per result,
//! and in each row the rows it came from, each with its *local slope*. One sweep over
//! the rows, last to first, then finds the slope of one result with respect to
//! everything before it.
//!
//! ```
//! use autograd::Tape;
//!
//! let tape = Tape::new();
//! let (a, b) = (tape.var(3.0), tape.var(-2.0));
//! let s = a * b + a; // −3
//! let loss = s * s;
//!
//! let gradients = loss.backward();
//! assert_eq!(loss.value(), 9.0);
//! assert_eq!(gradients.wrt(a), 6.0);
//! assert_eq!(gradients.wrt(b), -18.0);
//! ```
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`nudge`] | the slope by trying: two evaluations, one on each side |
//! | [`rules`] | one function per operation: its value and its local slopes |
//! | [`tape`] | [`Tape`]: the rows and their edges, and how one is recorded |
//! | [`var`](mod@var), [`operators`] | [`Var`]: a handle to a row, with the usual operators |
//! | [`sweep`] | [`Gradients`]: the reverse sweep |
//! | [`neuron`], [`dense`], [`mlp`] | a weighted sum; a layer of them; layers in a row |
//! | [`loss`], [`descent`] | what to make small, and the step that makes it smaller |
//! | [`gates`], [`digits`] | AND, OR and XOR; handwritten digits |
//! | `graph` | a drawing of a tape (feature `graph`) |

pub mod dense;
pub mod descent;
pub mod digits;
pub mod gates;
#[cfg(feature = "graph")]
pub mod graph;
pub mod loss;
pub mod mlp;
pub mod neuron;
pub mod nudge;
pub mod operators;
pub mod rules;
pub mod sweep;
pub mod tape;
pub mod var;

pub use dense::Dense;
pub use descent::Descent;
pub use mlp::{Activation, Mlp};
pub use neuron::{Neuron, Operand};
pub use sweep::Gradients;
pub use tape::{Op, Tape};
pub use var::Var;

#[cfg(test)]
extern crate self as lesson_1;
#[cfg(test)]
#[path = "../tests/exercises.rs"]
mod exercises;

//! The live pages' arithmetic: what the book's widgets compute, by the reference crates.
//!
//! JavaScript (in `book/widgets/page`) draws and listens; every number that it shows comes
//! from here. Both speak by questions: a [`Widget`] is opened by its name, and then asked
//! something, with some numbers; it answers with numbers, and perhaps words. In a browser
//! the questions come through [`exports`]; natively one calls the same functions:
//!
//! ```
//! use widgets::{Answer, open};
//!
//! let mut graph = open("graph").expect("there is such a widget");
//! let mut answer = Answer::default();
//! graph.ask("inputs", &[], &mut answer);
//! assert_eq!(answer.numbers, [3.0, -2.0]);
//! assert_eq!(answer.words, "a\nb");
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`protocol`] | [`Widget`], [`Answer`], and the widgets by name |
//! | [`exports`] | the same for a browser: a few C functions and two buffers |
//! | [`chosen`] | an optimizer that the reader picks |
//! | [`playground`] | introduction: a small network learns to tell points apart |
//! | [`graph`] | lesson 1: a tape, forward and backward, one row at a time |
//! | [`jacobian`] | lesson 2: a map of the plane and its linear copy |
//! | [`depth`] | lesson 3: activations, and what many of them do to a slope |
//! | [`race`] | lesson 4: six optimizers on six surfaces |
//! | [`slide`] | lesson 5: a kernel slides over a digit |
//! | [`reader`] | lesson 5: a trained LeNet reads what is drawn |

pub mod chosen;
pub mod depth;
pub mod exports;
pub mod graph;
pub mod jacobian;
pub mod playground;
pub mod protocol;
pub mod race;
pub mod reader;
pub mod slide;

pub use protocol::{Answer, Widget, open};

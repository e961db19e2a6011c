//! The verdict on an exercise, in a few lines.
//!
//! A lesson's tests are written for a learner, who should read what is wrong and nothing else:
//!
//! ```text
//! #[test]
//! fn exercise_1_4() {
//!     judge::exercise("1.4", || {
//!         judge::stage("value");
//!         assert!((sigmoid(0.0) - 0.5).abs() < 1e-15, "σ(0) is one half, yours is {}", sigmoid(0.0));
//!         judge::stage("overflow");
//!         assert!(sigmoid(-1000.0) == 0.0, "σ(−1000) overflows: which of the two forms stays finite?");
//!     });
//! }
//! ```
//!
//! - [`exercise`] runs the checks. An unwritten hole becomes one line that says where to write,
//!   any other failure becomes its own message; a backtrace is never printed.
//! - [`stage`] names what is being checked, so that the message says how far the learner has come.
//! - [`in_child`] runs checks that could end the whole test program: a stack that overflows, a loop that never ends.
//!
//! The test of exercise `1.4` is called `exercise_1_4` and stands at the top of its file.

mod child;
mod exercise;
mod verdict;

pub use child::{Outcome, in_child};
pub use exercise::{exercise, stage};

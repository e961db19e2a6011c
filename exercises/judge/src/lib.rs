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
//! - [`expect`] compares two tables of numbers, [`Grid`]s: yours and the right one side by side, and the cause in words;
//!   [`expect_row`] does the same for a row of them.
//! - [`expect_number`] does the same for one number, and [`expect_points`] for a function at several points;
//!   [`causes!`] lists wrong results with the words for each, and [`told_apart`] writes two numbers so that they differ.
//! - [`expect_image`] compares images and says where they differ; [`expect_answers`] what a formula answers to several questions.
//! - [`hinted`] adds a hint to a panic of the learner's code, such as two shapes that do not fit; [`hinted_by`] one of several, by a sign in its message.
//! - [`in_child`] runs checks that could end the whole test program: a stack that overflows, a loop that never ends.
//!
//! The test of exercise `1.4` is called `exercise_1_4` and stands at the top of its file.

mod answers;
mod child;
mod compare;
mod exercise;
mod image;
mod number;
mod verdict;

pub use answers::{Answers, expect_answers};
pub use child::{Outcome, in_child};
pub use compare::{Grid, Wrong, cause, expect, expect_row, same, short, side_by_side};
pub use exercise::{exercise, hinted, hinted_by, stage};
pub use image::{Axes, expect_image};
pub use number::{expect_number, expect_points, half_precise, same_digits, told_apart};

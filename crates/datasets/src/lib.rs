//! Small data sets to learn on: logic gates, curves in the plane, handwritten digits.
//!
//! | function | samples | features | classes |
//! |---|---|---|---|
//! | [`and`], [`or`], [`xor`] | 4 | 2, each 0 or 1 | 2 |
//! | [`moons`], [`circles`], [`spirals`] | as many as you ask for | 2, about −1 to 2 | 2 |
//! | [`digits`] | 1,797 | 64 pixels, 0 to 1 | 10 |
//! | [`mnist`](mnist()) | 5,000 and 1,000 | 784 pixels, 0 to 1 | 10 |
//! | [`mnist_from`], [`mnist_full`] | 60,000 and 10,000 | 784 pixels, 0 to 1 | 10 |
//!
//! Nothing is downloaded: the gates are written out, the curves are computed from a seed,
//! and the digits are part of the program. The whole of MNIST is read from a folder of yours. The same seed gives the same data on every run,
//! and on every machine too, but for one noise value in about 4,000: beyond 3.65 standard
//! deviations the last bit may depend on the machine's logarithm.
//!
//! Each function returns a [`Dataset`]. [`Dataset::split`] sets some of it aside, so that a
//! model can be judged on samples it has not seen:
//!
//! ```
//! let digits = datasets::digits()?;
//! let split = digits.split(0.2, 7)?;
//! assert_eq!(split.train.len() + split.test.len(), 1797);
//!
//! let (pixels, digit) = split.test.iter().next().expect("the test part has samples");
//! assert_eq!(pixels.len(), 64);
//! assert!(digit < 10);
//! # Ok::<(), datasets::DatasetError>(())
//! ```

mod circles;
mod curves;
mod dataset;
mod digits;
mod error;
mod gates;
mod idx;
mod idx_problem;
mod mnist;
mod moons;
mod sketch;
mod spirals;
mod split;

pub use circles::{CIRCLES_INNER_RADIUS, circles};
pub use dataset::Dataset;
pub use digits::{DIGIT_SIDE, DIGITS_TEXT_LIMIT, digits, read_digits};
pub use error::{DatasetError, FileProblem, MnistProblem};
pub use gates::{and, or, xor};
pub use idx::{IDX_LIMIT, Idx, parse_idx, read_idx};
pub use idx_problem::IdxProblem;
pub use mnist::{DATA_FOLDER, MNIST_SIDE, Mnist, mnist, mnist_from, mnist_full};
pub use moons::moons;
pub use sketch::{gallery, sketch};
pub use spirals::{SPIRAL_START, SPIRAL_TURNS, spirals};
pub use split::Split;

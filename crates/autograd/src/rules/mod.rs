//! One function per operation: its value, and beside it its local slopes.
//!
//! A *local slope* says how fast the result moves when one input moves and the others
//! stand still. Nothing here knows about tapes, networks or losses.

mod arithmetic;
mod exponential;
mod kinks;
mod squashing;

pub use arithmetic::{difference, negation, power, power_real, product, quotient, sum};
pub use exponential::{exponential, logarithm};
pub use kinks::{maximum, relu};
pub use squashing::{sigmoid, tanh};

// ANCHOR: local
/// What a rule answers: the value, and one local slope per input.
pub type Local<const INPUTS: usize> = (f64, [f64; INPUTS]);
// ANCHOR_END: local

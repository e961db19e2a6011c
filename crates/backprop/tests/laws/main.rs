//! What must hold for the reference of lesson 2, whatever numbers are in it.
//!
//! Slopes are judged by `gradcheck` with a random cotangent, and shapes are unequal primes
//! wherever a transposed or flattened answer might slip through. Slopes are checked with
//! numbers of 64 bits only; what is exact runs with `--features f32` as well.

mod batches;
mod init;
mod support;
mod training;
mod weights;

#[cfg(not(feature = "f32"))]
mod activation;
#[cfg(not(feature = "f32"))]
mod functions;
#[cfg(not(feature = "f32"))]
mod layers;
#[cfg(not(feature = "f32"))]
mod losses;
#[cfg(not(feature = "f32"))]
mod nudge;
#[cfg(not(feature = "f32"))]
mod order;
#[cfg(not(feature = "f32"))]
mod sequential;
#[cfg(not(feature = "f32"))]
mod slopes;
#[cfg(not(feature = "f32"))]
mod tape;
#[cfg(not(feature = "f32"))]
mod two_layer;

//! What must hold for the activations: laws, slopes judged by `gradcheck`, and tables of
//! mpmath, which stand with their script in tests/golden.
//!
//! The clear functions and the arrays of 32-bit numbers are the same with every feature.
//! What is made of matrices is checked with numbers of 64 bits; with `--features f32` the
//! layer is compared with the fast arrays.

mod accuracy;
mod facts;
mod fast;
mod identities;
mod reference;
mod slopes;

#[cfg(feature = "f32")]
mod narrow;

#[cfg(not(feature = "f32"))]
mod dead;
#[cfg(not(feature = "f32"))]
mod init;
#[cfg(not(feature = "f32"))]
mod layer;
#[cfg(not(feature = "f32"))]
mod log_softmax;

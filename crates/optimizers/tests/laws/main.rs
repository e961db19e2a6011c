//! What must hold for the reference of lesson 4, whatever numbers are in it.
//!
//! Paths are compared with formulas on paper, with exact scalings and with each other;
//! where they are compared with PyTorch's is `tests/golden_optimizers.rs`. What is exact
//! runs with `--features f32` as well; the rest with numbers of 64 bits.

mod adam;
mod clip;
mod promises;
mod saved;
mod scale;
mod schedule;
mod stopping;
mod support;

#[cfg(not(feature = "f32"))]
mod decay;
#[cfg(not(feature = "f32"))]
mod learned;
#[cfg(not(feature = "f32"))]
mod minibatch;
#[cfg(not(feature = "f32"))]
mod momentum;
#[cfg(not(feature = "f32"))]
mod quadratic;
#[cfg(not(feature = "f32"))]
mod returns;
#[cfg(not(feature = "f32"))]
mod steps;
#[cfg(not(feature = "f32"))]
mod surfaces;

//! One activation a file: its value, and beside it its slope.
//!
//! All are functions of one number, in 64 bits, clear before they are fast. Each is finite
//! for every finite number, has its limit at ±∞, and answers a NaN with a NaN, so that one
//! stays visible; slopes do the same.
//!
//! Between −700 and 700 no value and no slope is off by more than 4·(1 + κ) units in the
//! last place, where κ = |x f′(x)/f(x)| is by how much a rounding of x grows on its way.
//! `tests/laws/accuracy.rs` prints the worst point of each, against mpmath.
//!
//! Under the heading *facts*, each says what it does to a number drawn from N(0, 1), the
//! normal distribution with mean 0 and variance 1.

mod elu;
mod gate;
mod gelu;
mod gelu_tanh;
mod identity;
mod leaky_relu;
mod log_softmax;
mod relu;
mod sigmoid;
mod silu;
mod softplus;
mod swish;
mod tanh;

pub use elu::{elu, elu_slope, elu_slope_from_output};
pub use gelu::{gelu, gelu_slope, normal_cdf, normal_density};
pub use gelu_tanh::{gelu_tanh, gelu_tanh_slope};
pub use identity::{identity, identity_slope};
pub use leaky_relu::{leaky_relu, leaky_relu_slope};
pub use log_softmax::{log_softmax, log_softmax_vjp};
pub use relu::{relu, relu_slope};
pub use sigmoid::{sigmoid, sigmoid_slope, sigmoid_slope_from_output};
pub use silu::{silu, silu_slope};
pub use softplus::{softplus, softplus_slope};
pub use swish::{GELU_BETA, swish, swish_slope};
pub use tanh::{tanh, tanh_from_sigmoid, tanh_slope, tanh_slope_from_output};

use gate::{gate_slope, gated};

//! The same functions for arrays of 32-bit numbers, several at a time.
//!
//! A processor of today can work on 8 or 16 such numbers in one instruction, *if* a loop
//! does the same for each of them: no branch, no call. So each function is written here a
//! second time, from additions, multiplications, divisions and choices. What makes that
//! possible is one exponential of eight multiply-adds (`fast/exp.rs`), right to about one
//! unit in the last place, on which nearly all of them stand.
//!
//! The compiler turns such a loop into wide instructions. Which there are is asked when
//! the program runs (`fast/loops.rs`); the results are the same, bit for bit, on every
//! machine that has a fused multiply-add. One without it takes the clear functions, but for
//! WebAssembly, where each multiply-add is rounded twice.
//!
//! Where a fraction of polynomials stands for a function, `activations_coefficients.py` in
//! tests/golden fitted it. The tests compare all of this with the clear functions, over a
//! dense sample of all 32-bit numbers.

// What is not inlined into the loop is compiled for narrow registers: a hint is not enough.
#![allow(clippy::inline_always)]

mod elu;
mod exp;
mod gelu;
mod logistic;
mod loops;
mod piecewise;
mod tanh;

use elu::{elu, elu_slope, elu_slope_from_output};
use gelu::{gelu, gelu_slope};
use logistic::{
    sigmoid, sigmoid_slope, sigmoid_slope_from_output, silu, silu_slope, softplus,
    swish, swish_slope,
};
use loops::{With, faster, map, multiply};
use piecewise::{
    identity, identity_slope, leaky_relu, leaky_relu_slope, relu, relu_slope,
};
use tanh::{gelu_tanh, gelu_tanh_slope, tanh, tanh_slope, tanh_slope_from_output};

use crate::Activation::{
    self, Elu, Gelu, GeluSigmoid, GeluTanh, Identity, LeakyRelu, Relu, Sigmoid, Silu,
    Softplus, Swish, Tanh,
};
use crate::arrays::{self, check_sizes};
use crate::functions::GELU_BETA;

/// y ← f(x), for every entry.
///
/// # Panics
///
/// If the sizes differ.
pub fn forward(activation: Activation, x: &[f32], y: &mut [f32]) {
    check_sizes([x.len(), y.len()]);
    if !faster() {
        return arrays::forward(activation, x, y);
    }
    match activation {
        Identity => map(identity, x, y),
        Sigmoid => map(sigmoid, x, y),
        Tanh => map(tanh, x, y),
        Relu => map(relu, x, y),
        LeakyRelu(alpha) => map(With(leaky_relu, alpha as f32), x, y),
        Elu(alpha) => map(With(elu, alpha as f32), x, y),
        Softplus => map(softplus, x, y),
        Gelu => map(gelu, x, y),
        GeluTanh => map(gelu_tanh, x, y),
        GeluSigmoid => map(With(swish, GELU_BETA as f32), x, y),
        Silu => map(silu, x, y),
        Swish(beta) => map(With(swish, beta as f32), x, y),
    }
}

/// dx ← dy·f′(x), for every entry.
///
/// # Panics
///
/// If the sizes differ.
pub fn backward(activation: Activation, dy: &[f32], x: &[f32], dx: &mut [f32]) {
    check_sizes([dy.len(), x.len(), dx.len()]);
    if !faster() {
        return arrays::backward(activation, dy, x, dx);
    }
    match activation {
        Identity => multiply(dy, identity_slope, x, dx),
        Sigmoid => multiply(dy, sigmoid_slope, x, dx),
        Tanh => multiply(dy, tanh_slope, x, dx),
        Relu => multiply(dy, relu_slope, x, dx),
        LeakyRelu(alpha) => multiply(dy, With(leaky_relu_slope, alpha as f32), x, dx),
        Elu(alpha) => multiply(dy, With(elu_slope, alpha as f32), x, dx),
        // softplus′ = σ
        Softplus => multiply(dy, sigmoid, x, dx),
        Gelu => multiply(dy, gelu_slope, x, dx),
        GeluTanh => multiply(dy, gelu_tanh_slope, x, dx),
        GeluSigmoid => multiply(dy, With(swish_slope, GELU_BETA as f32), x, dx),
        Silu => multiply(dy, silu_slope, x, dx),
        Swish(beta) => multiply(dy, With(swish_slope, beta as f32), x, dx),
    }
}

/// dx ← dy·f′(x), for every entry, from y = f(x).
///
/// # Panics
///
/// If the sizes differ, or the slope cannot be had from the output: see
/// [`Activation::slope_from_output`].
pub fn backward_from_output(
    activation: Activation,
    dy: &[f32],
    y: &[f32],
    dx: &mut [f32],
) {
    check_sizes([dy.len(), y.len(), dx.len()]);
    match activation {
        Sigmoid if faster() => multiply(dy, sigmoid_slope_from_output, y, dx),
        Tanh if faster() => multiply(dy, tanh_slope_from_output, y, dx),
        Elu(alpha) if faster() && alpha > 0.0 => {
            multiply(dy, With(elu_slope_from_output, alpha as f32), y, dx);
        }
        // Their slopes only ask on which side x is, and y is on the same.
        Identity | Relu => backward(activation, dy, y, dx),
        LeakyRelu(alpha) if alpha > 0.0 => backward(activation, dy, y, dx),
        _ => arrays::backward_from_output(activation, dy, y, dx),
    }
}

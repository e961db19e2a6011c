//! All activations in one list.

use std::fmt;

use crate::functions::{
    GELU_BETA, elu, elu_slope, elu_slope_from_output, gelu, gelu_slope, gelu_tanh,
    gelu_tanh_slope, identity, identity_slope, leaky_relu, leaky_relu_slope, relu,
    relu_slope, sigmoid, sigmoid_slope, sigmoid_slope_from_output, silu, silu_slope,
    softplus, softplus_slope, swish, swish_slope, tanh, tanh_slope,
    tanh_slope_from_output,
};

// ANCHOR: activation
/// An activation, with its parameter where it has one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// x
    Identity,
    /// 1/(1 + e⁻ˣ)
    Sigmoid,
    /// 2σ(2x) − 1
    Tanh,
    /// max(x, 0)
    Relu,
    /// x on the right, αx on the left
    LeakyRelu(f64),
    /// x on the right, α(eˣ − 1) on the left
    Elu(f64),
    /// ln(1 + eˣ)
    Softplus,
    /// x·Φ(x)
    Gelu,
    /// ½x·(1 + tanh(√(2/π)·(x + 0.044715x³)))
    GeluTanh,
    /// x·σ(1.702x)
    GeluSigmoid,
    /// x·σ(x)
    Silu,
    /// x·σ(βx)
    Swish(f64),
}

use Activation::{
    Elu, Gelu, GeluSigmoid, GeluTanh, Identity, LeakyRelu, Relu, Sigmoid, Silu,
    Softplus, Swish, Tanh,
};

impl Activation {
    /// Each of them once, with the usual parameter. Swish with β = 1 would be silu: here β
    /// is 2.
    pub const ALL: [Self; 12] = [
        Identity,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu(0.01),
        Elu(1.0),
        Softplus,
        Gelu,
        GeluTanh,
        GeluSigmoid,
        Silu,
        Swish(2.0),
    ];
}
// ANCHOR_END: activation

// ANCHOR: value_and_slope
impl Activation {
    /// f(x)
    pub fn value(self, x: f64) -> f64 {
        match self {
            Identity => identity(x),
            Sigmoid => sigmoid(x),
            Tanh => tanh(x),
            Relu => relu(x),
            LeakyRelu(alpha) => leaky_relu(x, alpha),
            Elu(alpha) => elu(x, alpha),
            Softplus => softplus(x),
            Gelu => gelu(x),
            GeluTanh => gelu_tanh(x),
            GeluSigmoid => swish(x, GELU_BETA),
            Silu => silu(x),
            Swish(beta) => swish(x, beta),
        }
    }

    /// f′(x)
    pub fn slope(self, x: f64) -> f64 {
        match self {
            Identity => identity_slope(x),
            Sigmoid => sigmoid_slope(x),
            Tanh => tanh_slope(x),
            Relu => relu_slope(x),
            LeakyRelu(alpha) => leaky_relu_slope(x, alpha),
            Elu(alpha) => elu_slope(x, alpha),
            Softplus => softplus_slope(x),
            Gelu => gelu_slope(x),
            GeluTanh => gelu_tanh_slope(x),
            GeluSigmoid => swish_slope(x, GELU_BETA),
            Silu => silu_slope(x),
            Swish(beta) => swish_slope(x, beta),
        }
    }
}
// ANCHOR_END: value_and_slope

// ANCHOR: from_output
impl Activation {
    /// f′(x) from the output y = f(x) alone, where that needs no exponential.
    ///
    /// A layer that knows its output then needs to remember nothing else. The slope is
    /// exact *for this y*. But y is rounded: where the curve is flat, many x share one y,
    /// and they get one slope.
    pub fn slope_from_output(self, y: f64) -> Option<f64> {
        match self {
            Identity => Some(identity_slope(y)),
            Sigmoid => Some(sigmoid_slope_from_output(y)),
            Tanh => Some(tanh_slope_from_output(y)),
            // Each side keeps its sign: whether x > 0 can be seen from y. Not so for α < 0.
            Relu => Some(relu_slope(y)),
            LeakyRelu(alpha) if alpha > 0.0 => Some(leaky_relu_slope(y, alpha)),
            Elu(alpha) if alpha > 0.0 => Some(elu_slope_from_output(y, alpha)),
            // Softplus could, by 1 − e⁻ʸ: an exponential again. The others fall, then rise.
            _ => None,
        }
    }
}
// ANCHOR_END: from_output

// ANCHOR: name
impl Activation {
    /// What the field calls it.
    pub fn name(self) -> &'static str {
        match self {
            Identity => "identity",
            Sigmoid => "sigmoid",
            Tanh => "tanh",
            Relu => "ReLU",
            LeakyRelu(_) => "Leaky ReLU",
            Elu(_) => "ELU",
            Softplus => "softplus",
            Gelu => "GELU",
            GeluTanh => "GELU, tanh form",
            GeluSigmoid => "GELU, sigmoid form",
            Silu => "SiLU",
            Swish(_) => "Swish",
        }
    }

    /// Its parameter, α or β.
    pub fn parameter(self) -> Option<f64> {
        match self {
            LeakyRelu(parameter) | Elu(parameter) | Swish(parameter) => Some(parameter),
            _ => None,
        }
    }
}

/// The name, and the parameter: `ELU (α = 1)`.
impl fmt::Display for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeakyRelu(alpha) | Elu(alpha) => write!(f, "{} (α = {alpha})", self.name()),
            Swish(beta) => write!(f, "{} (β = {beta})", self.name()),
            _ => f.write_str(self.name()),
        }
    }
}
// ANCHOR_END: name

//! Whole arrays, one number after the other, in 64 or 32 bits.

use crate::Activation::{self, LeakyRelu, Relu};
use crate::functions::{leaky_relu, leaky_relu_slope, relu, relu_slope};

/// A number that an array can hold: `f64` or `f32`.
pub trait Number: Copy + Into<f64> {
    /// The nearest number of this kind.
    fn nearest(x: f64) -> Self;
}

impl Number for f64 {
    fn nearest(x: f64) -> Self {
        x
    }
}

impl Number for f32 {
    fn nearest(x: f64) -> Self {
        x as f32
    }
}

/// The number in 64 bits.
pub(crate) fn widened(x: impl Number) -> f64 {
    x.into()
}

/// y ← f(x), for every entry.
///
/// # Panics
///
/// If the sizes differ.
#[track_caller]
pub fn forward<N: Number>(activation: Activation, x: &[N], y: &mut [N]) {
    match activation {
        // To ask which function it is, for every number, would cost more than these two.
        Relu => map(x, y, relu),
        LeakyRelu(alpha) => map(x, y, |x| leaky_relu(x, alpha)),
        _ => map(x, y, |x| activation.value(x)),
    }
}

/// dx ← dy·f′(x), for every entry.
///
/// # Panics
///
/// If the sizes differ.
#[track_caller]
pub fn backward<N: Number>(activation: Activation, dy: &[N], x: &[N], dx: &mut [N]) {
    match activation {
        Relu => multiply(dy, x, dx, relu_slope),
        LeakyRelu(alpha) => multiply(dy, x, dx, |x| leaky_relu_slope(x, alpha)),
        _ => multiply(dy, x, dx, |x| activation.slope(x)),
    }
}

/// dx ← dy·f′(x), for every entry, from y = f(x).
///
/// # Panics
///
/// If the sizes differ, or the slope cannot be had from the output: see
/// [`Activation::slope_from_output`].
#[track_caller]
pub fn backward_from_output<N: Number>(
    activation: Activation,
    dy: &[N],
    y: &[N],
    dx: &mut [N],
) {
    match activation {
        // y is on the side of 0 where x is.
        Relu => backward(Relu, dy, y, dx),
        LeakyRelu(alpha) if alpha > 0.0 => backward(activation, dy, y, dx),
        _ => multiply(dy, y, dx, |y| {
            activation
                .slope_from_output(y)
                .unwrap_or_else(|| panic!("{activation}: its slope needs x, not y"))
        }),
    }
}

#[track_caller]
fn map<N: Number>(x: &[N], y: &mut [N], f: impl Fn(f64) -> f64) {
    check_sizes([x.len(), y.len()]);
    for (y, &x) in y.iter_mut().zip(x) {
        *y = N::nearest(f(x.into()));
    }
}

#[track_caller]
fn multiply<N: Number>(dy: &[N], x: &[N], dx: &mut [N], f: impl Fn(f64) -> f64) {
    check_sizes([dy.len(), x.len(), dx.len()]);
    products(dy, x, dx, f);
}

fn products<N: Number>(dy: &[N], x: &[N], dx: &mut [N], f: impl Fn(f64) -> f64) {
    // >>> exercise 3.12 (array): your code from here
    todo!("exercise 3.12 (array): A layer, backward")
    // <<< exercise 3.12 (array): to here
}

/// Names the sizes where they differ.
#[track_caller]
pub(crate) fn check_sizes<const COUNT: usize>(sizes: [usize; COUNT]) {
    assert!(
        sizes.iter().all(|&size| size == sizes[0]),
        "the arrays have {sizes:?} entries; as many in each are needed"
    );
}

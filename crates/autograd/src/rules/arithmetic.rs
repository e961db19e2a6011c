//! Sums, differences, products, quotients and powers.

use super::Local;

// ANCHOR: sum
/// a + b, with ∂/∂a = ∂/∂b = 1.
#[inline]
pub fn sum(a: f64, b: f64) -> Local<2> {
    (a + b, [1.0, 1.0])
}

/// a − b, with ∂/∂a = 1 and ∂/∂b = −1.
#[inline]
pub fn difference(a: f64, b: f64) -> Local<2> {
    (a - b, [1.0, -1.0])
}

/// −a, with slope −1.
#[inline]
pub fn negation(a: f64) -> Local<1> {
    (-a, [-1.0])
}
// ANCHOR_END: sum

// ANCHOR: product
/// a·b and its two local slopes, in the order of the inputs.
#[inline]
pub fn product(a: f64, b: f64) -> Local<2> {
    // ANCHOR: exercise_1_2_product
    (a * b, [b, a])
    // ANCHOR_END: exercise_1_2_product
}

/// a / b and its two local slopes. At b = 0 they are infinite or NaN, as the value is.
#[inline]
pub fn quotient(a: f64, b: f64) -> Local<2> {
    // ANCHOR: exercise_1_2_quotient
    let value = a / b;
    // −a/b², written so that a small b does not underflow when squared.
    (value, [1.0 / b, -value / b])
    // ANCHOR_END: exercise_1_2_quotient
}

/// xⁿ for a whole number n, and its slope. x⁰ is 1 everywhere, with slope 0.
#[inline]
pub fn power(x: f64, n: i32) -> Local<1> {
    // ANCHOR: exercise_1_2_power
    // Without the first case, 0⁰ would have the slope 0·∞ = NaN.
    let slope = if n == 0 {
        0.0
    } else {
        f64::from(n) * x.powi(n.saturating_sub(1))
    };
    (x.powi(n), [slope])
    // ANCHOR_END: exercise_1_2_power
}
// ANCHOR_END: product

// ANCHOR: power_real
/// xᵖ for a real p, with slope p·xᵖ⁻¹. NaN where x < 0 and p is not a whole number.
#[inline]
pub fn power_real(x: f64, p: f64) -> Local<1> {
    let slope = if p == 0.0 { 0.0 } else { p * x.powf(p - 1.0) };
    (x.powf(p), [slope])
}
// ANCHOR_END: power_real

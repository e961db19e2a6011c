//! Sums, differences, products, quotients and powers.

use super::Local;

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

/// a·b and its two local slopes, in the order of the inputs.
#[inline]
pub fn product(a: f64, b: f64) -> Local<2> {
    // >>> exercise 1.2 (product): your code from here
    todo!("exercise 1.2 (product): Product, quotient, power")
    // <<< exercise 1.2 (product): to here
}

/// a / b and its two local slopes. At b = 0 they are infinite or NaN, as the value is.
#[inline]
pub fn quotient(a: f64, b: f64) -> Local<2> {
    // >>> exercise 1.2 (quotient): your code from here
    todo!("exercise 1.2 (quotient): Product, quotient, power")
    // <<< exercise 1.2 (quotient): to here
}

/// xⁿ for a whole number n, and its slope. x⁰ is 1 everywhere, with slope 0.
#[inline]
pub fn power(x: f64, n: i32) -> Local<1> {
    // >>> exercise 1.2 (power): your code from here
    todo!("exercise 1.2 (power): Product, quotient, power")
    // <<< exercise 1.2 (power): to here
}

/// xᵖ for a real p, with slope p·xᵖ⁻¹. NaN where x < 0 and p is not a whole number.
#[inline]
pub fn power_real(x: f64, p: f64) -> Local<1> {
    let slope = if p == 0.0 { 0.0 } else { p * x.powf(p - 1.0) };
    (x.powf(p), [slope])
}

//! eˣ, and its inverse.

use super::Local;

/// eˣ and its slope.
#[inline]
pub fn exponential(x: f64) -> Local<1> {
    // >>> exercise 1.3 (exp): your code from here
    todo!("exercise 1.3 (exp): exp and ln")
    // <<< exercise 1.3 (exp): to here
}

/// The natural logarithm and its slope. NaN for x < 0; −∞ with an infinite slope at 0.
#[inline]
pub fn logarithm(x: f64) -> Local<1> {
    // >>> exercise 1.3 (ln): your code from here
    todo!("exercise 1.3 (ln): exp and ln")
    // <<< exercise 1.3 (ln): to here
}

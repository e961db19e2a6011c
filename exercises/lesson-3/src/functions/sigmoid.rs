//! A soft step from 0 to 1.

/// σ(x) = 1/(1 + e⁻ˣ).
///
/// # Facts
///
/// - range (0, 1), limits 0 and 1
/// - under N(0, 1): mean 0.5000, variance 0.0434
/// - kinks: none
///
/// Verhulst 1845 named the curve *logistic*; in networks since Rumelhart, Hinton &
/// Williams 1986.
pub fn sigmoid(x: f64) -> f64 {
    // >>> exercise 3.1 (value): your code from here
    todo!("exercise 3.1 (value): A sigmoid that keeps its digits")
    // <<< exercise 3.1 (value): to here
}

/// σ′(x) = σ(x)·σ(−x), at most ¼, and close to 0 where σ saturates.
pub fn sigmoid_slope(x: f64) -> f64 {
    // Even in x. Written without 1 − σ(x), which has no digits left where σ is close to 1.
    let e = (-x.abs()).exp();
    e / ((1.0 + e) * (1.0 + e))
}

/// σ′ from the output y = σ(x): y·(1 − y).
pub fn sigmoid_slope_from_output(y: f64) -> f64 {
    // >>> exercise 3.1 (slope): your code from here
    todo!("exercise 3.1 (slope): A sigmoid that keeps its digits")
    // <<< exercise 3.1 (slope): to here
}

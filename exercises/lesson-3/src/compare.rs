//! How far apart two functions are.

/// Where f and g differ most among evenly spaced points from `from` to `to`, both included,
/// and by how much: (x, |f(x) − g(x)|). Of several such points it is the first. Where a
/// difference is NaN, that is the answer.
///
/// # Panics
///
/// If there are fewer than two points.
pub fn largest_difference(
    f: impl Fn(f64) -> f64,
    g: impl Fn(f64) -> f64,
    (from, to): (f64, f64),
    points: usize,
) -> (f64, f64) {
    assert!(
        points >= 2,
        "largest_difference: {points} points, but both ends are needed"
    );
    let mut worst = (from, 0.0);
    // >>> exercise 3.10 (largest): your code from here
    todo!("exercise 3.10 (largest): The tanh form, and how far it is off");
    // <<< exercise 3.10 (largest): to here
    worst
}

//! How far apart two functions are.

// ANCHOR: compare
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
    // ANCHOR: exercise_3_10_largest
    for i in 0..points {
        let share = i as f64 / (points - 1) as f64;
        let x = from * (1.0 - share) + to * share;
        let difference = (f(x) - g(x)).abs();
        if difference.is_nan() {
            return (x, difference);
        }
        if difference > worst.1 {
            worst = (x, difference);
        }
    }
    // ANCHOR_END: exercise_3_10_largest
    worst
}
// ANCHOR_END: compare

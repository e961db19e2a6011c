//! What a step does on a parabola, exactly.

use matrix::Real;

/// By which factor one step of gradient descent multiplies the error w − w* on ½λ(w − w*)²:
/// 1 − ηλ.
///
/// Below 1 in size the error shrinks, above it grows.
pub fn error_factor(learning_rate: Real, curvature: Real) -> Real {
    // >>> exercise 4.1 (factor): your code from here
    todo!("exercise 4.1 (factor): What a step does to the error")
    // <<< exercise 4.1 (factor): to here
}

/// The learning rate at which descent stops converging, for the steepest curvature λ > 0:
/// 2/λ.
pub fn largest_rate(steepest: Real) -> Real {
    // >>> exercise 4.1 (largest): your code from here
    todo!("exercise 4.1 (largest): What a step does to the error")
    // <<< exercise 4.1 (largest): to here
}

/// The rate that makes the slowest of all directions as fast as can be, for curvatures
/// between 0 < λ ≤ Λ: 2/(λ + Λ). Both ends then shrink by (κ − 1)/(κ + 1) per step, with
/// κ = Λ/λ.
pub fn best_rate(flattest: Real, steepest: Real) -> Real {
    2.0 / (flattest + steepest)
}

/// The best η and ρ for momentum, for curvatures between 0 < λ ≤ Λ (Polyak 1964):
/// η = 4/(√λ + √Λ)² and ρ = ((√κ − 1)/(√κ + 1))². In the long run each step multiplies the
/// error by √ρ.
pub fn best_momentum(flattest: Real, steepest: Real) -> (Real, Real) {
    let (small, large) = (flattest.sqrt(), steepest.sqrt());
    let rate = (2.0 / (small + large)).powi(2);
    (rate, ((large - small) / (large + small)).powi(2))
}

//! The slope of a straight line through points on logarithmic axes.

use crate::experiments::mean_and_deviation;

/// The exponent p of the y ≈ c·xᵖ that fits best: the least squares of the logarithms.
///
/// # Panics
///
/// If there are fewer than two different x.
pub(crate) fn exponent(points: &[(f64, f64)]) -> f64 {
    let logarithms = |pick: fn(&(f64, f64)) -> f64| -> Vec<f64> {
        points.iter().map(|point| pick(point).ln()).collect()
    };
    let (x, y) = (logarithms(|point| point.0), logarithms(|point| point.1));
    let (x_mean, y_mean) = (mean_and_deviation(&x).0, mean_and_deviation(&y).0);
    let squares: f64 = x.iter().map(|x| (x - x_mean).powi(2)).sum();
    assert!(squares > 0.0, "a slope needs two different places");
    let products = x.iter().zip(&y).map(|(x, y)| (x - x_mean) * (y - y_mean));
    products.sum::<f64>() / squares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_found() {
        let points = [1.0, 2.0, 5.0, 30.0].map(|x: f64| (x, 7.0 * x.powf(-1.5)));
        assert!((exponent(&points) + 1.5).abs() < 1e-12);
        // Off by a factor c and by 1/c at places that lie evenly: the slope stays.
        let off = [(1.0, 3.0), (10.0, 10.0), (100.0, 300.0)];
        assert!((exponent(&off) - 1.0).abs() < 1e-12);
    }
}

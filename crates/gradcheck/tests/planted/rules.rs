//! The rules of two well-known checks, for 64-bit floats and with their default settings.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::layers::{Forward, Vjp};

/// `torch.autograd.gradcheck` (slow mode): every entry of the Jacobian by a central difference
/// with eps = 1e-6, against the vector-Jacobian products of the unit vectors;
/// |analytic − numerical| ≤ 1e-5 + 1e-3·|numerical|.
pub(crate) fn torch(f: Forward, vjp: Vjp, x: &[Vec<f64>]) -> bool {
    let eps = 1e-6;
    let outputs = f(x).len();
    let analytic: Vec<Vec<Vec<f64>>> = (0..outputs)
        .map(|i| {
            let mut unit = vec![0.0; outputs];
            unit[i] = 1.0;
            vjp(x, &unit)
        })
        .collect();
    let mut point = x.to_vec();
    for a in 0..x.len() {
        for j in 0..x[a].len() {
            point[a][j] = x[a][j] + eps;
            let right = f(&point);
            point[a][j] = x[a][j] - eps;
            let left = f(&point);
            point[a][j] = x[a][j];
            for i in 0..outputs {
                let numerical = (right[i] - left[i]) / (2.0 * eps);
                if (analytic[i][a][j] - numerical).abs() > 1e-5 + 1e-3 * numerical.abs()
                {
                    return false;
                }
            }
        }
    }
    true
}

/// `jax.test_util.check_grads` (order 1, reverse mode, x64): one random normal tangent v and
/// cotangent c; v·vjp(c) against c·(f(x + εv) − f(x − εv))/2ε with ε = 1e-4;
/// |analytic − numerical| ≤ 1e-5 + 1e-5·|numerical|.
pub(crate) fn jax(f: Forward, vjp: Vjp, x: &[Vec<f64>], rng: &mut ChaCha8Rng) -> bool {
    let eps = 1e-4;
    let v: Vec<Vec<f64>> = x.iter().map(|x| normal(rng, x.len())).collect();
    let c = normal(rng, f(x).len());
    let moved = |t: f64| -> Vec<Vec<f64>> {
        let along = |(x, v): (&Vec<f64>, &Vec<f64>)| {
            x.iter().zip(v).map(|(x, v)| x + t * v).collect()
        };
        x.iter().zip(&v).map(along).collect()
    };
    let (right, left) = (f(&moved(eps)), f(&moved(-eps)));
    let slopes = right.iter().zip(&left).map(|(r, l)| (r - l) * (0.5 / eps));
    let numerical: f64 = slopes.zip(&c).map(|(s, c)| s * c).sum();
    let gradient = vjp(x, &c);
    let analytic: f64 = gradient
        .iter()
        .flatten()
        .zip(v.iter().flatten())
        .map(|(g, v)| g * v)
        .sum();
    (analytic - numerical).abs() <= 1e-5 + 1e-5 * numerical.abs()
}

/// Standard normal numbers (Box and Muller).
pub(crate) fn normal(rng: &mut ChaCha8Rng, count: usize) -> Vec<f64> {
    let mut number = || {
        let (u, v): (f64, f64) = (1.0 - rng.random::<f64>(), rng.random());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    };
    (0..count).map(|_| number()).collect()
}

//! Down in one direction, up in the other.

use matrix::Real;

use super::Surface;

/// ½w₁² − ½w₂² + ¼w₂⁴: a saddle at (0, 0) between two valleys at (0, ±1).
#[derive(Clone, Copy, Debug)]
pub struct Saddle;

impl Surface for Saddle {
    fn name(&self) -> String {
        "saddle".to_owned()
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        0.5 * a * a - 0.5 * b * b + 0.25 * b.powi(4)
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        [*a, b.powi(3) - b]
    }

    fn minima(&self) -> Vec<[Real; 2]> {
        vec![[0.0, -1.0], [0.0, 1.0]]
    }

    /// Almost on the ridge that leads to the saddle.
    fn start(&self) -> [Real; 2] {
        [2.0, 1e-3]
    }
}

//! Bowls: as steep as you like in one direction, and flat in the other.

use matrix::Real;

use super::Surface;

/// ½(w₁² + κw₂²): curvature 1 along the first axis, κ along the second.
#[derive(Clone, Copy, Debug)]
pub struct Bowl {
    /// κ, the condition number.
    pub condition: Real,
}

impl Surface for Bowl {
    fn name(&self) -> String {
        format!("bowl, κ = {}", self.condition)
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        0.5 * (a * a + self.condition * b * b)
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        [*a, self.condition * b]
    }

    fn minima(&self) -> Vec<[Real; 2]> {
        vec![[0.0, 0.0]]
    }

    fn start(&self) -> [Real; 2] {
        [10.0, 1.0]
    }
}

/// The same bowl turned by 45°: ½(u² + κv²) with u = (w₁ + w₂)/√2 and v = (w₂ − w₁)/√2. No
/// step size for each number apart can straighten it.
#[derive(Clone, Copy, Debug)]
pub struct RotatedBowl {
    /// κ
    pub condition: Real,
}

impl Surface for RotatedBowl {
    fn name(&self) -> String {
        format!("turned bowl, κ = {}", self.condition)
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        0.25 * ((a + b).powi(2) + self.condition * (b - a).powi(2))
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        let (along, across) = (0.5 * (a + b), 0.5 * self.condition * (b - a));
        [along - across, along + across]
    }

    fn minima(&self) -> Vec<[Real; 2]> {
        vec![[0.0, 0.0]]
    }

    /// The bowl's own start, turned with it.
    fn start(&self) -> [Real; 2] {
        let turn = (0.5 as Real).sqrt();
        [(10.0 - 1.0) * turn, (10.0 + 1.0) * turn]
    }
}

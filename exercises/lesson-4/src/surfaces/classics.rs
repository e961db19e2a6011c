//! Three landscapes that optimizers have been tried on since the 1950s.

use matrix::Real;

use super::Surface;

/// (1 − w₁)² + 100(w₂ − w₁²)²: a curved ravine with a nearly flat floor (Rosenbrock 1960).
#[derive(Clone, Copy, Debug)]
pub struct Rosenbrock;

impl Surface for Rosenbrock {
    fn name(&self) -> String {
        "Rosenbrock".to_owned()
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        (1.0 - a).powi(2) + 100.0 * (b - a * a).powi(2)
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        let off = b - a * a;
        [-2.0 * (1.0 - a) - 400.0 * a * off, 200.0 * off]
    }

    fn minima(&self) -> Vec<[Real; 2]> {
        vec![[1.0, 1.0]]
    }

    fn start(&self) -> [Real; 2] {
        [-1.2, 1.0]
    }
}

/// (1.5 − w₁ + w₁w₂)² + (2.25 − w₁ + w₁w₂²)² + (2.625 − w₁ + w₁w₂³)²: flat far out, with
/// steep corners (Beale 1958).
#[derive(Clone, Copy, Debug)]
pub struct Beale;

/// The power of w₂ and the constant in each of its three terms.
const BEALE: [(u8, Real); 3] = [(1, 1.5), (2, 2.25), (3, 2.625)];

impl Surface for Beale {
    fn name(&self) -> String {
        "Beale".to_owned()
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        let terms = BEALE.map(|(power, wanted)| wanted - a + a * b.powi(power.into()));
        terms.iter().map(|off| off * off).sum()
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        let mut slopes = [0.0, 0.0];
        for (power, wanted) in BEALE {
            let n = i32::from(power);
            let off = wanted - a + a * b.powi(n);
            slopes[0] += 2.0 * off * (b.powi(n) - 1.0);
            slopes[1] += 2.0 * off * a * Real::from(power) * b.powi(n - 1);
        }
        slopes
    }

    fn minima(&self) -> Vec<[Real; 2]> {
        vec![[3.0, 0.5]]
    }

    fn start(&self) -> [Real; 2] {
        [1.0, 1.5]
    }
}

/// (w₁² + w₂ − 11)² + (w₁ + w₂² − 7)²: four valleys, all of height 0 (Himmelblau 1972).
#[derive(Clone, Copy, Debug)]
pub struct Himmelblau;

impl Surface for Himmelblau {
    fn name(&self) -> String {
        "Himmelblau".to_owned()
    }

    fn value(&self, [a, b]: &[Real; 2]) -> Real {
        (a * a + b - 11.0).powi(2) + (a + b * b - 7.0).powi(2)
    }

    fn gradient(&self, [a, b]: &[Real; 2]) -> [Real; 2] {
        let (first, second) = (a * a + b - 11.0, a + b * b - 7.0);
        [
            4.0 * a * first + 2.0 * second,
            2.0 * first + 4.0 * b * second,
        ]
    }

    /// The first is exact, the others to 16 digits.
    fn minima(&self) -> Vec<[Real; 2]> {
        let minima: [[f64; 2]; 4] = [
            [3.0, 2.0],
            [-2.805_118_086_952_745, 3.131_312_518_250_573],
            [-3.779_310_253_377_747, -3.283_185_991_286_17],
            [3.584_428_340_330_492, -1.848_126_526_964_404],
        ];
        minima.map(|w| w.map(|x| x as Real)).to_vec()
    }

    fn start(&self) -> [Real; 2] {
        [-0.5, -1.0]
    }
}

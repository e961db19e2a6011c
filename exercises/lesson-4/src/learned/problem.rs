//! The problems it is trained and tried on.

use autograd::{Tape, Var};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// How many numbers a problem has.
pub const NUMBERS: usize = 10;

/// ‖Aw − y‖² with a random 10×10 matrix A and a random y: a bowl, turned and stretched
/// anyhow.
#[derive(Clone, Debug)]
pub struct Quadratic {
    rows: [[f64; NUMBERS]; NUMBERS],
    target: [f64; NUMBERS],
}

impl Quadratic {
    /// A new problem. Its entries are standard normal.
    pub fn random(random: &mut ChaCha8Rng) -> Self {
        let mut normal = || random.sample(StandardNormal);
        Self {
            rows: std::array::from_fn(|_| std::array::from_fn(|_| normal())),
            target: std::array::from_fn(|_| normal()),
        }
    }

    /// Aw − y.
    fn off(&self, w: &[f64]) -> [f64; NUMBERS] {
        std::array::from_fn(|i| {
            let row = self.rows[i].iter().zip(w);
            row.map(|(a, w)| a * w).sum::<f64>() - self.target[i]
        })
    }

    /// Its value at w.
    pub fn value(&self, w: &[f64]) -> f64 {
        self.off(w).iter().map(|off| off * off).sum()
    }

    /// Its slopes at w, 2Aᵀ(Aw − y).
    pub fn gradient(&self, w: &[f64]) -> [f64; NUMBERS] {
        let off = self.off(w);
        std::array::from_fn(|j| {
            let column = self.rows.iter().zip(&off);
            2.0 * column.map(|(row, off)| row[j] * off).sum::<f64>()
        })
    }

    /// Its value on a tape, for w on that tape.
    pub(crate) fn record<'t>(&self, tape: &'t Tape, w: &[Var<'t>]) -> Var<'t> {
        let squares = self.rows.iter().zip(&self.target).map(|(row, &target)| {
            let terms: Vec<_> = row.iter().zip(w).map(|(&a, &w)| w * a).collect();
            (tape.sum(&terms) - target).powi(2)
        });
        tape.sum(&squares.collect::<Vec<_>>())
    }
}

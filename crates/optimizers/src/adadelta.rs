//! Steps in the units of earlier steps.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

// ANCHOR: adadelta
/// Adadelta (Zeiler 2012): s ← ρs + (1 − ρ)g², Δ = −√(u + ε)/√(s + ε)·g,
/// u ← ρu + (1 − ρ)Δ², w ← w + ηΔ.
///
/// u is the mean square of the steps *before* this one. So a step has the unit of w and
/// not that of 1/w, and η is usually 1.
#[derive(Clone, Debug)]
pub struct Adadelta {
    /// η
    pub learning_rate: Real,
    /// ρ: how much of s and u is left after a step.
    pub decay: Real,
    /// ε: also how the first steps get off the ground.
    pub epsilon: Real,
    /// s and u of each parameter.
    pub memory: Memory<2>,
}

impl Adadelta {
    /// Adadelta with η = 1, ρ = 0.9 and ε = 10⁻⁶.
    pub fn new() -> Self {
        Self {
            learning_rate: 1.0,
            decay: 0.9,
            epsilon: 1e-6,
            memory: Memory::default(),
        }
    }
}

impl Default for Adadelta {
    fn default() -> Self {
        Self::new()
    }
}

impl Optimizer for Adadelta {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Adadelta", values, slopes);
        // ANCHOR: exercise_4_7
        let (_, [square, moved]) = self.memory.step(index, values.len());
        let (rho, epsilon) = (self.decay, self.epsilon);
        let remembered = square.iter_mut().zip(moved);
        for ((w, g), (s, u)) in values.iter_mut().zip(slopes).zip(remembered) {
            *s = rho * *s + (1.0 - rho) * g * g;
            let step = -(*u + epsilon).sqrt() / (*s + epsilon).sqrt() * g;
            *u = rho * *u + (1.0 - rho) * step * step;
            *w += self.learning_rate * step;
        }
        // ANCHOR_END: exercise_4_7
    }
}
// ANCHOR_END: adadelta

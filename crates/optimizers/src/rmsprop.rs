//! A step size for every number, from the slopes it has seen lately.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

// ANCHOR: rmsprop
/// RMSProp (Hinton's lecture 6, 2012): s ← βs + (1 − β)g², w ← w − ηg/(√s + ε).
///
/// One line differs from Adagrad: s forgets.
#[derive(Clone, Debug)]
pub struct RmsProp {
    /// η
    pub learning_rate: Real,
    /// β: how much of s is left after a step.
    pub decay: Real,
    /// ε
    pub epsilon: Real,
    /// s of each parameter.
    pub memory: Memory<1>,
}

impl RmsProp {
    /// `RMSProp` with β = 0.99 and ε = 10⁻⁸.
    pub fn new(learning_rate: Real) -> Self {
        Self {
            learning_rate,
            decay: 0.99,
            epsilon: 1e-8,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for RmsProp {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("RmsProp", values, slopes);
        let (_, [square]) = self.memory.step(index, values.len());
        // ANCHOR: exercise_4_6
        for ((w, g), s) in values.iter_mut().zip(slopes).zip(square) {
            *s = self.decay * *s + (1.0 - self.decay) * g * g;
            *w -= self.learning_rate * g / (s.sqrt() + self.epsilon);
        }
        // ANCHOR_END: exercise_4_6
    }
}
// ANCHOR_END: rmsprop

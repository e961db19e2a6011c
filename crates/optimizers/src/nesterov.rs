//! Momentum that looks before it steps.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

// ANCHOR: look_ahead
/// One step of Nesterov's method as it was meant: the slope is asked where the velocity
/// alone would lead, v ← ρv + ∇L(w − ηρv), w ← w − ηv (Nesterov 1983; Sutskever et al.
/// 2013).
///
/// `gradient` is asked once. The velocity begins as zeros.
///
/// # Panics
///
/// If the velocity or the gradient has not as many numbers as w.
pub fn look_ahead(
    values: &mut [Real],
    velocity: &mut [Real],
    learning_rate: Real,
    momentum: Real,
    gradient: impl FnOnce(&[Real]) -> Vec<Real>,
) {
    let (w, v) = (values.len(), velocity.len());
    assert!(w == v, "look_ahead: {w} values, but {v} velocities");
    let slopes_at = |ahead: &[Real]| {
        let slopes = gradient(ahead);
        let g = slopes.len();
        assert!(w == g, "look_ahead: {w} values, but {g} slopes");
        slopes
    };
    // ANCHOR: exercise_4_4_look_ahead
    let pairs = values.iter().zip(velocity.iter());
    let ahead: Vec<Real> = pairs
        .map(|(w, v)| w - learning_rate * momentum * v)
        .collect();
    let slopes = slopes_at(&ahead);
    for ((w, v), g) in values.iter_mut().zip(velocity).zip(slopes) {
        *v = momentum * *v + g;
        *w -= learning_rate * *v;
    }
    // ANCHOR_END: exercise_4_4_look_ahead
}
// ANCHOR_END: look_ahead

// ANCHOR: nesterov
/// The same path, told by whoever stands at the point ahead: v ← ρv + g,
/// w ← w − η(g + ρv).
///
/// Here w is the point where the slope is asked, which is what a training loop has.
#[derive(Clone, Debug)]
pub struct Nesterov {
    /// η
    pub learning_rate: Real,
    /// ρ
    pub momentum: Real,
    /// v of each parameter.
    pub memory: Memory<1>,
}

impl Nesterov {
    /// Nesterov's momentum.
    pub fn new(learning_rate: Real, momentum: Real) -> Self {
        Self {
            learning_rate,
            momentum,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for Nesterov {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Nesterov", values, slopes);
        let (_, [velocity]) = self.memory.step(index, values.len());
        // ANCHOR: exercise_4_4_training
        for ((w, g), v) in values.iter_mut().zip(slopes).zip(velocity) {
            *v = self.momentum * *v + g;
            *w -= self.learning_rate * (g + self.momentum * *v);
        }
        // ANCHOR_END: exercise_4_4_training
    }
}
// ANCHOR_END: nesterov

//! Momentum that looks before it steps.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

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
    // >>> exercise 4.4 (look_ahead): your code from here
    todo!("exercise 4.4 (look_ahead): Nesterov, both ways")
    // <<< exercise 4.4 (look_ahead): to here
}

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
        // >>> exercise 4.4 (training): your code from here
        todo!("exercise 4.4 (training): Nesterov, both ways")
        // <<< exercise 4.4 (training): to here
    }
}

//! Steps that build on the steps before.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

/// Momentum (Polyak 1964), as PyTorch writes it: v ← ρv + (1 − τ)g, w ← w − ηv.
///
/// At the first step v is g itself, whatever the dampening τ is.
#[derive(Clone, Debug)]
pub struct Momentum {
    /// η
    pub learning_rate: Real,
    /// ρ: how much of the velocity is left after a step.
    pub momentum: Real,
    /// τ: how much of each gradient is held back; usually 0.
    pub dampening: Real,
    /// v of each parameter.
    pub memory: Memory<1>,
}

impl Momentum {
    /// Momentum without dampening.
    pub fn new(learning_rate: Real, momentum: Real) -> Self {
        Self {
            learning_rate,
            momentum,
            dampening: 0.0,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for Momentum {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Momentum", values, slopes);
        let (step, [velocity]) = self.memory.step(index, values.len());
        let new_part = if step == 1 { 1.0 } else { 1.0 - self.dampening };
        // >>> exercise 4.3: your code from here
        todo!("exercise 4.3: Momentum")
        // <<< exercise 4.3: to here
    }
}

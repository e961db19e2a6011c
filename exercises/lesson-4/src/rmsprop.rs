//! A step size for every number, from the slopes it has seen lately.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

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
        // >>> exercise 4.6: your code from here
        todo!("exercise 4.6: And it forgets")
        // <<< exercise 4.6: to here
    }
}

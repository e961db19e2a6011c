//! A step size for every number, from all slopes it has seen.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;

/// Adagrad (Duchi, Hazan & Singer 2011): s ← s + g², w ← w − ηg/(√s + ε).
///
/// s only grows, so the steps only shrink: as 1/√t where the slopes stay alike.
#[derive(Clone, Debug)]
pub struct Adagrad {
    /// η
    pub learning_rate: Real,
    /// ε: keeps a number that has seen no slope from dividing by 0.
    pub epsilon: Real,
    /// s of each parameter.
    pub memory: Memory<1>,
}

impl Adagrad {
    /// Adagrad with ε = 10⁻¹⁰.
    pub fn new(learning_rate: Real) -> Self {
        Self {
            learning_rate,
            epsilon: 1e-10,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for Adagrad {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Adagrad", values, slopes);
        let (_, [sum]) = self.memory.step(index, values.len());
        // >>> exercise 4.5: your code from here
        todo!("exercise 4.5: A rate for every number")
        // <<< exercise 4.5: to here
    }
}

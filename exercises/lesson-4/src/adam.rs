//! Momentum and a step size for every number, both corrected for their empty start.

// The loop is compiled for wide registers only where it is inlined: see `wide.rs`.
#![allow(clippy::inline_always)]

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Memory;
use crate::wide::{self, Loop, Numbers};

/// 1 − βᵗ: how much of a full memory has come together after t ≥ 1 steps.
///
/// A mean that starts at 0 and keeps β of itself is too small by this factor.
pub fn filled(decay: Real, step: u32) -> Real {
    // >>> exercise 4.8: your code from here
    todo!("exercise 4.8: How full is the memory?")
    // <<< exercise 4.8: to here
}

/// Adam (Kingma & Ba 2015, algorithm 1): m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², and
/// w ← w − ηm̂/(√ŝ + ε) with m̂ = m/(1 − β₁ᵗ) and ŝ = s/(1 − β₂ᵗ).
///
/// The first step is η in every number, however long or short its slope is, as long as ε
/// is small beside it.
#[derive(Clone, Debug)]
pub struct Adam {
    /// η
    pub learning_rate: Real,
    /// β₁: how much of the mean slope is left after a step.
    pub mean_decay: Real,
    /// β₂: how much of the mean square is left after a step.
    pub square_decay: Real,
    /// ε: keeps a number that has seen no slope from dividing by 0.
    pub epsilon: Real,
    /// m and s of each parameter.
    pub memory: Memory<2>,
}

impl Adam {
    /// Adam with β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    pub fn new(learning_rate: Real) -> Self {
        Self {
            learning_rate,
            mean_decay: 0.9,
            square_decay: 0.999,
            epsilon: 1e-8,
            memory: Memory::default(),
        }
    }
}

impl Optimizer for Adam {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Adam", values, slopes);
        let (step, memory) = self.memory.step(index, values.len());
        let step = Step {
            learning_rate: self.learning_rate,
            decays: [self.mean_decay, self.square_decay],
            filled: [self.mean_decay, self.square_decay].map(|beta| filled(beta, step)),
            epsilon: self.epsilon,
        };
        let numbers = Numbers {
            values,
            slopes,
            memory,
        };
        wide::run(step, numbers);
    }
}

/// What a step needs to know beside the numbers.
#[derive(Clone, Copy)]
struct Step {
    learning_rate: Real,
    /// β₁ and β₂
    decays: [Real; 2],
    /// 1 − β₁ᵗ and 1 − β₂ᵗ
    filled: [Real; 2],
    epsilon: Real,
}

impl Loop for Step {
    #[inline(always)]
    fn run(self, numbers: Numbers) {
        let [mean, square] = numbers.memory;
        let remembered = mean.iter_mut().zip(square);
        let pairs = numbers.values.iter_mut().zip(numbers.slopes);
        let ([b1, b2], [mean_filled, square_filled]) = (self.decays, self.filled);
        // >>> exercise 4.9: your code from here
        todo!("exercise 4.9: Adam")
        // <<< exercise 4.9: to here
    }
}

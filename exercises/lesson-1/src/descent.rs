//! Gradient descent: step against the slope.

use crate::{Gradients, Tape, Var};

/// Gradient descent with one tape and one buffer, used again at every step.
#[derive(Default)]
pub struct Descent {
    tape: Tape,
    gradients: Gradients,
    /// η: how far to step per unit of slope.
    pub learning_rate: f64,
}

impl Descent {
    /// Descent with the given learning rate.
    pub fn new(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            ..Self::default()
        }
    }

    /// One step w ← w − η·∂L/∂w for every parameter w. Returns the loss *before* the
    /// step.
    ///
    /// `loss` computes L from the parameters, which stand on the tape in their own
    /// order.
    pub fn step(
        &mut self,
        parameters: &mut [f64],
        loss: impl for<'t> FnOnce(&'t Tape, &[Var<'t>]) -> Var<'t>,
    ) -> f64 {
        self.tape.clear();
        let variables = self.tape.vars(parameters);
        let loss = loss(&self.tape, &variables);
        // >>> exercise 1.12: your code from here
        todo!("exercise 1.12: A gradient step")
        // <<< exercise 1.12: to here
    }
}

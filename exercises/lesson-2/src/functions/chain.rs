//! One function after another.

use matrix::{Matrix, Vector};

use crate::Function;
use crate::function::check_size;

/// fₖ(… f₂(f₁(x)) …): the first function of the list is applied first.
pub struct Chain {
    /// f₁ to fₖ.
    pub functions: Vec<Box<dyn Function>>,
}

impl Chain {
    /// What goes into each function, and at the end what comes out of the last.
    ///
    /// # Panics
    ///
    /// Where a function of the list refuses what the one before it gives.
    pub fn signals(&self, x: &Vector) -> Vec<Vector> {
        let mut signals = vec![x.clone()];
        for (i, function) in self.functions.iter().enumerate() {
            signals.push(function.value(&signals[i]));
        }
        signals
    }
}

/// # Panics
///
/// Where a function of the list refuses what the one before it gives.
impl Function for Chain {
    fn value(&self, x: &Vector) -> Vector {
        let mut signal = x.clone();
        for function in &self.functions {
            signal = function.value(&signal);
        }
        signal
    }

    /// J = Jₖ · … · J₂ · J₁, each taken where its function is applied.
    fn jacobian(&self, x: &Vector) -> Matrix {
        let signals = self.signals(x);
        let mut product = Matrix::identity(x.len());
        for (function, signal) in self.functions.iter().zip(&signals) {
            // >>> exercise 2.4: your code from here
            todo!("exercise 2.4: A product of Jacobians");
            // <<< exercise 2.4: to here
        }
        product
    }

    /// Forward mode: the tangent goes along with the value, first function to last.
    fn jvp(&self, x: &Vector, tangent: &Vector) -> Vector {
        check_size("Chain::jvp: the tangent", tangent, x.len());
        let (mut signal, mut tangent) = (x.clone(), tangent.clone());
        for function in &self.functions {
            tangent = function.jvp(&signal, &tangent);
            signal = function.value(&signal);
        }
        tangent
    }

    /// Reverse mode: the cotangent comes back, last function to first.
    fn vjp(&self, x: &Vector, cotangent: &Vector) -> Vector {
        let signals = self.signals(x);
        let outputs = signals[signals.len() - 1].len();
        check_size("Chain::vjp: the cotangent", cotangent, outputs);
        let mut cotangent = cotangent.clone();
        // >>> exercise 2.7: your code from here
        todo!("exercise 2.7: Back through a chain");
        // <<< exercise 2.7: to here
        cotangent
    }
}

//! A dense layer: several neurons that all read the same inputs.

use crate::{Neuron, Operand, Var};

/// A dense layer's shape. Its parameters are those of its neurons, one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dense {
    /// How many numbers it reads.
    pub inputs: usize,
    /// How many neurons it has, each with one result.
    pub outputs: usize,
}

impl Dense {
    /// One of its neurons.
    pub fn neuron(self) -> Neuron {
        Neuron {
            inputs: self.inputs,
        }
    }

    /// How many parameters it has.
    pub fn parameters(self) -> usize {
        self.outputs * self.neuron().parameters()
    }

    /// The weighted sum of each neuron.
    ///
    /// # Panics
    ///
    /// If the number of parameters or of inputs is not the layer's.
    pub fn forward<'t, X: Operand<'t>>(
        self,
        parameters: &[Var<'t>],
        inputs: &[X],
    ) -> Vec<Var<'t>> {
        let (wanted, given) = (self.parameters(), parameters.len());
        assert!(
            wanted == given,
            "Dense: {wanted} parameters expected, {given} given"
        );
        parameters
            .chunks_exact(self.neuron().parameters())
            .map(|own| self.neuron().forward(own, inputs))
            .collect()
    }
}

//! A neuron: every input gets a weight, the votes are added, and a bias tips the scale.

use crate::Var;
use crate::tape::Op;

// ANCHOR: operand
/// What a neuron reads: a plain number (the data) or a number on the tape (another
/// neuron).
pub trait Operand<'t>: Copy {
    /// The number.
    fn number(self) -> f64;
    /// The edge back to it with the given slope: none for a plain number.
    fn edge(self, slope: f64) -> Option<(Var<'t>, f64)>;
}

impl<'t> Operand<'t> for f64 {
    #[inline]
    fn number(self) -> f64 {
        self
    }
    #[inline]
    fn edge(self, _slope: f64) -> Option<(Var<'t>, f64)> {
        None
    }
}

impl<'t> Operand<'t> for Var<'t> {
    #[inline]
    fn number(self) -> f64 {
        self.value
    }
    #[inline]
    fn edge(self, slope: f64) -> Option<(Var<'t>, f64)> {
        Some((self, slope))
    }
}
// ANCHOR_END: operand

// ANCHOR: weighted_sum
/// z = w₁x₁ + … + wₙxₙ + b, recorded as one row.
///
/// It has an edge to the bias, one to each weight and, where the inputs are on the
/// tape, one to each input.
///
/// # Panics
///
/// If there are not as many inputs as weights.
pub fn weighted_sum<'t, X: Operand<'t>>(
    weights: &[Var<'t>],
    inputs: &[X],
    bias: Var<'t>,
) -> Var<'t> {
    let (w, x) = (weights.len(), inputs.len());
    assert!(w == x, "weighted_sum: {w} weights, but {x} inputs");
    // ANCHOR: exercise_1_10
    let pairs = || weights.iter().copied().zip(inputs.iter().copied());
    let value = pairs().map(|(w, x)| w.value * x.number()).sum::<f64>() + bias.value;
    let to_weights = pairs().map(|(w, x)| (w, x.number()));
    let to_inputs = pairs().filter_map(|(w, x)| x.edge(w.value));
    let edges = [(bias, 1.0)].into_iter().chain(to_weights).chain(to_inputs);
    bias.tape.record(Op::WeightedSum, value, edges)
    // ANCHOR_END: exercise_1_10
}
// ANCHOR_END: weighted_sum

// ANCHOR: neuron
/// A neuron's shape. Its numbers live outside: `inputs` weights, then one bias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neuron {
    /// How many inputs it reads.
    pub inputs: usize,
}

impl Neuron {
    /// How many parameters it has: a weight per input, and the bias.
    pub fn parameters(self) -> usize {
        self.inputs + 1
    }

    /// The weighted sum of the inputs, before any activation.
    ///
    /// # Panics
    ///
    /// If there are not `inputs + 1` parameters, or not `inputs` inputs.
    pub fn forward<'t, X: Operand<'t>>(
        self,
        parameters: &[Var<'t>],
        inputs: &[X],
    ) -> Var<'t> {
        let (wanted, given) = (self.parameters(), parameters.len());
        assert!(
            wanted == given,
            "Neuron: {wanted} parameters expected, {given} given"
        );
        let (weights, bias) = parameters.split_at(self.inputs);
        weighted_sum(weights, inputs, bias[0])
    }
}
// ANCHOR_END: neuron

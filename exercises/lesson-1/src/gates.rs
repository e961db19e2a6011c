//! AND and OR by one neuron; XOR by one more feature, or by one more layer.

use datasets::Dataset;

use crate::{Descent, Tape, Var};

/// The mean logistic loss of a two-class data set, for a model that answers with a
/// logit.
///
/// # Panics
///
/// If the data has not two classes.
pub fn mean_logistic_loss<'t>(
    tape: &'t Tape,
    data: &Dataset,
    logit: impl Fn(&[f64]) -> Var<'t>,
) -> Var<'t> {
    let classes = data.classes();
    assert!(
        classes == 2,
        "mean_logistic_loss: {classes} classes, but a logit tells two apart"
    );
    let loss = |(sample, label)| logit(sample).logistic_loss(label as f64);
    let losses: Vec<_> = data.iter().map(loss).collect();
    tape.mean(&losses)
}

/// Trains a model by `steps` steps of gradient descent, each on all of the data.
///
/// `logit` is the model: it takes the parameters and one sample. The parameters are
/// changed in place; the loss before each step is returned.
pub fn fit(
    data: &Dataset,
    parameters: &mut [f64],
    steps: usize,
    learning_rate: f64,
    logit: impl for<'t> Fn(&[Var<'t>], &[f64]) -> Var<'t>,
) -> Vec<f64> {
    let mut descent = Descent::new(learning_rate);
    let mut losses = Vec::with_capacity(steps);
    // >>> exercise 1.13: your code from here
    todo!("exercise 1.13: AND and OR by one neuron");
    // <<< exercise 1.13: to here
    losses
}

/// A sample (x₁, x₂) with a third feature made by hand, so that one neuron can do XOR.
pub fn with_product(sample: &[f64]) -> [f64; 3] {
    // >>> exercise 1.14: your code from here
    todo!("exercise 1.14: XOR by one more feature")
    // <<< exercise 1.14: to here
}

/// The share of samples on the right side: a logit above 0 for label 1, and below for
/// 0.
pub fn accuracy(data: &Dataset, logit: impl Fn(&[f64]) -> f64) -> f64 {
    let right = data.iter().filter(|&(sample, label)| {
        let z = logit(sample);
        if label == 1 { z > 0.0 } else { z < 0.0 }
    });
    right.count() as f64 / data.len() as f64
}

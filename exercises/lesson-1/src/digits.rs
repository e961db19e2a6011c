//! Ten neurons, one for each digit, each against the rest.

use datasets::Dataset;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use crate::{Descent, Mlp, Tape, Var};

/// The loss of one sample: the sum of one logistic loss per class, in which the right
/// class has label 1 and every other class has label 0.
///
/// # Panics
///
/// If there is no logit for `class`.
pub fn one_against_rest<'t>(
    tape: &'t Tape,
    logits: &[Var<'t>],
    class: usize,
) -> Var<'t> {
    let classes = logits.len();
    assert!(
        class < classes,
        "one_against_rest: class {class}, but there are {classes} logits"
    );
    // >>> exercise 1.16 (loss): your code from here
    todo!("exercise 1.16 (loss): Handwritten digits")
    // <<< exercise 1.16 (loss): to here
}

/// The class whose neuron speaks loudest; at a tie the first.
///
/// # Panics
///
/// If there are no logits.
pub fn choose(logits: &[f64]) -> usize {
    assert!(!logits.is_empty(), "choose: no logits to choose from");
    // >>> exercise 1.16 (choice): your code from here
    todo!("exercise 1.16 (choice): Handwritten digits")
    // <<< exercise 1.16 (choice): to here
}

/// The source of randomness for [`epoch`]: the same seed gives the same order on every
/// machine.
pub fn shuffler(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// One pass over the data in a random order, a step for every `batch` samples. Returns
/// the mean loss over the pass.
///
/// # Panics
///
/// If `batch` is 0, or the data does not fit the model.
pub fn epoch(
    model: &Mlp,
    parameters: &mut [f64],
    data: &Dataset,
    descent: &mut Descent,
    batch: usize,
    random: &mut ChaCha8Rng,
) -> f64 {
    assert!(
        batch > 0,
        "epoch: batch 0, but a step takes at least one sample"
    );
    let mut order: Vec<usize> = (0..data.len()).collect();
    order.shuffle(random);
    let mut total = 0.0;
    for samples in order.chunks(batch) {
        let loss = descent.step(parameters, |tape, variables| {
            let losses: Vec<_> = samples
                .iter()
                .map(|&i| {
                    let logits = model.forward(variables, data.sample(i));
                    one_against_rest(tape, &logits, data.label(i))
                })
                .collect();
            tape.mean(&losses)
        });
        total += loss * samples.len() as f64;
    }
    total / data.len() as f64
}

/// The share of samples for which the model chooses the right class.
pub fn accuracy(model: &Mlp, parameters: &[f64], data: &Dataset) -> f64 {
    let right = |&(sample, class): &(&[f64], usize)| {
        choose(&model.predict(parameters, sample)) == class
    };
    data.iter().filter(right).count() as f64 / data.len() as f64
}

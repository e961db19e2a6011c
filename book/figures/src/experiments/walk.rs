//! Passes over a data set, with any optimizer.

use backprop::batches::Mean;
use backprop::{Batches, Layer, Optimizer, Training};
use datasets::Dataset;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// How a data set is gone through.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Walk {
    /// Samples per step.
    pub(crate) batch: usize,
    /// Of the order of the samples.
    pub(crate) seed: u64,
    /// Passes at most.
    pub(crate) passes: usize,
}

/// Trains. After each pass `go_on` is given the network and the pass's running loss, the mean
/// of the batches' losses each before its step, and says whether there is to be another.
pub(crate) fn walk(
    network: &mut dyn Layer,
    optimizer: impl Optimizer,
    data: &Dataset,
    walk: Walk,
    mut go_on: impl FnMut(&mut dyn Layer, f64) -> bool,
) {
    let mut random = ChaCha8Rng::seed_from_u64(walk.seed);
    let mut batches = Batches::new(data, walk.batch);
    let mut training = Training::new(network, optimizer);
    for _ in 0..walk.passes {
        batches.shuffle(&mut random);
        let mut running = Mean::default();
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            running.add(training.step(x, labels), labels.len());
        }
        if !go_on(training.network, running.value()) {
            break;
        }
    }
}

//! The step, the pass over the data, and the fit.

use datasets::Dataset;
use matrix::{Matrix, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::batches::Mean;
use crate::losses::softmax_cross_entropy;
use crate::{Batches, Layer};

/// What moves parameters once their gradients are known. It sees numbers and slopes, never
/// layers.
pub trait Optimizer {
    /// Moves the numbers of parameter number `index`, counted in the order of
    /// [`Layer::visit`], by their slopes.
    ///
    /// # Panics
    ///
    /// If there are not as many slopes as values.
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]);
}

/// Plain gradient descent: w ← w − η·∂L/∂w.
#[derive(Clone, Copy, Debug)]
pub struct Sgd {
    /// η
    pub learning_rate: Real,
}

impl Optimizer for Sgd {
    fn update(&mut self, _index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("Sgd", values, slopes);
        for (w, slope) in values.iter_mut().zip(slopes) {
            *w -= self.learning_rate * slope;
        }
    }
}

/// Names both numbers where they differ.
///
/// # Panics
///
/// Where they differ.
#[track_caller]
pub fn check_slopes(optimizer: &str, values: &[Real], slopes: &[Real]) {
    let (w, g) = (values.len(), slopes.len());
    assert!(w == g, "{optimizer}::update: {w} values, {g} slopes");
}

/// A network that is being trained to tell classes apart.
pub struct Training<'n, O> {
    /// What is trained.
    pub network: &'n mut dyn Layer,
    /// What moves its parameters.
    pub optimizer: O,
    dz: Matrix,
}

impl<'n, O: Optimizer> Training<'n, O> {
    /// Training of this network with this optimizer.
    pub fn new(network: &'n mut dyn Layer, optimizer: O) -> Self {
        Self {
            network,
            optimizer,
            dz: Matrix::default(),
        }
    }

    /// One step on one batch. Returns its mean loss *before* the step.
    ///
    /// # Panics
    ///
    /// If X does not fit the network, or the labels do not fit its logits.
    pub fn step(&mut self, x: &Matrix, labels: &[usize]) -> Real {
        let Self {
            network,
            optimizer,
            dz,
        } = self;
        // >>> exercise 2.18: your code from here
        todo!("exercise 2.18: The step that reads digits")
        // <<< exercise 2.18: to here
    }
}

/// How well a network does on a set of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The mean loss.
    pub loss: Real,
    /// The share of samples whose right class has the largest logit.
    pub accuracy: Real,
}

/// The largest entry's place; at a tie the first. A NaN is never the largest.
///
/// # Panics
///
/// If there are no entries.
pub fn largest(entries: &[Real]) -> usize {
    assert!(!entries.is_empty(), "largest: no entries to choose from");
    let mut best = 0;
    for (i, &entry) in entries.iter().enumerate() {
        if entry > entries[best] || entries[best].is_nan() {
            best = i;
        }
    }
    best
}

/// Loss and accuracy of a network on a data set; nothing is changed but what its layers
/// remember.
///
/// # Panics
///
/// If the data does not fit the network.
pub fn evaluate(network: &mut dyn Layer, data: &Dataset) -> Score {
    let (mut batches, mut dz) = (Batches::new(data, 256), Matrix::default());
    let (mut loss, mut right) = (Mean::default(), 0);
    for i in 0..batches.count() {
        let (x, labels) = batches.get(i);
        let logits = network.forward(x);
        let pairs = logits.column_iter().zip(labels);
        right += pairs.filter(|&(z, &label)| largest(z) == label).count();
        loss.add(softmax_cross_entropy(logits, labels, &mut dz), labels.len());
    }
    Score {
        loss: loss.value(),
        accuracy: right as Real / data.len() as Real,
    }
}

/// How to go through the data.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many times to go through all samples.
    pub epochs: usize,
    /// Samples per step.
    pub batch: usize,
    /// Of the order of the samples.
    pub seed: u64,
}

/// One pass, as it is reported: training loss on the way, and both sets at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// The mean loss of the batches, each before its step.
    pub running_loss: Real,
    /// The training samples after the pass.
    pub train: Score,
    /// Samples that are not trained on.
    pub validation: Score,
}

/// Trains, and reports each pass to `watch`, which may draw a progress bar. The same seed
/// gives the same run.
///
/// # Panics
///
/// If the data does not fit the network, or `plan.batch` is 0.
pub fn fit(
    training: &mut Training<impl Optimizer>,
    train: &Dataset,
    validation: &Dataset,
    plan: Plan,
    mut watch: impl FnMut(&Pass),
) -> Vec<Pass> {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut batches = Batches::new(train, plan.batch);
    let mut passes = Vec::with_capacity(plan.epochs);
    for _ in 0..plan.epochs {
        batches.shuffle(&mut random);
        let mut running = Mean::default();
        for i in 0..batches.count() {
            let (x, labels) = batches.get(i);
            running.add(training.step(x, labels), labels.len());
        }
        let pass = Pass {
            running_loss: running.value(),
            train: evaluate(training.network, train),
            validation: evaluate(training.network, validation),
        };
        watch(&pass);
        passes.push(pass);
    }
    passes
}

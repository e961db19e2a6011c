//! Samples a few at a time.

use datasets::Dataset;
use matrix::{Matrix, Real};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// The samples of a data set in batches, in an order that can be shuffled.
pub struct Batches<'d> {
    data: &'d Dataset,
    size: usize,
    order: Vec<usize>,
    x: Matrix,
    labels: Vec<usize>,
}

impl<'d> Batches<'d> {
    /// Batches of `size` samples, for now in the data's own order. The last one is smaller
    /// where `size` does not divide the number of samples.
    ///
    /// # Panics
    ///
    /// If `size` is 0.
    pub fn new(data: &'d Dataset, size: usize) -> Self {
        assert!(
            size > 0,
            "Batches: size 0, but a batch has at least one sample"
        );
        Self {
            data,
            size,
            order: (0..data.len()).collect(),
            x: Matrix::default(),
            labels: Vec::with_capacity(size.min(data.len())),
        }
    }

    /// A new random order.
    pub fn shuffle(&mut self, random: &mut ChaCha8Rng) {
        self.order.shuffle(random);
    }

    /// How many batches there are.
    pub fn count(&self) -> usize {
        self.order.len().div_ceil(self.size)
    }

    /// Batch number `index`: X, features × batch, and the labels.
    ///
    /// # Panics
    ///
    /// If there is no such batch.
    pub fn get(&mut self, index: usize) -> (&Matrix, &[usize]) {
        let count = self.count();
        assert!(index < count, "batch {index} of {count}, counted from 0");
        let end = self.order.len().min((index + 1) * self.size);
        let samples = &self.order[index * self.size..end];
        self.x.reshape(self.data.dimension(), samples.len());
        self.labels.clear();
        // >>> exercise 2.17 (gather): your code from here
        todo!("exercise 2.17 (gather): Minibatches");
        // <<< exercise 2.17 (gather): to here
        (&self.x, &self.labels)
    }
}

/// The mean of a pass: of the batches' means, each weighted by its number of samples.
///
/// The last batch is often smaller, and one that counts as much as the others would give
/// its samples too much weight.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean {
    total: Real,
    samples: usize,
}

impl Mean {
    /// Adds a batch of `samples` samples whose mean is `mean`.
    pub fn add(&mut self, mean: Real, samples: usize) {
        // >>> exercise 2.17 (mean): your code from here
        todo!("exercise 2.17 (mean): Minibatches");
        // <<< exercise 2.17 (mean): to here
    }

    /// The mean over all samples so far; NaN where there are none.
    pub fn value(self) -> Real {
        self.total / self.samples as Real
    }
}

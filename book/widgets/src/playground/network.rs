//! A network of any depth, its training, and pictures of what each unit sees.

use activations::{Activation, ActivationLayer, init};
use backprop::losses::logistic;
use backprop::{Batches, Init, Layer, Linear, Optimizer};
use datasets::Dataset;
use matrix::{Matrix, Real};
use optimizers::WithL2;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::chosen::{Chosen, MOMENTUM};
use crate::protocol::wide;

/// A layer of units: weights, and the bend after them; the last layer has none.
struct Stage {
    linear: Linear,
    bend: Option<ActivationLayer>,
}

impl Stage {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let z = self.linear.forward(x);
        match &mut self.bend {
            Some(bend) => bend.forward(z),
            None => z,
        }
    }
}

/// A network with one logit, and how it is trained.
pub struct Network {
    stages: Vec<Stage>,
    optimizer: WithL2<Chosen>,
    random: ChaCha8Rng,
    sigmoid: ActivationLayer,
    dz: Matrix,
    /// Steps so far.
    pub steps: usize,
}

impl Network {
    /// A network with hidden layers of these sizes. Its first weights keep the size of a
    /// signal: see lesson 3.
    ///
    /// # Panics
    ///
    /// If a size is 0.
    pub fn new(
        inputs: usize,
        hidden: &[usize],
        activation: Activation,
        seed: u64,
    ) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut before = inputs;
        let sizes = hidden.iter().copied().chain([1]).enumerate();
        let stages = sizes.map(|(place, size)| {
            // What comes in: the features, or what the activation made.
            let of = if place == 0 {
                Activation::Identity
            } else {
                activation
            };
            let mut linear = Linear::new(before, size, Init::Zeros, &mut random);
            linear.weight.value = init::weights(of, before, size, &mut random);
            before = size;
            let bend = (place < hidden.len()).then(|| ActivationLayer::new(activation));
            Stage { linear, bend }
        });
        Self {
            stages: stages.collect(),
            optimizer: WithL2::new(Chosen::new(0, 0.1, MOMENTUM), 0.0),
            random,
            sigmoid: ActivationLayer::new(Activation::Sigmoid),
            dz: Matrix::default(),
            steps: 0,
        }
    }

    /// Goes on with another optimizer, whose memory is empty, and this strength of L2.
    ///
    /// # Panics
    ///
    /// If there is no such optimizer.
    pub fn learn_by(&mut self, which: usize, rate: f64, decay: f64) {
        let chosen = Chosen::new(which, rate as Real, MOMENTUM);
        self.optimizer = WithL2::new(chosen, decay as Real);
    }

    /// One step on one batch.
    fn step(&mut self, x: &Matrix, labels: &[usize]) {
        let Self {
            stages,
            optimizer,
            sigmoid,
            dz,
            steps,
            ..
        } = self;
        for stage in stages.iter_mut() {
            stage.linear.clear_gradients();
        }
        set_slope(sigmoid.forward(forward(stages, x)), labels, dz);
        let mut slope: &Matrix = dz;
        for (place, stage) in stages.iter_mut().enumerate().rev() {
            if let Some(bend) = &mut stage.bend {
                slope = bend.backward(slope);
            }
            if place == 0 {
                stage.linear.backward_parameters(slope);
            } else {
                slope = stage.linear.backward(slope);
            }
        }
        let mut index = 0;
        for stage in stages {
            stage.linear.visit(&mut |p| {
                optimizer.update(index, p.value.as_mut_slice(), p.gradient.as_slice());
                index += 1;
            });
        }
        *steps += 1;
    }

    /// So many steps: passes over the data, each shuffled anew, the last perhaps in part.
    ///
    /// # Panics
    ///
    /// If the batch size is 0.
    pub fn train(&mut self, data: &Dataset, batch: usize, steps: usize) {
        let mut batches = Batches::new(data, batch);
        for step in 0..steps {
            let place = step % batches.count();
            if place == 0 {
                batches.shuffle(&mut self.random);
            }
            let (x, labels) = batches.get(place);
            self.step(x, labels);
        }
    }

    /// The mean loss, and the share of points on the right side.
    pub fn score(&mut self, data: &Dataset) -> [f64; 2] {
        let mut batches = Batches::new(data, data.len());
        let (x, labels) = batches.get(0);
        let logits = forward(&mut self.stages, x);
        let sides = logits.as_slice().iter().map(|&z| usize::from(z > 0.0));
        let right = sides.zip(labels).filter(|(side, label)| side == *label);
        let share = right.count() as f64 / labels.len() as f64;
        [wide(logistic(logits, labels, &mut self.dz)), share]
    }

    /// What every unit gives for each of these inputs, layer by layer and unit by unit; the
    /// logit last.
    pub fn signals(&mut self, x: &Matrix, signals: &mut Vec<f64>) {
        let mut signal = x;
        for stage in &mut self.stages {
            signal = stage.forward(signal);
            for unit in 0..signal.nrows() {
                signals.extend(signal.column_iter().map(|sample| wide(sample[unit])));
            }
        }
    }

    /// The weights, layer by layer: a row for each unit, and after the rows the biases.
    pub fn weights(&self, weights: &mut Vec<f64>) {
        for Stage { linear, .. } in &self.stages {
            let weight = &linear.weight.value;
            let (rows, columns) = weight.shape();
            for row in 0..rows {
                weights.extend((0..columns).map(|column| wide(weight[(row, column)])));
            }
            weights.extend(linear.bias.value.as_slice().iter().copied().map(wide));
        }
    }
}

fn forward<'s>(stages: &'s mut [Stage], x: &'s Matrix) -> &'s Matrix {
    stages
        .iter_mut()
        .fold(x, |signal, stage| stage.forward(signal))
}

/// dZ = (σ(z) − y)/B: the slope that [`logistic`] gives, without the loss, which no step needs
/// and whose logarithms would be a tenth of it.
fn set_slope(chances: &Matrix, labels: &[usize], dz: &mut Matrix) {
    dz.reshape(1, labels.len());
    let count = labels.len() as Real;
    let pairs = chances.as_slice().iter().zip(labels);
    for (dz, (p, &label)) in dz.as_mut_slice().iter_mut().zip(pairs) {
        *dz = (p - label as Real) / count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_that_of_the_loss() {
        let logits: Vec<Real> =
            (0..18u8).map(|i| (Real::from(i) - 9.0) * 1.7).collect();
        let labels: Vec<usize> = (0..logits.len()).map(|i| i % 2).collect();
        let logits = Matrix::from_columns(1, logits.len(), logits).expect("one row");
        let [mut expected, mut dz] = [Matrix::default(), Matrix::default()];
        logistic(&logits, &labels, &mut expected);
        let mut sigmoid = ActivationLayer::new(Activation::Sigmoid);
        set_slope(sigmoid.forward(&logits), &labels, &mut dz);
        for (a, b) in dz.as_slice().iter().zip(expected.as_slice()) {
            assert!((a - b).abs() <= 2.0 * Real::EPSILON, "{a} {b}");
        }
    }
}

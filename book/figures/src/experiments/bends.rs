//! What the experiments of lesson 3 share: networks with any activation, and their training.

use activations::{Activation, ActivationLayer, init};
use backprop::{Init, Layer, Linear, Sequential, Sgd};
use datasets::Dataset;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::walk::{Walk, walk};

/// Samples per step.
pub(crate) const BATCH: usize = 32;
/// Leaky relu as it is mostly used.
pub(crate) const LEAKY: Activation = Activation::LeakyRelu(0.01);
/// ELU as it is mostly used.
pub(crate) const ELU: Activation = Activation::Elu(1.0);

/// An activation's name as the key of a row or a column: no spaces.
pub(crate) fn key(activation: Activation) -> String {
    match activation {
        Activation::GeluTanh => "GELU-tanh".to_owned(),
        Activation::GeluSigmoid => "GELU-sigmoid".to_owned(),
        _ => activation.name().replace(' ', "-"),
    }
}

/// A dense layer with weights by the gain of `activation`, and biases 0.
pub(crate) fn dense(
    activation: Activation,
    inputs: usize,
    outputs: usize,
    random: &mut ChaCha8Rng,
) -> Linear {
    let mut layer = Linear::new(inputs, outputs, Init::Zeros, random);
    layer.weight.value = init::weights(activation, inputs, outputs, random);
    layer
}

/// Dense layers of these sizes with the activation after each but the last; all weights by its
/// gain, biases 0.
pub(crate) fn network(
    activation: Activation,
    sizes: &[usize],
    seed: u64,
) -> Sequential {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for (i, pair) in sizes.windows(2).enumerate() {
        if i > 0 {
            layers.push(Box::new(ActivationLayer::new(activation)));
        }
        layers.push(Box::new(dense(activation, pair[0], pair[1], &mut random)));
    }
    Sequential::new(layers)
}

/// How a network is trained.
#[derive(Clone, Copy)]
pub(crate) struct Course {
    /// η
    pub(crate) rate: f64,
    /// Of the order of the samples.
    pub(crate) seed: u64,
    /// Passes at most.
    pub(crate) passes: usize,
}

/// Plain descent. After each pass `go_on` is given its running loss, the mean of the batches'
/// losses each before its step, and says whether there is to be another.
pub(crate) fn train(
    network: &mut dyn Layer,
    data: &Dataset,
    course: Course,
    mut go_on: impl FnMut(f64) -> bool,
) {
    let sgd = Sgd {
        learning_rate: course.rate,
    };
    let steps = Walk {
        batch: BATCH,
        seed: course.seed,
        passes: course.passes,
    };
    walk(network, sgd, data, steps, |_, loss| go_on(loss));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::digits::split;

    #[test]
    fn keys_differ_and_hold_no_spaces() {
        let mut keys = Activation::ALL.map(key).to_vec();
        assert!(keys.iter().all(|key| !key.contains([' ', ','])), "{keys:?}");
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), Activation::ALL.len());
    }

    /// The same steps as lesson 2's `fit` takes, for the activation that both have.
    #[test]
    fn training_is_that_of_lesson_2() {
        use backprop::Training;
        use backprop::training::{Plan, fit};
        let halves = split().expect("the digits are part of the program");
        let mut ours = network(Activation::Relu, &[64, 8, 10], 3);
        let mut losses = Vec::new();
        let course = Course {
            rate: 0.1,
            seed: 3,
            passes: 2,
        };
        train(&mut ours, &halves.test, course, |loss| {
            losses.push(loss);
            true
        });
        let mut theirs = network(Activation::Relu, &[64, 8, 10], 3);
        let mut training = Training::new(&mut theirs, Sgd { learning_rate: 0.1 });
        let plan = Plan {
            epochs: 2,
            batch: BATCH,
            seed: 3,
        };
        let passes = fit(&mut training, &halves.test, &halves.test, plan, |_| {});
        let theirs: Vec<f64> = passes.iter().map(|pass| pass.running_loss).collect();
        assert_eq!(losses, theirs);
        assert!(losses[1] < losses[0], "{losses:?}");
    }

    #[test]
    fn training_ends_where_it_is_told_to() {
        let halves = split().expect("the digits are part of the program");
        let mut network = network(Activation::Tanh, &[64, 4, 10], 0);
        let mut passes = 0;
        let course = Course {
            rate: 0.1,
            seed: 0,
            passes: 9,
        };
        train(&mut network, &halves.test, course, |_| {
            passes += 1;
            passes < 3
        });
        assert_eq!(passes, 3);
    }
}

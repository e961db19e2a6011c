//! The step, the pass and the fit.

use backprop::losses::softmax_cross_entropy;
use backprop::training::{Pass, Plan, evaluate, fit, largest};
use backprop::{Init, Layer, Linear, Optimizer, Parameter, Sequential, Sgd, Training};
use datasets::Dataset;
use matrix::{Matrix, Real};

use crate::support::{bits, gradients, numbers, parameters, random, tanh_network};

const LABELS: [usize; 5] = [1, 0, 0, 1, 1];

fn moons() -> Dataset {
    datasets::moons(60, 0.1, 3)
}

fn plan(seed: u64) -> Plan {
    Plan {
        epochs: 3,
        batch: 8,
        seed,
    }
}

/// w ← w − η·∂L/∂w for every parameter, with the slopes at the old place, and the loss
/// before the step.
#[test]
fn a_step_goes_against_the_slopes() {
    let x = numbers(3, 5);
    let mut network = tanh_network(3, 7, 2);
    let before = parameters(&mut network);
    let mut dz = Matrix::default();
    let loss = softmax_cross_entropy(network.forward(&x), &LABELS, &mut dz);
    network.backward(&dz);
    let slopes = gradients(&mut network);
    // Something is left from an earlier step.
    network.visit(&mut |parameter| parameter.gradient.fill(100.0));
    let mut training = Training::new(
        &mut network,
        Sgd {
            learning_rate: 0.25,
        },
    );
    assert_eq!(training.step(&x, &LABELS), loss);
    assert_eq!(
        gradients(&mut network),
        slopes,
        "old slopes were not cleared"
    );
    let after = parameters(&mut network);
    for (((name, old), (_, new)), slope) in before.iter().zip(&after).zip(&slopes) {
        // A quarter of a slope is exact; the difference rounds once, on both sides alike.
        assert_eq!(*new, old - &(slope * 0.25), "{name}");
        assert_ne!(new, old, "{name} did not move");
    }
}

/// Each step goes down, if it is small.
#[test]
fn small_steps_lower_the_loss() {
    let x = numbers(3, 5);
    let mut network = tanh_network(3, 7, 2);
    let mut training = Training::new(
        &mut network,
        Sgd {
            learning_rate: 0.05,
        },
    );
    let losses: Vec<_> = (0..200).map(|_| training.step(&x, &LABELS)).collect();
    assert!(
        losses.windows(2).all(|pair| pair[1] < pair[0]),
        "{losses:?}"
    );
}

/// Writes down what it is shown, and moves nothing.
#[derive(Default)]
struct Watching {
    seen: Vec<(usize, Vec<Real>, Vec<Real>)>,
}

impl Optimizer for Watching {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        self.seen.push((index, values.to_vec(), slopes.to_vec()));
    }
}

/// An optimizer keeps something for each parameter, so it must know which is which: the
/// number, the values and the slopes belong together, at every step.
#[test]
fn an_optimizer_sees_each_parameter_with_its_number() {
    let x = numbers(3, 5);
    let mut network = tanh_network(3, 7, 2);
    let mut training = Training::new(&mut network, Watching::default());
    training.step(&x, &LABELS);
    training.step(&x, &LABELS);
    let seen = training.optimizer.seen;
    let (values, slopes) = (parameters(&mut network), gradients(&mut network));
    assert_eq!((values.len(), seen.len()), (4, 8));
    for (k, (index, value, slope)) in seen.iter().enumerate() {
        assert_eq!(*index, k % 4);
        assert_eq!(*value, values[*index].1.as_slice(), "values of {index}");
        assert_eq!(*slope, slopes[*index].as_slice(), "slopes of {index}");
    }
}

/// w ← w − η·slope, in numbers that do not round.
#[test]
fn sgd_by_hand() {
    let mut values = [2.0, 5.0, -1.0];
    let mut sgd = Sgd {
        learning_rate: 0.25,
    };
    sgd.update(0, &mut values, &[4.0, 3.0, 0.0]);
    assert_eq!(values, [1.0, 4.25, -1.0]);
    // The learning rate can change between steps, and nothing of an earlier one is kept.
    sgd.learning_rate = 0.5;
    sgd.update(7, &mut values, &[2.0, 0.5, -2.0]);
    assert_eq!(values, [0.0, 4.0, 0.0]);
}

fn run(seed: u64) -> (Vec<Pass>, Vec<u8>) {
    let mut network = Sequential::mlp(&[2, 5, 2], Init::He, 1);
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.5 });
    let passes = fit(&mut training, &moons(), &moons(), plan(seed), |_| {});
    let bits = bits(training.network);
    (passes, bits)
}

/// The same seed gives the same numbers, to the last bit.
#[test]
fn a_fit_can_be_repeated() {
    let (first, again, other) = (run(1), run(1), run(2));
    assert_eq!(first, again);
    assert_ne!(first.1, other.1, "the seed changes nothing");
}

/// One report for each pass, to `watch` as it happens and at the end together.
#[test]
fn every_pass_is_reported() {
    let mut network = Sequential::mlp(&[2, 5, 2], Init::He, 1);
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.5 });
    let validation = datasets::moons(30, 0.1, 4);
    let mut watched = Vec::new();
    let watch = |pass: &Pass| watched.push(*pass);
    let passes = fit(&mut training, &moons(), &validation, plan(1), watch);
    assert_eq!(passes.len(), 3);
    assert_eq!(passes, watched);
    let last = passes[2];
    // The last report is about the network as it is now.
    assert_eq!(last.train, evaluate(&mut network, &moons()));
    assert_eq!(last.validation, evaluate(&mut network, &validation));
    assert_ne!(last.train, last.validation);
    assert!(
        last.train.loss < passes[0].running_loss,
        "nothing was learned"
    );
    let none = Plan {
        epochs: 0,
        ..plan(1)
    };
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.5 });
    assert_eq!(fit(&mut training, &moons(), &validation, none, |_| {}), []);
}

/// At η = 0 the running loss is the loss of the whole set, though the last of the batches
/// (60 samples by 8) is smaller: the mean is over samples. Both add up 60 numbers, in
/// another order, of about 1.
#[test]
fn the_running_loss_is_a_mean_over_samples() {
    let mut network = Sequential::mlp(&[2, 5, 2], Init::He, 1);
    let still = bits(&mut network);
    let mut training = Training::new(&mut network, Sgd { learning_rate: 0.0 });
    let passes = fit(&mut training, &moons(), &moons(), plan(1), |_| {});
    let (running, whole) = (passes[0].running_loss, passes[0].train.loss);
    let most = 60.0 * Real::EPSILON * whole;
    assert!((running - whole).abs() <= most, "{running}, {whole}");
    assert_eq!(bits(&mut network), still, "η = 0 moves nothing");
}

/// Loss and share of right answers, sample by sample. More samples than one batch of the
/// evaluation holds, and a last batch that is smaller.
#[test]
fn a_score_is_over_all_samples() {
    let data = datasets::moons(700, 0.2, 5);
    let mut network = Sequential::mlp(&[2, 5, 2], Init::He, 2);
    let before = bits(&mut network);
    let score = evaluate(&mut network, &data);
    assert_eq!(bits(&mut network), before, "evaluation trains");
    let (mut right, mut total) = (0_u16, 0.0);
    for (sample, label) in data.iter() {
        let x = Matrix::from_fn(2, 1, |i, _| sample[i] as Real);
        let z = network.forward(&x).clone();
        right += u16::from((z[(1, 0)] > z[(0, 0)]) == (label == 1));
        total += softmax_cross_entropy(&z, &[label], &mut Matrix::default());
    }
    // A sum of 700 numbers of one sign in two orders, and three means.
    let most = 1400.0 * Real::EPSILON;
    assert!(
        (score.loss * 700.0 / total - 1.0).abs() <= most,
        "{score:?}"
    );
    let share = Real::from(right) / 700.0;
    assert!(
        (score.accuracy - share).abs() <= 4.0 * Real::EPSILON,
        "{score:?}"
    );
    assert!(
        share > 0.0 && share < 1.0,
        "all the same: nothing is tested"
    );
}

#[test]
fn the_largest_is_chosen_and_at_a_tie_the_first() {
    assert_eq!(largest(&[-3.0, -1.0, -2.0]), 1);
    assert_eq!(largest(&[0.0, 5.0, 5.0]), 1);
    assert_eq!(largest(&[Real::NEG_INFINITY]), 0);
    // A NaN is never the largest, wherever it stands.
    assert_eq!(largest(&[Real::NAN, 1.0, 2.0]), 2);
    assert_eq!(largest(&[2.0, Real::NAN, 1.0]), 0);
    assert_eq!(largest(&[Real::NAN, Real::NEG_INFINITY]), 1);
}

/// A first layer that cannot say what its slope in the data is.
struct First(Linear);

impl Layer for First {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        self.0.forward(x)
    }

    fn backward(&mut self, _: &Matrix) -> &Matrix {
        panic!("the slope in the data was asked for")
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        self.0.backward_parameters(dy);
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        self.0.visit(visit);
    }
}

/// Of the three products of a first layer, a step needs two.
#[test]
fn a_step_asks_for_no_slope_in_the_data() {
    let random = &mut random(1);
    let first = First(Linear::new(3, 7, Init::He, random));
    let last = Linear::new(7, 2, Init::He, random);
    let mut network = Sequential::new(vec![Box::new(first), Box::new(last)]);
    let sgd = Sgd { learning_rate: 0.1 };
    Training::new(&mut network, sgd).step(&numbers(3, 5), &LABELS);
}

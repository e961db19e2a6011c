//! The calls of `backprop` that cannot work.

use backprop::functions::{Affine, Chain, Elementwise, Identity, Softmax};
use backprop::losses::{logistic, softmax_cross_entropy, squared_error};
use backprop::nudge::numerical_jacobian;
use backprop::training::{Plan, evaluate, fit, largest};
use backprop::two_layer::TwoLayer;
use backprop::weights::{from_bytes, load, save, to_bytes};
use backprop::{
    Activation, Batches, Function, Init, Layer, Linear, Optimizer, Parameter,
    Sequential, Sgd, Training,
};
use datasets::Dataset;
use lesson_2 as backprop;
use matrix::{Matrix, Vector};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::matrix::{tall, wide, zeros};
use crate::{Case, case, raise, see};

fn random() -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(1)
}

/// From 3 numbers to 5.
fn linear() -> Linear {
    Linear::new(3, 5, Init::He, &mut random())
}

/// [`linear`] after a batch of two samples.
fn used() -> Linear {
    let mut layer = linear();
    layer.forward(&tall());
    layer
}

/// From 3 numbers to 2 classes.
fn network() -> Sequential {
    Sequential::mlp(&[3, 5, 2], Init::He, 1)
}

/// From 3 numbers to 2.
fn affine() -> Affine {
    Affine {
        weight: wide(),
        bias: zeros(2),
    }
}

fn chain() -> Chain {
    Chain {
        functions: vec![Box::new(affine()), Box::new(Softmax)],
    }
}

/// 3 numbers, 5 hidden neurons, 2 classes.
fn two_layer() -> TwoLayer {
    TwoLayer {
        w1: Matrix::zeros(5, 3),
        b1: Matrix::zeros(5, 1),
        w2: Matrix::zeros(2, 5),
        b2: Matrix::zeros(2, 1),
    }
}

/// Four samples.
fn data(features: usize, classes: usize) -> Dataset {
    let labels = (0..4).map(|i| i % classes).collect();
    Dataset::new(features, classes, vec![0.5; 4 * features], labels).expect("it fits")
}

fn fitted(train: &Dataset, validation: &Dataset, batch: usize) {
    let mut network = network();
    let sgd = Sgd { learning_rate: 0.1 };
    let plan = Plan {
        epochs: 1,
        batch,
        seed: 1,
    };
    fit(
        &mut Training::new(&mut network, sgd),
        train,
        validation,
        plan,
        |_| {},
    );
}

fn stepped(x: &Matrix, labels: &[usize]) {
    let mut network = network();
    Training::new(&mut network, Sgd { learning_rate: 0.1 }).step(x, labels);
}

/// A file of another network.
fn foreign() -> Vec<u8> {
    to_bytes(&mut Sequential::mlp(&[4, 5, 2], Init::He, 1)).expect("it has parameters")
}

/// A function that gives three numbers at 0 and two beside it.
fn unsteady(x: &Vector) -> Vector {
    zeros(if x[0] == 0.0 { 3 } else { 2 })
}

fn empty() -> Matrix {
    Matrix::default()
}

#[rustfmt::skip]
pub(crate) const CASES: &[Case] = &[
    case("Activation::backward", || { let mut bend = Activation::tanh(); bend.forward(&wide()); bend.backward(&tall()); }, &["Activation::backward", "dy is 3×2", "2×3"]),
    case("Activation::backward", || { Activation::relu().backward(&tall()); }, &["Activation::backward", "dy is 3×2", "0×0"]),
    case("Batches::new", || see(Batches::new(&data(3, 2), 0).count()), &["Batches", "size 0"]),
    case("Batches::get", || see(Batches::new(&data(3, 2), 3).get(2).1.to_vec()), &["batch 2 of 2"]),
    // A function by its Jacobian alone: what the trait gives.
    case("Function::jvp", || see(Ones.jvp(&zeros(3), &zeros(5))), &["2×3", "5×1"]),
    case("Function::vjp", || see(Ones.vjp(&zeros(3), &zeros(5))), &["3×2", "5×1"]),
    case("Affine::value", || see(affine().value(&zeros(5))), &["Affine::value: x", "5", "3"]),
    case("Affine::value", || see(Affine { weight: wide(), bias: zeros(7) }.value(&zeros(3))), &["bias", "7", "2"]),
    case("Affine::jvp", || see(affine().jvp(&zeros(3), &zeros(5))), &["tangent", "5", "3"]),
    case("Affine::vjp", || see(affine().vjp(&zeros(3), &zeros(5))), &["cotangent", "5", "2"]),
    case("Elementwise::jvp", || see(Elementwise::tanh().jvp(&zeros(3), &zeros(5))), &["Elementwise::jvp", "tangent", "5", "3"]),
    case("Elementwise::vjp", || see(Elementwise::square().vjp(&zeros(3), &zeros(5))), &["Elementwise::vjp", "cotangent", "5", "3"]),
    case("Softmax::jvp", || see(Softmax.jvp(&zeros(3), &zeros(5))), &["Softmax::jvp", "tangent", "5", "3"]),
    case("Softmax::vjp", || see(Softmax.vjp(&zeros(3), &zeros(5))), &["Softmax::vjp", "cotangent", "5", "3"]),
    case("Chain::signals", || see(chain().signals(&zeros(5))), &["x has 5", "3"]),
    case("Chain::value", || see(chain().value(&zeros(5))), &["x has 5", "3"]),
    case("Chain::jacobian", || see(chain().jacobian(&zeros(5))), &["x has 5", "3"]),
    case("Chain::jvp", || see(chain().jvp(&zeros(3), &zeros(5))), &["Chain::jvp", "tangent", "5", "3"]),
    case("Chain::vjp", || see(chain().vjp(&zeros(3), &zeros(5))), &["Chain::vjp", "cotangent", "5", "2"]),
    case("numerical_jacobian", || see(numerical_jacobian(unsteady, &zeros(1), 0.5)), &["2", "3"]),
    case("Linear::new", || see(Linear::new(0, 5, Init::He, &mut random())), &["Linear", "0 inputs", "5 outputs"]),
    case("Linear::new", || see(Linear::new(3, 0, Init::He, &mut random())), &["Linear", "3 inputs", "0 outputs"]),
    case("Linear::forward", || { linear().forward(&wide()); }, &["Linear::forward", "3 inputs", "x has 2 rows"]),
    case("Linear::backward", || { used().backward(&wide()); }, &["Linear::backward", "dy is 2×3", "5×2"]),
    case("Linear::backward_parameters", || { used().backward_parameters(&wide()); }, &["Linear::backward", "dy is 2×3", "5×2"]),
    // The right outputs, another batch.
    case("Linear::backward", || { used().backward(&Matrix::zeros(5, 3)); }, &["Linear::backward", "dy is 5×3", "5×2"]),
    case("Linear::backward_parameters", || { used().backward_parameters(&Matrix::zeros(5, 3)); }, &["Linear::backward", "dy is 5×3", "5×2"]),
    case("Linear::backward", || { linear().backward(&Matrix::zeros(5, 2)); }, &["Linear::backward", "dy is 5×2", "5×0"]),
    case("Linear::backward_parameters", || { linear().backward_parameters(&Matrix::zeros(5, 2)); }, &["Linear::backward", "dy is 5×2", "5×0"]),
    case("Linear::set_dx", || { used().set_dx(&Matrix::zeros(7, 2)); }, &["Linear::set_dx", "dy is 7×2", "5×2"]),
    case("Linear::add_weight_gradient", || used().add_weight_gradient(&Matrix::zeros(7, 2)), &["dy is 7×2", "5×2"]),
    case("Linear::add_weight_gradient", || used().add_weight_gradient(&Matrix::zeros(5, 4)), &["dy is 5×4", "5×2"]),
    case("Sequential::new", || see(Sequential::new(Vec::new())), &["Sequential", "no layers"]),
    case("Sequential::mlp", || see(Sequential::mlp(&[3], Init::He, 1)), &["Sequential::mlp", "[3]"]),
    case("Sequential::mlp", || see(Sequential::mlp(&[3, 0, 2], Init::He, 1)), &["3 inputs", "0 outputs"]),
    case("Sequential::forward", || { network().forward(&wide()); }, &["3 inputs", "x has 2 rows"]),
    // Two layers that do not fit each other.
    case("Sequential::forward", || { Sequential::new(vec![Box::new(linear()), Box::new(linear())]).forward(&tall()); }, &["3 inputs", "x has 5 rows"]),
    case("Sequential::backward", || { let mut net = network(); net.forward(&tall()); net.backward(&tall()); }, &["dy is 3×2", "2×2"]),
    case("Sequential::backward_parameters", || { let mut net = network(); net.forward(&tall()); net.backward_parameters(&tall()); }, &["dy is 3×2", "2×2"]),
    case("softmax_cross_entropy", || see(softmax_cross_entropy(&wide(), &[0, 1], &mut empty())), &["softmax_cross_entropy", "3 samples", "2 labels"]),
    case("softmax_cross_entropy", || see(softmax_cross_entropy(&wide(), &[0, 1, 0, 1], &mut empty())), &["softmax_cross_entropy", "3 samples", "4 labels"]),
    case("softmax_cross_entropy", || see(softmax_cross_entropy(&wide(), &[0, 1, 2], &mut empty())), &["softmax_cross_entropy", "sample 2", "label 2", "2 classes"]),
    case("softmax_cross_entropy", || see(softmax_cross_entropy(&Matrix::zeros(2, 0), &[], &mut empty())), &["softmax_cross_entropy", "0 samples"]),
    case("logistic", || see(logistic(&wide(), &[0, 1, 1], &mut empty())), &["logistic", "2×3", "1×batch"]),
    case("logistic", || see(logistic(&Matrix::zeros(1, 3), &[0, 1], &mut empty())), &["logistic", "3 samples", "2 labels"]),
    case("logistic", || see(logistic(&Matrix::zeros(1, 3), &[0, 1, 1, 0], &mut empty())), &["logistic", "3 samples", "4 labels"]),
    case("logistic", || see(logistic(&Matrix::zeros(1, 2), &[0, 2], &mut empty())), &["logistic", "sample 1", "label 2", "2 classes"]),
    case("logistic", || see(logistic(&Matrix::zeros(1, 0), &[], &mut empty())), &["logistic", "0 samples"]),
    case("squared_error", || see(squared_error(&wide(), &tall(), &mut empty())), &["squared_error", "outputs are 2×3", "targets 3×2"]),
    case("squared_error", || see(squared_error(&Matrix::zeros(2, 0), &Matrix::zeros(2, 0), &mut empty())), &["squared_error", "2×0", "at least one sample"]),
    case("TwoLayer::forward", || see(two_layer().forward(&wide(), &[0, 1, 0])), &["5×3", "2×3"]),
    case("TwoLayer::forward", || see(two_layer().forward(&tall(), &[0])), &["2 samples", "1 labels"]),
    case("TwoLayer::forward", || see(two_layer().forward(&tall(), &[0, 2])), &["sample 1", "label 2", "2 classes"]),
    case("TwoLayer::backward", || { let net = two_layer(); let forward = net.forward(&tall(), &[0, 1]); see(net.backward(&forward, &[0])); }, &["2 samples", "1 labels"]),
    case("Training::step", || stepped(&wide(), &[0, 1, 0]), &["3 inputs", "x has 2 rows"]),
    case("Training::step", || stepped(&tall(), &[0]), &["2 samples", "1 labels"]),
    case("Training::step", || stepped(&tall(), &[0, 1, 0]), &["2 samples", "3 labels"]),
    case("Training::step", || stepped(&tall(), &[0, 2]), &["sample 1", "label 2", "2 classes"]),
    case("largest", || see(largest(&[])), &["largest", "no entries"]),
    case("evaluate", || see(evaluate(&mut network(), &data(4, 2))), &["3 inputs", "x has 4 rows"]),
    case("evaluate", || see(evaluate(&mut network(), &data(3, 4))), &["sample 2", "label 2", "2 classes"]),
    case("fit", || fitted(&data(4, 2), &data(3, 2), 2), &["3 inputs", "x has 4 rows"]),
    case("fit", || fitted(&data(3, 2), &data(4, 2), 2), &["3 inputs", "x has 4 rows"]),
    case("fit", || fitted(&data(3, 2), &data(3, 2), 0), &["Batches", "size 0"]),
    case("from_bytes", || raise(from_bytes(&mut network(), &foreign())), &["`0.weight`", "[5, 4]", "[5, 3]"]),
    case("load", || { let file = tempfile::NamedTempFile::new().expect("it can be made"); std::fs::write(file.path(), foreign()).expect("it can be written"); raise(load(&mut network(), file.path())); }, &["`0.weight`", "[5, 4]", "[5, 3]"]),
    case("save", || raise(save(&mut network(), &std::env::temp_dir().join("no-such-folder").join("x"))), &["no-such-folder"]),
    case("Identity::jvp", || see(Identity.jvp(&zeros(3), &zeros(5))), &["Identity::jvp", "tangent", "5", "3"]),
    case("Identity::vjp", || see(Identity.vjp(&zeros(3), &zeros(5))), &["Identity::vjp", "cotangent", "5", "3"]),
    case("Linear::add_bias_gradient", || used().add_bias_gradient(&Matrix::zeros(7, 2)), &["7×2", "5×2"]),
    case("Linear::add_bias_gradient", || used().add_bias_gradient(&Matrix::zeros(5, 4)), &["5×4", "5×2"]),
    case("Parameter::new", || see(Parameter::new("weight", &[2, 3], Matrix::zeros(4, 5))), &["weight", "[2, 3]", "4×5"]),
    case("check_backward", || backprop::layer::check_backward("A::backward", &Matrix::zeros(7, 2), &Matrix::zeros(5, 2)), &["A::backward", "dy is 7×2", "5×2"]),
    case("check_slopes", || backprop::training::check_slopes("Sgd", &[0.0; 3], &[0.0; 2]), &["3 values", "2 slopes"]),
    case("Sgd::update", || Sgd { learning_rate: 0.1 }.update(0, &mut [0.0; 3], &[0.0; 2]), &["3 values", "2 slopes"]),
    case("TwoLayer::forward", || see(TwoLayer { b1: Matrix::zeros(4, 1), ..two_layer() }.forward(&tall(), &[0, 1])), &["4×1", "5"]),
];

/// A function without products of its own.
struct Ones;

impl Function for Ones {
    fn value(&self, _x: &Vector) -> Vector {
        zeros(2)
    }

    fn jacobian(&self, _x: &Vector) -> Matrix {
        wide()
    }
}

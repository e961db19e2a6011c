//! First weights: how large they are, and why they must differ.

use backprop::training::{Sgd, Training};
use backprop::{Init, Layer, Sequential};
use matrix::{Matrix, Real};

use crate::support::{numbers, parameters, random, set_parameters, tanh_network};

/// n·m of them.
fn weights(init: Init, inputs: u16, outputs: u16) -> Vec<Real> {
    let (inputs, outputs) = (inputs.into(), outputs.into());
    let w = init.weights(inputs, outputs, &mut random(1));
    assert_eq!(w.shape(), (outputs, inputs));
    w.as_slice().to_vec()
}

/// The mean of the k-th powers.
fn moment(w: &[Real], k: i32) -> Real {
    w.iter().map(|w| w.powi(k)).sum::<Real>() / w.len() as Real
}

/// Mean 0 and this variance, within five standard errors: of a mean √(v/N), and of the
/// variance v·√((κ − 1)/N), where κ is the fourth moment in units of v²: 9/5 for a uniform
/// number, 3 for a normal one. Then that fourth moment, which tells the two apart; its own
/// error, of which `fourth` is the variance, is in units of v² as well.
#[track_caller]
fn check(w: &[Real], variance: Real, kurtosis: Real, fourth: Real) {
    let count = w.len() as Real;
    let mean = moment(w, 1);
    assert!(mean.abs() < 5.0 * (variance / count).sqrt(), "mean {mean}");
    let most = 5.0 * variance * ((kurtosis - 1.0) / count).sqrt();
    let found = moment(w, 2);
    assert!(
        (found - variance).abs() < most,
        "variance {found}, not {variance}"
    );
    let found = moment(w, 4) / variance.powi(2);
    let most = 5.0 * (fourth / count).sqrt();
    assert!(
        (found - kurtosis).abs() < most,
        "fourth moment {found}, not {kurtosis}"
    );
}

/// Uniform, with variance 2/(n + m).
#[test]
fn xavier() {
    let w = weights(Init::Xavier, 50, 400);
    let variance = 2.0 / (50.0 + 400.0);
    // E x⁸ = r⁸/9 and v = r²/3: 9 − (9/5)².
    check(&w, variance, 1.8, 9.0 - 1.8 * 1.8);
    let limit = Real::sqrt(3.0 * variance);
    let largest = w.iter().fold(0.0, |m: Real, w| m.max(w.abs()));
    // 20,000 numbers come within a thousandth of the limit, but for e⁻²⁰. 32 bits may round
    // to the limit's own neighbour.
    let most = limit * (1.0 + Real::EPSILON);
    assert!(
        largest <= most && largest > 0.999 * limit,
        "{largest}, {limit}"
    );
}

/// Normal, with variance 2/n, however many outputs there are. Few inputs, so that one more
/// or less would be seen.
#[test]
fn he() {
    // E x⁸ = 105·v⁴: 105 − 3².
    check(&weights(Init::He, 5, 4_000), 2.0 / 5.0, 3.0, 105.0 - 9.0);
}

#[test]
fn zeros() {
    let w = weights(Init::Zeros, 5, 7);
    assert!(w.iter().all(|&w| w == 0.0));
}

/// He's variance is for this: the squares of signals keep their mean through many layers
/// with relu. Xavier's loses half of it in each.
#[test]
fn signals_keep_their_size_through_relus() {
    const WIDTH: usize = 200;
    const LAYERS: usize = 10;
    let sizes = [WIDTH; LAYERS + 1];
    let x = Matrix::from_fn(WIDTH, 5, |i, j| if (i + j) % 2 == 0 { 1.0 } else { -1.0 });
    let mean_square = |init| {
        let logits = Sequential::mlp(&sizes, init, 4).forward(&x).clone();
        logits.hadamard(&logits).sum() / logits.as_slice().len() as Real
    };
    // ×2 for the first layer, whose inputs were not bent; then every relu takes half and
    // the weights give it back. Each of 10 layers multiplies by 1 ± √(5/200), since the
    // square of a sum through a relu has relative variance 5: ten of these, five times.
    let relative = 5.0 * (LAYERS as Real * 5.0 / WIDTH as Real).sqrt();
    let he = mean_square(Init::He).ln() - Real::ln(2.0);
    assert!(he.abs() < relative, "e^{he}");
    let lost = mean_square(Init::Xavier).ln() + 9.0 * Real::ln(2.0);
    assert!(lost.abs() < relative, "e^{lost}");
    // The two cannot be confused.
    assert!(relative < 0.9 * 9.0 * Real::ln(2.0));
}

#[test]
fn the_seed_decides_the_weights() {
    for init in [Init::Xavier, Init::He] {
        let of = |seed| parameters(&mut Sequential::mlp(&[3, 5, 2], init, seed));
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
        // The two layers do not repeat each other's numbers.
        let mut square = Sequential::mlp(&[4, 4, 4], init, 7);
        let weights = parameters(&mut square);
        assert_ne!(weights[0].1, weights[2].1);
    }
}

fn trained(network: &mut dyn Layer, steps: usize) {
    let (x, labels) = (numbers(3, 5), [0, 1, 1, 0, 1]);
    let mut training = Training::new(network, Sgd { learning_rate: 0.5 });
    for _ in 0..steps {
        training.step(&x, &labels);
    }
}

/// All 0: no signal passes, so no slope comes back, and only the last bias ever moves.
#[test]
fn zeros_stay_zeros() {
    let mut network = Sequential::mlp(&[3, 4, 2], Init::Zeros, 1);
    trained(&mut network, 100);
    for (name, value) in parameters(&mut network) {
        let moved = value.as_slice().iter().any(|&w| w != 0.0);
        assert_eq!(moved, name == "2.bias", "{name}: {value:?}");
    }
}

/// Neurons with equal weights in and out get equal slopes: after 100 steps they are still
/// equal, to the last bit, while others have drifted apart.
#[test]
fn what_starts_equal_stays_equal() {
    let mut network = tanh_network(3, 4, 2);
    let mut values: Vec<_> = parameters(&mut network)
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    // Neuron 2 becomes a twin of neuron 0.
    for j in 0..3 {
        values[0][(2, j)] = values[0][(0, j)];
    }
    let twin = values[2].column(0).to_vec();
    values[2].column_mut(2).copy_from_slice(&twin);
    set_parameters(&mut network, &values);
    let before = parameters(&mut network);
    trained(&mut network, 100);
    let after = parameters(&mut network);
    let row = |w: &Matrix, i| (0..3).map(|j| w[(i, j)]).collect::<Vec<_>>();
    let (w1, w2) = (&after[0].1, &after[2].1);
    assert_eq!(row(w1, 0), row(w1, 2));
    assert_eq!(w2.column(0), w2.column(2));
    assert_ne!(row(w1, 0), row(w1, 1));
    assert_ne!(row(w1, 0), row(&before[0].1, 0), "nothing was trained");
}

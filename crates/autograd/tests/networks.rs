//! Neurons, layers and networks: shapes, numbers of parameters, first values.

use std::panic::catch_unwind;

use autograd::neuron::weighted_sum;
use autograd::{Activation, Dense, Mlp, Neuron, Tape, Var};
use gradcheck::strategies::{vector, vector_away_from_zero};
use gradcheck::{Options, check_gradient, for_all};

const ACTIVATIONS: [Activation; 3] =
    [Activation::Tanh, Activation::Sigmoid, Activation::Relu];

/// What a panic said.
fn message(broken: fn()) -> String {
    let panic = catch_unwind(broken).expect_err("it should panic");
    panic
        .downcast_ref::<String>()
        .cloned()
        .expect("a panic with numbers in it")
}

fn bend(activation: Activation, x: f64) -> f64 {
    match activation {
        Activation::Tanh => x.tanh(),
        Activation::Sigmoid => 1.0 / (1.0 + (-x).exp()),
        Activation::Relu => x.max(0.0),
    }
}

/// A network in plain `f64`, by the book's definition: each neuron's weights, then its bias.
fn plain(
    sizes: &[usize],
    activation: Activation,
    parameters: &[f64],
    x: &[f64],
) -> Vec<f64> {
    let mut rest = parameters;
    let mut signal = x.to_vec();
    for (layer, pair) in sizes.windows(2).enumerate() {
        if layer > 0 {
            for z in &mut signal {
                *z = bend(activation, *z);
            }
        }
        let (own, later) = rest.split_at(pair[1] * (pair[0] + 1));
        let neuron = |w: &[f64]| {
            let votes: f64 = w.iter().zip(&signal).map(|(w, x)| w * x).sum();
            votes + w[pair[0]]
        };
        signal = own.chunks(pair[0] + 1).map(neuron).collect();
        rest = later;
    }
    assert!(rest.is_empty());
    signal
}

#[test]
fn parameters_are_counted_by_shape() {
    assert_eq!(Neuron { inputs: 64 }.parameters(), 65);
    assert_eq!(
        Dense {
            inputs: 64,
            outputs: 10
        }
        .parameters(),
        650
    );
    assert_eq!(Mlp::new(&[2, 1], Activation::Tanh).parameters(), 3);
    assert_eq!(
        Mlp::new(&[2, 4, 1], Activation::Tanh).parameters(),
        3 * 4 + 5
    );
    // The network of micrograd's demo, whose README counts 337.
    assert_eq!(
        Mlp::new(&[2, 16, 16, 1], Activation::Relu).parameters(),
        337
    );
}

#[test]
fn a_weighted_sum_is_one_row_with_an_edge_to_each_number_on_the_tape() {
    let tape = Tape::new();
    let (w, b) = (tape.vars(&[2.0, -3.0]), tape.var(0.5));
    let data = weighted_sum(&w, &[-1.0, -2.0], b);
    assert_eq!((data.value(), tape.len()), (4.5, 4));
    assert_eq!(tape.rows()[data.row()].parents.len(), 3);
    assert_eq!(data.backward().wrt_all(&[w[0], w[1], b]), [-1.0, -2.0, 1.0]);

    let x = tape.vars(&[-1.0, -2.0]);
    let signal = weighted_sum(&w, &x, b);
    assert_eq!(signal.value(), 4.5);
    assert_eq!(tape.rows()[signal.row()].parents.len(), 5);
    assert_eq!(signal.backward().wrt_all(&x), [2.0, -3.0]);
}

#[test]
fn a_neuron_without_inputs_is_its_bias() {
    let tape = Tape::new();
    let bias = tape.vars(&[0.75]);
    let none: [f64; 0] = [];
    assert_eq!(Neuron { inputs: 0 }.forward(&bias, &none).value(), 0.75);
}

#[test]
fn a_layer_gives_each_neuron_its_own_parameters() {
    let layer = Dense {
        inputs: 2,
        outputs: 3,
    };
    let tape = Tape::new();
    let p = tape.vars(&[1.0, 10.0, 0.1, 2.0, 20.0, 0.2, 3.0, 30.0, 0.3]);
    let out = layer.forward(&p, &[1.0, 1.0]);
    assert_eq!(
        out.iter().map(|z| z.value()).collect::<Vec<_>>(),
        [11.1, 22.2, 33.3]
    );
    for (k, z) in out.iter().enumerate() {
        let slopes = z.backward().wrt_all(&p);
        let own = |i: usize| i / 3 == k;
        assert!(
            (0..9).all(|i| (slopes[i] != 0.0) == own(i)),
            "neuron {k}: {slopes:?}"
        );
    }
}

/// Forward and gradient of whole networks, with respect to every parameter.
#[test]
fn a_network_is_its_formula() {
    const SIZES: [usize; 4] = [2, 3, 2, 1];
    const X: [f64; 2] = [0.75, -1.25];
    for activation in [Activation::Tanh, Activation::Sigmoid] {
        let network = Mlp::new(&SIZES, activation);
        let on_tape = |p: &[f64]| {
            let tape = Tape::new();
            let p = tape.vars(p);
            let y = network.forward(&p, &X)[0];
            (y.value(), y.backward().wrt_all(&p))
        };
        for_all(24, &vector(network.parameters()), &mut |p| {
            let formula = |p: &[f64]| plain(&SIZES, activation, p, &X)[0];
            // 20 products and sums, each rounded once, of numbers below 10.
            if (on_tape(p).0 - formula(p)).abs() > 1e-13 {
                return Err(format!(
                    "{activation:?}: {} on the tape, but {}",
                    on_tape(p).0,
                    formula(p)
                ));
            }
            check_gradient(formula, |p| on_tape(p).1, p, &Options::default())
                .titled(&format!("network with {activation:?}"))
                .into_result()
        });
    }
}

/// The last layer gives logits: no bend may cut them off.
#[test]
fn the_last_layer_has_no_activation() {
    for activation in ACTIVATIONS {
        let single = Mlp::new(&[1, 1], activation);
        assert_eq!(
            single.predict(&[-3.0, -2.0], &[4.0]),
            [-14.0],
            "{activation:?}"
        );
        // One hidden neuron, opened wide; the last bias alone decides the sign.
        let two = Mlp::new(&[1, 1, 1], activation);
        assert_eq!(
            two.predict(&[1.0, 0.0, 0.0, -7.0], &[1.0]),
            [-7.0],
            "{activation:?}"
        );
    }
}

#[test]
fn several_outputs_keep_their_order() {
    let network = Mlp::new(&[2, 3], Activation::Relu);
    let p = [1.0, 0.0, 0.5, 0.0, 1.0, 0.25, 1.0, 1.0, 0.0];
    assert_eq!(network.predict(&p, &[8.0, 4.0]), [8.5, 4.25, 12.0]);
}

#[test]
fn predict_is_forward_without_slopes() {
    let network = Mlp::new(&[3, 5, 2], Activation::Tanh);
    let p = network.init(3);
    for_all(24, &vector(3), &mut |x| {
        let tape = Tape::new();
        let forward: Vec<_> = network
            .forward(&tape.vars(&p), x)
            .into_iter()
            .map(Var::value)
            .collect();
        let predicted = network.predict(&p, x);
        if forward == predicted {
            Ok(())
        } else {
            Err(format!("{forward:?} and {predicted:?}"))
        }
    });
}

#[test]
fn an_activation_is_its_function() {
    for_all(48, &vector_away_from_zero(1), &mut |x| {
        for activation in ACTIVATIONS {
            let tape = Tape::new();
            let (y, right) = (
                activation.of(tape.var(x[0])).value(),
                bend(activation, x[0]),
            );
            if (y - right).abs() > 2.0 * f64::EPSILON {
                return Err(format!("{activation:?} of {}: {y}, not {right}", x[0]));
            }
        }
        Ok(())
    });
}

/// Each message names the number that was expected and the one that was given.
#[test]
fn wrong_numbers_are_named() {
    let said = message(|| {
        let tape = Tape::new();
        let _ = weighted_sum(&tape.vars(&[1.0, 2.0]), &[1.0, 2.0, 3.0], tape.var(0.0));
    });
    assert!(
        said.contains("2 weights") && said.contains("3 inputs"),
        "{said}"
    );
    let said = message(|| {
        let tape = Tape::new();
        let _ = Neuron { inputs: 4 }.forward(&tape.vars(&[0.0; 6]), &[0.0; 4]);
    });
    assert!(
        said.contains("Neuron: 5 parameters") && said.contains("6 given"),
        "{said}"
    );
    let said = message(|| {
        let tape = Tape::new();
        let _ = Dense {
            inputs: 2,
            outputs: 3,
        }
        .forward(&tape.vars(&[0.0; 8]), &[0.0; 2]);
    });
    assert!(
        said.contains("Dense: 9 parameters") && said.contains("8 given"),
        "{said}"
    );
    let said = message(|| {
        let _ = Mlp::new(&[2, 4, 1], Activation::Tanh).predict(&[0.0; 18], &[0.0; 2]);
    });
    assert!(
        said.contains("Mlp: 17 parameters") && said.contains("18 given"),
        "{said}"
    );
    let said = message(|| {
        let _ = Mlp::new(&[2, 1], Activation::Tanh).predict(&[0.0; 3], &[0.0; 5]);
    });
    assert!(
        said.contains("2 weights") && said.contains("5 inputs"),
        "{said}"
    );
}

#[test]
fn impossible_sizes_are_named() {
    for (said, sizes) in [
        (message(|| drop(Mlp::new(&[3], Activation::Tanh))), "[3]"),
        (message(|| drop(Mlp::new(&[], Activation::Tanh))), "[]"),
        (
            message(|| drop(Mlp::new(&[2, 0, 1], Activation::Tanh))),
            "[2, 0, 1]",
        ),
    ] {
        assert!(said.contains(&format!("sizes {sizes}")), "{said}");
    }
}

#[test]
fn the_same_seed_gives_the_same_first_values() {
    let network = Mlp::new(&[2, 4, 1], Activation::Tanh);
    assert_eq!(network.init(7), network.init(7));
    assert_ne!(network.init(7), network.init(8));
    assert_eq!(network.init(7).len(), network.parameters());
}

/// Uniform between ±√(3/n): mean 0, variance 1/n, and biases 0.
#[test]
fn first_weights_have_variance_1_over_n() {
    const INPUTS: usize = 12;
    const OUTPUTS: usize = 1_000;
    let p = Mlp::new(&[INPUTS, OUTPUTS], Activation::Tanh).init(1);
    let neurons = || p.chunks_exact(INPUTS + 1);
    assert!(neurons().all(|own| own[INPUTS] == 0.0), "a bias is not 0");
    let weights: Vec<f64> = neurons().flat_map(|own| &own[..INPUTS]).copied().collect();
    let limit = 0.5; // √(3/12)
    let largest = weights.iter().fold(0.0, |m: f64, w| m.max(w.abs()));
    // 12,000 numbers come within a hundredth of the limit, all but surely (1 − 0.99¹²⁰⁰⁰).
    assert!(largest <= limit && largest > 0.99 * limit, "{largest}");
    let count = weights.len() as f64;
    let mean = weights.iter().sum::<f64>() / count;
    let variance = weights.iter().map(|w| w * w).sum::<f64>() / count;
    // Five standard errors: of a mean √(v/N), of a uniform's variance v·√(0.8/N).
    let wanted = 1.0 / INPUTS as f64;
    assert!(mean.abs() < 5.0 * (wanted / count).sqrt(), "mean {mean}");
    assert!(
        (variance - wanted).abs() < 5.0 * wanted * (0.8 / count).sqrt(),
        "variance {variance}"
    );
}

/// The limit follows each layer's own inputs, not the network's.
#[test]
fn each_layer_has_its_own_limit() {
    let p = Mlp::new(&[3, 100, 1_000], Activation::Tanh).init(1);
    let (first, second) = p.split_at(400);
    let largest = |p: &[f64]| p.iter().fold(0.0, |m: f64, w| m.max(w.abs()));
    assert!(
        largest(first) <= 1.0 && largest(first) > 0.9,
        "{}",
        largest(first)
    );
    let limit = 0.03_f64.sqrt();
    assert!(
        largest(second) <= limit && largest(second) > 0.9 * limit,
        "{}",
        largest(second)
    );
}

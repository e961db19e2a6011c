//! Layers: every slope, what they remember and what they leave alone.

use backprop::{Activation, Init, Layer, Linear, Parameter, Sequential};
use gradcheck::for_all;
use gradcheck::strategies::{vector, vector_away_from_zero};
use matrix::Matrix;

use crate::slopes::{check_layer, close, matrix, would_be_seen};
use crate::support::{gradients, numbers, parameters, random, set_parameters};

const CASES: u32 = 16;

/// Inputs, outputs, batch.
const SHAPES: [[usize; 3]; 5] = [[3, 5, 2], [2, 7, 3], [7, 2, 5], [1, 3, 7], [5, 1, 1]];

pub(crate) fn linear(inputs: usize, outputs: usize) -> Linear {
    Linear::new(inputs, outputs, Init::Xavier, &mut random(3))
}

/// Name and maker of a layer that bends every number by itself.
pub(crate) type Bend = (&'static str, fn() -> Activation);

pub(crate) fn activations() -> [Bend; 3] {
    [
        ("tanh", Activation::tanh),
        ("sigmoid", Activation::sigmoid),
        ("relu", Activation::relu),
    ]
}

/// Layers in rows, one of them a row itself: everything that a network of lesson 2 has.
pub(crate) fn network() -> Sequential {
    let random = &mut random(7);
    let inner = Sequential::new(vec![
        Box::new(Activation::tanh()),
        Box::new(Linear::new(5, 2, Init::Xavier, random)),
    ]);
    Sequential::new(vec![
        Box::new(Linear::new(3, 5, Init::He, random)),
        Box::new(inner),
        Box::new(Activation::sigmoid()),
        Box::new(Linear::new(2, 7, Init::Xavier, random)),
    ])
}

#[test]
fn linear_has_the_slopes_that_nudging_measures() {
    for [inputs, outputs, batch] in SHAPES {
        let weights = outputs * inputs;
        let drawn = weights + outputs + inputs * batch;
        for_all(CASES, &vector(drawn), &mut |drawn| {
            let (weight, rest) = drawn.split_at(weights);
            let (bias, x) = rest.split_at(outputs);
            let make = || -> Box<dyn Layer> {
                let mut layer = linear(inputs, outputs);
                layer.weight.value = matrix(outputs, inputs, weight);
                layer.bias.value = matrix(outputs, 1, bias);
                Box::new(layer)
            };
            check_layer(&make, &matrix(inputs, batch, x))
                .titled(&format!("Linear {inputs} → {outputs}, batch {batch}"))
                .into_result()
        });
    }
}

#[test]
fn activations_have_the_slopes_that_nudging_measures() {
    for (name, make) in activations() {
        // Away from relu's kink.
        for_all(CASES, &vector_away_from_zero(3 * 5), &mut |x| {
            check_layer(&|| Box::new(make()), &matrix(3, 5, x))
                .titled(name)
                .into_result()
        });
    }
}

#[test]
fn a_network_has_the_slopes_that_nudging_measures() {
    for_all(CASES, &vector(3 * 2), &mut |x| {
        check_layer(&|| Box::new(network()), &matrix(3, 2, x))
            .titled("network")
            .into_result()
    });
}

/// The checks above can fail: one slope of any argument off by a millionth is seen.
#[test]
fn wrong_slopes_would_be_seen() {
    let x = numbers(3, 2);
    assert!(would_be_seen(&|| Box::new(linear(3, 5)), &x));
    assert!(would_be_seen(&|| Box::new(network()), &x));
    for (name, make) in activations() {
        assert!(would_be_seen(&|| Box::new(make()), &x), "{name}");
    }
}

/// W = [1 2 0; 0 −1 3], x = (1, 1, 2), and the slope of the loss in y is v = (2, −1).
#[test]
fn linear_by_hand() {
    let mut layer = linear(3, 2);
    layer.weight.value = Matrix::from_rows([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]);
    let x = Matrix::from_rows([[1.0], [1.0], [2.0]]);
    let y = layer.forward(&x);
    assert_eq!(*y, Matrix::from_rows([[3.0], [5.0]]));
    let dy = Matrix::from_rows([[2.0], [-1.0]]);
    let dx = layer.backward(&dy).clone();
    assert_eq!(dx, Matrix::from_rows([[2.0], [5.0], [-3.0]]));
    let dw = Matrix::from_rows([[2.0, 2.0, 4.0], [-1.0, -1.0, -2.0]]);
    assert_eq!(layer.weight.gradient, dw);
    assert_eq!(layer.bias.gradient, dy);
    // v·y = x·dx = ⟨W, dW⟩ = 1: y is linear in x and in W.
    assert_eq!(x.hadamard(&dx).sum(), 1.0);
    assert_eq!(layer.weight.value.hadamard(&dw).sum(), 1.0);
}

/// Each sample of a batch is treated as if it were alone, and gradients are the sum over
/// the samples. All numbers are 64ths, so the sums are exact.
#[test]
fn a_batch_is_its_samples_one_by_one() {
    let (weight, bias) = (numbers(5, 3), numbers(5, 1));
    let (x, dy) = (numbers(3, 7), numbers(5, 7));
    let mut whole = linear(3, 5);
    set_parameters(&mut whole, &[weight, bias]);
    let mut single = linear(3, 5);
    set_parameters(&mut single, &values(&mut whole));
    let y = whole.forward(&x).clone();
    let dx = whole.backward(&dy).clone();
    for j in 0..7 {
        let one = single.forward(&matrix(3, 1, x.column(j)));
        assert_eq!(one.as_slice(), y.column(j), "y of sample {j}");
        let slope = single.backward(&matrix(5, 1, dy.column(j)));
        assert_eq!(slope.as_slice(), dx.column(j), "dx of sample {j}");
    }
    assert_eq!(gradients(&mut single), gradients(&mut whole));
}

fn values(layer: &mut dyn Layer) -> Vec<Matrix> {
    let named = parameters(layer).into_iter();
    named.map(|(_, value)| value).collect()
}

/// A layer with a batch of two that fits it, and two slopes of its result.
struct Example {
    name: &'static str,
    layer: Box<dyn Layer>,
    x: Matrix,
    slopes: [Matrix; 2],
}

/// Every layer of ours.
fn everything() -> Vec<Example> {
    let example = |name, layer, outputs| Example {
        name,
        layer,
        x: numbers(3, 2),
        slopes: [numbers(outputs, 2), &numbers(outputs, 2) * -0.625],
    };
    let mut all = vec![
        example("linear", Box::new(linear(3, 5)), 5),
        example("network", Box::new(network()), 7),
    ];
    for (name, make) in activations() {
        all.push(example(name, Box::new(make()), 3));
    }
    all
}

/// Two backward passes without clearing: the gradients add up, but for a rounding of each
/// of the two samples' terms and of their sum.
#[test]
fn gradients_add_up() {
    for Example {
        name,
        mut layer,
        x,
        slopes: [first, second],
    } in everything()
    {
        let mut of = |slopes: &[&Matrix]| -> Vec<f64> {
            layer.clear_gradients();
            layer.forward(&x);
            for slope in slopes {
                layer.backward(slope);
            }
            flat(&mut *layer)
        };
        let (one, two, both) = (of(&[&first]), of(&[&second]), of(&[&first, &second]));
        assert!(both.iter().all(|slope| slope.is_finite()), "{name}");
        for ((one, two), both) in one.iter().zip(&two).zip(&both) {
            let size = one.abs() + two.abs();
            assert!(
                close(one + two, *both, 6, size),
                "{name}: {one}, {two}, {both}"
            );
            assert!(size > 0.0, "{name}: nothing to add up");
        }
        layer.clear_gradients();
        assert!(
            flat(&mut *layer).iter().all(|&slope| slope == 0.0),
            "{name}"
        );
    }
}

/// All slopes in all parameters.
fn flat(layer: &mut dyn Layer) -> Vec<f64> {
    let gradients = gradients(layer);
    gradients
        .iter()
        .flat_map(Matrix::as_slice)
        .copied()
        .collect()
}

/// Forward changes neither X nor any parameter, backward changes neither ∂L/∂Y nor the last
/// Y nor any parameter's value, and a second call gives the same.
#[test]
fn nothing_is_changed_that_should_stay() {
    for example in everything() {
        let (name, mut layer) = (example.name, example.layer);
        let (x, dy) = (example.x.clone(), example.slopes[0].clone());
        let before = values(&mut *layer);
        let y = layer.forward(&x).clone();
        assert_eq!(x, example.x, "{name} changed its input");
        let dx = layer.backward(&dy).clone();
        assert_eq!(
            dy, example.slopes[0],
            "{name} changed the slope it was given"
        );
        assert_eq!(
            *layer.backward(&dy),
            dx,
            "{name}: a second backward differs"
        );
        assert_eq!(*layer.forward(&x), y, "{name}: a second forward differs");
        assert_eq!(values(&mut *layer), before, "{name} changed its parameters");
    }
}

/// Without ∂L/∂X the parameters' slopes are the same, to the last bit; also for a network
/// of one layer, and for one whose first layer is a network.
#[test]
fn the_parameters_alone_get_the_same_slopes() {
    let mut all = everything();
    let one = Sequential::new(vec![Box::new(linear(3, 5))]);
    let first = Sequential::new(vec![Box::new(network()), Box::new(linear(7, 5))]);
    for (name, layer) in [("one layer", one), ("a network first", first)] {
        all.push(Example {
            name,
            layer: Box::new(layer),
            x: numbers(3, 2),
            slopes: [numbers(5, 2), numbers(5, 2)],
        });
    }
    for mut example in all {
        let (name, layer, dy) = (example.name, &mut *example.layer, &example.slopes[0]);
        layer.forward(&example.x);
        layer.backward(dy);
        let whole = gradients(layer);
        layer.clear_gradients();
        layer.backward_parameters(dy);
        assert_eq!(gradients(layer), whole, "{name}");
    }
}

/// What is remembered is the last batch, whatever its size: a used layer does as a fresh
/// one.
#[test]
fn a_used_layer_does_as_a_fresh_one() {
    for batch in [1, 3, 2, 7, 5] {
        for (used, fresh) in everything().into_iter().zip(everything()) {
            let (name, mut used, mut fresh) = (used.name, used, fresh.layer);
            used.layer.forward(&used.x);
            used.layer.backward(&used.slopes[0]);
            used.layer.clear_gradients();
            let x = &numbers(3, batch) * 0.75;
            let y = fresh.forward(&x).clone();
            assert_eq!(*used.layer.forward(&x), y, "{name}, batch {batch}");
            let dy = numbers(y.nrows(), batch);
            let dx = fresh.backward(&dy).clone();
            assert_eq!(*used.layer.backward(&dy), dx, "{name}, batch {batch}");
            assert_eq!(
                gradients(&mut *used.layer),
                gradients(&mut *fresh),
                "{name}"
            );
        }
    }
}

/// No samples, no slopes: shapes stay right.
#[test]
fn an_empty_batch_passes_through() {
    for mut example in everything() {
        let (inputs, outputs) = (example.x.nrows(), example.slopes[0].nrows());
        let y = example.layer.forward(&Matrix::zeros(inputs, 0));
        assert_eq!(y.shape(), (outputs, 0), "{}", example.name);
        let dx = example.layer.backward(&Matrix::zeros(outputs, 0));
        assert_eq!(dx.shape(), (inputs, 0), "{}", example.name);
        assert!(flat(&mut *example.layer).iter().all(|&slope| slope == 0.0));
    }
}

/// A fresh parameter has slopes of zeros in its own shape.
#[test]
fn a_parameter_starts_without_slopes() {
    let parameter = Parameter::new("weight", &[2, 3], numbers(2, 3));
    assert_eq!(parameter.gradient, Matrix::zeros(2, 3));
    assert_eq!(
        (parameter.name.as_str(), parameter.shape),
        ("weight", vec![2, 3])
    );
    let layer = linear(3, 5);
    assert_eq!(layer.bias.value, Matrix::zeros(5, 1));
}

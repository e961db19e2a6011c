//! Layers before `gradcheck`: all their slopes at once, and how close is close.

use backprop::Layer;
use gradcheck::{Argument, Options, Report, gradcheck, rejects_perturbed};
use matrix::Matrix;

use crate::support::{gradients, parameters, set_parameters};

/// How large relative roundings may add up to: `roundings` of half a unit in the last
/// place, ε/2 = 2⁻⁵³ each.
pub(crate) fn close(a: f64, b: f64, roundings: usize, size: f64) -> bool {
    (a - b).abs() <= 0.5 * f64::EPSILON * roundings as f64 * size
}

/// [`close`] for every entry; says which are not.
pub(crate) fn all_close(
    what: &str,
    a: &[f64],
    b: &[f64],
    roundings: usize,
    size: f64,
) -> Result<(), String> {
    let same = a.len() == b.len()
        && a.iter().zip(b).all(|(&a, &b)| close(a, b, roundings, size));
    if same {
        Ok(())
    } else {
        Err(format!("{what}:\n{a:?}\n{b:?}"))
    }
}

/// A matrix from its entries, column by column.
#[track_caller]
pub(crate) fn matrix(rows: usize, columns: usize, entries: &[f64]) -> Matrix {
    Matrix::from_columns(rows, columns, entries.to_vec())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Makes the layer whose slopes are checked.
pub(crate) type Make<'m> = &'m dyn Fn() -> Box<dyn Layer>;

/// The input of a layer, then its parameters.
fn arguments(make: Make, x: &Matrix) -> Vec<Argument> {
    let mut all = vec![argument("x", x)];
    for (name, value) in parameters(&mut *make()) {
        all.push(argument(&name, &value));
    }
    all
}

pub(crate) fn argument(name: &str, value: &Matrix) -> Argument {
    let (rows, columns) = value.shape();
    Argument::matrix(name, rows, columns, value.as_slice())
}

/// A layer with these parameters, and its input.
fn with(
    make: Make,
    shapes: &[Argument],
    values: &[Vec<f64>],
) -> (Box<dyn Layer>, Matrix) {
    let given = shapes.iter().zip(values);
    let mut given: Vec<_> = given
        .map(|(shape, values)| matrix(shape.rows, shape.columns, values))
        .collect();
    let x = given.remove(0);
    let mut layer = make();
    set_parameters(&mut *layer, &given);
    (layer, x)
}

fn output(make: Make, shapes: &[Argument], values: &[Vec<f64>]) -> Vec<f64> {
    let (mut layer, x) = with(make, shapes, values);
    layer.forward(&x).as_slice().to_vec()
}

fn slopes(
    make: Make,
    shapes: &[Argument],
    values: &[Vec<f64>],
    cotangent: &[f64],
) -> Vec<Vec<f64>> {
    let (mut layer, x) = with(make, shapes, values);
    let (rows, columns) = layer.forward(&x).shape();
    let dx = layer.backward(&matrix(rows, columns, cotangent));
    let mut all = vec![dx.as_slice().to_vec()];
    let own = gradients(&mut *layer);
    all.extend(own.iter().map(|gradient| gradient.as_slice().to_vec()));
    all
}

/// The slopes of a layer in its input and in every parameter, each from a fresh layer.
pub(crate) fn check_layer(make: Make, x: &Matrix) -> Report {
    let shapes = arguments(make, x);
    gradcheck(
        |values| output(make, &shapes, values),
        |values, cotangent| slopes(make, &shapes, values, cotangent),
        &shapes,
        &Options::default(),
    )
}

/// Whether [`check_layer`] would see any one slope that is off by a millionth.
pub(crate) fn would_be_seen(make: Make, x: &Matrix) -> bool {
    let shapes = arguments(make, x);
    rejects_perturbed(
        |values| output(make, &shapes, values),
        |values, cotangent| slopes(make, &shapes, values, cotangent),
        &shapes,
        1e-6,
        &Options::default(),
    )
}

//! Laws that hold between the activations, for values and for slopes.

use activations::Activation::{
    self, Elu, Gelu, GeluSigmoid, GeluTanh, Identity, LeakyRelu, Relu, Sigmoid, Silu,
    Softplus, Swish, Tanh,
};
use gradcheck::for_all;
use gradcheck::strategies::vector;

const CASES: u32 = 64;

/// Both sides are the same number, but for eight roundings of numbers of their size or of
/// size 1.
fn law(name: &str, left: impl Fn(f64) -> f64, right: impl Fn(f64) -> f64) {
    for_all(CASES, &vector(1), &mut |x| {
        // From −16 to 16.
        let x = 8.0 * x[0];
        let (left, right) = (left(x), right(x));
        let size = 1.0 + left.abs().max(right.abs());
        if (left - right).abs() <= 8.0 * f64::EPSILON / 2.0 * size {
            Ok(())
        } else {
            Err(format!("{name} at x = {x}: {left} and {right}"))
        }
    });
}

/// Two functions are one: equal values, equal slopes.
fn same(left: Activation, right: Activation) {
    let name = format!("{left} and {right}");
    law(&name, |x| left.value(x), |x| right.value(x));
    law(&name, |x| left.slope(x), |x| right.slope(x));
}

#[test]
fn one_function_in_two_ways() {
    same(Silu, Swish(1.0));
    same(GeluSigmoid, Swish(1.702));
    same(Identity, LeakyRelu(1.0));
    same(Relu, LeakyRelu(0.0));
    law("swish, β = 0, is x/2", |x| Swish(0.0).value(x), |x| x / 2.0);
}

#[test]
fn the_sigmoid_and_tanh() {
    let (s, t) = (|x| Sigmoid.value(x), |x| Tanh.value(x));
    law("σ(−x) = 1 − σ(x)", |x| s(-x), |x| 1.0 - s(x));
    law("tanh x = 2σ(2x) − 1", t, |x| 2.0 * s(2.0 * x) - 1.0);
    law("tanh(−x) = −tanh x", |x| t(-x), |x| -t(x));
    law(
        "σ′ = σ(1 − σ)",
        |x| Sigmoid.slope(x),
        |x| s(x) * (1.0 - s(x)),
    );
    law(
        "tanh′ = 1 − tanh²",
        |x| Tanh.slope(x),
        |x| 1.0 - t(x) * t(x),
    );
    law(
        "tanh′(x) = 4σ′(2x)",
        |x| Tanh.slope(x),
        |x| 4.0 * Sigmoid.slope(2.0 * x),
    );
}

#[test]
fn two_sides_that_make_a_line() {
    // f(x) − f(−x) = x
    for f in [
        Relu,
        Softplus,
        Gelu,
        GeluTanh,
        GeluSigmoid,
        Silu,
        Swish(2.0),
    ] {
        law(&format!("{f}"), |x| f.value(x) - f.value(-x), |x| x);
        law(
            &format!("{f}, slope"),
            |x| f.slope(x) + f.slope(-x),
            |_| 1.0,
        );
    }
}

#[test]
fn a_slope_that_is_another_function() {
    law("softplus′ = σ", |x| Softplus.slope(x), |x| Sigmoid.value(x));
    law(
        "elu′ = elu + α on the left",
        |x| Elu(0.3).slope(-x.abs()),
        |x| Elu(0.3).value(-x.abs()) + 0.3,
    );
    law(
        "softplus(x) = ln(1 + eˣ)",
        |x| Softplus.value(x),
        |x| (1.0 + x.exp()).ln(),
    );
}

/// The slope from the output is the slope, as far as a rounded output can tell.
#[test]
fn the_output_knows_the_slope() {
    for f in [
        Identity,
        Sigmoid,
        Tanh,
        Relu,
        LeakyRelu(0.01),
        Elu(1.0),
        Elu(0.3),
    ] {
        law(
            &format!("{f}"),
            |x| f.slope(x),
            |x| f.slope_from_output(f.value(x)).expect("it is one of those"),
        );
    }
    let without = [Softplus, Gelu, GeluTanh, GeluSigmoid, Silu, Swish(2.0)];
    // A negative α turns the left side upward: y > 0 then says nothing.
    for f in without.into_iter().chain([LeakyRelu(-0.5), Elu(-0.5)]) {
        assert_eq!(f.slope_from_output(0.25), None, "{f}");
    }
}

/// The largest |f(x) − GELU(x)|, over a fine grid.
fn largest_difference(f: Activation) -> f64 {
    let points = (-80_000..=80_000).map(|k| f64::from(k) / 1e4);
    let differences = points.map(|x| (f.value(x) - Gelu.value(x)).abs());
    differences.fold(0.0, f64::max)
}

/// What is said of the two approximations of GELU: 4.7·10⁻⁴ and 0.0203, as they are
/// rounded.
#[test]
fn gelus_approximations_are_as_good_as_said() {
    let (tanh, sigmoid) = (
        largest_difference(GeluTanh),
        largest_difference(GeluSigmoid),
    );
    assert_eq!(format!("{tanh:.1e}"), "4.7e-4");
    assert_eq!(format!("{sigmoid:.4}"), "0.0203");
}

/// By hand: σ(ln 3) = ¾, tanh(ln 2) = 3/5, ELU(−ln 2) = −½, and their slopes.
#[test]
fn worked_examples() {
    let (ln2, ln3) = (2.0_f64.ln(), 3.0_f64.ln());
    let close = |a: f64, b: f64| assert!((a - b).abs() <= 4.0 * f64::EPSILON * b.abs());
    close(Sigmoid.value(ln3), 0.75);
    close(Sigmoid.slope(ln3), 3.0 / 16.0);
    close(Tanh.value(ln2), 0.6);
    close(Tanh.slope(ln2), 16.0 / 25.0);
    close(Elu(1.0).value(-ln2), -0.5);
    close(Elu(1.0).slope(-ln2), 0.5);
    assert_eq!(Silu.slope(0.0), 0.5);
}

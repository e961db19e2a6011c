//! The checks as they are called: thin generic shells, so that a caller's closures cost its
//! crate little to compile.

use crate::{
    Argument, Options, Report,
    check::{self, Cotangent},
    paste::Subject,
};

/// Checks the vector-Jacobian product (the backward pass) of a function of several arguments.
///
/// `f` takes the arguments' values and gives the outputs. `vjp` takes the arguments' values and
/// a cotangent c (∂L/∂output, one number per output) and gives one gradient per argument, each
/// in the layout of its argument: Σᵢ cᵢ ∂fᵢ/∂argument. The cotangent is random and seeded,
/// because `sum()`, the cotangent of ones, hides the errors of softmax and layer norm.
///
/// ```
/// use gradcheck::{Argument, Options, gradcheck};
/// let f = |a: &[Vec<f64>]| vec![a[0][0] * a[1][0]];
/// let vjp = |a: &[Vec<f64>], c: &[f64]| vec![vec![c[0] * a[1][0]], vec![c[0] * a[0][0]]];
/// let arguments = [Argument::scalar("a", 3.0), Argument::scalar("b", -2.0)];
/// gradcheck(f, vjp, &arguments, &Options::default()).assert_pass();
/// ```
pub fn gradcheck(
    mut f: impl FnMut(&[Vec<f64>]) -> Vec<f64>,
    mut vjp: impl FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>>,
    arguments: &[Argument],
    options: &Options,
) -> Report {
    check::check_vjp(
        Subject::Vjp,
        &mut f,
        &mut vjp,
        arguments,
        Cotangent::Random,
        options,
    )
}

/// [`gradcheck`] with a cotangent of your choice, one number per output.
pub fn check_vjp(
    mut f: impl FnMut(&[Vec<f64>]) -> Vec<f64>,
    mut vjp: impl FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>>,
    arguments: &[Argument],
    cotangent: &[f64],
    options: &Options,
) -> Report {
    let cotangent = Cotangent::Given(cotangent);
    check::check_vjp(
        Subject::Vjp,
        &mut f,
        &mut vjp,
        arguments,
        cotangent,
        options,
    )
}

/// Checks a Jacobian-vector product (forward mode) along one random direction.
///
/// `jvp` takes the arguments' values and one tangent per argument and gives one number per
/// output: Σ over arguments of ∂fᵢ/∂argument · tangent.
pub fn check_jvp(
    mut f: impl FnMut(&[Vec<f64>]) -> Vec<f64>,
    mut jvp: impl FnMut(&[Vec<f64>], &[Vec<f64>]) -> Vec<f64>,
    arguments: &[Argument],
    options: &Options,
) -> Report {
    check::check_jvp(&mut f, &mut jvp, arguments, options)
}

/// [`gradcheck`] along one random direction through all arguments: about fifteen evaluations
/// of `f` however many entries there are. It says whether something is wrong, not where.
pub fn check_directional(
    mut f: impl FnMut(&[Vec<f64>]) -> Vec<f64>,
    mut vjp: impl FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>>,
    arguments: &[Argument],
    options: &Options,
) -> Report {
    check::check_directional(&mut f, &mut vjp, arguments, options)
}

/// Checks the gradient of a scalar function of a vector.
///
/// ```
/// use gradcheck::{Options, check_gradient};
/// let square = |x: &[f64]| x.iter().map(|x| x * x).sum();
/// let gradient = |x: &[f64]| x.iter().map(|x| 2.0 * x).collect();
/// check_gradient(square, gradient, &[0.5, -1.25], &Options::default()).assert_pass();
/// ```
pub fn check_gradient(
    mut f: impl FnMut(&[f64]) -> f64,
    mut gradient: impl FnMut(&[f64]) -> Vec<f64>,
    x: &[f64],
    options: &Options,
) -> Report {
    check::check_vjp(
        Subject::Gradient,
        &mut |a: &[Vec<f64>]| vec![f(&a[0])],
        &mut |a: &[Vec<f64>], _: &[f64]| vec![gradient(&a[0])],
        &[Argument::vector("x", x)],
        Cotangent::Given(&[1.0]),
        options,
    )
}

/// Checks the derivative of a function of one number.
///
/// ```
/// use gradcheck::{Options, check_derivative};
/// check_derivative(f64::sin, f64::cos, 0.75, &Options::default()).assert_pass();
/// ```
pub fn check_derivative(
    mut f: impl FnMut(f64) -> f64,
    mut derivative: impl FnMut(f64) -> f64,
    x: f64,
    options: &Options,
) -> Report {
    check::check_vjp(
        Subject::Derivative,
        &mut |a: &[Vec<f64>]| vec![f(a[0][0])],
        &mut |a: &[Vec<f64>], _: &[f64]| vec![vec![derivative(a[0][0])]],
        &[Argument::scalar("x", x)],
        Cotangent::Given(&[1.0]),
        options,
    )
}

/// Negative control: would the check notice if the gradient were a little wrong?
///
/// Multiplies each entry of the gradient in turn by `1 + relative` (an entry of 0 becomes
/// `relative`) and says whether every one of these changes turns a passing check into a
/// [`Verdict::Mismatch`](crate::Verdict::Mismatch). A check that cannot fail proves nothing:
/// put one of these beside it.
///
/// ```
/// use gradcheck::{Argument, Options, rejects_perturbed};
/// let f = |a: &[Vec<f64>]| vec![a[0][0].exp()];
/// let vjp = |a: &[Vec<f64>], c: &[f64]| vec![vec![c[0] * a[0][0].exp()]];
/// let x = [Argument::scalar("x", 0.75)];
/// assert!(rejects_perturbed(f, vjp, &x, 1e-6, &Options::default()));
/// ```
pub fn rejects_perturbed(
    mut f: impl FnMut(&[Vec<f64>]) -> Vec<f64>,
    mut vjp: impl FnMut(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>>,
    arguments: &[Argument],
    relative: f64,
    options: &Options,
) -> bool {
    let cotangent = Cotangent::Random;
    let report = check::check_vjp(
        Subject::Vjp,
        &mut f,
        &mut vjp,
        arguments,
        cotangent,
        options,
    );
    report.passed()
        && !report.entries.is_empty()
        && report
            .entries
            .iter()
            .all(|entry| entry.notices(relative, options))
}

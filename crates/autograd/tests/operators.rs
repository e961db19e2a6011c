//! Every operator and function of [`Var`], against numerical slopes of the same formula in plain
//! `f64`: the tape is compared with something that knows no tape.

use autograd::tape::Op;
use autograd::{Tape, Var};
use gradcheck::strategies::{distinct, positive, vector, vector_away_from_zero};
use gradcheck::{Argument, Options, check_gradient, for_all, rejects_perturbed};

/// How many points each function is tried at. `for_all` draws the same ones on every run.
const CASES: u32 = 48;

type Plain = fn(&[f64]) -> f64;
type OnTape = for<'t> fn(&'t Tape, &[Var<'t>]) -> Var<'t>;

/// Where a function is tried.
#[derive(Clone, Copy)]
enum Domain {
    Anywhere(usize),
    AwayFromZero(usize),
    Positive(usize),
    Distinct(usize),
}

use Domain::{Anywhere, AwayFromZero, Distinct, Positive};

fn value(f: OnTape, x: &[f64]) -> f64 {
    let tape = Tape::new();
    f(&tape, &tape.vars(x)).value()
}

fn gradient(f: OnTape, x: &[f64]) -> Vec<f64> {
    let tape = Tape::new();
    let x = tape.vars(x);
    f(&tape, &x).backward().wrt_all(&x)
}

/// The same number: a function may round once or twice more than the formula beside it.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= 4.0 * f64::EPSILON * a.abs().max(b.abs())
}

fn check(name: &str, domain: Domain, plain: Plain, on_tape: OnTape) {
    let points = match domain {
        Anywhere(n) => vector(n),
        AwayFromZero(n) => vector_away_from_zero(n),
        Positive(n) => positive(n),
        Distinct(n) => distinct(n),
    };
    for_all(CASES, &points, &mut |x| {
        let (tape, formula) = (value(on_tape, x), plain(x));
        if !same(tape, formula) {
            return Err(format!(
                "{name} at {x:?}: {tape} on the tape, but {formula}"
            ));
        }
        check_gradient(plain, |x| gradient(on_tape, x), x, &Options::default())
            .titled(name)
            .into_result()
    });
}

#[test]
fn two_numbers_on_the_tape() {
    check("a + b", Anywhere(2), |x| x[0] + x[1], |_, x| x[0] + x[1]);
    check("a − b", Anywhere(2), |x| x[0] - x[1], |_, x| x[0] - x[1]);
    check("a·b", Anywhere(2), |x| x[0] * x[1], |_, x| x[0] * x[1]);
    check(
        "a / b",
        AwayFromZero(2),
        |x| x[0] / x[1],
        |_, x| x[0] / x[1],
    );
}

#[test]
fn a_constant_on_the_right() {
    check("x + c", Anywhere(1), |x| x[0] + 1.75, |_, x| x[0] + 1.75);
    check("x − c", Anywhere(1), |x| x[0] - 1.75, |_, x| x[0] - 1.75);
    check("x·c", Anywhere(1), |x| x[0] * -1.75, |_, x| x[0] * -1.75);
    check("x / c", Anywhere(1), |x| x[0] / -1.75, |_, x| x[0] / -1.75);
}

#[test]
fn a_constant_on_the_left() {
    check("c + x", Anywhere(1), |x| 1.75 + x[0], |_, x| 1.75 + x[0]);
    check("c − x", Anywhere(1), |x| 1.75 - x[0], |_, x| 1.75 - x[0]);
    check("c·x", Anywhere(1), |x| -1.75 * x[0], |_, x| -1.75 * x[0]);
    check(
        "c / x",
        AwayFromZero(1),
        |x| 1.75 / x[0],
        |_, x| 1.75 / x[0],
    );
}

#[test]
fn functions_of_one_number() {
    check("−x", Anywhere(1), |x| -x[0], |_, x| -x[0]);
    check("exp", Anywhere(1), |x| x[0].exp(), |_, x| x[0].exp());
    check("ln", Positive(1), |x| x[0].ln(), |_, x| x[0].ln());
    check("tanh", Anywhere(1), |x| x[0].tanh(), |_, x| x[0].tanh());
    check(
        "σ",
        Anywhere(1),
        |x| 1.0 / (1.0 + (-x[0]).exp()),
        |_, x| x[0].sigmoid(),
    );
    check(
        "relu",
        AwayFromZero(1),
        |x| x[0].max(0.0),
        |_, x| x[0].relu(),
    );
}

#[test]
fn powers() {
    check("x⁰", AwayFromZero(1), |_| 1.0, |_, x| x[0].powi(0));
    check("x¹", Anywhere(1), |x| x[0], |_, x| x[0].powi(1));
    check(
        "x³",
        Anywhere(1),
        |x| x[0] * x[0] * x[0],
        |_, x| x[0].powi(3),
    );
    check(
        "x⁻²",
        AwayFromZero(1),
        |x| 1.0 / (x[0] * x[0]),
        |_, x| x[0].powi(-2),
    );
    check("√x", Positive(1), |x| x[0].sqrt(), |_, x| x[0].powf(0.5));
    check(
        "x^−1.75",
        Positive(1),
        |x| (-1.75 * x[0].ln()).exp(),
        |_, x| x[0].powf(-1.75),
    );
}

#[test]
fn several_numbers() {
    check(
        "max",
        Distinct(2),
        |x| x[0].max(x[1]),
        |_, x| x[0].max(x[1]),
    );
    check("Σ", Anywhere(5), |x| x.iter().sum(), Tape::sum);
    check(
        "mean",
        Anywhere(5),
        |x| x.iter().sum::<f64>() / 5.0,
        Tape::mean,
    );
    check(
        "Σ of one number twice",
        Anywhere(1),
        |x| 2.0 * x[0],
        |tape, x| tape.sum(&[x[0], x[0]]),
    );
}

#[test]
fn the_logistic_loss() {
    let (no, yes): (Plain, Plain) =
        (|x| (1.0 + x[0].exp()).ln(), |x| (1.0 + (-x[0]).exp()).ln());
    check("loss, y = 0", Anywhere(1), no, |_, x| {
        x[0].logistic_loss(0.0)
    });
    check("loss, y = 1", Anywhere(1), yes, |_, x| {
        x[0].logistic_loss(1.0)
    });
}

/// An expression in which every operation stands once, and the inputs more than once.
#[test]
fn all_of_them_together() {
    fn together(x: &[f64]) -> f64 {
        let (a, b) = (x[0], x[1]);
        let s = 1.0 / (1.0 + (-(a * b)).exp());
        (a / b).tanh() + s.powf(1.5) * (b - 0.5 * a).exp() - (1.0 + a * a).ln().max(s)
            + (a + 2.0 * b + 7.0).max(0.0) / 3.0
    }
    check("all together", AwayFromZero(2), together, |tape, x| {
        let (a, b) = (x[0], x[1]);
        let s = (a * b).sigmoid();
        let terms = [
            (a / b).tanh(),
            s.powf(1.5) * (b - 0.5 * a).exp(),
            -(1.0 + a.powi(2)).ln().max(s),
            (a + 2.0 * b + 7.0).relu() / 3.0,
        ];
        tape.sum(&terms)
    });
}

/// The check above would notice a gradient that is wrong by a millionth.
#[test]
fn a_slightly_wrong_gradient_would_be_noticed() {
    let f: OnTape = |_, x| (x[0] * x[1]).tanh() / x[1].exp();
    let noticed = rejects_perturbed(
        |a| vec![value(f, &a[0])],
        |a, c| {
            vec![
                gradient(f, &a[0])
                    .iter()
                    .map(|slope| c[0] * slope)
                    .collect(),
            ]
        },
        &[Argument::vector("x", &[0.75, -1.25])],
        1e-6,
        &Options::default(),
    );
    assert!(noticed);
}

#[test]
fn at_its_kink_relu_has_slope_0_and_max_takes_the_first() {
    assert_eq!(gradient(|_, x| x[0].relu(), &[0.0]), [0.0]);
    assert_eq!(gradient(|_, x| x[0].relu(), &[-0.0]), [0.0]);
    assert_eq!(gradient(|_, x| x[0].max(x[1]), &[1.5, 1.5]), [1.0, 0.0]);
}

#[test]
fn each_row_says_what_was_done() {
    let tape = Tape::new();
    let (a, b) = (tape.var(3.0), tape.var(2.0));
    let made = [
        (a + b, Op::Add),
        (a + 1.0, Op::Add),
        (1.0 + a, Op::Add),
        (a - b, Op::Sub),
        (a - 1.0, Op::Sub),
        (1.0 - a, Op::Sub),
        (a * b, Op::Mul),
        (a * 2.0, Op::Mul),
        (2.0 * a, Op::Mul),
        (a / b, Op::Div),
        (a / 2.0, Op::Div),
        (2.0 / a, Op::Div),
        (-a, Op::Neg),
        (a.powi(2), Op::Pow),
        (a.powf(0.5), Op::Pow),
        (a.exp(), Op::Exp),
        (a.ln(), Op::Ln),
        (a.tanh(), Op::Tanh),
        (a.sigmoid(), Op::Sigmoid),
        (a.relu(), Op::Relu),
        (a.max(b), Op::Max),
        (tape.sum(&[a, b]), Op::Sum),
        (a.logistic_loss(1.0), Op::LogisticLoss),
    ];
    let rows = tape.rows();
    assert_eq!(rows[a.row()].op, Op::Input);
    for (var, op) in made {
        assert_eq!(rows[var.row()].op, op, "{var:?}");
        assert_eq!(rows[var.row()].value, var.value(), "{var:?}");
    }
}

#[test]
#[should_panic(expected = "the mean of no terms")]
fn the_mean_of_nothing_is_refused() {
    let tape = Tape::new();
    let _ = tape.mean(&[]);
}

#[test]
fn the_sum_of_nothing_is_0() {
    let tape = Tape::new();
    let nothing = tape.sum(&[]);
    assert_eq!(nothing.value(), 0.0);
    assert_eq!(tape.rows()[nothing.row()].parents, []);
}

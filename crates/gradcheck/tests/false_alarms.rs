//! Right gradients must pass: random smooth functions, their exact derivatives by forward-mode
//! dual numbers, and how often the check cries wolf.
//!
//! `cargo test -p gradcheck --test false_alarms -- --nocapture` prints the counts.

use gradcheck::{Argument, Options, Verdict, check_derivative, gradcheck};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A random smooth function of several variables.
enum Expression {
    Variable(usize),
    Constant(f64),
    Unary(usize, Box<Expression>),
    Binary(usize, Box<Expression>, Box<Expression>),
}

/// A value and its derivative along one variable.
#[derive(Clone, Copy)]
struct Dual(f64, f64);

const UNARY: usize = 12;
const BINARY: usize = 4;

impl Expression {
    fn random(rng: &mut ChaCha8Rng, variables: usize, depth: usize) -> Self {
        if depth == 0 || rng.random_bool(0.05) {
            return if rng.random_bool(0.8) {
                Self::Variable(rng.random_range(0..variables))
            } else {
                Self::Constant(rng.random_range(-2.0..2.0))
            };
        }
        let mut below = || Box::new(Self::random(rng, variables, depth - 1));
        let (a, b) = (below(), below());
        if rng.random_bool(0.5) {
            Self::Unary(rng.random_range(0..UNARY), a)
        } else {
            Self::Binary(rng.random_range(0..BINARY), a, b)
        }
    }

    fn at(&self, x: &[f64], along: usize) -> Dual {
        match self {
            Self::Variable(i) => Dual(x[*i], f64::from(u8::from(*i == along))),
            Self::Constant(c) => Dual(*c, 0.0),
            Self::Unary(op, a) => {
                let Dual(a, da) = a.at(x, along);
                let (y, slope) = unary(*op, a);
                Dual(y, slope * da)
            }
            Self::Binary(op, a, b) => {
                let (Dual(a, da), Dual(b, db)) = (a.at(x, along), b.at(x, along));
                match op {
                    0 => Dual(a + b, da + db),
                    1 => Dual(a - b, da - db),
                    2 => Dual(a * b, da * b + a * db),
                    // A quotient without poles.
                    _ => {
                        let c = 1.0 + b * b;
                        Dual(a / c, da / c - a * 2.0 * b * db / (c * c))
                    }
                }
            }
        }
    }
}

/// Value and slope.
fn unary(op: usize, a: f64) -> (f64, f64) {
    match op {
        0 => (a.sin(), a.cos()),
        1 => (a.cos(), -a.sin()),
        2 => (a.tanh(), 1.0 - a.tanh().powi(2)),
        3 => (a.exp(), a.exp()),
        4 => (a * a, 2.0 * a),
        5 => (a * a * a, 3.0 * a * a),
        6 => ((1.0 + a * a).sqrt(), a / (1.0 + a * a).sqrt()),
        7 => ((a * a).ln_1p(), 2.0 * a / (1.0 + a * a)),
        8 => (a.atan(), 1.0 / (1.0 + a * a)),
        9 => {
            let y = 1.0 / (1.0 + (-a).exp());
            (y, y * (1.0 / (1.0 + a.exp())))
        }
        10 => (3.0 * a - 0.5, 3.0),
        _ => ((-a * a).exp(), -2.0 * a * (-a * a).exp()),
    }
}

#[test]
fn random_functions() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let options = Options::default();
    let (mut functions, mut entries, mut evaluations) = (0_u32, 0_u32, 0_usize);
    let (mut alarms, mut alarmed_entries) = (Vec::new(), 0);
    let (mut unresolved, mut tiny_ones) = (0_u32, 0_u32);
    while functions < 200_000 {
        let variables = rng.random_range(2..=4);
        let depth = rng.random_range(1..=4);
        let tree = Expression::random(&mut rng, variables, depth);
        let x: Vec<f64> = (0..variables)
            .map(|_| {
                rng.random_range(-2.0..2.0)
                    * [0.01, 1.0, 1.0, 1.0, 3.0][rng.random_range(0..5)]
            })
            .collect();
        let right: Vec<f64> = (0..variables).map(|j| tree.at(&x, j).1).collect();
        // Towers of exponentials leave the range of floats; they are not what is asked about.
        let sane = |y: f64| y.abs() < 1e12;
        if !sane(tree.at(&x, 0).0) || !right.iter().all(|d| sane(*d)) {
            continue;
        }
        functions += 1;
        let report = gradcheck(
            |a: &[Vec<f64>]| vec![tree.at(&a[0], 0).0],
            |_: &[Vec<f64>], c: &[f64]| vec![right.iter().map(|d| c[0] * d).collect()],
            &[Argument::vector("x", &x)],
            &options,
        );
        entries += report.entries().len() as u32;
        evaluations += report.evaluations();
        // Gradients below 1e-10 of the function's value are beyond what f64 can decide, and
        // the check says so.
        let value = tree.at(&x, 0).0.abs();
        let tiny = right.iter().all(|d| d.abs() <= 1e-10 * value);
        tiny_ones += u32::from(tiny);
        match report.verdict() {
            Verdict::Pass => {}
            Verdict::Unresolved => unresolved += u32::from(!tiny),
            _ => {
                let far = report
                    .entries()
                    .iter()
                    .filter(|entry| entry.error_bars() > 4.0);
                alarmed_entries += far.count().max(1) as u32;
                alarms.push(report.titled(&format!("function {functions}")));
            }
        }
    }
    println!("{functions} random functions, {entries} entries");
    println!(
        "evaluations per entry: {:.1}",
        evaluations as f64 / f64::from(entries)
    );
    println!("functions whose gradient is below 1e-10 of their value: {tiny_ones}");
    println!(
        "false alarms: {alarmed_entries} entries of {} functions",
        alarms.len()
    );
    println!("undecided, beside those: {unresolved} functions");
    for alarm in &alarms {
        println!("{alarm}\n");
    }
    assert!(
        alarmed_entries * 10_000 < entries,
        "{alarmed_entries} false alarms"
    );
    assert!(unresolved * 10_000 < entries, "{unresolved} undecided");
}

/// Twenty functions of the kind the course differentiates, over the points a test would choose.
#[test]
fn usual_functions() {
    type Pair = (&'static str, fn(f64) -> f64, fn(f64) -> f64);
    let functions: [Pair; 12] = [
        ("exp", f64::exp, f64::exp),
        ("sin", f64::sin, f64::cos),
        ("tanh", f64::tanh, |x| 1.0 / x.cosh().powi(2)),
        ("sigmoid", sigmoid, |x| sigmoid(x) * sigmoid(-x)),
        ("softplus", softplus, sigmoid),
        ("square", |x| x * x, |x| 2.0 * x),
        ("cube", |x| x * x * x, |x| 3.0 * x * x),
        ("erf", libm::erf, |x| {
            (-x * x).exp() * std::f64::consts::FRAC_2_SQRT_PI
        }),
        ("atan", f64::atan, |x| 1.0 / (1.0 + x * x)),
        (
            "silu",
            |x| x * sigmoid(x),
            |x| sigmoid(x) * (1.0 + x * sigmoid(-x)),
        ),
        (
            "sin(50x)",
            |x| (50.0 * x).sin(),
            |x| 50.0 * (50.0 * x).cos(),
        ),
        (
            "bump",
            |x| (-(20.0 * x).powi(2)).exp(),
            |x| -800.0 * x * (-(20.0 * x).powi(2)).exp(),
        ),
    ];
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    for (name, f, derivative) in functions {
        for k in -320..=320 {
            let x = f64::from(k) / 64.0
                + if k % 2 == 0 {
                    0.0
                } else {
                    rng.random_range(-0.01..0.01)
                };
            let report = check_derivative(f, derivative, x, &Options::default());
            let tiny = derivative(x).abs() < 1e-13;
            let undecided = tiny && report.verdict() == Verdict::Unresolved;
            assert!(report.passed() || undecided, "{name}\n{report}");
        }
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

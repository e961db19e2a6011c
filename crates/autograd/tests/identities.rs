//! Laws that must hold between operations, and between the reverse sweep and two other ways to
//! the same slopes: forward along the rows, and path by path.

// A method named by its path is less general here than the closure: it fixes the lifetime.
#![allow(clippy::redundant_closure_for_method_calls)]

use autograd::tape::Row;
use autograd::{Gradients, Tape, Var};
use gradcheck::for_all;
use gradcheck::strategies::{vector, vector_away_from_zero};

const CASES: u32 = 96;

/// Values and slopes agree but for a few roundings of numbers of this size.
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-13 * (1.0 + a.abs().max(b.abs()))
}

fn equal(law: &str, x: &[f64], left: &[f64], right: &[f64]) -> Result<(), String> {
    let holds =
        left.len() == right.len() && left.iter().zip(right).all(|(&a, &b)| close(a, b));
    if holds {
        Ok(())
    } else {
        Err(format!("{law} at {x:?}:\n{left:?}\n{right:?}"))
    }
}

type Function = for<'t> fn(Var<'t>) -> Var<'t>;

/// Value, then slope.
fn both(f: Function, x: f64) -> [f64; 2] {
    let tape = Tape::new();
    let x = tape.var(x);
    let y = f(x);
    [y.value(), y.backward().wrt(x)]
}

/// Two functions are the same function: equal values and equal slopes, at many points.
fn law(name: &str, left: Function, right: Function) {
    for_all(CASES, &vector_away_from_zero(1), &mut |x| {
        equal(name, x, &both(left, x[0]), &both(right, x[0]))
    });
}

#[test]
fn functions_that_are_the_same() {
    law(
        "σ(−x) = 1 − σ(x)",
        |x| (-x).sigmoid(),
        |x| 1.0 - x.sigmoid(),
    );
    law(
        "tanh x = 2σ(2x) − 1",
        |x| x.tanh(),
        |x| 2.0 * (2.0 * x).sigmoid() - 1.0,
    );
    law(
        "relu(x) − relu(−x) = x",
        |x| x.relu() - (-x).relu(),
        |x| x * 1.0,
    );
    law("x·x = x²", |x| x * x, |x| x.powi(2));
    law("x·x·x = x³", |x| x * x * x, |x| x.powi(3));
    law("x / x² = x⁻¹", |x| x / x.powi(2), |x| x.powi(-1));
    law("x + x = 2x", |x| x + x, |x| 2.0 * x);
    law("x − x = 0·x", |x| x - x, |x| 0.0 * x);
    law("−(−x) = x", |x| -(-x), |x| x + 0.0);
    law("ln eˣ = x", |x| x.exp().ln(), |x| x * 1.0);
    law("(eˣ)ᵖ = eᵖˣ", |x| x.exp().powf(1.75), |x| (1.75 * x).exp());
    law(
        "√x² = relu(x) + relu(−x)",
        |x| x.powi(2).powf(0.5),
        |x| x.relu() + (-x).relu(),
    );
    law(
        "loss of y = 1 is −ln p",
        |z| z.logistic_loss(1.0),
        |z| -z.sigmoid().ln(),
    );
    law(
        "loss of y = 0 is −ln(1 − p)",
        |z| z.logistic_loss(0.0),
        |z| -(1.0 - z.sigmoid()).ln(),
    );
}

#[test]
fn the_larger_of_x_and_0_is_relu() {
    for_all(CASES, &vector(1), &mut |x| {
        let tape = Tape::new();
        // 0 first: at the tie both then have slope 0 in x.
        let (zero, x_) = (tape.var(0.0), tape.var(x[0]));
        let (larger, relu) = (zero.max(x_), x_.relu());
        let slopes = [larger.backward().wrt(x_), relu.backward().wrt(x_)];
        equal(
            "max(0, x) = relu x",
            x,
            &[larger.value(), slopes[0]],
            &[relu.value(), slopes[1]],
        )
    });
}

#[test]
fn max_and_sum_in_other_words() {
    for_all(CASES, &vector_away_from_zero(3), &mut |x| {
        let tape = Tape::new();
        let v = tape.vars(x);
        let sums = [tape.sum(&v), v[0] + v[1] + v[2], tape.mean(&v) * 3.0];
        for sum in sums {
            equal("Σ", x, &[sum.value()], &[sums[0].value()])?;
            equal("slopes of Σ", x, &sum.backward().wrt_all(&v), &[1.0; 3])?;
        }
        if x[0] == x[1] {
            return Ok(());
        }
        let (max, by_relu) = (v[0].max(v[1]), v[1] + (v[0] - v[1]).relu());
        equal(
            "max(a, b) = b + relu(a − b)",
            x,
            &[max.value()],
            &[by_relu.value()],
        )?;
        equal(
            "its slopes",
            x,
            &max.backward().wrt_all(&v),
            &by_relu.backward().wrt_all(&v),
        )
    });
}

/// A small program drawn at random: two inputs, then a row for each further number, which
/// chooses the operation and its operands. Every operation keeps values small and smooth.
fn program<'t>(tape: &'t Tape, x: &[f64]) -> Vec<Var<'t>> {
    let mut vars = tape.vars(&x[..2]);
    for &choice in &x[2..] {
        // A number is k/64: k as a whole number chooses.
        let k = (choice * 64.0) as i64 + 1_000;
        let k = usize::try_from(k).expect("k/64 is at least −2");
        // One operand is recent, so that rows build on rows; the other may be any.
        let (a, b) = (vars[vars.len() - 1 - k % 2], vars[(k / 7) % vars.len()]);
        vars.push(match k % 9 {
            0 => a + b,
            1 => a - b,
            2 => (a * b).tanh(),
            3 => a / (b * b + 1.0),
            4 => a.sigmoid() * b,
            5 => tape.sum(&[a, b, a]),
            6 => 0.5 - a.tanh(),
            7 => (-a.powi(2)).exp(),
            _ => (a.powi(2) + 0.5).ln(),
        });
    }
    vars
}

/// The slopes of every row with respect to one row, forward: each row's is the sum over its
/// parents of local slope times the parent's.
fn tangents(rows: &[Row], input: usize) -> Vec<f64> {
    let mut tangents = vec![0.0; rows.len()];
    for (index, row) in rows.iter().enumerate() {
        tangents[index] = if index == input {
            1.0
        } else {
            row.parents
                .iter()
                .map(|&(parent, slope)| slope * tangents[parent])
                .sum()
        };
    }
    tangents
}

#[test]
fn backward_equals_forward() {
    for_all(CASES, &vector(24), &mut |x| {
        let tape = Tape::new();
        let vars = program(&tape, x);
        let rows = tape.rows();
        for input in [0, 1] {
            let forward = tangents(&rows, input);
            for &output in &vars[2..] {
                let backward = output.backward().at(input);
                equal(
                    "backward = forward",
                    x,
                    &[backward],
                    &[forward[output.row()]],
                )?;
            }
        }
        Ok(())
    });
}

/// All slopes of `output` with respect to the rows, by walking every path back from it: the
/// product of the local slopes along a path, added up over all paths.
fn by_paths(rows: &[Row], output: usize) -> (Vec<f64>, usize) {
    let mut slopes = vec![0.0; rows.len()];
    let mut paths = 0;
    let mut open = vec![(output, 1.0)];
    while let Some((row, product)) = open.pop() {
        slopes[row] += product;
        paths += 1;
        open.extend(
            rows[row]
                .parents
                .iter()
                .map(|&(parent, slope)| (parent, product * slope)),
        );
    }
    (slopes, paths)
}

#[test]
fn the_sweep_is_the_sum_over_all_paths() {
    let mut most = 0;
    for_all(CASES, &vector(12), &mut |x| {
        let tape = Tape::new();
        let output = program(&tape, x)[11];
        let (slopes, paths) = by_paths(&tape.rows(), output.row());
        most = most.max(paths);
        let gradients = output.backward();
        let swept: Vec<f64> = (0..tape.len()).map(|row| gradients.at(row)).collect();
        equal("sweep = paths", x, &swept, &slopes)
    });
    assert!(
        most > 100,
        "only {most} paths: the graphs are too simple to prove anything"
    );
}

#[test]
fn the_sweep_is_linear_in_its_seed() {
    for_all(CASES, &vector(12), &mut |x| {
        let tape = Tape::new();
        let output = *program(&tape, x).last().expect("it has rows");
        let swept = |seed| {
            let mut gradients = Gradients::new();
            output.backward_into(seed, &mut gradients);
            [gradients.at(0), gradients.at(1)]
        };
        let (once, [a, b]) = (output.backward(), swept(1.0));
        equal(
            "seed 1 is backward()",
            x,
            &[once.at(0), once.at(1)],
            &[a, b],
        )?;
        equal("seed −3", x, &swept(-3.0), &[-3.0 * a, -3.0 * b])?;
        equal("seed 0", x, &swept(0.0), &[0.0, 0.0])
    });
}

/// The slope of a sum is the sum of the slopes, of a multiple the multiple.
#[test]
fn the_gradient_is_linear_in_the_result() {
    for_all(CASES, &vector(12), &mut |x| {
        let tape = Tape::new();
        let vars = program(&tape, x);
        let (f, g) = (vars[10], vars[11]);
        let slopes = |y: Var| y.backward().wrt_all(&vars[..2]);
        let (of_f, of_g, of_both) = (slopes(f), slopes(g), slopes(0.75 * f - 1.25 * g));
        let combined: Vec<f64> = of_f
            .iter()
            .zip(&of_g)
            .map(|(f, g)| 0.75 * f - 1.25 * g)
            .collect();
        equal("∇(¾f − 1¼g)", x, &of_both, &combined)
    });
}

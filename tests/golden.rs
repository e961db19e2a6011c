//! Values and slopes against references made elsewhere: mpmath to 50 digits, two published
//! graphs, scikit-learn. The scripts that made them stand beside the tables in golden/.
//!
//! Errors are counted in *ulps*: how many doubles lie between ours and the double nearest to the
//! true number. A bound says which roundings it allows for: one ulp for each operation (which
//! rounds by half an ulp), two for each call of the system's exp, ln, tanh or pow.

use autograd::digits::{accuracy, epoch, shuffler};
use autograd::neuron::weighted_sum;
use autograd::{Activation, Descent, Mlp, Tape, Var};
use lesson_1 as autograd;
use workspace_tests::table;

fn number(text: &str) -> f64 {
    text.parse()
        .unwrap_or_else(|error| panic!("`{text}` is no number: {error}"))
}

/// How many steps from double to double lie between the two.
fn ulps(a: f64, b: f64) -> f64 {
    // The bits of a positive double, read as an integer, count the doubles from 0 upward.
    let place = |x: f64| {
        let bits = i128::from(x.abs().to_bits());
        if x < 0.0 { -bits } else { bits }
    };
    if a.is_nan() || b.is_nan() {
        f64::INFINITY
    } else {
        (place(a) - place(b)).abs() as f64
    }
}

/// How far a result may be off.
#[derive(Clone, Copy)]
enum Bound {
    Ulps(f64),
    /// In units of 2⁻⁵², for a difference of numbers near 1: what they share cancels.
    Absolute(f64),
}

use Bound::{Absolute, Ulps};

#[track_caller]
fn compare(what: &str, ours: f64, right: f64, bound: Bound) {
    let (off, most, unit) = match bound {
        Ulps(most) => (ulps(ours, right), most, "ulps"),
        Absolute(most) => ((ours - right).abs() / f64::EPSILON, most, "times 2⁻⁵²"),
    };
    assert!(
        off <= most,
        "{what}: {ours:e}, but it is {right:e}: off by {off} {unit}, {most} allowed"
    );
}

/// The value of a function of one number, and its slope.
fn at(x: f64, f: impl for<'t> Fn(Var<'t>) -> Var<'t>) -> (f64, f64) {
    let tape = Tape::new();
    let x = tape.var(x);
    let y = f(x);
    (y.value(), y.backward().wrt(x))
}

/// An operation at one point: what the tape says, and how far value and slope may be off.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "`Var::exp` serves one lifetime, the closure every lifetime"
)]
fn one_operand(op: &str, x: f64, y: &str) -> ((f64, f64), Bound, Bound) {
    match op {
        "exp" => (at(x, |x| x.exp()), Ulps(2.0), Ulps(2.0)),
        // The slope 1/x is one division.
        "ln" => (at(x, |x| x.ln()), Ulps(2.0), Ulps(1.0)),
        // 1 − y²: an error of y of 2 ulps, which are 2⁻⁵² near 1, doubles in the square; then
        // the square and the difference round.
        "tanh" => (at(x, |x| x.tanh()), Ulps(2.0), Absolute(3.0)),
        // exp, a sum, a quotient; for the slope one sum and one product more.
        "sigmoid" => (at(x, |x| x.sigmoid()), Ulps(4.0), Ulps(6.0)),
        // ln(1 + eˣ) is the loss of label 0: exp and ln_1p, and one sum. Its slope is σ(x) − 0.
        "softplus" => (at(x, |z| z.logistic_loss(0.0)), Ulps(5.0), Ulps(5.0)),
        "relu" => (at(x, |x| x.relu()), Ulps(0.0), Ulps(0.0)),
        "powi" => {
            let n = number(y) as i32;
            // At most |n| products, however they are grouped, and a division where n < 0.
            let products = f64::from(n.abs());
            (
                at(x, |x| x.powi(n)),
                Ulps(products + 1.0),
                Ulps(products + 3.0),
            )
        }
        "powf" => {
            let p = number(y);
            // p − 1 rounds by half an ulp of itself, which moves xᵖ⁻¹ by |ln x|·|p − 1| of those.
            let exponent = if x > 0.0 {
                x.ln().abs() * (p - 1.0).abs()
            } else {
                0.0
            };
            (at(x, |x| x.powf(p)), Ulps(2.0), Ulps(3.0 + exponent))
        }
        _ => panic!("golden/ops.csv has a new operation, `{op}`: compare it here"),
    }
}

#[test]
fn operations_agree_with_mpmath() {
    let rows = table("tests/golden/ops.csv");
    for row in &rows {
        let [op, x, y, value, dx, dy] = row.as_slice() else {
            panic!("six cells: {row:?}")
        };
        let what = |part: &str| format!("{part} of {op} at {x} {y}");
        let (value, dx) = (number(value), number(dx));
        if op == "quotient" {
            let tape = Tape::new();
            let v = tape.vars(&[number(x), number(y)]);
            let quotient = v[0] / v[1];
            let slopes = quotient.backward().wrt_all(&v);
            // One division; the slope in the divisor takes two.
            compare(&what("the value"), quotient.value(), value, Ulps(1.0));
            compare(&what("the first slope"), slopes[0], dx, Ulps(1.0));
            compare(&what("the second slope"), slopes[1], number(dy), Ulps(2.0));
        } else {
            let (ours, of_value, of_slope) = one_operand(op, number(x), y);
            compare(&what("the value"), ours.0, value, of_value);
            compare(&what("the slope"), ours.1, dx, of_slope);
        }
    }
    assert!(rows.len() > 200, "only {} rows", rows.len());
}

/// The loss of label 1 at z is ln(1 + e⁻ᶻ), so the same table holds it too.
#[test]
fn the_loss_of_label_1_agrees_with_mpmath() {
    let rows = table("tests/golden/ops.csv");
    let rows: Vec<_> = rows.iter().filter(|row| row[0] == "softplus").collect();
    for row in &rows {
        let z = -number(&row[1]);
        let (value, slope) = at(z, |z| z.logistic_loss(1.0));
        compare(
            &format!("the loss at {z}"),
            value,
            number(&row[3]),
            Ulps(5.0),
        );
        // σ(z) − 1, where σ(z) is off by 4 ulps at most, which are 2·2⁻⁵² near 1.
        compare(
            &format!("its slope at {z}"),
            slope,
            -number(&row[4]),
            Absolute(2.5),
        );
    }
    assert!(rows.len() > 20, "only {} rows", rows.len());
}

/// Each named node, and its slope, as the table has it.
fn compare_nodes(path: &str, nodes: &[(&str, Var)], most: f64) {
    let rows = table(path);
    let result = nodes.last().expect("there are nodes").1;
    let gradients = result.backward();
    assert_eq!(rows.len(), nodes.len(), "{path} has other nodes");
    for (row, (name, var)) in rows.iter().zip(nodes) {
        assert_eq!(row[0], *name);
        compare(
            &format!("{path}: {name}"),
            var.value(),
            number(&row[1]),
            Ulps(most),
        );
        let slope = gradients.wrt(*var);
        compare(
            &format!("{path}: slope by {name}"),
            slope,
            number(&row[2]),
            Ulps(most),
        );
    }
}

/// σ(w·x + b), operation by operation: the notes of CS 231n print it to two places.
#[test]
fn the_worked_example_of_cs231n() {
    let tape = Tape::new();
    let (w1, w2) = (tape.var(2.0), tape.var(-3.0));
    let (x1, x2, b) = (tape.var(-1.0), tape.var(-2.0), tape.var(-3.0));
    let (first, second) = (w1 * x1, w2 * x2);
    let dot = first + second;
    let z = dot + b;
    let minus = -z;
    let power = minus.exp();
    let below = 1.0 + power;
    let nodes = [
        ("w1", w1),
        ("w2", w2),
        ("x1", x1),
        ("x2", x2),
        ("b", b),
        ("w1*x1", first),
        ("w2*x2", second),
        ("w1*x1+w2*x2", dot),
        ("z", z),
        ("-z", minus),
        ("exp(-z)", power),
        ("1+exp(-z)", below),
        ("sigmoid(z)", 1.0 / below),
    ];
    // exp, a sum and a quotient on the way there; as much again and three products on the way back.
    compare_nodes("tests/golden/worked_example.csv", &nodes, 10.0);
}

/// The same neuron in two rows: a weighted sum and a sigmoid.
#[test]
fn the_worked_example_as_a_neuron() {
    let rows = table("tests/golden/worked_example.csv");
    let right = |name: &str, column: usize| {
        let row = rows.iter().find(|row| row[0] == name);
        number(&row.unwrap_or_else(|| panic!("no node {name}"))[column])
    };
    let tape = Tape::new();
    let (w, x, b) = (
        tape.vars(&[2.0, -3.0]),
        tape.vars(&[-1.0, -2.0]),
        tape.var(-3.0),
    );
    let p = weighted_sum(&w, &x, b).sigmoid();
    let gradients = p.backward();
    // The sigmoid's slope is good to 6 ulps (above), and one product follows.
    compare("σ", p.value(), right("sigmoid(z)", 1), Ulps(4.0));
    for (name, var) in [
        ("w1", w[0]),
        ("w2", w[1]),
        ("x1", x[0]),
        ("x2", x[1]),
        ("b", b),
    ] {
        compare(name, gradients.wrt(var), right(name, 2), Ulps(7.0));
    }
}

/// The expression in the README of micrograd, which prints 24.7041, 138.8338 and 645.5773.
#[test]
fn the_expression_of_micrograd() {
    let tape = Tape::new();
    let (a, b) = (tape.var(-4.0), tape.var(2.0));
    let c1 = a + b;
    let d1 = a * b + b.powi(3);
    let c2 = c1 + (c1 + 1.0);
    let c3 = c2 + (1.0 + c2 + (-a));
    let d2 = d1 + (d1 * 2.0 + (b + a).relu());
    let d3 = d2 + (3.0 * d2 + (b - a).relu());
    let e = c3 - d3;
    let f = e.powi(2);
    let g1 = f / 2.0;
    let g2 = g1 + 10.0 / f;
    let nodes = [
        ("a", a),
        ("b", b),
        ("c1", c1),
        ("d1", d1),
        ("c2", c2),
        ("c3", c3),
        ("d2", d2),
        ("d3", d3),
        ("e", e),
        ("f", f),
        ("g1", g1),
        ("g2", g2),
    ];
    // All but 10/f is exact on the way there; on the way back three roundings at f, and one
    // more for each product or sum down to a: fewer than 20 of half an ulp.
    compare_nodes("tests/golden/micrograd.csv", &nodes, 10.0);
}

/// Ten neurons, each against the rest, as scikit-learn's ten logistic regressions on the same
/// split: no fewer right than its fit without a penalty, and as many as its best but for chance.
#[test]
fn digits_are_read_as_well_as_by_scikit_learn() {
    let rows = table("tests/golden/digits_sklearn.csv");
    let share = |key: &str| {
        let row = rows.iter().find(|row| row[0] == key);
        number(&row.unwrap_or_else(|| panic!("no row {key}"))[4])
    };
    let split = datasets::digits()
        .and_then(|digits| digits.split(0.2, 7))
        .expect("built in");
    let model = Mlp::new(&[64, 10], Activation::Tanh);
    let (mut p, mut descent) = (vec![0.0; model.parameters()], Descent::new(0.3));
    let mut random = shuffler(1);
    for _ in 0..30 {
        epoch(&model, &mut p, &split.train, &mut descent, 16, &mut random);
    }
    let ours = accuracy(&model, &p, &split.test);
    let best = share("one_vs_rest");
    // Three standard errors of a share of 359.
    let chance = 3.0 * (best * (1.0 - best) / split.test.len() as f64).sqrt();
    assert!(ours >= share("one_vs_rest_free"), "{ours}");
    assert!(
        (ours - best).abs() <= chance,
        "{ours}, but {best} ± {chance:.3}"
    );
}

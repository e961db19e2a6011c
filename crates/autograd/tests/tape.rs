//! The tape: what gets a row, what a sweep answers, and what it survives.

use autograd::{Gradients, Tape, Var};

/// The parents of a row, without their slopes.
fn parents(tape: &Tape, var: Var) -> Vec<usize> {
    tape.rows()[var.row()]
        .parents
        .iter()
        .map(|&(parent, _)| parent)
        .collect()
}

#[test]
fn rows_stand_in_the_order_in_which_they_were_made() {
    let tape = Tape::new();
    assert!(tape.is_empty());
    let inputs = tape.vars(&[1.5, -2.0]);
    let product = inputs[0] * inputs[1];
    assert_eq!(inputs.iter().map(|x| x.row()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((product.row(), product.value(), tape.len()), (2, -3.0, 3));
    assert_eq!(tape.rows()[2].parents, [(0, -2.0), (1, 1.5)]);
    assert_eq!(format!("{product:?}"), "Var(row 2 = -3)");
}

#[test]
fn a_constant_costs_no_row_and_no_edge() {
    let tape = Tape::new();
    let x = tape.var(3.0);
    let made = [
        x + 1.0,
        1.0 + x,
        x - 1.0,
        1.0 - x,
        x * 2.0,
        2.0 * x,
        x / 2.0,
        2.0 / x,
    ];
    assert_eq!(tape.len(), 1 + made.len());
    for var in made {
        assert_eq!(parents(&tape, var), [x.row()], "{var:?}");
    }
}

#[test]
fn a_number_used_twice_has_two_edges() {
    let tape = Tape::new();
    let x = tape.var(3.0);
    let square = x * x;
    assert_eq!(parents(&tape, square), [0, 0]);
    assert_eq!(square.backward().wrt(x), 6.0);
}

#[test]
fn what_a_result_does_not_depend_on_has_slope_0() {
    let tape = Tape::new();
    let (x, before) = (tape.var(3.0), tape.var(4.0));
    let y = x * x;
    let after = before * y;
    let gradients = y.backward();
    assert_eq!(gradients.wrt(x), 6.0);
    assert_eq!(gradients.wrt(y), 1.0);
    assert_eq!(gradients.wrt(before), 0.0);
    assert_eq!(gradients.wrt(after), 0.0);
    assert_eq!(gradients.at(1_000), 0.0);
    assert_eq!(gradients.wrt_all(&[x, before, y]), [6.0, 0.0, 1.0]);
}

#[test]
fn several_results_can_be_swept_on_one_tape() {
    let tape = Tape::new();
    let (a, b) = (tape.var(2.0), tape.var(5.0));
    let (product, quotient) = (a * b, b / a);
    assert_eq!(product.backward().wrt_all(&[a, b]), [5.0, 2.0]);
    assert_eq!(quotient.backward().wrt_all(&[a, b]), [-1.25, 0.5]);
}

/// A buffer that served a longer sweep holds nothing of it afterwards.
#[test]
fn a_buffer_forgets_the_sweep_before() {
    let tape = Tape::new();
    let x = tape.var(3.0);
    let short = x * 2.0;
    let long = (short * short + x).exp().ln();
    let mut gradients = Gradients::new();
    long.backward_into(1.0, &mut gradients);
    short.backward_into(1.0, &mut gradients);
    assert_eq!(gradients.wrt_all(&[x, short, long]), [2.0, 1.0, 0.0]);
    short.backward_into(-3.0, &mut gradients);
    assert_eq!(gradients.wrt(x), -6.0);
}

#[test]
fn a_cleared_tape_starts_again_at_row_0() {
    let mut tape = Tape::new();
    let x = tape.var(3.0);
    let before = (x * x).backward().wrt(x);
    tape.clear();
    assert!(tape.is_empty() && tape.rows().is_empty());
    let x = tape.var(3.0);
    assert_eq!(x.row(), 0);
    assert_eq!((x * x).backward().wrt(x), before);
}

/// `count` rows, each made from the one before.
fn chain<'t>(start: Var<'t>, count: usize, link: fn(Var<'t>) -> Var<'t>) -> Var<'t> {
    (0..count).fold(start, |y, _| link(y))
}

/// A sweep that calls itself for each parent would run out of stack here.
#[test]
fn a_chain_of_a_million_rows() {
    const LENGTH: usize = 1_000_000;
    let tape = Tape::new();
    let x = tape.var(0.25);
    let end = chain(x, LENGTH, |y| y * 1.0);
    assert_eq!(tape.len(), LENGTH + 1);
    assert_eq!(end.backward().wrt(x), 1.0);
}

/// Forty doublings have 2⁴⁰ paths: a sweep that walked each of them would take hours.
#[test]
fn the_sweep_walks_rows_and_not_paths() {
    let tape = Tape::new();
    let x = tape.var(1.0);
    let y = chain(x, 40, |y| y + y);
    assert_eq!(y.backward().wrt(x), 2.0_f64.powi(40));
}

/// One row with very many edges, and one input with very many users.
#[test]
fn wide_rows() {
    let tape = Tape::new();
    let x = tape.var(0.5);
    let terms: Vec<_> = (1..=1_000).map(|k| x * f64::from(k)).collect();
    let sum = tape.sum(&terms);
    assert_eq!(parents(&tape, sum).len(), 1_000);
    assert_eq!(sum.backward().wrt(x), 500_500.0);
}

#[test]
#[cfg(debug_assertions)]
#[should_panic(expected = "is on another tape")]
fn a_number_from_another_tape_is_refused_in_a_debug_build() {
    let (one, other) = (Tape::new(), Tape::new());
    let _ = one.var(1.0) * other.var(2.0);
}

/// A NaN must stay in sight: `f64::max`, for one, would hide it.
#[test]
fn nan_flows_to_the_result_and_into_the_gradient() {
    let tape = Tape::new();
    let (x, nan) = (tape.var(2.0), tape.var(f64::NAN));
    let results = [
        x + nan,
        x - nan,
        x * nan,
        nan / x,
        -nan,
        nan.powi(3),
        nan.powf(0.5),
        nan.exp(),
        nan.ln(),
        nan.tanh(),
        nan.sigmoid(),
        nan.relu(),
        nan.max(x),
        x.max(nan),
        tape.sum(&[x, nan]),
        nan.logistic_loss(1.0),
    ];
    for result in results {
        assert!(result.value().is_nan(), "{result:?}");
    }
    assert!((x * nan).backward().wrt(x).is_nan());
    assert!(nan.tanh().backward().wrt(nan).is_nan());
}

#[test]
fn infinity_is_a_value_like_any_other() {
    let tape = Tape::new();
    let x = tape.var(800.0);
    assert_eq!(x.exp().value(), f64::INFINITY);
    assert_eq!((1.0 / x.exp()).value(), 0.0);
    let zero = tape.var(0.0);
    let bottom = zero.ln();
    assert_eq!(bottom.value(), f64::NEG_INFINITY);
    assert_eq!(bottom.backward().wrt(zero), f64::INFINITY);
}

/// Two rows that the result does not use: their slopes at 0 are infinite and NaN.
#[test]
fn a_row_that_is_not_used_has_no_say() {
    let tape = Tape::new();
    let x = tape.var(0.0);
    let _ = (x.ln(), x / x);
    assert_eq!((x * 3.0).backward().wrt(x), 3.0);
}

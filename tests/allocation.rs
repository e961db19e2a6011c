//! A tape that was cleared is used again without a single allocation, and so is the buffer of a
//! sweep. The counter replaces the allocator of this test program, so nothing else stands here.

use allocation_counter::measure;
use lesson_1::{Gradients, Tape, Var};

/// Some of every operation that records.
fn compute<'t>(tape: &'t Tape, w: &[Var<'t>; 2]) -> Var<'t> {
    let [a, b] = *w;
    let mut y = (a * b).tanh() + (a / b).exp().ln() - a.powi(2) * 0.5;
    for _ in 0..1_000 {
        y = tape
            .sum(&[(y * a + b).sigmoid(), (1.0 - y).relu(), y.max(b)])
            .logistic_loss(1.0);
    }
    y
}

fn step(tape: &mut Tape, gradients: &mut Gradients) -> f64 {
    tape.clear();
    let w = [tape.var(0.75), tape.var(-1.25)];
    let y = compute(tape, &w);
    y.backward_into(1.0, gradients);
    gradients.wrt(w[0])
}

#[test]
fn a_second_run_allocates_nothing() {
    let (mut tape, mut gradients) = (Tape::new(), Gradients::new());
    let mut slopes = [0.0; 2];
    let first = measure(|| slopes[0] = step(&mut tape, &mut gradients));
    assert!(
        first.count_total > 10,
        "the counter does not count: {first:?}"
    );
    let second = measure(|| slopes[1] = step(&mut tape, &mut gradients));
    assert_eq!(second.count_total, 0, "{second:?}");
    assert_eq!(slopes[0], slopes[1]);
}

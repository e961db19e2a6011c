//! The strategies and the runner: what a failure shrinks to, and what it prints.
#![cfg(feature = "proptest")]

use std::panic::{AssertUnwindSafe, catch_unwind};

use gradcheck::{Options, check_derivative, check_gradient, for_all, strategies};
use proptest::{
    strategy::{BoxedStrategy, Strategy, ValueTree},
    test_runner::TestRunner,
};

fn drawn(strategy: &BoxedStrategy<Vec<f64>>, cases: usize) -> Vec<Vec<f64>> {
    let mut runner = TestRunner::deterministic();
    let mut draw = || {
        strategy
            .new_tree(&mut runner)
            .expect("rejects nothing")
            .current()
    };
    (0..cases).map(|_| draw()).collect()
}

/// The message of the panic in `check`.
fn message(run: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("should have panicked");
    panic
        .downcast_ref::<String>()
        .cloned()
        .expect("a formatted message")
}

#[test]
fn values_are_on_the_grid() {
    for x in drawn(&strategies::vector(5), 200) {
        assert_eq!(x.len(), 5);
        assert!(
            x.iter()
                .all(|x| (x * 64.0).fract() == 0.0 && x.abs() <= 2.0),
            "{x:?}"
        );
    }
    assert!(
        drawn(&strategies::dyadic(), 20)
            .iter()
            .all(|x| x.len() == 1)
    );
    assert!(
        drawn(&strategies::matrix(2, 3), 20)
            .iter()
            .all(|x| x.len() == 6)
    );
    for x in drawn(&strategies::vector_away_from_zero(4), 200) {
        assert!(
            x.iter().all(|x| x.abs() >= 1.0 / 16.0 && x.abs() <= 2.0),
            "{x:?}"
        );
    }
    for x in drawn(&strategies::positive(4), 200) {
        assert!(x.iter().all(|x| *x >= 1.0 / 16.0 && *x <= 4.0), "{x:?}");
    }
}

#[test]
fn distinct_values_are_a_quarter_apart() {
    let mut orders = std::collections::HashSet::new();
    for mut x in drawn(&strategies::distinct(5), 100) {
        orders.insert(format!("{x:?}"));
        x.sort_by(f64::total_cmp);
        assert!(x.windows(2).all(|pair| pair[1] - pair[0] >= 0.25), "{x:?}");
    }
    assert!(orders.len() > 20, "only {} orders", orders.len());
}

#[test]
fn shapes_stay_in_range() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..100 {
        let shape = strategies::shape(4)
            .new_tree(&mut runner)
            .expect("rejects nothing");
        let (rows, columns) = shape.current();
        assert!((1..=4).contains(&rows) && (1..=4).contains(&columns));
    }
}

#[test]
fn a_right_answer_passes_all_cases() {
    let mut cases = 0;
    for_all(64, &strategies::dyadic(), &mut |x| {
        cases += 1;
        check_derivative(f64::sin, f64::cos, x[0], &Options::default()).into_result()
    });
    assert_eq!(cases, 64);
}

#[test]
fn a_failure_shrinks_to_readable_numbers_and_prints_only_the_report() {
    let text = message(|| {
        for_all(64, &strategies::dyadic(), &mut |x| {
            check_derivative(f64::tanh, |x| 1.0 - x * x, x[0], &Options::default())
                .titled("tanh")
                .into_result()
        });
    });
    println!("{text}");
    assert!(
        text.starts_with("\ntanh: the derivative is wrong\n"),
        "{text}"
    );
    assert!(
        !text.contains("proptest") && !text.contains("minimal"),
        "{text}"
    );
    let x = text
        .split("let x = ")
        .nth(1)
        .and_then(|rest| rest.split(';').next());
    let x: f64 = x.expect("a line to paste").parse().expect("a number");
    assert!([0.625, 0.75, 1.25, 1.75].contains(&x.abs()), "{x}");
    assert!(text.contains("the output y = f(x)"), "{text}");
}

#[test]
fn a_failure_of_a_vector_keeps_its_entries_readable() {
    let text = message(|| {
        for_all(64, &strategies::vector(3), &mut |x| {
            let product = |x: &[f64]| x.iter().product();
            let wrong = |x: &[f64]| vec![x[1] * x[2], x[0] * x[2], x[0]];
            check_gradient(product, wrong, x, &Options::default()).into_result()
        });
    });
    println!("{text}");
    assert!(text.lines().count() <= 12, "{text}");
}

#[test]
fn only_failures_that_need_it_stay_unreadable() {
    // Fails below −1.9 only, which none of the readable numbers is.
    let text = message(|| {
        for_all(256, &strategies::dyadic(), &mut |x| {
            if x[0] < -1.9 {
                Err(format!("fails at {}", x[0]))
            } else {
                Ok(())
            }
        });
    });
    assert_eq!(text, "\nfails at -1.90625");
}

#[test]
fn a_panic_passes_through_once_and_unchanged() {
    let mut calls = 0;
    let panic = catch_unwind(AssertUnwindSafe(|| {
        for_all(64, &strategies::dyadic(), &mut |_| {
            calls += 1;
            panic!("not yet implemented: exercise 1.3");
        });
    }));
    let text = panic.expect_err("should have panicked");
    assert_eq!(
        text.downcast_ref::<&str>(),
        Some(&"not yet implemented: exercise 1.3")
    );
    assert_eq!(calls, 1);
}

#[test]
fn the_cases_are_always_the_same() {
    let run = || {
        let mut seen = Vec::new();
        for_all(20, &strategies::vector(2), &mut |x| {
            seen.push(x.to_vec());
            Ok(())
        });
        seen
    };
    assert_eq!(run(), run());
}

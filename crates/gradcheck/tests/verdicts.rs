//! Every verdict, and the cases in which it must not be another one.

use std::cell::Cell;

use gradcheck::{
    Argument, Options, Report, Verdict, check_derivative, check_directional,
    check_gradient, check_jvp, check_vjp, gradcheck, rejects_perturbed,
};

fn verdict(f: fn(f64) -> f64, derivative: f64, x: f64) -> Verdict {
    check_derivative(f, |_| derivative, x, &Options::default()).verdict()
}

fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[test]
fn a_zero_gradient_passes_only_if_it_is_zero() {
    let zeros = [
        (|_| 0.0) as fn(f64) -> f64,
        |_| 5.0,
        |x| relu(x - 3.0),
        |x| 1.0 + relu(x - 3.0),
        |x| 1.0 / (1.0 + (-1000.0 - x).exp()),
        |x| x - x,
    ];
    for (i, f) in zeros.into_iter().enumerate() {
        assert_eq!(verdict(f, 0.0, 0.75), Verdict::Pass, "{i}");
        assert_eq!(verdict(f, 1e-9, 0.75), Verdict::Mismatch, "{i}");
    }
    // Nothing rounds in a function that is 0: not even 1e-300 is allowed.
    assert_eq!(verdict(|_| 0.0, 1e-300, 0.75), Verdict::Mismatch);
    // A maximum: zero at a point where f is not flat.
    assert_eq!(verdict(f64::cos, 0.0, 0.0), Verdict::Pass);
}

#[test]
fn tiny_gradients_are_measured_where_f_is_tiny() {
    // e⁻ˣ at 40: 4e-18, and known to ten digits.
    assert_eq!(
        verdict(|x| (-x).exp(), -(-40.0_f64).exp(), 40.0),
        Verdict::Pass
    );
    assert_eq!(verdict(|x| (-x).exp(), 0.0, 40.0), Verdict::Mismatch);
    assert_eq!(
        verdict(|x| (-x).exp(), -(-40.0_f64).exp() * (1.0 + 1e-8), 40.0),
        Verdict::Mismatch
    );
}

#[test]
fn what_floats_cannot_show_is_unresolved() {
    // 1 + 1e-20 x is 1: neither 1e-20 nor 3e-20 can be told from 0.
    assert_eq!(
        verdict(|x| 1.0 + 1e-20 * x, 1e-20, 0.75),
        Verdict::Unresolved
    );
    assert_eq!(
        verdict(|x| 1.0 + 1e-20 * x, 3e-20, 0.75),
        Verdict::Unresolved
    );
    // Beside entries that were resolved, such an entry is no reason to fail.
    let f = |x: &[f64]| x[0] + 1e-20 * x[1];
    let gradient = |_: &[f64]| vec![1.0, 1e-20];
    let report = check_gradient(f, gradient, &[0.75, 1.25], &Options::default());
    assert!(report.passed(), "{report}");
    // Noise as large as the slope.
    let noisy = |x: f64| 1e-3 * x + 1e-3 * (1e9 * x).sin();
    assert_ne!(verdict(noisy, 1e-3, 0.3), Verdict::Pass);
}

#[test]
fn a_function_computed_in_f32_gets_wide_error_bars_not_a_false_alarm() {
    for k in 1..100 {
        let x = f64::from(k) / 37.0;
        // Where the sine is flat, its values in f32 do not move at all.
        if x.cos().abs() < 0.05 {
            continue;
        }
        let f = |x: f64| f64::from((x as f32).sin());
        let report = check_derivative(f, f64::cos, x, &Options::default());
        assert_ne!(report.verdict(), Verdict::Mismatch, "{report}");
        assert_ne!(report.verdict(), Verdict::Kink, "{report}");
    }
}

fn product(a: &[Vec<f64>]) -> Vec<f64> {
    vec![a[0][0] * a[1][0] + a[0][1], a[0][1] * a[1][0]]
}

fn product_vjp(a: &[Vec<f64>], c: &[f64]) -> Vec<Vec<f64>> {
    let y = a[1][0];
    vec![
        vec![c[0] * y, c[0] + c[1] * y],
        vec![c[0] * a[0][0] + c[1] * a[0][1]],
    ]
}

fn arguments() -> [Argument; 2] {
    [
        Argument::vector("x", &[0.75, -1.25]),
        Argument::scalar("y", 1.75),
    ]
}

#[test]
fn wrong_shapes_are_named() {
    let check = |gradients: Vec<Vec<f64>>| {
        let report = gradcheck(
            product,
            |_: &[Vec<f64>], _: &[f64]| gradients.clone(),
            &arguments(),
            &Options::default(),
        );
        assert_eq!(report.verdict(), Verdict::ShapeMismatch, "{report}");
        report.to_string()
    };
    assert!(
        check(vec![vec![0.0; 2]]).contains("1 gradient, but there are 2 arguments")
    );
    assert!(
        check(vec![vec![0.0; 3], vec![0.0]])
            .contains("x (2×1) has 2 entries, its gradient 3")
    );
    assert!(
        check(vec![vec![0.0; 2], vec![]]).contains("y has 1 entries, its gradient 0")
    );
    let report = check_vjp(
        product,
        product_vjp,
        &arguments(),
        &[1.0],
        &Options::default(),
    );
    assert_eq!(report.verdict(), Verdict::ShapeMismatch);
    assert!(
        report
            .to_string()
            .contains("the cotangent has 1 numbers, the function 2 outputs")
    );
    let jvp = |_: &[Vec<f64>], _: &[Vec<f64>]| vec![1.0];
    let report = check_jvp(product, jvp, &arguments(), &Options::default());
    assert_eq!(report.verdict(), Verdict::ShapeMismatch);
}

#[test]
#[should_panic(expected = "argument `W`: 2×3 needs 6 values, but 5 were given")]
fn a_matrix_needs_all_its_values() {
    let _ = Argument::matrix("W", 2, 3, &[0.0; 5]);
}

#[test]
fn functions_that_change_their_mind_are_found_out() {
    let calls = Cell::new(0.0);
    let drifting = |x: f64| {
        calls.set(calls.get() + 1e-12);
        x + calls.get()
    };
    let report = check_derivative(drifting, |_| 1.0, 0.5, &Options::default());
    assert_eq!(report.verdict(), Verdict::Nondeterministic, "{report}");
    let tolerant = Options {
        nondet_tol: 1e-11,
        ..Options::default()
    };
    let report = check_derivative(drifting, |_| 1.0, 0.5, &tolerant);
    assert_ne!(report.verdict(), Verdict::Nondeterministic, "{report}");

    // Gradients that are added to and never cleared.
    let mut sum = [0.0; 2];
    let accumulating = |x: &[f64]| {
        sum[0] += 2.0 * x[0];
        sum[1] += 2.0 * x[1];
        sum.to_vec()
    };
    let square = |x: &[f64]| x.iter().map(|x| x * x).sum();
    let report =
        check_gradient(square, accumulating, &[0.75, 1.25], &Options::default());
    assert_eq!(report.verdict(), Verdict::Nondeterministic);
    assert!(report.to_string().contains("not cleared"), "{report}");

    let mut lengths = 0;
    let growing = |_: &[Vec<f64>]| {
        lengths += 1;
        vec![0.0; lengths]
    };
    let report = gradcheck(growing, product_vjp, &arguments(), &Options::default());
    assert_eq!(report.verdict(), Verdict::Nondeterministic);
}

#[test]
fn the_budget_is_kept() {
    let calls = Cell::new(0);
    // Hard: many periods within the first steps.
    let f = |x: f64| {
        calls.set(calls.get() + 1);
        (3000.0 * x).sin()
    };
    for max_evals in [1, 5, 9, 13, 20, 60, 200] {
        calls.set(0);
        let options = Options {
            max_evals,
            ..Options::default()
        };
        let report =
            check_derivative(f, |x| 3000.0 * (3000.0 * x).cos(), 0.1, &options);
        // Two calls more look whether f repeats itself.
        assert!(
            calls.get() <= max_evals + 2,
            "{} > {max_evals} + 2",
            calls.get()
        );
        let verdict = report.verdict();
        assert_ne!(verdict, Verdict::Mismatch, "{max_evals}: {report}");
        assert_eq!(
            verdict == Verdict::Pass,
            max_evals >= 5,
            "{max_evals}: {report}"
        );
    }
}

#[test]
fn a_subsample_is_a_sample() {
    let n = 1000;
    let x: Vec<f64> = (0..n).map(|i| f64::from(i) / 64.0).collect();
    let square = |x: &[f64]| x.iter().map(|x| x * x).sum();
    let check = |seed, wrong: bool| {
        let options = Options {
            subsample: Some(20),
            seed,
            ..Options::default()
        };
        let factor = if wrong { 2.1 } else { 2.0 };
        check_gradient(
            square,
            |x: &[f64]| x.iter().map(|x| factor * x).collect(),
            &x,
            &options,
        )
    };
    let names = |report: &Report| -> Vec<String> {
        report
            .entries()
            .iter()
            .map(|entry| entry.name.clone())
            .collect()
    };
    assert!(check(1, false).passed());
    assert_eq!(check(1, false).entries().len(), 20);
    assert_eq!(names(&check(1, false)), names(&check(1, false)));
    assert_ne!(names(&check(1, false)), names(&check(2, false)));
    assert!(check(1, true).to_string().contains("checked 20 of 1000"));
    // More than there are: all.
    let options = Options {
        subsample: Some(99),
        ..Options::default()
    };
    assert_eq!(
        gradcheck(product, product_vjp, &arguments(), &options)
            .entries()
            .len(),
        3
    );
}

#[test]
fn the_negative_control_notices() {
    let options = Options::default();
    for relative in [1e-3, 1e-6, -1e-8] {
        assert!(rejects_perturbed(
            product,
            product_vjp,
            &arguments(),
            relative,
            &options
        ));
    }
    // Below the tolerance nothing is noticed, and the control says so.
    assert!(!rejects_perturbed(
        product,
        product_vjp,
        &arguments(),
        1e-12,
        &options
    ));
    let blunt = Options {
        rtol: 1e-2,
        ..options.clone()
    };
    assert!(!rejects_perturbed(
        product,
        product_vjp,
        &arguments(),
        1e-3,
        &blunt
    ));
    // A check that fails anyway controls nothing.
    let wrong = |a: &[Vec<f64>], c: &[f64]| {
        product_vjp(a, c)
            .iter()
            .map(|g| g.iter().map(|g| 2.0 * g).collect())
            .collect()
    };
    assert!(!rejects_perturbed(
        product,
        wrong,
        &arguments(),
        1e-3,
        &options
    ));
}

#[test]
fn forward_mode_and_one_direction() {
    let options = Options::default();
    let jvp = |factor: f64| {
        move |a: &[Vec<f64>], v: &[Vec<f64>]| {
            let (x, y, dx, dy) = (&a[0], a[1][0], &v[0], v[1][0]);
            vec![
                dx[0] * y + x[0] * dy + dx[1],
                factor * (dx[1] * y + x[1] * dy),
            ]
        }
    };
    assert!(check_jvp(product, jvp(1.0), &arguments(), &options).passed());
    let report = check_jvp(product, jvp(1.0 + 1e-6), &arguments(), &options);
    assert_eq!(report.verdict(), Verdict::Mismatch);
    assert_eq!(report.entries().len(), 2);
    assert!(
        report.to_string().contains("output[1]")
            && !report.to_string().contains("output[0]")
    );

    assert!(check_directional(product, product_vjp, &arguments(), &options).passed());
    let wrong = |a: &[Vec<f64>], c: &[f64]| {
        let mut gradients = product_vjp(a, c);
        gradients[0][1] *= 1.0 + 1e-6;
        gradients
    };
    let report = check_directional(product, wrong, &arguments(), &options);
    assert_eq!(report.verdict(), Verdict::Mismatch);
    assert!(report.evaluations() < 30);
}

#[test]
fn sums_hide_what_random_cotangents_show() {
    let softmax = |a: &[Vec<f64>]| {
        let powers: Vec<f64> = a[0].iter().map(|z| z.exp()).collect();
        let sum: f64 = powers.iter().sum();
        powers.iter().map(|p| p / sum).collect::<Vec<f64>>()
    };
    // The sum of a softmax is 1 whatever its input: zeros are "right" for a cotangent of ones.
    let zeros = |a: &[Vec<f64>], _: &[f64]| vec![vec![0.0; a[0].len()]];
    let z = [Argument::vector("z", &[0.75, -1.25, 0.625])];
    let options = Options::default();
    assert!(check_vjp(softmax, zeros, &z, &[1.0; 3], &options).passed());
    assert_eq!(
        gradcheck(softmax, zeros, &z, &options).verdict(),
        Verdict::Mismatch
    );
}

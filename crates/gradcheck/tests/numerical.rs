//! The numerical derivatives themselves: values, errors, shapes.

use gradcheck::{numerical_derivative, numerical_gradient, numerical_jacobian};

type Case = (&'static str, fn(f64) -> f64, f64, f64);

/// Functions, points, and their derivatives by formula.
fn cases() -> Vec<Case> {
    vec![
        ("exp", f64::exp, 1.0, 1.0_f64.exp()),
        ("sin", f64::sin, 0.5, 0.5_f64.cos()),
        ("sin far out", f64::sin, 1e4, 1e4_f64.cos()),
        ("tanh", f64::tanh, 0.7, 0.7_f64.cosh().powi(-2)),
        (
            "sigmoid, saturated",
            |x| 1.0 / (1.0 + (-x).exp()),
            -30.0,
            9.357_622_968_839_3e-14,
        ),
        ("ln near 0", f64::ln, 1e-5, 1e5),
        ("sqrt near 0", f64::sqrt, 1e-4, 50.0),
        ("1/x", |x| 1.0 / x, 0.01, -1e4),
        (
            "fast wave",
            |x| (100.0 * x).sin(),
            0.3,
            100.0 * 30.0_f64.cos(),
        ),
        ("steep", |x| (30.0 * x).exp(), 0.5, 30.0 * 15.0_f64.exp()),
        (
            "narrow bump",
            |x| (-(100.0 * x) * (100.0 * x)).exp(),
            0.01,
            -200.0 * (-1.0_f64).exp(),
        ),
        ("large values", |x| 1e9 + x * x, 3.0, 6.0),
        ("power", |x| x.powi(10), 1.1, 10.0 * 1.1_f64.powi(9)),
        ("pole of Runge", |x| 1.0 / (1.0 + 25.0 * x * x), 0.2, -2.5),
        (
            "erf",
            libm::erf,
            0.4,
            (-0.16_f64).exp() * std::f64::consts::FRAC_2_SQRT_PI,
        ),
    ]
}

#[test]
fn the_error_is_honest_and_small() {
    for (name, f, x, exact) in cases() {
        let d = numerical_derivative(f, x);
        let off = (d.value - exact).abs();
        println!(
            "{name:<20} {:>10.1e} off, {:>8.1e} estimated, {} evaluations",
            off, d.error, d.evaluations
        );
        assert!(
            off <= 4.0 * d.error + 1e-15 * exact.abs(),
            "{name}: {off:e} > 4·{:e}",
            d.error
        );
        // A value of f is uncertain in its last digit; nothing can be more certain than that.
        let floor = 1e-11 * exact.abs() + 1e-13 * f(x).abs();
        assert!(d.error <= floor, "{name}: {:e}", d.error);
        assert!(d.evaluations <= 60, "{name}: {}", d.evaluations);
        assert!(d.kink.is_none(), "{name}");
    }
}

#[test]
fn it_beats_the_usual_differences() {
    let median = |mut errors: Vec<f64>| {
        errors.sort_by(f64::total_cmp);
        errors[errors.len() / 2]
    };
    let relative = |estimate: f64, exact: f64| ((estimate - exact) / exact).abs();
    let ladder = cases()
        .into_iter()
        .map(|(_, f, x, exact)| relative(numerical_derivative(f, x).value, exact))
        .collect();
    let central = cases()
        .into_iter()
        .map(|(_, f, x, exact)| relative((f(x + 1e-5) - f(x - 1e-5)) / 2e-5, exact))
        .collect();
    let (ladder, central) = (median(ladder), median(central));
    println!(
        "median relative error: ladder {ladder:.0e}, central difference {central:.0e}"
    );
    assert!(ladder < 1e-12 && central > 1e-11);
}

#[test]
fn a_gradient_has_one_entry_per_variable() {
    let gradient = numerical_gradient(|x| x[0] * x[1] + x[2], &[2.0, 3.0, 4.0]);
    let values: Vec<f64> = gradient.iter().map(|d| d.value).collect();
    for (value, exact) in values.iter().zip([3.0, 2.0, 1.0]) {
        assert!((value - exact).abs() < 1e-11, "{values:?}");
    }
    assert!(numerical_gradient(|_| 1.0, &[]).is_empty());
}

#[test]
fn a_jacobian_is_outputs_by_inputs_and_shares_evaluations() {
    let mut calls = 0;
    let f = |x: &[f64]| {
        calls += 1;
        vec![x[0] * x[1], x[0].sin(), x[1].exp()]
    };
    let x = [0.5, 1.5];
    let jacobian = numerical_jacobian(f, &x);
    let exact = [[1.5, 0.5], [0.5_f64.cos(), 0.0], [0.0, 1.5_f64.exp()]];
    assert_eq!(
        (jacobian.rows, jacobian.columns, jacobian.entries.len()),
        (3, 2, 6)
    );
    for (i, row) in exact.iter().enumerate() {
        for (j, exact) in row.iter().enumerate() {
            let d = jacobian.at(i, j);
            assert!(
                (d.value - exact).abs() <= 4.0 * d.error + 1e-15,
                "({i}, {j}): {d:?}"
            );
        }
    }
    let alone: usize = jacobian.entries.iter().map(|d| d.evaluations).sum();
    assert!(
        calls < alone,
        "{calls} calls, {alone} needed without sharing"
    );
}

#[test]
#[should_panic(expected = "entry (2, 0) of a 2×1 Jacobian")]
fn a_jacobian_knows_its_shape() {
    let _ = numerical_jacobian(|x| vec![x[0], x[0]], &[1.0]).at(2, 0);
}

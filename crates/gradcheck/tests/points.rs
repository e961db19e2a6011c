//! Points with and without a derivative: kinks, jumps, poles, the edges of a domain.

use gradcheck::{Options, Verdict, check_derivative, check_gradient};

fn verdict(f: fn(f64) -> f64, derivative: f64, x: f64) -> Verdict {
    check_derivative(f, |_| derivative, x, &Options::default()).verdict()
}

fn relu(x: f64) -> f64 {
    x.max(0.0)
}

#[test]
fn at_a_kink_a_subgradient_is_neither_right_nor_wrong() {
    for slope in [0.0, 0.5, 1.0] {
        assert_eq!(verdict(relu, slope, 0.0), Verdict::Kink, "{slope}");
        assert_eq!(
            verdict(|x| 1.0 + relu(x), slope, 0.0),
            Verdict::Kink,
            "{slope}"
        );
        assert_eq!(
            verdict(|x| 1000.0 * relu(x - 3.0), 1000.0 * slope, 3.0),
            Verdict::Kink
        );
        assert_eq!(
            verdict(|x| x.exp() + relu(x - 1.0), 1.0_f64.exp() + slope, 1.0),
            Verdict::Kink
        );
    }
    assert_eq!(verdict(relu, -0.1, 0.0), Verdict::Mismatch);
    assert_eq!(verdict(relu, 1.1, 0.0), Verdict::Mismatch);
    assert_eq!(verdict(f64::abs, 0.0, 0.0), Verdict::Kink);
    assert_eq!(verdict(|x| -x.abs(), 0.0, 0.0), Verdict::Kink);
    // A small kink beside a large value.
    assert_eq!(
        verdict(|x| 1e5 + x * x + relu(x - 1.0), 2.5, 1.0),
        Verdict::Kink
    );
}

#[test]
fn beside_a_kink_there_is_a_derivative() {
    for distance in [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1.0 / 64.0, 0.02, 0.3] {
        assert_eq!(verdict(relu, 1.0, distance), Verdict::Pass, "{distance}");
        assert_eq!(
            verdict(relu, 0.0, distance),
            Verdict::Mismatch,
            "{distance}"
        );
        assert_eq!(
            verdict(relu, 0.5, distance),
            Verdict::Mismatch,
            "{distance}"
        );
        assert_eq!(verdict(relu, 0.0, -distance), Verdict::Pass, "-{distance}");
        assert_eq!(
            verdict(relu, 1.0, -distance),
            Verdict::Mismatch,
            "-{distance}"
        );
        let bent = |x: f64| x.sin() + relu(x - 1.0);
        let slope = (1.0 + distance).cos();
        assert_eq!(
            verdict(bent, slope + 1.0, 1.0 + distance),
            Verdict::Pass,
            "{distance}"
        );
        assert_eq!(
            verdict(bent, slope, 1.0 + distance),
            Verdict::Mismatch,
            "{distance}"
        );
    }
    // Nearer than steps can see, the kink is at the point, as far as anyone can tell.
    for distance in [1e-16, 1e-12, 1e-10, 1e-9] {
        assert_eq!(
            verdict(|x| 1.0 + relu(x), 1.0, distance),
            Verdict::Kink,
            "{distance}"
        );
    }
}

#[test]
fn a_smooth_bend_is_no_kink() {
    assert_eq!(verdict(|x| x * x, 0.0, 0.0), Verdict::Pass);
    // Where only the second derivative jumps, as ELU's does at 0, the slope is still found.
    assert_eq!(
        verdict(|x| if x > 0.0 { x } else { x.exp_m1() }, 1.0, 0.0),
        Verdict::Pass
    );
    for f in [|x: f64| x * x.abs(), |x: f64| x.abs().powf(1.5)] {
        // Zero and nothing to compare it with: undecided is an honest answer.
        assert!(matches!(
            verdict(f, 0.0, 0.0),
            Verdict::Pass | Verdict::Unresolved
        ));
        assert_eq!(verdict(f, 1e-3, 0.0), Verdict::Mismatch);
    }
    // Softplus with a bend a thousand times sharper than usual.
    let sharp = |x: f64| (1000.0 * x).exp().ln_1p() / 1000.0;
    assert_eq!(verdict(sharp, 0.5, 0.0), Verdict::Pass);
    assert_eq!(verdict(|x| (x * x + 1e-8).sqrt(), 0.0, 0.0), Verdict::Pass);
}

#[test]
fn jumps_and_vertical_tangents_have_infinite_slopes() {
    for f in [
        f64::signum,
        |x: f64| x.abs().sqrt(),
        |x: f64| if x > 0.0 { 1.0 } else { 0.0 },
    ] {
        let report = check_derivative(f, |_| 0.0, 0.0, &Options::default());
        assert!(!report.passed(), "{report}");
        let kink = report.entries()[0].numerical.kink.expect("a kink");
        assert!(
            kink.left.is_infinite() || kink.right.is_infinite(),
            "{kink:?}"
        );
    }
}

/// A wave that repeats within the steps looks flat to all of them, but not from near.
#[test]
fn a_wave_in_step_is_not_flat() {
    let w = std::f64::consts::TAU * f64::from(1 << 16);
    let f = |x: f64| (w * x).sin() + 0.5 * x;
    for x in [0.0, 0.25, 0.75, 1.5] {
        let check = |d| check_derivative(f, |_| d, x, &Options::default()).verdict();
        assert_eq!(check(w * (w * x).cos() + 0.5), Verdict::Pass, "{x}");
        assert_eq!(check(0.5), Verdict::Mismatch, "{x}");
    }
}

#[test]
fn kinks_among_other_entries() {
    let sum = |x: &[f64]| x.iter().map(|x| x.max(0.0)).sum();
    let at = |gradient: [f64; 3]| {
        let x = [0.75, 0.0, -1.25];
        check_gradient(sum, |_: &[f64]| gradient.to_vec(), &x, &Options::default())
            .verdict()
    };
    assert_eq!(at([1.0, 0.0, 0.0]), Verdict::Kink);
    assert_eq!(at([1.0, 0.0, 1.0]), Verdict::Mismatch);
    assert_eq!(at([1.0, 2.0, 0.0]), Verdict::Mismatch);
}

#[test]
fn what_is_not_finite_never_passes() {
    assert_eq!(verdict(f64::exp, f64::NAN, 0.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::exp, f64::INFINITY, 0.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::ln, 1.0, 0.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::ln, 1.0, -1.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::exp, f64::INFINITY, 1000.0), Verdict::NonFinite);
    // The edge of the domain: there is a value, but only on one side.
    assert_eq!(verdict(f64::sqrt, 0.0, 0.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::asin, 1e8, 1.0), Verdict::NonFinite);
    assert_eq!(verdict(f64::exp, 1.0, f64::NAN), Verdict::NonFinite);
    assert_eq!(verdict(|_| f64::NAN, f64::NAN, 1.0), Verdict::NonFinite);
}

#[test]
fn near_the_edge_of_a_domain_the_large_steps_are_left_out() {
    for x in [1e-3, 1e-6, 1e-9, 1e-12, 1e-200] {
        let check = |factor: f64| {
            check_derivative(f64::ln, move |x| factor / x, x, &Options::default())
                .verdict()
        };
        assert_eq!(check(1.0), Verdict::Pass, "{x}");
        assert_eq!(check(1.0 + 1e-4), Verdict::Mismatch, "{x}");
    }
    assert_eq!(verdict(f64::sqrt, 500.0, 1e-6), Verdict::Pass);
    assert_eq!(verdict(|x| 1.0 / x, -1e12, 1e-6), Verdict::Pass);
}

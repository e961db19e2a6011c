//! The clear functions against mpmath, and at the ends of what a double can be.

use std::f64::consts::{PI, SQRT_2};

use activations::Activation::{
    self, Elu, Gelu, GeluSigmoid, GeluTanh, LeakyRelu, Sigmoid, Softplus, Swish, Tanh,
};

use crate::reference::{Point, Worst, points};

/// Run with `--nocapture`, this prints the worst point of each function and slope.
#[test]
fn every_value_and_slope_is_accurate() {
    let points = points();
    let mut right = true;
    for rows in points.chunk_by(|a, b| a.activation == b.activation) {
        let f = rows[0].activation;
        let mut value_errors = Worst::new(format!("{f}"));
        let mut slope_errors = Worst::new(format!("{f}, slope"));
        for &Point {
            x, value, slope, ..
        } in rows
        {
            value_errors.add(x, value.0.ulps(f.value(x)), value.1);
            slope_errors.add(x, slope.0.ulps(f.slope(x)), slope.1);
        }
        right &= value_errors.report() & slope_errors.report();
        assert!(rows.len() > 50, "{f}: only {} points", rows.len());
    }
    assert!(right, "an error is larger than the bound");
    let listed = |f: &Activation| points.iter().any(|point| point.activation == *f);
    assert!(
        Activation::ALL.iter().all(listed),
        "one is not in the table"
    );
}

type Form = (&'static str, Activation, fn(f64) -> f64);

/// Forms that cancel or overflow. The bound tells them from good ones: none passes.
#[test]
fn naive_forms_would_be_seen() {
    let values: [Form; 5] = [
        ("tanh by exponentials", Tanh, |x| {
            (x.exp() - (-x).exp()) / (x.exp() + (-x).exp())
        }),
        ("eˣ − 1", Elu(1.0), |x| {
            if x > 0.0 { x } else { x.exp() - 1.0 }
        }),
        ("ln(1 + eˣ)", Softplus, |x| (1.0 + x.exp()).ln()),
        ("1 + erf", Gelu, |x| 0.5 * x * (1.0 + libm::erf(x / SQRT_2))),
        ("1 + tanh", GeluTanh, |x| {
            let u = (2.0 / PI).sqrt() * (x + 0.044_715 * x.powi(3));
            0.5 * x * (1.0 + u.tanh())
        }),
    ];
    let slopes: [Form; 3] = [
        ("σ(1 − σ)", Sigmoid, |x| {
            Sigmoid.value(x) * (1.0 - Sigmoid.value(x))
        }),
        ("1 − tanh²", Tanh, |x| 1.0 - x.tanh().powi(2)),
        ("elu + α", Elu(1.0), |x| {
            if x > 0.0 { 1.0 } else { x.exp_m1() + 1.0 }
        }),
    ];
    let points = points();
    let passes = |(name, f, naive): Form, slope: bool| {
        let mut errors = Worst::new(format!("{f}: {name}"));
        for point in points.iter().filter(|point| point.activation == f) {
            let (exact, condition) = if slope { point.slope } else { point.value };
            errors.add(point.x, exact.ulps(naive(point.x)), condition);
        }
        errors.report()
    };
    for form in values {
        assert!(!passes(form, false), "{} passes", form.0);
    }
    for form in slopes {
        assert!(!passes(form, true), "{} passes", form.0);
    }
}

/// All, and some with other parameters.
pub(crate) fn many() -> Vec<Activation> {
    let mut all = Activation::ALL.to_vec();
    all.extend([
        LeakyRelu(2.0),
        LeakyRelu(-0.5),
        Elu(0.3),
        Elu(-0.5),
        Swish(0.0),
        Swish(0.5),
        Swish(-1.5),
        Swish(1e3),
    ]);
    all
}

/// The numbers between which everything else lies.
pub(crate) const FINITE: [f64; 14] = [
    0.0,
    f64::from_bits(1),
    1e-310,
    f64::MIN_POSITIVE,
    1e-20,
    1.0,
    30.0,
    700.0,
    745.2,
    1000.0,
    1e10,
    1e160,
    1e308,
    f64::MAX,
];

#[test]
fn finite_numbers_give_finite_numbers() {
    for f in many() {
        for x in FINITE.into_iter().flat_map(|x| [x, -x]) {
            let (y, slope) = (f.value(x), f.slope(x));
            // Only a parameter above 1 may carry a number out of range.
            let leaves = matches!(f, LeakyRelu(2.0)) && x < f64::MIN / 2.0;
            assert!(y.is_finite() || leaves, "{f} at {x:e} is {y}");
            assert!(slope.is_finite(), "{f}: the slope at {x:e} is {slope}");
        }
    }
}

#[test]
fn infinity_gives_the_limit() {
    for f in many() {
        for end in [f64::INFINITY, f64::NEG_INFINITY] {
            // Where f still moves out there, its limit is infinite.
            let far = f.value(end.signum() * 1e300);
            let limit = if far.abs() > 1e100 {
                far.signum() * f64::INFINITY
            } else {
                far
            };
            assert_eq!(f.value(end), limit, "{f} at {end}");
            let slope = f.slope(end.signum() * 1e300);
            assert_eq!(f.slope(end), slope, "{f}: the slope at {end}");
        }
    }
}

#[test]
fn not_a_number_stays_visible() {
    for f in many() {
        assert!(f.value(f64::NAN).is_nan(), "{f}");
        assert!(f.slope(f64::NAN).is_nan(), "{f}: the slope");
        let from_output = f.slope_from_output(f64::NAN);
        assert!(from_output.is_none_or(f64::is_nan), "{f}: from the output");
    }
}

/// Both zeros are one number.
#[test]
fn minus_zero_is_zero() {
    for f in many() {
        assert_eq!(f.value(-0.0), f.value(0.0), "{f}");
        assert_eq!(f.slope(-0.0), f.slope(0.0), "{f}: the slope");
    }
    assert_eq!(GeluSigmoid.slope(0.0), 0.5);
}

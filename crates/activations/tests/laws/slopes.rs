//! Every slope against the one that nudging measures, and the kinks by hand.

use activations::Activation::{self, Elu, LeakyRelu, Relu, Swish};
use gradcheck::strategies::vector_away_from_zero;
use gradcheck::{
    Argument, Options, Verdict, check_derivative, for_all, rejects_perturbed,
};

use crate::accuracy::many;

const CASES: u32 = 48;

/// Points between −8 and 8, none closer to a kink than 1/16.
#[test]
fn slopes_are_what_nudging_measures() {
    for f in many() {
        // Its bend is all within a thousandth of 0, where the points are not.
        if f == Swish(1e3) {
            continue;
        }
        for scale in [1.0, 4.0] {
            for_all(CASES, &vector_away_from_zero(1), &mut |x| {
                let (value, slope) = (|x| f.value(x), |x| f.slope(x));
                check_derivative(value, slope, scale * x[0], &Options::default())
                    .titled(&format!("{f}"))
                    .into_result()
            });
        }
    }
}

/// The check above can fail: a slope off by a millionth is seen.
#[test]
fn wrong_slopes_would_be_seen() {
    for f in Activation::ALL {
        let value = |x: &[Vec<f64>]| vec![f.value(x[0][0])];
        let vjp = |x: &[Vec<f64>], c: &[f64]| vec![vec![c[0] * f.slope(x[0][0])]];
        for x in [-1.75, -0.625, 0.75, 1.25] {
            let x = [Argument::scalar("x", x)];
            // relu is flat on the left: there is nothing to be off by a millionth of.
            let (seen, flat) = (
                rejects_perturbed(value, vjp, &x, 1e-6, &Options::default()),
                f == Relu && x[0].values[0] < 0.0,
            );
            assert!(seen || flat, "{f}: {x:?}");
        }
    }
}

/// The conventions at 0: 0 for relu, α for the others, as in PyTorch.
#[test]
fn slopes_at_the_kinks() {
    for zero in [0.0, -0.0] {
        assert_eq!(Relu.slope(zero), 0.0);
        assert_eq!(LeakyRelu(0.01).slope(zero), 0.01);
        assert_eq!(LeakyRelu(2.0).slope(zero), 2.0);
        assert_eq!(Elu(1.0).slope(zero), 1.0);
        assert_eq!(Elu(0.3).slope(zero), 0.3);
    }
    for f in [Relu, LeakyRelu(0.01), Elu(0.3)] {
        // The smallest positive number is on the right, and has the right side's slope.
        assert_eq!(f.slope(f64::from_bits(1)), 1.0, "{f}");
        assert_eq!(f.slope(-f64::from_bits(1)), f.slope(0.0), "{f}");
    }
}

/// What the facts call a kink is one for the judge, and nothing else is.
#[test]
fn kinks_are_where_they_are_said_to_be() {
    for f in many() {
        let (value, slope) = (|x| f.value(x), |x| f.slope(x));
        let report = check_derivative(value, slope, 0.0, &Options::default());
        let kinks = f.facts().kinks;
        assert!(kinks.is_empty() || kinks == [0.0], "{f}: {kinks:?}");
        let expected = if kinks.is_empty() {
            Verdict::Pass
        } else {
            Verdict::Kink
        };
        assert_eq!(report.verdict(), expected, "{f}: {report}");
    }
}

/// max(αx, x) is leaky relu for α ≤ 1 only.
#[test]
fn a_steep_left_side_is_no_maximum() {
    assert_eq!(LeakyRelu(2.0).value(-3.0), -6.0);
    assert_eq!(LeakyRelu(2.0).value(3.0), 3.0);
    assert_eq!(LeakyRelu(0.5).value(-3.0), -1.5);
}

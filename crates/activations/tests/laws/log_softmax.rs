//! Log-softmax against mpmath, by its laws, and its slopes by nudging.

use activations::functions::{log_softmax, log_softmax_vjp};
use gradcheck::strategies::vector;
use gradcheck::{Argument, Options, for_all, gradcheck, rejects_perturbed};

use crate::reference::log_softmax_cases;

fn log_p(z: &[f64]) -> Vec<f64> {
    let mut log_p = vec![0.0; z.len()];
    log_softmax(z, &mut log_p);
    log_p
}

/// Each result is z − max − ln(1 + the others). Allowed is an ulp of the result for each of
/// the two differences, and for the logarithm what its argument brings: an ulp for the
/// exponential, one for the sum of each further entry.
#[test]
fn it_is_mpmaths() {
    let cases = log_softmax_cases();
    assert!(cases.len() > 10, "{} cases", cases.len());
    for (z, exact) in cases {
        for (ours, exact) in log_p(&z).into_iter().zip(exact) {
            let off = exact.ulps(ours);
            assert!(
                off <= 2.0 + z.len() as f64,
                "{z:?}: {ours}, off by {off} ulp"
            );
        }
    }
}

fn options() -> Options {
    Options::default()
}

fn value(z: &[Vec<f64>]) -> Vec<f64> {
    log_p(&z[0])
}

fn vjp(z: &[Vec<f64>], cotangent: &[f64]) -> Vec<Vec<f64>> {
    let mut dz = vec![0.0; cotangent.len()];
    log_softmax_vjp(&log_p(&z[0]), cotangent, &mut dz);
    vec![dz]
}

#[test]
fn its_slopes_are_what_nudging_measures() {
    for n in [1, 2, 3, 7] {
        for_all(32, &vector(n), &mut |z| {
            // From −8 to 8.
            let z: Vec<f64> = z.iter().map(|z| 4.0 * z).collect();
            gradcheck(value, vjp, &[Argument::vector("z", &z)], &options())
                .titled("log-softmax")
                .into_result()
        });
    }
    let z = [Argument::vector("z", &[0.75, -1.25, 0.5])];
    assert!(rejects_perturbed(value, vjp, &z, 1e-6, &options()));
}

/// Probabilities add up to 1, and a number added to all logits changes nothing.
#[test]
fn probabilities_are_probabilities() {
    for_all(64, &vector(5), &mut |z| {
        let log_p = log_p(z);
        let sum: f64 = log_p.iter().map(|log_p| log_p.exp()).sum();
        let shifted: Vec<f64> = z.iter().map(|z| z + 1024.0).collect();
        // 1024 + k/64 is exact, so the same differences come out, and the same results.
        if (sum - 1.0).abs() <= 5.0 * f64::EPSILON && self::log_p(&shifted) == log_p {
            Ok(())
        } else {
            Err(format!("{z:?}: {log_p:?}, together {sum}"))
        }
    });
}

#[test]
fn far_apart_is_finite() {
    assert_eq!(log_p(&[1e4, -1e4]), [0.0, -2e4]);
    assert_eq!(log_p(&[-1e300, 1e300]), [-2e300, 0.0]);
    // −ln(1 + e⁻⁴⁰), which 1 − p and ln p have no digits for.
    let close_to_0 = log_p(&[0.0, -40.0])[0];
    assert!((close_to_0 / -(-40.0_f64).exp() - 1.0).abs() < 1e-15);
}

/// The limits, where all infinite logits are equal.
#[test]
fn infinite_logits_have_their_limit() {
    let (infinite, ln2) = (f64::INFINITY, 2.0_f64.ln());
    assert_eq!(log_p(&[infinite, 3.0]), [0.0, -infinite]);
    assert_eq!(log_p(&[infinite, 3.0, infinite]), [-ln2, -infinite, -ln2]);
    assert_eq!(log_p(&[-infinite, 3.0]), [-infinite, 0.0]);
    assert_eq!(log_p(&[-infinite, -infinite]), [-ln2, -ln2]);
    assert!(log_p(&[]).is_empty());
    for z in [[f64::NAN, 1.0, 2.0], [1.0, f64::NAN, -1.0], [f64::NAN; 3]] {
        assert!(log_p(&z).iter().all(|log_p| log_p.is_nan()), "{z:?}");
    }
}

#[test]
#[should_panic(expected = "[\"z\", \"log_p\"] have [3, 2] entries")]
fn sizes_are_compared() {
    log_softmax(&[0.0; 3], &mut [0.0; 2]);
}

#[test]
#[should_panic(
    expected = "[\"log_p\", \"the cotangent\", \"dz\"] have [3, 3, 2] entries"
)]
fn sizes_are_compared_on_the_way_back() {
    log_softmax_vjp(&[0.0; 3], &[0.0; 3], &mut [0.0; 2]);
}

//! Losses: their slopes, and what they say far out.

use backprop::Function;
use backprop::functions::Softmax;
use backprop::losses::{log_sum_exp, logistic, softmax_cross_entropy, squared_error};
use gradcheck::strategies::vector;
use gradcheck::{Argument, Options, Report, for_all, gradcheck, rejects_perturbed};
use matrix::{Matrix, Vector};

use crate::slopes::{all_close, close, matrix};
use crate::support::numbers;

const CASES: u32 = 24;

/// A loss, with the labels or targets in it: a number and its slope.
type Loss<'l> = &'l dyn Fn(&Matrix) -> (f64, Matrix);

fn cross_entropy(labels: &[usize]) -> impl Fn(&Matrix) -> (f64, Matrix) + '_ {
    |z| {
        // In no way the right shape before.
        let mut dz = Matrix::zeros(1, 1);
        (softmax_cross_entropy(z, labels, &mut dz), dz)
    }
}

fn yes_or_no(labels: &[usize]) -> impl Fn(&Matrix) -> (f64, Matrix) + '_ {
    |z| {
        let mut dz = Matrix::zeros(2, 5);
        (logistic(z, labels, &mut dz), dz)
    }
}

fn squares(targets: &Matrix) -> impl Fn(&Matrix) -> (f64, Matrix) + '_ {
    |y| {
        let mut dy = Matrix::zeros(3, 1);
        (squared_error(y, targets, &mut dy), dy)
    }
}

fn check(loss: Loss, rows: usize, columns: usize, entries: &[f64]) -> Report {
    let (f, vjp) = (value(loss, rows, columns), slope(loss, rows, columns));
    let z = [Argument::matrix("z", rows, columns, entries)];
    gradcheck(f, vjp, &z, &Options::default())
}

fn value(loss: Loss, rows: usize, columns: usize) -> impl Fn(&[Vec<f64>]) -> Vec<f64> {
    move |z| vec![loss(&matrix(rows, columns, &z[0])).0]
}

fn slope(
    loss: Loss,
    rows: usize,
    columns: usize,
) -> impl Fn(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>> {
    move |z, cotangent| {
        let slope = loss(&matrix(rows, columns, &z[0])).1;
        assert_eq!(slope.shape(), (rows, columns));
        vec![(&slope * cotangent[0]).as_slice().to_vec()]
    }
}

#[test]
fn losses_have_the_slopes_that_nudging_measures() {
    let targets = numbers(3, 5);
    let (classes, signs) = ([2, 0, 1, 2, 2], [1, 0, 0, 1, 1]);
    let losses: [(&str, Loss, usize); 3] = [
        ("softmax_cross_entropy", &cross_entropy(&classes), 3),
        ("logistic", &yes_or_no(&signs), 1),
        ("squared_error", &squares(&targets), 3),
    ];
    for (name, loss, rows) in losses {
        for_all(CASES, &vector(rows * 5), &mut |z| {
            check(loss, rows, 5, z).titled(name).into_result()
        });
        // And a slope that is off by a millionth would be seen.
        let z = &numbers(rows, 5) * 0.75;
        let z = [Argument::matrix("z", rows, 5, z.as_slice())];
        let (f, vjp) = (value(loss, rows, 5), slope(loss, rows, 5));
        let seen = rejects_perturbed(f, vjp, &z, 1e-6, &Options::default());
        assert!(seen, "{name}: the check would not notice");
    }
}

/// The mean over the batch: every sample twice changes nothing but that each slope is half.
#[test]
fn a_doubled_batch_has_the_same_loss() {
    fn twice<T: Clone>(once: &[T]) -> Vec<T> {
        [once, once].concat()
    }
    let double = |z: &Matrix| matrix(z.nrows(), 2 * z.ncols(), &twice(z.as_slice()));
    let targets = numbers(3, 4);
    let (classes, signs) = ([2, 0, 1, 2], [1, 0, 0, 1]);
    let (classes_twice, signs_twice) = (twice(&classes), twice(&signs));
    let targets_twice = double(&targets);
    let losses: [(&str, Loss, Loss, usize); 3] = [
        (
            "softmax_cross_entropy",
            &cross_entropy(&classes),
            &cross_entropy(&classes_twice),
            3,
        ),
        ("logistic", &yes_or_no(&signs), &yes_or_no(&signs_twice), 1),
        (
            "squared_error",
            &squares(&targets),
            &squares(&targets_twice),
            3,
        ),
    ];
    for (name, once, doubled, rows) in losses {
        for_all(CASES, &vector(rows * 4), &mut |z| {
            let z = matrix(rows, 4, z);
            let ((loss, slope), (again, slopes)) = (once(&z), doubled(&double(&z)));
            // Sums of up to 24 numbers, all of one sign, in another order: fewer than 24
            // roundings each.
            all_close(name, &[again], &[loss], 48, loss)?;
            // Division by 8 instead of 4 is exact.
            if slopes == double(&(&slope * 0.5)) {
                Ok(())
            } else {
                Err(format!("{name}: {slopes:?}, not half of {slope:?}"))
            }
        });
    }
}

/// −ln p of the right class, and (p − one-hot)/B, with p from the softmax.
#[test]
fn cross_entropy_is_its_definition() {
    let labels = [2, 0, 4, 1, 0, 3, 2];
    for_all(CASES, &vector(5 * 7), &mut |z| {
        let z = matrix(5, 7, z);
        let (loss, slope) = cross_entropy(&labels)(&z);
        let mut total = 0.0;
        for (j, &label) in labels.iter().enumerate() {
            let p = Softmax.value(&z.column(j).into());
            total -= p[label].ln();
            let right = (&p - &Vector::unit(5, label)).map(|x| x / 7.0);
            // p is below 1 and comes from |z| ≤ 2 by an exponential of a difference of
            // numbers below 4, and a sum of 5: a dozen roundings on either side.
            all_close("slope", slope.column(j), &right, 40, 1.0 / 7.0)?;
            // Probabilities add up to 1, so slopes add up to 0.
            let sum = slope.column(j).iter().sum();
            all_close("Σ slopes", &[sum], &[0.0], 40, 1.0 / 7.0)?;
        }
        all_close("loss", &[loss], &[total / 7.0], 60, 8.0)
    });
}

/// All logits of a sample move together: only rounding changes. The logits are 64ths and
/// move by a whole number, which is exact; ln Σ eᶻ is then rounded at its new size, and so
/// is its difference to the right logit.
#[test]
fn cross_entropy_does_not_see_a_shift() {
    let labels = [2, 0, 1, 2];
    for_all(CASES, &vector(3 * 4), &mut |z| {
        let z = matrix(3, 4, z);
        let (loss, slope) = cross_entropy(&labels)(&z);
        for shift in [1000.0, -1000.0, 1e4, -1e4] {
            let (moved, slopes) = cross_entropy(&labels)(&z.map(|z| z + shift));
            all_close(
                &format!("loss at {shift}"),
                &[moved],
                &[loss],
                4,
                shift.abs(),
            )?;
            // exp of a number that is off by that, and no more than 1.
            let what = format!("slopes at {shift}");
            all_close(&what, slopes.as_slice(), slope.as_slice(), 4, shift.abs())?;
        }
        Ok(())
    });
}

/// ln Σ eᶻ minus the right logit, where every exponential but the largest vanishes: with
/// whole logits the result is exact.
#[test]
fn cross_entropy_far_out() {
    for far in [1000.0, 1e4] {
        let z = Matrix::from_rows([[far, far, -far, 0.0], [-far, far, -far, far]]);
        // Right by far; a tie of the largest; a tie of the smallest; wrong by far.
        let each: Vec<f64> = (0..4)
            .map(|j| cross_entropy(&[0])(&matrix(2, 1, z.column(j))).0)
            .collect();
        assert_eq!([each[0], each[3]], [0.0, far]);
        for tie in [each[1], each[2]] {
            assert!(close(tie, std::f64::consts::LN_2, 2, far), "{tie}");
        }
        let (loss, slope) = cross_entropy(&[0; 4])(&z);
        assert!(loss.is_finite());
        // (p − one-hot)/4 with p = (1, 0), (½, ½), (½, ½), (0, 1).
        let right = [0.0, 0.0, -0.125, 0.125, -0.125, 0.125, -0.25, 0.25];
        let most = 2.0 * f64::EPSILON * far;
        for (ours, right) in slope.as_slice().iter().zip(right) {
            assert!((ours - right).abs() <= most, "{slope:?}");
        }
        // The wrong class by 2·far.
        let (loss, slope) = cross_entropy(&[1])(&matrix(2, 1, &[far, -far]));
        assert_eq!(loss, 2.0 * far);
        assert_eq!(slope.as_slice(), [1.0, -1.0]);
    }
}

/// Where a network is nearly sure, a label's slope p − 1 is small: it must be found as such,
/// and not as a difference of numbers near 1.
#[test]
fn a_sure_network_has_small_slopes() {
    // With two classes 1 − p of the first is p of the second.
    for z in [10.0_f64, 20.0, 30.0, 300.0] {
        let (loss, slope) = cross_entropy(&[0])(&matrix(2, 1, &[z, 0.0]));
        let e = (-z).exp();
        let right = e / (1.0 + e);
        assert!(close(loss, e.ln_1p(), 8, e), "{loss}, not {}", e.ln_1p());
        assert!(
            close(slope[(0, 0)], -right, 8, right),
            "{slope:?}, not {right}"
        );
        // An exponential of −z, which is rounded at its own size.
        let most = 2.0 * f64::EPSILON * z;
        assert!((slope[(1, 0)] / right - 1.0).abs() <= most, "{slope:?}");
    }
}

/// One logit is two, of which the other is 0: the same loss, by another way.
#[test]
fn logistic_is_cross_entropy_of_two_classes() {
    let labels = [1, 0, 0, 1, 1, 0, 1];
    for_all(CASES, &vector(7), &mut |z| {
        for scale in [1.0, 16.0, 500.0, 5000.0] {
            let one = &matrix(1, 7, z) * scale;
            let two =
                Matrix::from_fn(2, 7, |i, j| if i == 1 { one[(0, j)] } else { 0.0 });
            let (loss, slope) = yes_or_no(&labels)(&one);
            let (other, slopes) = cross_entropy(&labels)(&two);
            // ln Σ eᶻ is rounded at the size of z, up to twice the scale.
            let size = 2.0 * scale;
            all_close(&format!("loss, ×{scale}"), &[loss], &[other], 16, size)?;
            for j in 0..7 {
                let (a, b) = (slope[(0, j)], slopes[(1, j)]);
                all_close(&format!("slope {j}, ×{scale}"), &[a], &[b], 8, size / 7.0)?;
            }
        }
        Ok(())
    });
}

/// What label 1 costs at z, label 0 costs at −z.
#[test]
fn logistic_is_the_same_from_both_sides() {
    for_all(CASES, &vector(1), &mut |z| {
        for scale in [1.0, 30.0, 5000.0] {
            let z = matrix(1, 1, &[z[0] * scale]);
            let (one, up) = yes_or_no(&[1])(&z);
            let (zero, down) = yes_or_no(&[0])(&(&z * -1.0));
            all_close("loss", &[one], &[zero], 2, one.max(zero))?;
            // σ(z) − 1 and σ(−z): the first is a difference of numbers near 1.
            all_close("slope", up.as_slice(), (&down * -1.0).as_slice(), 4, 1.0)?;
        }
        Ok(())
    });
}

#[test]
fn logistic_far_out() {
    for far in [1000.0, 1e4, 1e300] {
        let z = Matrix::from_rows([[far, -far, far, -far]]);
        let (_, slope) = yes_or_no(&[1, 0, 0, 1])(&z);
        assert_eq!(slope.as_slice(), [0.0, 0.0, 0.25, -0.25]);
        let single = |z: f64, label| yes_or_no(&[label])(&matrix(1, 1, &[z])).0;
        assert_eq!([single(far, 1), single(-far, 0)], [0.0, 0.0]);
        assert_eq!([single(far, 0), single(-far, 1)], [far, far]);
    }
    // At 0 either label costs ln 2.
    let (loss, slope) = yes_or_no(&[0, 1])(&Matrix::zeros(1, 2));
    assert!(close(loss, std::f64::consts::LN_2, 2, 1.0));
    assert_eq!(slope.as_slice(), [0.25, -0.25]);
}

/// What is nearly right costs little, and how little is known to the last digits: ln(1 + e⁻ᶻ)
/// is e⁻ᶻ but for half its square.
#[test]
fn logistic_is_precise_where_it_is_small() {
    for z in [10.0_f64, 20.0, 40.0, 300.0] {
        let e = (-z).exp();
        for (z, label) in [(z, 1), (-z, 0)] {
            let (loss, slope) = yes_or_no(&[label])(&matrix(1, 1, &[z]));
            let right = e - 0.5 * e * e + e * e * e / 3.0;
            // The next term is e³/4 of this, below 10⁻¹³ of it at z = 10.
            let most = 4.0 * f64::EPSILON + e * e * e;
            assert!((loss / right - 1.0).abs() <= most, "{loss}, not {right}");
            // A slope is σ(z) − y: for label 0 small by itself, for label 1 a difference.
            let right = e / (1.0 + e);
            let sure = if label == 0 { right } else { 1.0 };
            assert!(close(slope[(0, 0)].abs(), right, 8, sure), "{slope:?}");
        }
    }
}

/// ½·(distance)², averaged over the samples and not over their outputs.
#[test]
fn squared_error_by_hand() {
    // Two samples: off by (3, 4) and by (0, −2).
    let outputs = Matrix::from_rows([[3.0, 1.0], [4.0, 0.0]]);
    let targets = Matrix::from_rows([[0.0, 1.0], [0.0, 2.0]]);
    let (loss, slope) = squares(&targets)(&outputs);
    assert_eq!(loss, 0.5 * (25.0 + 4.0) / 2.0);
    assert_eq!(slope, Matrix::from_rows([[1.5, 0.0], [2.0, -1.0]]));
    let (none, flat) = squares(&targets)(&targets);
    assert_eq!((none, flat), (0.0, Matrix::zeros(2, 2)));
}

/// Logits ln 1, ln 2, ln 5 with label 2: −ln ⅝ … on paper ln 8/5 and (1, 2, −3)/8.
#[test]
fn cross_entropy_by_hand() {
    let z = [1.0_f64.ln(), 2.0_f64.ln(), 5.0_f64.ln()];
    for (label, share, slopes) in [
        (0, 1.0, [-7.0, 2.0, 5.0]),
        (1, 2.0, [1.0, -6.0, 5.0]),
        (2, 5.0, [1.0, 2.0, -3.0]),
    ] {
        let (loss, slope) = cross_entropy(&[label])(&matrix(3, 1, &z));
        assert!(close(loss, (8.0_f64 / share).ln(), 8, 2.0), "{loss}");
        for (ours, right) in slope.as_slice().iter().zip(slopes) {
            assert!(close(*ours, right / 8.0, 12, 1.0), "{slope:?}");
        }
    }
}

/// Between the largest number and ln n above it; ln n above where all are equal.
#[test]
fn log_sum_exp_is_a_smooth_maximum() {
    for_all(CASES, &vector(5), &mut |z| {
        let largest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let smooth = log_sum_exp(z);
        let most = largest + 5.0_f64.ln();
        if smooth <= largest || smooth > most + 4.0 * f64::EPSILON {
            return Err(format!("{smooth} of {z:?}, from {largest} to {most}"));
        }
        let naive: f64 = z.iter().map(|z| z.exp()).sum();
        all_close("ln Σ eᶻ", &[smooth], &[naive.ln()], 16, 4.0)
    });
    assert_eq!(log_sum_exp(&[-1e4]), -1e4);
    assert_eq!(log_sum_exp(&[1e4, -1e4]), 1e4);
    assert_eq!(log_sum_exp(&[f64::MAX, f64::MAX]), f64::MAX);
    assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
    assert_eq!(log_sum_exp(&[f64::NEG_INFINITY; 3]), f64::NEG_INFINITY);
    assert_eq!(log_sum_exp(&[f64::NEG_INFINITY, 3.0]), 3.0);
    for hidden in [
        [f64::NAN, 3.0],
        [f64::NAN; 2],
        [f64::NAN, f64::NEG_INFINITY],
    ] {
        assert!(
            log_sum_exp(&hidden).is_nan(),
            "a NaN was hidden: {hidden:?}"
        );
    }
}

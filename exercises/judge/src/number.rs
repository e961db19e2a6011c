//! One number, or a function of one number at some points: yours and the right one.

use crate::compare::{same, short};

/// Wrong results and the words for each: `causes! { -1.0 => "the sign is reversed" }`.
#[macro_export]
macro_rules! causes {
    ($($wrong:expr => $words:expr),* $(,)?) => {
        &[$(($wrong, $words)),*]
    };
}

/// Fails where `yours` is not `right`, with the words for the first of `causes` that is yours;
/// where none is, `otherwise`.
///
/// ```text
/// the slope of x² at 3 is 6, yours is 6.5. Step to both sides: …
/// ```
///
/// # Panics
/// Where they differ.
#[track_caller]
pub fn expect_number(
    what: &str,
    yours: f64,
    right: f64,
    causes: &[(f64, &str)],
    otherwise: &str,
) {
    if same(yours, right) {
        return;
    }
    let mut causes = causes.iter();
    let known = causes.find(|(wrong, _)| same(*wrong, yours));
    let words = known.map_or(otherwise, |(_, words)| words);
    // Where the cause is known, it is not this one.
    let rounded = half_precise(&[yours], &[right]).filter(|_| known.is_none());
    let rounded = rounded.map_or(String::new(), |words| format!(" {words}"));
    let [yours, right] = told_apart(yours, right);
    panic!("{what} is {right}, yours is {yours}. {words}{rounded}");
}

/// The question for numbers that all agree in the digits of an `f32`, but not in more.
pub fn half_precise(yours: &[f64], right: &[f64]) -> Option<&'static str> {
    let off = |(a, b): (&f64, &f64)| (a - b).abs() / (1.0 + a.abs().min(b.abs()));
    let worst = yours.iter().zip(right).map(off).fold(0.0, f64::max);
    let one_is_lost = yours.iter().any(|x| x.is_nan());
    let found = !one_is_lost && (1e-9..1e-6).contains(&worst);
    found.then_some("They agree in 8 digits only: is there an `f32`?")
}

/// Whether two numbers agree in 12 of their 16 digits, however small they are; two NaN do.
pub fn same_digits(a: f64, b: f64) -> bool {
    // The smaller of the two: an infinite one would allow every difference.
    a == b
        || (a.is_nan() && b.is_nan())
        || (a - b).abs() <= 1e-12 * a.abs().min(b.abs())
}

/// Fails at the first of `points` (x, what is right there, and words) where yours has not the
/// right digits. What is tiny is compared by its own size.
///
/// ```text
/// softplus at x = -40 is 4.248e-18, yours is 0. 1 + e⁻⁴⁰ rounds to 1: …
/// ```
///
/// # Panics
/// Where they differ.
#[track_caller]
pub fn expect_points(
    name: &str,
    yours: &dyn Fn(f64) -> f64,
    points: &[(f64, f64, &str)],
) {
    for &(x, right, words) in points {
        let yours = yours(x);
        if !same_digits(yours, right) {
            let [a, b] = told_apart(yours, right);
            panic!("{name} at x = {} is {b}, yours is {a}. {words}", short(x));
        }
    }
}

/// Both as [`short`] writes them, but with all their digits where they part later than it looks.
pub fn told_apart(a: f64, b: f64) -> [String; 2] {
    let texts = [a, b].map(short);
    if texts[0] == texts[1] && a != b {
        [a, b].map(in_full)
    } else {
        texts
    }
}

/// A number with all its digits.
fn in_full(x: f64) -> String {
    if (1e-3..1e5).contains(&x.abs()) {
        x.to_string()
    } else {
        format!("{x:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a check says that fails.
    fn said(check: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let payload = std::panic::catch_unwind(check).expect_err("it fails");
        *payload.downcast().expect("a text")
    }

    #[test]
    fn a_number_comes_with_the_words_for_the_first_cause_that_is_yours() {
        let check = |yours| {
            let causes =
                causes! { 3.0 => "this", 4.0 => "that", 4.0 => "the first counts" };
            expect_number("f", yours, 2.0, causes, "think");
        };
        check(2.0);
        assert_eq!(said(move || check(4.0)), "f is 2, yours is 4. that");
        assert_eq!(said(move || check(5.0)), "f is 2, yours is 5. think");
        assert_eq!(said(move || check(f64::NAN)), "f is 2, yours is NaN. think");
        let close = said(move || check(2.000_000_01));
        assert_eq!(
            close,
            "f is 2, yours is 2.00000001. think They agree in 8 digits only: is there an `f32`?"
        );
        let closer = said(move || check(2.000_000_000_1));
        assert_eq!(closer, "f is 2, yours is 2.0000000001. think");
    }

    #[test]
    fn what_is_tiny_is_compared_by_its_own_size() {
        assert!(same_digits(f64::NAN, f64::NAN) && same_digits(1e-300, 1e-300));
        assert!(same_digits(f64::INFINITY, f64::INFINITY) && same_digits(0.0, -0.0));
        assert!(!same_digits(1e-20, 0.0) && !same_digits(1e-20, 1.000_000_1e-20));
        assert!(!same_digits(f64::INFINITY, 1.0) && !same_digits(f64::NAN, 1.0));
        assert!(!same_digits(1e-20, -1e-20) && !same_digits(1.0, f64::NEG_INFINITY));
    }

    #[test]
    fn the_first_point_that_is_wrong_is_named() {
        let points = [(1.0, 1.0, "one"), (-2.0, 4.0, "two"), (0.0, 1.0, "three")];
        expect_points("x²", &|x| x * x, &points[..2]);
        let all = said(move || expect_points("x²", &|x| x * x, &points));
        assert_eq!(all, "x² at x = 0 is 1, yours is 0. three");
        let close = said(|| expect_points("f", &|x| x, &[(1e-9, 1.0001e-9, "")]));
        assert_eq!(close, "f at x = 1.000e-9 is 1.0001e-9, yours is 1e-9. ");
        let close = said(|| expect_points("f", &|_| 20.0, &[(2.0, 20.000_000_1, "")]));
        assert_eq!(close, "f at x = 2 is 20.0000001, yours is 20. ");
    }
}

//! Facts: against mpmath, against the functions themselves, and against what the pages of
//! documentation say.

use std::ops::{Bound, RangeBounds};

use activations::Activation::{
    self, Elu, Gelu, GeluSigmoid, GeluTanh, Identity, LeakyRelu, Relu, Sigmoid, Silu,
    Softplus, Swish, Tanh,
};
use activations::functions::{normal_cdf, normal_density};
use activations::normal_mean;

use crate::reference::moments;

/// The sum of 225 terms, each rounded a few times, most of them small.
const SUM: f64 = 16.0 * f64::EPSILON;

#[test]
fn means_and_variances_are_mpmaths() {
    let moments = moments();
    for &(f, mean, variance) in &moments {
        let facts = f.facts();
        assert!((facts.mean - mean).abs() <= SUM, "{f}: mean {}", facts.mean);
        let off = (facts.variance - variance).abs();
        assert!(
            off <= SUM * (1.0 + variance),
            "{f}: variance {}",
            facts.variance
        );
    }
    let listed = |f: &Activation| moments.iter().any(|(other, ..)| other == f);
    assert!(Activation::ALL.iter().all(listed));
}

/// Means that have a closed form.
#[test]
fn normal_means_are_integrals() {
    let close = |a: f64, b: f64| assert!((a - b).abs() <= SUM * (1.0 + b), "{a}, {b}");
    close(normal_mean(|_| 1.0), 1.0);
    close(normal_mean(|z| z), 0.0);
    close(normal_mean(|z| z * z), 1.0);
    close(normal_mean(|z| z.powi(4)), 3.0);
    close(normal_mean(|z| z.powi(8)), 105.0);
    close(normal_mean(f64::cos), (-0.5_f64).exp());
    close(normal_mean(f64::abs), 2.0 * normal_density(0.0));
    close(normal_mean(|z| f64::from(z > 0.0)), 0.5);
    // The mean of ELU for any α, by completing the square.
    for alpha in [0.3, 1.0, 1.5] {
        let left = alpha * (0.5_f64.exp() * normal_cdf(-1.0) - 0.5);
        close(Elu(alpha).facts().mean, normal_density(0.0) + left);
    }
}

#[test]
fn values_stay_in_the_range_and_reach_its_ends() {
    for f in Activation::ALL {
        let facts = f.facts();
        let (low, high) = facts.range;
        for k in -4000..=4000 {
            let y = f.value(f64::from(k) / 100.0);
            // An end that no value reaches may be the nearest double to one.
            let is_an_end = low == Bound::Excluded(y) || high == Bound::Excluded(y);
            assert!(
                facts.range.contains(&y) || is_an_end,
                "{f}: {y} {:?}",
                facts.range
            );
        }
        assert_eq!(f.value(f64::NEG_INFINITY), facts.limits.0, "{f}");
        assert_eq!(f.value(f64::INFINITY), facts.limits.1, "{f}");
        if let Bound::Included(lowest) = low {
            let values = (-300..=0).map(|k| f.value(f64::from(k) / 100.0));
            let seen = values.fold(f64::INFINITY, f64::min);
            assert!(
                (0.0..1e-4).contains(&(seen - lowest)),
                "{f}: {seen}, {lowest}"
            );
        }
    }
}

#[test]
fn each_stands_once_and_has_a_name() {
    for (i, f) in Activation::ALL.into_iter().enumerate() {
        for other in &Activation::ALL[i + 1..] {
            assert_ne!(f.name(), other.name());
        }
        let text = f.to_string();
        assert!(text.starts_with(f.name()), "{text}");
        if let Some(parameter) = f.parameter() {
            assert!(text.ends_with(&format!("= {parameter})")), "{text}");
        }
        let facts = f.facts();
        let year = &facts.source[facts.source.len() - 4..];
        assert!(year.parse::<u16>().is_ok(), "{f}: {}", facts.source);
        assert!(!facts.formula.is_empty() && !facts.slope.is_empty(), "{f}");
    }
    assert_eq!(Elu(0.3).to_string(), "ELU (α = 0.3)");
    assert_eq!(Swish(2.0).to_string(), "Swish (β = 2)");
    assert_eq!(GeluTanh.to_string(), "GELU, tanh form");
}

/// Where f is lowest, by going down from both sides.
fn lowest_at(f: Activation) -> f64 {
    let (mut left, mut right) = (-3.0, 0.0);
    while right - left > 1e-9 {
        let third = (right - left) / 3.0;
        if f.value(left + third) < f.value(right - third) {
            right -= third;
        } else {
            left += third;
        }
    }
    left
}

/// The numbers in the documentation are those that are computed.
#[test]
fn the_pages_say_what_is_so() {
    macro_rules! page {
        ($name:literal) => {
            include_str!(concat!("../../src/functions/", $name, ".rs"))
        };
    }
    let pages = [
        (Identity, page!("identity"), ""),
        (Sigmoid, page!("sigmoid"), ""),
        (Tanh, page!("tanh"), ""),
        (Relu, page!("relu"), ""),
        (LeakyRelu(0.01), page!("leaky_relu"), ", α = 0.01"),
        (Elu(1.0), page!("elu"), ", α = 1"),
        (Softplus, page!("softplus"), ""),
        (Gelu, page!("gelu"), ""),
        (GeluTanh, page!("gelu_tanh"), ""),
        (GeluSigmoid, page!("swish"), ", β = 1.702"),
        (Silu, page!("silu"), ""),
        (Swish(2.0), page!("swish"), ", β = 2"),
    ];
    for (f, page, parameter) in pages {
        let facts = f.facts();
        // `+ 0.0`: a mean of −0.0000 is 0.0000.
        let mean = format!("{:.4}", facts.mean + 0.0).replace("-0.0000", "0.0000");
        let variance = facts.variance;
        let moments =
            format!("under N(0, 1){parameter}: mean {mean}, variance {variance:.4}\n");
        assert!(page.contains(&moments), "{f}: {moments}");
        if let Bound::Included(lowest) = facts.range.0
            && lowest < 0.0
            && f.parameter().is_none()
            && f != GeluSigmoid
        {
            let range = format!("[{lowest:.4}, ∞)").replace('-', "−");
            assert!(page.contains(&range), "{f}: {range}");
            let place = format!("lowest at x = {:.4}", lowest_at(f)).replace('-', "−");
            assert!(page.contains(&place), "{f}: {place}");
        }
    }
}

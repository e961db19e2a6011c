//! Twelve mistakes that look right, each planted in a backward pass, at 200 random points:
//! how many points each way of checking rejects.
//!
//! `cargo test -p gradcheck --test planted -- --nocapture` prints the table of the crate's docs.

#[path = "planted/layers.rs"]
mod layers;
#[path = "planted/rules.rs"]
mod rules;

use gradcheck::{Argument, Options, Verdict, gradcheck};
use layers::{Bug, bugs};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

const POINTS: u32 = 200;

#[test]
fn twelve_mistakes() {
    let mut rejected_enough = 0;
    let mut right_rejected = [0; 3];
    let row = |name: &str, counts: [u32; 3]| {
        println!(
            "| {name:<53} | {:>4} | {:>5} | {:>4} |",
            counts[0], counts[1], counts[2]
        );
    };
    println!(
        "| {:<53} | here | torch |  jax |",
        "mistake in the backward pass"
    );
    for (number, bug) in bugs().iter().enumerate() {
        let mut rng = ChaCha8Rng::seed_from_u64(100 + number as u64);
        let wrong = rejected(bug, bug.wrong, &mut rng);
        let right = rejected(bug, bug.right, &mut rng);
        row(bug.name, wrong);
        rejected_enough += u32::from(wrong[0] * 100 >= POINTS * 95);
        (0..3).for_each(|rule| right_rejected[rule] += right[rule]);
    }
    row("right gradients rejected, of 2400", right_rejected);
    assert!(
        rejected_enough >= 11,
        "only {rejected_enough} of 12 are rejected at 95 % of points"
    );
    assert_eq!(right_rejected[0], 0, "right gradients rejected");
}

/// How many points gradcheck, torch's rule and jax's rule reject.
fn rejected(bug: &Bug, vjp: layers::Vjp, rng: &mut ChaCha8Rng) -> [u32; 3] {
    let mut counts = [0; 3];
    for point in 0..POINTS {
        let arguments = (bug.arguments)(rng);
        let options = Options {
            seed: u64::from(point),
            subsample: bug.subsample,
            ..Options::default()
        };
        let report = gradcheck(bug.f, vjp, &arguments, &options);
        counts[0] += u32::from(report.verdict() == Verdict::Mismatch);
        let values: Vec<Vec<f64>> = arguments.into_iter().map(|a| a.values).collect();
        counts[1] += u32::from(!rules::torch(bug.f, vjp, &values));
        counts[2] += u32::from(!rules::jax(bug.f, vjp, &values, rng));
    }
    counts
}

/// The worst of the reports above, to look at.
#[test]
fn the_reports_are_short() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for bug in bugs() {
        let arguments: Vec<Argument> = (bug.arguments)(&mut rng);
        let options = Options {
            subsample: bug.subsample,
            ..Options::default()
        };
        let report = gradcheck(bug.f, bug.wrong, &arguments, &options).titled(bug.name);
        println!("{report}\n");
        let text = report.to_string();
        assert!(text.lines().count() <= 20, "{text}");
        assert!(
            text.lines().all(|line| line.chars().count() <= 80),
            "{text}"
        );
    }
}

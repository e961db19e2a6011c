//! A runner for proptest's strategies whose failures read as one report.

use proptest::{
    strategy::{BoxedStrategy, Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// Shrinking stops after so many attempts, which no strategy of ours needs.
const MOST_SHRINKS: usize = 4096;

/// Runs `check` on `cases` inputs drawn from `strategy`, always the same ones.
///
/// The first input that fails is shrunk to a minimal one. A panic inside `check` (a `todo!()`,
/// an index out of range) passes through unchanged, once. Not generic on purpose: proptest's
/// code is compiled here, once, and not in every test binary.
///
/// # Panics
/// With the message of `check` for the minimal failing input, and nothing around it.
#[track_caller]
pub fn for_all(
    cases: u32,
    strategy: &BoxedStrategy<Vec<f64>>,
    check: &mut dyn FnMut(&[f64]) -> Result<(), String>,
) {
    if let Some(report) = first_failure(cases, strategy, check) {
        // The report is a text of several lines: it begins on a line of its own.
        panic!("\n{}", report.trim_start_matches('\n'));
    }
}

fn first_failure(
    cases: u32,
    strategy: &BoxedStrategy<Vec<f64>>,
    check: &mut dyn FnMut(&[f64]) -> Result<(), String>,
) -> Option<String> {
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    for _ in 0..cases {
        let mut input = strategy
            .new_tree(&mut runner)
            .expect("our strategies reject nothing");
        let Err(mut report) = check(&input.current()) else {
            continue;
        };
        let mut attempts = 0;
        let mut moved = input.simplify();
        while moved && attempts < MOST_SHRINKS {
            attempts += 1;
            moved = match check(&input.current()) {
                Err(smaller) => {
                    report = smaller;
                    input.simplify()
                }
                Ok(()) => input.complicate(),
            };
        }
        return Some(report);
    }
    None
}

//! The judge judged: tests with the names and the form of a lesson's, some of which must fail.
//!
//! The failing ones are ignored, and `verdicts` runs this same program again to see what they print.

use std::process::Command;
use std::time::Duration;

use judge::Outcome;

const SHORT: Duration = Duration::from_millis(400);
const LONG: Duration = Duration::from_secs(30);

#[allow(unconditional_recursion, reason = "the stack is meant to overflow")]
fn overflow(n: u64) -> u64 {
    std::hint::black_box(n) + overflow(std::hint::black_box(n + 1))
}

/// One child, and how it must end. (One per exercise: in the process of a child, others are skipped.)
fn ends(limit: Duration, expected: &Outcome, body: fn()) {
    judge::stage("ends");
    assert_eq!(judge::in_child("the child", limit, body), *expected);
}

#[test]
fn exercise_9_10() {
    judge::exercise("9.10", || {
        ends(LONG, &Outcome::Passed, || println!("noise"));
    });
}

#[test]
fn exercise_9_11() {
    judge::exercise("9.11", || {
        let failed = Outcome::Failed("two and two\nare four".to_owned());
        ends(LONG, &failed, || panic!("two and two\nare four"));
    });
}

#[test]
fn exercise_9_12() {
    judge::exercise("9.12", || {
        ends(LONG, &Outcome::Crashed, || {
            overflow(1);
        });
    });
}

#[test]
fn exercise_9_13() {
    judge::exercise("9.13", || {
        ends(SHORT, &Outcome::TimedOut, || {
            loop {
                std::thread::sleep(SHORT);
            }
        });
    });
}

#[test]
fn exercise_9_14() {
    judge::exercise("9.14", || {
        ends(LONG, &Outcome::Crashed, || std::process::exit(0));
    });
}

/// More than a pipe holds: the child must not wait for a reader that waits for the child.
#[test]
fn exercise_9_15() {
    judge::exercise("9.15", || {
        ends(LONG, &Outcome::Passed, || {
            for _ in 0..20_000 {
                println!("a line longer than nothing at all");
            }
        });
    });
}

#[test]
fn exercise_9_16() {
    judge::exercise("9.16", || {
        let body = || {};
        judge::in_child("the first", LONG, body).must_pass("crashed", "too slow");
        judge::in_child("the second", LONG, body).must_pass("crashed", "too slow");
    });
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_2() {
    judge::exercise("9.2", || todo!("exercise 9.2: Never written"));
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_3() {
    judge::exercise("9.3", || {
        judge::stage("shape");
        judge::stage("value");
        let sum = std::hint::black_box(1) + 1;
        assert!(sum == 3, "one and one is {sum}");
    });
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_4() {
    judge::exercise("9.4", || {
        judge::stage("depth");
        judge::in_child("overflows", LONG, || {
            overflow(1);
        })
        .must_pass("the stack overflows: use a loop", "too slow");
    });
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_5() {
    judge::exercise("9.5", || {
        let body = || todo!("exercise 9.2 (ln): Never written");
        judge::in_child("unwritten", LONG, body).must_pass("crashed", "too slow");
    });
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_6() {
    judge::exercise("9.6", || {
        judge::stage("shapes");
        let sum = judge::hinted("not used", &mut || std::hint::black_box(1) + 1);
        judge::hinted("turn one around", &mut || {
            assert!(sum == 3, "they do not fit");
        });
    });
}

#[test]
#[ignore = "fails on purpose: see `verdicts`"]
fn exercise_9_7() {
    judge::exercise("9.7", || {
        judge::hinted("not used", &mut || todo!("exercise 9.7: Not written"));
    });
}

/// The line of this file that holds the text first.
fn line_of(text: &str) -> usize {
    let here = include_str!("exercises.rs");
    1 + here
        .lines()
        .position(|line| line.contains(text))
        .expect("the text stands above")
}

#[test]
fn verdicts() {
    for backtrace in ["0", "1", "full"] {
        let program = std::env::current_exe().expect("a running program has a path");
        let run = Command::new(program)
            .args(["--ignored", "--test-threads=2"])
            .env("RUST_BACKTRACE", backtrace)
            .output()
            .expect("this program can be started again");
        let text = String::from_utf8_lossy(&run.stdout);
        assert!(!run.status.success());
        let at = |text: &str| format!("{}:{}", file!(), line_of(text));
        for (test, verdict, place) in [
            ("9_2", "exercise 9.2 is not written yet: ", "Never written"),
            (
                "9_3",
                "exercise 9.3, value: one and one is 2\n  at ",
                "sum == 3",
            ),
            (
                "9_4",
                "exercise 9.4, depth: the stack overflows: use a loop\n  at ",
                ".must_pass(\"the stack",
            ),
            (
                "9_5",
                "exercise 9.5 waits for exercise 9.2 (ln), which is not written yet: ",
                "9.2 (ln): Never",
            ),
            (
                "9_6",
                "exercise 9.6, shapes:\nthey do not fit\nturn one around\n  at ",
                "they do not fit",
            ),
            ("9_7", "exercise 9.7 is not written yet: ", "9.7: Not"),
        ] {
            let place = at(place);
            // An unwritten hole takes two lines, a report is followed by an empty one.
            let end = if verdict.contains("not written") {
                "\n"
            } else {
                "\n\n"
            };
            let block =
                format!("---- exercise_{test} stdout ----\n{verdict}{place}{end}");
            assert!(text.contains(&block), "{block} is not in\n{text}");
        }
        // libtest's frame is 10 lines; an exercise adds its result, its name twice and its verdict.
        // Three verdicts here have more lines and an empty one.
        assert_eq!(text.lines().count(), 10 + 6 * 4 + 2 * 2 + 4, "{text}");
        assert!(
            run.stderr.is_empty(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

//! `cargo course check`, for maintainers: four properties of every exercise, proved by building.
//!
//! 1. The untouched stub compiles without a warning.
//! 2. Every exercise's test fails on it, in under 100 lines altogether, also with `RUST_BACKTRACE` set.
//! 3. Every test passes with the reference's bodies in the holes.
//! 4. Every wrong answer compiles, and fails its exercise's test with the words it must be told.
//!
//! A learner's files are not touched: all of it happens in a small workspace of its own under
//! `target/course/check`, with the same dependencies and the same target folder.

mod lesson;
mod scratch;

use std::time::Instant;

use console::style;

use crate::commands::count;
use crate::error::{Problem, Result};
use crate::workspace::Workspace;

/// What was checked, and what was found wrong.
#[derive(Debug, Default)]
struct Report {
    exercises: usize,
    mistakes: usize,
    /// Every exercise that no wrong answer is named for.
    unchallenged: Vec<String>,
    problems: Vec<Problem>,
}

/// Checks all lessons, or only one lesson or exercise.
///
/// # Errors
/// Where there is no such exercise, files cannot be read, or cargo cannot be run.
pub fn check(ws: &Workspace, only: Option<&str>, jobs: Option<usize>) -> Result<bool> {
    let began = Instant::now();
    let only = match (only, only.and_then(|name| ws.lesson(name))) {
        (None, _) => None,
        (_, Some(lesson)) => Some((lesson, None)),
        (Some(id), None) => {
            let (lesson, at) = ws.exercise(id)?;
            Some((lesson, Some(&lesson.manifest.exercises[at].id)))
        }
    };
    // Builds take turns at one target folder; a second job runs tests while the first builds.
    let jobs = jobs.unwrap_or(2).max(1);
    let mut report = Report::default();
    for lesson in &ws.lessons {
        let exercise = match only {
            Some((wanted, _)) if wanted.package() != lesson.package() => continue,
            Some((_, exercise)) => exercise,
            None => None,
        };
        lesson::check(ws, lesson, exercise, jobs, &mut report)?;
    }
    for problem in &report.problems {
        say!("{} {problem}", style("✗").red());
    }
    if !report.unchallenged.is_empty() {
        say!(
            "no wrong answer is named for {}",
            report.unchallenged.join(", ")
        );
    }
    let verdict = match report.problems.len() {
        0 => "all rejected with the right words".to_owned(),
        found => count(found, "problem"),
    };
    say!(
        "{}, {}: {verdict} ({:.1} s)",
        count(report.exercises, "exercise"),
        count(report.mistakes, "wrong answer"),
        began.elapsed().as_secs_f64()
    );
    Ok(report.problems.is_empty())
}

//! The verdict on a learner's lesson: one exercise, or all of them.

use std::collections::BTreeSet;
use std::time::Duration;

use indicatif::ProgressBar;

use crate::cargo::{self, Ask, Build, Run};
use crate::commands::count;
use crate::error::Result;
use crate::lesson::Lesson;
use crate::manifest::Exercise;
use crate::workspace::Workspace;

/// How long all tests of a lesson may take, and that of one exercise. They take about a second;
/// what is not done by then has a loop without an end.
const ALL: Duration = Duration::from_secs(30);
const ONE: Duration = Duration::from_secs(10);

/// More of a failure than this is a page, and pages are not read.
const LINES: usize = 24;
/// An error of the compiler is cut here.
const ERROR_LINES: usize = 14;
/// Later errors often follow from the first.
const ERRORS: usize = 2;

/// What a learner's exercise came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its test passes.
    Passed,
    /// It does not, and this is what is wrong, in a few lines.
    Failed(String),
}

/// Builds the learner's lesson and runs the test of one exercise.
///
/// # Errors
/// Where cargo or the test program cannot be run at all.
pub fn one(ws: &Workspace, lesson: &Lesson, exercise: &Exercise) -> Result<Verdict> {
    let build = build(ws, lesson)?;
    let Some(program) = &build.program else {
        return Ok(Verdict::Failed(first_errors(&build)));
    };
    let name = exercise.test_name();
    let run = cargo::run(program, &lesson.dir, ask(Some(&name)))?;
    Ok(verdict(&run, lesson, &name))
}

/// What the tests of a whole lesson found.
#[derive(Debug, Default)]
pub struct Round {
    /// The ids that pass.
    pub passing: BTreeSet<String>,
    /// Why nothing could be run: the lesson does not compile.
    pub error: Option<String>,
}

/// Builds the learner's lesson and runs all its tests.
///
/// # Errors
/// Where cargo or the test program cannot be run at all.
pub fn all(ws: &Workspace, lesson: &Lesson) -> Result<Round> {
    let build = build(ws, lesson)?;
    let Some(program) = &build.program else {
        return Ok(Round {
            error: Some(first_errors(&build)),
            ..Round::default()
        });
    };
    let run = cargo::run(program, &lesson.dir, ask(None))?;
    let mut round = Round::default();
    for exercise in &lesson.manifest.exercises {
        let name = exercise.test_name();
        let passed = match run.results.get(&name) {
            Some(passed) => *passed,
            // One exercise has taken the whole program down: ask the others one by one.
            None if run.crashed || run.timed_out => {
                let own = cargo::run(program, &lesson.dir, ask(Some(&name)))?;
                own.results.get(&name).copied().unwrap_or(false)
            }
            None => false,
        };
        if passed {
            round.passing.insert(exercise.id.clone());
        }
    }
    Ok(round)
}

fn ask(only: Option<&str>) -> Ask<'_> {
    Ask {
        only,
        backtrace: "0",
        limit: if only.is_some() { ONE } else { ALL },
    }
}

fn build(ws: &Workspace, lesson: &Lesson) -> Result<Build> {
    let bar = ProgressBar::new_spinner().with_message(format!(
        "building {} (the first time takes a little longer)",
        lesson.package()
    ));
    bar.enable_steady_tick(Duration::from_millis(100));
    let build = cargo::build(&ws.root, &lesson.package(), &lesson.dir, None);
    bar.finish_and_clear();
    build
}

fn verdict(run: &Run, lesson: &Lesson, test: &str) -> Verdict {
    if run.results.get(test) == Some(&true) {
        return Verdict::Passed;
    }
    Verdict::Failed(if let Some(said) = run.failure(test) {
        told(&said)
    } else if run.timed_out {
        format!(
            "the test did not end within {} s: is there a loop without an end?",
            ONE.as_secs()
        )
    } else if run.crashed {
        let why = if run.output.contains("overflowed its stack") {
            "the test program crashed: a recursion without an end overflows the stack"
        } else {
            "the test program was ended by the system: a loop without an end that fills the memory?"
        };
        format!("{why}\n{}", shortened(run.output.trim(), 6))
    } else {
        format!(
            "there is no test `{test}` in {}",
            lesson.shown.join("tests").join("exercises.rs").display()
        )
    })
}

/// What a test says. Where a learner's own code printed much before it, the verdict comes first.
fn told(said: &str) -> String {
    let verdict = said.rfind("\nexercise ").map_or(0, |at| at + 1);
    let printed = said[..verdict].lines().count();
    if printed == 0 || said.lines().count() <= LINES {
        return shortened(said, LINES);
    }
    format!(
        "{}\n(before that it printed {})",
        shortened(&said[verdict..], LINES),
        count(printed, "line")
    )
}

/// The first errors of the compiler.
fn first_errors(build: &Build) -> String {
    let mut text = String::from("it does not compile yet:\n");
    for error in build.errors.iter().take(ERRORS) {
        text.push('\n');
        text.push_str(&shortened(error.trim_end(), ERROR_LINES));
        text.push('\n');
    }
    let more = build.errors.len().saturating_sub(ERRORS);
    if more > 0 {
        text.extend(["\n(and ", &more.to_string(), " more)\n"]);
    }
    text.trim_end().to_owned()
}

/// The first lines of a text, and how many were left out.
fn shortened(text: &str, most: usize) -> String {
    let count = text.lines().count();
    if count <= most {
        return text.to_owned();
    }
    let first: Vec<&str> = text.lines().take(most).collect();
    format!("{}\n… ({} more lines)", first.join("\n"), count - most)
}

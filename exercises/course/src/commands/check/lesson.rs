//! The four properties, for one lesson.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use super::Report;
use super::scratch::Scratch;
use crate::error::{Problem, Result};
use crate::files::Tree;
use crate::holes::{Hole, HoleId};
use crate::lesson::Lesson;
use crate::manifest::{Exercise, Mistake};
use crate::stub::{at_indent, fill};
use crate::workspace::Workspace;

/// An untouched lesson prints fewer lines than this.
const UNTOUCHED_LINES: usize = 100;
/// What cargo itself prints around the tests: compiling, finished, running, and "test failed, to rerun".
const CARGO_LINES: usize = 4;

/// A lesson under check.
struct Check<'a> {
    ws: &'a Workspace,
    lesson: &'a Lesson,
    exercises: Vec<&'a Exercise>,
    stub: Tree,
    /// The reference's bodies.
    bodies: BTreeMap<HoleId, Hole>,
    bar: ProgressBar,
}

/// Checks one lesson, or one of its exercises.
pub(super) fn check(
    ws: &Workspace,
    lesson: &Lesson,
    only: Option<&String>,
    jobs: usize,
    report: &mut Report,
) -> Result<()> {
    let reference = lesson.scan_reference()?;
    if !reference.problems.is_empty() {
        // No stub can be made of this.
        report.problems.extend(reference.problems);
        return Ok(());
    }
    let wanted = |id: &str| only.is_none_or(|only| only == id);
    let holes = reference.holes.into_iter();
    let mut check = Check {
        ws,
        lesson,
        exercises: lesson
            .manifest
            .exercises
            .iter()
            .filter(|e| wanted(&e.id))
            .collect(),
        stub: lesson.fresh_stub()?,
        bodies: holes.map(|hole| (hole.id.clone(), hole)).collect(),
        bar: ProgressBar::hidden(),
    };
    let mut mistakes = lesson.mistakes()?;
    mistakes.retain(|mistake| wanted(&mistake.exercise));
    report.exercises += check.exercises.len();
    report.mistakes += mistakes.len();
    for exercise in &check.exercises {
        if !mistakes.iter().any(|m| m.exercise == exercise.id) {
            report.unchallenged.push(exercise.id.clone());
        }
    }
    report.problems.extend(check.form(&mistakes));
    mistakes.retain(|mistake| check.bodies.contains_key(&hole_id(mistake)));

    check.bar = ProgressBar::new(mistakes.len() as u64 + 2).with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len}  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let scratch = Scratch::new(ws, lesson, 0)?;
    report.problems.extend(check.untouched(&scratch)?);
    report.problems.extend(check.filled(&scratch)?);
    let mut found = check.wrong_answers(&mistakes, jobs)?;
    found.sort_by_key(|problem| problem.line);
    report.problems.extend(found);
    check.bar.finish_and_clear();
    Ok(())
}

/// The hole that a wrong answer goes into.
fn hole_id(mistake: &Mistake) -> HoleId {
    HoleId {
        exercise: mistake.exercise.clone(),
        name: mistake.hole.clone(),
    }
}

impl Check<'_> {
    fn tests_file(&self) -> PathBuf {
        self.lesson.shown.join("tests").join("exercises.rs")
    }

    fn at_mistake(&self, mistake: &Mistake, message: &str) -> Problem {
        Problem {
            file: self.lesson.shown.join("mistakes.toml"),
            line: mistake.line,
            message: format!("{} \"{}\" {message}", hole_id(mistake), mistake.name),
        }
    }

    /// What the toml files say must make sense before anything is built.
    fn form(&self, mistakes: &[Mistake]) -> Vec<Problem> {
        let mut found = Vec::new();
        for mistake in mistakes {
            if !self.bodies.contains_key(&hole_id(mistake)) {
                let of_it = self
                    .bodies
                    .keys()
                    .filter(|id| id.exercise == mistake.exercise);
                let names: Vec<String> = of_it.map(ToString::to_string).collect();
                let there = match names.as_slice() {
                    [] => "the lesson has no such exercise".to_owned(),
                    names => format!("there is {}", names.join(", ")),
                };
                found.push(self.at_mistake(
                    mistake,
                    &format!("is for a hole that is not there: {there}"),
                ));
            }
            if mistake.says.is_empty() {
                found.push(
                    self.at_mistake(mistake, "does not say what the failure must say"),
                );
            }
        }
        let list = self.lesson.shown.join("exercises.toml");
        for exercise in &self.exercises {
            let mut problem = |message: String| {
                found.push(Problem {
                    file: list.clone(),
                    line: 0,
                    message: format!("exercise {}: {message}", exercise.id),
                });
            };
            if !(2..=3).contains(&exercise.hints.len()) {
                problem(format!(
                    "{} hints; two or three are asked for",
                    exercise.hints.len()
                ));
            }
            let twins = self.lesson.manifest.exercises.iter();
            if twins.filter(|twin| twin.id == exercise.id).count() > 1 {
                problem("the id is given twice".to_owned());
            }
        }
        found
    }

    /// Properties 1 and 2.
    fn untouched(&self, scratch: &Scratch) -> Result<Vec<Problem>> {
        self.bar.set_message("the untouched stub");
        scratch.put_sources(&self.stub)?;
        let build = scratch.build()?;
        let mut found = Vec::new();
        let stub = |message: String| Problem {
            file: self.lesson.shown.join("src"),
            line: 0,
            message,
        };
        for warning in &build.warnings {
            let text = scratch.translate(warning);
            found.push(stub(format!("the untouched stub warns:\n{text}")));
        }
        let Some(program) = build.program else {
            let text = scratch.translate(&build.errors.join("\n"));
            found.push(stub(format!(
                "the untouched stub does not compile:\n{text}"
            )));
            return Ok(found);
        };
        for backtrace in ["0", "1", "full"] {
            let run = scratch.run(&program, None, backtrace)?;
            let lines = run.output.lines().count() + CARGO_LINES;
            if lines >= UNTOUCHED_LINES {
                found.push(stub(format!(
                    "untouched, the lesson prints {lines} lines with RUST_BACKTRACE={backtrace}; fewer than {UNTOUCHED_LINES} are asked for"
                )));
            }
            if run.timed_out || run.crashed {
                found.push(stub(
                    "untouched, the tests do not come to an end".to_owned(),
                ));
            }
            if backtrace != "0" {
                continue;
            }
            for exercise in &self.exercises {
                let test = exercise.test_name();
                let message = match run.results.get(&test) {
                    None => format!("there is no test `{test}`"),
                    Some(true) => format!("`{test}` passes on the untouched stub"),
                    Some(false) => continue,
                };
                found.push(self.at_tests(message));
            }
            for test in run.results.keys() {
                if !self
                    .lesson
                    .manifest
                    .exercises
                    .iter()
                    .any(|e| e.test_name() == *test)
                {
                    found.push(self.at_tests(format!(
                        "`{test}` belongs to no exercise of exercises.toml"
                    )));
                }
            }
        }
        self.bar.inc(1);
        Ok(found)
    }

    /// Property 3.
    fn filled(&self, scratch: &Scratch) -> Result<Vec<Problem>> {
        self.bar.set_message("the reference's answers");
        scratch.put_sources(&self.with(&BTreeMap::new()))?;
        let build = scratch.build()?;
        let Some(program) = build.program else {
            let text = scratch.translate(&build.errors.join("\n"));
            let message =
                format!("with the reference's answers it does not compile:\n{text}");
            return Ok(vec![self.at_tests(message)]);
        };
        let run = scratch.run(&program, None, "0")?;
        self.bar.inc(1);
        let failing = self.exercises.iter().filter_map(|exercise| {
            let test = exercise.test_name();
            // A test that is not there is named by `untouched`.
            (run.results.get(&test) == Some(&false) || run.crashed || run.timed_out)
                .then(|| {
                    let said =
                        scratch.translate(&run.failure(&test).unwrap_or_default());
                    self.at_tests(format!(
                        "`{test}` fails on the reference's answer:\n{said}"
                    ))
                })
        });
        Ok(failing.collect())
    }

    fn at_tests(&self, message: String) -> Problem {
        Problem {
            file: self.tests_file(),
            line: 0,
            message,
        }
    }

    /// The stub with the reference's bodies in its holes, except where another is given.
    fn with(&self, instead: &BTreeMap<HoleId, String>) -> Tree {
        let body = |hole: &Hole| {
            let other = instead
                .get(&hole.id)
                .map(|body| at_indent(body, &hole.indent));
            other.or_else(|| self.bodies.get(&hole.id).map(|own| own.body.clone()))
        };
        let stub = self.stub.iter();
        stub.map(|(path, text)| (path.clone(), fill(text, &body)))
            .collect()
    }

    /// Property 4. Each job has a workspace of its own and takes the next wrong answer.
    fn wrong_answers(&self, mistakes: &[Mistake], jobs: usize) -> Result<Vec<Problem>> {
        self.bar.set_message("wrong answers");
        let next = AtomicUsize::new(0);
        let found = Mutex::new(Vec::new());
        let work = |job: usize| -> Result<()> {
            let scratch = Scratch::new(self.ws, self.lesson, job)?;
            while let Some(mistake) = mistakes.get(next.fetch_add(1, Ordering::Relaxed))
            {
                if let Some(message) = self.wrong_answer(&scratch, mistake)? {
                    let problem = self.at_mistake(mistake, &message);
                    found
                        .lock()
                        .expect("no job panics while it holds the list")
                        .push(problem);
                }
                self.bar.inc(1);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let work = &work;
            let jobs: Vec<_> = (0..jobs.min(mistakes.len()))
                .map(|job| scope.spawn(move || work(job)))
                .collect();
            jobs.into_iter()
                .try_for_each(|job| job.join().expect("a job returns its errors"))
        })?;
        Ok(found
            .into_inner()
            .expect("no job panics while it holds the list"))
    }

    /// What is wrong with a wrong answer, if it is not rejected as it should be.
    fn wrong_answer(
        &self,
        scratch: &Scratch,
        mistake: &Mistake,
    ) -> Result<Option<String>> {
        let instead = BTreeMap::from([(hole_id(mistake), mistake.body.clone())]);
        scratch.put_sources(&self.with(&instead))?;
        let build = scratch.build()?;
        let Some(program) = build.program else {
            let first = build.errors.first().map_or("", String::as_str);
            let text = scratch.translate(first);
            return Ok(Some(format!("does not compile:\n{text}")));
        };
        let test = format!("exercise_{}", mistake.exercise.replace('.', "_"));
        let run = scratch.run(&program, Some(&test), "0")?;
        if run.timed_out {
            let message = "does not come to an end: check it in `judge::in_child`";
            return Ok(Some(message.to_owned()));
        }
        if run.crashed {
            let message = "crashes the tests: check it in `judge::in_child`";
            return Ok(Some(message.to_owned()));
        }
        if run.results.get(&test) != Some(&false) {
            return Ok(Some(format!("passes `{test}`")));
        }
        let said = scratch.translate(&run.failure(&test).unwrap_or_default());
        let lower = said.to_lowercase();
        let missing: Vec<String> = mistake
            .says
            .iter()
            .filter(|words| !lower.contains(&words.to_lowercase()))
            .map(|words| format!("\"{words}\""))
            .collect();
        Ok((!missing.is_empty()).then(|| {
            format!(
                "fails without saying {}. It says:\n{said}",
                missing.join(", ")
            )
        }))
    }
}

//! Building a lesson's tests with cargo, and running them.
//!
//! The test program is run by us, not by `cargo test`: then one that never ends can be ended, and a
//! single exercise costs no second start of cargo.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::error::{CourseError, Result};

/// Where the tests are in a lesson's library (see `lesson::TESTS`).
pub const MODULE: &str = "exercises::";

/// How long a lesson's tests may take in a check, beside others. Alone they take about a second.
pub const LIMIT: Duration = Duration::from_secs(120);

/// What a build came to.
#[derive(Debug, Default)]
pub struct Build {
    /// The test program, where everything compiled.
    pub program: Option<PathBuf>,
    /// The compiler's errors, as it prints them.
    pub errors: Vec<String>,
    /// Its warnings about the lesson.
    pub warnings: Vec<String>,
}

/// What cargo prints, one per line: only what is needed here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    executable: Option<PathBuf>,
    #[serde(rename = "message")]
    diagnostic: Option<Diagnostic>,
}

#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
}

/// Builds the test program of a package in the workspace at `root`, into `target` or where
/// cargo builds anyway.
///
/// # Errors
/// Where cargo cannot be started, or fails for another reason than an error in the code.
pub fn build(
    root: &Path,
    package: &str,
    package_dir: &Path,
    target: Option<&Path>,
) -> Result<Build> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(&cargo);
    if let Some(target) = target {
        command.env("CARGO_TARGET_DIR", target);
    }
    let output = command
        .args(["test", "--no-run", "--message-format=json"])
        .args(["--package", package, "--lib"])
        .current_dir(root)
        .env("CARGO_TERM_COLOR", "never")
        .stdin(Stdio::null())
        .output()
        .map_err(|source| CourseError::Start {
            program: cargo.to_string_lossy().into_owned(),
            source,
        })?;
    let manifest = package_dir.join("Cargo.toml");
    let mut build = Build::default();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Message>(line) else {
            continue;
        };
        if message.reason == "compiler-artifact" {
            build.program = message.executable.or(build.program);
        }
        let Some(diagnostic) = message.diagnostic else {
            continue;
        };
        let text = diagnostic.rendered.unwrap_or_default();
        if text.starts_with("error: aborting due to")
            || text.contains(" warning emitted")
        {
            continue;
        }
        match diagnostic.level.as_str() {
            level if level.starts_with("error") => build.errors.push(text),
            "warning" if message.manifest_path == manifest => build.warnings.push(text),
            _ => {}
        }
    }
    if output.status.success() {
        return Ok(build);
    }
    build.program = None;
    if build.errors.is_empty() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(CourseError::Cargo(said));
    }
    Ok(build)
}

/// What a run of a test program came to.
#[derive(Debug, Default)]
pub struct Run {
    /// By the test's name: whether it passed.
    pub results: BTreeMap<String, bool>,
    /// All that was printed, errors last.
    pub output: String,
    /// It ran longer than its limit and was ended.
    pub timed_out: bool,
    /// It ended without a result.
    pub crashed: bool,
}

impl Run {
    /// What a failing test printed.
    pub fn failure(&self, test: &str) -> Option<String> {
        let head = format!("---- {MODULE}{test} stdout ----");
        let mut lines = self.output.lines().skip_while(|line| *line != head);
        lines.next()?;
        let block: Vec<&str> = lines
            .take_while(|line| {
                *line != "failures:"
                    && !(line.starts_with("---- ") && line.ends_with(" stdout ----"))
            })
            .collect();
        Some(block.join("\n").trim().to_owned())
    }
}

/// Which tests to run, and how.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// One test by its whole name, or all.
    pub only: Option<&'a str>,
    /// What the shell's `RUST_BACKTRACE` is to be.
    pub backtrace: &'a str,
    /// How long it may take.
    pub limit: Duration,
}

/// Runs a test program in the folder of its package, as cargo would.
///
/// # Errors
/// Where it cannot be started.
pub fn run(program: &Path, package_dir: &Path, ask: Ask<'_>) -> Result<Run> {
    let mut command = Command::new(program);
    command
        .current_dir(package_dir)
        .env("CARGO_MANIFEST_DIR", package_dir)
        .env("RUST_BACKTRACE", ask.backtrace)
        // Plain text, whatever the terminal can do.
        .arg("--color=never")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(test) = ask.only {
        command.args(["--exact", &format!("{MODULE}{test}")]);
    }
    let mut child = command.spawn().map_err(|source| CourseError::Start {
        program: program.display().to_string(),
        source,
    })?;
    let out = drain(child.stdout.take());
    let err = drain(child.stderr.take());
    let timed_out = !ended(&mut child, ask.limit);
    let out = out.join().unwrap_or_default();
    let err = err.join().unwrap_or_default();
    let mut run = Run {
        results: results(&out),
        timed_out,
        crashed: !timed_out && !out.contains("\ntest result: "),
        output: out,
    };
    run.output.push_str(&err);
    Ok(run)
}

/// libtest's lines `test exercises::exercise_1_4 ... ok`.
fn results(output: &str) -> BTreeMap<String, bool> {
    output
        .lines()
        .filter_map(|line| {
            let (name, result) = line.strip_prefix("test ")?.split_once(" ... ")?;
            let name = name.strip_prefix(MODULE)?;
            match result {
                "ok" => Some((name.to_owned(), true)),
                "FAILED" => Some((name.to_owned(), false)),
                _ => None,
            }
        })
        .collect()
}

/// Waits for the end, at most `limit`; ends it then, and says so.
fn ended(child: &mut Child, limit: Duration) -> bool {
    let began = Instant::now();
    let mut pause = Duration::from_millis(1);
    while matches!(child.try_wait(), Ok(None)) {
        if began.elapsed() > limit {
            // It may have ended just now, and then there is nothing to end.
            let _ = child.kill();
            let _ = child.wait();
            return false;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    true
}

fn drain(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What could be read before an error is still worth showing.
            let _ = pipe.read_to_end(&mut bytes);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_is_read() {
        let output = "\nrunning 3 tests\ntest exercises::exercise_1_1 ... ok\ntest exercises::exercise_1_2 ... FAILED\ntest exercises::exercise_1_3 ... ignored\n\nfailures:\n\n---- exercises::exercise_1_2 stdout ----\nexercise 1.2, value: two\nlines\n\n\nfailures:\n    exercises::exercise_1_2\n\ntest result: FAILED. …\n";
        let run = Run {
            results: results(output),
            output: output.to_owned(),
            ..Run::default()
        };
        assert_eq!(run.results.len(), 2);
        assert!(run.results["exercise_1_1"] && !run.results["exercise_1_2"]);
        assert_eq!(
            run.failure("exercise_1_2").as_deref(),
            Some("exercise 1.2, value: two\nlines")
        );
        assert_eq!(run.failure("exercise_1_1"), None);
    }
}

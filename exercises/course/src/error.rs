//! What can go wrong, in words that say what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The result of everything here that meets files, learners or cargo.
pub type Result<T> = std::result::Result<T, CourseError>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CourseError {
    /// A file or folder could not be read, written, moved or removed.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was tried: "read", "write" …
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A TOML file does not say what it should.
    #[error("{}: {message}", path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// What is wrong in it, with line and column where they are known.
        message: String,
    },
    /// Markers of holes are missing or do not fit.
    #[error("{}{advice}", list(problems))]
    Markers {
        /// Each with file and line.
        problems: Vec<Problem>,
        /// What mends it; begins with a line break where it is not empty.
        advice: String,
    },
    /// No exercise has this id.
    #[error("there is no exercise {id}. {near}")]
    UnknownExercise {
        /// As it was asked for.
        id: String,
        /// What was perhaps meant, and what there is.
        near: String,
    },
    /// No lesson has this number or name.
    #[error("there is no lesson {name}. {ranges}")]
    UnknownLesson {
        /// As it was asked for.
        name: String,
        /// What there is.
        ranges: String,
    },
    /// No workspace of the course above the current folder.
    #[error(
        "this is not the course's folder: no Cargo.toml with [workspace] and a folder `exercises` beside it, here or above"
    )]
    NoWorkspace,
    /// A program could not be started.
    #[error("cannot start {program}: {source}")]
    Start {
        /// The program.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// Cargo failed for a reason that is not in the lesson's code.
    #[error("cargo failed:\n{0}")]
    Cargo(String),
    /// Watching a folder failed.
    #[error("cannot watch the lesson's files: {0}")]
    Watch(#[from] notify::Error),
    /// A refusal, with its reason and the way on.
    #[error("{0}")]
    Refused(String),
}

impl CourseError {
    /// For `map_err` after a call of `std::fs`.
    pub fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File {
            action,
            path,
            source,
        }
    }
}

/// Something wrong at one place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Relative to the repository's root.
    pub file: PathBuf,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file.display(), self.message),
            line => write!(f, "{}:{line}: {}", self.file.display(), self.message),
        }
    }
}

fn list(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

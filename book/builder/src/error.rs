//! What can go wrong, in sentences that say where and what to do.

use std::fmt;
use std::path::PathBuf;

use crate::directives::quiz::QuizError;
use crate::lessons::LessonError;
use crate::results::ResultsError;
use crate::source::SourceError;

/// A mistake in one directive or formula; [`Problem`] adds the place.
#[derive(Debug, thiserror::Error)]
pub enum DirectiveError {
    /// The name after `{{#` is not one of ours or mdBook's.
    #[error(
        "unknown directive `{{{{#{0}}}}}`; the book knows listing, output, figure, widget, value, table, exercises and exercise"
    )]
    Unknown(String),
    /// `{{#` without its `}}`.
    #[error("this `{{{{#` is never closed: `}}}}` must follow in the same paragraph")]
    Unclosed,
    /// A dollar sign that belongs to no formula.
    #[error(
        "this `$` opens no formula: no space stands just inside a formula's two `$`, its braces balance, and a dollar sign is `\\$`"
    )]
    LoneDollar,
    /// The words after the name do not have the directive's form.
    #[error("write it as `{{{{#{0}}}}}`")]
    Usage(&'static str),
    /// A block directive shares its line with text.
    #[error("`{{{{#{0}}}}}` makes a block: put it on a line of its own")]
    NotAlone(String),
    /// A listing that could not be cut out.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A figure name that nobody draws.
    #[error("no figure `{name}`; there are: {known}")]
    NoFigure {
        /// The name asked for.
        name: String,
        /// The names that exist, comma-separated.
        known: String,
    },
    /// A widget name that has no file.
    #[error("no widget `{name}`; there are: {known}")]
    NoWidget {
        /// The name asked for.
        name: String,
        /// The names that exist, comma-separated.
        known: String,
    },
    /// A number or table that is not in book/results.
    #[error(transparent)]
    Results(#[from] ResultsError),
    /// A lesson or exercise that is not there.
    #[error(transparent)]
    Lesson(#[from] LessonError),
    /// A malformed quiz.
    #[error(transparent)]
    Quiz(#[from] QuizError),
    /// A formula KaTeX cannot read.
    #[error("KaTeX cannot read `{tex}`: {message}")]
    Maths {
        /// The formula.
        tex: String,
        /// What KaTeX says.
        message: String,
    },
}

impl DirectiveError {
    /// How many lines below its first line the mistake is, where a directive has several.
    pub(crate) fn offset(&self) -> usize {
        match self {
            Self::Quiz(quiz) => quiz.offset,
            _ => 0,
        }
    }
}

/// A mistake with its place: `book/src/lesson-1/tape.md:12: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the repository, with forward slashes.
    pub file: String,
    /// The line, counted from 1; 0 where a line makes no sense.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// All mistakes of one pass, one per line, so that they can be mended in one go.
#[derive(Debug)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Why the book could not be built or served.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// Started outside the repository.
    #[error(
        "found no book/book.toml in {0} or a folder above it: run this inside the repository"
    )]
    NoProject(PathBuf),
    /// Mistakes in the chapters' text.
    #[error("the book's text has mistakes:\n{0}")]
    Text(Problems),
    /// Links that lead nowhere, or out of the book.
    #[error("the built pages have broken links:\n{0}")]
    Links(Problems),
    /// A figure or a copied file failed while the finished pages were being filled.
    #[error("the pages could not be finished:\n{0}")]
    Fill(Problems),
    /// A file that could not be read or written.
    #[error("cannot {what} {path}: {source}")]
    Io {
        /// "read", "write", …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The lessons' lines that neither a listing prints nor an exercise asks for.
    #[error("{0}")]
    Woven(String),
    /// mdBook's own complaint, with its causes.
    #[error("mdBook: {0}")]
    Mdbook(String),
    /// What the ordinary mdbook sent on standard input was not a book.
    #[error("this command is for mdbook, which sends the book on standard input: {0}")]
    Input(serde_json::Error),
    /// The port is taken or not allowed.
    #[error("cannot serve on 127.0.0.1:{port} ({reason}): choose another with `cargo book --port {}`", other_port(*port))]
    Port {
        /// The port asked for.
        port: u16,
        /// The system's reason.
        reason: String,
    },
    /// The file watcher could not start.
    #[error("cannot watch the book's files for changes: {0}")]
    Watch(#[from] notify::Error),
}

fn other_port(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(3000)
}

impl BookError {
    /// An [`BookError::Io`] for use in `map_err`.
    pub fn io(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    /// mdBook's error as one line: the outermost message and its causes. Our own errors come back as they went in.
    pub fn from_mdbook(error: mdbook_preprocessor::errors::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(ours) => ours,
            Err(other) => Self::Mdbook(format!("{other:#}")),
        }
    }
}

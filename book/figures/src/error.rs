//! What can keep a figure from being drawn or an experiment from being run.

use std::path::PathBuf;

/// Why a figure could not be drawn, or an experiment could not be run.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// A file of results cannot be read or written.
    #[error("cannot {what} {}: {reason}; `cargo run --release -p figures -- {command}` writes it", path.display())]
    File {
        /// "read" or "write".
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's words.
        reason: String,
        /// The command that writes the file, after `--`.
        command: String,
    },
    /// A file of results does not hold what the figure needs.
    #[error(
        "{file}.csv: {reason}; run `cargo run --release -p figures -- experiment all` to make it anew"
    )]
    Results {
        /// The file's name without its ending.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A data set could not be made.
    #[error("a data set could not be made: {0}")]
    Data(#[from] datasets::DatasetError),
    /// The plotting library refused.
    #[error("the plot could not be drawn: {0}")]
    Plot(String),
    /// There is no experiment, or no figure, of that name.
    #[error("no {kind} `{name}`; there are: {known}")]
    Unknown {
        /// "figure" or "experiment".
        kind: &'static str,
        /// The name that was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
}

//! What must hold between the parts of the course. The tests stand in this folder:
//!
//! | test | what it holds |
//! |---|---|
//! | `lesson-1` to `lesson-5` | the lesson's own test file passes on the reference |
//! | `golden`, `golden-backprop`, `golden-optimizers`, `golden-convolution` | operations, losses, a training step, the paths of optimizers, convolutions and a LeNet, published examples and digits agree with independent references |
//! | `allocation`, `allocation-backprop`, `allocation-optimizers`, `allocation-convolution` | a tape, a training step, an optimizer's step and a step of LeNet allocate nothing the second time |
//! | `shapes` | every public function names the shapes that do not fit |
//! | `damaged-weights` | a damaged file of weights is an error in words, and costs little memory |
//! | `dependencies` | arrows point downward; root files are tables of contents; files stay short |
//! | `readme` | README.md's numbers, report and commands are true |
//! | `portable` | no machine's paths, no registry's address, no name that a system cannot hold |
//!
//! The book has a package of its own, `book`. That the lessons' stubs are what `cargo course sync`
//! writes is not tested here but by `cargo course check`: a learner changes the stubs, and a
//! learner's work never turns `cargo test` red.
//!
//! This library holds what these tests share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's root.
///
/// # Panics
/// If this package is not in a folder of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("tests/ stands in the repository")
        .to_path_buf()
}

/// A text file of the repository, with line ends as on Unix.
///
/// # Panics
/// If it cannot be read, with its name.
pub fn read(path: &str) -> String {
    let text = fs::read_to_string(root().join(path));
    text.unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
        .replace("\r\n", "\n")
}

/// All files below a folder of the repository that end in `.ending`, relative to the root and with forward
/// slashes, in alphabetical order.
///
/// # Panics
/// If a folder cannot be read, with its name.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join(folder));
    for entry in entries.unwrap_or_else(|error| panic!("cannot read {folder}: {error}"))
    {
        let entry =
            entry.unwrap_or_else(|error| panic!("cannot read {folder}: {error}"));
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files(&path, ending));
        } else if entry.path().extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files that git knows, relative to the root; nothing where this is not a clone or git is
/// not installed.
pub fn committed() -> Option<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .ok()?;
    let names = String::from_utf8(listed.stdout).ok()?;
    let names: Vec<_> = names
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    (listed.status.success() && !names.is_empty()).then_some(names)
}

/// A table of reference values: the cells of each row, without the comments and the row of names.
///
/// # Panics
/// If the file cannot be read, or a row has not as many cells as there are names.
pub fn table(path: &str) -> Vec<Vec<String>> {
    let text = read(path);
    let mut rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let names = rows.next().unwrap_or_default();
    let rows: Vec<_> = rows.collect();
    assert!(
        rows.iter().all(|row| row.len() == names.len()),
        "{path}: a row with a missing cell"
    );
    assert!(!rows.is_empty(), "{path} has no rows");
    rows
}

//! All that is generated of a lesson, and how the files on disk differ from it.

use std::path::{Path, PathBuf};

use crate::error::Result;
use crate::files::{self, Tree};
use crate::lesson::Lesson;
use crate::stub_manifest::stub_manifest;

/// The generated files of a lesson, relative to its folder: `Cargo.toml` and `src/…`.
///
/// # Errors
/// Where a file cannot be read, or the reference's markers do not fit.
pub fn generated(lesson: &Lesson) -> Result<Tree> {
    let mut tree: Tree = lesson
        .fresh_stub()?
        .into_iter()
        .map(|(path, text)| (Path::new("src").join(path), text))
        .collect();
    tree.insert(PathBuf::from("Cargo.toml"), stub_manifest(lesson)?);
    Ok(tree)
}

/// The same files as they are on disk, and with them whatever else lies in `src`.
///
/// # Errors
/// Where a file cannot be read.
pub fn on_disk(lesson: &Lesson) -> Result<Tree> {
    let mut tree: Tree = files::read_tree(&lesson.src())?
        .into_iter()
        .map(|(path, text)| (Path::new("src").join(path), text))
        .collect();
    let manifest = lesson.dir.join("Cargo.toml");
    if manifest.is_file() {
        tree.insert(PathBuf::from("Cargo.toml"), files::read(&manifest)?);
    }
    Ok(tree)
}

/// How one file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is to be written and is not there.
    New,
    /// Its text differs.
    Changed,
    /// It is there and belongs to nothing.
    Extra,
}

/// The files by which `now` differs from `wanted`.
pub fn changes(wanted: &Tree, now: &Tree) -> Vec<(PathBuf, Change)> {
    let mut found: Vec<(PathBuf, Change)> = wanted
        .iter()
        .filter_map(|(path, text)| match now.get(path) {
            None => Some((path.clone(), Change::New)),
            Some(old) if old != text => Some((path.clone(), Change::Changed)),
            Some(_) => None,
        })
        .collect();
    let extra = now.keys().filter(|path| !wanted.contains_key(*path));
    found.extend(extra.map(|path| (path.clone(), Change::Extra)));
    found
}

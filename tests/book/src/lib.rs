//! What must hold of the book.
//!
//! | test | what it holds |
//! |---|---|
//! | documentation tests | every Rust block of every chapter compiles and runs |
//! | `chapters` | every file is a chapter, every fence has a language |
//! | `pages` | the built pages are whole, and load nothing from elsewhere |
//! | `browser` | Chromium opens each page without complaint, in light and dark, wide and narrow |
//!
//! The chapters' blocks are documentation tests of the modules that the build script makes: a
//! failure is named by file and line of the chapter.
//!
//! This library holds what the tests share.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use builder::{Drawing, Project, press};

#[cfg(doctest)]
include!(concat!(env!("OUT_DIR"), "/chapters.rs"));

/// The repository, with the figures of its book.
///
/// # Panics
/// If this package is not two folders below the root.
pub fn project() -> Project {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here
        .ancestors()
        .nth(2)
        .expect("tests/book stands in the repository");
    Project::new(root, Drawing::all())
}

/// Builds the book, which also follows every link between its pages; the answer is their folder,
/// or what the builder says. A test program builds once.
pub fn build() -> &'static Result<PathBuf, String> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let project = project();
        press::build(&project).map_err(|error| error.to_string())?;
        Ok(project.html())
    })
}

/// The folder of the built pages.
///
/// # Panics
/// If the book does not build.
pub fn built() -> &'static Path {
    let Ok(html) = build() else {
        panic!("the book does not build: `cargo book build` says why");
    };
    html
}

/// All files below `folder` with that ending, in alphabetical order, relative to it and with
/// forward slashes.
///
/// # Panics
/// If a folder cannot be read, with its name.
pub fn files(folder: &Path, ending: &str) -> Vec<String> {
    let all = builder::fill::files(folder).unwrap_or_else(|error| panic!("{error}"));
    let name = |path: &Path| {
        builder::project::slashes(path.strip_prefix(folder).unwrap_or(path))
    };
    let wanted =
        |path: &&PathBuf| path.extension().is_some_and(|found| found == ending);
    all.iter().filter(wanted).map(|path| name(path)).collect()
}

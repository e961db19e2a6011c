//! A workspace of one lesson, beside the learner's.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::{self, Ask, Build, LIMIT, Run};
use crate::error::{CourseError, Result};
use crate::files::{self, Tree};
use crate::lesson::Lesson;
use crate::stub_manifest::{scratch_lesson_manifest, scratch_manifest};
use crate::workspace::Workspace;

/// A copy of a lesson in a workspace of its own.
pub(super) struct Scratch {
    root: PathBuf,
    lesson: PathBuf,
    /// The lesson's folder, as messages are to call it.
    shown: PathBuf,
    package: String,
    target: PathBuf,
}

impl Scratch {
    /// Makes the workspace, the `number`-th of its lesson, without sources yet.
    pub(super) fn new(ws: &Workspace, lesson: &Lesson, number: usize) -> Result<Self> {
        let target = ws.target();
        let root = target
            .join("course")
            .join("check")
            .join(format!("{}-{number}", lesson.package()));
        // Cargo names what it builds after the package and its folder within the workspace. Two jobs
        // share the target folder, so their folders have different names.
        let folder = format!("job-{number}");
        let scratch = Self {
            lesson: root.join(&folder),
            shown: lesson.shown.clone(),
            package: lesson.package(),
            root,
            target,
        };
        files::write_if_changed(
            &scratch.root.join("Cargo.toml"),
            &scratch_manifest(&ws.root, &folder)?,
        )?;
        let manifest = scratch_lesson_manifest(lesson)?;
        files::write_if_changed(&scratch.lesson.join("Cargo.toml"), &manifest)?;
        let lock = ws.root.join("Cargo.lock");
        if lock.is_file() {
            let copy = scratch.root.join("Cargo.lock");
            fs::copy(&lock, &copy).map_err(CourseError::file("copy", &lock))?;
        }
        let tests = files::read_tree(&lesson.dir.join("tests"))?;
        scratch.put(Path::new("tests"), &tests)?;
        Ok(scratch)
    }

    /// Writes the sources; only files that differ, so that cargo rebuilds only what it must.
    pub(super) fn put_sources(&self, sources: &Tree) -> Result<()> {
        self.put(Path::new("src"), sources)
    }

    fn put(&self, below: &Path, tree: &Tree) -> Result<()> {
        let folder = self.lesson.join(below);
        for path in files::read_tree(&folder)?.keys() {
            if !tree.contains_key(path) {
                files::remove(&folder.join(path))?;
            }
        }
        for (path, text) in tree {
            files::write_if_changed(&folder.join(path), text)?;
        }
        Ok(())
    }

    /// Builds the tests.
    pub(super) fn build(&self) -> Result<Build> {
        cargo::build(&self.root, &self.package, &self.lesson, Some(&self.target))
    }

    /// Runs a test, or all.
    pub(super) fn run(
        &self,
        program: &Path,
        only: Option<&str>,
        backtrace: &str,
    ) -> Result<Run> {
        let ask = Ask {
            only,
            backtrace,
            limit: LIMIT,
        };
        cargo::run(program, &self.lesson, ask)
    }

    /// A message with the paths as they are in the repository.
    pub(super) fn translate(&self, text: &str) -> String {
        let folder = self
            .lesson
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let shown = self.shown.to_string_lossy();
        text.trim_end()
            .replace(&format!("{folder}/"), &format!("{shown}/"))
            .replace(&format!("{folder}\\"), &format!("{shown}\\"))
    }
}

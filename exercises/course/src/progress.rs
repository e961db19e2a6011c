//! What a learner has done: `.gradus/progress.toml`, readable, keyed by exercise id.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::{CourseError, Result};
use crate::files;
use crate::lesson::Lesson;

const HEAD: &str = "\
# Your progress, written by `cargo course`. It may be read, copied, or deleted; it is not part of the repository.
# Ids that the course no longer has do no harm.
";

/// The file.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Progress {
    /// By exercise id.
    #[serde(default)]
    pub exercise: BTreeMap<String, Entry>,
    /// By package name: what the last run of a lesson's tests found.
    #[serde(default)]
    pub lesson: BTreeMap<String, LastRun>,
    #[serde(skip)]
    path: PathBuf,
}

/// One exercise.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Entry {
    /// The day it first passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<String>,
    /// How many hints were shown.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub hints: usize,
}

/// The last run of a lesson's tests. It counts as long as the sources are the same.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
pub struct LastRun {
    /// Of everything that the result depends on.
    pub fingerprint: String,
    /// The exercises that passed.
    pub passing: Vec<String>,
    /// The first error, where the lesson did not compile.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub error: String,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Progress {
    /// Reads the file of the repository at `root`; none is an empty one.
    ///
    /// # Errors
    /// Where it is there and cannot be understood: it is not overwritten then.
    pub fn load(root: &Path) -> Result<Self> {
        let path = root.join(".gradus").join("progress.toml");
        if !path.exists() {
            return Ok(Self {
                path,
                ..Self::default()
            });
        }
        let text = files::read(&path)?;
        let mut progress: Self =
            toml_edit::de::from_str(&text).map_err(|error| CourseError::Toml {
                path: path.clone(),
                message: format!(
                    "{}\nmend the file, or move it away to begin anew",
                    error.to_string().trim_end()
                ),
            })?;
        progress.path = path;
        Ok(progress)
    }

    /// Writes the file: beside it first, then in its place, so that it is never half written.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn save(&self) -> Result<()> {
        let text = toml_edit::ser::to_string_pretty(self).map_err(|error| {
            CourseError::Toml {
                path: self.path.clone(),
                message: error.to_string(),
            }
        })?;
        let text = format!("{HEAD}\n{text}");
        if fs::read_to_string(&self.path).is_ok_and(|old| old == text) {
            return Ok(());
        }
        let beside = self.path.with_extension("toml.new");
        files::write(&beside, &text)?;
        fs::rename(&beside, &self.path).map_err(CourseError::file("write", &self.path))
    }

    /// Notes that an exercise passes; the day is that of the first time.
    pub fn pass(&mut self, id: &str) {
        let entry = self.exercise.entry(id.to_owned()).or_default();
        entry.passed.get_or_insert_with(clock::today);
    }

    /// Whether an exercise has ever passed.
    pub fn has_passed(&self, id: &str) -> bool {
        let entry = self.exercise.get(id);
        entry.is_some_and(|entry| entry.passed.is_some())
    }

    /// How many hints of an exercise were shown.
    pub fn hints(&self, id: &str) -> usize {
        self.exercise.get(id).map_or(0, |entry| entry.hints)
    }
}

/// A number that changes with whatever a lesson's result depends on: its sources and tests, the
/// library under them, the versions of the dependencies.
///
/// # Errors
/// Where a file cannot be read.
pub fn fingerprint(root: &Path, lesson: &Lesson) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for name in ["Cargo.toml", "Cargo.lock"] {
        fs::read(root.join(name))
            .unwrap_or_default()
            .hash(&mut hasher);
    }
    let own = ["Cargo.toml", "exercises.toml"].map(|name| lesson.dir.join(name));
    for path in own {
        fs::read(path).unwrap_or_default().hash(&mut hasher);
    }
    let mut folders = vec![lesson.src(), lesson.dir.join("tests")];
    for above in ["crates", "exercises/judge"] {
        sources(&root.join(above), &mut folders);
    }
    for folder in folders {
        files::read_tree(&folder)?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// The `src` folders of a crate, or of the crates in a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let own = folder.join("src");
    if own.is_dir() {
        found.push(own);
        return;
    }
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    let mut crates: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path().join("src")))
        .filter(|src| src.is_dir())
        .collect();
    crates.sort();
    found.append(&mut crates);
}

//! The lessons' `exercises.toml`, and where the holes are in the learner's files.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::project::{Project, slashes};

/// A lesson or exercise that is not there.
#[derive(Debug, thiserror::Error)]
pub enum LessonError {
    /// The file cannot be read or is not what it should be.
    #[error("exercises/lesson-{lesson}/exercises.toml: {reason}")]
    Unreadable {
        /// The lesson's number.
        lesson: u32,
        /// The reason.
        reason: String,
    },
    /// The lesson has no such exercise.
    #[error(
        "no exercise `{id}` in exercises/lesson-{lesson}/exercises.toml; it has: {known}"
    )]
    NoExercise {
        /// The lesson's number.
        lesson: u32,
        /// The id asked for.
        id: String,
        /// The ids it has.
        known: String,
    },
    /// The exercise has no hole anywhere.
    #[error(
        "exercise {id} has no hole: neither exercises/lesson-{lesson}/src nor {reference}/src marks one; `cargo course sync` writes the stub"
    )]
    NoHole {
        /// The exercise.
        id: String,
        /// The lesson's number.
        lesson: u32,
        /// The reference crate's folder.
        reference: String,
    },
}

/// What `exercises.toml` says of a lesson.
#[derive(Debug, Deserialize)]
pub struct Lesson {
    /// The lesson's number.
    pub lesson: u32,
    /// Its title.
    pub title: String,
    /// The folder of the crate that solves it, relative to the root.
    pub reference: String,
    /// The exercises, in their order.
    #[serde(rename = "exercise")]
    pub exercises: Vec<Exercise>,
}

/// One exercise.
#[derive(Debug, Deserialize)]
pub struct Exercise {
    /// Lesson and number: "1.4".
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is worth.
    pub points: u32,
    /// The chapter in book/src that asks for it, perhaps with an anchor.
    pub section: String,
}

impl Exercise {
    /// The name of its test: `exercise_1_4`.
    fn test_name(&self) -> String {
        format!("exercise_{}", self.id.replace('.', "_"))
    }

    /// "1 point", "2 points".
    pub fn worth(&self) -> String {
        points(self.points)
    }
}

/// "1 point", "2 points".
pub fn points(count: u32) -> String {
    if count == 1 {
        "1 point".to_owned()
    } else {
        format!("{count} points")
    }
}

/// Where a learner writes.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, relative to the root, with forward slashes.
    pub file: String,
    /// The line of the hole, from 1, where the stub marks it.
    pub line: Option<usize>,
}

impl Lesson {
    /// What tests one exercise: `cargo test -p lesson-1 exercise_1_4`.
    ///
    /// A filter of libtest is part of a name: `exercise_1_1` alone would run 1.10 as well.
    pub fn command(&self, exercise: &Exercise) -> String {
        let name = exercise.test_name();
        let others = self.exercises.iter().map(Exercise::test_name);
        let alike = others.filter(|other| other.starts_with(&name)).count();
        let (module, exact) = if alike > 1 {
            ("exercises::", " -- --exact")
        } else {
            ("", "")
        };
        format!("cargo test -p lesson-{} {module}{name}{exact}", self.lesson)
    }

    /// Reads a lesson's `exercises.toml`.
    ///
    /// # Errors
    /// [`LessonError::Unreadable`].
    pub fn read(project: &Project, number: u32) -> Result<Self, LessonError> {
        let unreadable = |reason: String| LessonError::Unreadable {
            lesson: number,
            reason,
        };
        let path = project.lesson(number).join("exercises.toml");
        let text =
            fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        toml::from_str(&text)
            .map_err(|error| unreadable(error.to_string().trim().to_owned()))
    }

    /// The lesson and the exercise with that id ("1.4").
    ///
    /// # Errors
    /// An id without a lesson's number, or one that the lesson does not have.
    pub fn with_exercise(
        project: &Project,
        id: &str,
    ) -> Result<(Self, usize), LessonError> {
        let number = id
            .split('.')
            .next()
            .and_then(|lesson| lesson.parse().ok())
            .unwrap_or(0);
        let lesson = Self::read(project, number)?;
        match lesson
            .exercises
            .iter()
            .position(|exercise| exercise.id == id)
        {
            Some(at) => Ok((lesson, at)),
            None => Err(LessonError::NoExercise {
                lesson: number,
                id: id.to_owned(),
                known: lesson.ids(),
            }),
        }
    }

    fn ids(&self) -> String {
        let ids: Vec<_> = self
            .exercises
            .iter()
            .map(|exercise| exercise.id.as_str())
            .collect();
        ids.join(", ")
    }

    /// The holes of an exercise, by file and line.
    ///
    /// The stub's markers say the line. A learner who removed them still gets the file, from the reference.
    ///
    /// # Errors
    /// [`LessonError::NoHole`].
    pub fn places(
        &self,
        project: &Project,
        id: &str,
    ) -> Result<Vec<Place>, LessonError> {
        let stub = project.lesson(self.lesson).join("src");
        let mut found = Vec::new();
        for path in rust_files(&stub) {
            for (number, line) in read(&path).lines().enumerate() {
                if marks(line.trim(), &format!("// >>> exercise {id}")) {
                    // The hole itself begins on the next line.
                    let place = Place {
                        file: project.display(&path),
                        line: Some(number + 2),
                    };
                    found.push(place);
                }
            }
        }
        if found.is_empty() {
            let reference = project.root().join(&self.reference).join("src");
            let anchor = format!("// ANCHOR: exercise_{}", id.replace('.', "_"));
            for path in rust_files(&reference) {
                if read(&path).lines().any(|line| marks(line.trim(), &anchor)) {
                    let inner = slashes(path.strip_prefix(&reference).unwrap_or(&path));
                    let file = format!("exercises/lesson-{}/src/{inner}", self.lesson);
                    found.push(Place { file, line: None });
                }
            }
        }
        if found.is_empty() {
            return Err(LessonError::NoHole {
                id: id.to_owned(),
                lesson: self.lesson,
                reference: self.reference.clone(),
            });
        }
        Ok(found)
    }
}

/// `line` is the marker `start`, and not that of exercise 1.40 for 1.4.
fn marks(line: &str, start: &str) -> bool {
    line.strip_prefix(start)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// All `.rs` files below a folder, in a fixed order; none where the folder is missing.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_is_not_mistaken_for_a_longer_id() {
        assert!(marks(
            "// >>> exercise 1.4: your code",
            "// >>> exercise 1.4"
        ));
        assert!(marks(
            "// >>> exercise 1.4 (ln): your code",
            "// >>> exercise 1.4"
        ));
        assert!(!marks(
            "// >>> exercise 1.40: your code",
            "// >>> exercise 1.4"
        ));
        assert!(marks(
            "// ANCHOR: exercise_1_4_ln",
            "// ANCHOR: exercise_1_4"
        ));
    }

    #[test]
    fn points_are_counted_in_words() {
        assert_eq!(
            (points(1), points(3)),
            ("1 point".to_owned(), "3 points".to_owned())
        );
    }
}

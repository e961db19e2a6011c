//! The repository: where it is, and which lessons it has.

use std::env;
use std::path::{Path, PathBuf};

use crate::error::{CourseError, Result};
use crate::files;
use crate::lesson::Lesson;

/// The course's repository on this machine.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub root: PathBuf,
    /// In their order.
    pub lessons: Vec<Lesson>,
}

impl Workspace {
    /// Finds the repository at or above the current folder (or where this program was compiled)
    /// and reads its lessons.
    ///
    /// # Errors
    /// Where there is none, or a lesson's `exercises.toml` cannot be read.
    pub fn find() -> Result<Self> {
        let here =
            env::current_dir().map_err(CourseError::file("find", Path::new(".")))?;
        let root = here
            .ancestors()
            .chain(Path::new(env!("CARGO_MANIFEST_DIR")).ancestors())
            .find(|folder| is_root(folder))
            .ok_or(CourseError::NoWorkspace)?;
        Self::open(root)
    }

    /// Reads the lessons of the repository at `root`.
    ///
    /// # Errors
    /// Where a lesson's `exercises.toml` cannot be read.
    pub fn open(root: &Path) -> Result<Self> {
        let folder = root.join("exercises");
        let mut lessons = Vec::new();
        let entries = folder
            .read_dir()
            .map_err(CourseError::file("read", &folder))?;
        for entry in entries {
            let dir = entry.map_err(CourseError::file("read", &folder))?.path();
            if dir.join("exercises.toml").is_file() {
                lessons.push(Lesson::open(root, &dir)?);
            }
        }
        lessons.sort_by_key(|lesson| lesson.manifest.lesson);
        Ok(Self {
            root: root.to_owned(),
            lessons,
        })
    }

    /// Where cargo puts what it builds.
    pub fn target(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR")
            .filter(|dir| !dir.is_empty())
            .map_or_else(|| self.root.join("target"), PathBuf::from);
        std::path::absolute(&target).unwrap_or(target)
    }

    /// A path as a learner reads it: relative to the repository.
    pub fn relative<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// A lesson by its number or its package's name (`2`, `lesson-2`), if that is what this is.
    pub fn lesson(&self, name: &str) -> Option<&Lesson> {
        let number = name.trim().trim_start_matches("lesson");
        let number = number.trim_start_matches(['-', '_', ' ']);
        self.lessons
            .iter()
            .find(|lesson| lesson.manifest.lesson.to_string() == number)
    }

    /// What to say where there is no such lesson.
    pub fn unknown_lesson(&self, name: &str) -> CourseError {
        CourseError::UnknownLesson {
            name: name.to_owned(),
            ranges: self.ranges(),
        }
    }

    /// The lesson and the place in it of an exercise, by its id in any usual form (`1.4`, `exercise_1_4`).
    ///
    /// # Errors
    /// Where there is none; the message names those that are near.
    pub fn exercise(&self, id: &str) -> Result<(&Lesson, usize)> {
        let wanted = id.trim().trim_start_matches("exercise").replace('_', ".");
        let wanted = wanted.trim_matches(['.', ' ']);
        self.lessons
            .iter()
            .find_map(|lesson| {
                let at = lesson
                    .manifest
                    .exercises
                    .iter()
                    .position(|exercise| exercise.id == wanted)?;
                Some((lesson, at))
            })
            .ok_or_else(|| CourseError::UnknownExercise {
                id: id.to_owned(),
                near: self.near(wanted),
            })
    }

    /// What might have been meant by an unknown id, and what there is.
    fn near(&self, id: &str) -> String {
        let all: Vec<&str> = self
            .lessons
            .iter()
            .flat_map(|lesson| lesson.manifest.exercises.iter().map(|e| e.id.as_str()))
            .collect();
        let close = similar::get_close_matches(id, &all, 3, 0.6);
        let meant = match close.as_slice() {
            [] => String::new(),
            close => format!("Did you mean {}? ", close.join(" or ")),
        };
        format!("{meant}{}", self.ranges())
    }

    /// Which exercises each lesson has.
    fn ranges(&self) -> String {
        let ranges: Vec<String> = self
            .lessons
            .iter()
            .filter_map(|lesson| {
                let exercises = &lesson.manifest.exercises;
                Some(format!(
                    "Lesson {} has {} to {}.",
                    lesson.manifest.lesson,
                    exercises.first()?.id,
                    exercises.last()?.id
                ))
            })
            .collect();
        ranges.join(" ")
    }
}

fn is_root(folder: &Path) -> bool {
    folder.join("exercises").is_dir()
        && files::read(&folder.join("Cargo.toml"))
            .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
}

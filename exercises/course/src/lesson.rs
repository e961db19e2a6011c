//! A lesson: its exercises, its reference, and the learner's crate.

use std::path::{Path, PathBuf};

use crate::cargo::MODULE;
use crate::error::{CourseError, Problem, Result};
use crate::files::{self, Tree};
use crate::holes::{Hole, HoleId, Scan, Style, scan};
use crate::manifest::{self, Exercise, Manifest, Mistake};
use crate::stub::stub_text;

/// What a stub's lib.rs has and its reference's has not: the lesson's tests are part of the library's
/// test program. A learner's edit then costs one run of the compiler and not two.
const TESTS: &str = "
#[cfg(test)]
extern crate self as lesson_NUMBER;
#[cfg(test)]
#[path = \"../tests/exercises.rs\"]
mod exercises;
";

/// A lesson of the course.
#[derive(Debug)]
pub struct Lesson {
    /// The folder `exercises/lesson-N`.
    pub dir: PathBuf,
    /// The folder relative to the repository's root.
    pub shown: PathBuf,
    /// The reference crate's folder.
    pub reference: PathBuf,
    /// What `exercises.toml` says.
    pub manifest: Manifest,
    /// The repository's root.
    root: PathBuf,
}

impl Lesson {
    /// Reads the lesson in `dir`.
    ///
    /// # Errors
    /// Where its `exercises.toml` cannot be read.
    pub fn open(root: &Path, dir: &Path) -> Result<Self> {
        let manifest = Manifest::read(&dir.join("exercises.toml"))?;
        Ok(Self {
            dir: dir.to_owned(),
            shown: dir.strip_prefix(root).unwrap_or(dir).to_owned(),
            reference: root.join(&manifest.reference),
            manifest,
            root: root.to_owned(),
        })
    }

    /// The name of its package: `lesson-1`.
    pub fn package(&self) -> String {
        format!("lesson-{}", self.manifest.lesson)
    }

    /// The learner's sources.
    pub fn src(&self) -> PathBuf {
        self.dir.join("src")
    }

    /// The wrong answers of `mistakes.toml`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn mistakes(&self) -> Result<Vec<Mistake>> {
        manifest::read_mistakes(&self.dir.join("mistakes.toml"))
    }

    /// The command that runs one exercise's test, and only that one.
    pub fn test_command(&self, exercise: &Exercise) -> String {
        let name = exercise.test_name();
        // libtest's filter is a substring: `exercise_1_1` would also run 1.10 and the following.
        let ambiguous = |other: &Exercise| {
            other.id != exercise.id && other.test_name().contains(&name)
        };
        let (module, exact) = if self.manifest.exercises.iter().any(ambiguous) {
            (MODULE, " -- --exact")
        } else {
            ("", "")
        };
        format!("cargo test -p {} {module}{name}{exact}", self.package())
    }

    /// The reference's holes, and every marker or exercise that does not fit.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn scan_reference(&self) -> Result<Scan> {
        let src = self.reference.join("src");
        let mut found = self.scan_tree(Style::Reference, &src)?;
        for hole in &found.holes {
            if self.manifest.exercise(&hole.id.exercise).is_none() {
                found.problems.push(Problem {
                    file: hole.file.clone(),
                    line: hole.first,
                    message: format!(
                        "exercise {} is not in {}",
                        hole.id.exercise,
                        self.shown.join("exercises.toml").display()
                    ),
                });
            }
        }
        for exercise in &self.manifest.exercises {
            if !found.holes.iter().any(|h| h.id.exercise == exercise.id) {
                found.problems.push(Problem {
                    file: self.shown.join("exercises.toml"),
                    line: self.line_of(&exercise.id),
                    message: format!(
                        "exercise {} has no hole in {}",
                        exercise.id, self.manifest.reference
                    ),
                });
            }
        }
        Ok(found)
    }

    /// The learner's holes, and the markers that do not fit. Missing holes are not named here.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn scan_stub(&self) -> Result<Scan> {
        self.scan_tree(Style::Stub, &self.src())
    }

    /// The learner's holes; every hole of the reference is among them.
    ///
    /// # Errors
    /// Where a marker is missing or does not fit: the message names file and line, and what mends it.
    pub fn stub_holes(&self) -> Result<Vec<Hole>> {
        let mut found = self.scan_stub()?;
        let mut broken: Vec<String> = Vec::new();
        for hole in self.scan_reference()?.holes {
            if !found.holes.iter().any(|h| h.id == hole.id) {
                let inside = hole.file.strip_prefix(self.manifest.reference.as_str());
                let file = self.shown.join(inside.unwrap_or(&hole.file));
                broken.push(hole.id.exercise.clone());
                found.problems.push(Problem {
                    file,
                    line: 0,
                    message: format!(
                        "the marker lines of exercise {} (`// >>> exercise {}: …` and `// <<< exercise {}: …`) are not both there",
                        hole.id.exercise, hole.id, hole.id
                    ),
                });
            }
        }
        if found.problems.is_empty() {
            return Ok(found.holes);
        }
        let advice = broken.first().map_or_else(
            || "\n`cargo course update` writes the file anew and keeps a copy of yours".to_owned(),
            |id| {
                format!(
                    "\n`cargo course reset {id}` mends this: it writes the file anew, puts your other answers back in, and keeps a copy of yours"
                )
            },
        );
        Err(CourseError::Markers {
            problems: found.problems,
            advice,
        })
    }

    /// The stub as it is generated: the path relative to `src`, and the text.
    ///
    /// # Errors
    /// Where a file cannot be read, or the reference's markers do not fit.
    pub fn fresh_stub(&self) -> Result<Tree> {
        let problems = self.scan_reference()?.problems;
        if !problems.is_empty() {
            return Err(CourseError::Markers {
                problems,
                advice: String::new(),
            });
        }
        let tree = files::read_tree(&self.reference.join("src"))?;
        let title = |id: &HoleId| {
            let exercise = self.manifest.exercise(&id.exercise);
            exercise.map(|e| e.title.clone()).unwrap_or_default()
        };
        Ok(tree
            .into_iter()
            .map(|(path, text)| {
                let mut stub = stub_text(&text, &title);
                if path == Path::new("lib.rs") {
                    let number = self.manifest.lesson.to_string();
                    stub.push_str(&TESTS.replace("NUMBER", &number));
                }
                (path, stub)
            })
            .collect())
    }

    fn scan_tree(&self, style: Style, src: &Path) -> Result<Scan> {
        let shown = src.strip_prefix(&self.root).unwrap_or(src);
        let mut all = Scan::default();
        for (path, text) in files::read_tree(src)? {
            let mut one = scan(style, &shown.join(path), &text);
            all.problems.append(&mut one.problems);
            for hole in one.holes {
                if let Some(twin) = all.holes.iter().find(|h| h.id == hole.id) {
                    all.problems.push(Problem {
                        file: hole.file,
                        line: hole.first,
                        message: format!(
                            "the hole of exercise {} is already at {}:{}",
                            hole.id,
                            twin.file.display(),
                            twin.first
                        ),
                    });
                } else {
                    all.holes.push(hole);
                }
            }
        }
        Ok(all)
    }

    /// The line of `exercises.toml` that gives an id; 0 where it is written in an unusual way.
    fn line_of(&self, id: &str) -> usize {
        let text = files::read(&self.dir.join("exercises.toml")).unwrap_or_default();
        let wanted = format!("id=\"{id}\"");
        text.lines()
            .position(|line| line.replace(' ', "").starts_with(&wanted))
            .map_or(0, |index| index + 1)
    }
}

//! `exercises.toml` and `mistakes.toml`: what a lesson says about its exercises.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::{CourseError, Result};
use crate::files;

/// `exercises.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The lesson's number.
    pub lesson: u32,
    /// What the lesson is about.
    pub title: String,
    /// The folder of the reference crate, relative to the repository's root.
    pub reference: String,
    /// The exercises in their order.
    #[serde(rename = "exercise")]
    pub exercises: Vec<Exercise>,
    /// What the lesson's tests need, as Cargo writes it. Read again as text by `stub_manifest`.
    #[serde(rename = "dev-dependencies", default)]
    pub dev_dependencies: Option<serde::de::IgnoredAny>,
}

/// One exercise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    /// Stable: `lesson.number`.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What it is worth.
    pub points: u32,
    /// The page of the book, relative to `book/src`.
    pub section: String,
    /// From weak to strong.
    pub hints: Vec<String>,
}

impl Exercise {
    /// The name of its test: `exercise_1_4`.
    pub fn test_name(&self) -> String {
        format!("exercise_{}", self.id.replace('.', "_"))
    }
}

/// `mistakes.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistakes {
    #[serde(rename = "mistake", default)]
    mistakes: Vec<Mistake>,
}

/// A wrong answer that an exercise's test must reject.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// The exercise's id.
    pub exercise: String,
    /// Which of its holes; none where it has one without a name.
    pub hole: Option<String>,
    /// What is wrong with it.
    pub name: String,
    /// What stands in the hole.
    pub body: String,
    /// Words that the failure must contain, in any case.
    pub says: Vec<String>,
    /// Where it stands in `mistakes.toml`.
    #[serde(skip)]
    pub line: usize,
}

impl Manifest {
    /// Reads `exercises.toml`.
    ///
    /// # Errors
    /// Where the file cannot be read or does not have the form.
    pub fn read(path: &Path) -> Result<Self> {
        parse(path, &files::read(path)?)
    }

    /// The exercise with this id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }
}

/// Reads `mistakes.toml`; where there is none, a lesson has no wrong answers yet.
///
/// # Errors
/// Where the file cannot be read or does not have the form.
pub fn read_mistakes(path: &Path) -> Result<Vec<Mistake>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = files::read(path)?;
    let mut mistakes = parse::<Mistakes>(path, &text)?.mistakes;
    let heads = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim() == "[[mistake]]");
    for (mistake, (index, _)) in mistakes.iter_mut().zip(heads) {
        mistake.line = index + 1;
    }
    Ok(mistakes)
}

fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T> {
    toml_edit::de::from_str(text).map_err(|error| CourseError::Toml {
        path: path.to_owned(),
        message: error.to_string().trim_end().to_owned(),
    })
}

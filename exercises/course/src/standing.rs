//! Where a learner stands in a lesson.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::holes::Hole;
use crate::lesson::Lesson;
use crate::manifest::Exercise;
use crate::progress::{LastRun, Progress, fingerprint};
use crate::trial;
use crate::workspace::Workspace;

/// Where a learner stands in a lesson.
#[derive(Debug)]
pub struct Standing<'a> {
    /// The lesson.
    pub lesson: &'a Lesson,
    /// The holes that were found.
    pub holes: Vec<Hole>,
    /// The ids of the exercises that pass.
    pub passing: BTreeSet<String>,
    /// Why the tests could not be run, if so: markers that do not fit, or an error of the compiler.
    pub trouble: Option<String>,
}

/// How far an exercise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nobody has written in its holes.
    Open,
    /// Something is written, and its test does not pass.
    Begun,
    /// Its test passes.
    Done,
}

impl<'a> Standing<'a> {
    /// Finds it out: from the last run where nothing changed since, else by running the tests.
    /// An untouched lesson needs no run.
    ///
    /// # Errors
    /// Where files cannot be read, or cargo cannot be run.
    pub fn find(
        ws: &Workspace,
        lesson: &'a Lesson,
        progress: &mut Progress,
    ) -> Result<Self> {
        let mut standing = Self {
            lesson,
            holes: Vec::new(),
            passing: BTreeSet::new(),
            trouble: None,
        };
        match lesson.stub_holes() {
            Ok(holes) => standing.holes = holes,
            Err(error) => {
                standing.trouble = Some(error.to_string());
                standing.holes = lesson.scan_stub()?.holes;
            }
        }
        if standing.holes.iter().all(Hole::is_untouched) {
            return Ok(standing);
        }
        let fingerprint = fingerprint(&ws.root, lesson)?;
        let last = progress
            .lesson
            .get(&lesson.package())
            .filter(|last| last.fingerprint == fingerprint);
        let last = if let Some(last) = last {
            last.clone()
        } else {
            let round = trial::all(ws, lesson)?;
            for id in &round.passing {
                progress.pass(id);
            }
            // An error of the compiler takes nothing away that was done before.
            let before = progress
                .lesson
                .remove(&lesson.package())
                .unwrap_or_default();
            let last = LastRun {
                fingerprint,
                passing: match &round.error {
                    None => round.passing.into_iter().collect(),
                    Some(_) => before.passing,
                },
                error: round.error.unwrap_or_default(),
            };
            progress.lesson.insert(lesson.package(), last.clone());
            progress.save()?;
            last
        };
        standing.passing = last.passing.into_iter().collect();
        if !last.error.is_empty() {
            standing.trouble = Some(last.error);
        }
        Ok(standing)
    }

    /// How far an exercise is.
    pub fn mark(&self, exercise: &Exercise) -> Mark {
        if self.passing.contains(&exercise.id) {
            Mark::Done
        } else if holes_of(&self.holes, exercise).all(Hole::is_untouched) {
            Mark::Open
        } else {
            Mark::Begun
        }
    }

    /// The first exercise that does not pass.
    pub fn next(&self) -> Option<&'a Exercise> {
        let all = &self.lesson.manifest.exercises;
        all.iter().find(|e| !self.passing.contains(&e.id))
    }

    /// Where to write for an exercise: its first hole that nobody has written in, or where all
    /// of them are.
    pub fn place(&self, exercise: &Exercise) -> String {
        place(&self.holes, exercise)
    }
}

/// The holes of one exercise.
pub fn holes_of<'h>(
    holes: &'h [Hole],
    exercise: &'h Exercise,
) -> impl Iterator<Item = &'h Hole> {
    holes.iter().filter(|hole| hole.id.exercise == exercise.id)
}

/// Where to write for an exercise: its first open hole. Where all are written, the fault may be
/// in any of them.
pub fn place(holes: &[Hole], exercise: &Exercise) -> String {
    let open = holes_of(holes, exercise).find(|hole| hole.is_untouched());
    if let Some(open) = open {
        return open.place();
    }
    let all: Vec<_> = holes_of(holes, exercise).map(Hole::place).collect();
    if all.is_empty() {
        return format!(
            "(its marker lines are gone: cargo course reset {})",
            exercise.id
        );
    }
    all.join(" or ")
}

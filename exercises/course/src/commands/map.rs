//! `cargo course`: the map of the lessons.

use console::style;

use crate::commands::{count, print_next};
use crate::error::Result;
use crate::manifest::Exercise;
use crate::progress::Progress;
use crate::standing::{Mark, Standing, holes_of};
use crate::workspace::Workspace;

/// Prints the lessons, what is done in them, and what is next.
///
/// # Errors
/// Where files cannot be read, or cargo cannot be run.
pub fn map(ws: &Workspace) -> Result<bool> {
    let mut progress = Progress::load(&ws.root)?;
    let mut standings = Vec::new();
    for lesson in &ws.lessons {
        standings.push(Standing::find(ws, lesson, &mut progress)?);
    }
    for standing in &standings {
        print_lesson(standing, &progress);
    }
    for standing in &standings {
        if let Some(trouble) = &standing.trouble {
            say!("{}\n{trouble}\n", style(standing.lesson.package()).bold());
        }
    }
    let open = standings.iter().find_map(|s| Some((s, s.next()?)));
    if let Some((standing, exercise)) = open {
        let place = standing.place(exercise);
        print_next(
            standing.lesson,
            exercise,
            &place,
            progress.hints(&exercise.id),
        );
        say!("  watch  cargo course watch  (runs the test at every save)");
    } else {
        say!("All exercises are done.");
    }
    Ok(true)
}

fn print_lesson(standing: &Standing<'_>, progress: &Progress) {
    let lesson = &standing.lesson.manifest;
    let done: Vec<&Exercise> = lesson
        .exercises
        .iter()
        .filter(|e| standing.mark(e) == Mark::Done)
        .collect();
    let points =
        |list: &mut dyn Iterator<Item = &Exercise>| list.map(|e| e.points).sum::<u32>();
    say!(
        "{}",
        style(format!("Lesson {}: {}", lesson.lesson, lesson.title)).bold()
    );
    say!(
        "{} of {} exercises, {} of {} points\n",
        done.len(),
        lesson.exercises.len(),
        points(&mut done.iter().copied()),
        points(&mut lesson.exercises.iter()),
    );
    let id_width = widest(lesson.exercises.iter().map(|e| e.id.as_str()));
    let title_width = widest(lesson.exercises.iter().map(|e| e.title.as_str()));
    let next = standing.next();
    for exercise in &lesson.exercises {
        let is_next = next.is_some_and(|next| next.id == exercise.id);
        let mark = match standing.mark(exercise) {
            Mark::Done => style("✓").green(),
            Mark::Begun => style("✗").red(),
            Mark::Open if is_next => style("▸").bold(),
            Mark::Open => style("·").dim(),
        };
        let line = format!(
            "  {mark} {:id_width$}  {:title_width$}  {:8}  {}",
            exercise.id,
            exercise.title,
            count(exercise.points as usize, "point"),
            remark(standing, exercise, progress)
        );
        say!("{}", line.trim_end());
    }
    say!();
}

/// What is worth saying beside an exercise.
fn remark(standing: &Standing<'_>, exercise: &Exercise, progress: &Progress) -> String {
    let mut remarks = Vec::new();
    let all = holes_of(&standing.holes, exercise).count();
    let written = holes_of(&standing.holes, exercise)
        .filter(|hole| !hole.is_untouched())
        .count();
    let entry = progress.exercise.get(&exercise.id);
    let mark = standing.mark(exercise);
    if mark == Mark::Begun {
        if all > 1 {
            remarks.push(format!("{written} of {all} holes written"));
        }
        if standing.trouble.is_none() {
            remarks.push("does not pass".to_owned());
        }
        if let Some(day) = entry.and_then(|e| e.passed.as_ref()) {
            remarks.push(format!("passed on {day}"));
        }
    }
    let hints = progress.hints(&exercise.id);
    if mark != Mark::Done && hints > 0 {
        remarks.push(format!("{} shown", count(hints, "hint")));
    }
    remarks.join(", ")
}

fn widest<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|text| text.chars().count()).max().unwrap_or(0)
}

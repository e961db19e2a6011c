//! `cargo course hint 1.4`: one more hint each time.

use crate::commands::count;
use crate::error::Result;
use crate::progress::Progress;
use crate::workspace::Workspace;

/// Prints the hints shown so far and one more.
///
/// # Errors
/// Where there is no such exercise, or the progress cannot be written.
pub fn hint(ws: &Workspace, id: &str) -> Result<bool> {
    let (lesson, at) = ws.exercise(id)?;
    let exercise = &lesson.manifest.exercises[at];
    let mut progress = Progress::load(&ws.root)?;
    let all = exercise.hints.len();
    let before = progress.hints(&exercise.id).min(all);
    let now = (before + 1).min(all);
    say!("{}  {}\n", exercise.id, exercise.title);
    for (index, hint) in exercise.hints.iter().take(now).enumerate() {
        say!("  {}. {hint}", index + 1);
    }
    say!();
    if before == all {
        say!(
            "These are all hints. `cargo course solution {}` shows an answer beside yours.",
            exercise.id
        );
    } else if now == all {
        say!("This was the last one.");
    } else {
        say!("{} left.", count(all - now, "hint"));
    }
    progress
        .exercise
        .entry(exercise.id.clone())
        .or_default()
        .hints = now;
    progress.save()?;
    Ok(true)
}

//! `cargo course next`: the test of the next open exercise, and where to write.

use console::style;

use crate::commands::print_next;
use crate::error::Result;
use crate::progress::Progress;
use crate::standing::Standing;
use crate::trial::{self, Verdict};
use crate::workspace::Workspace;

/// Runs the test of the next open exercise, of the course or of one lesson, and prints a short
/// failure.
///
/// # Errors
/// Where there is no such lesson, files cannot be read, or cargo cannot be run.
pub fn next(ws: &Workspace, lesson: Option<&str>) -> Result<bool> {
    let mut progress = Progress::load(&ws.root)?;
    let lessons: Vec<_> = match lesson {
        None => ws.lessons.iter().collect(),
        Some(name) => match ws.lesson(name) {
            Some(lesson) => vec![lesson],
            None => return Err(ws.unknown_lesson(name)),
        },
    };
    for lesson in lessons {
        let all = &lesson.manifest.exercises;
        let open: Vec<_> = all.iter().filter(|e| !progress.has_passed(&e.id)).collect();
        let standing = Standing::find(ws, lesson, &mut progress)?;
        for done in open.iter().filter(|e| standing.passing.contains(&e.id)) {
            say!("{} {}  {}", style("✓").green(), done.id, done.title);
        }
        let Some(exercise) = standing.next() else {
            // All has passed before, and now something else is in the way.
            if let Some(trouble) = &standing.trouble {
                say!("{} {}: {trouble}", style("✗").red(), lesson.package());
                return Ok(true);
            }
            continue;
        };
        let place = standing.place(exercise);
        // Trouble of the whole lesson is known already; no need to build it twice.
        let failure = match &standing.trouble {
            Some(trouble) => trouble.clone(),
            None => match trial::one(ws, lesson, exercise)? {
                Verdict::Failed(failure) => failure,
                // Passes now and did not when all were asked: ask again the next time.
                Verdict::Passed => {
                    progress.lesson.remove(&lesson.package());
                    progress.save()?;
                    "its test passed on a second run, alone: run this once more"
                        .to_owned()
                }
            },
        };
        say!("{} {failure}\n", style("✗").red());
        print_next(lesson, exercise, &place, progress.hints(&exercise.id));
        return Ok(true);
    }
    match lesson {
        None => say!("All exercises are done."),
        Some(_) => say!("All exercises of the lesson are done."),
    }
    Ok(true)
}

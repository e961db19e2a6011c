//! `cargo course watch`: the current exercise's test at every save.

use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use console::style;
use notify::{EventKind, RecursiveMode, Watcher};

use crate::error::Result;
use crate::lesson::Lesson;
use crate::manifest::Exercise;
use crate::progress::Progress;
use crate::standing::{Standing, holes_of, place};
use crate::trial::{self, Verdict};
use crate::workspace::Workspace;

/// An editor saves in several steps: wait until it has been quiet this long.
const QUIET: Duration = Duration::from_millis(60);

/// Runs the test of an exercise now and after every save, and moves on when it passes. Ends when all
/// exercises of the lesson are done, or with Ctrl-C.
///
/// # Errors
/// Where the lesson's files cannot be watched, or cargo cannot be run.
pub fn watch(ws: &Workspace, id: Option<&str>) -> Result<bool> {
    let mut progress = Progress::load(&ws.root)?;
    let Some((lesson, mut current)) = first(ws, id, &mut progress)? else {
        say!("All exercises are done.");
        return Ok(true);
    };
    let (saved, saves) = mpsc::channel();
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Reading is no change: our own builds read.
            if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_))) {
                // Where nobody listens any more, the command is ending.
                let _ = saved.send(());
            }
        })?;
    watcher.watch(&lesson.src(), RecursiveMode::Recursive)?;
    say!(
        "Watching {}. Ctrl-C ends.\n",
        lesson.shown.join("src").display()
    );
    loop {
        while saves.try_recv().is_ok() {}
        match judge(ws, lesson, current)? {
            Verdict::Failed(failure) => {
                let place = place(&lesson.scan_stub()?.holes, current);
                say!("{} {}  {}", style("✗").red(), current.id, current.title);
                say!("{failure}\n  write  {place}\n");
                wait(&saves);
            }
            Verdict::Passed => {
                say!("{} {}  {}\n", style("✓").green(), current.id, current.title);
                // Another terminal may have written since: hints, another pass.
                progress = Progress::load(&ws.root)?;
                progress.pass(&current.id);
                progress.save()?;
                let standing = Standing::find(ws, lesson, &mut progress)?;
                let all = &lesson.manifest.exercises;
                let at = all.iter().position(|e| e.id == current.id).unwrap_or(0);
                let open = |e: &&Exercise| !standing.passing.contains(&e.id);
                // From here on; what was left out before comes last.
                let Some(next) =
                    all[at..].iter().find(open).or_else(|| standing.next())
                else {
                    say!(
                        "All exercises of lesson {} are done.",
                        lesson.manifest.lesson
                    );
                    return Ok(true);
                };
                current = next;
            }
        }
    }
}

/// The exercise to begin with.
fn first<'a>(
    ws: &'a Workspace,
    id: Option<&str>,
    progress: &mut Progress,
) -> Result<Option<(&'a Lesson, &'a Exercise)>> {
    if let Some(id) = id {
        let (lesson, at) = ws.exercise(id)?;
        return Ok(Some((lesson, &lesson.manifest.exercises[at])));
    }
    for lesson in &ws.lessons {
        if let Some(next) = Standing::find(ws, lesson, progress)?.next() {
            return Ok(Some((lesson, next)));
        }
    }
    Ok(None)
}

/// The verdict on an exercise. One that is untouched needs no build.
fn judge(ws: &Workspace, lesson: &Lesson, exercise: &Exercise) -> Result<Verdict> {
    let holes = match lesson.stub_holes() {
        Ok(holes) => holes,
        Err(error) => return Ok(Verdict::Failed(error.to_string())),
    };
    let mut own = holes_of(&holes, exercise);
    if own.all(crate::holes::Hole::is_untouched) {
        let failure = format!("exercise {} is not written yet", exercise.id);
        return Ok(Verdict::Failed(failure));
    }
    trial::one(ws, lesson, exercise)
}

/// Waits for a save, and until the saving is over.
fn wait(saves: &Receiver<()>) {
    if saves.recv().is_ok() {
        while saves.recv_timeout(QUIET).is_ok() {}
    }
}

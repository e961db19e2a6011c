//! `cargo course sync`, for maintainers: the stubs written from the references.

use crate::backup::Backup;
use crate::commands::count;
use crate::commands::update::edited;
use crate::error::{CourseError, Result};
use crate::files;
use crate::generate::{Change, changes, generated, on_disk};
use crate::lesson::Lesson;
use crate::workspace::Workspace;

/// How to write.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Write nothing; only say what differs.
    pub check: bool,
    /// Write over holes that somebody has filled. A copy is kept.
    pub force: bool,
}

/// Writes the stubs of all lessons, or says how they differ.
///
/// # Errors
/// Where the reference's markers do not fit, a hole is filled, or a file cannot be written.
pub fn sync(ws: &Workspace, options: Options) -> Result<bool> {
    let mut backup = Backup::new(&ws.root);
    let mut differ = 0;
    for lesson in &ws.lessons {
        let wanted = generated(lesson)?;
        let now = on_disk(lesson)?;
        let changes = changes(&wanted, &now);
        differ += changes.len();
        if !options.check && !changes.is_empty() {
            refuse_filled(lesson, options, &mut backup)?;
        }
        for (path, change) in changes {
            let full = lesson.dir.join(&path);
            let shown = lesson.shown.join(&path);
            let shown = shown.display();
            match change {
                _ if options.check => say!("{shown}: {}", describe(change)),
                Change::Extra => {
                    // It may be somebody's own file.
                    backup.keep(&full)?;
                    files::remove(&full)?;
                    say!("removed {shown}");
                }
                Change::New | Change::Changed => {
                    let new = Some(wanted[&path].as_str());
                    let mine =
                        |old: &String| edited(ws, &lesson.shown.join(&path), old, new);
                    if now.get(&path).is_some_and(mine) {
                        // Not what sync wrote: it may be somebody's work.
                        backup.keep(&full)?;
                    }
                    files::write(&full, &wanted[&path])?;
                    say!("wrote {shown}");
                }
            }
        }
    }
    if let Some(folder) = backup.shown() {
        say!("A copy of what was there: {}", folder.display());
    }
    match differ {
        0 => say!("The stubs are as their references say."),
        _ if options.check => {
            say!("{} differ: run `cargo course sync`", count(differ, "file"));
        }
        _ => {}
    }
    Ok(!options.check || differ == 0)
}

fn describe(change: Change) -> &'static str {
    match change {
        Change::New => "is missing",
        Change::Changed => "differs from what sync would write",
        Change::Extra => "belongs to nothing in the reference",
    }
}

/// A filled hole is somebody's work.
fn refuse_filled(lesson: &Lesson, options: Options, backup: &mut Backup) -> Result<()> {
    let holes = lesson.scan_stub()?.holes;
    let filled: Vec<String> = holes
        .iter()
        .filter(|hole| !hole.is_untouched())
        .map(|hole| format!("  {} at {}", hole.id, hole.place()))
        .collect();
    if filled.is_empty() {
        return Ok(());
    }
    if !options.force {
        return Err(CourseError::Refused(format!(
            "these holes are filled, and sync would empty them:\n{}\n`cargo course update` keeps them; `cargo course sync --force` empties them and keeps a copy",
            filled.join("\n")
        )));
    }
    for path in files::read_tree(&lesson.src())?.keys() {
        backup.keep(&lesson.src().join(path))?;
    }
    Ok(())
}

//! `cargo course update`: newer stubs with a learner's answers in them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::backup::Backup;
use crate::commands::carry::{carry, written};
use crate::commands::count;
use crate::error::Result;
use crate::files::{self, Tree};
use crate::generate::{Change, changes, generated, on_disk};
use crate::holes::{HoleId, Style, scan};
use crate::lesson::Lesson;
use crate::stub::skeleton;
use crate::workspace::Workspace;

/// Generates the stubs anew and carries the answers over, by hole. Every file that changes is copied first.
///
/// # Errors
/// Where markers do not fit, or a file cannot be read, copied or written.
pub fn update(ws: &Workspace) -> Result<bool> {
    let mut backup = Backup::new(&ws.root);
    for lesson in &ws.lessons {
        update_lesson(ws, lesson, &mut backup)?;
    }
    if let Some(folder) = backup.shown() {
        say!("A copy of what was there: {}", folder.display());
    }
    Ok(true)
}

fn update_lesson(ws: &Workspace, lesson: &Lesson, backup: &mut Backup) -> Result<()> {
    let yours = lesson.scan_stub()?;
    if !yours.problems.is_empty() {
        // A body without an end cannot be carried: stop before anything is written.
        lesson.stub_holes()?;
    }
    let bodies = written(&yours.holes);
    let fresh = generated(lesson)?;
    let now = on_disk(lesson)?;
    let wanted: Tree = fresh
        .iter()
        .map(|(path, text)| (path.clone(), carry(text, &bodies)))
        .collect();
    let places: BTreeSet<HoleId> = fresh
        .values()
        .flat_map(|text| scan(Style::Stub, Path::new(""), text).holes)
        .map(|hole| hole.id)
        .collect();
    let changes = changes(&wanted, &now);
    if changes.is_empty() {
        say!("{} is up to date.", lesson.package());
        return Ok(());
    }
    for (path, change) in changes {
        let full = lesson.dir.join(&path);
        let shown = lesson.shown.join(&path);
        if change != Change::New {
            let new = fresh.get(&path).map(String::as_str);
            let own = edited(ws, &shown, &now[&path], new);
            if own && new.is_some_and(|new| is_committed(ws, &shown, new)) {
                say!(
                    "{}: changed outside the holes; its stub is no newer, so it stays as it is",
                    shown.display()
                );
                continue;
            }
            backup.keep(&full)?;
            if own {
                say!(
                    "{}: changed outside the holes; those changes are in the copy only",
                    shown.display()
                );
            }
        }
        if change == Change::Extra {
            files::remove(&full)?;
            say!("removed {}", shown.display());
        } else {
            files::write(&full, &wanted[&path])?;
            say!("wrote {}", shown.display());
        }
    }
    let (kept, gone): (Vec<_>, Vec<_>) =
        bodies.into_iter().partition(|(id, _)| places.contains(id));
    say!(
        "{}: {} carried over.",
        lesson.package(),
        count(kept.len(), "answer")
    );
    for (id, hole) in gone {
        let name = format!("exercise {id}.rs");
        let copy = backup.keep_text(&name, &hole.body)?;
        say!(
            "exercise {id} has no such hole any more (removed or renamed); your answer is kept in {}",
            copy.display()
        );
    }
    Ok(())
}

/// Whether a learner changed a file outside its holes: it is then neither the new stub nor the
/// committed one, holes apart.
pub(super) fn edited(
    ws: &Workspace,
    shown: &Path,
    now: &str,
    fresh: Option<&str>,
) -> bool {
    fresh.is_none_or(|fresh| plain(fresh) != plain(now))
        && !is_committed(ws, shown, now)
}

/// Whether a text is the committed file, holes apart.
fn is_committed(ws: &Workspace, shown: &Path, text: &str) -> bool {
    committed(ws, shown).is_some_and(|old| plain(&old) == plain(text))
}

/// A file without what is in its holes.
fn plain(text: &str) -> String {
    skeleton(text).replace("\r\n", "\n")
}

/// A file as it is in git's last commit, where there is git, a commit and the file in it.
fn committed(ws: &Workspace, shown: &Path) -> Option<String> {
    let path = shown.to_string_lossy().replace('\\', "/");
    let output = Command::new("git")
        .args(["show", &format!("HEAD:./{path}")])
        .current_dir(&ws.root)
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

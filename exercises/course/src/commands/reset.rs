//! `cargo course reset 1.4`: the stub's `todo!` back in an exercise's holes.

use crate::ask::ask;
use crate::backup::Backup;
use crate::commands::carry::{carry, written};
use crate::error::Result;
use crate::files;
use crate::holes::{Hole, HoleId, Style, scan};
use crate::stub::fill;
use crate::workspace::Workspace;

/// Asks, keeps a copy of each file, and empties the holes of one exercise. Where its marker lines
/// are damaged, the file is generated anew and the other answers are put back into it.
///
/// # Errors
/// Where there is no such exercise, or a file cannot be read, copied or written.
pub fn reset(ws: &Workspace, id: &str, yes: bool) -> Result<bool> {
    let (lesson, at) = ws.exercise(id)?;
    let exercise = &lesson.manifest.exercises[at];
    let yours = lesson.scan_stub()?;
    let is_ours = |id: &HoleId| id.exercise == exercise.id;
    let mut others = written(&yours.holes);
    others.retain(|id, _| !is_ours(id));

    let mut changed = Vec::new();
    let mut anew = Vec::new();
    let mut elsewhere = Vec::new();
    for (path, fresh) in lesson.fresh_stub()? {
        let path = lesson.src().join(path);
        let fresh_holes = scan(Style::Stub, &path, &fresh).holes;
        if !fresh_holes.iter().any(|hole| is_ours(&hole.id)) {
            continue;
        }
        let old = if path.is_file() {
            files::read(&path)?
        } else {
            String::new()
        };
        let old_scan = scan(Style::Stub, &path, &old);
        let whole = old_scan.problems.is_empty()
            && fresh_holes
                .iter()
                .all(|hole| old_scan.holes.iter().any(|own| own.id == hole.id));
        let stub = |hole: &Hole| {
            let stub = fresh_holes.iter().find(|fresh| fresh.id == hole.id)?;
            Some(stub.body.clone())
        };
        let new = if whole {
            if fill(&old, &stub) != fresh {
                elsewhere.push(ws.relative(&path).display().to_string());
            }
            fill(&old, &|hole| {
                is_ours(&hole.id).then(|| stub(hole)).flatten()
            })
        } else {
            anew.push(ws.relative(&path).display().to_string());
            let lost = |hole: &&Hole| {
                !is_ours(&hole.id) && !yours.holes.iter().any(|own| own.id == hole.id)
            };
            for hole in fresh_holes.iter().filter(lost) {
                say!(
                    "The markers of exercise {} are gone too: its answer stays in the copy only.",
                    hole.id
                );
            }
            carry(&fresh, &others)
        };
        if new != old {
            changed.push((path, new));
        }
    }
    if changed.is_empty() {
        say!(
            "Exercise {} is untouched: there is nothing to reset.",
            exercise.id
        );
        return Ok(true);
    }
    for file in &anew {
        say!(
            "{file}: marker lines are damaged, so the file is written anew, with your other answers."
        );
    }
    let question = format!("Take your answer to {} out? A copy is kept.", exercise.id);
    if !ask(&question, yes)? {
        return Ok(true);
    }
    let mut backup = Backup::new(&ws.root);
    for (path, _) in changed.iter().filter(|(path, _)| path.is_file()) {
        backup.keep(path)?;
    }
    for (path, text) in &changed {
        files::write(path, text)?;
        say!("reset {}", ws.relative(path).display());
    }
    for file in &elsewhere {
        say!(
            "{file} differs outside the holes as well, and stays so: `git diff {file}`"
        );
    }
    if let Some(folder) = backup.shown() {
        say!("A copy of what was there: {}", folder.display());
    }
    Ok(true)
}

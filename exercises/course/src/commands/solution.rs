//! `cargo course solution 1.4`: the reference's body, and how the learner's differs.

use console::style;
use similar::{ChangeTag, TextDiff};

use crate::ask::ask;
use crate::error::Result;
use crate::holes::Hole;
use crate::progress::Progress;
use crate::standing::holes_of;
use crate::stub::indented;
use crate::workspace::Workspace;

/// Asks, then prints the solution.
///
/// # Errors
/// Where there is no such exercise, or a file cannot be read.
pub fn solution(ws: &Workspace, id: &str, yes: bool) -> Result<bool> {
    let (lesson, at) = ws.exercise(id)?;
    let exercise = &lesson.manifest.exercises[at];
    let shown = Progress::load(&ws.root)?.hints(&exercise.id);
    let left = exercise.hints.len().saturating_sub(shown);
    let question = match left {
        0 => format!("Show the solution of {}?", exercise.id),
        _ => format!(
            "{left} of the {} hints for {} are still unread (`cargo course hint {}`). Show the solution?",
            exercise.hints.len(),
            exercise.id,
            exercise.id
        ),
    };
    if !ask(&question, yes)? {
        return Ok(true);
    }
    // A learner whose markers are damaged may still see the solution.
    let yours = lesson.scan_stub()?.holes;
    for hole in holes_of(&lesson.scan_reference()?.holes, exercise) {
        say!(
            "{}",
            style(format!("Exercise {}, {}", hole.id, hole.place())).bold()
        );
        say!("{}", body(hole).trim_end());
        let own = yours
            .iter()
            .find(|own| own.id == hole.id && !own.is_untouched());
        match own.map(body) {
            None => {}
            Some(own) if own == body(hole) => say!("\nYours is the same."),
            Some(own) => print_diff(&own, &body(hole)),
        }
        say!();
    }
    Ok(true)
}

/// A hole's body at a small indentation of its own.
fn body(hole: &Hole) -> String {
    indented(&hole.body.replace("\r\n", "\n"), &hole.indent, "    ")
}

fn print_diff(own: &str, solution: &str) {
    say!("\nFrom yours (-) to this one (+):");
    for change in TextDiff::from_lines(own, solution).iter_all_changes() {
        let line = change.value().trim_end();
        match change.tag() {
            ChangeTag::Delete => say!("{}", style(format!("- {line}")).red()),
            ChangeTag::Insert => say!("{}", style(format!("+ {line}")).green()),
            ChangeTag::Equal => say!("  {line}"),
        }
    }
}

//! Waits for a change to anything the book is made of.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::BookError;
use crate::project::Project;

/// How long nothing may change before a build starts: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(120);

/// A watcher over the book's sources; it stops when dropped.
pub struct Watch {
    events: Receiver<notify::Result<Event>>,
    root: PathBuf,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the text, the theme, the results, the crates and the exercises.
    ///
    /// # Errors
    /// [`BookError::Watch`] where the system refuses.
    pub fn start(project: &Project) -> Result<Self, BookError> {
        let (sender, events) = channel();
        let mut watcher = notify::recommended_watcher(sender)?;
        for (path, mode) in sources(project) {
            if path.exists() {
                watcher.watch(&path, mode)?;
            }
        }
        Ok(Self {
            events,
            root: project.root().to_owned(),
            _watcher: watcher,
        })
    }

    /// Blocks until something changed and then stayed quiet; the paths that changed.
    pub fn wait(&self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        while changed.is_empty() {
            match self.events.recv() {
                Ok(event) => changed.extend(paths(event, &self.root)),
                // The watcher has gone: nothing will ever change.
                Err(_) => std::thread::park(),
            }
        }
        while let Ok(event) = self.events.recv_timeout(QUIET) {
            changed.extend(paths(event, &self.root));
        }
        changed.sort();
        changed.dedup();
        changed
    }
}

fn sources(project: &Project) -> Vec<(PathBuf, RecursiveMode)> {
    let book = project.book();
    vec![
        (book.join("src"), RecursiveMode::Recursive),
        (book.join("theme"), RecursiveMode::Recursive),
        (book.join("results"), RecursiveMode::Recursive),
        (book.join("widgets"), RecursiveMode::Recursive),
        // The folder, not the file: editors replace a file by another of the same name.
        (book, RecursiveMode::NonRecursive),
        (project.root().join("crates"), RecursiveMode::Recursive),
        (project.root().join("exercises"), RecursiveMode::Recursive),
    ]
}

/// The paths of an event that changed something we read.
fn paths(event: notify::Result<Event>, root: &Path) -> Vec<PathBuf> {
    match event {
        // A build reads the files it watches: reading is no change.
        Ok(event) if !matches!(event.kind, EventKind::Access(_)) => event
            .paths
            .into_iter()
            .filter(|path| matters(path.strip_prefix(root).unwrap_or(path)))
            .collect(),
        _ => Vec::new(),
    }
}

/// `path` is relative to the repository: that may itself lie in a folder called `html`.
fn matters(path: &Path) -> bool {
    // What the build itself writes; and what editors leave beside a file.
    let written = path
        .components()
        .any(|part| part.as_os_str() == "html" || part.as_os_str() == "target");
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("");
    let read = [
        "md", "rs", "toml", "csv", "txt", "css", "js", "hbs", "svg", "png",
    ]
    .contains(&ending);
    read && !written && !name.starts_with(['.', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_book_is_made_of_matters() {
        for path in [
            "book/src/a.md",
            "crates/x/src/lib.rs",
            "book/results/xor.csv",
        ] {
            assert!(matters(Path::new(path)), "{path}");
        }
        for path in [
            "book/html/a.html",
            "book/html/x.css",
            "book/src/.a.md.swp",
            "book/src/a.md~",
            "book/src/#a.md",
        ] {
            assert!(!matters(Path::new(path)), "{path}");
        }
    }
}

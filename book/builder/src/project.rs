//! Where things are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::drawing::Drawing;
use crate::error::BookError;
use crate::widgets;

/// A repository with a book in it, and the figures the book may show.
#[derive(Clone)]
pub struct Project {
    root: PathBuf,
    drawings: Arc<[Drawing]>,
}

impl Project {
    /// The project whose root folder is `root`.
    pub fn new(root: impl Into<PathBuf>, drawings: Vec<Drawing>) -> Self {
        Self {
            root: root.into(),
            drawings: drawings.into(),
        }
    }

    /// The project that holds `start`: the nearest folder upward with a `book/book.toml`.
    ///
    /// # Errors
    /// [`BookError::NoProject`] when there is none.
    pub fn find(start: &Path, drawings: Vec<Drawing>) -> Result<Self, BookError> {
        start
            .ancestors()
            .find(|folder| folder.join("book").join("book.toml").is_file())
            .map(|root| Self::new(root, drawings))
            .ok_or_else(|| BookError::NoProject(start.to_path_buf()))
    }

    /// The repository's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The book's root, which holds `book.toml`.
    pub fn book(&self) -> PathBuf {
        self.root.join("book")
    }

    /// The measured numbers that chapters quote.
    pub fn results(&self) -> PathBuf {
        self.book().join("results")
    }

    /// The finished pages.
    pub fn html(&self) -> PathBuf {
        self.book().join("html")
    }

    /// The folder of a lesson's exercises.
    pub fn lesson(&self, number: u32) -> PathBuf {
        self.root.join("exercises").join(format!("lesson-{number}"))
    }

    /// The figure of that name.
    pub fn figure(&self, name: &str) -> Option<&Drawing> {
        self.drawings.iter().find(|drawing| drawing.name == name)
    }

    /// The names of all figures, comma-separated.
    pub fn figure_names(&self) -> String {
        let names: Vec<_> = self.drawings.iter().map(|drawing| drawing.name).collect();
        if names.is_empty() {
            "none yet".to_owned()
        } else {
            names.join(", ")
        }
    }

    /// What the pages' scripts are made of: a file for each widget, and two that all share.
    pub fn widget_scripts(&self) -> PathBuf {
        self.book().join("widgets").join("page")
    }

    /// The names of all widgets, in alphabetical order.
    pub fn widget_names(&self) -> Vec<String> {
        let scripts = std::fs::read_dir(self.widget_scripts());
        let files = scripts.into_iter().flatten().flatten();
        let mut names: Vec<_> = files
            .filter_map(|file| {
                let name = file.file_name().into_string().ok()?;
                Some(name.strip_suffix(".js")?.to_owned())
            })
            .filter(|name| !widgets::SHARED.contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }

    /// `path` relative to the root, with forward slashes, for messages and captions.
    pub fn display(&self, path: &Path) -> String {
        slashes(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

/// A path with forward slashes on every system.
pub fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

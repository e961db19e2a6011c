//! Copies of a learner's files before anything is written over them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::clock;
use crate::error::{CourseError, Result};
use crate::files;

/// A folder `.gradus/backup/<time>`, made when the first file goes into it.
#[derive(Debug)]
pub struct Backup {
    root: PathBuf,
    folder: PathBuf,
    used: bool,
}

impl Backup {
    /// A backup of files under the repository's root.
    pub fn new(root: &Path) -> Self {
        let above = root.join(".gradus").join("backup");
        let stamp = clock::stamp();
        let mut folder = above.join(&stamp);
        let mut number = 2;
        // Two backups in one second have two folders.
        while folder.exists() {
            folder = above.join(format!("{stamp}-{number}"));
            number += 1;
        }
        Self {
            root: root.to_owned(),
            folder,
            used: false,
        }
    }

    /// Copies a file, at the same path under the backup's folder.
    ///
    /// # Errors
    /// Where the copy fails: then the file must not be written over.
    pub fn keep(&mut self, file: &Path) -> Result<()> {
        let copy = self
            .folder
            .join(file.strip_prefix(&self.root).unwrap_or(file));
        if let Some(folder) = copy.parent() {
            fs::create_dir_all(folder).map_err(CourseError::file("create", folder))?;
        }
        fs::copy(file, &copy).map_err(CourseError::file("copy", file))?;
        self.used = true;
        Ok(())
    }

    /// Writes a text of its own into the backup.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn keep_text(&mut self, name: &str, text: &str) -> Result<PathBuf> {
        let path = self.folder.join(name);
        files::write(&path, text)?;
        self.used = true;
        Ok(path.strip_prefix(&self.root).unwrap_or(&path).to_owned())
    }

    /// Where the copies are, relative to the repository's root; none where nothing was kept.
    pub fn shown(&self) -> Option<&Path> {
        self.used
            .then(|| self.folder.strip_prefix(&self.root).unwrap_or(&self.folder))
    }
}

//! Reading and writing files and folders of text.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{CourseError, Result};

/// A folder's files: path relative to the folder, and text.
pub type Tree = BTreeMap<PathBuf, String>;

/// The text of a file.
///
/// # Errors
/// Where it cannot be read or is not UTF-8.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(CourseError::file("read", path))
}

/// Writes a file, and the folders it needs.
///
/// # Errors
/// Where the system refuses.
pub fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(CourseError::file("create", folder))?;
    }
    fs::write(path, text).map_err(CourseError::file("write", path))
}

/// Writes a file only where its text differs, so that cargo rebuilds only what changed.
///
/// # Errors
/// Where the system refuses.
pub fn write_if_changed(path: &Path, text: &str) -> Result<bool> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    write(path, text).map(|()| true)
}

/// Removes a file.
///
/// # Errors
/// Where the system refuses.
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(CourseError::file("remove", path))
}

/// All files under a folder; none where there is no folder. Hidden files are left out: editors
/// and systems put theirs anywhere.
///
/// # Errors
/// Where something in it cannot be read.
pub fn read_tree(folder: &Path) -> Result<Tree> {
    let mut tree = Tree::new();
    if folder.is_dir() {
        collect(folder, Path::new(""), &mut tree)?;
    }
    Ok(tree)
}

fn collect(root: &Path, below: &Path, tree: &mut Tree) -> Result<()> {
    let folder = root.join(below);
    let failed = |source| CourseError::File {
        action: "read",
        path: folder.clone(),
        source,
    };
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        let path = below.join(name);
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(root, &path, tree)?;
        } else {
            let text = read(&root.join(&path))?;
            tree.insert(path, text);
        }
    }
    Ok(())
}

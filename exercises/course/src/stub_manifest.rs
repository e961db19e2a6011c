//! The `Cargo.toml` of a lesson, from its reference's.

use std::path::{Component, Path, PathBuf};

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::error::{CourseError, Result};
use crate::files;
use crate::lesson::Lesson;

/// What a hole leaves behind is no fault of the learner: no warning about it.
const LINTS: &str = "\
[lints.rust]
unsafe_code = \"forbid\"
# A hole leaves the parameters, imports and helpers of its body unused, and what follows it unreached.
dead_code = \"allow\"
unreachable_code = \"allow\"
unused_assignments = \"allow\"
unused_imports = \"allow\"
unused_mut = \"allow\"
unused_variables = \"allow\"

# Clippy judges finished code, and the reference is held to it.
[lints.clippy]
all = { level = \"allow\", priority = -1 }
";

/// The dev-dependencies of a lesson that names none in its `exercises.toml`.
const DEV_DEPENDENCIES: &str = "\
gradcheck = { workspace = true, features = [\"proptest\"] }
judge = { workspace = true }
";

/// The manifest that `cargo course sync` writes.
///
/// # Errors
/// Where the reference's manifest or `exercises.toml` cannot be read.
pub fn stub_manifest(lesson: &Lesson) -> Result<String> {
    let path = lesson.reference.join("Cargo.toml");
    let mut manifest = parse(&path)?;
    // The reference's own tests, benchmarks and examples stay with it, and so does what only they need.
    for key in [
        "bench",
        "example",
        "test",
        "bin",
        "dev-dependencies",
        "lints",
        "lib",
    ] {
        manifest.remove(key);
    }
    if let Some(package) = manifest["package"].as_table_mut() {
        package["name"] = value(lesson.package());
        // The library's own test program holds tests/exercises.rs (see `lesson::TESTS`).
        package["autotests"] = value(false);
    }
    // What a reference can leave out has no holes, and would only be compiled after every edit.
    if let Some(features) = manifest.get_mut("features").and_then(Item::as_table_mut) {
        features.remove("default");
    }
    let mut lib = Table::new();
    lib["doctest"] = value(false);
    manifest["lib"] = Item::Table(lib);
    for_each_path(&mut manifest, &|path| {
        relative(&normal(&lesson.reference.join(path)), &normal(&lesson.dir))
    });
    manifest["dev-dependencies"] = Item::Table(dev_dependencies(lesson)?);
    let body = manifest.to_string();
    Ok(format!(
        "# Written by `cargo course sync` from {}/Cargo.toml: change that one, or\n\
         # [dev-dependencies] in exercises.toml, and run it again.\n\n{}\n{LINTS}",
        lesson.manifest.reference,
        body.trim_start()
    ))
}

/// The root manifest of a workspace that holds one lesson only, in the folder `member`, and takes everything else from the
/// repository at `root`.
///
/// # Errors
/// Where the root's manifest cannot be read.
pub fn scratch_manifest(root: &Path, member: &str) -> Result<String> {
    let mut manifest = parse(&root.join("Cargo.toml"))?;
    let workspace = manifest["workspace"]
        .as_table_mut()
        .ok_or(CourseError::NoWorkspace)?;
    workspace.remove("default-members");
    workspace.remove("exclude");
    workspace["members"] = value(Array::from_iter([member]));
    for_each_path(workspace, &|path| normal(&root.join(path)));
    Ok(manifest.to_string())
}

/// A lesson's manifest for such a workspace: its own paths made absolute.
///
/// # Errors
/// Where the lesson's manifest cannot be made.
pub fn scratch_lesson_manifest(lesson: &Lesson) -> Result<String> {
    let mut manifest =
        parse_text(&lesson.dir.join("Cargo.toml"), &stub_manifest(lesson)?)?;
    for_each_path(&mut manifest, &|path| normal(&lesson.dir.join(path)));
    Ok(manifest.to_string())
}

fn dev_dependencies(lesson: &Lesson) -> Result<Table> {
    let path = lesson.dir.join("exercises.toml");
    let mut own = parse(&path)?;
    if let Some(Item::Table(mut table)) = own.remove("dev-dependencies") {
        // Its place is that of the new file, not of the old.
        table.set_position(None);
        return Ok(table);
    }
    Ok(parse_text(&path, DEV_DEPENDENCIES)?.as_table().clone())
}

/// Rewrites each `path = "…"` of a dependency.
fn for_each_path(manifest: &mut Table, rewrite: &dyn Fn(&str) -> PathBuf) {
    for name in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let Some(Item::Table(dependencies)) = manifest.get_mut(name) else {
            continue;
        };
        for (_, dependency) in dependencies.iter_mut() {
            let text = dependency.get("path").and_then(Item::as_str);
            let Some(new) = text.map(rewrite) else {
                continue;
            };
            // Cargo reads `/` on every system.
            let new = new.to_string_lossy().replace('\\', "/");
            match dependency {
                Item::Value(Value::InlineTable(table)) => set(table, &new),
                other => other["path"] = value(new),
            }
        }
    }
}

fn set(table: &mut InlineTable, path: &str) {
    if let Some(old) = table.get_mut("path") {
        let decor = old.decor().clone();
        *old = Value::from(path);
        *old.decor_mut() = decor;
    }
}

/// A path without `.` and `..`, by its text alone.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts
}

/// `to` as seen from the folder `from`.
fn relative(to: &Path, from: &Path) -> PathBuf {
    let shared = to
        .components()
        .zip(from.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

fn parse(path: &Path) -> Result<DocumentMut> {
    parse_text(path, &files::read(path)?)
}

fn parse_text(path: &Path, text: &str) -> Result<DocumentMut> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| CourseError::Toml {
            path: path.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_the_new_place() {
        let crates = normal(Path::new("/r/crates/a/../matrix"));
        assert_eq!(crates, Path::new("/r/crates/matrix"));
        assert_eq!(
            relative(&crates, Path::new("/r/exercises/lesson-1")),
            Path::new("../../crates/matrix")
        );
    }
}

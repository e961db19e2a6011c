//! The invariants of the architecture that a program can check.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use workspace_tests::{files, read, root};

/// The crates in the order in which they stand on each other: each may use those before it.
const ORDER: [&str; 8] = [
    "matrix",
    "gradcheck",
    "datasets",
    "autograd",
    "backprop",
    "activations",
    "optimizers",
    "convolution",
];

/// These know numbers, and nothing of the course.
const FOUNDATIONS: [&str; 2] = ["matrix", "gradcheck"];

/// What a crate may use in its tests, wherever it stands.
const FOR_TESTS: [&str; 2] = ["gradcheck", "judge"];

#[derive(Debug)]
struct Package {
    /// Its folder, relative to the root.
    folder: String,
    /// Our packages that it is built from.
    uses: Vec<String>,
    /// Our packages that its tests use besides.
    tests_use: Vec<String>,
    /// `publish = false`.
    private: bool,
}

/// The packages of the workspace, as cargo sees them.
fn packages() -> BTreeMap<String, Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let asked = [
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ];
    let answer = Command::new(cargo)
        .args(asked)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let metadata: Value =
        serde_json::from_slice(&answer.stdout).expect("cargo writes JSON");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('\\', "/");
    let top = text(&metadata["workspace_root"]) + "/";
    let packages = list(&metadata["packages"]);
    let read_one = |package: &Value| {
        let manifest = text(&package["manifest_path"]);
        let folder = manifest
            .trim_start_matches(&top)
            .trim_end_matches("/Cargo.toml");
        // A dependency with a path is one of ours.
        let ours = list(&package["dependencies"])
            .into_iter()
            .filter(|d| d["path"].is_string());
        let (dev, built): (Vec<_>, Vec<_>) = ours.partition(|d| d["kind"] == "dev");
        let names = |of: Vec<Value>| of.iter().map(|d| text(&d["name"])).collect();
        let found = Package {
            folder: folder.to_owned(),
            uses: names(built),
            tests_use: names(dev),
            private: package["publish"].as_array().is_some_and(Vec::is_empty),
        };
        (text(&package["name"]), found)
    };
    packages.iter().map(read_one).collect()
}

fn place(name: &str) -> Option<usize> {
    ORDER.iter().position(|&other| other == name)
}

/// The package's name where the crate stands in crates/.
fn library(
    packages: &BTreeMap<String, Package>,
) -> impl Iterator<Item = (&String, &Package)> {
    packages
        .iter()
        .filter(|(_, package)| package.folder.starts_with("crates/"))
}

#[test]
fn a_crate_uses_only_crates_before_it() {
    let packages = packages();
    let mut seen = 0;
    for (name, package) in library(&packages) {
        seen += 1;
        let own = place(name).unwrap_or_else(|| {
            panic!("crates/ has a new crate, `{name}`: give it its place in ORDER")
        });
        let foundation = FOUNDATIONS.contains(&name.as_str());
        for used in &package.uses {
            let before = place(used).is_some_and(|used| used < own);
            assert!(
                before && !foundation,
                "crates/{name} uses `{used}`: that arrow points upward"
            );
        }
        for used in &package.tests_use {
            let allowed = FOR_TESTS.contains(&used.as_str())
                || place(used).is_some_and(|used| used <= own);
            assert!(
                allowed,
                "the tests of crates/{name} use `{used}`: that arrow points upward"
            );
        }
    }
    assert!(seen >= 3, "cargo names only {seen} packages in crates/");
}

/// A stub has its reference's place in the order, and nothing stands on a stub: one learner's
/// wrong answer never blocks the next lesson.
#[test]
fn a_lesson_stands_on_references_and_nothing_stands_on_a_lesson() {
    let packages = packages();
    let is_lesson = |name: &str| name.starts_with("lesson-");
    for (name, package) in &packages {
        let all = || package.uses.iter().chain(&package.tests_use);
        assert!(
            !all().any(|used| is_lesson(used)),
            "{name} uses a lesson's stub: {package:?}"
        );
        if is_lesson(name) {
            let lesson = read(&format!("{}/exercises.toml", package.folder));
            let lesson: toml::Table = lesson.parse().expect("exercises.toml is TOML");
            let reference =
                lesson["reference"].as_str().expect("`reference` is a path");
            let own = packages.iter().find(|(_, other)| other.folder == reference);
            let own = own.and_then(|(name, _)| place(name));
            for used in &package.uses {
                assert!(
                    place(used) < own,
                    "{name} uses `{used}`, its reference is {reference}"
                );
            }
            for used in &package.tests_use {
                let allowed = FOR_TESTS.contains(&used.as_str()) || place(used) < own;
                assert!(allowed, "the tests of {name} use `{used}`");
            }
        }
    }
}

/// The course's tool knows files, and nothing of what the lessons compute; no part of the book
/// knows the exercises' packages.
#[test]
fn book_and_exercises_stay_apart() {
    for (name, package) in packages() {
        for used in &package.uses {
            let (book, exercise) =
                (["builder", "figures", "widgets"], ["course", "judge"]);
            let (from_book, from_exercises) = (
                package.folder.starts_with("book/"),
                package.folder.starts_with("exercises/"),
            );
            assert!(
                !(from_book && exercise.contains(&used.as_str())),
                "{name} uses {used}"
            );
            assert!(
                !(from_exercises && book.contains(&used.as_str())),
                "{name} uses {used}"
            );
        }
    }
}

/// `cargo publish` by accident would put a course's inner parts on crates.io.
#[test]
fn nothing_can_be_published_by_accident() {
    for (name, package) in packages() {
        assert!(
            package.private,
            "{name}: `publish.workspace = true` is missing"
        );
    }
}

/// Each package has the workspace's lints; a stub has its own, because a hole leaves unused code.
#[test]
fn every_package_has_the_workspace_lints() {
    for (name, package) in packages() {
        let manifest: toml::Table = read(&format!("{}/Cargo.toml", package.folder))
            .parse()
            .expect("cargo read it");
        let inherited = manifest
            .get("lints")
            .and_then(|lints| lints.get("workspace"));
        let inherited = inherited.and_then(toml::Value::as_bool) == Some(true);
        assert!(
            inherited || name.starts_with("lesson-"),
            "{name}: `[lints] workspace = true` is missing"
        );
    }
    let root: toml::Table = read("Cargo.toml").parse().expect("cargo read it");
    let lint = |name: &str| root["workspace"]["lints"]["rust"][name].as_str();
    assert_eq!(lint("unsafe_code"), Some("deny"));
    assert_eq!(lint("missing_docs"), Some("deny"));
}

/// A file's code without comments. Enough for our own sources: no string of theirs holds `//`
/// before code.
fn code(path: &str) -> String {
    let text = read(path);
    let lines: Vec<_> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line).trim())
        .collect();
    lines.join("\n")
}

fn sources() -> Vec<String> {
    files("crates", "rs")
}

/// The root file of a crate says what there is, and where.
#[test]
fn a_root_file_is_a_table_of_contents() {
    let roots: Vec<_> = sources()
        .into_iter()
        .filter(|path| path.ends_with("/src/lib.rs"))
        .collect();
    assert!(roots.len() >= 3, "{roots:?}");
    for path in roots {
        let code = code(&path);
        let without_attributes: Vec<_> =
            code.lines().filter(|line| !line.starts_with('#')).collect();
        for item in without_attributes.join(" ").split(';') {
            let item = item
                .trim()
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ");
            let entry = item.starts_with("use ")
                || (item.starts_with("mod ") && !item.contains('{'));
            assert!(
                item.is_empty() || entry,
                "{path} holds more than `mod` and `use`: {item}"
            );
        }
    }
}

#[test]
fn files_stay_under_400_lines() {
    for path in sources() {
        let lines = read(&path).lines().count();
        assert!(
            lines <= 400,
            "{path} has {lines} lines: which idea can have a file of its own?"
        );
    }
}

/// A graph is numbers in a list. The one cell is the whole tape's.
#[test]
fn no_pointers_per_node() {
    let mut cells = Vec::new();
    for path in sources().into_iter().filter(|path| path.contains("/src/")) {
        let code = code(&path);
        for pointer in ["Rc<", "Rc::new", "Arc<", "Weak<"] {
            assert!(!code.contains(pointer), "{path} has a `{pointer}`");
        }
        let found = code.matches("RefCell<").count();
        cells.extend(std::iter::repeat_n(path, found));
    }
    assert_eq!(cells, ["crates/autograd/src/tape.rs"]);
}

/// The compiler forbids it too; this also covers a package that would switch the lint off.
/// `matrix`, with its fast kernels, is the one exception of the design.
#[test]
fn no_unsafe_code() {
    for path in sources()
        .into_iter()
        .filter(|path| !path.starts_with("crates/matrix/"))
    {
        let code = code(&path);
        let words: Vec<_> = code
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        assert!(!words.contains(&"unsafe"), "{path} has unsafe code");
    }
}

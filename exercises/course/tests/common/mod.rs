//! A copy of the course in miniature, and the command run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the fixture under the target folder, for one test.
pub(crate) struct Sandbox {
    pub(crate) root: PathBuf,
}

/// What the command printed, and whether it was content.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) ok: bool,
}

impl Said {
    /// Fails unless all of these were said.
    #[track_caller]
    pub(crate) fn says(&self, wanted: &[&str]) -> &Self {
        for text in wanted {
            assert!(
                self.text.contains(text),
                "{text:?} is not in\n{}",
                self.text
            );
        }
        self
    }

    /// Fails if one of these was said.
    #[track_caller]
    pub(crate) fn does_not_say(&self, unwanted: &[&str]) -> &Self {
        for text in unwanted {
            assert!(!self.text.contains(text), "{text:?} is in\n{}", self.text);
        }
        self
    }

    #[track_caller]
    pub(crate) fn ok(&self) -> &Self {
        assert!(self.ok, "{}", self.text);
        self
    }

    #[track_caller]
    pub(crate) fn fails(&self) -> &Self {
        assert!(!self.ok, "{}", self.text);
        self
    }
}

#[allow(dead_code, reason = "each test program uses a part of this module")]
impl Sandbox {
    /// A fresh copy whose stubs are generated.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("course")
            .join(name);
        if root.exists() {
            fs::remove_dir_all(&root).expect("the last run's copy can be removed");
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        copy(&here.join("tests").join("fixture"), &root);
        let sandbox = Self { root };
        let judge = here.with_file_name("judge");
        let judge = judge.to_string_lossy().replace('\\', "/");
        sandbox.edit("Cargo.toml", "../../../judge", &judge);
        sandbox.course(&["sync"]).ok();
        sandbox
    }

    /// Adds a second lesson, of one exercise.
    pub(crate) fn second_lesson(&self) {
        let toy = self.read("crates/toy/Cargo.toml");
        self.write(
            "crates/toy-two/Cargo.toml",
            &toy.replace("\"toy\"", "\"toy-two\""),
        );
        self.write(
            "crates/toy-two/src/lib.rs",
            "//! Half.\n\n/// x/2.\npub fn half(x: f64) -> f64 {\n    // ANCHOR: exercise_2_1\n    x / 2.0\n    // ANCHOR_END: exercise_2_1\n}\n",
        );
        self.write(
            "exercises/lesson-2/exercises.toml",
            "lesson = 2\ntitle = \"Halves\"\nreference = \"crates/toy-two\"\n\n[dev-dependencies]\njudge = { workspace = true }\n\n[[exercise]]\nid = \"2.1\"\ntitle = \"Half\"\npoints = 1\nsection = \"lesson-2/half.md\"\nhints = [\"Divide.\", \"By two.\"]\n",
        );
        self.write(
            "exercises/lesson-2/tests/exercises.rs",
            "//! Tests.\n\n#[test]\nfn exercise_2_1() {\n    judge::exercise(\"2.1\", || {\n        let y = lesson_2::half(3.0);\n        assert!(y == 1.5, \"half of 3 is 1.5, yours is {y}\");\n    });\n}\n",
        );
        self.write(
            "exercises/lesson-2/mistakes.toml",
            "[[mistake]]\nexercise = \"2.1\"\nname = \"double\"\nbody = \"x * 2.0\"\nsays = [\"half of 3\"]\n",
        );
        self.course(&["sync"]).ok();
    }

    /// The command, ready to be started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
        command
            .args(arguments)
            .current_dir(self.root.join("exercises"))
            // A target folder each: cargo tells copies apart by their place in the workspace only.
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_NET_OFFLINE", "true")
            .env("NO_COLOR", "1");
        command
    }

    /// Runs the command; standard input is empty, so every question is answered by no.
    pub(crate) fn course(&self, arguments: &[&str]) -> Said {
        let output = self.command(arguments).output();
        let Output {
            status,
            stdout,
            stderr,
        } = output.expect("the command can be started");
        // As on any system: a path is written with `/`.
        let text =
            [stdout, stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Said {
            text: text.concat().replace('\\', "/"),
            ok: status.success(),
        }
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).expect("the file is there")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let folder = self.root.join(path);
        let folder = folder.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(self.root.join(path), text).expect("the file can be written");
    }

    /// Replaces a text that must be there.
    #[track_caller]
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old:?} is not in {path}:\n{text}");
        self.write(path, &text.replace(old, new));
    }

    /// All files in the backups, each as its path below `.gradus/backup/<time>` and its text.
    pub(crate) fn backups(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let folder = self.root.join(".gradus").join("backup");
        if folder.exists() {
            for time in folder.read_dir().expect("a folder") {
                let time = time.expect("an entry").path();
                files(&time, &time, &mut found);
            }
        }
        found
    }
}

#[allow(dead_code, reason = "each test program uses a part of this module")]
fn files(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in folder.read_dir().expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(root, &path, found);
        } else {
            let shown = path.strip_prefix(root).expect("it is below");
            let shown = shown.to_string_lossy().replace('\\', "/");
            found.push((shown, fs::read_to_string(&path).expect("a text")));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the target folder can be written");
    for entry in from.read_dir().expect("the fixture is there") {
        let entry = entry.expect("an entry");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}

//! Finding the holes: between anchors in a reference, between plain marker lines in a stub.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::Problem;

/// Which hole of which exercise: `1.4`, or `1.4 (ln)`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HoleId {
    /// The exercise's id.
    pub exercise: String,
    /// The hole's name, where an exercise has several.
    pub name: Option<String>,
}

impl fmt::Display for HoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            None => f.write_str(&self.exercise),
            Some(name) => write!(f, "{} ({name})", self.exercise),
        }
    }
}

/// A hole as it stands in a file.
#[derive(Clone, Debug)]
pub struct Hole {
    /// Which one.
    pub id: HoleId,
    /// In which file.
    pub file: PathBuf,
    /// The line of the opening marker, from 1.
    pub first: usize,
    /// The line of the closing marker.
    pub last: usize,
    /// What stands before the opening marker.
    pub indent: String,
    /// The lines between the markers, each with its end.
    pub body: String,
}

impl Hole {
    /// Where a learner writes: the line below the opening marker.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file.display(), self.first + 1)
    }

    /// Whether nobody has written here yet: the stub's `todo!` (which rustfmt may have broken into
    /// three lines), or nothing.
    pub fn is_untouched(&self) -> bool {
        let body = self.body.trim().trim_end_matches(';');
        let todo = format!("\"exercise {}:", self.id);
        body.is_empty()
            || (body.lines().count() <= 3
                && body.ends_with(')')
                && body
                    .strip_prefix("todo!(")
                    .is_some_and(|rest| rest.trim_start().starts_with(&todo)))
    }
}

/// Whose marker lines to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `// ANCHOR: exercise_1_4` … `// ANCHOR_END: exercise_1_4`
    Reference,
    /// `// >>> exercise 1.4: …` … `// <<< exercise 1.4: …`
    Stub,
}

/// One line, as a marker.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    Begin(HoleId),
    End(HoleId),
    /// An anchor of the book; true where it opens.
    Region(String, bool),
    /// A marker whose name cannot be read.
    Unreadable(String),
}

/// The marker on a line, if there is one.
pub(crate) fn marker(style: Style, line: &str) -> Option<Marker> {
    let text = line.trim().strip_prefix("//")?.trim_start();
    match style {
        Style::Reference => {
            let (name, opens) = match text.strip_prefix("ANCHOR:") {
                Some(name) => (name.trim(), true),
                None => (text.strip_prefix("ANCHOR_END:")?.trim(), false),
            };
            if !name.starts_with("exercise_") {
                return Some(Marker::Region(name.to_owned(), opens));
            }
            Some(named(anchor_id(name), opens, name))
        }
        Style::Stub => {
            let (rest, opens) = match text.strip_prefix(">>> exercise ") {
                Some(rest) => (rest, true),
                None => (text.strip_prefix("<<< exercise ")?, false),
            };
            let name = rest.split(':').next().unwrap_or(rest).trim();
            Some(named(marker_id(name), opens, name))
        }
    }
}

fn named(id: Option<HoleId>, opens: bool, name: &str) -> Marker {
    match (id, opens) {
        (None, _) => Marker::Unreadable(name.to_owned()),
        (Some(id), true) => Marker::Begin(id),
        (Some(id), false) => Marker::End(id),
    }
}

/// `exercise_1_4_ln` → 1.4 (ln).
fn anchor_id(name: &str) -> Option<HoleId> {
    let mut parts = name.strip_prefix("exercise_")?.splitn(3, '_');
    let exercise = format!("{}.{}", parts.next()?, parts.next()?);
    hole_id(&exercise, parts.next())
}

/// `1.4 (ln)` → 1.4 (ln).
fn marker_id(name: &str) -> Option<HoleId> {
    match name.split_once(' ') {
        None => hole_id(name, None),
        Some((exercise, hole)) => {
            let hole = hole.trim().strip_prefix('(')?.strip_suffix(')')?;
            hole_id(exercise, Some(hole))
        }
    }
}

fn hole_id(exercise: &str, name: Option<&str>) -> Option<HoleId> {
    let (lesson, number) = exercise.split_once('.')?;
    let digits =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let word = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    (digits(lesson) && digits(number) && name.is_none_or(word)).then(|| HoleId {
        exercise: exercise.to_owned(),
        name: name.map(str::to_owned),
    })
}

/// The holes of one file, and what is wrong with its markers.
#[derive(Debug, Default)]
pub struct Scan {
    /// In their order.
    pub holes: Vec<Hole>,
    /// Markers that do not fit.
    pub problems: Vec<Problem>,
}

/// Finds the holes of a file. `file` is how the file is called in messages.
pub fn scan(style: Style, file: &Path, text: &str) -> Scan {
    let mut found = Scan::default();
    let mut open: Option<Hole> = None;
    let mut regions: Vec<(String, usize)> = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let number = index + 1;
        let mut problem = |line, message: String| {
            found.problems.push(Problem {
                file: file.to_owned(),
                line,
                message,
            });
        };
        match marker(style, line) {
            None => {
                if let Some(hole) = &mut open {
                    hole.body.push_str(line);
                }
            }
            Some(Marker::Begin(id)) => {
                if let Some(outer) = &open {
                    let message = format!(
                        "the hole of exercise {id} begins inside the one of {} (line {}), which has no end",
                        outer.id, outer.first
                    );
                    problem(number, message);
                }
                open = Some(Hole {
                    id,
                    file: file.to_owned(),
                    first: number,
                    last: 0,
                    indent: line[..line.len() - line.trim_start().len()].to_owned(),
                    body: String::new(),
                });
            }
            Some(Marker::End(id)) => match open.take() {
                Some(mut hole) if hole.id == id => {
                    hole.last = number;
                    found.holes.push(hole);
                }
                Some(hole) => problem(
                    number,
                    format!(
                        "here ends exercise {id}, but the hole that began at line {} is of exercise {}",
                        hole.first, hole.id
                    ),
                ),
                None => problem(
                    number,
                    format!("the hole of exercise {id} ends here without a beginning"),
                ),
            },
            Some(Marker::Region(name, true)) => regions.push((name, number)),
            Some(Marker::Region(name, false)) => {
                match regions.iter().rposition(|(open, _)| *open == name) {
                    Some(at) => drop(regions.remove(at)),
                    None => problem(
                        number,
                        format!("anchor `{name}` ends here without a beginning"),
                    ),
                }
            }
            Some(Marker::Unreadable(name)) => problem(
                number,
                format!("`{name}` is no hole's name: 1.4, or 1.4 and a word"),
            ),
        }
    }
    if let Some(hole) = open {
        found.problems.push(Problem {
            file: file.to_owned(),
            line: hole.first,
            message: format!("the hole of exercise {} has no end", hole.id),
        });
    }
    for (name, line) in regions {
        found.problems.push(Problem {
            file: file.to_owned(),
            line,
            message: format!("anchor `{name}` has no end"),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(style: Style, text: &str) -> Vec<String> {
        let scan = scan(style, Path::new("a.rs"), text);
        scan.problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn holes_are_found_in_both_styles() {
        let reference = "// ANCHOR: all\n    // ANCHOR: exercise_1_4_ln\n    x\n    // ANCHOR_END: exercise_1_4_ln\n// ANCHOR_END: all\n";
        let found = scan(Style::Reference, Path::new("a.rs"), reference);
        assert!(found.problems.is_empty());
        let hole = &found.holes[0];
        assert_eq!(hole.id.to_string(), "1.4 (ln)");
        assert_eq!((hole.first, hole.last), (2, 4));
        assert_eq!(
            (hole.indent.as_str(), hole.body.as_str()),
            ("    ", "    x\n")
        );

        let stub = "// >>> exercise 1.12: your code from here\n// <<< exercise 1.12: to here\n";
        let found = scan(Style::Stub, Path::new("a.rs"), stub);
        assert_eq!(found.holes[0].id.to_string(), "1.12");
        assert!(found.holes[0].is_untouched());
    }

    #[test]
    fn untouched_is_the_todo_of_this_hole_only() {
        let body = |body: &str| {
            let text =
                format!("// >>> exercise 1.4: from\n{body}// <<< exercise 1.4: to\n");
            scan(Style::Stub, Path::new("a.rs"), &text).holes[0].is_untouched()
        };
        assert!(body("    todo!(\"exercise 1.4: An older title\")\n"));
        assert!(body(
            "    todo!(\n        \"exercise 1.4: A long title\"\n    )\n"
        ));
        assert!(!body("    todo!()\n"));
        assert!(!body("    let y = 1;\n    todo!(\"exercise 1.4: t\")\n"));
    }

    #[test]
    fn each_wrong_marker_is_named_with_its_line() {
        let cases = [
            (
                "// ANCHOR: exercise_1_1\n",
                "a.rs:1: the hole of exercise 1.1 has no end",
            ),
            (
                "\n// ANCHOR_END: exercise_1_1\n",
                "a.rs:2: the hole of exercise 1.1 ends here without a beginning",
            ),
            (
                "// ANCHOR: exercise_1_1\n// ANCHOR: exercise_1_2\n// ANCHOR_END: exercise_1_2\n",
                "a.rs:2: the hole of exercise 1.2 begins inside the one of 1.1 (line 1), which has no end",
            ),
            (
                "// ANCHOR: exercise_1_1\n// ANCHOR_END: exercise_1_2\n",
                "a.rs:2: here ends exercise 1.2, but the hole that began at line 1 is of exercise 1.1",
            ),
            (
                "// ANCHOR: exercise_one\n",
                "a.rs:1: `exercise_one` is no hole's name: 1.4, or 1.4 and a word",
            ),
            ("// ANCHOR: region\n", "a.rs:1: anchor `region` has no end"),
        ];
        for (text, expected) in cases {
            assert_eq!(messages(Style::Reference, text), [expected], "{text}");
        }
    }
}

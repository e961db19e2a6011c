//! How much of a crate is woven into the book: printed by a listing, or asked for by an exercise.
//!
//! The rule: of the lines in `crates/X/src` that are neither blank nor an `ANCHOR` comment, the share that stands in a
//! listing of some chapter or in an exercise's body. Doc comments, `use` lines and attributes count like any other line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use crate::error::BookError;
use crate::ledger::Ledger;
use crate::lessons::rust_files;
use crate::project::Project;
use crate::source::Source;

/// The lines of one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Lines that count.
    pub counted: usize,
    /// Those that neither a listing prints nor an exercise asks for, as ranges from 1, both ends included.
    pub missing: Vec<(usize, usize)>,
    missed: usize,
}

/// The coverage of every file of the crates, by path relative to the root.
#[derive(Debug)]
pub struct Woven {
    files: BTreeMap<String, Coverage>,
}

/// A share that must be reached: `autograd=95`, or `gradcheck/src/ladder.rs=95` for a file or folder of a crate.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// Below `crates/`.
    pub what: String,
    /// In percent.
    pub percent: f64,
}

impl std::str::FromStr for Requirement {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("`{text}`: write it as `autograd=95`");
        let (what, percent) = text.split_once('=').ok_or_else(form)?;
        let percent = percent.trim_end_matches('%').parse().map_err(|_| form())?;
        Ok(Self {
            what: what.trim_matches('/').to_owned(),
            percent,
        })
    }
}

impl Woven {
    /// Compares the crates' files with what the book prints.
    ///
    /// # Errors
    /// [`BookError::Woven`] for a file whose anchors are malformed.
    pub fn measure(project: &Project, ledger: &Ledger) -> Result<Self, BookError> {
        let mut files = BTreeMap::new();
        for crate_folder in crates(project) {
            for path in rust_files(&crate_folder.join("src")) {
                let name = project.display(&path);
                let source = Source::read(project.root(), &name)
                    .map_err(|error| BookError::Woven(error.to_string()))?;
                files
                    .insert(name.clone(), coverage(&source, ledger.printed.get(&name)));
            }
        }
        Ok(Self { files })
    }

    fn below<'a>(
        &'a self,
        what: &str,
    ) -> impl Iterator<Item = (&'a String, &'a Coverage)> {
        let (exact, folder) = (format!("crates/{what}"), format!("crates/{what}/"));
        self.files
            .iter()
            .filter(move |(name, _)| **name == exact || name.starts_with(&folder))
    }

    /// Lines that count, and those woven, in a crate (`autograd`) or a part of one.
    pub fn share(&self, what: &str) -> (usize, usize) {
        let sum = |(counted, woven), (_, file): (_, &Coverage)| {
            (counted + file.counted, woven + file.counted - file.missed)
        };
        self.below(what).fold((0, 0), sum)
    }

    /// One line per crate: `autograd 97.1 % woven (540 of 556 lines)`.
    pub fn summary(&self) -> String {
        let mut names: Vec<_> = self
            .files
            .keys()
            .filter_map(|name| name.split('/').nth(1))
            .collect();
        names.dedup();
        let mut summary = String::new();
        for name in names {
            let (counted, woven) = self.share(name);
            let _ = writeln!(
                summary,
                "  {name:<12} {:>5} % woven ({woven} of {counted} lines)",
                percent(woven, counted)
            );
        }
        summary
    }

    /// Checks the requirements.
    ///
    /// # Errors
    /// [`BookError::Woven`] with the lines that are missing, file by file.
    pub fn require(&self, requirements: &[Requirement]) -> Result<(), BookError> {
        let mut report = String::new();
        for Requirement {
            what,
            percent: wanted,
        } in requirements
        {
            let (counted, woven) = self.share(what);
            if counted == 0 {
                let _ = writeln!(report, "there is no crates/{what}");
            } else if (woven as f64) * 100.0 < wanted * counted as f64 {
                let share = percent(woven, counted);
                let _ = writeln!(
                    report,
                    "{what} is woven to {share} %, required are {wanted} %; neither in a listing nor in an exercise:"
                );
                report += &self.missing(what);
            }
        }
        if report.is_empty() {
            Ok(())
        } else {
            Err(BookError::Woven(report.trim_end().to_owned()))
        }
    }

    /// The lines that are missing below a crate or a part of one, one file per line.
    pub fn missing(&self, what: &str) -> String {
        let mut report = String::new();
        for (name, file) in self.below(what).filter(|(_, file)| file.missed > 0) {
            let range = |&(from, to): &(usize, usize)| {
                if from == to {
                    from.to_string()
                } else {
                    format!("{from}–{to}")
                }
            };
            let ranges: Vec<_> = file.missing.iter().map(range).collect();
            let _ = writeln!(report, "  {name}: {}", ranges.join(", "));
        }
        report
    }
}

/// Rounded down, so that 95.0 is printed only where 95 is reached.
fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000).checked_div(whole).unwrap_or(1000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn crates(project: &Project) -> Vec<std::path::PathBuf> {
    let mut folders: Vec<_> = fs::read_dir(project.root().join("crates"))
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    folders.sort();
    folders
}

fn coverage(
    source: &Source,
    printed: Option<&std::collections::BTreeSet<usize>>,
) -> Coverage {
    let in_a_hole = |line: usize| source.holes().any(|hole| hole.lines.contains(&line));
    let in_a_listing = |line: usize| printed.is_some_and(|lines| lines.contains(&line));
    let mut coverage = Coverage::default();
    // Whether the counted line before was missing too: then its range goes on, across blank lines.
    let mut open = false;
    for line in source.counted() {
        coverage.counted += 1;
        let missing = !in_a_hole(line) && !in_a_listing(line);
        if missing {
            coverage.missed += 1;
            match coverage.missing.last_mut().filter(|_| open) {
                Some(range) => range.1 = line + 1,
                None => coverage.missing.push((line + 1, line + 1)),
            }
        }
        open = missing;
    }
    coverage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::project;

    const TEXT: &str = "//! Docs.\n\nuse a;\n// ANCHOR: f\nfn f() {\n    // ANCHOR: exercise_1_1\n    1\n    // ANCHOR_END: exercise_1_1\n}\n// ANCHOR_END: f\nfn g() {}\n";

    fn measured(printed: Option<&[usize]>) -> Coverage {
        let source = Source::parse("f.rs", TEXT).expect("well-formed");
        coverage(
            &source,
            printed
                .map(|lines| lines.iter().copied().collect())
                .as_ref(),
        )
    }

    #[test]
    fn holes_are_woven_and_ranges_cross_blank_lines() {
        assert_eq!(
            measured(None),
            Coverage {
                counted: 6,
                missing: vec![(1, 5), (9, 11)],
                missed: 5
            }
        );
    }

    #[test]
    fn a_listing_weaves_its_lines() {
        assert_eq!(
            measured(Some(&[4, 6, 8])),
            Coverage {
                counted: 6,
                missing: vec![(1, 3), (11, 11)],
                missed: 3
            }
        );
    }

    #[test]
    fn a_requirement_that_is_not_met_names_the_lines() {
        let woven = Woven::measure(&project(), &Ledger::default())
            .expect("the fixture is well-formed");
        let require = |text: &str| woven.require(&[text.parse().expect("well-formed")]);
        require("demo=0").expect("nothing is required");
        let error = require("demo=95")
            .expect_err("nothing is printed")
            .to_string();
        assert!(error.contains("demo is woven to "), "{error}");
        assert!(error.contains("  crates/demo/src/lib.rs: 1–"), "{error}");
        let error = require("dmo=95").expect_err("a slip").to_string();
        assert_eq!(error, "there is no crates/dmo");
    }

    #[test]
    fn a_requirement_has_a_form() {
        let read: Requirement =
            "autograd/src/tape.rs=95%".parse().expect("well-formed");
        assert_eq!(
            read,
            Requirement {
                what: "autograd/src/tape.rs".to_owned(),
                percent: 95.0
            }
        );
        assert!("autograd".parse::<Requirement>().is_err());
    }

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(percent(9499, 10_000), "94.9");
        assert_eq!(percent(1, 1), "100.0");
    }
}

//! A source file cut at its anchors: regions that the book prints, holes that it never prints.
//!
//! The convention is the course's: `// ANCHOR: name` … `// ANCHOR_END: name` marks a region; a name of the form
//! `exercise_1_4` or `exercise_1_4_ln` marks the body of exercise 1.4 (hole "ln").

use std::fs;
use std::ops::Range;
use std::path::Path;

/// Why a listing could not be cut out of its file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SourceError {
    /// The file cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    Unreadable {
        /// The file, relative to the repository.
        path: String,
        /// The system's reason.
        reason: String,
    },
    /// The file has no such anchor.
    #[error("no anchor `{anchor}` in `{path}`; it has: {known}")]
    NoAnchor {
        /// The file.
        path: String,
        /// The anchor asked for.
        anchor: String,
        /// The anchors it has.
        known: String,
    },
    /// An anchor that is opened twice, never closed, or closed without being open.
    #[error("`{path}` line {line}: {what}")]
    Malformed {
        /// The file.
        path: String,
        /// The line in that file, from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// The region would print part of an exercise's body.
    #[error(
        "`{anchor}` in `{path}` would print the body of exercise {exercise}, which the book never prints"
    )]
    Forbidden {
        /// The file.
        path: String,
        /// The anchor asked for.
        anchor: String,
        /// The exercise it would give away.
        exercise: String,
    },
}

/// A named region; the lines are counted from 0 and exclude the two anchor lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The anchor's name.
    pub name: String,
    /// Its lines.
    pub lines: Range<usize>,
}

impl Region {
    /// "1.4" or "1.4 (ln)" when this region is an exercise's body.
    pub fn exercise(&self) -> Option<String> {
        let rest = self.name.strip_prefix("exercise_")?;
        let mut parts = rest.splitn(3, '_');
        let (lesson, number) = (parts.next()?, parts.next()?);
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(lesson) || !digits(number) {
            return None;
        }
        let hole = parts
            .next()
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        Some(format!("{lesson}.{number}{hole}"))
    }

    fn covers(&self, line: usize) -> bool {
        self.lines.contains(&line)
    }
}

/// A file, its lines and its regions.
#[derive(Debug)]
pub struct Source {
    path: String,
    lines: Vec<String>,
    regions: Vec<Region>,
}

/// A piece of a file as the book prints it.
#[derive(Debug, PartialEq, Eq)]
pub struct Listing {
    /// The text, dedented, holes replaced by one comment line each.
    pub text: String,
    /// The file's lines that are printed or asked for here, from 0.
    pub lines: Vec<usize>,
}

impl Source {
    /// Reads `root/path`.
    ///
    /// # Errors
    /// An unreadable file or malformed anchors.
    pub fn read(root: &Path, path: &str) -> Result<Self, SourceError> {
        let text = fs::read_to_string(root.join(path)).map_err(|error| {
            SourceError::Unreadable {
                path: path.to_owned(),
                reason: error.to_string(),
            }
        })?;
        Self::parse(path, &text)
    }

    /// Finds the regions of `text`; `path` is for messages.
    ///
    /// # Errors
    /// Malformed anchors.
    pub fn parse(path: &str, text: &str) -> Result<Self, SourceError> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let malformed = |line: usize, what: String| SourceError::Malformed {
            path: path.to_owned(),
            line: line + 1,
            what,
        };
        let mut open: Vec<Region> = Vec::new();
        let mut regions: Vec<Region> = Vec::new();
        for (number, line) in lines.iter().enumerate() {
            match anchor(line) {
                Some((Mark::Start, name)) => {
                    if open
                        .iter()
                        .chain(&regions)
                        .any(|region| region.name == name)
                    {
                        return Err(malformed(
                            number,
                            format!("a second anchor `{name}`"),
                        ));
                    }
                    open.push(Region {
                        name: name.to_owned(),
                        lines: number + 1..number + 1,
                    });
                }
                Some((Mark::End, name)) => {
                    let Some(at) = open.iter().position(|region| region.name == name)
                    else {
                        let what = format!(
                            "`ANCHOR_END: {name}` without its `ANCHOR: {name}`"
                        );
                        return Err(malformed(number, what));
                    };
                    let mut region = open.remove(at);
                    region.lines.end = number;
                    regions.push(region);
                }
                None => {}
            }
        }
        if let Some(region) = open.first() {
            let what = format!("anchor `{}` is never closed", region.name);
            return Err(malformed(region.lines.start - 1, what));
        }
        Ok(Self {
            path: path.to_owned(),
            lines,
            regions,
        })
    }

    /// The regions that are exercises' bodies.
    pub fn holes(&self) -> impl Iterator<Item = &Region> {
        self.regions
            .iter()
            .filter(|region| region.exercise().is_some())
    }

    /// The lines that count: neither blank nor an anchor. Doc comments, `use` lines and attributes do count.
    pub fn counted(&self) -> impl Iterator<Item = usize> {
        let counts = |line: &str| !line.trim().is_empty() && anchor(line).is_none();
        (0..self.lines.len()).filter(move |&number| counts(&self.lines[number]))
    }

    /// The region `anchor`, or the whole file, as the book prints it.
    ///
    /// # Errors
    /// An unknown anchor, or one that would give an exercise away.
    pub fn listing(&self, anchor_name: Option<&str>) -> Result<Listing, SourceError> {
        let range = match anchor_name {
            None => 0..self.lines.len(),
            Some(name) => self.region(name)?.lines.clone(),
        };
        let mut printed: Vec<String> = Vec::new();
        let mut lines = Vec::new();
        let mut number = range.start;
        while number < range.end {
            let line = &self.lines[number];
            let hole = self.holes().find(|hole| hole.lines.start == number + 1);
            if let Some(hole) = hole.filter(|_| anchor(line).is_some()) {
                let indent = &line[..line.len() - line.trim_start().len()];
                let exercise = hole.exercise().unwrap_or_default();
                printed.push(format!("{indent}// exercise {exercise}: yours"));
                lines.extend(hole.lines.clone());
                number = hole.lines.end;
            } else if anchor(line).is_none() {
                printed.push(line.clone());
                lines.push(number);
            }
            number += 1;
        }
        Ok(Listing {
            text: dedent(&printed),
            lines,
        })
    }

    /// The region of that name, if printing it gives nothing away.
    fn region(&self, name: &str) -> Result<&Region, SourceError> {
        let region = self.regions.iter().find(|region| region.name == name);
        let region = region.ok_or_else(|| SourceError::NoAnchor {
            path: self.path.clone(),
            anchor: name.to_owned(),
            known: self.anchor_names(),
        })?;
        let inside = |hole: &&Region| {
            let first = hole.covers(region.lines.start);
            let last = region.lines.end > 0 && hole.covers(region.lines.end - 1);
            let whole = region.lines.start < hole.lines.start
                && hole.lines.end < region.lines.end;
            (first || last || hole.name == region.name) && !whole
        };
        match self.holes().find(inside).and_then(Region::exercise) {
            None => Ok(region),
            Some(exercise) => Err(SourceError::Forbidden {
                path: self.path.clone(),
                anchor: name.to_owned(),
                exercise,
            }),
        }
    }

    fn anchor_names(&self) -> String {
        let printable = self
            .regions
            .iter()
            .filter(|region| region.exercise().is_none());
        let mut names: Vec<_> = printable.map(|region| region.name.as_str()).collect();
        names.sort_unstable();
        if names.is_empty() {
            "none".to_owned()
        } else {
            names.join(", ")
        }
    }
}

enum Mark {
    Start,
    End,
}

/// The anchor on this line, if it is one.
fn anchor(line: &str) -> Option<(Mark, &str)> {
    let comment = line
        .trim()
        .strip_prefix("//")
        .or_else(|| line.trim().strip_prefix('#'))?;
    let comment = comment.trim_start();
    if let Some(name) = comment.strip_prefix("ANCHOR:") {
        Some((Mark::Start, name.trim()))
    } else {
        comment
            .strip_prefix("ANCHOR_END:")
            .map(|name| (Mark::End, name.trim()))
    }
}

/// The lines without their common indentation and without blank lines at either end.
fn dedent(lines: &[String]) -> String {
    let blank = |line: &String| line.trim().is_empty();
    let first = lines.iter().position(|line| !blank(line)).unwrap_or(0);
    let last = lines
        .iter()
        .rposition(|line| !blank(line))
        .map_or(0, |at| at + 1);
    let lines = &lines[first.min(last)..last];
    let indent = |line: &String| line.len() - line.trim_start().len();
    let common = lines
        .iter()
        .filter(|line| !blank(line))
        .map(indent)
        .min()
        .unwrap_or(0);
    let cut: Vec<_> = lines
        .iter()
        .map(|line| line.get(common..).unwrap_or(""))
        .collect();
    cut.join("\n")
}

#[cfg(test)]
mod tests;

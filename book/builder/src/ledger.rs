//! What the book shows, counted while it is woven.

use std::collections::{BTreeMap, BTreeSet};

/// Pages, figures, and the lines of the crates that some listing prints.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Chapters.
    pub pages: usize,
    /// Figures shown.
    pub figures: usize,
    /// By file (relative to the root): the lines printed, from 0.
    pub printed: BTreeMap<String, BTreeSet<usize>>,
}

impl Ledger {
    /// Records a listing.
    pub fn print(&mut self, path: &str, lines: &[usize]) {
        self.printed
            .entry(path.to_owned())
            .or_default()
            .extend(lines);
    }
}

//! Carrying a learner's bodies into newly generated files, by hole.

use std::collections::BTreeMap;

use crate::holes::{Hole, HoleId};
use crate::stub::{fill, indented};

/// The bodies that a learner has written.
pub(super) fn written(holes: &[Hole]) -> BTreeMap<HoleId, &Hole> {
    holes
        .iter()
        .filter(|hole| !hole.is_untouched())
        .map(|hole| (hole.id.clone(), hole))
        .collect()
}

/// A stub's text with these bodies in its holes, at their new indentation. A hole may have moved to
/// another file; only its id counts.
pub(super) fn carry(stub: &str, bodies: &BTreeMap<HoleId, &Hole>) -> String {
    fill(stub, &|hole| {
        let old = bodies.get(&hole.id)?;
        Some(indented(&old.body, &old.indent, &hole.indent))
    })
}

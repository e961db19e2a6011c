//! Names at the right ends of curves.

use crate::style::Ink;
use crate::svg::{Drawing, Path, Text};

/// The least distance between two lines of words.
const APART: f64 = 20.0;

/// Names curves where they end: a short piece of each line and its words, begun at `x`. The
/// ends are given by their height, and are pushed apart downward where words would touch.
pub(crate) fn label_ends(
    drawing: &mut Drawing,
    x: f64,
    mut ends: Vec<(f64, &str, Ink)>,
) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut last = f64::NEG_INFINITY;
    for (y, words, ink) in ends {
        let y = (y + 5.0).max(last + APART);
        drawing.add(Path::line((x, y - 5.0), (x + 18.0, y - 5.0)).stroke(ink, 3.0));
        drawing.add(Text::new((x + 26.0, y), words));
        last = y;
    }
}

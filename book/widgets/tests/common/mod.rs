//! What the tests share.
//!
//! They hold for both kinds of [`Real`]: of 64 bits, and of 32 as the module has them
//! (`--features f32`). A tolerance is a number of roundings, each of which is off by at most
//! half of [`EPSILON`], times the size of what is rounded.

use std::fmt::Display;

use matrix::Real;
use widgets::{Answer, Widget, open};

/// The ε of the crates' numbers.
// Nothing changes where they are of 64 bits already.
#[allow(clippy::unnecessary_cast)]
pub(crate) const EPSILON: f64 = Real::EPSILON as f64;

pub(crate) fn ask(widget: &mut dyn Widget, question: &str, numbers: &[f64]) -> Answer {
    let mut answer = Answer::default();
    widget.ask(question, numbers, &mut answer);
    answer
}

pub(crate) fn widget(name: &str) -> Box<dyn Widget> {
    open(name).unwrap_or_else(|| panic!("no widget `{name}`"))
}

/// One number, and where it stands.
#[track_caller]
pub(crate) fn close(found: f64, expected: f64, tolerance: f64, place: impl Display) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{place}: it is {found}, expected is {expected} ± {tolerance:e}"
    );
}

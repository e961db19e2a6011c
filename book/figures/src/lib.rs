//! The figures and experiments of the book.
//!
//! A *figure* is a function that draws one inline SVG: [`all`] lists them, and the book shows one by
//! `{{#figure name}}`. Quick ones compute what they show at every build; the others read what an
//! *experiment* ([`experiments`]) wrote to `book/results`.
//!
//! | module | what it holds |
//! |---|---|
//! | `style` | the theme's colours; numbers as a book prints them |
//! | `svg` | a drawing under way: shapes and words |
//! | `plot`, `ends` | axes, curves and points, through plotters; names at the ends of curves |
//! | `region`, `map` | where a function of the plane is positive; level lines and paths |
//! | `walks` | optimizers on a surface |
//! | `wires`, `cells`, `bars`, `images` | circles and arrows; tables and heat maps; bars; images of digits |
//! | [`figures`] | the figures, a folder for each lesson |
//! | [`results`] | the tables in book/results |
//! | [`experiments`] | what writes them |

// A drawing is a string that grows piece by piece; none is large.
#![allow(clippy::format_push_string)]

use std::path::Path;

pub(crate) mod bars;
pub(crate) mod cells;
pub(crate) mod ends;
pub mod error;
pub mod experiments;
pub mod figures;
pub(crate) mod images;
pub(crate) mod map;
pub mod moons;
pub(crate) mod plot;
pub(crate) mod region;
pub mod results;
pub(crate) mod style;
pub(crate) mod svg;
pub(crate) mod walks;
pub(crate) mod wires;

pub use error::FigureError;
pub use style::thousands;

/// A figure of the book.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    /// The name in `{{#figure name}}`.
    pub name: &'static str,
    /// A short title.
    pub title: &'static str,
    /// What it shows, for readers who cannot see it.
    pub description: &'static str,
    /// Draws a complete inline `<svg>`; the argument is the folder book/results.
    pub draw: fn(&Path) -> Result<String, FigureError>,
}

/// All figures, in the order of the book.
pub fn all() -> &'static [Figure] {
    &figures::ALL
}

/// The figure of that name.
pub fn find(name: &str) -> Option<&'static Figure> {
    all().iter().find(|figure| figure.name == name)
}

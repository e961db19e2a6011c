//! `cargo book`: mdBook as a library, with what this book needs beside it.
//!
//! A chapter goes through three steps:
//! 1. [`page`] replaces directives, quizzes and formulas in its Markdown ([`scan`] finds them, [`directives`] render
//!    them; what must not be read as Markdown becomes a placeholder);
//! 2. mdBook makes pages of it;
//! 3. [`fill`] puts formulas and drawings where the placeholders are, and [`widgets`] what live pages need beside them.
//!
//! The ordinary mdbook runs the same steps: book.toml names this program as preprocessor (step 1) and as a second
//! renderer (step 3). [`press`] has both sides.

// Step 1: Markdown.
pub mod directives;
pub mod page;
pub mod scan;
// What the directives read.
pub mod drawing;
pub mod lessons;
pub mod project;
pub mod results;
pub mod source;
// Steps 2 and 3: pages.
pub mod fill;
pub mod html;
pub mod maths;
pub mod press;
pub mod svg;
pub mod widgets;
// What must hold of the finished book.
pub mod ledger;
pub mod links;
pub mod woven;
// The command's other half.
pub mod error;
pub mod serve;
pub mod watch;

pub use drawing::Drawing;
pub use error::BookError;
pub use project::Project;

#[cfg(test)]
mod testing;

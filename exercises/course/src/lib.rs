//! The command `cargo course`: a learner's way through the exercises, and a maintainer's proof
//! that they are sound.
//!
//! In reading order:
//!
//! | module | what it holds |
//! |---|---|
//! | [`manifest`] | `exercises.toml` and `mistakes.toml` |
//! | [`holes`] | finding holes: between anchors in a reference, between marker lines in a stub |
//! | [`stub`] | from a reference's text to a stub's, and bodies into it |
//! | [`stub_manifest`] | the `Cargo.toml` of a stub |
//! | [`lesson`], [`workspace`] | a lesson's folder and its reference; all lessons |
//! | [`generate`] | all generated files of a lesson, against those on disk |
//! | [`cargo`] | building a lesson's tests, running them, reading what they say |
//! | [`trial`] | the verdict on a learner's exercise, short enough to be read |
//! | [`progress`], [`standing`] | what is done; where a learner stands |
//! | [`backup`], [`ask`] | nothing is lost, and nothing overwritten unasked |
//! | [`commands`] | one module per command |
//! | [`error`], [`files`], [`clock`] | what all of them use |

#[macro_use]
mod out;

pub mod ask;
pub mod backup;
pub mod cargo;
pub mod clock;
pub mod commands;
pub mod error;
pub mod files;
pub mod generate;
pub mod holes;
pub mod lesson;
pub mod manifest;
pub mod progress;
pub mod standing;
pub mod stub;
pub mod stub_manifest;
pub mod trial;
pub mod workspace;

pub use error::{CourseError, Result};
pub use workspace::Workspace;

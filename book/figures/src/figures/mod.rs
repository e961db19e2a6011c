//! The figures: a folder for each lesson, each with its table of contents, and what they share.

// All figures have one signature, those too that cannot fail.
#![allow(clippy::unnecessary_wraps)]

use std::sync::LazyLock;

use crate::Figure;

mod lesson_1;
mod lesson_2;
mod lesson_3;
mod lesson_4;
mod lesson_5;
mod reading;

/// All figures, in the order of the book.
pub(crate) static ALL: LazyLock<Vec<Figure>> = LazyLock::new(|| {
    [
        lesson_1::FIGURES,
        lesson_2::FIGURES,
        lesson_3::FIGURES,
        lesson_4::FIGURES,
        lesson_5::FIGURES,
    ]
    .concat()
});

//! Writes one module per chapter of the book, with the chapter as its documentation, so that
//! `cargo test` runs the chapter's Rust blocks. The list is SUMMARY.md itself: it cannot go stale.

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    let root = here
        .ancestors()
        .nth(2)
        .expect("tests/book stands in the repository");
    let book = root.join("book").join("src");
    let summary = book.join("SUMMARY.md");
    println!("cargo::rerun-if-changed={}", summary.display());
    let text = fs::read_to_string(&summary)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", summary.display()));
    let mut modules = String::new();
    for chapter in chapters(&text) {
        let name = chapter
            .trim_end_matches(".md")
            .replace(['/', '-', '.'], "_");
        let path = book.join(chapter);
        writeln!(
            modules,
            "#[doc = include_str!(r#\"{}\"#)]\npub mod {name} {{}}",
            path.display()
        )
        .expect("a string takes everything that is written to it");
    }
    let out = Path::new(&variable("OUT_DIR")).join("chapters.rs");
    fs::write(&out, modules)
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", out.display()));
}

fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets it for build scripts")
}

/// The files that SUMMARY.md links to.
fn chapters(summary: &str) -> impl Iterator<Item = &str> {
    let links = summary
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    links.filter(|link| {
        Path::new(link)
            .extension()
            .is_some_and(|ending| ending == "md")
    })
}

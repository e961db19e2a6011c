//! The chapters as they were written.

use std::fs;

use book_tests::{files, project};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Each file of book/src that is Markdown, with its text.
fn texts() -> Vec<(String, String)> {
    let folder = project().book().join("src");
    let text =
        |name: &String| fs::read_to_string(folder.join(name)).expect("it was listed");
    files(&folder, "md")
        .into_iter()
        .map(|name| (name.clone(), text(&name)))
        .collect()
}

/// A file that SUMMARY.md does not name is in no page, and its blocks are never run.
#[test]
fn every_file_is_a_chapter() {
    let texts = texts();
    let (_, summary) = texts
        .iter()
        .find(|(name, _)| name == "SUMMARY.md")
        .expect("it is there");
    for (name, _) in texts.iter().filter(|(name, _)| name != "SUMMARY.md") {
        let links = [format!("]({name})"), format!("](./{name})")];
        let listed = links.iter().any(|link| summary.contains(link));
        assert!(listed, "book/src/{name} is not in SUMMARY.md");
    }
}

/// Line and kind of each code block without a language.
fn unlabelled(text: &str) -> Vec<(usize, &'static str)> {
    let blocks = Parser::new_ext(text, Options::ENABLE_GFM | Options::ENABLE_TABLES);
    blocks
        .into_offset_iter()
        .filter_map(|(event, range)| {
            let line = text[..range.start].matches('\n').count() + 1;
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    Some((line, "text that is indented by four spaces"))
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(label)))
                    if label.trim().is_empty() =>
                {
                    Some((line, "a fence without a language"))
                }
                _ => None,
            }
        })
        .collect()
}

/// Such a block would be compiled as Rust.
#[test]
fn every_code_block_has_a_language() {
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        for (line, kind) in unlabelled(&text) {
            wrong.push(format!(
                "book/src/{name}:{line}: {kind} is compiled as Rust: write ```text"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_block_without_a_language_is_found() {
    let text =
        "a\n\n```\nb\n```\n\n```text\nc\n```\n\n    d\n\n- e\n\n  ```\n  f\n  ```\n";
    let lines: Vec<_> = unlabelled(text).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [3, 11, 15]);
}

/// The chapters' code runs only where there is some: a label that nobody reads as Rust, such as
/// `Rust` or `rs`, would switch the tests off in silence.
#[test]
fn chapters_have_code_that_runs() {
    let mut runs = 0;
    for (name, text) in texts() {
        for (number, line) in text.lines().enumerate() {
            let Some(label) = line.trim_start().strip_prefix("```") else {
                continue;
            };
            let language = label.split([',', ' ']).next().unwrap_or(label);
            let place = format!("book/src/{name}:{}", number + 1);
            assert!(
                !["Rust", "rs", "RUST"].contains(&language),
                "{place}: write ```rust"
            );
            runs += usize::from(label.trim() == "rust");
        }
    }
    assert!(runs > 0, "no chapter has a Rust block that runs");
}

//! `{{#listing crates/autograd/src/tape.rs:anchor Caption}}`: code of the repository, cut out, never pasted.

use super::{Output, first_word};
use crate::error::DirectiveError;
use crate::html::{escape, from_markdown_inline};
use crate::page::Page;
use crate::source::Source;

const USAGE: &str = "listing path/to/file.rs:anchor Caption";

pub(crate) fn render(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let (place, caption) = first_word(arguments);
    if place.is_empty() {
        return Err(DirectiveError::Usage(USAGE));
    }
    let (path, anchor) = match place.split_once(':') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (place, None),
    };
    let listing = Source::read(page.shop.project.root(), path)?.listing(anchor)?;
    page.ledger.print(path, &listing.lines);

    let name = path.rsplit('/').next().unwrap_or(path);
    let mut header = vec![format!(
        "<span class=\"listing-file\">{}</span>",
        escape(name)
    )];
    if let Some(caption) = caption {
        let caption = from_markdown_inline(caption, page.shop.typesetter)?;
        header.push(format!(
            "<span class=\"listing-caption\"> — {caption}</span>"
        ));
    }
    let line = listing.lines.first().map_or(1, |first| first + 1);
    header.push(format!(
        "<span class=\"listing-path\">{}:{line}</span>",
        escape(path)
    ));

    let mut block = vec![
        "<figure class=\"listing\">".to_owned(),
        format!("<figcaption>{}</figcaption>", header.concat()),
        String::new(),
    ];
    block.extend(fenced(language(path), &listing.text));
    block.extend([String::new(), "</figure>".to_owned()]);
    Ok(Output::Block(block))
}

/// A code block, its fence longer than any in the text.
pub(super) fn fenced(language: &str, text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
    let mut lines = vec![format!("{fence}{language}")];
    lines.extend(text.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

fn language(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("rs") => "rust",
        Some("toml") => "toml",
        Some("json") => "json",
        Some("yml" | "yaml") => "yaml",
        _ => "text",
    }
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn a_region_becomes_a_captioned_fence() {
        let html = weave(
            "{{#listing crates/demo/src/lib.rs:logistic The *stable* form, $\\sigma$}}",
        );
        for part in [
            "<figure class=\"listing\">",
            "<span class=\"listing-file\">lib.rs</span><span class=\"listing-caption\"> — The <em>stable</em> form",
            "data-gradus=\"tex:inline:\\sigma\"",
            "<span class=\"listing-path\">crates/demo/src/lib.rs:",
            "```rust\n/// The logistic function",
            "    // exercise 1.4: yours\n}\n```",
        ] {
            assert!(html.contains(part), "{part:?} is missing in\n{html}");
        }
        assert!(!html.contains("ANCHOR"), "{html}");
    }

    #[test]
    fn a_fence_is_longer_than_the_fences_in_the_code() {
        let html = weave("{{#listing crates/demo/src/lib.rs}}");
        assert!(html.contains("\n````rust\n"), "{html}");
    }

    #[test]
    fn a_listing_keeps_the_quotation_around_it() {
        let html = weave("> {{#listing crates/demo/src/lib.rs:logistic}}\n\nBelow");
        assert!(
            html.lines()
                .take_while(|line| *line != "Below")
                .filter(|line| !line.is_empty())
                .all(|line| line.starts_with('>')),
            "{html}"
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let cases = [
            (
                "{{#listing crates/demo/src/lib.rs:logistc}}",
                "no anchor `logistc` in `crates/demo/src/lib.rs`; it has: logistic",
            ),
            (
                "{{#listing crates/demo/src/no.rs}}",
                "cannot read `crates/demo/src/no.rs`",
            ),
            (
                "{{#listing}}",
                "write it as `{{#listing path/to/file.rs:anchor Caption}}`",
            ),
            (
                "{{#listing crates/demo/src/lib.rs:exercise_1_4}}",
                "which the book never prints",
            ),
            (
                "text {{#listing crates/demo/src/lib.rs}}",
                "put it on a line of its own",
            ),
        ];
        for (directive, says) in cases {
            let found = messages(&format!("# Title\n\n{directive}\n"));
            assert!(
                found.starts_with("book/src/lesson-1/tape.md:3: "),
                "{found}"
            );
            assert!(found.contains(says), "{says:?} is missing in {found}");
        }
    }
}

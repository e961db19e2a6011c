//! `{{#include path}}` is mdBook's own; it stays as it is. But mdBook goes on where the file or its anchor is missing,
//! and this book does not.

use std::fs;

use super::Output;
use crate::error::DirectiveError;
use crate::page::Page;
use crate::source::{Region, Source, SourceError};

pub(crate) fn render(
    name: &str,
    arguments: &str,
    page: &Page<'_>,
) -> Result<Output, DirectiveError> {
    // mdBook's form: path, path:anchor or path:from:to.
    let mut parts = arguments.split(':');
    let path = parts.next().unwrap_or("").trim();
    let anchor = parts
        .next()
        .filter(|part| !part.is_empty() && part.parse::<usize>().is_err());
    let chapter = page.shop.project.book().join("src").join(page.path);
    let file = chapter.parent().unwrap_or(&chapter).join(path);
    let text = fs::read_to_string(file).map_err(|error| SourceError::Unreadable {
        path: path.to_owned(),
        reason: error.to_string(),
    })?;
    // mdBook prints an exercise's body like any other text; a listing hides it.
    let hole = Source::parse(path, &text)
        .ok()
        .and_then(|source| source.holes().find_map(Region::exercise));
    if let Some(exercise) = hole {
        return Err(DirectiveError::Source(SourceError::Forbidden {
            path: path.to_owned(),
            anchor: name.to_owned(),
            exercise,
        }));
    }
    let marks = |line: &str, anchor: &str| {
        line.split_once("ANCHOR:")
            .is_some_and(|(_, name)| name.trim() == anchor)
    };
    match anchor {
        Some(anchor) if !text.lines().any(|line| marks(line, anchor)) => {
            Err(DirectiveError::Source(SourceError::NoAnchor {
                path: path.to_owned(),
                anchor: anchor.to_owned(),
                known: "others, or none".to_owned(),
            }))
        }
        _ => Ok(Output::Inline(format!("{{{{#{name} {arguments}}}}}"))),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn what_is_there_is_left_to_mdbook() {
        for directive in [
            "{{#include ../sources.md}}",
            "{{#include ../../../exercises/lesson-1/src/lib.rs}}",
            "{{#include ../sources.md:2:3}}",
        ] {
            assert_eq!(weave(directive), directive);
        }
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let found = messages("\n{{#include no.md}}");
        assert!(
            found.starts_with("book/src/lesson-1/tape.md:2: cannot read `no.md`"),
            "{found}"
        );
        let found = messages("{{#include ../sources.md:logistc}}");
        assert!(found.contains("no anchor `logistc`"), "{found}");
    }

    #[test]
    fn the_body_of_an_exercise_is_not_included() {
        for anchor in ["", ":logistic", ":exercise_1_4"] {
            let text =
                format!("{{{{#include ../../../crates/demo/src/lib.rs{anchor}}}}}");
            let found = messages(&text);
            assert!(found.contains("the body of exercise 1.4"), "{found}");
        }
    }
}

//! `{{#output name}}` or `{{#output name Caption}}`: what a program printed, kept in book/results/name.txt.
//!
//! Lines that start with `#` at the file's top say how it was made, as in the CSV files.

use super::listing::fenced;
use super::{Output, first_word};
use crate::error::DirectiveError;
use crate::html::{escape, from_markdown_inline};
use crate::page::Page;

pub(crate) fn render(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let (name, caption) = first_word(arguments);
    if name.is_empty() {
        return Err(DirectiveError::Usage("output results-file Caption"));
    }
    let text = page.shop.results.text(name)?;
    let notes: Vec<_> = text
        .lines()
        .map_while(|line| line.strip_prefix('#'))
        .collect();
    let printed = text
        .lines()
        .skip(notes.len())
        .collect::<Vec<_>>()
        .join("\n");
    let mut block = vec!["<figure class=\"listing output\">".to_owned()];
    if let Some(caption) = caption {
        let caption = from_markdown_inline(caption, page.shop.typesetter)?;
        block.push(format!("<figcaption><span>{caption}</span></figcaption>"));
    }
    block.push(String::new());
    block.extend(fenced("text", printed.trim_matches('\n')));
    block.push(String::new());
    block.push("</figure>".to_owned());
    if !notes.is_empty() {
        let notes: Vec<_> = notes.iter().map(|note| escape(note.trim())).collect();
        block.push(super::table::provenance("How this was made", &notes));
    }
    Ok(Output::Block(block))
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn what_a_program_printed_is_shown_as_it_is() {
        let html = weave("{{#output report The *whole* report}}");
        for part in [
            "<figcaption><span>The <em>whole</em> report</span></figcaption>",
            "```text\nexercise 1.4\n\n  # not a note\n```",
            "<summary>How this was made</summary><p>command: demo</p>",
        ] {
            assert!(html.contains(part), "{part:?} is missing in {html}");
        }
    }

    #[test]
    fn a_missing_output_is_named_with_its_line() {
        let found = messages("\n{{#output none}}");
        assert!(
            found.starts_with("book/src/lesson-1/tape.md:2: "),
            "{found}"
        );
        assert!(
            found.contains("cannot read book/results/none.txt"),
            "{found}"
        );
        assert!(
            messages("{{#output}}")
                .contains("write it as `{{#output results-file Caption}}`")
        );
    }
}

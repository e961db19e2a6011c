//! `{{#figure name}}` or `{{#figure name Caption}}`: a drawing by package `figures`, inlined, with a numbered caption.
//!
//! Figures are numbered page by page; `#figure-name` leads to one.

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
        return Err(DirectiveError::Usage("figure name Caption"));
    }
    let figure =
        page.shop
            .project
            .figure(name)
            .ok_or_else(|| DirectiveError::NoFigure {
                name: name.to_owned(),
                known: page.shop.project.figure_names(),
            })?;
    page.figures += 1;
    page.ledger.figures += 1;
    let caption =
        from_markdown_inline(caption.unwrap_or(figure.title), page.shop.typesetter)?;
    let at = format!("{}:{}", page.file(), page.line);
    Ok(Output::Block(vec![format!(
        "<figure class=\"figure\" id=\"figure-{name}\"><div class=\"figure-drawing\"><span data-gradus=\"figure:{name}:{at}\"></span></div>\
         <figcaption><span class=\"figure-number\">Figure {number}.</span> {caption}</figcaption></figure>",
        name = escape(name),
        at = escape(&at),
        number = page.figures,
    )]))
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn figures_are_numbered_and_captioned() {
        let html =
            weave("{{#figure line}}\n\n{{#figure line A **bold** caption, $w_{1}$}}\n");
        assert!(
            html.contains("Figure 1.</span> A straight line</figcaption>"),
            "{html}"
        );
        assert!(
            html.contains("Figure 2.</span> A <strong>bold</strong> caption, <span"),
            "{html}"
        );
        assert!(
            html.contains("data-gradus=\"figure:line:book/src/lesson-1/tape.md:3\""),
            "{html}"
        );
        assert!(html.contains("id=\"figure-line\""), "{html}");
    }

    #[test]
    fn an_unknown_figure_names_the_known_ones() {
        let found = messages("{{#figure lin}}");
        assert_eq!(
            found,
            "book/src/lesson-1/tape.md:1: no figure `lin`; there are: line, broken"
        );
        let found = messages("{{#figure}}");
        assert!(
            found.contains("write it as `{{#figure name Caption}}`"),
            "{found}"
        );
    }
}

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
    let id = format!("figure-{name}");
    frame(&id, name, caption.unwrap_or(""), page, str::to_owned)
}

/// The figure `name` with its number and caption; its title is the caption where there is none.
/// `within` makes what stands above the caption from the drawing's place.
pub(super) fn frame(
    id: &str,
    name: &str,
    caption: &str,
    page: &mut Page<'_>,
    within: impl FnOnce(&str) -> String,
) -> Result<Output, DirectiveError> {
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
    let caption = Some(caption).filter(|words| !words.is_empty());
    let caption =
        from_markdown_inline(caption.unwrap_or(figure.title), page.shop.typesetter)?;
    let at = format!("{}:{}", page.file(), page.line);
    let drawing = format!(
        "<div class=\"figure-drawing\"><span data-gradus=\"figure:{name}:{at}\"></span></div>",
        name = escape(name),
        at = escape(&at),
    );
    Ok(Output::Block(vec![format!(
        "<figure class=\"figure\" id=\"{id}\">{drawing}\
         <figcaption><span class=\"figure-number\">Figure {number}.</span> {caption}</figcaption></figure>",
        id = escape(id),
        drawing = within(&drawing),
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

//! A live widget, and the picture that stands in its place until it runs:
//!
//! ```text
//! {{#widget graph graph-a
//! predict: Which box is paid twice?
//! try: Step backward with →, and watch each box.
//! The caption, as for a figure.}}
//! ```
//!
//! The first line names a widget of book/widgets/page and a figure. Question and hint are
//! both needed: a demonstration that is only watched teaches nothing.

use super::{Output, figure, first_word};
use crate::error::DirectiveError;
use crate::html::{escape, from_markdown_inline};
use crate::page::Page;

const USAGE: &str = "widget name figure`, then lines `predict: …`, `try: …` and perhaps a caption, then `";

pub(crate) fn render(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let mut lines = arguments.lines().map(str::trim);
    let (name, picture) = first_word(lines.next().unwrap_or(""));
    let (Some(picture), Some(predict), Some(attempt)) = (
        picture,
        line_of("predict:", lines.next()),
        line_of("try:", lines.next()),
    ) else {
        return Err(DirectiveError::Usage(USAGE));
    };
    let known = page.shop.project.widget_names();
    if !known.iter().any(|widget| widget == name) {
        return Err(DirectiveError::NoWidget {
            name: name.to_owned(),
            known: known.join(", "),
        });
    }
    let caption = lines.collect::<Vec<_>>().join(" ");
    let typesetter = page.shop.typesetter;
    let predict = from_markdown_inline(predict, typesetter)?;
    let attempt = from_markdown_inline(attempt, typesetter)?;
    let above =
        format!("<p class=\"widget-predict\"><strong>Predict:</strong> {predict}</p>");
    let below = format!("<p class=\"widget-try\"><strong>Try:</strong> {attempt}</p>");
    let live = format!("<gradus-widget name=\"{}\"", escape(name));
    // Another page may show the same picture.
    let id = format!("widget-{name}");
    figure::frame(&id, picture, &caption, page, |drawing| {
        format!("{above}{live}>{drawing}</gradus-widget>{below}")
    })
}

/// What follows `key` on a line; nothing where that is not how the line begins, or nothing
/// follows.
fn line_of<'a>(key: &str, line: Option<&'a str>) -> Option<&'a str> {
    let text = line?.strip_prefix(key)?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn a_widget_stands_around_its_picture() {
        let html = weave(
            "{{#widget slider line\npredict: Up or *down*?\ntry: Move $x$.\nA caption,\nin two lines.}}\n\nBelow",
        );
        for part in [
            "<figure class=\"figure\" id=\"widget-slider\"><p class=\"widget-predict\"><strong>Predict:</strong> Up or <em>down</em>?</p>",
            "<gradus-widget name=\"slider\"><div class=\"figure-drawing\"><span data-gradus=\"figure:line:book/src/lesson-1/tape.md:1\"></span></div></gradus-widget>",
            "<p class=\"widget-try\"><strong>Try:</strong> Move <span data-gradus=\"tex:inline:x\"></span>.</p>",
            "Figure 1.</span> A caption, in two lines.</figcaption></figure>",
        ] {
            assert!(html.contains(part), "{part:?} is missing in {html}");
        }
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let texts = "predict: a?\ntry: b.\nc";
        let cases = [
            (
                format!("{{{{#widget slidr line\n{texts}}}}}"),
                "no widget `slidr`; there are: slider",
            ),
            (
                format!("{{{{#widget slider lin\n{texts}}}}}"),
                "no figure `lin`; there are: line",
            ),
            (
                format!("{{{{#widget slider\n{texts}}}}}"),
                "write it as `{{#widget name figure`, then lines `predict: …`, `try: …`",
            ),
            (
                "{{#widget slider line\ntry: b.}}".to_owned(),
                "then lines `predict: …`",
            ),
            (
                "{{#widget slider line\npredict:\ntry: b.}}".to_owned(),
                "then lines `predict: …`",
            ),
        ];
        for (directive, says) in cases {
            let found = messages(&format!("text\n\n{directive}\n"));
            assert!(
                found.starts_with("book/src/lesson-1/tape.md:3: "),
                "{found}"
            );
            assert!(found.contains(says), "{says:?} is missing in {found}");
        }
    }
}

//! Small helpers for writing HTML into Markdown and reading it back.

use pulldown_cmark::{CowStr, Event, Options, Parser, html::push_html};

use crate::error::DirectiveError;
use crate::maths::{self, Typesetter};

/// mdBook's own Markdown options, and maths, which it leaves off.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
}

/// `text` for an element's content or a quoted attribute.
///
/// `|` and `` ` `` too: where the result stands in a table cell or after a code span, Markdown must not see them.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '|' => escaped.push_str("&#124;"),
            '`' => escaped.push_str("&#96;"),
            '\n' => escaped.push_str("&#10;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// The inverse of [`escape`], also for the entities that mdBook writes.
pub fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let decoded = rest
            .find(';')
            .and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
        let (c, used) = decoded.unwrap_or(('&', 1));
        plain.push(c);
        rest = &rest[used..];
    }
    plain + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

/// Markdown as HTML on a single line, so that it can stand inside an HTML block (a blank line would end that).
///
/// Formulas become placeholders like everywhere else.
///
/// # Errors
/// A formula that KaTeX cannot read.
pub fn from_markdown(
    markdown: &str,
    typesetter: &Typesetter,
) -> Result<String, DirectiveError> {
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, markdown_options()) {
        events.push(match event {
            Event::InlineMath(tex) => formula(&tex, false, typesetter)?,
            Event::DisplayMath(tex) => formula(&tex, true, typesetter)?,
            Event::SoftBreak => Event::Text(" ".into()),
            other => other,
        });
    }
    let mut html = String::new();
    push_html(&mut html, events.into_iter());
    Ok(one_line(&html))
}

fn formula(
    tex: &str,
    display: bool,
    typesetter: &Typesetter,
) -> Result<Event<'static>, DirectiveError> {
    let placeholder = maths::placeholder(tex, display, typesetter)?;
    Ok(Event::InlineHtml(CowStr::from(placeholder)))
}

/// [`from_markdown`] for one paragraph, without its `<p>`.
///
/// # Errors
/// A formula that KaTeX cannot read.
pub fn from_markdown_inline(
    markdown: &str,
    typesetter: &Typesetter,
) -> Result<String, DirectiveError> {
    let html = from_markdown(markdown, typesetter)?;
    let inner = html
        .strip_prefix("<p>")
        .and_then(|rest| rest.strip_suffix("</p>"));
    Ok(inner
        .filter(|inner| !inner.contains("<p>"))
        .unwrap_or(&html)
        .to_owned())
}

/// Newlines become spaces, and `&#10;` inside `<pre>`.
fn one_line(html: &str) -> String {
    let mut line = String::with_capacity(html.len());
    let mut rest = html.trim_end();
    while let Some(start) = rest.find("<pre") {
        let end = rest[start..]
            .find("</pre>")
            .map_or(rest.len(), |at| start + at);
        line.push_str(&rest[..start].replace('\n', " "));
        line.push_str(&rest[start..end].replace('\n', "&#10;"));
        rest = &rest[end..];
    }
    line.push_str(&rest.replace('\n', " "));
    line.trim_end().to_owned()
}

/// `lesson-1/tape.md` as part of an id: `lesson-1-tape`.
pub fn slug(path: &str) -> String {
    path.trim_end_matches(".md")
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unescape_undoes_escape() {
        let tex = "a < b > c & \"d\" | `e` 'f' \\frac{1}{2}\n&amp;";
        assert_eq!(unescape(&escape(tex)), tex);
        assert_eq!(
            unescape("&#39;&#x27;&apos; & &nonsense; &"),
            "''' & &nonsense; &"
        );
    }

    #[test]
    fn escaped_text_holds_nothing_markdown_reads() {
        let escaped = escape("|x| `y`\n");
        assert!(!escaped.contains(['|', '`', '\n']), "{escaped}");
    }

    #[test]
    fn markdown_comes_out_on_one_line_and_code_keeps_its_lines() {
        let html = from_markdown(
            "one\n\n```rust\nlet a = 1;\n\nlet b;\n```\n",
            &Typesetter::new(),
        );
        let html = html.expect("no formula in it");
        assert!(!html.contains('\n'), "{html}");
        assert!(html.contains("let a = 1;&#10;&#10;let b;"), "{html}");
    }

    #[test]
    fn inline_markdown_loses_its_paragraph() {
        let typesetter = Typesetter::new();
        let html = from_markdown_inline("a *b* $c$", &typesetter).expect("it is fine");
        assert_eq!(
            html,
            "a <em>b</em> <span data-gradus=\"tex:inline:c\"></span>"
        );
    }
}

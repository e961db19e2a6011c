//! The directives of the book's Markdown; each file handles one and says how it is written.

pub mod exercises;
pub mod figure;
pub mod include;
pub mod listing;
pub mod output;
pub mod quiz;
pub mod table;
pub mod value;
pub mod widget;

use std::ops::Range;

use crate::error::DirectiveError;
use crate::page::Page;
use crate::scan::Kind;

/// What a directive becomes.
#[derive(Debug, PartialEq, Eq)]
pub enum Output {
    /// Text within a line.
    Inline(String),
    /// Lines of their own.
    Block(Vec<String>),
}

impl Output {
    /// The replacement for the piece at `range`: a block repeats what stands before it on its line (an indentation or
    /// a quotation's `>`) and ends with an empty line, so that the text below is read as Markdown again.
    pub(crate) fn fit(
        self,
        text: &str,
        range: &Range<usize>,
        kind: &Kind,
    ) -> Result<String, DirectiveError> {
        let lines = match self {
            Self::Inline(text) => return Ok(text),
            Self::Block(lines) => lines,
        };
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let prefix = &text[start..range.start];
        let after = text[range.end..].lines().next().unwrap_or("");
        let margin = |c: char| c.is_whitespace() || c == '>';
        if !prefix.chars().all(margin) || !after.trim().is_empty() {
            let name = match kind {
                Kind::Directive { name, .. } => name.clone(),
                Kind::Quiz(_) | Kind::Maths { .. } => "quiz".to_owned(),
            };
            return Err(DirectiveError::NotAlone(name));
        }
        let mut block = lines.join(&format!("\n{prefix}"));
        block.push('\n');
        block.push_str(prefix.trim_end());
        Ok(block)
    }
}

pub(crate) fn render(
    name: &str,
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    match name {
        "listing" => listing::render(arguments, page),
        "output" => output::render(arguments, page),
        "figure" => figure::render(arguments, page),
        "widget" => widget::render(arguments, page),
        "value" => value::render(arguments, page),
        "table" => table::render(arguments, page),
        "exercises" => exercises::list(arguments, page),
        "exercise" => exercises::single(arguments, page),
        "include" | "rustdoc_include" | "playground" => {
            include::render(name, arguments, page)
        }
        unknown => Err(DirectiveError::Unknown(unknown.to_owned())),
    }
}

/// The first word, and the rest if there is one.
fn first_word(arguments: &str) -> (&str, Option<&str>) {
    match arguments.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, Some(rest.trim()).filter(|rest| !rest.is_empty())),
        None => (arguments, None),
    }
}

//! Finds what the builder must replace in a chapter: directives, formulas and quizzes, but none inside code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::error::DirectiveError;
use crate::html::markdown_options;

/// The directives that mdBook handles itself, and of which there is nothing to check.
const MDBOOK: [&str; 2] = ["title", "template"];

/// Something to replace.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{{#name arguments}}`.
    Directive {
        /// The word after `#`.
        name: String,
        /// The rest, trimmed.
        arguments: String,
    },
    /// `$…$` or `$$…$$`.
    Maths {
        /// The formula.
        tex: String,
        /// Two dollar signs.
        display: bool,
    },
    /// A fenced block labelled `quiz`.
    Quiz(String),
}

/// Something to replace, and where it stands in the text.
#[derive(Debug)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// The pieces of a chapter in order, without overlaps; mistakes with the byte where they start.
pub fn pieces(text: &str) -> (Vec<Piece>, Vec<(usize, DirectiveError)>) {
    let Reading {
        pieces: mut found,
        code,
        dollars,
    } = read(text);
    let (directives, mut problems) = directives(text, &code);
    let in_a_directive =
        |at: usize| directives.iter().any(|piece| piece.range.contains(&at));
    let lone = dollars.into_iter().filter(|&at| !in_a_directive(at));
    problems.extend(lone.map(|at| (at, DirectiveError::LoneDollar)));
    // A formula or quiz inside a directive belongs to its caption, and one across it is no formula at all.
    found.retain(|piece| {
        !directives
            .iter()
            .any(|directive| overlap(&piece.range, &directive.range))
    });
    found.extend(directives);
    found.sort_by_key(|piece| piece.range.start);
    (found, problems)
}

/// The numbers, `{{#value …}}`, wherever they stand but in code: in captions and quizzes as well.
pub fn values(text: &str) -> Vec<Piece> {
    const OPEN: &str = "{{#value ";
    let Reading { pieces, code, .. } = read(text);
    let in_a_quiz = |at: usize| {
        let mut quizzes = pieces.iter().filter(|p| matches!(p.kind, Kind::Quiz(_)));
        quizzes.any(|quiz| quiz.range.contains(&at))
    };
    let in_code = |at: usize| code.iter().any(|range| range.contains(&at));
    let starts = text.match_indices(OPEN).map(|(at, _)| at);
    let starts = starts
        .filter(|&at| (in_a_quiz(at) || !in_code(at)) && !text[..at].ends_with('\\'));
    let piece = |at: usize| {
        let range = at..end(text, at).filter(|&end| text[..end].ends_with("}}"))?;
        let arguments = text[at + OPEN.len()..range.end - 2].trim().to_owned();
        let name = "value".to_owned();
        let kind = Kind::Directive { name, arguments };
        Some(Piece { kind, range })
    };
    starts.filter_map(piece).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What the Markdown parser sees.
#[derive(Default)]
struct Reading {
    /// Formulas and quizzes.
    pieces: Vec<Piece>,
    /// The ranges that are code.
    code: Vec<Range<usize>>,
    /// Dollar signs that belong to no formula.
    dollars: Vec<usize>,
}

fn read(text: &str) -> Reading {
    let Reading {
        mut pieces,
        mut code,
        mut dollars,
    } = Reading::default();
    let mut in_code = false;
    let mut quiz: Option<String> = None;
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        match event {
            Event::InlineMath(tex) => {
                pieces.push(Piece {
                    kind: Kind::Maths {
                        tex: tex.into(),
                        display: false,
                    },
                    range,
                });
            }
            Event::DisplayMath(tex) => {
                pieces.push(Piece {
                    kind: Kind::Maths {
                        tex: tex.into(),
                        display: true,
                    },
                    range,
                });
            }
            Event::Code(_) => code.push(range),
            Event::Start(Tag::CodeBlock(kind)) => {
                code.push(range);
                let label = match &kind {
                    CodeBlockKind::Fenced(label) => label.trim(),
                    CodeBlockKind::Indented => "",
                };
                quiz = (label == "quiz").then(String::new);
                in_code = true;
            }
            Event::Text(line) if in_code => {
                if let Some(body) = &mut quiz {
                    body.push_str(&line);
                }
            }
            Event::Text(_) => {
                let signs = text[range.clone()]
                    .match_indices('$')
                    .map(|(at, _)| range.start + at);
                dollars.extend(signs.filter(|&at| !text[..at].ends_with('\\')));
            }
            Event::End(TagEnd::CodeBlock) => {
                in_code = false;
                if let Some(body) = quiz.take() {
                    pieces.push(Piece {
                        kind: Kind::Quiz(body),
                        range,
                    });
                }
            }
            _ => {}
        }
    }
    Reading {
        pieces,
        code,
        dollars,
    }
}

/// The directives outside code, ours and unknown ones.
fn directives(
    text: &str,
    code: &[Range<usize>],
) -> (Vec<Piece>, Vec<(usize, DirectiveError)>) {
    let (mut pieces, mut problems) = (Vec::new(), Vec::new());
    let mut from = 0;
    while let Some(start) = text[from..].find("{{#").map(|at| from + at) {
        from = start + 3;
        let escaped = text[..start].ends_with('\\');
        if escaped || code.iter().any(|range| range.contains(&start)) {
            continue;
        }
        let name: String = text[from..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        if MDBOOK.contains(&name.as_str()) {
            continue;
        }
        match end(text, start).filter(|&end| text[..end].ends_with("}}")) {
            Some(end) => {
                let arguments = text[from + name.len()..end - 2].trim().to_owned();
                pieces.push(Piece {
                    kind: Kind::Directive { name, arguments },
                    range: start..end,
                });
                from = end;
            }
            None => problems.push((start, DirectiveError::Unclosed)),
        }
    }
    (pieces, problems)
}

/// The end of the directive that starts at `start`: its braces balance there, so `$w_{i_{1}}$` may stand in a caption.
fn end(text: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut skip = false;
    let mut blank = false;
    for (at, c) in text[start..].char_indices() {
        if std::mem::take(&mut skip) {
            continue;
        }
        match c {
            '\\' => skip = true,
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            // A blank line ends the paragraph.
            '\n' if blank => return None,
            _ => {}
        }
        blank = c == '\n' || (blank && c.is_whitespace());
        if depth == 0 {
            return Some(start + at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let (pieces, problems) = pieces(text);
        assert!(problems.is_empty(), "{problems:?}");
        pieces.into_iter().map(|piece| piece.kind).collect()
    }

    fn directive(name: &str, arguments: &str) -> Kind {
        Kind::Directive {
            name: name.to_owned(),
            arguments: arguments.to_owned(),
        }
    }

    #[test]
    fn a_directive_ends_where_its_braces_balance() {
        let found =
            kinds("{{#figure xor With $w_{i_{1}}$ and \\{}}\n\n{{#value a/b/c}}");
        assert_eq!(
            found,
            [
                directive("figure", "xor With $w_{i_{1}}$ and \\{"),
                directive("value", "a/b/c")
            ]
        );
    }

    #[test]
    fn code_and_escapes_are_left_alone() {
        let text = "`{{#value a}}` and `$x$` \\{{#value b}}, \\$5\n\n```text\n{{#value c}} $y$\n```\n";
        assert_eq!(kinds(text), []);
    }

    #[test]
    fn mdbooks_own_directives_are_left_to_it() {
        assert_eq!(kinds("{{#title X}}"), []);
    }

    #[test]
    fn formulas_keep_their_style() {
        let maths = |tex: &str, display| Kind::Maths {
            tex: tex.to_owned(),
            display,
        };
        assert_eq!(
            kinds("a $x^2$ b\n\n$$\ny\n$$\n"),
            [maths("x^2", false), maths("\ny\n", true)]
        );
    }

    #[test]
    fn a_quiz_in_a_quotation_loses_its_marks() {
        let text = "> ```quiz\n> Why?\n> - [x] a :: b\n> ```\n";
        assert_eq!(kinds(text), [Kind::Quiz("Why?\n- [x] a :: b\n".to_owned())]);
    }

    #[test]
    fn a_dollar_without_a_formula_is_reported() {
        for text in ["it costs $5", "open $\\frac{1$"] {
            let (found, problems) = pieces(text);
            assert!(found.is_empty());
            assert!(
                problems[0].1.to_string().contains("opens no formula"),
                "{problems:?}"
            );
        }
        assert_eq!(kinds("it costs \\$5, `$x`, <b title=\"$\">b</b>"), []);
    }

    #[test]
    fn numbers_stand_in_captions_and_quizzes_too() {
        let text = "{{#figure a So {{#value x/y/z}}.}}\n\n```quiz\n{{#value x/y/z}}\n```\n\n`{{#value c}}`";
        let found = values(text);
        assert!(
            found
                .iter()
                .all(|piece| piece.kind == directive("value", "x/y/z"))
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn an_open_directive_is_reported_where_it_starts() {
        for text in ["x {{#figure a\n\n}} y", "x {{#figure a", "x {{#value a}é}"] {
            let (found, problems) = pieces(text);
            assert!(found.is_empty());
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].0, 2);
            assert!(problems[0].1.to_string().contains("never closed"));
        }
    }
}

//! From a reference's file to a stub's, and bodies into a stub.

use std::path::Path;

use crate::holes::{Hole, HoleId, Marker, Style, marker, scan};

/// A stub's text from its reference's: holes become a `todo!` between marker lines, other anchor
/// lines go, everything else stays as it is. The markers must fit (see [`scan`]).
pub fn stub_text(reference: &str, title: &dyn Fn(&HoleId) -> String) -> String {
    let end = line_end(reference);
    let lines: Vec<&str> = reference.split_inclusive('\n').collect();
    let mut text = String::with_capacity(reference.len());
    let mut open: Option<(HoleId, &str, Vec<&str>)> = None;
    for (at, line) in lines.iter().enumerate() {
        match (marker(Style::Reference, line), &mut open) {
            (Some(Marker::Begin(id)), _) => {
                let indent = &line[..line.len() - line.trim_start().len()];
                open = Some((id, indent, Vec::new()));
            }
            (Some(Marker::End(_)), _) => {
                if let Some((id, indent, body)) = open.take() {
                    let stop = if is_statement(&body, &lines[at + 1..]) {
                        ";"
                    } else {
                        ""
                    };
                    let title = escaped(&title(&id));
                    text.extend([
                        format!(
                            "{indent}// >>> exercise {id}: your code from here{end}"
                        ),
                        format!("{indent}todo!(\"exercise {id}: {title}\"){stop}{end}"),
                        format!("{indent}// <<< exercise {id}: to here{end}"),
                    ]);
                }
            }
            (Some(_), _) => {}
            (None, Some((_, _, body))) => body.push(line),
            (None, None) => text.push_str(line),
        }
    }
    text
}

/// Whether a hole stands where a statement does, so that its `todo!` needs a semicolon: its body ends
/// with one, or it ends a block and code follows that does not go on with its value.
fn is_statement(body: &[&str], after: &[&str]) -> bool {
    let code = |line: &&&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    let last = body.iter().rev().find(code).map_or("", |line| line.trim());
    let next = after.iter().find(code).map_or("", |line| line.trim());
    last.ends_with(';')
        || (last.ends_with('}')
            && !next.starts_with(['}', ')', ']', ',', ';', '.', '?']))
}

/// A title inside a `todo!`'s message: braces would be read as arguments.
fn escaped(title: &str) -> String {
    title
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('{', "{{")
        .replace('}', "}}")
}

/// Puts bodies into a stub's holes. Where `body` has none for a hole, it stays as it is.
pub fn fill(stub: &str, body: &dyn Fn(&Hole) -> Option<String>) -> String {
    let holes = scan(Style::Stub, Path::new(""), stub).holes;
    let mut text = String::with_capacity(stub.len());
    let mut line = 1;
    let mut lines = stub.split_inclusive('\n');
    let mut copy = |text: &mut String, upto: usize, keep: bool| {
        while line <= upto {
            let next = lines.next().unwrap_or_default();
            if keep {
                text.push_str(next);
            }
            line += 1;
        }
    };
    for hole in &holes {
        copy(&mut text, hole.first, true);
        match body(hole) {
            Some(body) => {
                copy(&mut text, hole.last - 1, false);
                text.push_str(&body);
            }
            None => copy(&mut text, hole.last - 1, true),
        }
    }
    copy(&mut text, stub.lines().count(), true);
    text
}

/// The text with every hole emptied: what a learner is not meant to change.
pub fn skeleton(stub: &str) -> String {
    fill(stub, &|_| Some(String::new()))
}

/// Moves a body from one indentation to another, line by line. Empty lines stay empty.
pub fn indented(body: &str, from: &str, to: &str) -> String {
    body.split_inclusive('\n')
        .map(|line| match line.strip_prefix(from) {
            Some(rest) if !line.trim().is_empty() => format!("{to}{rest}"),
            _ => line.to_owned(),
        })
        .collect()
}

/// A body written at the margin (as in `mistakes.toml`) at a hole's indentation.
pub fn at_indent(body: &str, indent: &str) -> String {
    let mut text: String = body
        .trim_matches('\n')
        .lines()
        .map(|line| match line.trim() {
            "" => "\n".to_owned(),
            _ => format!("{indent}{line}\n"),
        })
        .collect();
    if text.is_empty() {
        text.push('\n');
    }
    text
}

/// How a file ends its lines: git may have made it `\r\n`.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if at > 0 && text.as_bytes()[at - 1] == b'\r' => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = "\
// ANCHOR: square
fn square(x: f64) -> f64 {
    // ANCHOR: exercise_1_1
    let y = x;

    y * x
    // ANCHOR_END: exercise_1_1
}
// ANCHOR_END: square
// the last line has no end";

    const STUB: &str = "\
fn square(x: f64) -> f64 {
    // >>> exercise 1.1: your code from here
    todo!(\"exercise 1.1: {{Quoted}} \\\"square\\\"\")
    // <<< exercise 1.1: to here
}
// the last line has no end";

    #[test]
    fn a_stub_keeps_all_but_anchors_and_bodies() {
        assert_eq!(
            stub_text(REFERENCE, &|_| "{Quoted} \"square\"".to_owned()),
            STUB
        );
    }

    #[test]
    fn a_hole_in_the_place_of_a_statement_gets_a_semicolon() {
        let stub = |body: &str, after: &str| {
            let text = format!(
                "// ANCHOR: exercise_1_1\n{body}\n// ANCHOR_END: exercise_1_1\n{after}\n"
            );
            let stub = stub_text(&text, &|_| "t".to_owned());
            stub.lines().nth(1).map(str::to_owned)
        };
        let value = Some("todo!(\"exercise 1.1: t\")".to_owned());
        let statement = Some("todo!(\"exercise 1.1: t\");".to_owned());
        assert_eq!(stub("for x in y {}", "// then\n\nlosses"), statement);
        assert_eq!(stub("x += 1.0;", "}"), statement);
        assert_eq!(stub("x += 1.0;\n// why", "}"), statement);
        assert_eq!(stub("if x { 1 } else { 2 }", "}"), value);
        assert_eq!(stub("match x {}", "// ANCHOR_END: region\n}"), value);
        assert_eq!(stub("x * x", "}"), value);
    }

    #[test]
    fn carriage_returns_stay() {
        let reference = REFERENCE.replace('\n', "\r\n");
        let stub = stub_text(&reference, &|_| "{Quoted} \"square\"".to_owned());
        assert_eq!(stub, STUB.replace('\n', "\r\n"));
    }

    #[test]
    fn a_filled_stub_has_the_body_and_nothing_else_changed() {
        let filled = fill(STUB, &|_| Some("    x * x\n".to_owned()));
        assert_eq!(
            filled.lines().nth(2).map(str::trim),
            Some("x * x"),
            "{filled}"
        );
        assert_eq!(filled.lines().count(), STUB.lines().count());
        assert_eq!(fill(STUB, &|_| None), STUB);
        assert_eq!(skeleton(&filled), skeleton(STUB));
    }

    #[test]
    fn bodies_move_with_their_hole() {
        assert_eq!(
            indented("    a\n\n      b\n", "    ", "  "),
            "  a\n\n    b\n"
        );
        assert_eq!(at_indent("\na\n\n  b\n", "  "), "  a\n\n    b\n");
    }
}

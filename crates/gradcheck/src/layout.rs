//! Columns and line breaks.

const WIDTH: usize = 80;
/// A space at which no line is broken; printed as an ordinary one.
pub(crate) const UNBROKEN: &str = "\u{a0}";

/// The first column to the left, all others to the right.
pub(crate) fn table(cells: &[Vec<String>]) -> String {
    let length = |cell: &String| cell.chars().count();
    let columns = cells.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|c| cells.iter().map(|row| length(&row[c])).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in cells {
        let mut line = String::from(" ");
        for (c, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(width - length(cell));
            line += &if c == 0 {
                [" ", cell, &pad].concat()
            } else {
                ["  ", &pad, cell].concat()
            };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

/// Breaks `text` at spaces; further lines are indented by the length of `label`.
pub(crate) fn wrapped(label: &str, text: &str) -> String {
    let indent = " ".repeat(label.len());
    let mut lines = vec![label.trim_end().to_owned()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a first line");
        let space = usize::from(!line.is_empty() && !line.ends_with(' '));
        if line.trim().is_empty()
            || line.chars().count() + space + word.chars().count() <= WIDTH
        {
            *line += &" ".repeat(space);
            *line += word;
        } else {
            lines.push(format!("{indent}{word}"));
        }
    }
    (lines.join("\n") + "\n").replace(UNBROKEN, " ")
}

/// Breaks a line of code behind a comma where it is too long.
pub(crate) fn wrapped_code(code: &str) -> String {
    let mut text = String::new();
    let mut line = String::from("  ");
    for piece in code.split_inclusive(", ") {
        if line.chars().count() + piece.trim_end().chars().count() > WIDTH {
            text += line.trim_end();
            text += "\n";
            line = String::from("      ");
        }
        line += piece;
    }
    text + line.trim_end() + "\n"
}

//! `{{#table results-file}}` or `{{#table results-file column,column}}`: a table of measured numbers, and how they were made.

use super::value::{is_number, typographic};
use super::{Output, first_word};
use crate::error::DirectiveError;
use crate::html::escape;
use crate::page::Page;

pub(crate) fn render(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let (file, wanted) = first_word(arguments);
    if file.is_empty() {
        return Err(DirectiveError::Usage("table results-file column,column"));
    }
    let table = page.shop.results.table(file)?;
    let columns = match wanted {
        None => (0..table.columns.len()).collect(),
        Some(names) => {
            let find = |name: &str| table.column(name.trim());
            names.split(',').map(find).collect::<Result<Vec<_>, _>>()?
        }
    };
    // A column is a column of numbers where every entry is one; empty entries say nothing either way.
    let number = |column: usize| {
        let mut entries = table
            .rows
            .iter()
            .map(|row| row[column].as_str())
            .filter(|entry| !entry.is_empty())
            .peekable();
        entries.peek().is_some() && entries.all(is_number)
    };
    let class: Vec<_> = columns
        .iter()
        .map(|&column| {
            if number(column) {
                " class=\"number\""
            } else {
                ""
            }
        })
        .collect();

    let mut html =
        vec!["<div class=\"table-wrapper results\"><table><thead><tr>".to_owned()];
    for (&column, class) in columns.iter().zip(&class) {
        let name = escape(&table.columns[column].replace('_', " "));
        html.push(format!("<th scope=\"col\"{class}>{name}</th>"));
    }
    html.push("</tr></thead><tbody>".to_owned());
    for row in &table.rows {
        html.push("<tr>".to_owned());
        for (&column, class) in columns.iter().zip(&class) {
            html.push(format!(
                "<td{class}>{}</td>",
                escape(&typographic(&row[column]))
            ));
        }
        html.push("</tr>".to_owned());
    }
    html.push("</tbody></table></div>".to_owned());
    if !table.notes.is_empty() {
        let notes: Vec<_> = table.notes.iter().map(|note| escape(note)).collect();
        html.push(provenance("How these numbers were made", &notes));
    }
    Ok(Output::Block(vec![html.concat()]))
}

/// The notes at the top of a file of results, folded away.
pub(super) fn provenance(title: &str, notes: &[String]) -> String {
    let notes = notes.join("<br>");
    format!(
        "<details class=\"provenance\"><summary>{title}</summary><p>{notes}</p></details>"
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::{messages, weave};

    #[test]
    fn numbers_are_marked_and_notes_kept() {
        let html = weave("{{#table xor}}");
        assert!(
            html.contains(
                "<th scope=\"col\">net</th><th scope=\"col\" class=\"number\">share</th>"
            ),
            "{html}"
        );
        assert!(
            html.contains("<td>2-2-1</td><td class=\"number\">−0.5</td>"),
            "{html}"
        );
        assert!(html.contains("<p>command: demo<br>seed: 1</p>"), "{html}");
    }

    #[test]
    fn columns_can_be_chosen() {
        let html = weave("{{#table xor share, net}}");
        assert!(
            html.contains("<td class=\"number\">−0.5</td><td>2-2-1</td>"),
            "{html}"
        );
    }

    #[test]
    fn an_unknown_column_is_named() {
        let found = messages("{{#table xor loss}}");
        assert_eq!(
            found,
            "book/src/lesson-1/tape.md:1: no column `loss` in book/results/xor.csv; it has: net, share"
        );
    }
}

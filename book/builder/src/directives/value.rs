//! `{{#value results-file/row-key/column}}`: a measured number, as text.

use figures::thousands;

use super::Output;
use crate::error::DirectiveError;
use crate::page::Page;

const USAGE: &str = "value results-file/row-key/column";

pub(crate) fn render(
    arguments: &str,
    page: &mut Page<'_>,
) -> Result<Output, DirectiveError> {
    let parts: Vec<_> = arguments.split('/').map(str::trim).collect();
    let [file, row, column] = parts[..] else {
        return Err(DirectiveError::Usage(USAGE));
    };
    let table = page.shop.results.table(file)?;
    Ok(Output::Inline(grouped(typographic(
        table.value(row, column)?,
    ))))
}

/// A number's minus sign as the minus sign, as in the figures and formulas; other text stays.
pub(crate) fn typographic(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if is_number(text) => format!("−{rest}"),
        _ => text.to_owned(),
    }
}

/// A whole number of five digits or more, with a comma after each third: 23,000.
fn grouped(text: String) -> String {
    let digits = text.bytes().all(|digit| digit.is_ascii_digit());
    match text.parse() {
        Ok(number) if digits && text.len() >= 5 => thousands(number),
        _ => text,
    }
}

/// A number, perhaps with thousands separators or a percent sign.
pub(crate) fn is_number(text: &str) -> bool {
    let bare = text
        .trim_end_matches(['%', '×', ' '])
        .replace([',', '_', ' '], "");
    bare.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c))
        && bare.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{messages, weave};

    #[test]
    fn a_number_stands_in_the_text_and_in_formulas() {
        assert_eq!(weave("It is {{#value xor/2-2-1/share}}."), "It is −0.5.");
        let html = weave("so $L = {{#value xor/2-4-1/share}}$");
        assert_eq!(html, "so <span data-gradus=\"tex:inline:L = 98\"></span>");
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let cases = [
            (
                "{{#value xor/2-2-1}}",
                "write it as `{{#value results-file/row-key/column}}`",
            ),
            (
                "{{#value xor/none/share}}",
                "no row `none` in book/results/xor.csv; it has: 2-2-1, 2-4-1",
            ),
            (
                "{{#value xor/2-2-1/no}}",
                "no column `no` in book/results/xor.csv; it has: net, share",
            ),
            ("{{#value none/a/b}}", "cannot read book/results/none.csv"),
        ];
        for (directive, says) in cases {
            let found = messages(&format!("a\nb {directive}"));
            assert!(
                found.starts_with("book/src/lesson-1/tape.md:2: "),
                "{found}"
            );
            assert!(found.contains(says), "{says:?} is missing in {found}");
            assert_eq!(found.lines().count(), 1, "said twice: {found}");
        }
    }

    #[test]
    fn large_whole_numbers_are_grouped() {
        for (text, expected) in [
            ("23000", "23,000"),
            ("1234567", "1,234,567"),
            ("1797", "1797"),
            ("0.00012", "0.00012"),
            ("spirals", "spirals"),
        ] {
            assert_eq!(grouped(text.to_owned()), expected);
        }
    }

    #[test]
    fn numbers_are_told_from_words() {
        for number in ["-0.5", "1,234", "75%", "6e-7", "1_000"] {
            assert!(is_number(number), "{number}");
        }
        for word in ["2-2-1", "tanh", "", "-", "nan", "1.5 ms"] {
            assert!(!is_number(word), "{word}");
        }
        assert_eq!(typographic("-2-1"), "-2-1");
    }
}

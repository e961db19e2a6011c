//! The report's text: about ten lines, at most 80 columns, no colours.

use std::fmt::Write;

use crate::{
    layout::{UNBROKEN, table, wrapped, wrapped_code},
    numbers::{Style, many, short, tiny},
    report::{Entry, Judgement, Report, Verdict},
};

/// Rows of a table: the worst, then at most five.
const MOST_ROWS: usize = 6;
/// More than this is not worth pasting.
const MOST_LINES_OF_CODE: usize = 5;

pub(crate) fn report(report: &Report) -> String {
    let mut text = wrapped("", &headline(report));
    let rows = worst_first(&report.entries);
    if !rows.is_empty() {
        text.push('\n');
        let shown = &rows[..rows.len().min(MOST_ROWS)];
        let cells: Vec<Vec<String>> = if report.verdict == Verdict::Kink {
            slopes(shown)
        } else {
            differences(shown)
        };
        text.push_str(&table(&cells));
        if rows.len() > MOST_ROWS {
            let _ = writeln!(text, "  and {} more", rows.len() - MOST_ROWS);
        }
        text.push('\n');
    }
    if let Some(advice) = advice(report) {
        text.push_str(&wrapped("", advice));
    }
    if let Some(found) = &report.found {
        text.push_str(&wrapped("looks like: ", found));
    }
    if let Some(hint) = &report.hint
        && !report.passed()
    {
        text.push_str(&wrapped("hint: ", hint));
    }
    let paste: String = report.paste.iter().map(|line| wrapped_code(line)).collect();
    if (1..=MOST_LINES_OF_CODE).contains(&paste.lines().count()) {
        text.push_str("to reproduce:\n");
        text.push_str(&paste);
    }
    text.truncate(text.trim_end().len());
    text
}

/// Everything that did not pass, the worst first.
pub(crate) fn worst_first(entries: &[Entry]) -> Vec<&Entry> {
    let passed =
        |entry: &&Entry| matches!(entry.judgement, Judgement::Pass | Judgement::Tiny);
    let mut wrong: Vec<&Entry> =
        entries.iter().filter(|entry| !passed(entry)).collect();
    // All are tiny and none is proof: show them.
    if wrong.is_empty() && !entries.iter().any(|e| e.judgement == Judgement::Pass) {
        wrong = entries.iter().filter(|entry| entry.yours != 0.0).collect();
    }
    let rank = |entry: &Entry| match entry.judgement {
        Judgement::YoursNotFinite => 0,
        Judgement::Mismatch => 1,
        Judgement::NotFinite => 2,
        Judgement::Unresolved => 3,
        _ => 4,
    };
    wrong.sort_by(|a, b| {
        rank(a)
            .cmp(&rank(b))
            .then_with(|| b.badness().total_cmp(&a.badness()))
    });
    wrong
}

fn headline(report: &Report) -> String {
    let noun = report.noun;
    let checked = report.entries.len();
    let count = |judgement| {
        report
            .entries
            .iter()
            .filter(|e| e.judgement == judgement)
            .count()
    };
    let sampled = if checked < report.total {
        format!(" (checked {checked} of {})", report.total)
    } else {
        String::new()
    };
    let problem = report.problem.as_deref().unwrap_or_default();
    let said = match report.verdict {
        Verdict::Pass if checked == 1 => format!("the {noun} is right"),
        Verdict::Pass => {
            format!("the {noun} is right in all {checked} entries{sampled}")
        }
        Verdict::Mismatch if report.total == 1 => format!("the {noun} is wrong"),
        Verdict::Mismatch => {
            let wrong = count(Judgement::Mismatch);
            let shares = if wrong == checked {
                String::new()
            } else {
                shares(report)
            };
            format!("the {noun} {}{sampled}{shares}", share(wrong, checked))
        }
        Verdict::Kink => "at a kink there is no derivative to check".to_owned(),
        Verdict::Unresolved => {
            format!(
                "cannot tell whether the {noun} is right, the error bars are too wide"
            )
        }
        Verdict::NonFinite if problem.is_empty() => {
            "the function is not finite on both sides of this point".to_owned()
        }
        Verdict::NonFinite | Verdict::Nondeterministic => problem.to_owned(),
        Verdict::ShapeMismatch => format!("the shape is wrong: {problem}"),
    };
    match &report.title {
        Some(title) => format!("{title}: {said}"),
        None => said,
    }
}

/// `is wrong in 4 of 6 entries`.
fn share(wrong: usize, all: usize) -> String {
    match (wrong, all) {
        (1, 1) => "is wrong".to_owned(),
        _ if wrong == all => format!("is wrong in all {all} entries"),
        _ => format!("is wrong in {wrong} of {all} entries"),
    }
}

/// `: W 4 of 6, b 2 of 2, x right`, where there are several arguments.
fn shares(report: &Report) -> String {
    if report.arguments.len() < 2 {
        return String::new();
    }
    let share = |(a, name): (usize, &String)| {
        let of_it = || report.entries.iter().filter(|entry| entry.place.0 == a);
        let wrong = of_it()
            .filter(|e| e.judgement == Judgement::Mismatch)
            .count();
        match (wrong, of_it().count()) {
            (_, 0) => format!("{name} not checked"),
            (0, _) => format!("{name} right"),
            (1, 1) => format!("{name} wrong"),
            (wrong, all) => format!("{name} {wrong} of {all}"),
        }
        .replace(' ', UNBROKEN)
    };
    let shares: Vec<String> = report.arguments.iter().enumerate().map(share).collect();
    format!(": {}", shares.join(", "))
}

fn advice(report: &Report) -> Option<&'static str> {
    match report.verdict {
        Verdict::Kink if report.entries.iter().any(is_steep) => Some(
            "The function jumps here, or its tangent is vertical: no number is a derivative. \
             Choose another point.",
        ),
        Verdict::Kink => Some(
            "Yours lies between both slopes, so it is a valid subgradient; which one to \
             take is a convention (for ReLU at 0 it is 0). Test the convention by equality, \
             and the derivative away from the kink.",
        ),
        Verdict::Unresolved => Some(
            "Choose a point where the function is smoother, or the derivative not so small \
             beside the function's value.",
        ),
        Verdict::NonFinite if report.problem.is_none() => Some(
            "The point lies at the edge of the function's domain, or beside a pole. Choose one \
             further inside.",
        ),
        _ => None,
    }
}

fn is_steep(entry: &Entry) -> bool {
    entry
        .numerical
        .kink
        .is_some_and(|kink| kink.left.is_infinite() || kink.right.is_infinite())
}

/// Yours beside the numerical derivative.
fn differences(rows: &[&Entry]) -> Vec<Vec<String>> {
    let gap = |entry: &&Entry| (entry.yours - entry.numerical.value).abs();
    let finest = rows
        .iter()
        .map(gap)
        .filter(|gap| *gap > 0.0)
        .fold(f64::INFINITY, f64::min);
    let numbers = rows
        .iter()
        .flat_map(|entry| [entry.yours, entry.numerical.value]);
    let style = Style::for_numbers(numbers, finest);
    let mut cells = vec![
        [
            "entry",
            "at",
            "yours",
            "numerical",
            "± error",
            "error bars apart",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for entry in rows {
        let numerical = entry.numerical;
        let (value, error, apart) = match numerical.kink {
            Some(kink) => (
                format!("{} to {}", short(kink.left), short(kink.right)),
                "kink".into(),
                String::new(),
            ),
            None if numerical.value.is_nan() => {
                ("none".into(), String::new(), String::new())
            }
            None => (
                style.of(numerical.value),
                tiny(numerical.error),
                many(entry.error_bars()),
            ),
        };
        cells.push(vec![
            entry.name.clone(),
            entry.x.map(short).unwrap_or_default(),
            style.of(entry.yours),
            value,
            error,
            apart,
        ]);
    }
    without_empty_column(cells, 1)
}

/// Yours beside both one-sided slopes.
fn slopes(rows: &[&Entry]) -> Vec<Vec<String>> {
    let mut cells = vec![
        [
            "entry",
            "at",
            "yours",
            "slope from the left",
            "slope from the right",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for entry in rows {
        let kink = entry.numerical.kink;
        cells.push(vec![
            entry.name.clone(),
            entry.x.map(short).unwrap_or_default(),
            short(entry.yours),
            kink.map(|kink| short(kink.left)).unwrap_or_default(),
            kink.map(|kink| short(kink.right)).unwrap_or_default(),
        ]);
    }
    without_empty_column(cells, 1)
}

fn without_empty_column(
    mut cells: Vec<Vec<String>>,
    column: usize,
) -> Vec<Vec<String>> {
    if cells.iter().skip(1).all(|row| row[column].is_empty()) {
        for row in &mut cells {
            row.remove(column);
        }
    }
    cells
}

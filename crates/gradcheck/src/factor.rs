//! Hints about factors: "×3, and X has 3 columns: is 1/3 missing?"

use crate::{
    check::Case,
    hint::explains,
    numbers::{count, short},
    report::Entry,
};

/// The sizes that a factor may stem from, with their names.
pub(crate) fn sizes(case: &Case) -> Vec<(usize, String)> {
    let mut sizes = Vec::new();
    for argument in case.arguments {
        let name = &argument.name;
        if argument.columns > 1 {
            sizes.push((argument.columns, format!("the number of columns of {name}")));
            sizes.push((argument.rows, format!("the number of rows of {name}")));
        }
        sizes.push((
            argument.values.len(),
            format!("the number of entries of {name}"),
        ));
    }
    sizes.push((case.outputs.len(), "the number of outputs".to_owned()));
    sizes
}

/// Every entry is off by the same factor.
pub(crate) fn constant(rows: &[&Entry], sizes: &[(usize, String)]) -> Option<String> {
    let largest = rows
        .iter()
        .max_by(|a, b| a.numerical.value.abs().total_cmp(&b.numerical.value.abs()))?;
    let ratio = largest.yours / largest.numerical.value;
    if !ratio.is_finite() || !explains(rows, |row| ratio * row.numerical.value) {
        return None;
    }
    let every = if rows.len() == 1 {
        "yours"
    } else {
        "every entry"
    };
    if (ratio + 1.0).abs() < 1e-7 {
        return Some(if rows.len() == 1 {
            "the sign is reversed".to_owned()
        } else {
            "the sign is reversed in every entry".to_owned()
        });
    }
    let sign = if ratio < 0.0 { "−" } else { "" };
    let size = ratio.abs();
    let named = |n: f64| {
        let known = sizes.iter().find(|(size, _)| *size as f64 == n);
        known
            .map(|(_, name)| format!(", {name}"))
            .unwrap_or_default()
    };
    if let Some(n) = integer(size) {
        return Some(match named(n) {
            known if !known.is_empty() => {
                format!("{every} is ×{sign}{n}{known}: is 1/{n} missing?")
            }
            _ if n == 2.0 => {
                format!("{every} is ×{sign}2: counted twice, or is ½ missing?")
            }
            _ => format!("{every} is ×{sign}{n}: is 1/{n} missing?"),
        });
    }
    if let Some(n) = integer(1.0 / size) {
        return Some(match named(n) {
            known if !known.is_empty() => {
                format!(
                    "{every} is divided by {sign}{n}{known}: is that once too often?"
                )
            }
            _ if n == 2.0 => format!(
                "{every} is ×{sign}½: is a factor 2 missing, or one of two uses lost (`=` for \
                 `+=`)?"
            ),
            _ => format!("{every} is divided by {sign}{n}: is a factor {n} missing?"),
        });
    }
    if let Some(n) = integer(size / (size - 1.0))
        && (n < 1e6 && (n > 100.0 || !named(n).is_empty()))
    {
        return Some(format!(
            "{every} is ×{sign}{n}/{}: divided by {} instead of {n}?",
            n - 1.0,
            n - 1.0
        ));
    }
    for (square, what) in [(size * size, "×"), (1.0 / (size * size), "divided by ")] {
        if let Some(n) = integer(square) {
            return Some(format!(
                "{every} is {what}{sign}√{n}{}: is it missing, or twice there?",
                named(n)
            ));
        }
    }
    if (size - 1.0).abs() < 0.02 {
        // So near to 1 that seven digits do not tell: the deviations must agree to two.
        let deviation = |row: &&Entry| row.yours / row.numerical.value - ratio;
        let same = rows
            .iter()
            .all(|row| deviation(row).abs() < 0.01 * (size - 1.0).abs());
        return (rows.len() > 1 && same).then(|| {
            format!(
                "every entry is ×{sign}{}: a constant rounded too early?",
                close_to_one(size)
            )
        });
    }
    (rows.len() > 1).then(|| format!("every entry is ×{sign}{}", short(size)))
}

/// Every entry is off by its own x, or by the output.
pub(crate) fn own(case: &Case, rows: &[&Entry]) -> Option<String> {
    let x = |row: &Entry| row.x.unwrap_or(f64::NAN);
    let outputs = &case.outputs;
    let elementwise =
        case.arguments.len() == 1 && case.values[0].len() == outputs.len();
    let y = |row: &Entry| {
        if outputs.len() == 1 {
            outputs[0]
        } else if elementwise {
            outputs[row.place.1]
        } else {
            f64::NAN
        }
    };
    // At x = 2 "×x" cannot be told from "×2".
    let ambiguous = |x: f64| {
        x.abs() == 1.0 || integer(x.abs()).or(integer(1.0 / x.abs())).is_some()
    };
    if rows.iter().all(|row| ambiguous(x(row))) {
        return None;
    }
    let d = |row: &Entry| row.numerical.value;
    let (every, its) = if rows.len() == 1 {
        ("yours", "x")
    } else {
        ("every entry", "its own x")
    };
    if explains(rows, |row| d(row) * x(row)) {
        Some(format!("{every} is multiplied by {its} once too often"))
    } else if explains(rows, |row| d(row) / x(row)) {
        Some(format!("{every} lacks a factor: {its}"))
    } else if explains(rows, |row| -d(row) * x(row)) {
        Some(format!(
            "{every} is multiplied by {its} once too often, and the sign is reversed"
        ))
    } else if explains(rows, |row| d(row) * y(row)) {
        Some(format!(
            "{every} is multiplied by the output f(x) once too often"
        ))
    } else if explains(rows, |row| d(row) / y(row)) {
        Some(format!("{every} lacks a factor: the output f(x)"))
    } else if elementwise && explains(rows, y) {
        Some("yours is the output f(x) itself, not its derivative".to_owned())
    } else {
        None
    }
}

/// The integer from 2 to a million that `x` is, to seven digits.
fn integer(x: f64) -> Option<f64> {
    let n = x.round();
    ((2.0..=1e6).contains(&n) && (x - n).abs() <= 1e-7 * n).then_some(n)
}

fn close_to_one(x: f64) -> String {
    let digits = count(1 - (x - 1.0).abs().log10().floor() as i32).clamp(4, 12);
    format!("{x:.digits$}")
}

//! What the error looks like: the usual mistakes leave a mark that a program can find.
//!
//! Each guess is a hypothesis about every entry of the wrong gradients. It is only uttered if
//! it explains all of them to seven digits.

use crate::{
    check::{Case, Function, Vjp},
    factor,
    report::{Entry, Judgement},
};

/// The first hypothesis that explains the wrong entries of the gradient.
pub(crate) fn find(
    case: &mut Case,
    f: &mut Function,
    vjp: &mut Vjp,
    entries: &[Entry],
) -> Option<String> {
    let is_wrong = |entry: &&Entry| entry.judgement == Judgement::Mismatch;
    if entries
        .iter()
        .filter(is_wrong)
        .all(|entry| entry.numerical.kink.is_some())
    {
        let text =
            "this is a kink: a subgradient lies between the slopes from both sides";
        return Some(text.to_owned());
    }
    let mut wrong: Vec<usize> =
        entries.iter().filter(is_wrong).map(|e| e.place.0).collect();
    wrong.dedup();
    if let Some(text) = exchanged(case, entries) {
        return Some(text);
    }
    let rows: Vec<&Entry> = entries
        .iter()
        .filter(|e| wrong.contains(&e.place.0))
        .collect();
    if let Some(text) = of_arguments(case, f, vjp, &rows) {
        return Some(text);
    }
    if wrong.len() < 2 {
        return None;
    }
    // Each wrong gradient may be wrong in its own way.
    wrong.into_iter().find_map(|a| {
        let rows: Vec<&Entry> = entries.iter().filter(|e| e.place.0 == a).collect();
        let text = of_arguments(case, f, vjp, &rows)?;
        Some(format!("{}: {text}", case.arguments[a].name))
    })
}

/// The hypotheses that need nothing but the rows of the table.
pub(crate) fn of_rows(entries: &[Entry]) -> Option<String> {
    let rows: Vec<&Entry> = entries.iter().collect();
    zero(&rows)
        .or_else(|| factor::constant(&rows, &[]))
        .or_else(|| digits(&rows))
}

fn of_arguments(
    case: &mut Case,
    f: &mut Function,
    vjp: &mut Vjp,
    rows: &[&Entry],
) -> Option<String> {
    zero(rows)
        .or_else(|| transposed(case, rows))
        .or_else(|| passed_on(case, rows))
        .or_else(|| ignores_cotangent(case, f, rows))
        .or_else(|| factor::own(case, rows))
        .or_else(|| factor::constant(rows, &factor::sizes(case)))
        .or_else(|| at_the_output(case, f, vjp, rows))
        .or_else(|| finite_difference(case, f, rows))
        .or_else(|| digits(rows))
        .or_else(|| offset(rows))
        .or_else(|| pattern(case, rows))
}

/// Whether `expected` gives yours in every row, and is not zero in all of them.
pub(crate) fn explains(
    rows: &[&Entry],
    mut expected: impl FnMut(&Entry) -> f64,
) -> bool {
    let mut telling = false;
    let mut fits = |row: &&Entry| {
        let expected = expected(row);
        let slack = 1e-7 * expected.abs() + 8.0 * row.numerical.error;
        telling |= expected.abs() > slack;
        row.numerical.kink.is_none() && (row.yours - expected).abs() <= slack
    };
    rows.iter().all(&mut fits) && telling
}

fn zero(rows: &[&Entry]) -> Option<String> {
    if !rows.iter().all(|row| row.yours == 0.0) {
        return None;
    }
    let subject = if rows.len() == 1 {
        "yours is zero"
    } else {
        "yours is zero everywhere"
    };
    Some(format!("{subject}: is it computed, added to and returned?"))
}

/// The gradients of two arguments, each in the place of the other.
fn exchanged(case: &Case, entries: &[Entry]) -> Option<String> {
    let of = |a: usize| entries.iter().filter(move |e| e.place.0 == a);
    for b in 1..case.arguments.len() {
        for a in 0..b {
            let both: Vec<&Entry> = of(a).chain(of(b)).collect();
            let wrong = both.iter().any(|e| e.judgement == Judgement::Mismatch);
            let other = |row: &Entry| {
                let place = (a + b - row.place.0, row.place.1);
                value_at(&both, place)
            };
            if wrong && explains(&both, other) {
                let (a, b) = (&case.arguments[a].name, &case.arguments[b].name);
                return Some(format!("the gradients of {a} and {b} are exchanged"));
            }
        }
    }
    None
}

fn value_at(rows: &[&Entry], place: (usize, usize)) -> f64 {
    rows.iter()
        .find(|row| row.place == place)
        .map_or(f64::NAN, |row| row.numerical.value)
}

fn transposed(case: &Case, rows: &[&Entry]) -> Option<String> {
    let turned = |row: &Entry| {
        let (a, i) = row.place;
        let (r, c) = (case.arguments[a].rows, case.arguments[a].columns);
        // Read yours as c×r, column by column.
        value_at(rows, (a, i / c + i % c * r))
    };
    let argument = &case.arguments[rows.first()?.place.0];
    let is_matrix = argument.rows > 1 && argument.columns > 1;
    (is_matrix && explains(rows, turned)).then(|| {
        let (r, c) = (argument.rows, argument.columns);
        if r == c {
            format!("this is the transpose of the gradient of {}", argument.name)
        } else {
            format!(
                "this is the transpose, {c}×{r} where {} is {r}×{c} (or it is stored row by row)",
                argument.name
            )
        }
    })
}

/// Yours is the incoming gradient: the local derivative is missing.
fn passed_on(case: &Case, rows: &[&Entry]) -> Option<String> {
    let outputs = case.cotangent.len();
    let own = |row: &Entry| {
        case.cotangent
            .get(if outputs == 1 { 0 } else { row.place.1 })
    };
    let elementwise = outputs == 1 || case.values.iter().all(|x| x.len() == outputs);
    let all_wrong = rows.iter().all(|row| row.judgement == Judgement::Mismatch);
    let fits = all_wrong && explains(rows, |row| own(row).copied().unwrap_or(f64::NAN));
    (elementwise && fits).then(|| {
        "yours is the incoming gradient, unchanged: the local derivative is missing"
            .to_owned()
    })
}

fn ignores_cotangent(
    case: &mut Case,
    f: &mut Function,
    rows: &[&Entry],
) -> Option<String> {
    if case.cotangent.iter().all(|c| *c == 1.0) {
        return None;
    }
    let ones = vec![1.0; case.cotangent.len()];
    explains(rows, |row| case.numerical(f, row.place, &ones).value).then(|| {
        "yours ignores the incoming gradient: it is what an incoming gradient of 1 gives. \
         Multiply by it"
            .to_owned()
    })
}

/// A formula for y = f(x) that was given x, or the other way round.
fn at_the_output(
    case: &mut Case,
    f: &mut Function,
    vjp: &mut Vjp,
    rows: &[&Entry],
) -> Option<String> {
    if case.arguments.len() != 1 || case.values[0].len() != case.outputs.len() {
        return None;
    }
    let outputs = [case.outputs.clone()];
    let right = vjp(&outputs, &case.cotangent);
    let right = right.first().filter(|g| g.len() == case.outputs.len())?;
    let fits = |row: &&Entry| {
        let slack = 1e-7 * row.numerical.value.abs() + 8.0 * row.numerical.error;
        (right[row.place.1] - row.numerical.value).abs() <= slack
    };
    if rows.iter().all(fits) {
        return Some(
            "your formula is right for the output y = f(x), but it was given the input x"
                .to_owned(),
        );
    }
    let inputs = std::mem::replace(&mut case.values[0], outputs[0].clone());
    let cotangent = case.cotangent.clone();
    let given_output =
        explains(rows, |row| case.numerical(f, row.place, &cotangent).value);
    case.values[0] = inputs;
    given_output.then(|| {
        "yours is the derivative at y = f(x): the formula wants the input x, but was given \
         the output"
            .to_owned()
    })
}

/// A finite difference in place of the exact derivative.
fn finite_difference(
    case: &mut Case,
    f: &mut Function,
    rows: &[&Entry],
) -> Option<String> {
    let gap = |row: &Entry| (row.yours - row.numerical.value).abs();
    if rows
        .iter()
        .any(|row| gap(row) > 0.1 * row.numerical.value.abs().max(row.yours.abs()))
    {
        return None;
    }
    for h in (1..=10).map(|k| 10.0_f64.powi(-k)) {
        for (right, left, name) in
            [(h, 0.0, "forward"), (0.0, h, "backward"), (h, h, "central")]
        {
            let mut fits = |row: &&Entry| {
                let mut at = |dx: f64| {
                    let mut values = case.values.clone();
                    values[row.place.0][row.place.1] += dx;
                    crate::check::dot(&f(&values), &case.cotangent)
                };
                let difference = (at(right) - at(-left)) / (right + left);
                let noise = 4.0 * row.numerical.noise / h;
                gap(row) > 100.0 * noise
                    && (row.yours - difference).abs() <= 0.01 * gap(row) + noise
            };
            if rows.iter().all(&mut fits) {
                return Some(format!(
                    "yours is the {name} difference with h = {h:e}: the exact derivative is \
                     wanted"
                ));
            }
        }
    }
    None
}

/// Nearly right: how many digits agree.
fn digits(rows: &[&Entry]) -> Option<String> {
    let deviation = |row: &&Entry| {
        let size = row.numerical.value.abs();
        if size > 0.0 {
            (row.yours - row.numerical.value).abs() / size
        } else {
            0.0
        }
    };
    let worst = rows.iter().map(deviation).fold(0.0, f64::max);
    let same_at_zero = |row: &&Entry| row.numerical.value != 0.0 || row.yours == 0.0;
    if !(worst < 1e-2 && rows.iter().all(same_at_zero)) {
        return None;
    }
    let digits = (-worst.log10()).floor();
    if (1e-9..2e-7).contains(&worst) {
        Some(format!(
            "yours agrees to {digits} digits: was it computed in f32?"
        ))
    } else {
        Some(format!(
            "yours agrees to {digits} digits: a constant rounded too early, an ε in another \
             place, a small term left out?"
        ))
    }
}

fn offset(rows: &[&Entry]) -> Option<String> {
    let first = rows.first()?;
    let offset = first.yours - first.numerical.value;
    (rows.len() > 1 && explains(rows, |row| row.numerical.value + offset)).then(|| {
        let side = if offset > 0.0 { "large" } else { "small" };
        let size = crate::numbers::short(offset.abs());
        format!("every entry is too {side} by the same {size}")
    })
}

/// Wrong in some entries only: what do they have in common?
fn pattern(case: &Case, rows: &[&Entry]) -> Option<String> {
    let is_wrong = |row: &&&Entry| row.judgement == Judgement::Mismatch;
    let wrong: Vec<&&Entry> = rows.iter().filter(is_wrong).collect();
    let right: Vec<&&Entry> = rows.iter().filter(|row| !is_wrong(row)).collect();
    if right.is_empty()
        || wrong.is_empty()
        || rows.iter().any(|r| r.place.0 != rows[0].place.0)
    {
        return None;
    }
    let only = |holds: &dyn Fn(&Entry) -> bool| {
        wrong.iter().all(|row| holds(row)) && !right.iter().any(|row| holds(row))
    };
    let argument = &case.arguments[rows[0].place.0];
    let (r, c) = (argument.rows, argument.columns);
    let row_of = |e: &Entry| e.place.1 % r;
    let column_of = |e: &Entry| e.place.1 / r;
    let at_border = |e: &Entry| {
        row_of(e) == 0
            || row_of(e) == r - 1
            || column_of(e) == 0
            || column_of(e) == c - 1
    };
    let first = wrong[0];
    let name = &argument.name;
    let text = if r > 2 && c > 2 && only(&at_border) {
        format!(
            "wrong only at the border of {name}: look at the padding and the first and last index"
        )
    } else if r > 1 && c > 1 && only(&|e| row_of(e) == row_of(first)) {
        format!("wrong only in row {} of {name}", row_of(first))
    } else if r > 1 && c > 1 && only(&|e| column_of(e) == column_of(first)) {
        format!("wrong only in column {} of {name}", column_of(first))
    } else if r == c && r > 1 && only(&|e| row_of(e) == column_of(e)) {
        format!("wrong only on the diagonal of {name}")
    } else if r == c && r > 1 && only(&|e| row_of(e) != column_of(e)) {
        format!("right only on the diagonal of {name}")
    } else if only(&|e| e.x.is_some_and(|x| x < 0.0)) {
        format!("wrong only where {name} is negative")
    } else if only(&|e| e.x.is_some_and(|x| x > 0.0)) {
        format!("wrong only where {name} is positive")
    } else if wrong.iter().all(|e| e.yours == 0.0) {
        "some entries are zero that should not be: are all of them visited?".to_owned()
    } else {
        return None;
    };
    Some(text)
}

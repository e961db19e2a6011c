//! How runs from several seeds differ, pass by pass.

use super::mean_and_deviation;
use crate::results::Table;

/// The name of a column, and what it shows of a pass.
pub(crate) type Shown<P> = (&'static str, fn(&P) -> f64);

/// The table `NAME-curves`: a row for each pass and, for each of `shown`, the mean, the least and
/// the largest over the runs, which are those of seeds 0, 1, … and equally long.
pub(crate) fn curves<P>(name: &str, shown: &[Shown<P>], runs: &[&[P]]) -> Table {
    let mut columns = vec!["pass".to_owned()];
    for (name, _) in shown {
        columns.extend([
            (*name).to_owned(),
            format!("{name}_min"),
            format!("{name}_max"),
        ]);
    }
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut table = Table::new(&format!("{name}-curves"), &names);
    table.note(format!(
        "seeds: mean, least and largest over 0 to {}; training as in {name}.csv",
        runs.len() - 1
    ));
    for pass in 0..runs[0].len() {
        let mut row = vec![(pass + 1).to_string()];
        for (_, score) in shown {
            let all: Vec<f64> = runs.iter().map(|run| score(&run[pass])).collect();
            let (mean, _) = mean_and_deviation(&all);
            let least = all.iter().copied().fold(f64::INFINITY, f64::min);
            let most = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            row.extend([mean, least, most].map(|x| format!("{x:.5}")));
        }
        table.push(row);
    }
    table
}

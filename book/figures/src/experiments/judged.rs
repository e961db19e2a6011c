//! What a trained reader of digits gets wrong, sample by sample and in counts.

use datasets::Dataset;

use crate::results::Table;

/// Who is judged, in the words of the tables' notes.
pub(crate) struct Reader {
    /// The tables are called `NAME-mistakes` and `NAME-confusion`.
    pub(crate) name: &'static str,
    /// Who gets wrong: "the ten neurons of digits.csv get".
    pub(crate) gets: &'static str,
    /// Whose choice it is: "the ten neurons'".
    pub(crate) whose: &'static str,
    /// How a sample is named: "its number in the whole set, from 0".
    pub(crate) sample: &'static str,
    /// What p is: "the neuron's own probability".
    pub(crate) p: &'static str,
}

/// The wrong test samples, worst first, and the counts. `read` answers with a choice and with
/// a probability for each class; `numbers` are what the samples are called.
pub(crate) fn judged(
    reader: &Reader,
    test: &Dataset,
    numbers: &[usize],
    mut read: impl FnMut(&[f64]) -> (usize, Vec<f64>),
) -> [Table; 2] {
    let mut counts = [[0_usize; 10]; 10];
    let mut wrong = Vec::new();
    for (i, (sample, truth)) in test.iter().enumerate() {
        let (choice, p) = read(sample);
        counts[truth][choice] += 1;
        if choice != truth {
            wrong.push((numbers[i], truth, choice, p[choice], p[truth]));
        }
    }
    // The worst first: surest of the wrong class against the right one.
    wrong.sort_by(|a, b| (b.3 - b.4).total_cmp(&(a.3 - a.4)));
    let mut mistakes = Table::new(
        &format!("{}-mistakes", reader.name),
        &["rank", "sample", "truth", "choice", "p_choice", "p_truth"],
    );
    mistakes.note(format!(
        "seed: 0; the {} test samples that {} wrong, worst first",
        wrong.len(),
        reader.gets
    ));
    mistakes.note(format!("sample: {}; p: {}", reader.sample, reader.p));
    for (rank, (sample, truth, choice, p, q)) in wrong.into_iter().enumerate() {
        mistakes.push([
            (rank + 1).to_string(),
            sample.to_string(),
            truth.to_string(),
            choice.to_string(),
            format!("{p:.3}"),
            format!("{q:.3}"),
        ]);
    }
    let mut columns = vec!["truth".to_owned()];
    columns.extend((0..10).map(|choice| format!("chose_{choice}")));
    let names: Vec<&str> = columns.iter().map(String::as_str).collect();
    let mut confusion = Table::new(&format!("{}-confusion", reader.name), &names);
    confusion.note(format!(
        "seed: 0; test samples by true digit (row) and by {} choice (column)",
        reader.whose
    ));
    for (truth, row) in counts.iter().enumerate() {
        confusion.push(
            [truth.to_string()]
                .into_iter()
                .chain(row.iter().map(ToString::to_string)),
        );
    }
    [mistakes, confusion]
}

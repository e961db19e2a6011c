//! The split of the digits on which reference scripts in other languages are judged.

use std::fs;
use std::path::Path;

/// Where this fails, the split has changed, and the accuracies in
/// `tests/golden/digits_sklearn.csv` belong to another one: make both files anew.
#[test]
fn the_split_is_the_one_that_the_references_use() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/golden/digits_split.csv");
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut train, mut test) = (Vec::new(), Vec::new());
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    for row in rows {
        let (part, index) = row.split_once(',').expect("a row is part,index");
        let index: usize = index.parse().expect("an index is a whole number");
        match part {
            "train" => train.push(index),
            "test" => test.push(index),
            other => panic!("part {other:?} in {row:?}"),
        }
    }
    let digits = datasets::digits().expect("the built-in file is whole");
    let split = digits.split(0.2, 7).expect("every class is large enough");
    assert_eq!(split.train_indices, train);
    assert_eq!(split.test_indices, test);
    // The nearest whole number to a fifth of each class: of 178, 182, 177, …, 180.
    let mut counts = [0; 10];
    for &label in split.test.labels() {
        counts[label] += 1;
    }
    assert_eq!(counts, [36, 36, 35, 37, 36, 36, 36, 36, 35, 36]);
}

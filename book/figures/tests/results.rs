//! What every committed table of an experiment must be. Tables of other commands stand there too.

use std::fs;
use std::path::{Path, PathBuf};

use figures::experiments;
use figures::results::Table;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../results")
}

fn tables() -> Vec<Table> {
    let entries = fs::read_dir(folder()).expect("book/results is committed");
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            Some(
                entry
                    .ok()?
                    .file_name()
                    .to_string_lossy()
                    .strip_suffix(".csv")?
                    .to_owned(),
            )
        })
        .collect();
    names.sort();
    let read = |name: &String| {
        Table::read(&folder(), name, name).unwrap_or_else(|error| panic!("{error}"))
    };
    let ours =
        |table: &Table| table.notes.iter().any(|note| note.contains("-p figures"));
    names.iter().map(read).filter(ours).collect()
}

#[test]
fn every_table_says_how_it_was_made() {
    for table in tables() {
        for start in [
            "command: cargo run --release -p figures -- experiment",
            "seed",
            "date: ",
            "machine: ",
        ] {
            let said = table.notes.iter().any(|note| note.starts_with(start));
            assert!(said, "{}: no “{start}”", table.name);
        }
    }
}

#[test]
fn keys_are_simple_and_unique() {
    for table in tables() {
        let mut keys: Vec<_> = table.rows.iter().map(|row| row[0].clone()).collect();
        assert!(!keys.is_empty(), "{} is empty", table.name);
        for key in &keys {
            let simple = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            assert!(key.chars().all(simple), "{}: key `{key}`", table.name);
        }
        keys.sort();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count, "{}: a key stands twice", table.name);
    }
}

#[test]
fn every_experiment_has_its_table() {
    for experiment in experiments::all() {
        assert!(
            folder().join(format!("{}.csv", experiment.name)).is_file(),
            "{}.csv",
            experiment.name
        );
    }
}

/// What the chapters say in words must hold for the numbers that are committed.
#[test]
fn the_claims_of_the_lesson_hold() {
    let value = |table: &str, key: &str, column: &str| {
        let table = Table::read(&folder(), table, table)
            .unwrap_or_else(|error| panic!("{error}"));
        table
            .number(key, column)
            .unwrap_or_else(|error| panic!("{error}"))
    };
    assert!(value("xor-seeds", "linear", "best_accuracy") <= 0.75);
    assert_eq!(value("xor-seeds", "linear", "seeds"), 100.0);
    assert!(
        value("xor-seeds", "2-4-1", "learned") > value("xor-seeds", "2-2-1", "learned")
    );
    assert!(
        value("features", "circles-network", "test_accuracy")
            > value("features", "circles-plain", "test_accuracy")
    );
    assert!(value("two-logistic", "slopes", "largest_difference") <= f64::EPSILON);
    assert!(value("digits", "ten-neurons", "test_accuracy") > 0.9);
}

//! The built-in digits against what others publish about them.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use datasets::{Dataset, digits, read_digits};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/digits.csv.gz")
}

fn built_in() -> Dataset {
    digits().expect("the file in the repository is whole")
}

/// The checksum that data/README.md states.
#[test]
fn the_text_has_its_checksum() {
    let mut text = Vec::new();
    let file = File::open(file()).expect("the file is in the repository");
    GzDecoder::new(file)
        .read_to_end(&mut text)
        .expect("it is gzip");
    let hex: Vec<String> = Sha256::digest(&text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let expected = "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8";
    assert_eq!(hex.concat(), expected);
    let readme = include_str!("../data/README.md");
    assert!(
        readme.contains(expected),
        "data/README.md states another checksum"
    );
}

#[test]
fn the_built_in_digits_are_those_of_the_file() {
    let read = read_digits(&file()).expect("the file in the repository is whole");
    assert_eq!(read, built_in());
}

#[test]
fn sizes_are_the_published_ones() {
    let data = built_in();
    assert_eq!(
        (data.len(), data.dimension(), data.classes()),
        (1797, 64, 10)
    );
}

/// The table "Number of instances per class" of the test set, in UCI's `optdigits.names`.
#[test]
fn classes_have_the_published_sizes() {
    let mut counts = [0; 10];
    for &label in built_in().labels() {
        counts[label] += 1;
    }
    assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
}

/// Against numpy: `load_digits().data` has the sum 561718 and the mean 4.884164579855314.
#[test]
fn ink_is_what_numpy_counts() {
    let data = built_in();
    // Sixteenths are exact in binary, and so is their sum.
    let sum: f64 = data.values().iter().sum::<f64>() * 16.0;
    assert_eq!(sum, 561_718.0);
    let mean = sum / data.values().len() as f64;
    assert!((mean - 4.884_164_579_855_314).abs() < 1e-14);
}

#[test]
fn pixels_are_sixteenths_from_0_to_1() {
    let data = built_in();
    for &value in data.values() {
        assert!(
            (0.0..=1.0).contains(&value) && (value * 16.0).fract() == 0.0,
            "{value}"
        );
    }
    assert!(data.values().contains(&0.0) && data.values().contains(&1.0));
}

/// The first image as printed in scikit-learn's documentation of the data set.
#[test]
fn the_first_image_is_the_published_zero() {
    let data = built_in();
    #[rustfmt::skip]
    let expected = [
        0, 0, 5, 13, 9, 1, 0, 0,
        0, 0, 13, 15, 10, 15, 5, 0,
        0, 3, 15, 2, 0, 11, 8, 0,
        0, 4, 12, 0, 0, 8, 8, 0,
        0, 5, 8, 0, 0, 9, 8, 0,
        0, 4, 11, 0, 1, 12, 7, 0,
        0, 2, 14, 5, 10, 12, 0, 0,
        0, 0, 6, 13, 10, 0, 0, 0,
    ];
    let found: Vec<f64> = data.sample(0).iter().map(|value| value * 16.0).collect();
    assert_eq!(found, expected.map(f64::from));
    assert_eq!(data.label(0), 0);
}

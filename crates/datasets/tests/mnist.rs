//! MNIST against what others publish about it, and folders in which something is wrong.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use datasets::{
    DATA_FOLDER, Dataset, DatasetError, Mnist, mnist, mnist_from, mnist_full,
};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

fn own_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/mnist")
}

fn built_in() -> Mnist {
    mnist().expect("the files in the repository are whole")
}

fn counts(data: &Dataset) -> [usize; 10] {
    let mut counts = [0; 10];
    for &label in data.labels() {
        counts[label] += 1;
    }
    counts
}

/// The sum of the bytes that the pixels were.
fn ink(data: &Dataset) -> f64 {
    // Each product is the byte but for rounding, and whole numbers add up exactly.
    data.values().iter().map(|x| (x * 255.0).round()).sum()
}

/// The checksums that data/mnist/README.md states.
#[test]
fn the_files_have_their_checksums() {
    let readme =
        fs::read_to_string(own_folder().join("README.md")).expect("it is there");
    for (name, expected) in FILES.iter().zip([
        "1e3ffdb2f57e22d9e5363dde25c2d057542c2e72baa312f0f3b03948bb3802b7",
        "685aeb7baef68233efa643639a5e9c15bb48be09a628f96fb7f606ca2a1ea7bc",
        "de7c252b04f05e1f8309634180ccdf286dc6dbac8c579b74e76e02ae0331ca52",
        "832c0d20f0dc42e575488c75a83a970787d4c8d4d05831b2ef03701b4a478a90",
    ]) {
        let file = fs::File::open(own_folder().join(format!("{name}.gz")));
        let mut bytes = Vec::new();
        GzDecoder::new(file.expect("the file is in the repository"))
            .read_to_end(&mut bytes)
            .expect("it is gzip");
        let hex: Vec<String> = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(hex.concat(), expected, "{name}");
        assert!(
            readme.contains(expected),
            "{name}: README.md states another"
        );
    }
}

#[test]
fn the_built_in_part_is_that_of_the_files() {
    let read =
        mnist_from(&own_folder()).expect("the files in the repository are whole");
    assert_eq!(read, built_in());
}

/// The first labels, as they can be seen in many a text; classes and ink as numpy counts
/// them in the first 5,000 and 1,000 images of the published files.
#[test]
fn the_built_in_part_is_what_numpy_counts() {
    let Mnist { train, test } = built_in();
    for (data, size, first, classes, sum) in [
        (
            &train,
            5000,
            [5, 0, 4, 1, 9, 2, 1, 3, 1, 4],
            [479, 563, 488, 493, 535, 434, 501, 550, 462, 495],
            130_170_281.0,
        ),
        (
            &test,
            1000,
            [7, 2, 1, 0, 4, 1, 4, 9, 5, 9],
            [85, 126, 116, 107, 110, 87, 87, 99, 89, 94],
            24_443_134.0,
        ),
    ] {
        assert_eq!(
            (data.len(), data.dimension(), data.classes()),
            (size, 784, 10)
        );
        assert_eq!(data.labels()[..10], first);
        assert_eq!(counts(data), classes);
        assert_eq!(ink(data), sum);
    }
}

#[test]
fn pixels_are_shares_of_255() {
    for data in [built_in().train, built_in().test] {
        for &x in data.values() {
            assert!(
                (0.0..=1.0).contains(&x) && (x * 255.0).round() / 255.0 == x,
                "{x}"
            );
        }
        assert!(data.values().contains(&0.0) && data.values().contains(&1.0));
    }
}

/// What the owners' page says: each digit was scaled to fit a box of 20 × 20 pixels, and the
/// box moved by whole pixels until the centre of its ink was at the centre of 28 × 28, between
/// pixels 13 and 14 or at 14, as one counts. This would fail if a byte of the header were taken
/// for a pixel, or rows for columns of another length.
#[test]
fn digits_stand_in_the_middle() {
    for data in [built_in().train, built_in().test] {
        for (number, (pixels, _)) in data.iter().enumerate() {
            for place in [|at: usize| at / 28, |at: usize| at % 28] {
                let inked = || (0..784).filter(|&at| pixels[at] > 0.0).map(place);
                let (first, last) = (inked().min(), inked().max());
                let extent =
                    last.expect("there is ink") - first.expect("there is ink") + 1;
                assert!(extent <= 20, "image {number}: {extent} pixels");
                let ink: f64 = pixels.iter().sum();
                let moment: f64 =
                    (0..784).map(|at| pixels[at] * place(at) as f64).sum();
                let centre = moment / ink;
                assert!((centre - 14.0).abs() < 1.0, "image {number}: {centre}");
            }
        }
    }
}

fn idx(sizes: &[u32], numbers: &[u8]) -> Vec<u8> {
    let count = u8::try_from(sizes.len()).expect("few sizes");
    let mut bytes = vec![0, 0, 8, count];
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend(numbers);
    bytes
}

/// Three training and two test images; pixel i of image j is i + j, modulo 256.
fn small() -> [Vec<u8>; 4] {
    let images = |count: u32| {
        let pixel = |j: u32, i: u32| ((i + j) % 256) as u8;
        let pixels = (0..count).flat_map(|j| (0..784).map(move |i| pixel(j, i)));
        idx(&[count, 28, 28], &pixels.collect::<Vec<_>>())
    };
    [
        images(3),
        idx(&[3], &[9, 0, 4]),
        images(2),
        idx(&[2], &[1, 9]),
    ]
}

/// A folder with those files, under names that `name` makes of the published ones.
fn folder(files: &[Vec<u8>; 4], name: impl Fn(&str) -> String) -> TempDir {
    let folder = tempfile::tempdir().expect("it can be made");
    for (published, bytes) in FILES.iter().zip(files) {
        fs::write(folder.path().join(name(published)), bytes)
            .expect("it can be written");
    }
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a Vec takes all bytes");
    encoder.finish().expect("a Vec takes all bytes")
}

/// What reading this folder says; it must name all of these.
#[track_caller]
fn complains(folder: &Path, parts: &[&str]) -> DatasetError {
    let error = mnist_from(folder).expect_err("something is wrong in this folder");
    let text = error.to_string();
    let folder = folder.display().to_string();
    for part in parts.iter().copied().chain([folder.as_str()]) {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
    error
}

#[test]
fn a_folder_is_read_under_each_of_the_names() {
    let dot = |name: &str| name.replace("-idx", ".idx");
    let packed = small().map(|bytes| gzip(&bytes));
    for folder in [
        folder(&small(), str::to_owned),
        folder(&small(), dot),
        folder(&packed, |name| format!("{name}.gz")),
        folder(&packed, |name| dot(name) + ".gz"),
        // Unpacked by a browser on its way, or never packed.
        folder(&small(), |name| format!("{name}.gz")),
    ] {
        let Mnist { train, test } = mnist_from(folder.path()).expect("four files");
        assert_eq!(
            (train.labels(), test.labels()),
            (&[9, 0, 4][..], &[1, 9][..])
        );
        for (j, (pixels, _)) in train.iter().chain(test.iter()).enumerate() {
            // The test part counts its images from 0 again.
            let j = if j < 3 { j } else { j - 3 };
            for (i, &x) in pixels.iter().enumerate() {
                assert_eq!(x, ((i + j) % 256) as f64 / 255.0, "pixel {i} of image {j}");
            }
        }
    }
}

#[test]
fn the_plain_file_goes_before_the_packed_one() {
    let folder = folder(&small(), str::to_owned);
    let other = gzip(&idx(&[3], &[5, 5, 5]));
    let path = folder.path().join("train-labels-idx1-ubyte.gz");
    fs::write(path, other).expect("it can be written");
    let read = mnist_from(folder.path()).expect("four files and one more");
    assert_eq!(read.train.labels(), [9, 0, 4]);
}

#[test]
fn a_folder_that_is_missing() {
    let folder = folder(&small(), str::to_owned);
    complains(&folder.path().join("no-such"), &["no such folder"]);
    complains(&folder.path().join(FILES[0]), &["no such folder"]);
}

#[test]
fn a_file_that_is_missing() {
    let whats = [
        "training images",
        "training labels",
        "test images",
        "test labels",
    ];
    for (name, what) in FILES.iter().zip(whats) {
        let folder = folder(&small(), str::to_owned);
        fs::remove_file(folder.path().join(name)).expect("it was there");
        let packed = format!("{name}.gz");
        let dot = name.replace("-idx", ".idx");
        complains(folder.path(), &[what, name, &packed, &dot]);
    }
}

#[test]
fn a_file_that_is_damaged() {
    for (place, name) in FILES.iter().enumerate() {
        let mut files = small();
        files[place].pop();
        let folder = folder(&files, str::to_owned);
        let error = complains(folder.path(), &[name, "cut off"]);
        assert!(matches!(error, DatasetError::Idx { .. }), "{error}");
    }
}

#[test]
fn images_and_labels_that_are_none() {
    let wrong: [(usize, Vec<u8>, &[&str]); 6] = [
        (
            0,
            idx(&[3, 27, 28], &[0; 3 * 27 * 28]),
            &["3 × 27 × 28", "28 × 28"],
        ),
        (2, idx(&[2, 784], &[0; 2 * 784]), &["2 × 784", "28 × 28"]),
        (1, idx(&[3, 1], &[0; 3]), &["3 × 1", "one dimension"]),
        (1, idx(&[2], &[0; 2]), &["3 images", "2 labels", FILES[1]]),
        (
            2,
            idx(&[3, 28, 28], &[0; 3 * 784]),
            &["3 images", "2 labels", FILES[3]],
        ),
        (3, idx(&[2], &[9, 10]), &["label 1", "is 10", "0 to 9"]),
    ];
    for (place, bytes, parts) in wrong {
        let mut files = small();
        files[place] = bytes;
        let folder = folder(&files, str::to_owned);
        let error = complains(folder.path(), &[parts, &[FILES[place]]].concat());
        assert!(matches!(error, DatasetError::Mnist { .. }), "{error}");
    }
    // The files of images and of labels mixed up.
    let mut files = small();
    files.swap(0, 1);
    complains(folder(&files, str::to_owned).path(), &["an array of"]);
}

/// In a process of its own, because a variable belongs to the whole process.
#[test]
fn the_variable_names_the_folder() {
    const CHILD: &str = "GRADUS_TEST_IS_A_CHILD";
    if std::env::var_os(CHILD).is_some() {
        match mnist_full() {
            Ok(read) => println!("{} and {}", read.train.len(), read.test.len()),
            Err(error) => println!("{error}"),
        }
        return;
    }
    let ask = |folder: Option<&Path>| {
        let program = std::env::current_exe().expect("this program has a path");
        let mut command = Command::new(program);
        command.args(["--exact", "the_variable_names_the_folder", "--nocapture"]);
        command.env(CHILD, "1").env_remove(DATA_FOLDER);
        if let Some(folder) = folder {
            command.env(DATA_FOLDER, folder);
        }
        let output = command.output().expect("this program can be run");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for unset in [None, Some(Path::new(""))] {
        let text = ask(unset);
        assert!(
            text.contains("set the environment variable GRADUS_DATA"),
            "{text}"
        );
    }
    let folder = folder(&small(), str::to_owned);
    let text = ask(Some(folder.path()));
    assert!(text.contains("3 and 2"), "{text}");
    let text = ask(Some(&folder.path().join("no-such")));
    assert!(text.contains("no such folder"), "{text}");
}

/// Sizes as the files' owners publish them, sizes of the classes as numpy counts them, and
/// mean and deviation as `PyTorch`'s example for MNIST has them: 0.1307 and 0.3081.
#[test]
#[ignore = "needs the whole of MNIST in the folder that GRADUS_DATA names"]
fn the_whole_set_is_the_published_one() {
    let whole = mnist_full().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!((whole.train.len(), whole.test.len()), (60_000, 10_000));
    assert_eq!(
        counts(&whole.train),
        [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    );
    assert_eq!(
        counts(&whole.test),
        [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    );
    let values = whole.train.values();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let square = values.iter().map(|x| x * x).sum::<f64>() / values.len() as f64;
    let deviation = (square - mean * mean).sqrt();
    assert!((mean - 0.1307).abs() < 5e-5, "{mean}");
    assert!((deviation - 0.3081).abs() < 5e-5, "{deviation}");
    for (whole, part) in [
        (&whole.train, built_in().train),
        (&whole.test, built_in().test),
    ] {
        assert_eq!(whole.values()[..part.values().len()], *part.values());
        assert_eq!(whole.labels()[..part.len()], *part.labels());
    }
}

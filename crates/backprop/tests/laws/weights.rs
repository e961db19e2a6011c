//! Saving and loading: every bit comes back, and nothing is lost when something fails.
//!
//! What damaged bytes do is in `tests/damaged_weights.rs`, where memory is counted.

use std::fs;
use std::path::Path;

use backprop::weights::{from_bytes, load, save, to_bytes};
use backprop::{Init, Layer, Sequential, WeightsError};
use matrix::{Matrix, Real};
use safetensors::SafeTensors;
use safetensors::tensor::Dtype;

use crate::support::{bits, numbers, parameters, set_parameters, tanh_network};

fn network(seed: u64) -> Sequential {
    Sequential::mlp(&[3, 5, 2], Init::He, seed)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("the folder for temporary files can be written")
}

/// Numbers that a text, or a detour over another kind of number, would not keep.
#[test]
fn every_bit_comes_back() {
    let mut network = network(1);
    let odd = [
        -0.0,
        Real::NAN,
        Real::INFINITY,
        Real::NEG_INFINITY,
        Real::MIN_POSITIVE / 4.0,
        Real::MAX,
        Real::EPSILON,
        1.0 + Real::EPSILON,
    ];
    let mut values: Vec<_> = parameters(&mut network)
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    values[0].as_mut_slice()[..8].copy_from_slice(&odd);
    set_parameters(&mut network, &values);
    let bytes = to_bytes(&mut network).expect("it has parameters");
    let mut other = self::network(2);
    assert_ne!(bits(&mut other), bits(&mut network));
    from_bytes(&mut other, &bytes).expect("our own bytes");
    assert_eq!(bits(&mut other), bits(&mut network));
    assert_eq!(to_bytes(&mut other).expect("as before"), bytes);
}

#[test]
fn through_a_file() {
    let folder = folder();
    let path = folder.path().join("digits.safetensors");
    let mut network = network(1);
    save(&mut network, &path).expect("a folder that can be written");
    let mut other = self::network(2);
    load(&mut other, &path).expect("just saved");
    assert_eq!(bits(&mut other), bits(&mut network));
    let x = numbers(3, 4);
    assert_eq!(other.forward(&x), network.forward(&x));
    // Saved again over the first, and nothing is left beside it.
    save(&mut self::network(3), &path).expect("a second time");
    load(&mut other, &path).expect("just saved");
    assert_eq!(bits(&mut other), bits(&mut self::network(3)));
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name())
        .collect();
    assert_eq!(names, ["digits.safetensors"]);
}

/// As PyTorch writes the same network: names by place, a weight as outputs × inputs along its
/// rows, a bias with one axis, the kind of number of `Real`.
#[test]
fn the_file_is_laid_out_as_others_expect() {
    let mut network = network(1);
    let bytes = to_bytes(&mut network).expect("it has parameters");
    let file = SafeTensors::deserialize(&bytes).expect("our own bytes");
    let kind = if size_of::<Real>() == 8 {
        Dtype::F64
    } else {
        Dtype::F32
    };
    let mut names = file.names();
    names.sort_unstable();
    assert_eq!(names, ["0.bias", "0.weight", "2.bias", "2.weight"]);
    for (name, value) in parameters(&mut network) {
        let view = file.tensor(&name).expect("named above");
        let (rows, columns) = value.shape();
        let shape: &[usize] = if name.ends_with("bias") {
            &[rows]
        } else {
            &[rows, columns]
        };
        assert_eq!((view.shape(), view.dtype()), (shape, kind), "{name}");
        let by_rows: Vec<u8> = (0..rows)
            .flat_map(|i| (0..columns).map(move |j| (i, j)))
            .flat_map(|place| value[place].to_le_bytes())
            .collect();
        assert_eq!(view.data(), by_rows, "{name}");
    }
}

/// Slopes are no part of a file, and stay as they are.
#[test]
fn slopes_are_not_touched() {
    let mut network = network(1);
    let bytes = to_bytes(&mut network).expect("it has parameters");
    network.visit(&mut |parameter| parameter.gradient.fill(0.5));
    from_bytes(&mut network, &bytes).expect("our own bytes");
    network.visit(&mut |parameter| {
        assert!(
            parameter
                .gradient
                .as_slice()
                .iter()
                .all(|&slope| slope == 0.5)
        );
    });
}

/// A layer without parameters has nothing to save, which is no error.
#[test]
fn nothing_can_be_saved_too() {
    let mut none = backprop::Activation::relu();
    let bytes = to_bytes(&mut none).expect("nothing is no error");
    from_bytes(&mut none, &bytes).expect("our own bytes");
    let error = from_bytes(&mut network(1), &bytes).expect_err("it lacks everything");
    assert!(matches!(error, WeightsError::Missing { .. }), "{error}");
}

/// All parameters or none: a network whose file is another's stays as it was.
#[test]
fn a_failed_load_changes_nothing() {
    let folder = folder();
    let path = folder.path().join("other.safetensors");
    let mut others: [(&str, Box<dyn Layer>); 4] = [
        // The first layer fits, the second does not.
        (
            "2.weight",
            Box::new(Sequential::mlp(&[3, 5, 7], Init::He, 2)),
        ),
        (
            "0.weight",
            Box::new(Sequential::mlp(&[4, 5, 2], Init::He, 2)),
        ),
        ("2.weight", Box::new(Sequential::mlp(&[3, 5], Init::He, 2))),
        (
            "4.weight",
            Box::new(Sequential::mlp(&[3, 5, 2, 2], Init::He, 2)),
        ),
    ];
    for (named, other) in &mut others {
        save(&mut **other, &path).expect("a folder that can be written");
        let mut network = network(1);
        let before = bits(&mut network);
        let error = load(&mut network, &path).expect_err("another network's file");
        // The first of several that is named depends on the file; each is the cause.
        let text = error.to_string();
        let layer = named.split('.').next().unwrap_or_default();
        assert!(text.contains(&format!("`{layer}.")), "{named}: {text}");
        assert_eq!(bits(&mut network), before, "{named}: {text}");
    }
}

#[track_caller]
fn file_error(result: Result<(), WeightsError>, path: &Path) {
    let error = result.expect_err("it cannot work");
    assert!(matches!(error, WeightsError::File { .. }), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(&path.display().to_string()),
        "no file named: {text}"
    );
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = folder();
    let missing = folder.path().join("missing.safetensors");
    let mut network = network(1);
    let before = bits(&mut network);
    file_error(load(&mut network, &missing), &missing);
    file_error(load(&mut network, folder.path()), folder.path());
    assert_eq!(bits(&mut network), before);
}

/// Into a folder that is not there, or where the folder's place is taken by a file.
#[test]
fn files_that_cannot_be_written_are_named() {
    let folder = folder();
    let path = folder.path().join("missing").join("digits.safetensors");
    file_error(save(&mut network(1), &path), &path);
    let taken = folder.path().join("taken");
    fs::write(&taken, "a file").expect("a folder that can be written");
    let path = taken.join("digits.safetensors");
    file_error(save(&mut network(1), &path), &path);
    assert_eq!(fs::read(&taken).expect("still there"), b"a file");
}

/// The new file is written beside the old one first: if that cannot be, the old one is whole.
#[test]
fn an_older_file_survives_a_failed_save() {
    let folder = folder();
    let path = folder.path().join("digits.safetensors");
    let mut old = network(1);
    save(&mut old, &path).expect("a folder that can be written");
    let bytes = fs::read(&path).expect("just saved");
    // A folder stands where the new file would be written.
    let beside = folder.path().join("digits.safetensors.part");
    fs::create_dir(&beside).expect("a folder that can be written");
    file_error(save(&mut network(2), &path), &path);
    assert_eq!(fs::read(&path).expect("still there"), bytes);
    let mut network = network(3);
    load(&mut network, &path).expect("still whole");
    assert_eq!(bits(&mut network), bits(&mut old));
}

/// Where the place itself is a folder, the folder stays.
#[test]
fn a_folder_is_not_replaced() {
    let folder = folder();
    let path = folder.path().join("digits.safetensors");
    fs::create_dir(&path).expect("a folder that can be written");
    file_error(save(&mut network(1), &path), &path);
    assert!(path.is_dir());
    let left = fs::read_dir(folder.path()).expect("it is there").count();
    assert_eq!(left, 1, "half a file is left beside it");
}

/// A file that is larger than this network's can be is refused before it is read.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = folder();
    let path = folder.path().join("large.safetensors");
    let file = fs::File::create(&path).expect("a folder that can be written");
    // One MiB is allowed for names and shapes.
    file.set_len(1 << 21).expect("a folder that can be written");
    let mut network = network(1);
    let before = bits(&mut network);
    let error = load(&mut network, &path).expect_err("two MiB for 32 numbers");
    assert!(matches!(error, WeightsError::TooLarge { .. }), "{error}");
    assert!(error.to_string().contains("2097152 bytes"), "{error}");
    assert_eq!(bits(&mut network), before);
}

/// The same file into another architecture with the same parameters: only names and shapes
/// count.
#[test]
fn a_file_knows_parameters_and_not_layers() {
    let bytes = to_bytes(&mut network(1)).expect("it has parameters");
    let mut bent = tanh_network(3, 5, 2);
    from_bytes(&mut bent, &bytes).expect("the same names and shapes");
    assert_eq!(bits(&mut bent), bits(&mut network(1)));
    assert_ne!(
        bent.forward(&Matrix::from_rows([[1.0], [-2.0], [0.5]])),
        network(1).forward(&Matrix::from_rows([[1.0], [-2.0], [0.5]]))
    );
}

//! A file of weights that is cut off, changed, made up or another network's gives an error
//! that says so, never a panic, never other weights, and never much memory: whatever a header
//! claims, what is allocated stays within a small multiple of the file's own size.
//!
//! The counter replaces the allocator of this test program.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use allocation_counter::measure;
use backprop::weights::{from_bytes, load, to_bytes};
use backprop::{Init, Layer, Sequential, WeightsError};
use lesson_2 as backprop;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Bytes of memory per byte of file, at any one time. The most expensive way to spend bytes
/// is a list of sizes: two characters each in the file. The reader of the header first keeps
/// each as a JSON value of 32 bytes, in a list that is copied into one twice as long when it is
/// full: up to 96 bytes at that moment, 48 for each of the two characters. An honest file, all
/// numbers, costs at most twice itself (below).
const MULTIPLE: u64 = 50;

/// And for whatever is small: a message, a list of four names.
const SMALL: u64 = 4096;

fn network() -> Sequential {
    Sequential::mlp(&[3, 5, 2], Init::He, 1)
}

/// A whole file of that network with other weights.
fn whole() -> Vec<u8> {
    to_bytes(&mut Sequential::mlp(&[3, 5, 2], Init::He, 2)).expect("it has parameters")
}

/// Where the numbers begin.
fn start(file: &[u8]) -> usize {
    let length = file[..8].try_into().expect("8 bytes");
    8 + usize::try_from(u64::from_le_bytes(length)).expect("our own header is short")
}

/// Every bit of every parameter.
fn bits(network: &mut dyn Layer) -> Vec<u64> {
    let mut all = Vec::new();
    network.visit(&mut |parameter| {
        all.extend(parameter.value.as_slice().iter().map(|x| x.to_bits()));
    });
    all
}

/// What reading these bytes gives: the weights, or the error. Where it is an error, the network
/// must be as it was; in both cases memory is bounded.
fn read(bytes: &[u8]) -> Result<Vec<u64>, WeightsError> {
    let mut network = network();
    let before = bits(&mut network);
    let mut result = Ok(());
    let info = measure(|| result = from_bytes(&mut network, bytes));
    let most = MULTIPLE * bytes.len() as u64 + SMALL;
    assert!(
        info.bytes_max <= most,
        "{} bytes in memory for {} bytes of file",
        info.bytes_max,
        bytes.len()
    );
    let after = bits(&mut network);
    if let Err(error) = result {
        assert_eq!(after, before, "the network was changed: {error}");
        return Err(error);
    }
    Ok(after)
}

/// What the error says; it must name all of these.
#[track_caller]
fn complains(bytes: &[u8], parts: &[&str]) -> WeightsError {
    let error = read(bytes).expect_err("this file is damaged");
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
    error
}

/// That it is no whole file of the format, in words for somebody who does not know it.
#[track_caller]
fn no_file(bytes: &[u8]) {
    let error = complains(bytes, &["not a whole safetensors file", "cut off"]);
    assert!(matches!(error, WeightsError::Format(_)), "{error}");
}

fn with_header(header: &[u8], numbers: &[u8]) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length, header, numbers].concat()
}

/// A tensor of a file that is made up: its kind, its shape and its bytes.
#[derive(Clone)]
struct Tensor {
    name: &'static str,
    kind: &'static str,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

/// The four tensors of the network, all zeros.
fn tensors() -> Vec<Tensor> {
    let tensor = |name, shape: &[usize]| Tensor {
        name,
        kind: "F64",
        shape: shape.to_vec(),
        bytes: vec![0; 8 * shape.iter().product::<usize>()],
    };
    vec![
        tensor("0.weight", &[5, 3]),
        tensor("0.bias", &[5]),
        tensor("2.weight", &[2, 5]),
        tensor("2.bias", &[2]),
    ]
}

/// A file of these, with what other libraries write beside them.
fn file(tensors: &[Tensor]) -> Vec<u8> {
    let mut header = Map::new();
    header.insert("__metadata__".to_owned(), json!({ "format": "pt" }));
    let mut numbers = Vec::new();
    for tensor in tensors {
        let begin = numbers.len();
        numbers.extend_from_slice(&tensor.bytes);
        let entry = json!({
            "dtype": tensor.kind,
            "shape": tensor.shape,
            "data_offsets": [begin, numbers.len()],
        });
        header.insert(tensor.name.to_owned(), entry);
    }
    with_header(Value::from(header).to_string().as_bytes(), &numbers)
}

/// The files made up here are right but for what a test changes.
#[test]
fn a_whole_file_is_read() {
    let mut other = Sequential::mlp(&[3, 5, 2], Init::He, 2);
    assert_eq!(read(&whole()).expect("our own bytes"), bits(&mut other));
    let zeros = read(&file(&tensors())).expect("nothing is wrong with it");
    assert!(zeros.iter().all(|&bits| bits == 0));
}

/// Every length that is too short, and one that is too long.
#[test]
fn a_file_that_is_cut_off() {
    let whole = whole();
    for length in 0..whole.len() {
        no_file(&whole[..length]);
    }
    no_file(&[whole, vec![0]].concat());
}

#[test]
fn files_of_other_kinds() {
    for bytes in [
        // What `torch.save` writes is a zip archive; before that, a pickle.
        &b"PK\x03\x04\x00\x00\x08\x08\x00\x00\x00\x00archive/data.pkl"[..],
        b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.",
        b"\x89HDF\r\n\x1a\n\x00\x00\x00\x00\x00\x08\x08\x00",
        b"\x93NUMPY\x01\x00v\x00{'descr': '<f8', 'fortran_order': False}",
        b"0.25,0.5,0.75\n1.0,1.25,1.5\n",
        b"{\"0.weight\": [[1.0, 2.0]]}",
    ] {
        no_file(bytes);
    }
}

/// A header that is longer than the file, or than anything, is not waited for.
#[test]
fn a_header_that_lies_about_its_length() {
    let whole = whole();
    let right = start(&whole) as u64 - 8;
    let lies = [
        0,
        1,
        right - 1,
        right + 1,
        whole.len() as u64,
        // The most that the format allows, and more.
        100_000_000,
        100_000_001,
        1 << 32,
        1 << 63,
        u64::MAX - 7,
        u64::MAX,
    ];
    for lie in lies {
        let mut bytes = whole.clone();
        bytes[..8].copy_from_slice(&lie.to_le_bytes());
        no_file(&bytes);
    }
}

#[test]
fn headers_that_are_no_description() {
    let numbers = vec![0; 256];
    let deep = ["[".repeat(100_000), "]".repeat(100_000)].concat();
    for header in [
        "",
        "{",
        "null",
        "[]",
        "\"text\"",
        "{\"0.weight\": null}",
        "{\"0.weight\": {}}",
        "{\"0.weight\": {\"dtype\": \"F64\"}}",
        // A kind that there is not.
        r#"{"0.weight":{"dtype":"F65","shape":[5,3],"data_offsets":[0,120]}}"#,
        // Sizes that are none.
        r#"{"0.weight":{"dtype":"F64","shape":[-5,3],"data_offsets":[0,120]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":[5.5,3],"data_offsets":[0,120]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":"5x3","data_offsets":[0,120]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":[99999999999999999999],"data_offsets":[0,120]}}"#,
        // 2³²·2³² entries, 2⁶¹ entries: more bytes than can be counted.
        r#"{"0.weight":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]}}"#,
        // As many bytes as it says, which the file does not have.
        r#"{"0.weight":{"dtype":"U8","shape":[1152921504606846976],"data_offsets":[0,1152921504606846976]}}"#,
        // Places that begin behind their end, leave a gap, overlap, or are not enough.
        r#"{"0.weight":{"dtype":"F64","shape":[16],"data_offsets":[128,0]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":[16],"data_offsets":[128,256]}}"#,
        r#"{"a":{"dtype":"F64","shape":[16],"data_offsets":[0,128]},"b":{"dtype":"F64","shape":[24],"data_offsets":[64,256]}}"#,
        r#"{"0.weight":{"dtype":"F64","shape":[5,3],"data_offsets":[0,256]}}"#,
        deep.as_str(),
    ] {
        no_file(&with_header(header.as_bytes(), &numbers));
    }
    // No text at all.
    no_file(&with_header(b"{\"0.weight\xff\": {}}", &numbers));
}

/// The format allows both, and a network trained elsewhere may come in either.
#[test]
fn numbers_of_32_bits_are_read_exactly() {
    let mut thirty_two = tensors();
    let number = |place: usize| (place as f32 - 3.5) / 3.0;
    let mut right = Vec::new();
    for tensor in &mut thirty_two {
        tensor.kind = "F32";
        let count: usize = tensor.shape.iter().product();
        let numbers = (0..count).map(number);
        tensor.bytes = numbers.clone().flat_map(f32::to_le_bytes).collect();
        // `bits` goes down the columns, the file along the rows.
        let (rows, columns) = (tensor.shape[0], count / tensor.shape[0]);
        let places = (0..columns).flat_map(|j| (0..rows).map(move |i| i * columns + j));
        right.extend(places.map(|place| f64::from(number(place)).to_bits()));
    }
    assert_eq!(read(&file(&thirty_two)).expect("F32 can be read"), right);
}

/// Integers and halves are not guessed at.
#[test]
fn numbers_of_other_kinds() {
    let kinds = [
        ("I64", 8),
        ("U64", 8),
        ("C64", 8),
        ("I32", 4),
        ("BF16", 2),
        ("F16", 2),
        ("I16", 2),
        ("F8_E4M3", 1),
        ("I8", 1),
        ("U8", 1),
        ("BOOL", 1),
    ];
    for (kind, size) in kinds {
        for place in 0..4 {
            let mut tensors = tensors();
            tensors[place].kind = kind;
            let count: usize = tensors[place].shape.iter().product();
            tensors[place].bytes = vec![0; size * count];
            let name = format!("`{}`", tensors[place].name);
            let error = complains(&file(&tensors), &[&name, kind, "F32 and F64"]);
            assert!(matches!(error, WeightsError::Kind { .. }), "{error}");
        }
    }
}

/// As many numbers, in another shape: not reshaped in silence.
#[test]
fn wrong_shapes() {
    let cases: [(usize, &[usize], &str); 7] = [
        (0, &[3, 5], "[5, 3]"),
        // One axis instead of two, and two or none instead of one.
        (0, &[15], "[5, 3]"),
        (0, &[5, 3, 1], "[5, 3]"),
        (1, &[5, 1], "[5]"),
        (1, &[1, 5], "[5]"),
        (2, &[5, 2], "[2, 5]"),
        (3, &[3], "[2]"),
    ];
    for (place, shape, wanted) in cases {
        let mut tensors = tensors();
        tensors[place].shape = shape.to_vec();
        tensors[place].bytes = vec![0; 8 * shape.iter().product::<usize>()];
        let name = format!("`{}`", tensors[place].name);
        let found = format!("{shape:?}");
        let error = complains(&file(&tensors), &[&name, &found, wanted]);
        assert!(matches!(error, WeightsError::Shape { .. }), "{error}");
    }
}

/// Both are named: what is missing, and what there is.
#[test]
fn a_missing_tensor() {
    for place in 0..4 {
        let mut tensors = tensors();
        let missing = tensors.remove(place);
        let mut parts = vec![format!("`{}`", missing.name)];
        parts.extend(tensors.iter().map(|tensor| tensor.name.to_owned()));
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        let error = complains(&file(&tensors), &parts);
        assert!(matches!(error, WeightsError::Missing { .. }), "{error}");
    }
    // A name that nearly is one.
    let mut tensors = tensors();
    tensors[1].name = "0.Bias";
    complains(&file(&tensors), &["`0.bias`", "0.Bias"]);
}

/// A network with one layer more would do something else with the weights it shares.
#[test]
fn a_tensor_too_many() {
    let mut tensors = tensors();
    let more = Tensor {
        name: "4.weight",
        ..tensors[3].clone()
    };
    tensors.push(more);
    let error = complains(&file(&tensors), &["`4.weight`"]);
    assert!(matches!(error, WeightsError::Unknown { .. }), "{error}");
}

/// Headers that are all cost: much to read, nothing in it. The bound of `read` is the test.
#[test]
fn headers_that_are_made_to_be_expensive() {
    let entry = |name: &str, shape: &str| {
        format!(r#""{name}":{{"dtype":"F64","shape":[{shape}],"data_offsets":[0,0]}}"#)
    };
    let many: Vec<_> = (0..20_000).map(|i| entry(&i.to_string(), "0")).collect();
    let long_name = "n".repeat(1 << 20);
    let sizes = |count: usize| vec!["0"; count].join(",");
    // One more than a list that doubles has room for.
    let worst = sizes((1 << 19) + 1);
    let same = vec![entry("x", "0"); 20_000].join(",");
    let metadata: Vec<_> = (0..20_000).map(|i| format!(r#""{i}":"""#)).collect();
    let metadata = format!(r#""__metadata__":{{{}}}"#, metadata.join(","));
    for header in [
        many.join(","),
        entry(&long_name, "0"),
        entry("0.weight", &sizes(1 << 19)),
        entry("0.weight", &worst),
        entry("x", &worst),
        same,
        metadata,
    ] {
        let error = read(&with_header(format!("{{{header}}}").as_bytes(), &[]));
        assert!(error.is_err());
    }
}

/// Eight tensors whose sizes add up to 2⁶⁴ − 8 bytes. safetensors 0.8.0 adds the header's
/// length to that without a look, which is a panic where overflow is checked (as in the
/// `dev` profile) and an error where it is not. The network stays as it was either way.
#[test]
fn sizes_that_add_up_to_more_than_can_be_counted() {
    let size: u64 = (1 << 61) - 1;
    let entries: Vec<_> = (0..8)
        .map(|i| {
            let (begin, end) = (i * size, (i + 1) * size);
            format!(
                r#""{i}":{{"dtype":"U8","shape":[{size}],"data_offsets":[{begin},{end}]}}"#
            )
        })
        .collect();
    let bytes = with_header(format!("{{{}}}", entries.join(",")).as_bytes(), &[]);
    let mut network = network();
    let before = bits(&mut network);
    let read = catch_unwind(AssertUnwindSafe(|| from_bytes(&mut network, &bytes)));
    assert!(!matches!(read, Ok(Ok(()))), "such a file was read");
    assert_eq!(bits(&mut network), before);
}

/// The numbers once on their way, and once where they go, parameter by parameter.
#[test]
fn a_file_of_numbers_costs_twice_itself() {
    let sizes = [784, 32, 10];
    let bytes = to_bytes(&mut Sequential::mlp(&sizes, Init::He, 2)).expect("a network");
    let mut network = Sequential::mlp(&sizes, Init::He, 1);
    let mut result = Ok(());
    let info = measure(|| result = from_bytes(&mut network, &bytes));
    result.expect("our own bytes");
    assert!(info.bytes_max <= 2 * bytes.len() as u64 + SMALL, "{info:?}");
}

/// A file that is too large for the network is refused before anything is read.
#[test]
fn a_large_file_costs_nothing() {
    let place = tempfile::NamedTempFile::new().expect("it can be made");
    place.as_file().set_len(1 << 24).expect("16 MiB");
    let mut network = network();
    let before = bits(&mut network);
    let mut result = Ok(());
    let info = measure(|| result = load(&mut network, place.path()));
    let error = result.expect_err("16 MiB are not 32 numbers");
    assert!(matches!(error, WeightsError::TooLarge { .. }), "{error}");
    assert!(info.bytes_max <= SMALL, "{info:?}");
    assert_eq!(bits(&mut network), before);
    // And the largest that is read costs what it is, once for the file.
    fs::write(place.path(), whole()).expect("it can be written");
    let mut result = Ok(());
    let info = measure(|| result = load(&mut network, place.path()));
    result.expect("a whole file");
    let most = (MULTIPLE + 1) * whole().len() as u64 + SMALL;
    assert!(info.bytes_max <= most, "{info:?}");
}

/// The counter counts, and the bound could be missed.
#[test]
fn the_counter_counts() {
    let info = measure(|| drop(std::hint::black_box(vec![0_u8; 1 << 20])));
    assert!(info.bytes_max >= 1 << 20, "{info:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A wrong byte in the header is found, or was nothing but space; one in the numbers is
    /// one other number. (The format has no checksum.)
    #[test]
    fn one_wrong_byte(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let right = whole();
        let mut bytes = right.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        if let Ok(weights) = read(&bytes) {
            let whole = read(&right).expect("our own bytes");
            let changed = whole.iter().zip(&weights).filter(|(a, b)| a != b).count();
            prop_assert_eq!(changed, usize::from(at >= start(&right)));
        } else {
            prop_assert!(at < start(&right), "a number is a number, byte {at}");
        }
    }

    /// A part of the file replaced by another part of it.
    #[test]
    fn parts_in_the_wrong_place(
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        length in 1..64_usize,
    ) {
        let mut bytes = whole();
        let (from, to) = (from.index(bytes.len() - 64), to.index(bytes.len() - 64));
        let part = bytes[from..from + length].to_vec();
        bytes[to..to + length].copy_from_slice(&part);
        let whole = whole();
        let same_header = bytes[..start(&whole)] == whole[..start(&whole)];
        prop_assert_eq!(read(&bytes).is_ok(), same_header);
    }

    #[test]
    fn a_header_of_any_length(length in any::<u64>()) {
        let mut bytes = whole();
        prop_assume!(bytes[..8] != length.to_le_bytes());
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn rubbish(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(read(&bytes).is_err());
        prop_assert!(read(&with_header(&bytes, &[0; 16])).is_err());
    }

    /// Any kind, any shape, any place: it is read only where all of that is right.
    #[test]
    fn any_description(
        kind in prop::sample::select(vec!["F64", "F32", "I64", "BF16", "F16", "U8"]),
        shape in prop::collection::vec(0..6_usize, 0..3),
        begin in 0..3_usize,
        length in 0..130_usize,
    ) {
        let begin = 8 * begin;
        let mut network = Sequential::mlp(&[3, 5], Init::He, 1);
        let header = json!({
            "0.bias": { "dtype": "F64", "shape": [5], "data_offsets": [0, 40] },
            "0.weight": {
                "dtype": kind,
                "shape": &shape,
                "data_offsets": [40 + begin, 40 + begin + length],
            },
        });
        let numbers = vec![0; 40 + begin + length];
        let bytes = with_header(header.to_string().as_bytes(), &numbers);
        let fits = shape == [5, 3]
            && begin == 0
            && ((kind == "F64" && length == 120) || (kind == "F32" && length == 60));
        prop_assert_eq!(from_bytes(&mut network, &bytes).is_ok(), fits);
    }
}

//! Files made by hand, one for each thing that can be wrong.

use std::io::Write;
use std::path::Path;

use allocation_counter::measure;
use datasets::{DatasetError, IDX_LIMIT, IdxProblem, parse_idx, read_idx};
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

use crate::{BESIDES_GZIP, file, gzip, header, read, whole};

/// What reading says; it must name all of these.
#[track_caller]
fn complains(bytes: &[u8], parts: &[&str]) -> IdxProblem {
    let error = read(bytes).expect_err("this file is damaged");
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
    error
}

#[test]
fn a_whole_file_is_read() {
    for bytes in [whole(), gzip(&whole())] {
        let array = read(&bytes).expect("nothing is wrong with it");
        assert_eq!(array.shape(), [2, 3, 4]);
        assert_eq!(array.bytes(), (100..124).collect::<Vec<_>>());
    }
}

/// Sizes above 255 and above 65,535 take more than the last byte of the four.
#[test]
fn sizes_are_read_from_all_four_bytes() {
    let numbers = vec![7; 0x0001_0203];
    let array = read(&file(&[0x0001_0203], &numbers)).expect("a long row");
    assert_eq!(array.shape(), [0x0001_0203]);
    // As many dimensions as a header can have.
    let array = read(&file(&[1; 255], &[9])).expect("one number");
    assert_eq!((array.shape().len(), array.bytes()), (255, &[9][..]));
}

#[test]
fn a_gzip_file_of_two_parts_is_read() {
    let bytes = whole();
    let (start, end) = bytes.split_at(20);
    let bytes = [gzip(start), gzip(end)].concat();
    assert_eq!(read(&bytes).expect("two parts").shape(), [2, 3, 4]);
}

#[test]
fn a_file_that_is_cut_off_anywhere() {
    let bytes = whole();
    for length in 0..bytes.len() {
        let error = complains(&bytes[..length], &["fetch it again"]);
        match error {
            IdxProblem::Header { found, expected } => {
                let known = if length < 4 { 4 } else { 16 };
                assert_eq!((found, expected), (length, known));
            }
            IdxProblem::TooShort {
                shape,
                promised,
                found,
            } => {
                assert_eq!((promised, found), (24, length - 16));
                assert_eq!(shape, [2, 3, 4]);
            }
            other => panic!("{length} bytes: {other:?}"),
        }
    }
    let packed = gzip(&bytes);
    for length in 2..packed.len() {
        let error = complains(&packed[..length], &["cut off", "fetch it again"]);
        assert!(matches!(error, IdxProblem::CutOff { .. }), "{error:?}");
    }
    // All the numbers are there, but not the whole checksum after them.
    complains(
        &packed[..packed.len() - 1],
        &["after 40 uncompressed bytes"],
    );
    complains(&packed[..1], &["after 1 bytes", "header of 4"]);
}

#[test]
fn a_file_that_is_too_short_or_too_long_inside_gzip() {
    complains(&gzip(b""), &["after 0 bytes", "header of 4"]);
    complains(&gzip(&whole()[..10]), &["after 10 bytes", "header of 16"]);
    complains(&gzip(&whole()[..39]), &["2 × 3 × 4 = 24 numbers", "are 23"]);
    let long = [whole(), vec![0]].concat();
    for bytes in [gzip(&long), long] {
        let error = complains(&bytes, &["2 × 3 × 4 = 24 numbers", "more bytes follow"]);
        assert!(matches!(error, IdxProblem::TooLong { .. }), "{error:?}");
    }
}

#[test]
fn files_of_other_kinds() {
    let page = b"<!DOCTYPE html><title>404</title>";
    complains(page, &["bytes 3c 21", "00 00", "1f 8b", "web page"]);
    complains(&gzip(page), &["bytes 3c 21"]);
    complains(b"PK\x03\x04", &["bytes 50 4b"]);
    complains(&gzip(&gzip(&whole())), &["bytes 1f 8b"]);
    let kinds = [
        (0x09, "signed bytes"),
        (0x0b, "integers of 16 bits"),
        (0x0c, "integers of 32 bits"),
        (0x0d, "floating-point numbers of 32 bits"),
        (0x0e, "floating-point numbers of 64 bits"),
        (0x00, "no kind"),
        (0x0a, "no kind"),
        (0xff, "no kind"),
    ];
    for (code, name) in kinds {
        let bytes = [header(code, &[3]), vec![0; 24]].concat();
        complains(&bytes, &[name, &format!("byte 3 is {code:02x}"), "(08)"]);
    }
}

#[test]
fn headers_that_promise_nothing() {
    complains(&file(&[], &[1]), &["no numbers", "0 dimensions"]);
    for sizes in [&[0][..], &[0, 28, 28], &[u32::MAX, u32::MAX, u32::MAX, 0]] {
        let error = complains(&file(sizes, &[]), &["no numbers", "0"]);
        assert!(matches!(error, IdxProblem::Empty { .. }), "{error:?}");
    }
}

#[test]
fn headers_that_promise_too_much() {
    let limit = u32::try_from(IDX_LIMIT).expect("the limit is below 4 GiB");
    // The last three are 2³² + 1, 2⁶⁴ and 2⁶⁴ + 5: they would wrap around to 1 (where a
    // `usize` has 32 bits, as in a browser), to 0 and to 5.
    for sizes in [
        &[limit + 1][..],
        &[u32::MAX; 4],
        &[u32::MAX; 255],
        &[641, 6_700_417],
        &[1 << 16; 4],
        &[609, 36_760_123, 823_996_703],
    ] {
        for bytes in [file(sizes, &[0; 5]), gzip(&file(sizes, &[0; 5]))] {
            let error = complains(&bytes, &["67108864", "header"]);
            assert!(matches!(error, IdxProblem::TooLarge { .. }), "{error:?}");
        }
    }
}

/// The largest promise that is believed at all: it costs the room for the first numbers.
#[test]
fn a_promise_alone_gets_no_memory() {
    let limit = u32::try_from(IDX_LIMIT).expect("the limit is below 4 GiB");
    for numbers in [0, 1, 100, 65_535, 65_536, 65_537, 200_000] {
        let bytes = file(&[limit], &vec![1; numbers]);
        complains(&bytes, &["67108864 = 67108864", "cut off"]);
        complains(&gzip(&bytes), &["67108864 = 67108864", "cut off"]);
    }
}

/// Around each step in which memory grows.
#[test]
fn large_files_keep_the_bound() {
    for step in [1 << 16, 1 << 17, 1 << 18, 1 << 20, 1 << 22] {
        for size in [step - 1, step, step + 1] {
            let bytes = file(&[size], &vec![1; size as usize]);
            read(&bytes).expect("a whole file");
            read(&gzip(&bytes)).expect("a whole file");
        }
    }
}

#[test]
fn gzip_bombs_are_refused() {
    // 96 MiB of zeros behind a header that promises 24 of them, or 64 Mi.
    let limit = u32::try_from(IDX_LIMIT).expect("the limit is below 4 GiB");
    for (sizes, most) in [(&[2, 3, 4][..], 0), (&[limit], 2 * IDX_LIMIT as u64)] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&header(8, sizes)).expect("a Vec");
        let zeros = vec![0; 1 << 20];
        for _ in 0..96 {
            encoder.write_all(&zeros).expect("a Vec takes all bytes");
        }
        let bomb = encoder.finish().expect("a Vec takes all bytes");
        let mut result = Ok(());
        let info = measure(|| result = parse_idx(&bomb[..]).map(drop));
        let error = result.expect_err("there are more zeros than promised");
        assert!(matches!(error, IdxProblem::TooLong { .. }), "{error}");
        assert!(info.bytes_max <= most + BESIDES_GZIP, "{info:?}");
    }
}

/// What a gzip header may hold besides: 64 KiB each, and the decompressor keeps them.
#[test]
fn long_names_in_the_gzip_header_keep_the_bound() {
    for length in [65_534, 65_535, 65_536, 1 << 20] {
        let builder = GzBuilder::new()
            .extra(vec![1; length.min(65_535)])
            .filename(vec![b'n'; length])
            .comment(vec![b'c'; length]);
        let mut encoder = builder.write(Vec::new(), Compression::fast());
        encoder.write_all(&whole()).expect("a Vec takes all bytes");
        let bytes = encoder.finish().expect("a Vec takes all bytes");
        let read = read(&bytes).is_ok();
        assert_eq!(read, length < 65_536, "{length}");
    }
}

#[test]
fn damaged_gzip_data() {
    let packed = gzip(&whole());
    let mut checksum = packed.clone();
    checksum[packed.len() - 8] ^= 1;
    complains(&checksum, &["damaged after 40 uncompressed bytes"]);
    let mut length = packed.clone();
    length[packed.len() - 1] ^= 1;
    complains(&length, &["damaged after 40 uncompressed bytes"]);
    complains(b"\x1f\x8b\x07\x00rubbish", &["damaged after 0"]);
    let more = [&packed[..], b"more than a gzip header has"].concat();
    complains(&more, &["damaged after 40", "fetch the file again"]);
}

#[test]
fn a_file_is_named() {
    let path = Path::new("no-such-folder").join("images");
    let error = read_idx(&path).expect_err("it is missing");
    assert!(matches!(error, DatasetError::Idx { .. }));
    let text = error.to_string();
    assert!(
        text.contains("no-such-folder") && text.contains("cannot be read"),
        "{text}"
    );
    let folder = tempfile::tempdir().expect("it can be made");
    let text = read_idx(folder.path()).expect_err("a folder").to_string();
    assert!(text.contains("cannot be read"), "{text}");
    let path = folder.path().join("images");
    std::fs::write(&path, &whole()[..39]).expect("it can be written");
    let text = read_idx(&path).expect_err("cut off").to_string();
    assert!(
        text.contains(&path.display().to_string()) && text.contains("there are 23"),
        "{text}"
    );
    // The name does not matter, the bytes do.
    std::fs::write(&path, gzip(&whole())).expect("it can be written");
    assert_eq!(read_idx(&path).expect("gzipped").shape(), [2, 3, 4]);
}

/// The counter counts, and the bounds could be missed.
#[test]
fn the_counter_counts() {
    let info = measure(|| drop(std::hint::black_box(vec![0_u8; 1 << 20])));
    assert!(info.bytes_max >= 1 << 20, "{info:?}");
    let numbers = vec![1; 1 << 20];
    let bytes = file(&[1 << 20], &numbers);
    let info = measure(|| drop(parse_idx(&bytes[..])));
    assert!(info.bytes_max >= 1 << 20, "{info:?}");
}

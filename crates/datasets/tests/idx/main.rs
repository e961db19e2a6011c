//! Whatever bytes an IDX file has, reading it gives the array or an error that says what is
//! wrong; never a panic, and never more memory than the file justifies.
//!
//! The counter replaces the allocator of this test program. Of each property 256 cases are
//! tried; `PROPTEST_CASES=1000000 cargo test --release -p datasets --test idx` tries more.

mod anything;
mod cases;

use std::io::{Read, Write};

use allocation_counter::measure;
use datasets::{IDX_LIMIT, Idx, IdxProblem, parse_idx};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

/// The documented bounds: what is held besides the numbers.
const BESIDES_PLAIN: u64 = 80 << 10;
const BESIDES_GZIP: u64 = 512 << 10;

fn header(kind: u8, sizes: &[u32]) -> Vec<u8> {
    let count = u8::try_from(sizes.len()).expect("a header has at most 255 sizes");
    let mut bytes = vec![0, 0, kind, count];
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes
}

fn file(sizes: &[u32], numbers: &[u8]) -> Vec<u8> {
    [&header(8, sizes), numbers].concat()
}

/// Two images of 3 × 4 and no two numbers alike.
fn whole() -> Vec<u8> {
    file(&[2, 3, 4], &(100..124).collect::<Vec<_>>())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("a Vec takes all bytes");
    encoder.finish().expect("a Vec takes all bytes")
}

/// What the format means, written down once more without care for memory.
fn meaning(bytes: &[u8]) -> Option<(Vec<usize>, &[u8])> {
    let (start, rest) = bytes.split_at_checked(4)?;
    let (sizes, numbers) = rest.split_at_checked(4 * usize::from(start[3]))?;
    let sizes: Vec<u32> = sizes
        .chunks(4)
        .map(|size| size.iter().fold(0, |n, &byte| (n << 8) | u32::from(byte)))
        .collect();
    // A float is exact up to 2⁵³, and above it is no file's length.
    let product: f64 = sizes.iter().copied().map(f64::from).product();
    let good = start[..3] == [0, 0, 8]
        && !sizes.is_empty()
        && product > 0.0
        && product == numbers.len() as f64;
    let shape = sizes.iter().map(|&size| size as usize).collect();
    good.then_some((shape, numbers))
}

/// How many bytes there are once they are uncompressed, and whether they are all there.
fn uncompressed(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    bytes.starts_with(&[0x1f, 0x8b]).then(|| {
        let mut data = Vec::new();
        let limit = IDX_LIMIT as u64 + 2000;
        let result = MultiGzDecoder::new(bytes)
            .take(limit)
            .read_to_end(&mut data);
        (data, result.is_ok())
    })
}

/// Reads the bytes, and holds the result to the format's meaning and the memory to its bound.
#[track_caller]
fn read(bytes: &[u8]) -> Result<Idx, IdxProblem> {
    let mut result = Err(IdxProblem::CutOff { bytes: 0 });
    let info = measure(|| result = parse_idx(bytes));
    let unpacked = uncompressed(bytes);
    let (data, complete) = match &unpacked {
        Some((data, complete)) => (data.as_slice(), *complete),
        None => (bytes, true),
    };
    let besides = if unpacked.is_some() {
        BESIDES_GZIP
    } else {
        BESIDES_PLAIN
    };
    let most = 3 * data.len().min(IDX_LIMIT) as u64 + besides;
    assert!(
        info.bytes_max <= most,
        "{} bytes in memory for {} bytes of file, {} uncompressed",
        info.bytes_max,
        bytes.len(),
        data.len()
    );
    match &result {
        Ok(array) => {
            assert!(complete, "damaged gzip data was read");
            let read = (array.shape().to_vec(), array.bytes());
            assert_eq!(Some(read), meaning(data));
            let promised = array.bytes().len() as u64;
            assert!(info.bytes_max <= 2 * promised + besides, "{info:?}");
        }
        Err(error) => {
            assert!(!complete || meaning(data).is_none(), "a good file: {error}");
            let text = error.to_string();
            assert!(
                (20..400).contains(&text.len()),
                "{} bytes: {text}",
                text.len()
            );
        }
    }
    result
}

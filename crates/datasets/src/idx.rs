//! The IDX format: an array of numbers behind a short header.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::{DatasetError, IdxProblem};

/// How many numbers an IDX file may hold, before [`read_idx`] refuses it: 67,108,864. The
/// largest of MNIST's files has 47,040,000.
pub const IDX_LIMIT: usize = 64 << 20;

const UNSIGNED_BYTES: u8 = 0x08;

/// The first two bytes of a gzip file. Those of an IDX file are zeros.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// How many numbers are made room for before the first has arrived.
const FIRST_ROOM: usize = 64 << 10;

/// An array of unsigned bytes, as an IDX file holds it.
///
/// What always holds: there is at least one dimension, no dimension is 0, and there are as
/// many bytes as the product of all dimensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idx {
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Idx {
    /// The dimensions, the slowest first: images, rows, columns.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The numbers. The last dimension runs fastest: the first row of the first image, its
    /// second row, and so on.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads an IDX file, plain or gzipped; which of the two, its first bytes tell, not its name.
///
/// # Errors
///
/// [`DatasetError::Idx`], which names the file and what [`parse_idx`] finds, or says why the
/// file cannot be opened.
pub fn read_idx(path: &Path) -> Result<Idx, DatasetError> {
    File::open(path)
        .map_err(IdxProblem::Unreadable)
        .and_then(parse_idx)
        .map_err(|problem| DatasetError::Idx {
            path: path.to_owned(),
            problem,
        })
}

/// Reads an array from the bytes of an IDX file, plain or gzipped.
///
/// The format: two bytes of zero; a byte for the kind of number, 8 for unsigned bytes, which
/// is the one kind read here; a byte for how many dimensions there are; each dimension in
/// four bytes, the most significant first; then the numbers.
///
/// ```
/// // Two rows of three numbers.
/// let file = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60];
/// let array = datasets::parse_idx(&file[..])?;
/// assert_eq!(array.shape(), [2, 3]);
/// assert_eq!(array.bytes()[3], 40);
///
/// let error = datasets::parse_idx(&file[..17]).expect_err("a number is missing");
/// assert!(error.to_string().contains("promises 2 × 3 = 6 numbers, but there are 5"));
/// # Ok::<(), datasets::IdxProblem>(())
/// ```
///
/// A header can promise anything, and a few kilobytes of gzip can unpack to gigabytes. So
/// memory grows with the numbers that arrive, and reading stops one byte after the promised
/// ones. What is held at any time is at most three times the uncompressed bytes that have
/// arrived, or twice the promised numbers, whichever is less; and besides 80 KiB for a plain
/// file, half a mebibyte for a gzipped one.
///
/// Source: Y. `LeCun`, C. Cortes and C. J. C. Burges, *The MNIST database of handwritten
/// digits*, section "The IDX file format".
///
/// # Errors
///
/// [`IdxProblem`] says which: not the format, numbers of another kind, no numbers, more than
/// [`IDX_LIMIT`], more or fewer than the header promises, or damaged gzip data.
pub fn parse_idx(mut file: impl Read) -> Result<Idx, IdxProblem> {
    let mut start = Vec::new();
    append(&mut file, GZIP.len(), &mut start, 0)?;
    let file = start.as_slice().chain(file);
    if start == GZIP {
        parse(MultiGzDecoder::new(file))
    } else {
        parse(file)
    }
}

fn parse(mut data: impl Read) -> Result<Idx, IdxProblem> {
    let (shape, before) = header(&mut data)?;
    let promised = size(&shape)?;
    let bytes = numbers(&mut data, promised, before)?;
    if bytes.len() < promised {
        return Err(IdxProblem::TooShort {
            shape,
            promised,
            found: bytes.len(),
        });
    }
    // Also makes the decompressor look at its checksum, which stands after the last byte.
    let mut more = Vec::new();
    append(&mut data, 1, &mut more, before + promised)?;
    if !more.is_empty() {
        return Err(IdxProblem::TooLong { shape, promised });
    }
    Ok(Idx { shape, bytes })
}

/// The dimensions, and how long the header was.
fn header(data: &mut impl Read) -> Result<(Vec<usize>, usize), IdxProblem> {
    let mut header = Vec::new();
    let mut expected = 4;
    append(data, expected, &mut header, 0)?;
    if let &[a, b, ..] = header.as_slice()
        && [a, b] != [0, 0]
    {
        return Err(IdxProblem::Magic { found: [a, b] });
    }
    let &[_, _, code, dimensions] = header.as_slice() else {
        return Err(IdxProblem::Header {
            found: header.len(),
            expected,
        });
    };
    if code != UNSIGNED_BYTES {
        return Err(IdxProblem::Kind { code });
    }
    let sizes = 4 * usize::from(dimensions);
    expected += sizes;
    append(data, sizes, &mut header, 0)?;
    if header.len() < expected {
        return Err(IdxProblem::Header {
            found: header.len(),
            expected,
        });
    }
    let (sizes, _) = header[4..].as_chunks();
    let size = |&size| u32::from_be_bytes(size) as usize;
    Ok((sizes.iter().map(size).collect(), expected))
}

/// How many numbers there are in such an array, if it is neither empty nor too large.
fn size(shape: &[usize]) -> Result<usize, IdxProblem> {
    if shape.is_empty() || shape.contains(&0) {
        return Err(IdxProblem::Empty {
            shape: shape.to_owned(),
        });
    }
    // Checked: 65536 × 65536 × … would wrap around to a size that looks harmless.
    let size = shape
        .iter()
        .try_fold(1, |size: usize, &d| size.checked_mul(d));
    size.filter(|&size| size <= IDX_LIMIT)
        .ok_or_else(|| IdxProblem::TooLarge {
            shape: shape.to_owned(),
            limit: IDX_LIMIT,
        })
}

// ANCHOR: numbers
/// The promised numbers, or as many of them as there are. `before` counts the bytes that came
/// before them.
fn numbers(
    data: &mut impl Read,
    promised: usize,
    before: usize,
) -> Result<Vec<u8>, IdxProblem> {
    let mut bytes = Vec::new();
    while bytes.len() < promised {
        let had = bytes.len();
        // At most as much again as has arrived: a promise alone gets no memory.
        let room = had.max(FIRST_ROOM).min(promised - had);
        bytes.reserve_exact(room);
        append(data, room, &mut bytes, before)?;
        if bytes.len() < had + room {
            break;
        }
    }
    Ok(bytes)
}
// ANCHOR_END: numbers

/// Appends the next `count` bytes, or as many as there are. `before` counts the bytes that
/// came before those in `bytes`.
fn append(
    data: &mut impl Read,
    count: usize,
    bytes: &mut Vec<u8>,
    before: usize,
) -> Result<(), IdxProblem> {
    let result = data.take(count as u64).read_to_end(bytes);
    // What came before the error is in `bytes`.
    let bytes = before + bytes.len();
    match result {
        Ok(_) => Ok(()),
        // A plain file just ends; only the decompressor knows that there should be more.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(IdxProblem::CutOff { bytes })
        }
        Err(reason)
            if matches!(
                reason.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
            ) =>
        {
            Err(IdxProblem::Damaged { bytes, reason })
        }
        Err(error) => Err(IdxProblem::Unreadable(error)),
    }
}

//! What can be wrong with an IDX file.

use std::io;

use thiserror::Error;

/// What is wrong with an IDX file, and how much of it there was.
///
/// Bytes are counted *uncompressed*, the header with them.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum IdxProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read: {0}")]
    Unreadable(io::Error),

    /// The file stops within its header.
    #[error(
        "the file ends after {found} bytes, within its header of {expected}: fetch it again"
    )]
    Header {
        /// How many bytes there are.
        found: usize,
        /// How long the header is, as far as it is known.
        expected: usize,
    },

    /// The first two bytes are neither those of IDX nor those of gzip.
    #[error(
        "begins with the bytes {:02x} {:02x}: an IDX file begins with 00 00, a gzipped one \
         with 1f 8b; is it another file, or a web page saved in its place?",
        found[0], found[1]
    )]
    Magic {
        /// The two bytes.
        found: [u8; 2],
    },

    /// Numbers of another kind than unsigned bytes.
    #[error(
        "byte 3 is {code:02x}, which stands for {}: only files of unsigned bytes (08) \
         are read",
        kind(*code)
    )]
    Kind {
        /// The third byte of the file.
        code: u8,
    },

    /// No dimension at all, or one that is zero.
    #[error(
        "the header promises no numbers: its {} dimensions are {}",
        shape.len(), times(shape)
    )]
    Empty {
        /// The dimensions.
        shape: Vec<usize>,
    },

    /// More numbers than are read.
    #[error(
        "the header promises {} numbers, but no more than {limit} are read: is the header \
         damaged?",
        times(shape)
    )]
    TooLarge {
        /// The dimensions.
        shape: Vec<usize>,
        /// The greatest number of numbers that is read.
        limit: usize,
    },

    /// Fewer numbers than the header promises.
    #[error(
        "the header promises {} = {promised} numbers, but there are {found}: the file is \
         cut off; fetch it again",
        times(shape)
    )]
    TooShort {
        /// The dimensions.
        shape: Vec<usize>,
        /// Their product.
        promised: usize,
        /// How many numbers there are.
        found: usize,
    },

    /// More bytes than the header promises.
    #[error(
        "the header promises {} = {promised} numbers, but more bytes follow them: header \
         and numbers do not belong together; fetch the file again",
        times(shape)
    )]
    TooLong {
        /// The dimensions.
        shape: Vec<usize>,
        /// Their product.
        promised: usize,
    },

    /// The gzip data stops before its end.
    #[error(
        "the file is cut off: its gzip data ends after {bytes} uncompressed bytes; fetch \
         it again"
    )]
    CutOff {
        /// How many bytes came out before.
        bytes: usize,
    },

    /// The gzip data contradicts itself or its checksum.
    #[error(
        "the gzip data is damaged after {bytes} uncompressed bytes ({reason}): fetch the \
         file again"
    )]
    Damaged {
        /// How many bytes came out before.
        bytes: usize,
        /// What the decompressor found.
        reason: io::Error,
    },
}

/// Dimensions as they are read aloud: 60000 × 28 × 28.
pub(crate) fn times(shape: &[usize]) -> String {
    // A header may have 255 of them.
    const MOST: usize = 6;
    if shape.is_empty() {
        return "none".to_owned();
    }
    let shown = shape.iter().take(MOST).map(usize::to_string);
    let mut shown = shown.collect::<Vec<_>>().join(" × ");
    if shape.len() > MOST {
        shown += " × …";
    }
    shown
}

/// The format's table of kinds.
fn kind(code: u8) -> &'static str {
    match code {
        0x09 => "signed bytes",
        0x0b => "integers of 16 bits",
        0x0c => "integers of 32 bits",
        0x0d => "floating-point numbers of 32 bits",
        0x0e => "floating-point numbers of 64 bits",
        _ => "no kind of number that the format knows",
    }
}

//! Handwritten digits of 8 × 8 pixels, from a gzipped table of numbers.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::{Dataset, DatasetError, FileProblem};

/// Width and height of a digit's image, in pixels.
pub const DIGIT_SIDE: usize = 8;

/// How much text [`read_digits`] takes from a file, in bytes, before it refuses it: 2 MiB,
/// about eight times what [`digits`] has. Together with what it makes of the text, reading
/// never holds more than 32 MiB, however large a file claims to be.
pub const DIGITS_TEXT_LIMIT: usize = 2 << 20;

const PIXELS: usize = DIGIT_SIDE * DIGIT_SIDE;
const BRIGHTEST: u8 = 16;
const CLASSES: usize = 10;

/// The file itself is part of the program: it is found from any folder, and in a browser.
const FILE: &[u8] = include_bytes!("../data/digits.csv.gz");

/// The 1,797 handwritten digits of the UCI set "Optical Recognition of Handwritten Digits".
///
/// Each sample is an image of 8 × 8 pixels ([`DIGIT_SIDE`]), row by row from the top left:
/// pixel (row, column) is feature 8 · row + column. A value is the share of ink in the pixel,
/// from 0 (none) to 1 (all), in steps of 1/16: the file counts the dark dots among the 4 × 4
/// dots of a finer scan, and the count is divided by 16. The label is the digit, 0 to 9, so
/// there are ten classes; each has between 174 and 183 samples.
///
/// These are the digits of scikit-learn's `load_digits`, in the same order.
///
/// ```
/// use datasets::DIGIT_SIDE;
///
/// let digits = datasets::digits()?;
/// assert_eq!((digits.len(), digits.dimension(), digits.classes()), (1797, 64, 10));
/// // The first one, a zero, drawn with a character per pixel.
/// for row in digits.sample(0).chunks(DIGIT_SIDE) {
///     let line: String = row
///         .iter()
///         .map(|&ink| if ink > 0.5 { '#' } else { '.' })
///         .collect();
///     println!("{line}");
/// }
/// # Ok::<(), datasets::DatasetError>(())
/// ```
///
/// Source: E. Alpaydin and C. Kaynak (1998), UCI Machine Learning Repository,
/// doi:10.24432/C50P49; licence CC BY 4.0. `data/README.md` of this crate says more.
///
/// # Errors
///
/// None, as long as the file built into the program is whole; the tests hold it to its
/// checksum.
pub fn digits() -> Result<Dataset, DatasetError> {
    parse(FILE).map_err(|problem| DatasetError::File {
        path: "data/digits.csv.gz".into(),
        problem,
    })
}

/// Reads a file of digits in the format of [`digits`].
///
/// The format: gzip; in it, a line of text per digit; in a line, 65 whole numbers with commas
/// between them, namely 64 pixels of 0 to 16, row by row, and the digit, 0 to 9. Pixels are
/// divided by 16. Lines may end as on Unix or as on Windows.
///
/// ```no_run
/// let path = std::path::Path::new("my-digits.csv.gz");
/// let mine = datasets::read_digits(path)?;
/// println!("{} digits", mine.len());
/// # Ok::<(), datasets::DatasetError>(())
/// ```
///
/// # Errors
///
/// [`DatasetError::File`], which names the file and the place: a file that is missing, is not
/// gzip, is cut off or damaged, holds more than [`DIGITS_TEXT_LIMIT`] bytes of text, or has a
/// line that is not 64 pixels and a digit.
pub fn read_digits(path: &Path) -> Result<Dataset, DatasetError> {
    File::open(path)
        .map_err(FileProblem::Unreadable)
        .and_then(parse)
        .map_err(|problem| DatasetError::File {
            path: path.to_owned(),
            problem,
        })
}

fn parse(file: impl Read) -> Result<Dataset, FileProblem> {
    let text = unpack(file)?;
    // Grown line by line, after each line was checked: the text's size, not what it
    // claims, bounds what is allocated.
    let mut values = Vec::new();
    let mut labels = Vec::new();
    for (index, line) in lines(&text).enumerate() {
        labels.push(parse_line(index + 1, line, &mut values)?);
    }
    if labels.is_empty() {
        return Err(FileProblem::NoDigits);
    }
    Ok(Dataset::new(PIXELS, CLASSES, values, labels)
        .expect("every line gave 64 finite values and a label below 10"))
}

/// The uncompressed text, if there is no more of it than the limit.
fn unpack(mut file: impl Read) -> Result<Vec<u8>, FileProblem> {
    // Looked at first, because the decompressor says "invalid header" for this and for more.
    let mut magic = Vec::new();
    file.by_ref()
        .take(2)
        .read_to_end(&mut magic)
        .map_err(FileProblem::Unreadable)?;
    if magic != [0x1f, 0x8b] {
        return Err(FileProblem::NotGzip);
    }
    // A few kilobytes can unpack to gigabytes, so one byte over the limit is enough to know.
    let gzip = MultiGzDecoder::new(magic.as_slice().chain(file));
    let mut text = Vec::new();
    let result = gzip
        .take(DIGITS_TEXT_LIMIT as u64 + 1)
        .read_to_end(&mut text);
    if text.len() > DIGITS_TEXT_LIMIT {
        return Err(FileProblem::TooLarge {
            limit: DIGITS_TEXT_LIMIT,
        });
    }
    // The place where the text stops: each line end begins one more piece.
    let line = text.split(|&byte| byte == b'\n').count();
    let bytes = text.len();
    match result {
        Ok(_) => Ok(text),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::UnexpectedEof => FileProblem::CutOff { line, bytes },
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                FileProblem::Damaged {
                    line,
                    bytes,
                    reason: error,
                }
            }
            _ => FileProblem::Unreadable(error),
        }),
    }
}

/// The lines without their ends. The end of the last line may be missing.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|&byte| byte == b'\n').map(|line| {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        line.strip_suffix(b"\r").unwrap_or(line)
    })
}

/// Appends the line's 64 pixels to `values` and returns its label.
fn parse_line(
    line: usize,
    text: &[u8],
    values: &mut Vec<f64>,
) -> Result<usize, FileProblem> {
    let found = text.split(|&byte| byte == b',').count();
    if found != PIXELS + 1 {
        return Err(FileProblem::Columns {
            line,
            found,
            expected: PIXELS + 1,
        });
    }
    let mut label = 0;
    for (index, field) in text.split(|&byte| byte == b',').enumerate() {
        let column = index + 1;
        if index < PIXELS {
            let pixel = whole_number(field).filter(|&pixel| pixel <= BRIGHTEST);
            let pixel = pixel.ok_or_else(|| FileProblem::Pixel {
                line,
                column,
                text: shown(field),
            })?;
            values.push(f64::from(pixel) / f64::from(BRIGHTEST));
        } else {
            let digit = whole_number(field).map(usize::from);
            label = digit.filter(|&digit| digit < CLASSES).ok_or_else(|| {
                FileProblem::Label {
                    line,
                    column,
                    text: shown(field),
                }
            })?;
        }
    }
    Ok(label)
}

/// A number of digits only: Rust's own parser would also take a sign.
fn whole_number(field: &[u8]) -> Option<u8> {
    if !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    str::from_utf8(field).ok()?.parse().ok()
}

/// A field as an error message shows it: binary rubbish may be long.
fn shown(field: &[u8]) -> String {
    const LONGEST: usize = 20;
    let text = String::from_utf8_lossy(&field[..field.len().min(LONGEST)]).into_owned();
    if field.len() > LONGEST {
        text + "…"
    } else {
        text
    }
}

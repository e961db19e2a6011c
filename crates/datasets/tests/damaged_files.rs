//! A damaged or missing file gives an error that names the file and the place.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use datasets::{DIGITS_TEXT_LIMIT, DatasetError, read_digits};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

const WHOLE: &[u8] = include_bytes!("../data/digits.csv.gz");

/// A file of this test process, removed when the test ends.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let name = format!("gradus-{}-{name}.csv.gz", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, bytes).expect("the folder for temporary files can be written");
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // A file that stays behind harms nobody; a panic while dropping would hide the cause.
        let _ = fs::remove_file(&self.0);
    }
}

fn gzip(text: impl AsRef<[u8]>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(text.as_ref())
        .expect("a Vec takes all bytes");
    encoder.finish().expect("a Vec takes all bytes")
}

/// A line of a file of digits: all pixels alike, then the label.
fn line(pixel: &str, label: &str) -> String {
    format!("{pixel},").repeat(64) + label + "\n"
}

/// What reading these bytes says; it must name the file.
#[track_caller]
fn complaint(name: &str, bytes: &[u8]) -> String {
    let file = Temporary::new(name, bytes);
    let error = read_digits(&file.0).expect_err("this file is damaged");
    assert!(matches!(error, DatasetError::File { .. }), "{error}");
    let text = error.to_string();
    assert!(
        text.contains(&file.0.display().to_string()),
        "no file named: {text}"
    );
    text
}

#[track_caller]
fn assert_says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is missing in {text:?}");
    }
}

#[test]
fn a_good_file_is_read() {
    let text = line("0", "3") + &line("16", "9") + line("4", "0").trim_end();
    let file = Temporary::new("good", &gzip(text));
    let data = read_digits(&file.0).expect("three good lines");
    assert_eq!(data.labels(), [3, 9, 0]);
    assert_eq!(data.values()[..64], [0.0; 64]);
    assert_eq!(data.values()[64..128], [1.0; 64]);
    assert_eq!(data.values()[128..], [0.25; 64]);
}

#[test]
fn lines_may_end_as_on_windows() {
    let text = (line("0", "3") + &line("16", "9")).replace('\n', "\r\n");
    let file = Temporary::new("windows", &gzip(text));
    assert_eq!(
        read_digits(&file.0).expect("two good lines").labels(),
        [3, 9]
    );
}

#[test]
fn a_gzip_file_of_two_parts_is_read() {
    let bytes = [gzip(line("0", "3")), gzip(line("16", "9"))].concat();
    let file = Temporary::new("parts", &bytes);
    assert_eq!(
        read_digits(&file.0).expect("two good lines").labels(),
        [3, 9]
    );
}

#[test]
fn a_missing_file() {
    let path = Path::new("no-such-folder").join("digits.csv.gz");
    let text = read_digits(&path).expect_err("it is missing").to_string();
    assert_says(
        &text,
        &["no-such-folder", "digits.csv.gz", "cannot be read"],
    );
}

#[test]
fn a_folder_instead_of_a_file() {
    let error = read_digits(&std::env::temp_dir()).expect_err("a folder is no file");
    assert_says(&error.to_string(), &["cannot be read"]);
}

#[test]
fn not_gzip() {
    assert_says(
        &complaint("text", line("0", "1").as_bytes()),
        &["byte 1", "not a gzip"],
    );
    assert_says(&complaint("empty", b""), &["byte 1", "not a gzip"]);
    assert_says(&complaint("one-byte", b"\x1f"), &["byte 1", "not a gzip"]);
    // The two magic bytes alone, then another method than deflate.
    assert_says(
        &complaint("magic", b"\x1f\x8b\x07\x00garbage"),
        &["line 1", "damaged"],
    );
}

#[test]
fn a_file_that_is_cut_off() {
    assert_says(
        &complaint("cut", &WHOLE[..30_000]),
        &["cut off", "bytes of text"],
    );
    assert_says(
        &complaint("magic-only", &WHOLE[..2]),
        &["line 1", "cut off", "after 0 bytes"],
    );
    // All the text is there, but not the whole checksum after it.
    let text = complaint("trailer", &WHOLE[..WHOLE.len() - 1]);
    assert_says(&text, &["line 1798", "cut off", "264712 bytes"]);
}

#[test]
fn a_file_with_a_wrong_checksum() {
    let mut bytes = WHOLE.to_vec();
    let checksum = bytes.len() - 8;
    bytes[checksum] ^= 1;
    assert_says(&complaint("checksum", &bytes), &["damaged", "264712 bytes"]);
}

#[test]
fn a_file_with_more_behind_its_end() {
    let bytes = [WHOLE, b"more than a gzip header has"].concat();
    assert_says(&complaint("more", &bytes), &["damaged"]);
}

#[test]
fn no_digits() {
    assert_says(&complaint("no-digits", &gzip("")), &["line 1", "no digit"]);
}

#[test]
fn a_wrong_number_of_columns() {
    let good = line("1", "2");
    let text = complaint("few", &gzip(good.clone() + &good[2..]));
    assert_says(&text, &["line 2", "columns is 64 instead of 65"]);
    let text = complaint("many", &gzip(good.clone() + "0," + &good));
    assert_says(&text, &["line 2", "columns is 66 instead of 65"]);
    let text = complaint("blank", &gzip(good.clone() + "\n" + &good));
    assert_says(&text, &["line 2", "columns is 1 instead of 65"]);
    let text = complaint("one-line", &gzip(vec![b','; 1_000_000]));
    assert_says(&text, &["line 1", "columns is 1000001 instead of 65"]);
}

#[test]
fn a_pixel_out_of_range() {
    for wrong in [
        "17",
        "-1",
        "+1",
        "",
        " 1",
        "1.0",
        "nan",
        "99999999999999999999",
        "\u{663}",
    ] {
        let good = line("16", "2");
        let bad = good.replacen("16,16,", &format!("16,{wrong},"), 1);
        let text = complaint("pixel", &gzip(good.clone() + &good + &bad));
        assert_says(&text, &["line 3, column 2", "from 0 to 16", wrong]);
    }
    // Bytes that are no text at all.
    let bad = [b"\xff\xfe,".as_slice(), &line("0", "1").as_bytes()[2..]].concat();
    assert_says(
        &complaint("bytes", &gzip(bad)),
        &["line 1, column 1", "pixel"],
    );
}

#[test]
fn a_label_out_of_range() {
    for wrong in ["10", "-1", "", "x", "255", "256"] {
        let text = complaint("label", &gzip(line("16", "2") + &line("0", wrong)));
        assert_says(&text, &["line 2, column 65", "from 0 to 9", wrong]);
    }
}

#[test]
fn a_long_field_is_shown_shortened() {
    let text = complaint("long", &gzip(line("0", &"7".repeat(100_000))));
    assert_says(&text, &["line 1, column 65", "77777777777777777777…"]);
    assert!(text.len() < 500, "{} bytes of message", text.len());
}

#[test]
fn a_gzip_bomb_is_refused() {
    // 512 MiB of zeros in half a megabyte, never unpacked beyond the limit.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..512 {
        encoder.write_all(&zeros).expect("a Vec takes all bytes");
    }
    let bomb = encoder.finish().expect("a Vec takes all bytes");
    let text = complaint("bomb", &bomb);
    assert_says(
        &text,
        &["more than", &DIGITS_TEXT_LIMIT.to_string(), "bytes of text"],
    );
}

#[test]
fn text_up_to_the_limit_is_read() {
    let text = line("0", "1");
    let lines = DIGITS_TEXT_LIMIT / text.len();
    let file = Temporary::new("large", &gzip(text.repeat(lines)));
    assert_eq!(
        read_digits(&file.0).expect("just small enough").len(),
        lines
    );
    let bytes = gzip(text.repeat(lines + 1));
    assert_says(&complaint("larger", &bytes), &["more than"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One wrong byte anywhere is found, by the checksum if by nothing else; in the header it
    /// may be harmless (the time stamp, for one). Never a panic, never other digits.
    #[test]
    fn one_wrong_byte_never_gives_other_digits(
        at in any::<prop::sample::Index>(),
        change in 1_u8..,
    ) {
        let mut bytes = WHOLE.to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        let file = Temporary::new("byte", &bytes);
        if let Ok(data) = read_digits(&file.0) {
            prop_assert!(at < 22, "byte {at} of the compressed text was changed unnoticed");
            prop_assert_eq!(data, datasets::digits().expect("the built-in file is whole"));
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_refused(length in any::<prop::sample::Index>()) {
        let file = Temporary::new("length", &WHOLE[..length.index(WHOLE.len())]);
        prop_assert!(read_digits(&file.0).is_err());
    }

    #[test]
    fn rubbish_is_refused(text in prop::collection::vec(any::<u8>(), 0..300)) {
        let file = Temporary::new("any", &gzip(text));
        prop_assert!(read_digits(&file.0).is_err());
    }
}

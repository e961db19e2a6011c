//! The laws of listings.

use super::*;

const FILE: &str = "\
//! Docs.
// ANCHOR: sweep
impl Tape {
    // ANCHOR: one
    fn one(&self) -> f64 {
        // ANCHOR: exercise_1_4_ln
        let secret = 1.0;

        secret
        // ANCHOR_END: exercise_1_4_ln
    }
    // ANCHOR_END: one

    fn two() {}
}
// ANCHOR_END: sweep
";

fn source() -> Source {
    Source::parse("crates/x/src/lib.rs", FILE).expect("well-formed")
}

#[test]
fn a_region_is_dedented_and_its_hole_is_hidden() {
    let listing = source().listing(Some("one")).expect("it is there");
    assert_eq!(
        listing.text,
        "fn one(&self) -> f64 {\n    // exercise 1.4 (ln): yours\n}"
    );
    assert_eq!(listing.lines, [4, 6, 7, 8, 10]);
}

#[test]
fn inner_anchors_are_dropped() {
    let listing = source().listing(Some("sweep")).expect("it is there");
    assert!(!listing.text.contains("ANCHOR"), "{}", listing.text);
    assert!(
        listing.text.starts_with("impl Tape {\n    fn one"),
        "{}",
        listing.text
    );
    assert!(
        listing.text.ends_with("    fn two() {}\n}"),
        "{}",
        listing.text
    );
}

#[test]
fn no_listing_prints_a_body() {
    for anchor in [None, Some("sweep"), Some("one")] {
        let listing = source().listing(anchor).expect("it is there");
        assert!(
            !listing.text.contains("secret"),
            "{anchor:?}: {}",
            listing.text
        );
    }
    let error = source()
        .listing(Some("exercise_1_4_ln"))
        .expect_err("a body");
    assert!(
        error
            .to_string()
            .contains("exercise 1.4 (ln), which the book never"),
        "{error}"
    );
}

#[test]
fn an_anchor_inside_a_body_is_refused() {
    let text = "// ANCHOR: exercise_1_1\na\n// ANCHOR: inner\nb\n// ANCHOR_END: inner\n// ANCHOR_END: exercise_1_1\n";
    let source = Source::parse("f.rs", text).expect("well-formed");
    let error = source.listing(Some("inner")).expect_err("inside");
    assert!(matches!(error, SourceError::Forbidden { .. }), "{error}");
}

#[test]
fn an_anchor_that_overlaps_a_body_is_refused() {
    let text = "// ANCHOR: part\nx\n// ANCHOR: exercise_1_1\na\n// ANCHOR_END: part\nb\n// ANCHOR_END: exercise_1_1\n";
    let source = Source::parse("f.rs", text).expect("well-formed");
    let error = source.listing(Some("part")).expect_err("overlap");
    assert!(matches!(error, SourceError::Forbidden { .. }), "{error}");
}

#[test]
fn a_missing_anchor_names_those_that_exist() {
    let error = source()
        .listing(Some("swep"))
        .expect_err("a slip")
        .to_string();
    assert!(
        error.contains("no anchor `swep` in `crates/x/src/lib.rs`"),
        "{error}"
    );
    assert!(error.ends_with("it has: one, sweep"), "{error}");
}

#[test]
fn malformed_anchors_name_their_line() {
    let cases = [
        ("x\n// ANCHOR: a\n", "line 2: anchor `a` is never closed"),
        ("// ANCHOR_END: a\n", "line 1: `ANCHOR_END: a` without"),
        (
            "// ANCHOR: a\n// ANCHOR: a\n",
            "line 2: a second anchor `a`",
        ),
    ];
    for (text, says) in cases {
        let error = Source::parse("f.rs", text).expect_err(says).to_string();
        assert!(error.contains(says), "{error}");
    }
}

#[test]
fn an_exercise_is_known_by_its_name() {
    let named = |name: &str| {
        Region {
            name: name.to_owned(),
            lines: 0..0,
        }
        .exercise()
    };
    assert_eq!(named("exercise_1_4"), Some("1.4".to_owned()));
    assert_eq!(
        named("exercise_12_40_two_parts"),
        Some("12.40 (two_parts)".to_owned())
    );
    assert_eq!(named("exercise_list"), None);
    assert_eq!(named("exercise_1"), None);
}

#[test]
fn blank_and_anchor_lines_do_not_count() {
    let counted: Vec<_> = source().counted().collect();
    assert_eq!(counted, [0, 2, 4, 6, 8, 10, 13, 14]);
}

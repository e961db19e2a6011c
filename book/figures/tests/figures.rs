//! What every figure must be: drawn, well-formed, named, in the theme's colours, small.

use std::path::{Path, PathBuf};

use figures::{Figure, all, find};
use roxmltree::{Document, Node};

const LARGEST: usize = 60 * 1024;

fn results() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../results")
}

fn drawn(figure: &Figure) -> String {
    (figure.draw)(&results()).unwrap_or_else(|error| panic!("{}: {error}", figure.name))
}

#[test]
fn names_are_unique_and_found() {
    let mut names: Vec<_> = all().iter().map(|figure| figure.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all().len());
    assert!(
        names
            .iter()
            .all(|name| find(name).is_some_and(|figure| figure.name == *name))
    );
    assert!(find("no-such-figure").is_none());
}

#[test]
fn every_figure_is_well_formed_titled_and_small() {
    for figure in all() {
        let svg = drawn(figure);
        let name = figure.name;
        assert!(
            svg.len() <= LARGEST,
            "{name}: {} bytes, {LARGEST} at most",
            svg.len()
        );
        let document =
            Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "svg", "{name}");
        let child = |tag: &str| {
            root.children()
                .find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", tag)))
        };
        for (tag, words) in [("title", figure.title), ("desc", figure.description)] {
            let node = child(tag).unwrap_or_else(|| panic!("{name}: no <{tag}>"));
            assert_eq!(node.text(), Some(words), "{name}");
            assert_eq!(
                node.attribute("id"),
                Some(format!("{name}-{}", &tag[..tag.len().min(5)]).as_str()),
                "{name}"
            );
        }
        assert!(
            figure.description.len() > 60,
            "{name}: the description says too little"
        );
    }
}

#[test]
fn colours_come_from_the_theme() {
    for figure in all() {
        let svg = drawn(figure);
        let name = figure.name;
        for (at, _) in svg.match_indices('#') {
            let before = &svg[..at];
            assert!(
                before.ends_with(','),
                "{name}: a colour of its own at …{}",
                &svg[at..svg.len().min(at + 12)]
            );
            let variable = before.rfind("var(--").map(|start| &before[start..]);
            assert!(
                variable.is_some_and(|text| !text.contains(')')),
                "{name}: no variable before {}",
                &svg[at..at + 7]
            );
        }
        let document =
            Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        for node in document.descendants() {
            for attribute in ["fill", "stroke"] {
                let value = node.attribute(attribute).unwrap_or("none");
                assert!(
                    value == "none" || value.contains("var(--"),
                    "{name}: {attribute}=\"{value}\""
                );
            }
        }
    }
}

#[test]
fn words_are_large_enough_for_a_telephone() {
    for figure in all() {
        let svg = drawn(figure);
        let document = Document::parse(&svg)
            .unwrap_or_else(|error| panic!("{}: {error}", figure.name));
        let width: f64 =
            numbers(document.root_element().attribute("viewBox").unwrap_or(""))[2];
        assert!(width <= 720.0, "{}: {width} units wide", figure.name);
        for text in document
            .descendants()
            .filter(|node| node.tag_name().name() == "text")
        {
            let size = font_size(text) * scale(text);
            assert!(
                size > 14.9,
                "{}: {size} units for “{}”",
                figure.name,
                text.text().unwrap_or("")
            );
        }
    }
}

/// The font size that holds for a node, in its own units.
fn font_size(node: Node) -> f64 {
    let own = node
        .ancestors()
        .find_map(|node| node.attribute("font-size"));
    own.and_then(|size| size.parse().ok()).unwrap_or(0.0)
}

/// How much the groups around a node shrink it.
fn scale(node: Node) -> f64 {
    let of = |node: Node| {
        let transform = node.attribute("transform").unwrap_or("");
        transform
            .split("scale(")
            .nth(1)
            .and_then(|rest| rest.split(')').next()?.parse::<f64>().ok())
            .unwrap_or(1.0)
    };
    node.ancestors().map(of).product()
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(' ')
        .filter_map(|number| number.parse().ok())
        .collect()
}

#[test]
fn drawing_twice_gives_the_same_text() {
    for figure in all() {
        assert!(
            drawn(figure) == drawn(figure),
            "{} differs from run to run",
            figure.name
        );
    }
}

#[test]
fn a_missing_file_of_results_is_named_with_its_command() {
    let empty = tempfile::tempdir().expect("a folder for the test");
    let figure = find("xor-seeds").expect("a figure of the book");
    let error = (figure.draw)(empty.path())
        .expect_err("there are no results")
        .to_string();
    assert!(
        error.contains("xor-seeds.csv") && error.contains("-- experiment xor-seeds"),
        "{error}"
    );
}

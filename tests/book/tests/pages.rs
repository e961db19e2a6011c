//! The built pages, as files: whole, usable by a screen reader, and sufficient to themselves.
//!
//! That every link and anchor leads somewhere is checked by the builder; a build fails otherwise.

mod tags;

use std::fs;

use book_tests::{build, built, files};
use tags::{Piece, pieces};

/// Not pages of their own: the list of chapters, shown in a frame where scripts are off.
const FRAMES: [&str; 1] = ["toc.html"];

/// mdBook's own scripts, which hold addresses in comments, and one that only a runnable block
/// would ask (see `no_block_asks_the_playground`).
const OF_MDBOOK: [&str; 8] = [
    "book",
    "clipboard",
    "elasticlunr",
    "highlight",
    "mark",
    "searcher",
    "searchindex",
    "toc",
];

struct Page {
    name: String,
    pieces: Vec<Piece>,
}

impl Page {
    /// The pieces inside each element of that name.
    fn inside(&self, element: &str) -> Vec<&[Piece]> {
        let starts = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, p)| p.starts(element));
        let end = |from: usize| {
            let end = self.pieces[from..].iter().position(|p| p.ends(element));
            end.map_or(self.pieces.len(), |end| from + end)
        };
        starts
            .map(|(from, _)| &self.pieces[from..end(from)])
            .collect()
    }
}

fn text_of(pieces: &[Piece]) -> String {
    let text = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    text.collect::<String>().trim().to_owned()
}

fn pages() -> Vec<Page> {
    let pages: Vec<_> = files(built(), "html")
        .into_iter()
        .map(|name| {
            let text =
                fs::read_to_string(built().join(&name)).expect("it was just built");
            Page {
                pieces: pieces(&text),
                name,
            }
        })
        .collect();
    assert!(pages.len() > 3, "only {} pages", pages.len());
    pages
}

#[test]
fn the_book_builds() {
    if let Err(problems) = build() {
        panic!("{problems}");
    }
}

#[test]
fn each_page_has_a_language_a_title_and_a_main_heading() {
    let mut titles = std::collections::HashMap::new();
    for page in pages() {
        let name = &page.name;
        let language = page.pieces.iter().find_map(|p| p.attribute("html", "lang"));
        assert_eq!(language, Some("en"), "{name}");
        if FRAMES.contains(&name.as_str()) {
            continue;
        }
        let title = page
            .inside("title")
            .first()
            .map(|inside| text_of(inside))
            .unwrap_or_default();
        assert!(!title.is_empty(), "{name} has no title");
        let headings: Vec<_> = page
            .inside("main")
            .into_iter()
            .flatten()
            .filter(|p| p.starts("h1"))
            .collect();
        assert!(!headings.is_empty(), "{name} has no main heading");
        // index.html is the first chapter once more, print.html all of them.
        if name != "index.html" && name != "print.html" {
            assert_eq!(headings.len(), 1, "{name} has several main headings");
            if let Some(other) = titles.insert(title.clone(), name.clone()) {
                panic!("{name} and {other} have the same title, {title}");
            }
        }
    }
}

#[test]
fn each_figure_has_a_title_a_description_and_a_caption() {
    let mut figures = 0;
    for page in pages() {
        for figure in page.inside("figure") {
            let id = figure[0].attribute("figure", "id").unwrap_or("?");
            let place = format!("{}, {id}", page.name);
            // A listing or an output is a figure too: its text speaks for itself.
            let shown = ["svg", "img", "pre", "table"];
            let drawing = figure
                .iter()
                .position(|p| shown.iter().any(|e| p.starts(e)));
            let drawing =
                &figure[drawing.unwrap_or_else(|| panic!("{place} shows nothing"))..];
            let text_in = |element: &str| {
                let at = drawing.iter().position(|p| p.starts(element));
                let end = drawing.iter().position(|p| p.ends(element));
                at.zip(end)
                    .map_or(String::new(), |(at, end)| text_of(&drawing[at..end]))
            };
            if drawing[0].starts("svg") {
                figures += 1;
                assert_eq!(drawing[0].attribute("svg", "role"), Some("img"), "{place}");
                assert!(!text_in("title").is_empty(), "{place} has no title");
                assert!(text_in("desc").len() > 20, "{place} has no description");
                assert!(!text_in("figcaption").is_empty(), "{place} has no caption");
            }
        }
    }
    assert!(figures > 0, "no page has a figure");
}

#[test]
fn each_picture_has_words_for_those_who_cannot_see_it() {
    for page in pages() {
        for piece in page.pieces.iter().filter(|p| p.starts("img")) {
            assert!(
                piece.attribute("img", "alt").is_some(),
                "{}: {piece:?}",
                page.name
            );
        }
    }
}

/// An address with a host.
fn is_outside(address: &str) -> bool {
    let address = address.trim().trim_matches(['"', '\'']);
    let scheme = address
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|start| start.contains(':'));
    address.starts_with("//") || (scheme && !address.starts_with("data:"))
}

/// The addresses that a style sheet loads.
fn loaded_by_style(css: &str) -> Vec<&str> {
    let urls = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imports = css
        .split("@import")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    let plain_imports = imports.filter(|import| !import.contains("url("));
    urls.chain(plain_imports).map(str::trim).collect()
}

/// What a page loads without being asked: not where a link leads that a reader clicks.
fn loaded_by(piece: &Piece) -> Vec<String> {
    let Piece::Start(element, attributes) = piece else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, value) in attributes {
        match (element.as_str(), name.as_str()) {
            ("a", "href") => {}
            (_, "src" | "poster" | "data" | "href" | "xlink:href" | "background") => {
                found.push(value.clone());
            }
            (_, "srcset" | "imagesrcset") => {
                let first =
                    |one: &str| one.split_whitespace().next().unwrap_or("").to_owned();
                found.extend(value.split(',').map(first));
            }
            (_, "style") => {
                found.extend(loaded_by_style(value).into_iter().map(str::to_owned));
            }
            _ => {}
        }
    }
    found
}

/// What a script would say to load something from elsewhere.
fn outside_address(script: &str) -> Option<&str> {
    let addresses = script.match_indices("://").map(|(at, _)| {
        let start = script[..at]
            .rfind(|c: char| !c.is_ascii_alphanumeric())
            .map_or(0, |s| s + 1);
        let end = script[at..]
            .find(['"', '\'', '`', ' ', '\n', ')'])
            .map_or(script.len(), |e| at + e);
        &script[start..end]
    });
    // The names of XML's vocabularies are never loaded.
    addresses.into_iter().find(|a| !a.contains("www.w3.org/"))
}

#[test]
fn no_page_loads_anything_from_elsewhere() {
    for page in pages() {
        for address in page.pieces.iter().flat_map(loaded_by) {
            assert!(!is_outside(&address), "{} loads {address}", page.name);
        }
        for style in page.inside("style") {
            let style = text_of(style);
            for address in loaded_by_style(&style) {
                assert!(!is_outside(address), "{} loads {address}", page.name);
            }
        }
        for script in page.inside("script") {
            let script = text_of(script);
            assert_eq!(outside_address(&script), None, "a script in {}", page.name);
        }
    }
}

#[test]
fn no_style_sheet_and_no_script_loads_anything_from_elsewhere() {
    let text =
        |name: &str| fs::read_to_string(built().join(name)).expect("it was just built");
    let sheets = files(built(), "css");
    assert!(!sheets.is_empty(), "the book has no style sheet");
    for name in sheets {
        for address in loaded_by_style(&text(&name)) {
            assert!(!is_outside(address), "{name} loads {address}");
        }
    }
    for name in files(built(), "js") {
        let file = name.rsplit('/').next().unwrap_or(&name);
        let stem = file.split(['-', '.']).next().unwrap_or(file);
        if !OF_MDBOOK.contains(&stem) {
            assert_eq!(outside_address(&text(&name)), None, "{name}");
        }
    }
}

/// mdBook's script asks play.rust-lang.org which crates it has as soon as a page has one such
/// block: `runnable = false` in book.toml.
#[test]
fn no_block_asks_the_playground() {
    for page in pages() {
        let class =
            |p: &Piece| p.attribute("pre", "class").unwrap_or_default().to_owned();
        let found = page
            .pieces
            .iter()
            .any(|p| class(p).split(' ').any(|c| c == "playground"));
        assert!(!found, "{}", page.name);
    }
}

/// The checks above can fail.
#[test]
fn addresses_elsewhere_are_found() {
    let loads = |html: &str| {
        pieces(html)
            .iter()
            .flat_map(loaded_by)
            .any(|address| is_outside(&address))
    };
    for html in [
        "<script src='https://cdn.example/x.js'></script>",
        "<img src=\"//cdn.example/x.png\">",
        "<link rel=preload href=http://cdn.example/f.woff2>",
        "<svg><use xlink:href='https://cdn.example/x.svg#a'/></svg>",
        "<img srcset='a.png 1x, https://cdn.example/b.png 2x'>",
        "<p style='background:url(https://cdn.example/b.png)'>",
    ] {
        assert!(loads(html), "{html}");
    }
    for html in [
        "<a href='https://doc.rust-lang.org'>x</a>",
        "<img src='data:image/png;base64,AA'>",
    ] {
        assert!(!loads(html), "{html}");
    }
    assert_eq!(
        loaded_by_style("@import 'https://a.b/c.css'; p{}"),
        ["'https://a.b/c.css'"]
    );
    assert!(outside_address("fetch(`https://a.b/c`)").is_some());
    assert!(outside_address("const ns = 'http://www.w3.org/2000/svg'").is_none());
}

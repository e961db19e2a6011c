//! Builds the mini book of tests/fixture with the real theme and book.toml, and reads the pages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use builder::press::{self, Built};
use builder::{Drawing, Project};

const SVG: &str = "<svg viewBox=\"0 0 640 240\" width=\"640\" height=\"240\"><defs><clipPath id=\"c\"><rect width=\"640\" height=\"240\"/></clipPath></defs>\
    <g clip-path=\"url(#c)\"><path d=\"M20 220C320 220 320 20 620 20\" fill=\"none\" stroke=\"var(--fig-a,#0072b2)\" stroke-width=\"3\"/></g></svg>";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The mini book in a folder of its own.
struct Mini {
    folder: tempfile::TempDir,
}

impl Mini {
    fn new() -> Self {
        let builder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let book = builder.parent().unwrap();
        let folder = tempfile::tempdir().unwrap();
        copy(&builder.join("tests").join("fixture"), folder.path());
        copy(
            &book.join("theme"),
            &folder.path().join("book").join("theme"),
        );
        fs::copy(
            book.join("book.toml"),
            folder.path().join("book").join("book.toml"),
        )
        .unwrap();
        Self { folder }
    }

    fn project(&self) -> Project {
        let drawing = Drawing::new("line", "A curve", "A curve that rises.", |_| {
            Ok(SVG.to_owned())
        });
        Project::new(self.folder.path(), vec![drawing])
    }

    fn source(&self, name: &str) -> PathBuf {
        self.folder.path().join("book").join("src").join(name)
    }

    fn build(&self) -> Result<Built, String> {
        press::build(&self.project()).map_err(|error| error.to_string())
    }

    fn page(&self, name: &str) -> String {
        fs::read_to_string(self.project().html().join(name)).unwrap()
    }
}

fn assert_contains(page: &str, parts: &[&str]) {
    for part in parts {
        assert!(page.contains(part), "{part:?} is missing in\n{page}");
    }
}

#[test]
fn the_mini_book_has_everything_in_its_pages() {
    let mini = Mini::new();
    let built = mini.build().unwrap();
    assert_eq!((built.ledger.pages, built.ledger.figures), (4, 2));
    assert!(built.links > 100, "only {} links", built.links);

    let page = mini.page("lesson-1/tape.html");
    assert_contains(
        &page,
        &[
            "<html lang=\"en\" class=\"light",
            "<link rel=\"stylesheet\" href=\"../katex/katex.css\">",
            "<span class=\"katex-display\"><span class=\"katex\"><span class=\"katex-mathml\">",
            "<svg role=\"img\" aria-labelledby=\"f1-title f1-desc\"",
            "<title id=\"f1-title\">A curve</title><desc id=\"f1-desc\">A curve that rises.</desc>",
            "clip-path=\"url(#f1-c)\"",
            "// exercise 1.4: yours",
            "<code>exercises/lesson-1/src/lib.rs:7</code>",
            "98 solve XOR",
            "class=\"blockquote-tag blockquote-tag-tip\"",
            "type=\"radio\"",
            // A link to another chapter, and those that the builder makes, lead to pages.
            "<a href=\"more.html\">",
            "<a href=\"../lesson-1/tape.html#the-sigmoid\">",
        ],
    );
    for part in [
        "data-gradus",
        "secret",
        "ANCHOR",
        "play-button",
        "class=\"playground\"",
        "katex-error",
    ] {
        assert!(!page.contains(part), "{part:?} is in\n{page}");
    }
    // The quotation around nothing but code and braces stays as it was written.
    assert_contains(&page, &["<code>{{not a directive}}</code>"]);

    let print = mini.page("print.html");
    assert_contains(
        &print,
        &["id=\"f1-title\"", "id=\"f2-title\"", "type=\"checkbox\""],
    );
    assert!(
        mini.project()
            .html()
            .join("katex/fonts/KaTeX_Main-Regular.woff2")
            .is_file()
    );
}

#[test]
fn formulas_and_drawings_stay_out_of_the_search_index() {
    let mini = Mini::new();
    mini.build().unwrap();
    let index = fs::read_dir(mini.project().html())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with("searchindex")
        })
        .unwrap();
    let index = fs::read_to_string(index).unwrap();
    assert!(index.contains("logistic"), "the text is searched");
    for part in ["frac", "sigma", "viewBox", "katex"] {
        assert!(!index.contains(part), "{part:?} is in the search index");
    }
}

#[test]
fn mistakes_in_several_chapters_are_reported_together() {
    let mini = Mini::new();
    fs::write(
        mini.source("sources.md"),
        "# S\n\n{{#figure none}}\n\n$\\frac{1$\n\n$\\nosuch$\n",
    )
    .unwrap();
    fs::write(
        mini.source("lesson-1/more.md"),
        "# M\n\n{{#listing crates/demo/src/lib.rs:no}}\n",
    )
    .unwrap();
    let error = mini.build().unwrap_err();
    assert_contains(
        &error,
        &[
            "book/src/sources.md:3: no figure `none`; there are: line",
            "book/src/sources.md:5: this `$` opens no formula",
            "book/src/sources.md:7: KaTeX cannot read `\\nosuch`",
            "book/src/lesson-1/more.md:3: no anchor `no` in `crates/demo/src/lib.rs`",
        ],
    );
}

#[test]
fn a_broken_link_names_page_and_link() {
    let mini = Mini::new();
    fs::write(
        mini.source("sources.md"),
        "# S\n\n[a](lesson-1/tape.md#no-such-place) [b](nowhere.md)\n",
    )
    .unwrap();
    let error = mini.build().unwrap_err();
    assert_contains(
        &error,
        &[
            "sources.html: <a href=\"lesson-1/tape.html#no-such-place\">: there is no `#no-such-place` on lesson-1/tape.html",
            "sources.html: <a href=\"nowhere.html\">: there is no page or file `nowhere.html`",
        ],
    );
}

#[test]
fn a_missing_chapter_is_named() {
    let mini = Mini::new();
    fs::remove_file(mini.source("sources.md")).unwrap();
    let error = mini.build().unwrap_err();
    assert_contains(&error, &["sources.md"]);
    assert!(
        !mini.source("sources.md").exists(),
        "an empty chapter was made up"
    );
}

/// The command, on the mini book without its figures, which package `figures` does not draw.
fn command(mini: &Mini, arguments: &[&str]) -> (bool, String) {
    for name in ["lesson-1/tape.md", "lesson-1/more.md"] {
        let text = fs::read_to_string(mini.source(name)).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with("{{#figure"));
        let text = lines
            .collect::<Vec<_>>()
            .join("\n")
            .replace("#figure-line", "");
        fs::write(mini.source(name), text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_builder"))
        .args(arguments)
        .current_dir(mini.folder.path())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn the_command_builds_and_says_what_it_made() {
    let mini = Mini::new();
    let (good, said) = command(&mini, &["build"]);
    assert!(good, "{said}");
    assert_contains(
        &said,
        &["4 pages, 0 figures, ", "index.html\n  demo ", " % woven ("],
    );
    assert!(mini.project().html().join("index.html").is_file());
}

#[test]
fn the_command_checks_the_woven_share() {
    let mini = Mini::new();
    let (good, said) = command(&mini, &["woven", "--require", "demo=60"]);
    assert!(good, "{said}");
    let (good, said) = command(&mini, &["woven", "--require", "demo=95"]);
    assert!(!good, "{said}");
    assert_contains(
        &said,
        &[
            "demo is woven to ",
            "required are 95 %",
            "  crates/demo/src/lib.rs: 1–5",
        ],
    );
    assert!(!mini.project().html().exists(), "it makes no pages");
}

#[test]
fn outside_a_repository_the_command_says_so() {
    let nowhere = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_builder"))
        .arg("build")
        .current_dir(nowhere.path())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("found no book/book.toml in"), "{said}");
}

#[test]
fn step_one_is_for_the_pages_only() {
    assert!(press::supports("html"));
    assert!(!press::supports("typeset"));
}

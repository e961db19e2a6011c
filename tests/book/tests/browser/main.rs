//! Headless Chromium opens every page: from disk and from a server, in light and dark, at 1280
//! and 390 px. Nothing may fail, and nothing may stick out. What each page looks like is saved
//! under target/screenshots.
//!
//! The live widgets are operated, by pointer and by keys, and what they show is compared with
//! the crates' numbers.
//!
//! Where no Chromium is installed the tests say so and pass; with CI=true that is a failure. The
//! variable CHROMIUM names another browser of its family.

mod chromium;
mod find;
mod visit;
mod widgets;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use book_tests::{built, files, project};
use builder::serve::Site;
use chromium::Chromium;
use visit::{View, complaints, look_as, photograph, prepare, visit};

const VIEWS: [View; 4] = [
    View {
        theme: "light",
        width: 1280,
    },
    View {
        theme: "light",
        width: 390,
    },
    View {
        theme: "dark",
        width: 1280,
    },
    View {
        theme: "dark",
        width: 390,
    },
];

/// A browser, if there is one.
fn browser() -> Option<Chromium> {
    let found = find::chromium();
    if found.is_none() {
        let in_ci = env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(
            !in_ci,
            "no Chromium is installed: CI needs one, or CHROMIUM to name it"
        );
        println!(
            "skipped: no Chromium is installed; the variable CHROMIUM can name one"
        );
    }
    let mut browser = Chromium::start(&found?);
    prepare(&mut browser);
    Some(browser)
}

/// All pages. toc.html is a frame inside pages where scripts are off.
fn pages() -> Vec<String> {
    let pages = files(built(), "html").into_iter();
    pages.filter(|name| name != "toc.html").collect()
}

/// Visits each page in each view; `book` is how their addresses begin.
fn visit_all(browser: &mut Chromium, book: &str, screenshots: Option<&Path>) {
    let mut wrong = Vec::new();
    for view in VIEWS {
        look_as(browser, view);
        for page in pages() {
            let seen = visit(browser, book, &page, view);
            let place = format!("{page}, {}, {} px", view.theme, view.width);
            wrong.extend(
                seen.complaints
                    .iter()
                    .map(|complaint| format!("{place}: {complaint}")),
            );
            // The page for printing is all the others once more.
            if let Some(folder) = screenshots.filter(|_| page != "print.html") {
                let folder = folder.join(format!("{}-{}", view.theme, view.width));
                let name = page.trim_end_matches(".html");
                photograph(browser, &seen, view, &folder, name);
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} complaints:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A folder's address: `file:///…/`.
fn file_address(folder: &Path) -> String {
    let path = folder.display().to_string().replace('\\', "/");
    let path = path
        .replace('%', "%25")
        .replace(' ', "%20")
        .replace('#', "%23");
    format!("file:///{}/", path.trim_start_matches('/'))
}

/// target/screenshots, wherever this workspace has its target folder.
fn screenshots() -> PathBuf {
    // Test programs stand in target/<profile>/deps.
    let program = env::current_exe().expect("the system knows which program runs");
    let target = program
        .ancestors()
        .nth(3)
        .expect("cargo puts it three folders deep");
    target.join("screenshots")
}

#[test]
fn every_page_opens_from_disk() {
    let Some(mut browser) = browser() else { return };
    let folder = screenshots();
    // Pictures of pages that are gone would mislead.
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("target/ can be written");
    }
    visit_all(&mut browser, &file_address(built()), Some(&folder));
    println!("screenshots: {}", folder.display());
}

#[test]
fn every_page_opens_from_a_server() {
    let Some(mut browser) = browser() else { return };
    let _ = built();
    let port = Site::new(&project()).listen(0).expect("some port is free");
    visit_all(&mut browser, &format!("http://127.0.0.1:{port}/"), None);
}

/// A page with one of each fault: the checks above can fail.
#[test]
fn a_bad_page_is_found() {
    const PAGE: &str = "<!doctype html><title>x</title><link rel='icon' href='data:,'>
        <main><p style='width: 600px'>wide</p><pre style='overflow-x: auto'><code>fits</code></pre>
        <img src='missing.png' alt=''></main>
        <script src='http://127.0.0.1:9/x.js'></script>
        <script>console.error('oh'); null.x;</script>";
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::write(folder.path().join("bad.html"), PAGE).expect("it is a fresh folder");
    let view = View {
        theme: "dark",
        width: 390,
    };
    look_as(&mut browser, view);
    let seen = visit(&mut browser, &file_address(folder.path()), "bad.html", view);
    let said = seen.complaints.join("\n");
    for part in [
        "TypeError",
        "\"oh\"",
        "ERR_FILE_NOT_FOUND",
        "asks for http://127.0.0.1:9/x.js, outside the book",
        "scrolls sideways",
        "is cut off at the right: p ends at",
        "brightness 1.00",
    ] {
        assert!(said.contains(part), "`{part}` is not among:\n{said}");
    }
    assert!(!said.contains("code ends at"), "{said}");
    assert!(complaints(&[], "").is_empty());
}

//! For the unit tests: the mini project in tests/fixture, and two figures.

use std::path::Path;

use crate::drawing::Drawing;
use crate::ledger::Ledger;
use crate::maths::Typesetter;
use crate::page::{Page, Shop};
use crate::project::Project;
use crate::results::Results;

/// The mini project.
pub(crate) fn project() -> Project {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join("fixture");
    let line = |_: &Path| {
        Ok("<svg viewBox=\"0 0 10 10\"><path d=\"M0 0L10 10\"/></svg>".to_owned())
    };
    let drawings = vec![
        Drawing::new(
            "line",
            "A straight line",
            "A line from corner to corner.",
            line,
        ),
        Drawing::new("broken", "Never drawn", "", |_| {
            Err("no such results".to_owned())
        }),
    ];
    Project::new(root, drawings)
}

fn on_a_page(text: &str) -> Result<String, String> {
    let project = project();
    let (typesetter, results) = (Typesetter::new(), Results::new(project.results()));
    let shop = Shop {
        project: &project,
        typesetter: &typesetter,
        results: &results,
    };
    let mut ledger = Ledger::default();
    let woven = Page::new(&shop, "lesson-1/tape.md", &mut ledger).weave(text);
    woven.map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}

/// The Markdown of chapter lesson-1/tape.md with `text` in it, woven.
pub(crate) fn weave(text: &str) -> String {
    on_a_page(text).unwrap_or_else(|problems| panic!("{problems}"))
}

/// What is wrong with `text`, one line each.
pub(crate) fn messages(text: &str) -> String {
    on_a_page(text).expect_err("it should not build")
}

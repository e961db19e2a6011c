//! Each live widget, operated as a reader would: by pointer and by keys. What it shows must be
//! what the crates say here, natively.
//!
//! Each widget has a file. Here is what they share, and what holds of all widgets.

mod depth;
mod graph;
mod jacobian;
mod live;
mod playground;
mod race;
mod reader;
mod slide;

use std::fs;

use book_tests::built;
use serde_json::{Value, json};

use crate::browser;
use crate::visit::{View, look_as};
use live::{Live, evaluate, go};

/// The narrow view: what a finger can reach there, a pointer can everywhere.
const VIEW: View = View {
    theme: "light",
    width: 390,
};

/// The button beside the main one, where a widget trains or races.
const STEP: &str = ".widget-controls > button:nth-of-type(2)";

/// Whether the book was built with its module.
fn module_is_built() -> bool {
    let built = built().join("widgets").join("live.js").is_file();
    if !built {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(
            !in_ci,
            "the widgets are not built: CI needs wasm32-unknown-unknown"
        );
        println!("skipped: `rustup target add wasm32-unknown-unknown` brings widgets");
    }
    built
}

/// Asks a widget, natively.
fn native(
    widget: &mut dyn widgets::Widget,
    question: &str,
    numbers: &[f64],
) -> Vec<f64> {
    let mut answer = widgets::Answer::default();
    widget.ask(question, numbers, &mut answer);
    answer.numbers
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

#[track_caller]
fn close(shown: f64, expected: f64, tolerance: f64) {
    assert!(
        (shown - expected).abs() <= tolerance,
        "shown is {shown}, natively it is {expected}"
    );
}

#[test]
fn the_state_is_in_the_address() {
    let page = "lesson-3/depth.html#widget=depth&f=3&x=-2&depth=7";
    let Some(mut live) = Live::open(page, "depth") else {
        return;
    };
    // relu at −2: nothing passes.
    assert_eq!(live.shown("product"), [0.0]);
    live.press(".widget-slider:last-child input", "ArrowRight");
    assert_eq!(live.address(), "#widget=depth&f=3&x=-2&depth=8");
    live.no_complaints();
}

#[test]
fn a_page_does_not_wait_for_its_widget() {
    let Some(mut browser) = browser() else { return };
    if !module_is_built() {
        return;
    }
    look_as(&mut browser, VIEW);
    go(&mut browser, "lesson-1/paths.html");
    let asked = "document.querySelector('script[src$=\"live.js\"]') !== null";
    // The widget is several screens down.
    let far = evaluate(
        &mut browser,
        "document.querySelector('gradus-widget').getBoundingClientRect().top / innerHeight",
    );
    assert!(number(&far) > 1.7, "{far}");
    assert_eq!(evaluate(&mut browser, asked), false);
}

#[test]
fn without_scripts_the_picture_stays() {
    let Some(mut browser) = browser() else { return };
    look_as(&mut browser, VIEW);
    browser.call(
        "Emulation.setScriptExecutionDisabled",
        &json!({ "value": true }),
    );
    for page in [
        "introduction.html",
        "lesson-1/paths.html",
        "lesson-2/copy.html",
        "lesson-3/depth.html",
        "lesson-4/race.html",
        "lesson-5/slide.html",
        "lesson-5/lenet.html",
    ] {
        go(&mut browser, page);
        let seen = evaluate(
            &mut browser,
            "(() => { const widget = document.querySelector('gradus-widget'); \
             const height = (e) => e ? e.getBoundingClientRect().height : 0; \
             return [height(widget.querySelector('svg')), height(widget.parentElement.querySelector('.widget-predict')), \
             height(widget.parentElement.querySelector('.widget-try'))]; })()",
        );
        assert!(
            number(&seen[0]) > 100.0 && number(&seen[1]) > 10.0,
            "{page}: {seen}"
        );
        // What cannot be tried is not asked for.
        assert_eq!(number(&seen[2]), 0.0, "{page}");
    }
}

/// What a reader's browser fetches for all widgets together, compressed as servers do.
#[test]
fn the_module_is_small() {
    if !module_is_built() {
        return;
    }
    let script = fs::read_to_string(built().join("widgets").join("live.js"))
        .expect("it was just built");
    let module = script
        .split("const MODULE = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the module is a string");
    let module = data_encoding::BASE64
        .decode(module.as_bytes())
        .expect("the module is in base64");
    let size = gzipped(&module);
    assert!(size <= 200 * 1024, "{size} bytes");
    println!(
        "the module has {} bytes, {size} gzipped; the script {}, {} gzipped",
        module.len(),
        script.len(),
        gzipped(script.as_bytes())
    );
}

fn gzipped(bytes: &[u8]) -> usize {
    use std::io::Write;
    let level = flate2::Compression::best();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder
        .write_all(bytes)
        .expect("a Vec takes everything that is written to it");
    encoder
        .finish()
        .expect("a Vec takes everything that is written to it")
        .len()
}

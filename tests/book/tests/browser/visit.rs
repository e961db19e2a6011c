//! One visit to one page: what the browser complained about, how the page lies, how it looks.

use std::fs;
use std::path::Path;

use data_encoding::BASE64;
use serde_json::{Value, json};

use crate::chromium::Chromium;

/// How a reader sees the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub(crate) theme: &'static str,
    pub(crate) width: u32,
}

const HEIGHT: u32 = 900;
/// A picture is cut into pieces of this height: Chromium draws at most 16,384 pixels at once.
const PIECE: f64 = 12_000.0;

/// Waits for fonts, shows every custom element and lazy picture once (they begin when they are
/// seen), and measures the page.
const SETTLE: &str = "
(async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  await document.fonts.ready;
  const root = document.documentElement;
  const live = [...document.querySelectorAll('main *')].filter((e) => e.localName.includes('-') || e.loading === 'lazy');
  for (const e of live) { e.scrollIntoView(); await frame(); }
  scrollTo(0, 0);
  await frame();
  await frame();
  const scrolls = (e) => ['auto', 'scroll'].includes(getComputedStyle(e).overflowX);
  const reachable = (e) => {
    for (let p = e.parentElement; p && p.tagName !== 'MAIN'; p = p.parentElement) if (scrolls(p)) return true;
    return false;
  };
  const hidden = '.katex-mathml, .katex-mathml *, svg *, script, style, .sr-only';
  const cut = [...document.querySelectorAll('main *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && box.right > innerWidth + 1 && !e.matches(hidden) && !scrolls(e) && !reachable(e);
  });
  const name = (e) => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + [...e.classList].map((c) => '.' + c).join('');
  const paint = (e) => (getComputedStyle(e).backgroundColor.match(/[\\d.]+/g) || []).map(Number);
  const ground = [document.body, root].map(paint).find((c) => c.length === 3 || c[3] > 0) || [255, 255, 255];
  return {
    scrollWidth: root.scrollWidth,
    height: Math.max(root.scrollHeight, document.body.scrollHeight),
    cut: cut.slice(0, 4).map((e) => name(e) + ' ends at ' + Math.round(e.getBoundingClientRect().right) + ' px'),
    brightness: (ground[0] + ground[1] + ground[2]) / 765,
    empty: !document.querySelector('main')?.textContent.trim(),
  };
})()";

/// What was found on a page.
pub(crate) struct Visit {
    /// What must not be: errors, failed requests, addresses outside the book, a page too wide.
    pub(crate) complaints: Vec<String>,
    height: f64,
}

/// Switches on the events that [`complaints`] reads, and keeps pages from opening dialogs.
pub(crate) fn prepare(browser: &mut Chromium) {
    for domain in ["Page", "Runtime", "Log", "Network"] {
        browser.call(&format!("{domain}.enable"), &json!({}));
    }
    // The page for printing asks for it as soon as it is open.
    let source = json!({ "source": "window.print = () => {};" });
    browser.call("Page.addScriptToEvaluateOnNewDocument", &source);
}

/// The size and the colour scheme of all visits from here on.
pub(crate) fn look_as(browser: &mut Chromium, view: View) {
    let size = json!({
        "width": view.width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false
    });
    browser.call("Emulation.setDeviceMetricsOverride", &size);
    let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": view.theme }] });
    browser.call("Emulation.setEmulatedMedia", &scheme);
}

/// Opens a page; `book` is how the addresses of all pages of the book begin.
pub(crate) fn visit(
    browser: &mut Chromium,
    book: &str,
    page: &str,
    view: View,
) -> Visit {
    let _ = browser.events();
    let went =
        browser.call("Page.navigate", &json!({ "url": format!("{book}{page}") }));
    if let Some(error) = went["errorText"].as_str() {
        return Visit {
            complaints: vec![error.to_owned()],
            height: 0.0,
        };
    }
    browser.wait_for("Page.loadEventFired");
    let ask =
        json!({ "expression": SETTLE, "awaitPromise": true, "returnByValue": true });
    let answer = browser.call("Runtime.evaluate", &ask);
    let page = &answer["result"]["value"];
    let mut complaints = complaints(&browser.events(), book);
    if page.is_null() {
        complaints.push(format!("the page cannot be measured: {answer}"));
    }
    complaints.extend(layout(page, view));
    Visit {
        complaints,
        height: page["height"].as_f64().unwrap_or_default(),
    }
}

fn layout(page: &Value, view: View) -> Vec<String> {
    let mut complaints = Vec::new();
    if page["scrollWidth"].as_f64() > Some(f64::from(view.width)) {
        complaints.push(format!(
            "scrolls sideways: it is {} px wide",
            page["scrollWidth"]
        ));
    }
    if let Some(cut) = page["cut"].as_array().filter(|cut| !cut.is_empty()) {
        let cut: Vec<_> = cut.iter().filter_map(Value::as_str).collect();
        complaints.push(format!("is cut off at the right: {}", cut.join(", ")));
    }
    let brightness = page["brightness"].as_f64().unwrap_or_default();
    if (brightness > 0.5) != (view.theme == "light") {
        complaints.push(format!("its ground has brightness {brightness:.2}"));
    }
    if page["empty"] == true {
        complaints.push("its main part is empty".to_owned());
    }
    complaints
}

/// What the browser's events say against a page.
pub(crate) fn complaints(events: &[Value], book: &str) -> Vec<String> {
    let mut found = Vec::new();
    for event in events {
        let about = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" => {
                let thrown = &about["exceptionDetails"];
                let text = thrown["exception"]["description"].as_str();
                let text = text.or(thrown["text"].as_str()).unwrap_or("an exception");
                found.push(format!(
                    "{text} ({}:{})",
                    thrown["url"], thrown["lineNumber"]
                ));
            }
            "Runtime.consoleAPICalled"
                if ["error", "assert"].iter().any(|k| about["type"] == *k) =>
            {
                found.push(format!("console: {}", about["args"]));
            }
            "Log.entryAdded" if about["entry"]["level"] == "error" => {
                found.push(format!(
                    "log: {} {}",
                    about["entry"]["text"], about["entry"]["url"]
                ));
            }
            "Network.loadingFailed" if about["canceled"] != true => {
                found.push(format!("a request failed: {}", about["errorText"]));
            }
            "Network.responseReceived"
                if about["response"]["status"].as_u64() >= Some(400) =>
            {
                let response = &about["response"];
                found.push(format!(
                    "{} answered {}",
                    response["url"], response["status"]
                ));
            }
            "Network.requestWillBeSent" => {
                let url = about["request"]["url"].as_str().unwrap_or_default();
                let inside = [book, "data:", "blob:", "about:"];
                if !inside.iter().any(|start| url.starts_with(start)) {
                    found.push(format!("asks for {url}, outside the book"));
                }
            }
            _ => {}
        }
    }
    found
}

/// Saves the whole page as `name.png`, a long one with `name-2.png` and so on.
pub(crate) fn photograph(
    browser: &mut Chromium,
    visit: &Visit,
    view: View,
    folder: &Path,
    name: &str,
) {
    let mut top = 0.0;
    let mut number = 1;
    while top < visit.height.max(1.0) {
        let height = (visit.height - top).clamp(1.0, PIECE);
        let clip = json!({ "x": 0, "y": top, "width": view.width, "height": height, "scale": 1 });
        let how = json!({ "format": "png", "captureBeyondViewport": true, "optimizeForSpeed": true, "clip": clip });
        let picture = browser.call("Page.captureScreenshot", &how);
        let data = picture["data"].as_str().unwrap_or_default();
        let bytes = BASE64
            .decode(data.as_bytes())
            .expect("the protocol sends base64");
        let suffix = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let file = folder.join(format!("{name}{suffix}.png"));
        fs::create_dir_all(file.parent().unwrap_or(folder))
            .expect("target/ can be written");
        fs::write(&file, bytes).expect("target/ can be written");
        top += PIECE;
        number += 1;
    }
}

//! A page with a live widget, and what a reader does to it.

use book_tests::built;
use serde_json::{Value, json};

use super::{VIEW, module_is_built, number};
use crate::chromium::Chromium;
use crate::visit::{complaints, look_as};
use crate::{browser, file_address};

/// A page with a live widget.
pub(super) struct Live {
    pub(super) browser: Chromium,
    name: &'static str,
}

/// Runs an expression on the page; a promise is waited for.
pub(super) fn evaluate(browser: &mut Chromium, expression: &str) -> Value {
    let ask = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = browser.call("Runtime.evaluate", &ask);
    assert!(
        answer["exceptionDetails"].is_null(),
        "{expression}: {answer}"
    );
    answer["result"]["value"].clone()
}

/// Opens a page of the book.
pub(super) fn go(browser: &mut Chromium, page: &str) {
    // Elsewhere first: an address that differs after its # only would load nothing.
    for url in [
        "about:blank".to_owned(),
        format!("{}{page}", file_address(built())),
    ] {
        let _ = browser.events();
        browser.call("Page.navigate", &json!({ "url": url }));
        browser.wait_for("Page.loadEventFired");
    }
}

impl Live {
    /// Opens the page and wakes the widget; nothing where there is no browser or no module.
    pub(super) fn open(page: &str, name: &'static str) -> Option<Self> {
        let mut browser = browser()?;
        if !module_is_built() {
            return None;
        }
        look_as(&mut browser, VIEW);
        go(&mut browser, page);
        let mut live = Self { browser, name };
        live.script(
            "widget.scrollIntoView(); \
             for (let i = 0; i < 400 && widget.dataset.live === undefined; i++) \
               await new Promise((done) => setTimeout(done, 50)); \
             if (widget.dataset.live === undefined) throw new Error('it stays a picture');",
        );
        Some(live)
    }

    /// Runs statements with `widget`, `report` and two frames' time afterwards.
    pub(super) fn script(&mut self, statements: &str) -> Value {
        let name = self.name;
        let expression = format!(
            "(async () => {{ const frame = () => new Promise((done) => requestAnimationFrame(() => done())); \
             const widget = document.querySelector('gradus-widget[name={name}]'); \
             await frame(); await frame(); \
             const report = widget.querySelector('.widget-report'); {statements} }})()"
        );
        evaluate(&mut self.browser, &expression)
    }

    /// The middle of an element of the widget, in the middle of the window.
    pub(super) fn place(&mut self, selector: &str) -> (f64, f64) {
        let place = self.script(&format!(
            "const e = widget.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }}); await frame(); \
             const box = e.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];"
        ));
        (number(&place[0]), number(&place[1]))
    }

    pub(super) fn pointer(&mut self, kind: &str, (x, y): (f64, f64)) {
        let buttons = i32::from(kind != "mouseReleased");
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
        self.browser.call("Input.dispatchMouseEvent", &event);
    }

    pub(super) fn click(&mut self, selector: &str) {
        let place = self.place(selector);
        self.pointer("mousePressed", place);
        self.pointer("mouseReleased", place);
    }

    /// Drags an element by so many pixels.
    pub(super) fn drag(&mut self, selector: &str, (right, down): (f64, f64)) {
        let (x, y) = self.place(selector);
        self.pointer("mousePressed", (x, y));
        for step in [0.5, 1.0] {
            self.pointer("mouseMoved", (x + step * right, y + step * down));
        }
        self.pointer("mouseReleased", (x + right, y + down));
    }

    /// Presses a key while an element has the focus.
    pub(super) fn press(&mut self, selector: &str, key: &str) {
        self.script(&format!("widget.querySelector('{selector}').focus();"));
        let code = match key {
            "Enter" => 13,
            "End" => 35,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            _ => panic!("give the code of {key}"),
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code });
            if key == "Enter" {
                event["text"] = json!("\r");
            }
            self.browser.call("Input.dispatchKeyEvent", &event);
        }
    }

    /// Numbers that the widget shows, from an attribute of its report.
    pub(super) fn shown(&mut self, attribute: &str) -> Vec<f64> {
        let text = self.script(&format!("return report.dataset.{attribute};"));
        let text = text
            .as_str()
            .unwrap_or_else(|| panic!("no {attribute} is shown"));
        text.split(',')
            .map(|x| x.parse().expect("a number"))
            .collect()
    }

    /// Whether something may move by itself, as far as the reader is concerned.
    pub(super) fn let_move(&mut self, may: bool) {
        let value = if may { "no-preference" } else { "reduce" };
        let media = json!({ "features": [{ "name": "prefers-reduced-motion", "value": value }] });
        self.browser.call("Emulation.setEmulatedMedia", &media);
    }

    /// What the address keeps of the widget's state, once it has followed.
    pub(super) fn address(&mut self) -> String {
        let address = self.script(
            "await new Promise((done) => setTimeout(done, 500)); return location.hash;",
        );
        address.as_str().expect("an address is words").to_owned()
    }

    pub(super) fn no_complaints(&mut self) {
        let events = self.browser.events();
        assert_eq!(
            complaints(&events, &file_address(built())),
            Vec::<String>::new()
        );
    }
}

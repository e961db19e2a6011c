//! Each live widget, operated as a reader would: by pointer and by keys. What it shows must be
//! what the crates say here, natively.

use std::fs;

use activations::Activation;
use autograd::Tape;
use backprop::nudge::numerical_jacobian;
use book_tests::built;
use matrix::Vector;
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::visit::{View, complaints, look_as};
use crate::{browser, file_address};

/// The narrow view: what a finger can reach there, a pointer can everywhere.
const VIEW: View = View {
    theme: "light",
    width: 390,
};

/// By how much a loss may differ: the module's networks have numbers of 32 bits, with seven
/// digits, and thousands of steps add up.
const LOSS: f64 = 1e-4;

/// The race's numbers, relative to their size: 32 bits, and a few hundred steps at most. None of
/// its runners here is chaotic.
const RACE: f64 = 1e-4;

/// A dot product of nine pixels from 0 to 1 with taps up to 4, in 32 bits.
const DOT: f64 = 1e-5;

/// Probabilities after LeNet's five layers, in 32 bits.
const PROBABILITY: f64 = 1e-4;

/// The buttons beside the main one, where a widget trains or races.
const STEP: &str = ".widget-controls > button:nth-of-type(2)";
const RESET: &str = ".widget-controls > button:nth-of-type(3)";

/// A page with a live widget.
struct Live {
    browser: Chromium,
    name: &'static str,
}

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

/// Runs an expression on the page; a promise is waited for.
fn evaluate(browser: &mut Chromium, expression: &str) -> Value {
    let ask = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
    let answer = browser.call("Runtime.evaluate", &ask);
    assert!(
        answer["exceptionDetails"].is_null(),
        "{expression}: {answer}"
    );
    answer["result"]["value"].clone()
}

fn go(browser: &mut Chromium, page: &str) {
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
    fn open(page: &str, name: &'static str) -> Option<Self> {
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
    fn script(&mut self, statements: &str) -> Value {
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
    fn place(&mut self, selector: &str) -> (f64, f64) {
        let place = self.script(&format!(
            "const e = widget.querySelector('{selector}'); e.scrollIntoView({{ block: 'center' }}); await frame(); \
             const box = e.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2];"
        ));
        (number(&place[0]), number(&place[1]))
    }

    fn pointer(&mut self, kind: &str, (x, y): (f64, f64)) {
        let buttons = i32::from(kind != "mouseReleased");
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": buttons, "clickCount": 1 });
        self.browser.call("Input.dispatchMouseEvent", &event);
    }

    fn click(&mut self, selector: &str) {
        let place = self.place(selector);
        self.pointer("mousePressed", place);
        self.pointer("mouseReleased", place);
    }

    /// Drags an element by so many pixels.
    fn drag(&mut self, selector: &str, (right, down): (f64, f64)) {
        let (x, y) = self.place(selector);
        self.pointer("mousePressed", (x, y));
        for step in [0.5, 1.0] {
            self.pointer("mouseMoved", (x + step * right, y + step * down));
        }
        self.pointer("mouseReleased", (x + right, y + down));
    }

    /// Presses a key while an element has the focus.
    fn press(&mut self, selector: &str, key: &str) {
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
    fn shown(&mut self, attribute: &str) -> Vec<f64> {
        let text = self.script(&format!("return report.dataset.{attribute};"));
        let text = text
            .as_str()
            .unwrap_or_else(|| panic!("no {attribute} is shown"));
        text.split(',')
            .map(|x| x.parse().expect("a number"))
            .collect()
    }

    fn no_complaints(&mut self) {
        let events = self.browser.events();
        assert_eq!(
            complaints(&events, &file_address(built())),
            Vec::<String>::new()
        );
    }
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
fn the_graph_is_stepped_through_and_a_nudge_confirms_it() {
    const ON: &str = ".widget-pair button:last-child";
    let Some(mut live) = Live::open("lesson-1/paths.html", "graph") else {
        return;
    };
    let boxes = "const boxes = [...widget.querySelectorAll('.box')];";
    let tape = Tape::new();
    let (a, b) = (tape.var(3.0), tape.var(-2.0));
    let p = a * b;
    let s = p + a;
    let loss = s.powi(2);
    let gradients = loss.backward();

    // Before the sweep only the result has a gradient.
    let shown = live.script(&format!(
        "{boxes} return boxes.map((b) => b.dataset.gradient);"
    ));
    assert_eq!(shown, json!(["", "", "", "", "1"]));
    // Two steps back: a has been paid by s alone.
    live.click(ON);
    live.click(ON);
    let shown = live.script(&format!("{boxes} return boxes[0].dataset.gradient;"));
    assert_eq!(shown, "-6");
    // The third by key.
    live.press(".box", "ArrowRight");
    let shown = live.script(&format!(
        "{boxes} return boxes.map((b) => [Number(b.dataset.value), Number(b.dataset.gradient)]);"
    ));
    for (row, var) in [a, b, p, s, loss].into_iter().enumerate() {
        close(number(&shown[row][0]), var.value(), 0.0);
        close(number(&shown[row][1]), gradients.wrt(var), 1e-12);
    }
    // Box b, nudged.
    live.click("[data-row=\"1\"]");
    live.click(".widget-input > button");
    let tried =
        live.script("return report.querySelector('[data-tried]').dataset.tried;");
    let tried = tried.as_str().and_then(|tried| tried.parse().ok());
    close(tried.expect("a number"), gradients.wrt(b), 1e-9);
    // Another value of b by key: a tenth more.
    live.press(".widget-input input", "ArrowRight");
    let shown = live.script(&format!("{boxes} return Number(boxes[4].dataset.value);"));
    close(number(&shown), (3.0_f64 * -1.9 + 3.0).powi(2), 1e-12);
    live.no_complaints();
}

#[test]
fn the_jacobian_follows_the_point() {
    let Some(mut live) = Live::open("lesson-2/copy.html", "jacobian") else {
        return;
    };
    live.drag(".point", (60.0, -30.0));
    live.press(".point", "ArrowUp");
    let at = live.shown("at");
    assert!(at[0] > 0.0 && at[1] > 0.6, "{at:?}");
    // The formula of the page.
    let map = |x: &Vector| {
        Vector::from([x[0] + 0.35 * (2.0 * x[1]).sin(), x[1] + 0.3 * x[0] * x[0]])
    };
    let j = numerical_jacobian(map, &Vector::from([at[0], at[1]]), 1e-4);
    let shown = live.shown("jacobian");
    for (place, (row, column)) in
        [(0, 0), (0, 1), (1, 0), (1, 1)].into_iter().enumerate()
    {
        close(shown[place], j[(row, column)], 1e-6);
    }
    // The exact slopes, by hand.
    close(shown[1], 0.7 * (2.0 * at[1]).cos(), 1e-6);
    close(shown[2], 0.6 * at[0], 1e-6);
    // Zoomed in to a square of side 1/64, the map is nearly its copy: what is left of it is
    // at most the second slopes, 1.4 and 0.6, times the square of a half-side's diagonal, per
    // side.
    live.press("input[type=range]", "End");
    let off = live.shown("off")[0];
    assert!(off > 0.0 && off < 1.5 / 64.0, "{off}");
    live.no_complaints();
}

#[test]
fn gates_multiply_down_to_any_depth() {
    let Some(mut live) = Live::open("lesson-3/depth.html", "depth") else {
        return;
    };
    close(live.shown("steepest")[0], 0.25, 1e-4);
    // The third of the list, as a reader chooses it.
    live.script(
        "const list = widget.querySelector('select'); list.value = 2; list.dispatchEvent(new Event('change'));",
    );
    live.drag(".point", (-30.0, 0.0));
    // Depth is the last slider.
    live.press(".widget-slider:last-child input", "End");
    let x = live.script("return widget.querySelector('input[type=range]').value;");
    let x: f64 = x.as_str().and_then(|x| x.parse().ok()).expect("a number");
    assert!(x < 0.5, "{x}");
    let f = Activation::Tanh;
    close(live.shown("value")[0], f.value(x), 1e-12);
    close(live.shown("slope")[0], f.slope(x), 1e-12);
    let product = f.slope(x).powi(20);
    close(live.shown("product")[0] / product, 1.0, 1e-12);
    live.no_complaints();
}

#[test]
fn the_playground_learns_as_its_crates_do() {
    let Some(mut live) = Live::open("introduction.html", "playground") else {
        return;
    };
    // The same natively: circles; x₁ and x₂, tanh, start 1, two units; plain descent.
    let mut native = widgets::open("playground").expect("there is a playground");
    let mut answer = widgets::Answer::default();
    let mut ask = |question: &str, numbers: &[f64]| {
        answer.clear();
        native.ask(question, numbers, &mut answer);
        answer.numbers.clone()
    };
    ask("data", &[1.0, 0.1, 1.0]);
    ask("network", &[3.0, 2.0, 1.0, 2.0]);
    ask("learn", &[0.0, 0.1, 0.0]);
    let agrees = |live: &mut Live, losses: Vec<f64>| {
        let shown = live.shown("losses");
        assert_eq!(shown.len(), 4);
        for (shown, expected) in shown.into_iter().zip(losses) {
            close(shown, expected, LOSS);
        }
    };
    agrees(&mut live, ask("losses", &[]));
    // Three single steps: by pointer, by pointer, and by key.
    live.click(STEP);
    live.click(STEP);
    live.press(STEP, "Enter");
    for _ in 0..3 {
        ask("train", &[10.0, 1.0]);
    }
    assert_eq!(live.shown("steps"), [3.0]);
    agrees(&mut live, ask("losses", &[]));

    // Where nothing may move by itself, a run is a hundred passes at once.
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    live.browser.call("Emulation.setEmulatedMedia", &still);
    live.click(".widget-main");
    for _ in 0..100 {
        ask("train", &[10.0, 18.0]);
    }
    assert_eq!(live.shown("steps"), [1803.0]);
    agrees(&mut live, ask("losses", &[]));
    live.script("await new Promise((done) => setTimeout(done, 300));");
    assert_eq!(live.shown("steps"), [1803.0]);

    // A unit more, by its button: the network begins anew.
    live.click(".net-head button[aria-label^=\"one unit more\"]");
    ask("network", &[3.0, 2.0, 1.0, 3.0]);
    ask("learn", &[0.0, 0.1, 0.0]);
    assert_eq!(live.shown("steps"), [0.0]);
    agrees(&mut live, ask("losses", &[]));

    // Running: every frame a pass, until it is told to pause.
    let moving = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "no-preference" }] });
    live.browser.call("Emulation.setEmulatedMedia", &moving);
    live.click(".widget-main");
    live.script(
        "for (let i = 0; i < 600 && Number(report.dataset.steps) < 900; i++) await frame();",
    );
    live.click(".widget-main");
    let steps = live.shown("steps")[0];
    assert!(steps >= 900.0 && steps % 18.0 == 0.0, "{steps}");
    let mut passes = 0.0;
    while passes < steps / 18.0 {
        ask("train", &[10.0, 18.0]);
        passes += 1.0;
    }
    agrees(&mut live, ask("losses", &[]));
    live.no_complaints();
}

#[test]
fn the_race_runs_as_its_crates_do() {
    let Some(mut live) = Live::open("lesson-4/race.html", "race") else {
        return;
    };
    let mut native = widgets::open("race").expect("there is a race");
    // Start and η of the page; ρ = 0.9.
    let mut agrees = |live: &mut Live, exponent: f64, steps: f64| {
        assert_eq!(live.shown("steps"), [steps]);
        let start = live.shown("start");
        let mut answer = widgets::Answer::default();
        let mut ask = |question: &str, numbers: &[f64]| {
            answer.clear();
            native.ask(question, numbers, &mut answer);
            answer.numbers.clone()
        };
        let rate = 10.0_f64.powf(exponent);
        ask("begin", &[start[0], start[1], rate, 0.9]);
        ask("run", &[steps]);
        let expected = ask("runners", &[]);
        let shown = live.shown("runners");
        assert_eq!(shown.len(), 6 * 5);
        for (place, (&shown, &expected)) in shown.iter().zip(&expected).enumerate() {
            if place % 5 > 2 {
                // The step at which it was there, or gone.
                close(shown, expected, 0.0);
            } else {
                close(shown, expected, RACE * expected.abs().max(1.0));
            }
        }
        let factors = live.shown("factors");
        close(factors[4], 1.0 - rate, RACE);
        close(factors[5], 1.0 - 100.0 * rate, RACE);
        close(factors[6], 0.02, RACE);
    };
    agrees(&mut live, -1.9, 50.0);
    // Another start, by pointer and by key.
    live.drag(".point", (-60.0, 20.0));
    agrees(&mut live, -1.9, 50.0);
    let before = live.shown("start");
    live.press(".point", "ArrowLeft");
    let after = live.shown("start");
    assert!(
        before[0] < 9.0 && after[0] < before[0],
        "{before:?} {after:?}"
    );
    // A larger rate, by key: beyond 2/100 plain descent explodes, and it is said.
    for _ in 0..6 {
        live.press("input[type=range]", "ArrowRight");
    }
    live.press(STEP, "Enter");
    live.click(STEP);
    agrees(&mut live, -1.6, 52.0);
    let said = live.script("return report.textContent;");
    let said = said.as_str().expect("words");
    assert!(said.contains("Exploded: SGD, Nesterov."), "{said}");
    assert!(
        said.contains("= −1.512 across it. One is larger than 1"),
        "{said}"
    );
    // Who does not run is not said to.
    live.click(".race-table tbody tr:first-child button");
    let said = live.script("return report.textContent;");
    assert!(
        said.as_str()
            .expect("words")
            .contains("Exploded: Nesterov.")
    );

    // From the start; where nothing may move by itself, a run is a hundred steps at once.
    live.click(RESET);
    agrees(&mut live, -1.6, 0.0);
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    live.browser.call("Emulation.setEmulatedMedia", &still);
    live.click(".widget-main");
    agrees(&mut live, -1.6, 100.0);
    live.script("await new Promise((done) => setTimeout(done, 300));");
    assert_eq!(live.shown("steps"), [100.0]);
    let moving = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "no-preference" }] });
    live.browser.call("Emulation.setEmulatedMedia", &moving);
    live.click(RESET);
    live.click(".widget-main");
    live.script(
        "for (let i = 0; i < 600 && Number(report.dataset.steps) < 40; i++) await frame();",
    );
    live.click(".widget-main");
    let steps = live.shown("steps")[0];
    assert!(steps >= 40.0, "{steps}");
    agrees(&mut live, -1.6, steps);
    let address = live.script(
        "await new Promise((done) => setTimeout(done, 500)); return location.hash;",
    );
    let address = address.as_str().expect("words");
    for part in ["widget=race", "who=6", "rate=-1.6", "w1=", "w2="] {
        assert!(address.contains(part), "{address}");
    }
    live.no_complaints();
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

#[test]
fn the_kernel_slides_over_the_digit() {
    let Some(mut live) = Live::open("lesson-5/slide.html", "slide") else {
        return;
    };
    let mut slide = widgets::open("slide").expect("there is a stepper");
    native(&mut *slide, "digit", &[2.0]);
    let mut agrees = |live: &mut Live, stride: f64, padding: f64, taps: [f64; 9]| {
        let question = [&[stride, padding], &taps[..]].concat();
        let output = native(&mut *slide, "layer", &question);
        let shown = [live.shown("side"), live.shown("output")].concat();
        assert_eq!(shown.len(), output.len());
        for (shown, expected) in shown.into_iter().zip(output) {
            close(shown, expected, DOT);
        }
        let place = live.shown("place");
        let said = native(&mut *slide, "place", &place);
        let shown = ["seen", "products", "dot"]
            .map(|name| live.shown(name))
            .concat();
        for (shown, expected) in shown.iter().zip(&said[2..]) {
            close(*shown, *expected, DOT);
        }
        // The dot product, by hand.
        let sum: f64 = shown[..9].iter().zip(taps).map(|(x, w)| x * w).sum();
        close(shown[18], sum, DOT);
        place
    };
    let sobel = [-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0];
    let before = agrees(&mut live, 1.0, 1.0, sobel);
    // By key: one place to the right, and one down.
    live.press("rect.kernel", "ArrowRight");
    live.press("rect.kernel", "ArrowUp");
    let after = agrees(&mut live, 1.0, 1.0, sobel);
    assert_eq!(after, [before[0] - 1.0, before[1] + 1.0]);
    // By pointer, which need not be pressed.
    let (x, y) = live.place("rect.kernel");
    let hover = json!({ "type": "mouseMoved", "x": x - 40.0, "y": y + 50.0 });
    live.browser.call("Input.dispatchMouseEvent", &hover);
    let hovered = agrees(&mut live, 1.0, 1.0, sobel);
    assert!(
        hovered[0] > after[0] + 2.0 && hovered[1] < after[1] - 2.0,
        "{hovered:?}"
    );
    // By drag.
    live.drag("rect.kernel", (40.0, 0.0));
    let dragged = agrees(&mut live, 1.0, 1.0, sobel);
    assert!(dragged[1] > hovered[1] + 2.0, "{dragged:?}");
    // A tap of one's own, a stride of 2, no padding.
    live.script("const tap = widget.querySelector('.taps input'); tap.value = '3.5'; tap.dispatchEvent(new Event('input'));");
    let mut own = sobel;
    own[0] = 3.5;
    agrees(&mut live, 1.0, 1.0, own);
    live.press(".widget-slider:nth-of-type(3) input", "ArrowRight");
    live.press(".widget-slider:nth-of-type(4) input", "ArrowLeft");
    agrees(&mut live, 2.0, 0.0, own);
    assert_eq!(live.shown("side"), [13.0]);
    let address = live.script(
        "await new Promise((done) => setTimeout(done, 500)); return location.hash;",
    );
    let address = address.as_str().expect("words");
    for part in [
        "kernel=6",
        "stride=2",
        "padding=0",
        "taps=3.5_0_1_-2_0_2_-1_0_1",
    ] {
        assert!(address.contains(part), "{address}");
    }
    live.no_complaints();
}

#[test]
fn lenet_reads_what_is_drawn() {
    const FIELD: &str = ".reader-field";
    let Some(mut live) = Live::open("lesson-5/lenet.html", "reader") else {
        return;
    };
    let mut reader = widgets::open("reader").expect("there is a reader");
    let mut agrees = |live: &mut Live, digit: usize| {
        let points = live.shown("points");
        let said = native(&mut *reader, "strokes", &points);
        let shown = live.shown("answer");
        assert_eq!(shown.len(), 10);
        for (shown, expected) in shown.iter().zip(&said[784..]) {
            close(*shown, *expected, PROBABILITY);
        }
        let best = shown.iter().copied().fold(0.0, f64::max);
        close(shown[digit], best, 0.0);
    };
    // A seven, by pointer: strokes as shares of the field.
    let draw = |live: &mut Live, points: &[(f64, f64)]| {
        let (x, y) = live.place(FIELD);
        let size = live.script(&format!(
            "return widget.querySelector('{FIELD}').getBoundingClientRect().width;"
        ));
        let size = number(&size);
        let at = |(a, b): (f64, f64)| (x + size * (a - 0.5), y + size * (b - 0.5));
        live.pointer("mousePressed", at(points[0]));
        for pair in points.windows(2) {
            for step in 1..=5 {
                let share = f64::from(step) / 5.0;
                let between = |a: f64, b: f64| a + share * (b - a);
                let point =
                    (between(pair[0].0, pair[1].0), between(pair[0].1, pair[1].1));
                live.pointer("mouseMoved", at(point));
            }
        }
        live.pointer("mouseReleased", at(points[points.len() - 1]));
    };
    draw(
        &mut live,
        &[(0.25, 0.2), (0.75, 0.2), (0.55, 0.5), (0.45, 0.9)],
    );
    agrees(&mut live, 7);
    // A four, in two strokes.
    live.click(".widget-main");
    draw(
        &mut live,
        &[(0.35, 0.1), (0.25, 0.5), (0.5, 0.53), (0.72, 0.5)],
    );
    draw(&mut live, &[(0.66, 0.12), (0.64, 0.5), (0.6, 0.9)]);
    agrees(&mut live, 4);
    // Without its second stroke it is another drawing.
    let strokes = live.shown("points").len();
    live.click(".widget-controls > button:nth-of-type(2)");
    assert!(live.shown("points").len() < strokes);
    // A one, by keys: the pen goes down, and up by twenty pixels.
    live.click(".widget-main");
    live.press(FIELD, "Enter");
    for _ in 0..10 {
        live.press(FIELD, "ArrowUp");
    }
    live.press(FIELD, "Enter");
    agrees(&mut live, 1);
    // What was written by hand: test image after test image.
    for digit in 0..4 {
        live.click(".widget-controls > button:nth-of-type(3)");
        let said = native(
            &mut *widgets::open("reader").expect("as above"),
            "digit",
            &[f64::from(digit)],
        );
        for (shown, expected) in live.shown("answer").iter().zip(&said[784..]) {
            close(*shown, *expected, PROBABILITY);
        }
    }
    live.no_complaints();
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
    let address = live.script(
        "await new Promise((done) => setTimeout(done, 500)); return location.hash;",
    );
    assert_eq!(address, "#widget=depth&f=3&x=-2&depth=8");
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

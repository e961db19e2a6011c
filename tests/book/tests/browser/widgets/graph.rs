//! Lesson 1: the graph, forward and backward.

use autograd::Tape;
use serde_json::json;

use super::{Live, close, number};

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

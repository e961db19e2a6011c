//! Lesson 3: activations, and many of them in a row.

use activations::Activation;

use super::{Live, close};

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

//! Lesson 5: the kernel that slides.

use serde_json::json;

use super::{Live, close, native};

/// A dot product of nine pixels from 0 to 1 with taps up to 4, in 32 bits.
const DOT: f64 = 1e-5;

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
    let address = live.address();
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

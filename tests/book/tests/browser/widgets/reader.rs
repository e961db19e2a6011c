//! Lesson 5: the LeNet that reads.

use super::{Live, close, native, number};

/// Probabilities after LeNet's five layers, in 32 bits.
const PROBABILITY: f64 = 1e-4;

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

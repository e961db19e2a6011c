//! Lesson 2: a map of the plane and its linear copy.

use backprop::nudge::numerical_jacobian;
use matrix::Vector;

use super::{Live, close};

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

//! The drawing of a tape: every row and edge is there, in order, and nothing overlaps.
#![cfg(feature = "graph")]

use autograd::{Tape, graph};

/// The boxes' corners, in the order of the rows.
fn boxes(svg: &str) -> Vec<(f64, f64)> {
    let number = |tag: &str, name: &str| -> f64 {
        let value = tag
            .split(&format!(" {name}=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        value
            .and_then(|value| value.parse().ok())
            .unwrap_or(f64::NAN)
    };
    svg.split("<rect")
        .skip(1)
        .map(|tag| (number(tag, "x"), number(tag, "y")))
        .collect()
}

fn apart(boxes: &[(f64, f64)]) -> bool {
    let touch = |a: (f64, f64), b: (f64, f64)| {
        (a.0 - b.0).abs() < 104.0 && (a.1 - b.1).abs() < 54.0
    };
    boxes
        .iter()
        .enumerate()
        .all(|(i, &a)| boxes[..i].iter().all(|&b| !touch(a, b)))
}

/// How many slopes are written: "×" with a number, where a product's own sign stands alone.
fn labels(svg: &str) -> usize {
    svg.matches(">×").count() - svg.matches(">×<").count()
}

#[test]
fn the_hand_example_shows_values_gradients_and_slopes() {
    let tape = Tape::new();
    let (a, b) = (tape.var(3.0), tape.var(-2.0));
    let p = a * b;
    let s = p + a;
    let loss = s.powi(2);
    let svg = graph::svg(
        &tape,
        Some(&loss.backward()),
        &[(a, "a"), (b, "b"), (loss, "L < & 9")],
    );
    for words in [
        ">a<",
        ">b<",
        ">L &lt; &amp; 9<",
        ">−18<",
        ">−6<",
        ">9<",
        ">×−2<",
        ">×3<",
        ">×−6<",
    ] {
        assert!(svg.contains(words), "{words} is missing in {svg}");
    }
    assert_eq!(labels(&svg), 5, "one label for each edge");
    let boxes = boxes(&svg);
    assert_eq!(boxes.len(), 5);
    assert!(apart(&boxes), "{boxes:?}");
    // Four layers run downwards: each row stands lower than its parents.
    for (row, parent) in [(2, 0), (2, 1), (3, 2), (3, 0), (4, 3)] {
        assert!(
            boxes[row].1 > boxes[parent].1,
            "row {row} above row {parent}: {boxes:?}"
        );
    }
}

#[test]
fn a_deep_computation_runs_downwards() {
    let tape = Tape::new();
    let x = tape.var(0.5);
    let mut y = x;
    for _ in 0..8 {
        y = y.tanh();
    }
    let boxes = boxes(&graph::svg(&tape, None, &[(x, "x")]));
    assert!(
        boxes.windows(2).all(|pair| pair[1].1 > pair[0].1 + 54.0),
        "{boxes:?}"
    );
}

#[test]
fn a_shallow_computation_runs_to_the_right() {
    let tape = Tape::new();
    let y = tape.var(0.5).tanh().exp();
    let boxes = boxes(&graph::svg(&tape, None, &[(y, "y")]));
    assert!(
        boxes.windows(2).all(|pair| pair[1].0 > pair[0].0 + 104.0),
        "{boxes:?}"
    );
}

#[test]
fn two_edges_to_one_parent_and_two_separate_parts_are_drawn() {
    let tape = Tape::new();
    let (x, y) = (tape.var(3.0), tape.var(4.0));
    let (square, other) = (x * x, y.exp());
    assert_eq!((square.row(), other.row()), (2, 3));
    let svg = graph::svg(&tape, None, &[]);
    assert_eq!(labels(&svg), 3);
    let boxes = boxes(&svg);
    assert!(boxes.len() == 4 && apart(&boxes), "{boxes:?}");
    assert!(!svg.contains("NaN"));
}

#[test]
fn a_late_input_stands_beside_its_user_and_an_empty_tape_draws_nothing() {
    let tape = Tape::new();
    let (x, late) = (tape.var(1.0), tape.var(2.0));
    let y = x.exp().exp() + late;
    let boxes = boxes(&graph::svg(&tape, None, &[(y, "y")]));
    // Rows: x, late, exp, exp, sum. `late` shares its layer with the second exp.
    assert_eq!(boxes[1].1, boxes[3].1);
    assert!(apart(&boxes), "{boxes:?}");
    let empty = graph::svg(&Tape::new(), None, &[]);
    assert!(
        empty.starts_with("<svg") && !empty.contains("<rect") && !empty.contains("inf")
    );
}

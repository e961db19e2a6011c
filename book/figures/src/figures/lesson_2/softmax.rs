//! Probabilities as bars: when one logit is raised, and against the right answer.

use std::path::Path;

use backprop::Function;
use backprop::functions::Softmax;
use backprop::losses::softmax_cross_entropy;
use matrix::{Matrix, Vector};

use crate::FigureError;
use crate::bars::Bars;
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn nudge(_: &Path) -> Result<String, FigureError> {
    const RAISED: usize = 1;
    let logits = Vector::from([1.0, 0.5, 0.0, 1.5]);
    let mut raised = logits.clone();
    raised[RAISED] += 0.5;
    let (before, after) = (Softmax.value(&logits), Softmax.value(&raised));
    let mut drawing = Drawing::new("softmax-nudge", 560.0, 330.0);
    let bars = Bars {
        ground: (20.0, 262.0),
        one: 440.0,
        pitch: 130.0,
        width: 44.0,
    };
    for class in 0..logits.len() {
        let place = class as f64;
        let (left, right) = (place - 0.19, place + 0.19);
        for (place, p, opacity) in
            [(left, before[class], 0.3), (right, after[class], 1.0)]
        {
            drawing.add(bars.bar(place, p).fill(Ink::A, opacity));
            let (x, y) = bars.end(place, p);
            drawing.add(Text::new((x, y - 7.0), number(p, 3)).middle().size(15.0));
        }
        let change = after[class] - before[class];
        let (sign, ink) = if change > 0.0 {
            ("+", Ink::C)
        } else {
            ("", Ink::B)
        };
        let middle = bars.end(place, 0.0).0;
        let top = bars.end(place, before[class].max(after[class])).1;
        let words = format!("{sign}{}", number(change, 3));
        drawing.add(
            Text::new((middle, top - 30.0), words)
                .middle()
                .bold()
                .ink(ink),
        );
        let say = |z: f64| {
            let words = number(z, 1);
            words.trim_end_matches(".0").to_owned()
        };
        let (logit, bold) = if class == RAISED {
            (
                format!("{} → {}", say(logits[class]), say(raised[class])),
                true,
            )
        } else {
            (say(logits[class]), false)
        };
        let words = Text::new((middle, 286.0), format!("z = {logit}")).middle();
        drawing.add(if bold { words.bold() } else { words });
    }
    bars.line(&mut drawing, logits.len());
    drawing.add(
        Text::new(
            (280.0, 318.0),
            "light: before, full: after one logit is raised by ½",
        )
        .middle()
        .size(15.0)
        .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

/// A multiple of ⅛ in words.
fn eighths(x: f64) -> String {
    let words = match (8.0 * x.abs()).round() as i32 {
        0 => "0",
        1 => "⅛",
        2 => "¼",
        3 => "⅜",
        4 => "½",
        5 => "⅝",
        6 => "¾",
        7 => "⅞",
        _ => "1",
    };
    let sign = if x < 0.0 { "−" } else { "" };
    format!("{sign}{words}")
}

pub(super) fn loss(_: &Path) -> Result<String, FigureError> {
    const RIGHT: usize = 1;
    let logits = Vector::from([1.0_f64, 2.0, 5.0].map(f64::ln));
    let p = Softmax.value(&logits);
    let mut slopes = Matrix::default();
    softmax_cross_entropy(&Matrix::from(logits), &[RIGHT], &mut slopes);
    let right = [0.0, 1.0, 0.0];
    let mut drawing = Drawing::new("loss-gradient", 560.0, 346.0);
    let panels: [(&str, &[f64], Ink); 3] = [
        ("said: p", &p, Ink::A),
        ("right: y", &right, Ink::C),
        ("slope: p − y", slopes.as_slice(), Ink::B),
    ];
    for (panel, (title, values, ink)) in panels.into_iter().enumerate() {
        let left = 14.0 + 190.0 * panel as f64;
        let bars = Bars {
            ground: (left, 186.0),
            one: 124.0,
            pitch: 52.0,
            width: 36.0,
        };
        let middle = left + 78.0;
        drawing.add(Text::new((middle, 20.0), title).middle().bold().ink(ink));
        for (class, &value) in values.iter().enumerate() {
            let (x, y) = bars.end(class as f64, value);
            if panel < 2 {
                drawing.add(bars.bar(class as f64, value).fill(ink, 0.85));
            } else {
                drawing.add(Line::arrow((x, 186.0), (x, y), ink, 5.0));
            }
            let up = if value < 0.0 { -23.0 } else { 9.0 };
            drawing.add(Text::new((x, y - up), eighths(value)).middle().size(20.0));
            if panel == 0 {
                let z = ["ln 1", "ln 2", "ln 5"][class];
                drawing
                    .add(Text::new((x, 208.0), z).middle().size(15.0).ink(Ink::Quiet));
            }
        }
        bars.line(&mut drawing, 3);
        let sign = ["−", "="].get(panel).copied().unwrap_or("");
        drawing.add(Text::new((left + 173.0, 152.0), sign).middle().size(26.0));
    }
    drawing.add(
        Text::new((92.0, 230.0), "logits z")
            .middle()
            .size(15.0)
            .ink(Ink::Quiet),
    );
    for (y, words) in [
        (312.0, "Descent goes against the slope:"),
        (
            334.0,
            "the right logit rises, the others fall, each by as much as it is wrong.",
        ),
    ] {
        drawing.add(Text::new((14.0, y), words).size(15.0).ink(Ink::Quiet));
    }
    Ok(drawing.finish())
}

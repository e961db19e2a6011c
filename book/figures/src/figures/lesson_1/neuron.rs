//! A neuron, its squashing curve, and two neurons in a row.

use std::path::Path;

use autograd::rules::sigmoid;

use crate::FigureError;
use crate::plot::{Axis, Plot};
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text, ring};
use crate::wires::{knot, wire};

pub(super) fn neuron(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("neuron", 560.0, 236.0);
    let (x1, x2, b) = ((44.0, 52.0), (44.0, 150.0), (196.0, 200.0));
    let (sum, squash) = ((196.0, 101.0), (366.0, 101.0));
    wire(&mut drawing, x1, sum, (24.0, 32.0), "w₁");
    wire(&mut drawing, x2, sum, (24.0, 32.0), "w₂");
    wire(&mut drawing, b, sum, (18.0, 32.0), "");
    wire(&mut drawing, sum, squash, (32.0, 32.0), "");
    wire(&mut drawing, squash, (506.0, 101.0), (32.0, 18.0), "");
    knot(&mut drawing, x1, 24.0, "x₁", Ink::A);
    knot(&mut drawing, x2, 24.0, "x₂", Ink::A);
    knot(&mut drawing, sum, 32.0, "Σ", Ink::Text);
    drawing.add(ring(squash, 32.0, Ink::Text, 1.8));
    let curve: Vec<_> = (-20..=20)
        .map(|i| {
            let z = f64::from(i) / 20.0;
            (
                squash.0 + 20.0 * z,
                squash.1 + 15.0 - 30.0 * sigmoid(6.0 * z).0,
            )
        })
        .collect();
    drawing.add(Line::through(&curve).stroke(Ink::A, 2.5));
    drawing.add(
        Text::new((b.0, b.1 + 6.0), "b")
            .middle()
            .size(20.0)
            .ink(Ink::C),
    );
    drawing.add(Text::new((506.0, 107.0), "p").middle().size(21.0).bold());
    let note = |x, y, words: &str| {
        Text::new((x, y), words).middle().size(15.0).ink(Ink::Quiet)
    };
    drawing.add(Text::new((281.0, 92.0), "z").middle());
    drawing.add(note(196.0, 30.0, "add the votes"));
    drawing.add(note(196.0, 52.0, "w₁x₁ + w₂x₂ + b"));
    drawing.add(note(366.0, 30.0, "squash"));
    drawing.add(note(366.0, 52.0, "σ(z)"));
    drawing.add(note(506.0, 52.0, "how sure"));
    drawing.add(note(44.0, 18.0, "inputs"));
    drawing.add(note(250.0, 206.0, "bias"));
    Ok(drawing.finish())
}

pub(super) fn curve(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("sigmoid", 560.0, 352.0);
    let x = Axis::linear(-6.5, 6.5, &[-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0], 0)
        .named("logit z");
    let y = Axis::linear(0.0, 1.0, &[0.0, 0.5, 1.0], 1).named("p = σ(z)");
    let mut plot = Plot::new((56.0, 34.0), (484.0, 264.0), x, y);
    let half = |side: f64| {
        (0..=80).map(move |i| {
            let z = side * 6.5 * f64::from(i) / 80.0;
            (z, sigmoid(z).0)
        })
    };
    plot.dashed([(0.0, 0.0), (0.0, 0.5)], Ink::Quiet, 1.2);
    plot.curve(half(-1.0), Ink::A, 3.0);
    plot.curve(half(1.0), Ink::B, 3.0);
    let marks = [
        (-2.5, Ink::A, "z = −2.5: 8 %", (-8.0, -16.0)),
        (0.0, Ink::Text, "z = 0: undecided, ½", (16.0, 8.0)),
        (2.5, Ink::B, "z = 2.5: 92 %", (10.0, 26.0)),
    ];
    for (z, ink, words, by) in marks {
        plot.dots([(z, sigmoid(z).0)], ink, 5.0);
        plot.push_text((z, sigmoid(z).0), by, words, |text| {
            if z < 0.0 {
                text.ink(ink).end()
            } else {
                text.ink(ink)
            }
        });
    }
    plot.push_text((-3.9, 0.33), (0.0, 0.0), "← surer of class 0", |text| {
        text.ink(Ink::A).middle()
    });
    plot.push_text((3.9, 0.67), (0.0, 10.0), "surer of class 1 →", |text| {
        text.ink(Ink::B).middle()
    });
    plot.draw(&mut drawing)?;
    Ok(drawing.finish())
}

pub(super) fn two_logistic(_: &Path) -> Result<String, FigureError> {
    let mut drawing = Drawing::new("two-logistic", 560.0, 244.0);
    for (x, words, ink) in [
        (106.0, "first regression", Ink::A),
        (326.0, "second regression", Ink::B),
    ] {
        drawing.add(
            Line::rounded((x, 34.0), (176.0, 130.0), 14.0)
                .fill(ink, 0.09)
                .stroke(ink, 1.2),
        );
        drawing.add(Text::new((x + 88.0, 24.0), words).middle().ink(ink));
    }
    let at = |x: f64| (x, 100.0);
    wire(&mut drawing, (40.0, 64.0), at(150.0), (20.0, 26.0), "");
    wire(&mut drawing, (40.0, 136.0), at(150.0), (20.0, 26.0), "");
    wire(&mut drawing, at(150.0), at(238.0), (26.0, 26.0), "");
    wire(&mut drawing, at(238.0), at(370.0), (26.0, 26.0), "h");
    wire(&mut drawing, at(370.0), at(458.0), (26.0, 26.0), "");
    wire(&mut drawing, at(458.0), at(536.0), (26.0, 12.0), "");
    knot(&mut drawing, (40.0, 64.0), 20.0, "x₁", Ink::Quiet);
    knot(&mut drawing, (40.0, 136.0), 20.0, "x₂", Ink::Quiet);
    for (x, words, ink) in [
        (150.0, "Σ", Ink::A),
        (238.0, "σ", Ink::A),
        (370.0, "Σ", Ink::B),
        (458.0, "σ", Ink::B),
    ] {
        knot(&mut drawing, at(x), 26.0, words, ink);
    }
    drawing.add(Text::new((538.0, 106.0), "p").middle().size(20.0).bold());
    for (x, words) in [(194.0, "w₁, w₂, b"), (414.0, "v, c")] {
        drawing.add(Text::new((x, 152.0), words).middle().size(15.0).ink(Ink::C));
    }
    let brace = "M106 180q0 12 12 12h174q12 0 12 12q0 -12 12 -12h174q12 0 12 -12";
    drawing.add(Line::new(brace).stroke(Ink::Quiet, 1.3));
    drawing.add(
        Text::new((304.0, 226.0), "one network: layers of 1 and 1, bend σ").middle(),
    );
    Ok(drawing.finish())
}

//! A kernel that slides along a list, and one that slides over a digit.

use std::path::Path;

use convolution::kernels::{
    as_weights, box_blur, gaussian, laplacian, sharpen, sobel_across, sobel_down,
};
use convolution::{Geometry, ImageShape, Window, loops, one_d};
use matrix::Matrix;

use crate::FigureError;
use crate::cells::Cells;
use crate::images::{Images, frame, largest};
use crate::style::{Ink, number};
use crate::svg::{Drawing, Path as Line, Text};

pub(super) fn one(_: &Path) -> Result<String, FigureError> {
    const CELL: (f64, f64) = (46.0, 34.0);
    const STEP: f64 = 96.0;
    let (x, k) = ([1.0, 2.0, 0.0, -1.0, 3.0], [2.0, 0.0, -1.0]);
    let y = one_d::correlate(&x, &k);
    let mut drawing = Drawing::new("slide-1d", 600.0, 372.0);
    let left = 50.0;
    for (place, &result) in y.iter().enumerate() {
        let top = 8.0 + STEP * place as f64;
        let at = |row: f64| Cells {
            corner: (left, top + row),
            size: CELL,
        };
        let (signal, kernel) = (at(0.0), at(CELL.1 + 3.0));
        let name = |cells: Cells, words: &str, ink: Ink| {
            let y = cells.corner.1 + CELL.1 / 2.0 + 6.0;
            Text::new((left - 14.0, y), words).end().bold().ink(ink)
        };
        drawing.add(name(signal, "x", Ink::A));
        drawing.add(name(kernel, "k", Ink::E));
        for (i, &entry) in x.iter().enumerate() {
            let under = (place..place + k.len()).contains(&i);
            let cell = signal.outline(0, i);
            if under {
                drawing.add(cell.fill(Ink::A, 0.22));
            } else {
                drawing.add(cell.stroke(Ink::Grid, 1.2));
            }
            let words = signal.words(0, i, number(entry, 0));
            drawing.add(if under { words } else { words.ink(Ink::Quiet) });
        }
        let mut terms = Vec::new();
        for (tap, &weight) in k.iter().enumerate() {
            drawing.add(kernel.outline(0, place + tap).fill(Ink::E, 0.3));
            drawing.add(kernel.words(0, place + tap, number(weight, 0)));
            let sign = match (tap, weight < 0.0) {
                (0, false) => "",
                (_, false) => "+ ",
                (_, true) => "− ",
            };
            let under = x[place + tap];
            let under = if under < 0.0 {
                format!("({})", number(under, 0))
            } else {
                number(under, 0)
            };
            terms.push(format!("{sign}{}·{under}", number(weight.abs(), 0)));
        }
        let line = top + CELL.1 + 8.0;
        let words = format!("{} =", terms.join(" "));
        drawing.add(Text::new((316.0, line), words));
        drawing.add(
            Text::new((500.0, line), number(result, 0))
                .bold()
                .size(20.0)
                .ink(Ink::A),
        );
    }
    let cells = Cells {
        corner: (left + CELL.0, 8.0 + STEP * 3.0 + 22.0),
        size: CELL,
    };
    drawing.add(
        Text::new((left - 14.0, cells.corner.1 + 23.0), "y")
            .end()
            .bold()
            .ink(Ink::A),
    );
    for (i, &entry) in y.iter().enumerate() {
        drawing.add(cells.outline(0, i).fill(Ink::A, 0.45));
        drawing.add(cells.words(0, i, number(entry, 0)).bold());
    }
    let words = "large where the signal falls";
    drawing.add(
        Text::new((316.0, cells.corner.1 + 23.0), words)
            .size(15.0)
            .ink(Ink::Quiet),
    );
    Ok(drawing.finish())
}

/// The test image: a 2.
const IMAGE: usize = 1;

/// A kernel's entry in little room.
fn entry(x: f64) -> String {
    if x.fract() == 0.0 {
        number(x, 0)
    } else if (x - 1.0 / 9.0).abs() < 1e-9 {
        "1/9".to_owned()
    } else {
        number(x, 2)
    }
}

pub(super) fn edges(_: &Path) -> Result<String, FigureError> {
    const PIXEL: f64 = 4.0;
    const SIDE: f64 = 28.0 * PIXEL;
    let kernels = [
        ("Sobel, across", sobel_across()),
        ("Sobel, down", sobel_down()),
        ("Laplacian", laplacian()),
        ("box blur", box_blur(3)),
        ("Gaussian", gaussian(3, 0.85)),
        ("sharpen", sharpen()),
    ];
    let data = datasets::mnist()?.test;
    let image = data.sample(IMAGE);
    let window = Window {
        padding: 1,
        ..Window::new(3)
    };
    let mut drawing = Drawing::new("edges", 640.0, 548.0);
    let mut digit = Images::new(PIXEL);
    let at = (8.0, 128.0);
    frame(&mut drawing, at, SIDE);
    digit.add(at, image);
    digit.draw(&mut drawing, [Ink::Text; 2]);
    drawing.add(
        Text::new((at.0 + SIDE / 2.0, at.1 - 12.0), "the digit")
            .middle()
            .bold(),
    );
    let notes = [("above 0", Ink::B), ("below 0", Ink::A)];
    for (line, (words, ink)) in notes.into_iter().enumerate() {
        let y = at.1 + SIDE + 30.0 + 22.0 * line as f64;
        drawing.add(Text::new((at.0 + 4.0, y), words).size(15.0).ink(ink));
    }
    let mut maps = Images::new(PIXEL);
    for (place, (name, kernel)) in kernels.iter().enumerate() {
        let corner = (
            170.0 + 162.0 * (place % 3) as f64,
            30.0 + 274.0 * (place / 3) as f64,
        );
        drawing.add(
            Text::new((corner.0 + SIDE / 2.0, corner.1 - 12.0), *name)
                .middle()
                .bold(),
        );
        frame(&mut drawing, corner, SIDE);
        let geometry = Geometry::new(ImageShape::new(1, 28, 28), 1, window);
        let weight: Matrix = as_weights(std::slice::from_ref(kernel));
        let map = loops::forward(image, &weight, &[0.0], &geometry);
        let most = largest(&map);
        let shown: Vec<f64> = map.iter().map(|x| x / most).collect();
        maps.add(corner, &shown);
        let cells = Cells {
            corner: (corner.0 + SIDE / 2.0 - 63.0, corner.1 + SIDE + 12.0),
            size: (42.0, 30.0),
        };
        for row in 0..3 {
            for column in 0..3 {
                drawing.add(cells.outline(row, column).fill(Ink::E, 0.22));
                let words = entry(kernel[(row, column)]);
                drawing.add(cells.words(row, column, words).size(15.0));
            }
        }
    }
    maps.draw(&mut drawing, [Ink::B, Ink::A]);
    Ok(drawing.finish())
}

/// Ways to place a window, with what is said of each.
const WAYS: [(&str, Window); 4] = [
    ("plain", Window::new(3)),
    (
        "padding 1",
        Window {
            padding: 1,
            ..Window::new(3)
        },
    ),
    (
        "stride 2",
        Window {
            stride: 2,
            ..Window::new(3)
        },
    ),
    (
        "dilation 2",
        Window {
            dilation: 2,
            ..Window::new(3)
        },
    ),
];

pub(super) fn strides(_: &Path) -> Result<String, FigureError> {
    const INPUTS: usize = 7;
    const PITCH: f64 = 31.0;
    let mut drawing = Drawing::new("strides", 620.0, 372.0);
    for (place, (name, window)) in WAYS.into_iter().enumerate() {
        let outputs = window.outputs(INPUTS);
        let left = 44.0 + 310.0 * (place % 2) as f64;
        let top = 26.0 + 184.0 * (place / 2) as f64;
        // The middle of an input; those of the padding have numbers below 0 and from 7 on.
        let input = |i: f64| (left + PITCH * (i + 0.5), top + 118.0);
        let seen_at = |output: usize, tap: usize| {
            let place = output * window.stride + tap * window.dilation;
            place as f64 - window.padding as f64
        };
        let output = |i: usize| (input(seen_at(i, 1)).0, top + 36.0);
        let title = format!("{name}: {INPUTS} inputs, {outputs} outputs");
        drawing.add(Text::new((left - 30.0, top), title).bold());
        // With padding, the one that sees a zero outside.
        let marked = usize::from(window.padding == 0);
        let taps = |i: usize| (0..window.size).map(move |tap| (i, tap));
        let lines = |drawing: &mut Drawing, i: usize, ink, width| {
            for (i, tap) in taps(i) {
                let (from, to) = (output(i), input(seen_at(i, tap)));
                drawing.add(Line::line(from, to).stroke(ink, width));
            }
        };
        for i in (0..outputs).filter(|&i| i != marked) {
            lines(&mut drawing, i, Ink::Grid, 1.6);
        }
        lines(&mut drawing, marked, Ink::B, 2.4);
        for i in 0..outputs {
            let ink = if i == marked { Ink::B } else { Ink::A };
            drawing.add(crate::svg::dot(output(i), 11.0, ink));
        }
        for padded in 0..INPUTS + 2 * window.padding {
            let (x, y) = input(padded as f64 - window.padding as f64);
            let square = Line::rounded((x - 13.0, y - 13.0), (26.0, 26.0), 4.0);
            let place = padded.checked_sub(window.padding);
            if let Some(i) = place.filter(|&i| i < INPUTS) {
                let seen = (0..window.size)
                    .any(|tap| window.source(marked, tap, INPUTS) == Some(i));
                drawing.add(square.clone().fill(Ink::Paper, 1.0));
                let (ink, opacity) = if seen { (Ink::B, 0.35) } else { (Ink::A, 0.25) };
                drawing.add(square.fill(ink, opacity));
            } else {
                let square = square.fill(Ink::Paper, 1.0).stroke(Ink::Quiet, 1.3);
                drawing.add(square.dash("4 3"));
                drawing.add(
                    Text::new((x, y + 5.5), "0")
                        .middle()
                        .size(15.0)
                        .ink(Ink::Quiet),
                );
            }
        }
    }
    Ok(drawing.finish())
}

//! Sixty-five years of networks, each mark with the lesson that teaches it.

use std::path::Path;

use crate::FigureError;
use crate::style::Ink;
use crate::svg::{Drawing, Path as Line, Text, dot, ring};

struct Mark {
    year: &'static str,
    what: &'static str,
    note: &'static str,
    /// Empty: the course comes to it later.
    lesson: &'static str,
}

const MARKS: [Mark; 11] = [
    Mark {
        year: "1958",
        what: "Perceptron",
        note: "Rosenblatt: a neuron that learns",
        lesson: "lesson 1",
    },
    Mark {
        year: "1969",
        what: "XOR",
        note: "Minsky and Papert: one layer is not enough",
        lesson: "lesson 1",
    },
    Mark {
        year: "1986",
        what: "Backpropagation",
        note: "Rumelhart, Hinton, Williams: train many layers",
        lesson: "lessons 1, 2",
    },
    Mark {
        year: "1998",
        what: "LeNet-5",
        note: "LeCun et al.: convolutions read digits",
        lesson: "lesson 5",
    },
    Mark {
        year: "2012",
        what: "AlexNet",
        note: "Krizhevsky et al.: ReLU, deep, on a GPU",
        lesson: "lessons 3, 5",
    },
    Mark {
        year: "2014",
        what: "GANs",
        note: "Goodfellow et al.: a network judges another",
        lesson: "",
    },
    Mark {
        year: "2017",
        what: "Transformer",
        note: "Vaswani et al.: attention alone",
        lesson: "",
    },
    Mark {
        year: "2018",
        what: "BERT",
        note: "read by filling gaps",
        lesson: "",
    },
    Mark {
        year: "2019",
        what: "GPT-2",
        note: "write the next word",
        lesson: "",
    },
    Mark {
        year: "2022",
        what: "ChatGPT, Stable Diffusion",
        note: "words and pictures on request",
        lesson: "",
    },
    Mark {
        year: "2023",
        what: "GPT-4, LLaMA",
        note: "one behind a service, one with weights for researchers",
        lesson: "",
    },
];

/// The height above a mark: a row, and a little for each year that passed.
fn gap(from: &str, to: &str) -> f64 {
    let year = |text: &str| text.parse::<f64>().unwrap_or(0.0);
    48.0 + 1.3 * (year(to) - year(from) - 1.0).max(0.0)
}

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    let mut heights = vec![30.0];
    for pair in MARKS.windows(2) {
        heights.push(heights[heights.len() - 1] + gap(pair[0].year, pair[1].year));
    }
    let bottom = heights[heights.len() - 1];
    let mut drawing = Drawing::new("timeline", 560.0, bottom + 44.0);
    let x = 84.0;
    let split = MARKS
        .iter()
        .position(|mark| mark.lesson.is_empty())
        .unwrap_or(MARKS.len() - 1);
    let middle = f64::midpoint(heights[split - 1], heights[split]);
    drawing.add(Line::line((x, heights[0]), (x, middle)).stroke(Ink::A, 2.0));
    drawing.add(
        Line::line((x, middle), (x, bottom + 30.0))
            .stroke(Ink::Quiet, 1.5)
            .dash("1 6"),
    );
    for (mark, &y) in MARKS.iter().zip(&heights) {
        let taught = !mark.lesson.is_empty();
        drawing.add(
            Text::new((x - 20.0, y + 5.5), mark.year)
                .end()
                .ink(Ink::Quiet),
        );
        drawing.add(if taught {
            dot((x, y), 7.5, Ink::A)
        } else {
            ring((x, y), 5.5, Ink::Quiet, 1.5)
        });
        drawing.add(Text::new((x + 22.0, y + 3.0), mark.what).size(17.0).bold());
        drawing.add(
            Text::new((x + 22.0, y + 22.0), mark.note)
                .size(15.0)
                .ink(Ink::Quiet),
        );
        let ink = if taught { Ink::A } else { Ink::Quiet };
        let words = if taught { mark.lesson } else { "later" };
        drawing.add(Text::new((548.0, y + 3.0), words).size(15.0).ink(ink).end());
    }
    Ok(drawing.finish())
}

//! A square of the plane with the two sides of a decision.

use crate::region::region;
use crate::style::{Ink, class_ink};
use crate::svg::{Drawing, Path, Text, short};

/// A square panel of the plane: x₁ to the right and x₂ up, both from `from` to `to`.
#[derive(Clone, Copy)]
pub(super) struct Plane {
    pub(super) corner: (f64, f64),
    pub(super) side: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Plane {
    /// Where a point of the plane stands in the drawing.
    pub(super) fn at(self, x: f64, y: f64) -> (f64, f64) {
        let share = |v: f64| (v - self.from) / (self.to - self.from);
        (
            self.corner.0 + self.side * share(x),
            self.corner.1 + self.side * (1.0 - share(y)),
        )
    }

    /// Both sides in their class's colour, and the line between them.
    pub(super) fn sides(
        self,
        drawing: &mut Drawing,
        cells: usize,
        logit: impl Fn(&[f64]) -> f64,
    ) {
        let value = |u: f64, v: f64| {
            let along = |share: f64| self.from + share * (self.to - self.from);
            logit(&[along(u), along(1.0 - v)])
        };
        let found = region(value, cells, self.corner, (self.side, self.side));
        let square = self.square();
        drawing.add(Path::new(format!("{square}{}", found.fill)).fill(Ink::A, 0.14));
        drawing.add(Path::new(found.fill).fill(Ink::B, 0.17));
        drawing.add(Path::new(found.boundary).stroke(Ink::Text, 1.8));
        self.frame(drawing);
    }

    /// No side: the same answer everywhere.
    pub(super) fn undecided(self, drawing: &mut Drawing) {
        drawing.add(Path::new(self.square()).fill(Ink::Grid, 0.6));
        self.frame(drawing);
    }

    fn square(self) -> String {
        let [x, y, side] = [self.corner.0, self.corner.1, self.side].map(short);
        format!("M{x} {y}h{side}v{side}h-{side}z")
    }

    fn frame(self, drawing: &mut Drawing) {
        drawing.add(Path::new(self.square()).stroke(Ink::Grid, 1.2));
    }

    /// A line of words above.
    pub(super) fn title(self, drawing: &mut Drawing, words: &str) {
        let at = (self.corner.0 + self.side / 2.0, self.corner.1 - 10.0);
        drawing.add(Text::new(at, words).middle());
    }

    /// The names of the axes, and 0 and 1 on them.
    pub(super) fn bits(self, drawing: &mut Drawing) {
        let small = |at: (f64, f64), words: &str| {
            Text::new(at, words).size(15.0).ink(Ink::Quiet).middle()
        };
        for bit in [0.0, 1.0] {
            let below = self.at(bit, self.from);
            drawing.add(small(
                (below.0, below.1 + 18.0),
                if bit == 0.0 { "0" } else { "1" },
            ));
            let left = self.at(self.from, bit);
            drawing.add(small(
                (left.0 - 12.0, left.1 + 5.0),
                if bit == 0.0 { "0" } else { "1" },
            ));
        }
        let (x, y) = (self.at(0.5, self.from), self.at(self.from, 0.5));
        drawing.add(small((x.0, x.1 + 19.0), "x₁"));
        drawing.add(small((y.0 - 14.0, y.1 + 5.0), "x₂"));
    }

    /// Small dots, many of them, in the colour of their class.
    pub(super) fn samples<'a>(
        self,
        drawing: &mut Drawing,
        samples: impl Iterator<Item = (&'a [f64], usize)>,
        size: f64,
    ) {
        // A line of no length with round ends is a dot, in a tenth of the text of a circle.
        let mut data = [String::new(), String::new()];
        for (x, class) in samples {
            let (px, py) = self.at(x[0], x[1]);
            data[class] += &format!("M{} {}h0", short(px), short(py));
        }
        for (class, data) in data.into_iter().enumerate() {
            drawing.add(Path::new(data).stroke(class_ink(class), size));
        }
    }
}

/// A corner of a gate: a disc with its label in it.
pub(super) fn corner(drawing: &mut Drawing, at: (f64, f64), class: usize) {
    drawing.add(crate::svg::dot(at, 13.0, class_ink(class)));
    drawing.add(
        Text::new((at.0, at.1 + 5.5), class.to_string())
            .middle()
            .bold()
            .ink(Ink::Paper),
    );
}

//! Circles with words in them, and the arrows between them.

use crate::style::{Ink, number};
use crate::svg::{Drawing, Path, Text, ring};

/// A circle with words in it.
pub(crate) fn knot(
    drawing: &mut Drawing,
    at: (f64, f64),
    radius: f64,
    words: &str,
    ink: Ink,
) {
    drawing.add(ring(at, radius, ink, 1.8));
    let size = if words.chars().count() > 2 {
        16.0
    } else {
        20.0
    };
    drawing.add(
        Text::new((at.0, at.1 + 0.34 * size), words)
            .middle()
            .size(size),
    );
}

/// A local slope on an arrow, "×−2". The sign of multiplication keeps the arrow's own line from
/// looking like a minus.
pub(crate) fn times(slope: f64) -> String {
    format!("×{}", number(slope, 0))
}

/// An arrow from one circle to another, with words on it.
#[derive(Clone, Copy)]
pub(crate) struct Wire<'w> {
    /// The centre of the circle where it begins.
    pub(crate) from: (f64, f64),
    /// The centre of the circle where it ends.
    pub(crate) to: (f64, f64),
    /// The two circles' radii.
    pub(crate) radii: (f64, f64),
    /// The arrow's colour and width.
    pub(crate) pen: (Ink, f64),
    /// Words on it, and their colour.
    pub(crate) words: (&'w str, Ink),
    /// How far along it they stand, from 0 to 1.
    pub(crate) place: f64,
}

impl Wire<'_> {
    /// The arrow.
    pub(crate) fn arrow(self, drawing: &mut Drawing) {
        let (start, end) = self.ends();
        drawing.add(Path::arrow(start, end, self.pen.0, self.pen.1));
    }

    /// The words, with a rim of paper: drawn after all arrows that they may lie on.
    pub(crate) fn label(self, drawing: &mut Drawing) {
        let (start, end) = self.ends();
        let along = |a: f64, b: f64| a + self.place * (b - a);
        let at = (along(start.0, end.0), along(start.1, end.1) + 5.0);
        let (words, ink) = self.words;
        if self.pen.1 > 2.0 {
            // A wide line would show between the rims of two letters.
            let width = 9.0 * words.chars().count() as f64 + 2.0;
            let corner = (at.0 - width / 2.0, at.1 - 13.0);
            let behind = Path::rounded(corner, (width, 16.0), 4.0);
            drawing.add(behind.fill(Ink::Paper, 1.0));
        }
        drawing.add(Text::new(at, words).middle().ink(ink).halo());
    }

    /// Where it leaves one circle and touches the other.
    fn ends(self) -> ((f64, f64), (f64, f64)) {
        let (from, to, radii) = (self.from, self.to, self.radii);
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let (ux, uy) = (dx / length, dy / length);
        let start = (from.0 + radii.0 * ux, from.1 + radii.0 * uy);
        let end = (to.0 - (radii.1 + 1.5) * ux, to.1 - (radii.1 + 1.5) * uy);
        (start, end)
    }
}

/// A plain arrow from one circle to another, with words in the middle.
pub(crate) fn wire(
    drawing: &mut Drawing,
    from: (f64, f64),
    to: (f64, f64),
    radii: (f64, f64),
    words: &str,
) {
    let wire = Wire {
        from,
        to,
        radii,
        pen: (Ink::Quiet, 1.5),
        words: (words, Ink::C),
        place: 0.5,
    };
    wire.arrow(drawing);
    if !words.is_empty() {
        wire.label(drawing);
    }
}

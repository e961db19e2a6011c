//! Bars on a common ground.

use crate::style::Ink;
use crate::svg::{Drawing, Path};

/// Where bars stand in a drawing.
#[derive(Clone, Copy)]
pub(crate) struct Bars {
    /// The left end of the ground, at the value 0.
    pub(crate) ground: (f64, f64),
    /// The height of the value 1.
    pub(crate) one: f64,
    /// From one place to the next.
    pub(crate) pitch: f64,
    /// A bar's width.
    pub(crate) width: f64,
}

impl Bars {
    /// Where the end of a bar stands, in its middle. Places count from 0 and may lie between.
    pub(crate) fn end(self, place: f64, value: f64) -> (f64, f64) {
        (
            self.ground.0 + self.pitch * (place + 0.5),
            self.ground.1 - self.one * value,
        )
    }

    /// A bar from the ground to the value.
    pub(crate) fn bar(self, place: f64, value: f64) -> Path {
        let (x, y) = self.end(place, value);
        let (half, ground) = (self.width / 2.0, self.ground.1);
        let corners = [
            (x - half, ground),
            (x - half, y),
            (x + half, y),
            (x + half, ground),
        ];
        Path::through(&corners)
    }

    /// The ground under so many places.
    pub(crate) fn line(self, drawing: &mut Drawing, places: usize) {
        let (x, y) = self.ground;
        let end = x + self.pitch * places as f64;
        drawing.add(Path::line((x, y), (end, y)).stroke(Ink::Quiet, 1.2));
    }
}

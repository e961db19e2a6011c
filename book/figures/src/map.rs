//! A piece of the plane seen from above: level lines, and paths across them.

use crate::region::region;
use crate::style::Ink;
use crate::svg::{Drawing, Path, short};

/// Which piece of the plane is shown, and where in the drawing.
#[derive(Clone, Copy)]
pub(crate) struct Map {
    /// The top left corner in the drawing.
    pub(crate) corner: (f64, f64),
    /// Width and height in the drawing.
    pub(crate) size: (f64, f64),
    /// From where to where w₁ goes, from left to right.
    pub(crate) across: (f64, f64),
    /// From where to where w₂ goes, from the bottom to the top.
    pub(crate) up: (f64, f64),
}

impl Map {
    /// Where a point of the plane stands in the drawing.
    pub(crate) fn at(self, [a, b]: [f64; 2]) -> (f64, f64) {
        let u = (a - self.across.0) / (self.across.1 - self.across.0);
        let v = (b - self.up.0) / (self.up.1 - self.up.0);
        (
            self.corner.0 + u * self.size.0,
            self.corner.1 + (1.0 - v) * self.size.1,
        )
    }

    /// The same for a point on the map; for another the nearest place of the rim.
    pub(crate) fn at_or_rim(self, w: [f64; 2]) -> (f64, f64) {
        let ((x, y), [low, high]) = (self.at(w), self.limits());
        (x.clamp(low.0, high.0), y.clamp(low.1, high.1))
    }

    /// The level lines of `height` at these levels, and the frame.
    pub(crate) fn levels(
        self,
        drawing: &mut Drawing,
        height: impl Fn([f64; 2]) -> f64,
        levels: &[f64],
    ) {
        let mix = |(from, to): (f64, f64), share: f64| from + share * (to - from);
        let mut data = String::new();
        for level in levels {
            let below = |u: f64, v: f64| {
                level - height([mix(self.across, u), mix(self.up, 1.0 - v)])
            };
            for line in region(below, CELLS, self.corner, self.size).pieces {
                let line = thin(&line, 0.4);
                data += Path::through(&line).data();
            }
        }
        drawing.add(Path::new(data).stroke(Ink::Grid, 1.3));
        let frame = Path::rounded(self.corner, self.size, 4.0);
        drawing.add(frame.stroke(Ink::Quiet, 0.9));
    }

    /// The path through these points, as far as it stays on the map.
    pub(crate) fn path(self, points: &[[f64; 2]]) -> Path {
        let places: Vec<_> = points.iter().map(|&w| self.at(w)).collect();
        let mut data = String::new();
        for piece in self.inside(&places) {
            data += Path::through(&thin(&piece, 0.3)).data();
        }
        Path::new(data)
    }

    /// Dots at those of these points that lie on the map.
    pub(crate) fn dots(
        self,
        drawing: &mut Drawing,
        points: &[[f64; 2]],
        ink: Ink,
        radius: f64,
    ) {
        let [low, high] = self.limits();
        // Lines of no length with round ends: many dots take little text.
        let on = |p: &Point| {
            (low.0..=high.0).contains(&p.0) && (low.1..=high.1).contains(&p.1)
        };
        let mut data = String::new();
        let mut last = (f64::NAN, f64::NAN);
        for at in points.iter().map(|&w| self.at(w)).filter(on) {
            // Two dots on each other look like one.
            if (at.0 - last.0).hypot(at.1 - last.1) < 0.5 {
                continue;
            }
            data += &format!("M{} {}h0", short(at.0), short(at.1));
            last = at;
        }
        let dots = Path::new(data);
        drawing.add(dots.clone().stroke(Ink::Paper, 2.0 * radius + 2.0));
        drawing.add(dots.stroke(ink, 2.0 * radius));
    }

    /// A cross at a lowest point.
    pub(crate) fn cross(self, drawing: &mut Drawing, at: [f64; 2]) {
        const ARM: f64 = 5.0;
        let (x, y) = self.at(at);
        let data = [(-ARM, -ARM), (-ARM, ARM)]
            .map(|(dx, dy)| {
                let ends = [(x + dx, y + dy), (x - dx, y - dy)];
                Path::through(&ends).data().to_owned()
            })
            .concat();
        drawing.add(Path::new(data).stroke(Ink::Text, 2.2));
    }

    fn limits(self) -> [(f64, f64); 2] {
        let (x, y) = self.corner;
        [(x, y), (x + self.size.0, y + self.size.1)]
    }

    /// The pieces of a line that lie inside the frame, cut off where they cross it.
    fn inside(self, line: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut open = false;
        for ends in line.windows(2) {
            let Some((from, to)) = cut(ends[0], ends[1], self.limits()) else {
                open = false;
                continue;
            };
            if !open {
                pieces.push(vec![from]);
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(to);
            }
            open = to == ends[1];
        }
        pieces
    }
}

/// Into how many cells a map is divided along each side to find level lines.
const CELLS: usize = 96;

pub(crate) type Point = (f64, f64);

/// The part of a straight line inside a rectangle, given by two corners (Liang & Barsky 1984).
pub(crate) fn cut(
    from: Point,
    to: Point,
    [low, high]: [Point; 2],
) -> Option<(Point, Point)> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if !(dx.is_finite() && dy.is_finite()) {
        return None;
    }
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let sides = [
        (-dx, from.0 - low.0),
        (dx, high.0 - from.0),
        (-dy, from.1 - low.1),
        (dy, high.1 - from.1),
    ];
    for (speed, room) in sides {
        if speed == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if speed < 0.0 {
            enters = enters.max(room / speed);
        } else {
            leaves = leaves.min(room / speed);
        }
    }
    let along = |t: f64| (from.0 + t * dx, from.1 + t * dy);
    let end = if leaves == 1.0 { to } else { along(leaves) };
    let start = if enters == 0.0 { from } else { along(enters) };
    (enters <= leaves).then_some((start, end))
}

/// Fewer points for a line that lies nowhere further than `off` from the one given (Ramer
/// 1972, Douglas & Peucker 1973).
pub(crate) fn thin(line: &[Point], off: f64) -> Vec<Point> {
    let from_line = |i: usize, a: usize, b: usize| {
        let ((x, y), (from, to)) = (line[i], (line[a], line[b]));
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let squares = dx * dx + dy * dy;
        let share = ((x - from.0) * dx + (y - from.1) * dy) / squares;
        let share = if squares > 0.0 {
            share.clamp(0.0, 1.0)
        } else {
            0.0
        };
        (x - from.0 - share * dx).hypot(y - from.1 - share * dy)
    };
    let kept = thinned(line.len(), off, from_line);
    kept.into_iter().map(|i| line[i]).collect()
}

/// Which of `count` points are needed, so that none is further than `off` from what stands
/// for it: `distance(i, a, b)` says how far point i is from the piece between a and b.
pub(crate) fn thinned(
    count: usize,
    off: f64,
    distance: impl Fn(usize, usize, usize) -> f64,
) -> Vec<usize> {
    if count < 3 {
        return (0..count).collect();
    }
    let mut kept = vec![0];
    // The pieces still to be looked at, the next one last.
    let mut open = vec![(0, count - 1)];
    while let Some((a, b)) = open.pop() {
        let furthest = (a + 1..b)
            .map(|i| (distance(i, a, b), i))
            .max_by(|p, q| p.0.total_cmp(&q.0));
        match furthest {
            Some((far, i)) if far > off => open.extend([(i, b), (a, i)]),
            _ => kept.push(b),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_at_the_frame() {
        let frame = [(0.0, 0.0), (10.0, 10.0)];
        let through = cut((-5.0, 5.0), (15.0, 5.0), frame);
        assert_eq!(through, Some(((0.0, 5.0), (10.0, 5.0))));
        assert_eq!(cut((-5.0, 5.0), (-1.0, 5.0), frame), None);
        assert_eq!(cut((5.0, 5.0), (f64::INFINITY, 5.0), frame), None);
        let within = cut((1.0, 2.0), (3.0, 4.0), frame);
        assert_eq!(within, Some(((1.0, 2.0), (3.0, 4.0))));
    }

    #[test]
    fn a_thinned_line_keeps_its_corners_and_its_distance() {
        let corner: Vec<Point> = (0..=10)
            .map(|i| (f64::from(i), 0.0))
            .chain((1..=10).map(|i| (10.0, f64::from(i))))
            .collect();
        assert_eq!(thin(&corner, 0.1), [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]);
        let wave: Vec<Point> = (0..400)
            .map(|i| (f64::from(i), 30.0 * (f64::from(i) / 40.0).sin()))
            .collect();
        let few = thin(&wave, 0.5);
        assert!(few.len() < 100, "{}", few.len());
        for &(x, y) in &wave {
            let piece = few.windows(2).find(|ends| x <= ends[1].0);
            let piece = piece.expect("the ends are kept");
            let (from, to) = (piece[0], piece[1]);
            let there = from.1 + (to.1 - from.1) * (x - from.0) / (to.0 - from.0);
            assert!((y - there).abs() < 1.0, "{y} {there}");
        }
    }

    #[test]
    fn a_path_that_leaves_and_comes_back_is_two_pieces() {
        let map = Map {
            corner: (0.0, 0.0),
            size: (100.0, 100.0),
            across: (0.0, 1.0),
            up: (0.0, 1.0),
        };
        let path = map.path(&[[0.1, 0.5], [2.0, 0.5], [2.0, 0.1], [0.5, 0.1]]);
        assert_eq!(path.data(), "M10 50L100 50M100 90L50 90");
    }
}

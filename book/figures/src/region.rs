//! Where a function of the plane is positive: marching squares.

use std::collections::HashMap;

use crate::svg::{Path, short};

/// The outline of the set where a function is positive, inside a rectangle of the drawing.
pub(crate) struct Region {
    /// Closed loops, to be filled by the even-odd rule.
    pub(crate) fill: String,
    /// The same without what runs along the rectangle's rim: the boundary alone.
    pub(crate) boundary: String,
    /// The boundary's points, a list for each of its pieces.
    pub(crate) pieces: Vec<Vec<(f64, f64)>>,
}

/// A corner of the outline: an edge of the grid, named by the grid point where it begins and by
/// whether it goes right or down.
type Edge = (usize, usize, bool);

/// Finds the region where `value` is positive.
///
/// `value(u, v)` is asked on a grid of `cells` × `cells` cells, u from 0 (left) to 1 (right) and v
/// from 0 (top) to 1 (bottom); between grid points it is taken as linear. The rectangle begins
/// at `corner` and has size `size`, in units of the drawing.
pub(crate) fn region(
    value: impl Fn(f64, f64) -> f64,
    cells: usize,
    corner: (f64, f64),
    size: (f64, f64),
) -> Region {
    // One more ring of points around the rectangle, at its rim and negative: every loop closes.
    let points = cells + 3;
    let share = |i: usize| (i.clamp(1, cells + 1) - 1) as f64 / cells as f64;
    let outer = |i: usize| i == 0 || i == points - 1;
    let field: Vec<f64> = (0..points * points)
        .map(|at| {
            let (row, column) = (at / points, at % points);
            if outer(row) || outer(column) {
                -1.0
            } else {
                value(share(column), share(row))
            }
        })
        .collect();
    let at = |row: usize, column: usize| field[row * points + column];
    let next = follow(points, &at);
    let place = |(row, column, down): Edge| {
        let (row2, column2) = if down {
            (row + 1, column)
        } else {
            (row, column + 1)
        };
        let (a, b) = (at(row, column), at(row2, column2));
        let t = a / (a - b);
        let mix = |from: usize, to: usize| share(from) + t * (share(to) - share(from));
        (mix(column, column2), mix(row, row2))
    };
    draw(next, place, corner, size)
}

/// For every crossed edge the one that follows it, with the positive side on the right.
fn follow(points: usize, at: &impl Fn(usize, usize) -> f64) -> HashMap<Edge, Edge> {
    let mut next = HashMap::new();
    for row in 0..points - 1 {
        for column in 0..points - 1 {
            let corners = [
                (row, column),
                (row, column + 1),
                (row + 1, column + 1),
                (row + 1, column),
            ];
            let inside = corners.map(|(r, c)| at(r, c) > 0.0);
            // The sides of the cell, clockwise from the top.
            let sides: [Edge; 4] = [
                (row, column, false),
                (row, column + 1, true),
                (row + 1, column, false),
                (row, column, true),
            ];
            // Walking clockwise around the cell: the outline leaves where inside becomes outside
            // and goes to the nearest earlier side where outside became inside.
            for side in 0..4 {
                let (here, there) = (inside[side], inside[(side + 1) % 4]);
                if here && !there {
                    let entered = (1..4)
                        .map(|back| (side + 4 - back) % 4)
                        .find(|&s| !inside[s] && inside[(s + 1) % 4]);
                    let entered =
                        entered.expect("a cell is left as often as it is entered");
                    next.insert(sides[side], sides[entered]);
                }
            }
        }
    }
    next
}

fn draw(
    mut next: HashMap<Edge, Edge>,
    place: impl Fn(Edge) -> (f64, f64),
    corner: (f64, f64),
    size: (f64, f64),
) -> Region {
    let mut region = Region {
        fill: String::new(),
        boundary: String::new(),
        pieces: Vec::new(),
    };
    // In a fixed order, so that the same function gives the same text.
    let mut starts: Vec<Edge> = next.keys().copied().collect();
    starts.sort_unstable();
    for start in starts {
        let mut loop_points = Vec::new();
        let mut edge = start;
        while let Some(after) = next.remove(&edge) {
            loop_points.push(place(edge));
            edge = after;
        }
        if loop_points.len() < 3 {
            continue;
        }
        let at = |(u, v): (f64, f64)| (corner.0 + u * size.0, corner.1 + v * size.1);
        let text = |point: (f64, f64)| {
            let (x, y) = at(point);
            format!("{} {}", short(x), short(y))
        };
        let rim = |a: (f64, f64), b: (f64, f64)| {
            let on = |p: f64, q: f64| (p == 0.0 && q == 0.0) || (p == 1.0 && q == 1.0);
            on(a.0, b.0) || on(a.1, b.1)
        };
        let count = loop_points.len();
        let mut last = String::new();
        for (i, &point) in loop_points.iter().enumerate() {
            let here = text(point);
            if here == last {
                continue;
            }
            region.fill.push(if i == 0 { 'M' } else { 'L' });
            region.fill += &here;
            last = here;
        }
        region.fill.push('z');
        let mut pen_down = false;
        for i in 0..count {
            let (a, b) = (loop_points[i], loop_points[(i + 1) % count]);
            if rim(a, b) {
                pen_down = false;
            } else {
                if !pen_down {
                    region.pieces.push(vec![at(a)]);
                }
                if let Some(piece) = region.pieces.last_mut() {
                    piece.push(at(b));
                }
                pen_down = true;
            }
        }
    }
    let lines = region.pieces.iter().map(|piece| Path::through(piece));
    region.boundary = lines.map(|line| line.data().to_owned()).collect();
    region
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_plane_fills_half() {
        let found = region(|u, _| u - 0.5, 4, (0.0, 0.0), (100.0, 100.0));
        assert_eq!(found.fill.matches('z').count(), 1);
        // The only piece inside the rectangle is the vertical line in the middle.
        let xs = found
            .boundary
            .split(['M', 'L'])
            .filter_map(|point| point.split(' ').next());
        assert!(
            xs.filter(|x| !x.is_empty()).all(|x| x == "50"),
            "{}",
            found.boundary
        );
    }

    #[test]
    fn a_disc_is_one_closed_loop_and_a_saddle_keeps_its_pieces_apart() {
        let disc = region(
            |u, v| 0.1 - (u - 0.5).powi(2) - (v - 0.5).powi(2),
            20,
            (0.0, 0.0),
            (10.0, 10.0),
        );
        assert_eq!(
            (
                disc.fill.matches('M').count(),
                disc.boundary.matches('M').count()
            ),
            (1, 1)
        );
        let saddle = region(|u, v| (u - 0.5) * (v - 0.5), 5, (0.0, 0.0), (10.0, 10.0));
        assert_eq!(saddle.fill.matches('M').count(), 2);
    }

    #[test]
    fn nothing_and_everything() {
        let none = region(|_, _| -1.0, 3, (0.0, 0.0), (1.0, 1.0));
        assert!(none.fill.is_empty() && none.boundary.is_empty());
        let all = region(|_, _| 1.0, 3, (0.0, 0.0), (10.0, 10.0));
        assert!(
            !all.fill.is_empty() && all.boundary.is_empty(),
            "{}",
            all.boundary
        );
    }
}

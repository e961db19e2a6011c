//! From strokes of a pen to an image like those of MNIST.
//!
//! There, a digit is scaled to fit 20 of the 28 pixels, and its centre of mass is moved to
//! the middle. A network that has seen such images only would not read a small digit in a
//! corner: convolutions do not mind where it is, but the dense layers after them do.

use matrix::Real;

/// Pixels to a side.
pub const SIDE: usize = 28;
/// The longer side of a digit, from the middle of the pen to the middle of the pen.
const SIZE: f64 = 18.0;
/// Half the width of the pen, which is soft at its rim.
const PEN: f64 = 1.2;
/// Smaller drawings are dots, and are not blown up further.
const LEAST: f64 = 0.1;

/// A stretch that the pen has drawn, from one point to another.
type Stretch = [[f64; 2]; 2];

/// The image of a drawing; nothing where nothing is drawn. A point with a negative x lifts the
/// pen.
pub fn pixels(points: &[[f64; 2]]) -> Option<Vec<Real>> {
    let drawn = |point: &&[f64; 2]| point[0] >= 0.0;
    let end = |axis: usize, pick: fn(f64, f64) -> f64| {
        let along = points.iter().filter(drawn).map(|point| point[axis]);
        along.reduce(pick)
    };
    let low = [end(0, f64::min)?, end(1, f64::min)?];
    let high = [end(0, f64::max)?, end(1, f64::max)?];
    let longer = (high[0] - low[0]).max(high[1] - low[1]).max(LEAST);
    let scale = SIZE / longer;
    let middle = SIDE as f64 / 2.0;
    let to = |point: [f64; 2]| {
        [0, 1].map(|i| middle + scale * (point[i] - f64::midpoint(low[i], high[i])))
    };
    let mut stretches = stretches(points);
    for ends in &mut stretches {
        *ends = ends.map(to);
    }
    let off = centre(&ink(&stretches)).map(|at| middle - at);
    for end in stretches.iter_mut().flatten() {
        *end = [end[0] + off[0], end[1] + off[1]];
    }
    Some(ink(&stretches).iter().map(|&x| x as Real).collect())
}

/// From each point to the next of its stroke; a stroke of one point is a dot.
fn stretches(points: &[[f64; 2]]) -> Vec<Stretch> {
    let strokes = points.split(|point| point[0] < 0.0);
    strokes
        .flat_map(|stroke| match stroke {
            [dot] => vec![[*dot, *dot]],
            stroke => stroke.windows(2).map(|pair| [pair[0], pair[1]]).collect(),
        })
        .collect()
}

/// How dark each pixel is, row after row.
fn ink(stretches: &[Stretch]) -> Vec<f64> {
    let places = (0..SIDE * SIDE).map(|place| {
        let at = [place % SIDE, place / SIDE].map(|i| i as f64 + 0.5);
        let distances = stretches.iter().map(|ends| distance(at, ends));
        let nearest = distances.fold(f64::INFINITY, f64::min);
        (PEN + 0.5 - nearest).clamp(0.0, 1.0)
    });
    places.collect()
}

/// How far a point is from a stretch.
fn distance(at: [f64; 2], [from, to]: &Stretch) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let off = [at[0] - from[0], at[1] - from[1]];
    let square = along[0] * along[0] + along[1] * along[1];
    let share = if square > 0.0 {
        ((off[0] * along[0] + off[1] * along[1]) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (off[0] - share * along[0]).hypot(off[1] - share * along[1])
}

/// The centre of mass of the ink.
fn centre(ink: &[f64]) -> [f64; 2] {
    let mut mass = 0.0;
    let mut moment = [0.0, 0.0];
    for (place, ink) in ink.iter().enumerate() {
        mass += ink;
        moment[0] += ink * ((place % SIDE) as f64 + 0.5);
        moment[1] += ink * ((place / SIDE) as f64 + 0.5);
    }
    moment.map(|moment| moment / mass)
}

//! A drawing of a tape: every row a box, every edge an arrow with its local slope.

use std::collections::HashMap;
use std::fmt::Write;

use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;

use crate::tape::Row;
use crate::{Gradients, Tape, Var};

type Point = (f64, f64);

const BOX: Point = (104.0, 54.0);
const MARGIN: f64 = 8.0;
/// More layers than this run from top to bottom: a page is taller than wide.
const MOST_COLUMNS: usize = 3;

/// Which way the arrows run.
#[derive(Clone, Copy, PartialEq)]
enum Flow {
    Right,
    Down,
}

impl Flow {
    /// From one layer to the next, and from one box to the next in a layer.
    fn pitch(self) -> (f64, f64) {
        match self {
            Flow::Right => (BOX.0 + 52.0, BOX.1 + 26.0),
            Flow::Down => (BOX.1 + 38.0, BOX.0 + 18.0),
        }
    }

    /// From (along, across) to (x, y), and back: a swap or nothing.
    fn turn(self, (along, across): Point) -> Point {
        match self {
            Flow::Right => (along, across),
            Flow::Down => (across, along),
        }
    }
}

/// Draws the tape as SVG, inputs first and the last result at the end: from left to
/// right, or from top to bottom where the computation is deep.
///
/// A box holds the name or operation, below it the value (blue) and the gradient
/// (orange, as far as `gradients` knows it); an arrow carries its local slope (green).
/// `names` gives some rows a name. Colours are CSS variables with fallbacks, so that
/// the drawing follows a page's theme.
pub fn svg(
    tape: &Tape,
    gradients: Option<&Gradients>,
    names: &[(Var, &str)],
) -> String {
    let rows = tape.rows();
    let layers = layers(&rows);
    let deepest = layers.iter().copied().max().unwrap_or(0);
    let flow = if deepest < MOST_COLUMNS {
        Flow::Right
    } else {
        Flow::Down
    };
    let places = places(&rows, &layers, flow);
    let names: HashMap<usize, &str> =
        names.iter().map(|&(var, name)| (var.row(), name)).collect();
    let (mut lines, mut labels, mut boxes) =
        (String::new(), String::new(), String::new());
    for (index, row) in rows.iter().enumerate() {
        // Arrows reach a box in the order in which their parents stand, so that they do
        // not cross.
        let mut parents = row.parents.clone();
        parents.sort_by(|a, b| {
            let across = |p: usize| flow.turn(places[p]).1;
            across(a.0).total_cmp(&across(b.0))
        });
        for (lane, &(parent, slope)) in parents.iter().enumerate() {
            let share = (lane as f64 + 1.0) / (parents.len() as f64 + 1.0) - 0.5;
            let arrow = arrow(flow, places[parent], places[index], share, slope);
            lines += &arrow.0;
            labels += &arrow.1;
        }
        let name = names.get(&index).copied().unwrap_or(row.op.symbol());
        let gradient = gradients.map(|gradients| gradients.at(index));
        boxes += &node(places[index], name, row, gradient);
    }
    let reach =
        |of: fn(&Point) -> f64| places.iter().map(of).fold(0.0, f64::max) + MARGIN;
    let (right, bottom) = (
        reach(|place| place.0 + BOX.0 / 2.0),
        reach(|place| place.1 + BOX.1 / 2.0),
    );
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right:.0} {bottom:.0}" font-size="15" text-anchor="middle" fill="var(--fg,#333)"><g fill="none" stroke="var(--fg,#333)" stroke-opacity="0.45" stroke-width="1.5">{lines}</g>{boxes}<g font-size="15" fill="var(--fig-c,#009e73)" stroke="var(--bg,#fff)" stroke-width="5" stroke-linejoin="round" paint-order="stroke">{labels}</g></svg>"#
    )
}

/// The layer of each row: one further than its furthest parent's. An input that is used
/// late stands one before its first user, not at the far end.
fn layers(rows: &[Row]) -> Vec<usize> {
    let mut layers = vec![0_usize; rows.len()];
    let mut first_user = vec![None; rows.len()];
    for (index, row) in rows.iter().enumerate() {
        let parents = || row.parents.iter().map(|&(parent, _)| parent);
        layers[index] = parents().map(|p| layers[p] + 1).max().unwrap_or(0);
        for parent in parents() {
            let least = first_user[parent]
                .map_or(layers[index], |l: usize| l.min(layers[index]));
            first_user[parent] = Some(least);
        }
    }
    for (index, row) in rows.iter().enumerate() {
        if row.parents.is_empty() {
            layers[index] = first_user[index].map_or(0, |layer| layer - 1);
        }
    }
    layers
}

/// The centre of each box. The library orders the boxes so that few arrows cross;
/// within a layer they are then moved apart where they would touch.
fn places(rows: &[Row], layers: &[usize], flow: Flow) -> Vec<Point> {
    let (along_pitch, across_pitch) = flow.pitch();
    let mut across = ordered(rows, across_pitch, along_pitch);
    for layer in 0..=layers.iter().copied().max().unwrap_or(0) {
        let mut members: Vec<usize> = (0..rows.len())
            .filter(|&row| layers[row] == layer)
            .collect();
        members.sort_by(|&a, &b| across[a].total_cmp(&across[b]));
        for pair in members.windows(2) {
            across[pair[1]] = across[pair[1]].max(across[pair[0]] + across_pitch);
        }
    }
    let least = across.iter().copied().fold(f64::INFINITY, f64::min);
    let half = flow.turn((BOX.0 / 2.0, BOX.1 / 2.0));
    (0..rows.len())
        .map(|row| {
            let along = MARGIN + half.0 + layers[row] as f64 * along_pitch;
            flow.turn((along, MARGIN + half.1 + across[row] - least))
        })
        .collect()
}

/// The place of each row across the flow, from the layout library.
fn ordered(rows: &[Row], width: f64, height: f64) -> Vec<f64> {
    let vertices: Vec<_> = (0..rows.len() as u32)
        .map(|row| (row, (width, height)))
        .collect();
    let edges: Vec<_> = (0_u32..)
        .zip(rows)
        .flat_map(|(row, made)| made.parents.iter().map(move |&(p, _)| (p as u32, row)))
        .collect();
    let mut across = vec![0.0; rows.len()];
    let mut begin = 0.0;
    let config = Config {
        vertex_spacing: 0.0,
        ..Config::default()
    };
    // One layout for each part of the tape that hangs together; they stand beside each
    // other.
    for (layout, _, _) in from_vertices_and_edges(&vertices, &edges, &config) {
        let ends = |of: fn(f64, f64) -> f64, from| {
            layout.iter().map(|(_, p)| p.0).fold(from, of)
        };
        let (least, most) = (
            ends(f64::min, f64::INFINITY),
            ends(f64::max, f64::NEG_INFINITY),
        );
        for (row, place) in layout {
            across[row] = begin + place.0 - least;
        }
        begin += most - least + width;
    }
    across
}

/// A curve from the end of one box to the beginning of another, and its label. `share`,
/// from −½ to ½, keeps arrows that end at the same box apart.
fn arrow(
    flow: Flow,
    from: Point,
    to: Point,
    share: f64,
    slope: f64,
) -> (String, String) {
    let half = flow.turn((BOX.0 / 2.0, BOX.1 / 2.0));
    let (from, to) = (flow.turn(from), flow.turn(to));
    let start = (from.0 + half.0, from.1);
    let end = (to.0 - half.0 - 7.0, to.1 + 1.3 * share * half.1);
    let bend = 0.5 * (end.0 - start.0);
    let curve = [start, (start.0 + bend, start.1), (end.0 - bend, end.1), end];
    // Nearer to the end than to the beginning, where arrows of one parent still run
    // together.
    let (t, s) = (0.6_f64, 0.4_f64);
    let weights = [s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t];
    let mut middle = (0.0, 0.0);
    for (weight, point) in weights.into_iter().zip(curve) {
        middle.0 += weight * point.0;
        middle.1 += weight * point.1;
    }
    let [a, b, c, d] = curve.map(|point| flow.turn(point));
    let head = [(0.0, -4.0), (7.0, 0.0), (0.0, 4.0)]
        .map(|(along, across)| flow.turn((end.0 + along, end.1 + across)));
    let label = flow.turn(middle);
    let line = format!(
        r#"<path d="M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}"/><path d="M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}z" fill="var(--fg,#333)" fill-opacity="0.6" stroke="none"/>"#,
        a.0,
        a.1,
        b.0,
        b.1,
        c.0,
        c.1,
        d.0,
        d.1,
        head[0].0,
        head[0].1,
        head[1].0,
        head[1].1,
        head[2].0,
        head[2].1,
    );
    let words = format!(
        r#"<text x="{:.1}" y="{:.1}">×{}</text>"#,
        label.0,
        label.1 + 5.0,
        number(slope)
    );
    (line, words)
}

fn node((x, y): Point, name: &str, row: &Row, gradient: Option<f64>) -> String {
    let (width, height) = BOX;
    let (left, top) = (x - width / 2.0, y - height / 2.0);
    // What is put in is hollow, what is computed has a tint.
    let tint = if row.parents.is_empty() { "0" } else { "0.07" };
    let name = name.replace('&', "&amp;").replace('<', "&lt;");
    let (above, below) = (y - 6.0, y + 16.0);
    let value = number(row.value);
    let mut out = format!(
        r#"<rect x="{left:.1}" y="{top:.1}" width="{width}" height="{height}" rx="9" fill-opacity="{tint}" stroke="var(--fg,#333)" stroke-opacity="0.5"/><text x="{x:.1}" y="{above:.1}" font-size="16" font-weight="600">{name}</text>"#
    );
    let at = |x: f64, ink: &str, words: &str| {
        format!(r#"<text x="{x:.1}" y="{below:.1}" fill="{ink}">{words}</text>"#)
    };
    let (blue, orange) = ("var(--fig-a,#0072b2)", "var(--fig-b,#d55e00)");
    let result = match gradient {
        None => write!(out, "{}", at(x, blue, &value)),
        Some(gradient) => {
            let (value, gradient) = (
                at(x - width / 4.0 + 1.0, blue, &value),
                at(x + width / 4.0 - 1.0, orange, &number(gradient)),
            );
            write!(out, "{value}{gradient}")
        }
    };
    result.expect("a string takes everything that is written to it");
    out
}

/// At most three digits after the point, and a true minus sign.
fn number(x: f64) -> String {
    let text = format!("{x:.3}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text == "-0" {
        "0".to_owned()
    } else {
        text.replace('-', "−")
    }
}

//! Six optimizers on six surfaces.

use std::path::Path;

use optimizers::surfaces::{Surface, all};

use crate::FigureError;
use crate::map::{Map, thinned};
use crate::style::{Ink, thousands};
use crate::svg::{Drawing, Path as Line, Text, short};
use crate::walks::{Kind, best_rate, distance, walk};

/// Who runs, and in which colour. Adadelta would still stand near the start.
const RUNNERS: [(Kind, Ink); 6] = [
    (Kind::Sgd, Ink::Text),
    (Kind::Momentum, Ink::A),
    (Kind::Nesterov, Ink::C),
    (Kind::Adagrad, Ink::D),
    (Kind::RmsProp, Ink::E),
    (Kind::Adam, Ink::B),
];
/// How many steps are shown, and the piece of the plane: from where to where, across and up.
type Shown = (usize, (f64, f64), (f64, f64));

/// For each surface, in the order of [`all`].
const SHOWN: [Shown; 6] = [
    (150, (-1.2, 10.8), (-1.5, 1.35)),
    (150, (-3.6, 11.1), (-1.3, 8.9)),
    (100, (-1.9, 2.4), (-1.4, 1.6)),
    (500, (-1.7, 1.7), (-0.75, 2.45)),
    (500, (-1.6, 4.2), (-2.5, 1.9)),
    (120, (-5.6, 5.6), (-5.1, 4.3)),
];
/// Levels are so high above the lowest point, in shares of the start's height.
const LEVELS: [f64; 7] = [0.002, 0.01, 0.04, 0.14, 0.4, 1.0, 2.2];
const MOST: usize = 20_000;
/// How long a round takes, and which share of it is running: then all rest.
const SECONDS: f64 = 9.0;
const RUNNING: f64 = 0.85;

pub(super) fn draw(_: &Path) -> Result<String, FigureError> {
    const SIZE: (f64, f64) = (288.0, 200.0);
    let mut drawing = Drawing::new("race", 600.0, 844.0);
    drawing.add("<style>@media(prefers-reduced-motion:reduce){.race-runner{display:none}}</style>");
    for (place, (kind, ink)) in RUNNERS.into_iter().enumerate() {
        let (x, y) = (
            20.0 + 200.0 * (place % 3) as f64,
            18.0 + 24.0 * (place / 3) as f64,
        );
        drawing.add(Line::line((x, y - 5.0), (x + 22.0, y - 5.0)).stroke(ink, 3.5));
        drawing.add(Text::new((x + 32.0, y), kind.name()));
    }
    for (place, (surface, shown)) in all().iter().zip(SHOWN).enumerate() {
        let corner = (
            4.0 + 304.0 * (place % 2) as f64,
            90.0 + 262.0 * (place / 2) as f64,
        );
        let (steps, across, up) = shown;
        let map = Map {
            corner,
            size: SIZE,
            across,
            up,
        };
        let first = panel(&mut drawing, map, &**surface, steps);
        let name = surface.name();
        let title = Text::new((corner.0 + 2.0, corner.1 - 9.0), name).bold();
        drawing.add(title);
        let quiet = |at, words| Text::new(at, words).size(15.0).ink(Ink::Quiet);
        let right = (corner.0 + SIZE.0 - 2.0, corner.1 - 9.0);
        drawing.add(quiet(right, format!("{steps} steps")).end());
        let below = (corner.0 + 2.0, corner.1 + SIZE.1 + 20.0);
        drawing.add(quiet(below, format!("first: {first}")));
    }
    Ok(drawing.finish())
}

/// Level lines, paths and runners. Says who arrived first, and when.
fn panel(
    drawing: &mut Drawing,
    map: Map,
    surface: &dyn Surface,
    steps: usize,
) -> String {
    let minima = surface.minima();
    let ground = surface.value(&minima[0]);
    // Between grid points a height is taken as linear, which its root nearly is in a bowl.
    let rise = |w: [f64; 2]| (surface.value(&w) - ground).max(0.0).sqrt();
    let start = rise(surface.start());
    map.levels(drawing, rise, &LEVELS.map(|level| level.sqrt() * start));
    for &lowest in &minima {
        map.cross(drawing, lowest);
    }
    let near = |w: [f64; 2]| distance(surface, w) < 1e-3;
    let mut arrivals = Vec::new();
    let mut runners = String::new();
    for (kind, ink) in RUNNERS {
        let Some((rate, arrival)) = best_rate(kind, surface, MOST, near) else {
            continue;
        };
        arrivals.push((arrival, kind.name()));
        let path: Vec<_> = walk(surface, kind.at_rate(rate))
            .take(arrival.min(steps) + 1)
            .collect();
        drawing.add(map.path(&path).stroke(ink, 1.6));
        runners += &runner(map, &path, steps, ink);
    }
    drawing.add(runners);
    let soonest = arrivals
        .iter()
        .map(|(steps, _)| *steps)
        .min()
        .unwrap_or(MOST);
    let first = arrivals.iter().filter(|(steps, _)| *steps == soonest);
    let names: Vec<_> = first.map(|(_, name)| *name).collect();
    format!("{} in {}", names.join(" and "), thousands(soonest))
}

/// A dot that runs along the path, at step t of all steps at the same time as the others. It
/// stands at the start where nothing moves, and at the rim while the path is off the map.
fn runner(map: Map, path: &[[f64; 2]], steps: usize, ink: Ink) -> String {
    let places: Vec<_> = path.iter().map(|&w| map.at_or_rim(w)).collect();
    // How far the dot would be from its place if it ran straight from step a to step b.
    let off = |i: usize, a: usize, b: usize| {
        let share = (i - a) as f64 / (b - a) as f64;
        let between = |from: f64, to: f64| from + share * (to - from);
        let (x, y) = places[i];
        let (from, to) = (places[a], places[b]);
        (x - between(from.0, to.0)).hypot(y - between(from.1, to.1))
    };
    let kept = thinned(places.len(), 1.0, off);
    let origin = places[0];
    let (mut values, mut times) = (String::new(), String::new());
    for &i in &kept {
        let (x, y) = places[i];
        values += &format!("{},{};", short(x - origin.0), short(y - origin.1));
        let time = format!("{:.3}", RUNNING * i as f64 / steps as f64);
        times += &format!("{};", time.trim_start_matches('0').trim_end_matches('0'));
    }
    let last = kept.last().map_or(origin, |&i| places[i]);
    values += &format!("{},{}", short(last.0 - origin.0), short(last.1 - origin.1));
    times += "1";
    let times = times.replace("..", ".").replace(".;", "0;");
    format!(
        "<circle class=\"race-runner\" cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.5\">\
         <animateMotion dur=\"{SECONDS}s\" repeatCount=\"indefinite\" calcMode=\"linear\" values=\"{values}\" keyTimes=\"{times}\"/></circle>",
        short(origin.0),
        short(origin.1),
        ink.css(),
        Ink::Paper.css()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runners_keep_time_and_stand_still_where_motion_is_not_wanted() {
        let svg = draw(Path::new("")).expect("it needs no results");
        assert!(svg.contains("prefers-reduced-motion"));
        let list = |from: usize, name: &str, between: char| -> Vec<String> {
            let rest = svg[from..].split_once(name).expect("it has one").1;
            let words = rest.split('"').next().unwrap_or_default();
            words.split(between).map(str::to_owned).collect()
        };
        let mut runners = 0;
        for (at, _) in svg.match_indices("<animateMotion") {
            let places = list(at, " values=\"", ';');
            let times = list(at, " keyTimes=\"", ';');
            let times: Vec<f64> = times
                .iter()
                .map(|time| time.parse().expect("a number"))
                .collect();
            assert_eq!(places.len(), times.len());
            assert_eq!(places[0], "0,0");
            assert_eq!((times[0], times[times.len() - 1]), (0.0, 1.0));
            assert!(times.windows(2).all(|pair| pair[0] <= pair[1]), "{times:?}");
            runners += 1;
        }
        assert_eq!(runners, 36, "six on each of six");
    }
}

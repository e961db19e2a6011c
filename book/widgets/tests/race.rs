//! Lesson 4's race: by its formulas, and as the book's table says.

mod common;

use common::{EPSILON, ask, close, widget};
use matrix::Real;
use widgets::Widget;

/// The race's runners after a run: `[w₁, w₂, height, there, exploded]` of each.
fn race(
    widget: &mut dyn Widget,
    start: [f64; 2],
    (rate, momentum): (f64, f64),
    steps: f64,
) -> Vec<[f64; 5]> {
    ask(widget, "begin", &[start[0], start[1], rate, momentum]);
    assert_eq!(ask(widget, "run", &[steps]).numbers, [steps]);
    let runners = ask(widget, "runners", &[]).numbers;
    let runners = runners.as_chunks::<5>();
    assert!(runners.1.is_empty());
    runners.0.to_vec()
}

#[test]
fn descent_multiplies_the_error_by_the_same_factors_at_every_step() {
    let mut widget = widget("race");
    let rate = 0.015;
    let factors = ask(&mut *widget, "factors", &[rate]).numbers;
    let expected = [
        ("the lowest point's w₁", 0.0),
        ("the lowest point's w₂", 0.0),
        ("the smaller curvature", 1.0),
        ("the larger curvature", 100.0),
        ("the factor along the valley", 0.985),
        ("the factor across it", -0.5),
        ("the largest rate", 0.02),
    ];
    assert_eq!(factors.len(), expected.len());
    for (found, (what, expected)) in factors.into_iter().zip(expected) {
        // Curvatures are exact; of 1 − ηλ the rate, the product of at most 1.5, and the
        // difference are rounded.
        close(found, expected, 2.0 * EPSILON, what);
    }
    let runners = race(&mut *widget, [7.0, -1.0], (rate, 0.9), 20.0);
    let [a, b, height, ..] = runners[0];
    // Each step rounds ηλw three times, which is at most three times what is left, and then
    // what is left.
    let tolerance = 20.0 * 5.0 * EPSILON;
    let expected = 7.0 * 0.985_f64.powi(20);
    close(a, expected, tolerance * expected, "along the valley");
    let expected = -0.5_f64.powi(20);
    close(b, expected, tolerance * expected.abs(), "across it");
    // Two squares, a product and a sum: there, and again here.
    let expected = 0.5 * (a * a + 100.0 * b * b);
    close(height, expected, 4.0 * EPSILON * expected, "the height");
}

/// Rosenbrock's second slopes at (1, 1) are 802, −400 and 200; the saddle's in its valleys 1
/// and 3·1² − 1.
#[test]
fn curvatures_are_those_at_the_nearest_lowest_point() {
    let mut widget = widget("race");
    let half = (301.0_f64 * 301.0 + 400.0 * 400.0).sqrt();
    let expected = [
        [1.0, 100.0],
        [1.0, 100.0],
        [1.0, 2.0],
        [501.0 - half, 501.0 + half],
    ];
    for (which, [flat, steep]) in expected.into_iter().enumerate() {
        ask(&mut *widget, "surface", &[which as f64]);
        ask(&mut *widget, "begin", &[1.0, 1.0, 0.1, 0.9]);
        let factors = ask(&mut *widget, "factors", &[0.1]).numbers;
        // Slopes are differences: those of Rosenbrock's cube are off by 400·h², h = 1/256.
        assert!((factors[2] - flat).abs() < 0.01, "{which}: {factors:?}");
        assert!((factors[3] - steep).abs() < 0.01, "{which}: {factors:?}");
        assert!((factors[6] * steep - 2.0).abs() < 1e-3);
    }
}

/// Descent explodes from η = 2/λ on. Momentum's z² − (1 + ρ − ηλ)z + ρ has a root at −1 where
/// ηλ = 2(1 + ρ); Nesterov's z² − (1 + ρ)(1 − ηλ)z + ρ(1 − ηλ), where
/// ηλ = 2(1 + ρ)/(1 + 2ρ).
#[test]
fn each_explodes_beyond_its_own_limit() {
    let mut widget = widget("race");
    let rho = 0.9;
    let limits = [
        2.0,
        2.0 * (1.0 + rho),
        2.0 * (1.0 + rho) / (1.0 + 2.0 * rho),
    ];
    for (which, limit) in limits.into_iter().enumerate() {
        for (share, explodes) in [(0.99, false), (1.01, true)] {
            let rate = share * limit / 100.0;
            let runners = race(&mut *widget, [10.0, 1.0], (rate, rho), 5000.0);
            assert_eq!(runners[which][4] >= 0.0, explodes, "{which}: {rate}");
            // Who is not gone has arrived.
            assert_eq!(runners[which][3] < 0.0, explodes, "{which}: {rate}");
        }
    }
}

/// By how much an arrival in Rosenbrock's valley may be off, in ε of all steps. Terms of size 400
/// cancel there, and the curvature is 0.4: the computed slope is 0 in a place that is off by
/// 500ε. That is 5·10⁵ε of the distance that counts as near, which shrinks by 7·10⁻⁴ per step:
/// 7·10⁸ε steps of 9,586. With 64 bits it is less than one.
const DELAY: f64 = 1e5;
const ROSENBROCK: usize = 3;

/// RMSProp ends by jumping to and fro, η at a time. On these surfaces it is near the lowest point
/// for a dozen steps before that. With 32 bits the jumps begin earlier, and it is only a jump
/// away.
const JUMPS: [(&str, usize); 2] = [("RMSProp", 1), ("RMSProp", 4)];

/// The book's table of the race: steps, at rates of eight per decade.
#[test]
fn the_race_ends_as_the_books_table_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../results/");
    let table = |name: &str| -> Vec<Vec<String>> {
        let path = format!("{folder}{name}.csv");
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| row.split(',').map(str::to_owned).collect())
            .collect()
    };
    let mut widget = widget("race");
    let counts = ask(&mut *widget, "names", &[]);
    assert_eq!(counts.numbers, [6.0, 6.0]);
    let names: Vec<_> = counts.words.lines().skip(6).map(str::to_owned).collect();
    let mut compared = 0;
    for (steps, rates) in table("race").iter().zip(table("race-rates")) {
        let Some(which) = names.iter().position(|name| *name == steps[0]) else {
            continue;
        };
        for surface in 0..6 {
            let (Ok(steps), Ok(rate)) = (
                steps[surface + 1].parse::<f64>(),
                rates[surface + 1].parse::<f64>(),
            ) else {
                continue;
            };
            let rate = 10.0_f64.powf((8.0 * rate.log10()).round() / 8.0);
            let map = ask(&mut *widget, "surface", &[surface as f64]).numbers;
            let place = format_args!("{} on {surface}", names[which]);
            let late = if surface == ROSENBROCK {
                (DELAY * EPSILON * steps).floor()
            } else {
                0.0
            };
            let runners =
                race(&mut *widget, [map[4], map[5]], (rate, 0.9), steps + late);
            if Real::MANTISSA_DIGITS < 53 && JUMPS.contains(&(&names[which], surface)) {
                let path = ask(&mut *widget, "path", &[which as f64, 0.0]).numbers;
                let away = |w: &[f64; 2]| (w[0] - map[6]).hypot(w[1] - map[7]);
                let away = path.as_chunks::<2>().0.iter().map(away);
                let nearest = away.fold(f64::INFINITY, f64::min);
                assert!(nearest < rate, "{place}: {nearest}, jumps of {rate}");
            } else {
                close(runners[which][3], steps, late, place);
            }
            compared += 1;
        }
    }
    assert!(compared >= 30, "{compared}");
}

#[test]
fn a_path_begins_at_the_start_and_leaves_out_what_cannot_be_seen() {
    let mut widget = widget("race");
    ask(&mut *widget, "begin", &[10.0, 1.0, 0.019, 0.9]);
    ask(&mut *widget, "run", &[300.0]);
    let path = |widget: &mut dyn Widget, least: f64| {
        let path = ask(widget, "path", &[0.0, least]).numbers;
        path.as_chunks::<2>().0.to_vec()
    };
    let all = path(&mut *widget, 0.0);
    assert_eq!(all.len(), 301);
    let some = path(&mut *widget, 0.05);
    assert_eq!(some[0], [10.0, 1.0]);
    assert!(some.len() < 200);
    for pair in some.windows(2) {
        let [[a, b], [c, d]] = [pair[0], pair[1]];
        assert!((a - c).hypot(b - d) >= 0.05);
    }
    let fall = ask(&mut *widget, "fall", &[0.0, 7.0]).numbers;
    assert_eq!(fall.len(), 14);
    assert_eq!((fall[0], fall[1], fall[12]), (0.0, 100.0, 300.0));
    // The grid's roots: the bowl's lower left corner, relative to its usual start.
    let heights = ask(&mut *widget, "heights", &[3.0, 2.0]).numbers;
    assert_eq!(heights.len(), 6);
    let corner = 0.5 * (1.2 * 1.2 + 100.0 * 1.5 * 1.5);
    // The place, squares, products and their sum; the root halves what those are off by, and
    // is itself rounded and divided: there, and again here.
    let expected = (corner / 100.0_f64).sqrt();
    close(heights[0], expected, 5.0 * EPSILON * expected, "the corner");
}

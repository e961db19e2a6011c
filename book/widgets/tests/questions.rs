//! The answers are the crates' own numbers, in the order that each widget's table says.

mod common;

use activations::Activation;
use autograd::Tape;
use common::{EPSILON, ask, close, widget};
use widgets::{Widget, open};

#[test]
fn every_script_has_its_widget_and_every_widget_its_script() {
    let scripts = concat!(env!("CARGO_MANIFEST_DIR"), "/page");
    let files = std::fs::read_dir(scripts).expect("the scripts stand beside the crate");
    let mut names: Vec<_> = files
        .map(|file| file.expect("the folder can be read").file_name())
        .filter_map(|name| Some(name.to_str()?.strip_suffix(".js")?.to_owned()))
        .filter(|name| !["start", "shared"].contains(&name.as_str()))
        .collect();
    names.sort();
    assert_eq!(names, widgets::protocol::NAMES);
    for name in widgets::protocol::NAMES {
        assert!(open(name).is_some(), "{name}");
    }
    assert!(open("no such widget").is_none());
}

#[test]
fn the_sweep_pays_one_row_after_the_other() {
    let mut graph = widget("graph");
    // The table on the page "Reading it backwards".
    for (left, adjoints) in [
        (0.0, [0.0, 0.0, 0.0, 0.0, 1.0]),
        (1.0, [0.0, 0.0, 0.0, -6.0, 1.0]),
        (2.0, [-6.0, 0.0, -6.0, -6.0, 1.0]),
        (3.0, [6.0, -18.0, -6.0, -6.0, 1.0]),
    ] {
        assert_eq!(ask(&mut *graph, "adjoints", &[left]).numbers, adjoints);
    }
}

#[test]
fn in_the_end_each_row_has_its_gradient() {
    let mut graph = widget("graph");
    ask(&mut *graph, "example", &[1.0]);
    ask(&mut *graph, "set", &[2.0, -2.5]);
    let tape = Tape::new();
    let x = tape.vars(&[2.0, -1.0, -2.5, -2.0, -3.0]);
    let z = x[0] * x[1] + x[2] * x[3] + x[4];
    let f = z.sigmoid();
    let gradients = f.backward();
    let rows = 13;
    let adjoints = ask(&mut *graph, "adjoints", &[f64::from(rows)]).numbers;
    for (x, adjoint) in x.iter().zip(adjoints) {
        assert!((gradients.wrt(*x) - adjoint).abs() < 1e-12);
    }
    let nudge = ask(&mut *graph, "nudge", &[2.0]).numbers;
    // Central differences err by h²/6 times the third slope, which is below 1 here, times
    // the cube of x₂ = −2.
    assert!((nudge[3] - nudge[4]).abs() < 1e-6 * 8.0 / 6.0);
}

#[test]
fn the_copy_is_off_by_a_quarter_for_half_the_step() {
    let mut explorer = widget("jacobian");
    let off = |explorer: &mut dyn Widget, side: f64| {
        ask(explorer, "off", &[-0.5, 0.3, side]).numbers[0]
    };
    // Per side: a half.
    let ratio = off(&mut *explorer, 0.02) / off(&mut *explorer, 0.01);
    assert!((ratio - 2.0).abs() < 0.05, "{ratio}");
    ask(&mut *explorer, "map", &[2.0]);
    // A turn is its own copy, but for rounding: numbers up to 2, eight times along each of
    // two axes, per side of 2.
    close(off(&mut *explorer, 2.0), 0.0, 8.0 * EPSILON, "a turn");
    // It changes no length: both half-axes are 1, but for its four rounded entries and the
    // dozen steps by which its singular values are found.
    let at = ask(&mut *explorer, "at", &[0.7, -1.1]).numbers;
    close(at[6], 1.0, 8.0 * EPSILON, "the longer half-axis");
    close(at[7], 1.0, 8.0 * EPSILON, "the shorter half-axis");
}

#[test]
fn half_axes_are_the_longest_and_the_shortest_images_of_the_circle() {
    let mut explorer = widget("jacobian");
    for map in 0..4 {
        ask(&mut *explorer, "map", &[f64::from(map)]);
        let at = ask(&mut *explorer, "at", &[0.4, 0.9]).numbers;
        let circle = ask(&mut *explorer, "circle", &[0.4, 0.9, 1.0, 7200.0]).numbers;
        let lengths = circle[2 * 7200..].chunks(2).map(|p| p[0].hypot(p[1]));
        let longest = lengths.clone().fold(0.0, f64::max);
        let shortest = lengths.fold(f64::INFINITY, f64::min);
        assert!((longest - at[6]).abs() < 1e-5, "map {map}");
        assert!((shortest - at[7]).abs() < 1e-3, "map {map}");
    }
}

#[test]
fn gates_multiply() {
    let mut depth = widget("depth");
    for (which, activation) in Activation::ALL.into_iter().enumerate() {
        ask(&mut *depth, "activation", &[which as f64]);
        let gates = ask(&mut *depth, "gates", &[0.75, 20.0]).numbers;
        assert_eq!(gates.len(), 20);
        let expected = activation.slope(0.75).powi(20);
        assert!((gates[19] / expected - 1.0).abs() < 1e-13, "{activation}");
    }
}

/// A playground with circles, tanh, plain descent, and these hidden layers, after some passes
/// over its 180 points in batches of 10: loss and share, in training and in the test.
fn circles(hidden: &[f64], passes: f64) -> Vec<f64> {
    let mut playground = widget("playground");
    ask(&mut *playground, "data", &[1.0, 0.1, 1.0]);
    let network = [&[3.0, 2.0, 1.0], hidden].concat();
    ask(&mut *playground, "network", &network);
    ask(&mut *playground, "learn", &[0.0, 0.1, 0.0]);
    let steps = ask(&mut *playground, "train", &[10.0, 18.0 * passes]).numbers;
    assert_eq!(steps, [18.0 * passes]);
    ask(&mut *playground, "losses", &[]).numbers
}

/// What the page says: two soft straight borders fence nothing in, three do.
#[test]
fn three_units_fence_the_circle_in_and_two_do_not() {
    let (two, three) = (circles(&[2.0], 200.0), circles(&[3.0], 200.0));
    assert!(two[1] < 0.9 && two[3] < 0.9, "{two:?}");
    assert!(three[1] > 0.95 && three[3] > 0.95, "{three:?}");
}

/// The loss falls by the step times the slope, number by number: by its mean over the step.
#[test]
fn a_step_moves_each_weight_against_its_slope() {
    let mut playground = widget("playground");
    ask(&mut *playground, "data", &[0.0, 0.1, 1.0]);
    ask(&mut *playground, "network", &[3.0, 2.0, 1.0, 4.0, 3.0]);
    let rate = 1.0 / 16.0;
    ask(&mut *playground, "learn", &[0.0, rate, 0.0]);
    // Loss and weights before the first of two steps, after it, and after the second. Each
    // is on all 180 points.
    let mut at = |step: usize| {
        if step > 0 {
            ask(&mut *playground, "train", &[180.0, 1.0]);
        }
        let loss = ask(&mut *playground, "losses", &[]).numbers[0];
        (loss, ask(&mut *playground, "weights", &[]).numbers)
    };
    let [(before, start), (after, middle), (_, end)] = [0, 1, 2].map(&mut at);
    assert_eq!(start.len(), (2 * 4 + 4) + (4 * 3 + 3) + (3 + 1));
    let moves = start.iter().zip(&middle).zip(&end);
    // −η·slope, where the step begins; times the mean of that and the one where it ends.
    let products = moves.map(|((a, b), c)| (b - a) * f64::midpoint(b - a, c - b));
    let expected = products.sum::<f64>() / rate;
    // A trapezium errs by η²/12 times the third slope along the step, which is below the
    // square of the first here. Both losses are sums of 180 terms, of some twenty roundings
    // each.
    let tolerance = rate * rate / 12.0 * expected + 200.0 * EPSILON * before;
    close(before - after, expected, tolerance, "the fall");
}

/// The logit's picture at a place is what the network says there.
#[test]
fn pictures_begin_with_the_features_and_end_with_the_logit() {
    let mut playground = widget("playground");
    ask(&mut *playground, "network", &[5.0, 2.0, 1.0, 2.0]);
    let pictures = ask(&mut *playground, "pictures", &[10.0]).numbers;
    // Two features, two units, one logit.
    assert_eq!(pictures.len(), 5 * 100);
    // x₁ rises from left to right, x₁² is high on both sides.
    assert_eq!(pictures[0], -2.25);
    assert_eq!(pictures[9], 2.25);
    assert_eq!(pictures[100], 2.25 * 2.25);
    let weights = ask(&mut *playground, "weights", &[]).numbers;
    let picture = |which: usize| pictures[100 * which + 37];
    // Product and two sums: three roundings in each term there, and again here; and the
    // curve's last place.
    let agrees = |found: f64, terms: [f64; 3], curve: fn(f64) -> f64, what: &str| {
        let size: f64 = terms.iter().map(|term| term.abs()).sum();
        let z = terms.iter().sum();
        close(found, curve(z), 4.0 * EPSILON * (size + 1.0), what);
    };
    for unit in [0, 1] {
        let terms = [
            weights[2 * unit] * picture(0),
            weights[2 * unit + 1] * picture(1),
            weights[4 + unit],
        ];
        let what = ["the first unit", "the second unit"][unit];
        agrees(picture(2 + unit), terms, f64::tanh, what);
    }
    let terms = [weights[6] * picture(2), weights[7] * picture(3), weights[8]];
    agrees(picture(4), terms, |z| z, "the logit");
}

#[test]
#[should_panic(expected = "the widget `depth` is never asked `weather`")]
fn a_question_that_nobody_knows_is_named() {
    ask(&mut *widget("depth"), "weather", &[]);
}

#[test]
#[should_panic(expected = "`at` comes with 1 numbers, not with 2")]
fn too_many_numbers_are_named() {
    ask(&mut *widget("depth"), "at", &[1.0, 2.0]);
}

//! The answers are the crates' own numbers, in the order that each widget's table says.

mod common;

use activations::Activation;
use autograd::Tape;
use common::{ask, widget};
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
    assert!(off(&mut *explorer, 2.0) < 1e-14);
    // A turn changes no length: both half-axes are 1.
    let at = ask(&mut *explorer, "at", &[0.7, -1.1]).numbers;
    assert!(
        (at[6] - 1.0).abs() < 1e-12 && (at[7] - 1.0).abs() < 1e-12,
        "{at:?}"
    );
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

/// First-order: the loss falls by the step times the slope, number by number.
#[test]
fn a_step_moves_each_weight_against_its_slope() {
    let mut playground = widget("playground");
    ask(&mut *playground, "data", &[0.0, 0.1, 1.0]);
    ask(&mut *playground, "network", &[3.0, 2.0, 1.0, 4.0, 3.0]);
    let loss = |playground: &mut dyn Widget| ask(playground, "losses", &[]).numbers[0];
    let weights = |playground: &mut dyn Widget| ask(playground, "weights", &[]).numbers;
    let (before, start) = (loss(&mut *playground), weights(&mut *playground));
    assert_eq!(start.len(), (2 * 4 + 4) + (4 * 3 + 3) + (3 + 1));
    // One step on all 180 points, so short that the loss falls by η·‖gradient‖².
    let rate = 1e-6;
    ask(&mut *playground, "learn", &[0.0, rate, 0.0]);
    ask(&mut *playground, "train", &[180.0, 1.0]);
    let (after, end) = (loss(&mut *playground), weights(&mut *playground));
    let moved = start.iter().zip(&end).map(|(a, b)| (a - b) / rate);
    let squares: f64 = moved.map(|slope| slope * slope).sum();
    let fall = (before - after) / rate;
    assert!((fall / squares - 1.0).abs() < 1e-3, "{fall} {squares}");
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
    for unit in [0, 1] {
        let z = weights[2 * unit] * picture(0) + weights[2 * unit + 1] * picture(1);
        assert!((picture(2 + unit) - (z + weights[4 + unit]).tanh()).abs() < 1e-12);
    }
    let logit = weights[6] * picture(2) + weights[7] * picture(3) + weights[8];
    assert!((picture(4) - logit).abs() < 1e-12);
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

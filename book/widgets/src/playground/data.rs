//! Points to tell apart, and the features that a network may be given.

use datasets::{Dataset, Split};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

/// How far the plane that is shown reaches from its middle.
pub const REACH: f64 = 2.5;

/// How many points there are, and which share of them is kept for the test.
const SAMPLES: usize = 300;
const TEST: f64 = 0.4;

/// A set of points of the crate `datasets`, and how it is moved into the plane shown.
struct Kind {
    name: &'static str,
    middle: [f64; 2],
    scale: f64,
    /// The noise that this set bears, relative to the others.
    noise: f64,
    draw: fn(usize, f64, u64) -> Dataset,
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "moons",
        middle: [0.5, 0.25],
        scale: 1.4,
        noise: 1.0,
        draw: datasets::moons,
    },
    Kind {
        name: "circles",
        middle: [0.0, 0.0],
        scale: 1.9,
        noise: 0.7,
        draw: datasets::circles,
    },
    Kind {
        name: "XOR",
        middle: [0.5, 0.5],
        scale: 2.4,
        noise: 1.5,
        draw: clouds,
    },
    Kind {
        name: "spirals",
        middle: [0.0, 0.0],
        scale: 2.2,
        noise: 0.3,
        draw: datasets::spirals,
    },
];

/// Points around the four inputs of XOR.
fn clouds(samples: usize, noise: f64, seed: u64) -> Dataset {
    let gate = datasets::xor();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let corners = (0..samples).map(|i| i % gate.len());
    let values = corners.clone().flat_map(|i| gate.sample(i).to_vec());
    let values = values.map(|x| {
        let error: f64 = random.sample(StandardNormal);
        x + noise * error
    });
    let values = values.collect();
    let labels = corners.map(|i| gate.label(i)).collect();
    Dataset::new(2, 2, values, labels).expect("four classes' corners, two labels")
}

/// The names of the sets.
pub fn names() -> [&'static str; 4] {
    KINDS.map(|kind| kind.name)
}

/// Points in the plane shown, in two parts.
///
/// # Panics
///
/// If there is no such set.
pub fn points(kind: usize, noise: f64, seed: u64) -> Split {
    let kind = &KINDS[kind];
    let data = (kind.draw)(SAMPLES, noise * kind.noise, seed);
    let moved = data.iter().flat_map(|(x, _)| {
        [0, 1].map(|axis| kind.scale * (x[axis] - kind.middle[axis]))
    });
    let moved = Dataset::new(2, 2, moved.collect(), data.labels().to_vec());
    let moved = moved.expect("as many points as before");
    moved.split(TEST, seed).expect("both classes are large")
}

/// What can be made of a point, each with its name.
type Feature = (&'static str, fn(f64, f64) -> f64);

/// All features.
pub const FEATURES: [Feature; 7] = [
    ("x₁", |x, _| x),
    ("x₂", |_, y| y),
    ("x₁²", |x, _| x * x),
    ("x₂²", |_, y| y * y),
    ("x₁x₂", |x, y| x * y),
    ("sin 2x₁", |x, _| (2.0 * x).sin()),
    ("sin 2x₂", |_, y| (2.0 * y).sin()),
];

/// The features whose bits are set, of a point.
pub fn features(mask: usize, x: f64, y: f64) -> impl Iterator<Item = f64> {
    let chosen = (0..FEATURES.len()).filter(move |bit| mask >> bit & 1 == 1);
    chosen.map(move |bit| FEATURES[bit].1(x, y))
}

/// The points' features as a data set.
///
/// # Panics
///
/// If no feature is chosen.
pub fn featured(points: &Dataset, mask: usize) -> Dataset {
    let values = points.iter().flat_map(|(x, _)| features(mask, x[0], x[1]));
    let count = features(mask, 0.0, 0.0).count();
    let data = Dataset::new(count, 2, values.collect(), points.labels().to_vec());
    data.expect("at least one feature of each point")
}

//! Makes `data/lenet.bin`, the LeNet that reads what a reader of the book draws, and
//! `data/digits.bin`, some digits to slide over:
//! `cargo run --release -p widgets --example lenet`. It takes a minute or two.
//!
//! The training images are those that come with the course. In every pass each is turned,
//! stretched and moved a little: what people draw with a mouse is less alike than what they
//! write on a form.
//!
//! Another processor adds in another order, and other weights come of it, as good as these.

use std::error::Error;
use std::fs;

use backprop::training::{Training, evaluate};
use backprop::{Batches, Sequential};
use convolution::lenet;
use datasets::{Dataset, MNIST_SIDE, mnist};
use matrix::Real;
use optimizers::Adam;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use widgets::reader::weights;

const SEED: u64 = 0;
const BATCH: usize = 64;
/// Passes over all images, and the learning rate in them.
const PLAN: [(usize, f64); 3] = [(30, 1e-3), (20, 3e-4), (10, 1e-4)];

fn main() -> Result<(), Box<dyn Error>> {
    let digits = mnist()?;
    let random = &mut ChaCha8Rng::seed_from_u64(SEED);
    let mut network = lenet::modern(SEED);
    for (passes, rate) in PLAN {
        let mut training = Training::new(&mut network, Adam::new(rate as Real));
        for _ in 0..passes {
            let bent = bent(&digits.train, random)?;
            let mut batches = Batches::new(&bent, BATCH);
            batches.shuffle(random);
            for i in 0..batches.count() {
                let (x, labels) = batches.get(i);
                training.step(x, labels);
            }
        }
        say("as trained", &mut network, &digits.test);
    }
    let bytes = weights::pack(&mut network);
    say("rounded", &mut weights::unpack(&bytes), &digits.test);

    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/");
    fs::write(format!("{folder}lenet.bin"), bytes)?;
    // The first test image of each digit: its label, and a byte for each pixel.
    let mut chosen = Vec::new();
    for digit in 0..10 {
        let found = digits.test.iter().find(|(_, label)| *label == digit);
        let (pixels, _) = found.ok_or("a digit is missing")?;
        // They were bytes; 255 is 1.
        for x in pixels {
            chosen.push(u8::try_from((x * 255.0).round() as i64)?);
        }
    }
    fs::write(format!("{folder}digits.bin"), chosen)?;
    Ok(())
}

fn say(what: &str, network: &mut Sequential, test: &Dataset) {
    let score = evaluate(network, test);
    println!("{what}: {score:?}");
}

/// The images, each turned by up to 0.25 rad, stretched or shrunk by up to 15 % in each
/// direction, slanted and moved by up to two pixels.
fn bent(images: &Dataset, random: &mut ChaCha8Rng) -> Result<Dataset, Box<dyn Error>> {
    let mut values = Vec::with_capacity(images.values().len());
    for (image, _) in images.iter() {
        let mut up_to = |most: f64| random.random_range(-most..most);
        let (sin, cos) = up_to(0.25).sin_cos();
        let [wide, high, slant] = [1.0 + up_to(0.15), 1.0 + up_to(0.15), up_to(0.2)];
        let [right, down] = [up_to(2.0), up_to(2.0)];
        let middle = (MNIST_SIDE as f64 - 1.0) / 2.0;
        for row in 0..MNIST_SIDE {
            for column in 0..MNIST_SIDE {
                let (x, y) =
                    (column as f64 - middle - right, row as f64 - middle - down);
                let (u, v) = (cos * x + sin * y, cos * y - sin * x);
                values.push(between(
                    image,
                    wide * u + slant * v + middle,
                    high * v + middle,
                ));
            }
        }
    }
    let labels = images.labels().to_vec();
    Ok(Dataset::new(
        images.dimension(),
        images.classes(),
        values,
        labels,
    )?)
}

/// The image between its pixels: a mean of the four around, by nearness.
fn between(image: &[f64], x: f64, y: f64) -> f64 {
    let ink = |column: f64, row: f64| {
        let inside = 0.0..MNIST_SIDE as f64;
        if inside.contains(&column) && inside.contains(&row) {
            // Both are whole and in range.
            #[allow(clippy::cast_sign_loss)]
            let place = row as usize * MNIST_SIDE + column as usize;
            image[place]
        } else {
            0.0
        }
    };
    let (left, above) = (x.floor(), y.floor());
    let (right, below) = (x - left, y - above);
    (1.0 - below) * ((1.0 - right) * ink(left, above) + right * ink(left + 1.0, above))
        + below
            * ((1.0 - right) * ink(left, above + 1.0)
                + right * ink(left + 1.0, above + 1.0))
}

//! Milliseconds of a training step of LeNet-5: 64 images, forward, loss, backward, Adam.
//!
//! `cargo bench -p convolution --features f32` measures numbers of 32 bits, as they are used
//! in training, with one thread and with two. `-- --csv` prints the times alone, for
//! `benches/pytorch.py`. With `CI=true` it only shows that it runs.

use std::time::{Duration, Instant};

use backprop::{Layer, Training};
use convolution::{Shards, lenet};
use matrix::{Matrix, Real};
use optimizers::Adam;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const BATCH: usize = 64;
/// So that images are not all in the cache before they are asked for.
const BATCHES: usize = 100;

/// The shortest step, and the median.
fn steps(network: &mut dyn Layer, data: &[(Matrix, Vec<usize>)]) -> [f64; 2] {
    let quick = std::env::var_os("CI").is_some();
    let patience = Duration::from_millis(if quick { 0 } else { 1500 });
    let mut training = Training::new(network, Adam::new(1e-3));
    let mut times = Vec::new();
    let start = Instant::now();
    for (x, labels) in data.iter().cycle() {
        let begin = Instant::now();
        training.step(x, labels);
        times.push(begin.elapsed().as_secs_f64() * 1e3);
        if times.len() > 5 && start.elapsed() > patience {
            break;
        }
    }
    // The first steps make the memory.
    let mut times = times.split_off(3);
    times.sort_by(f64::total_cmp);
    [times[0], times[times.len() / 2]]
}

fn main() {
    let csv = std::env::args().any(|argument| argument == "--csv");
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut batch = || {
        let pixel = |_, _| random.random_range(-1.0..1.0) as Real;
        let x = Matrix::from_fn(28 * 28, BATCH, pixel);
        (x, (0..BATCH).map(|_| random.random_range(0..10)).collect())
    };
    let data: Vec<(Matrix, Vec<usize>)> = (0..BATCHES).map(|_| batch()).collect();
    let one = steps(&mut lenet::modern(1), &data);
    let mut two = Shards::new(2, 2, || Box::new(lenet::modern(1)));
    let two = steps(&mut two, &data);
    if csv {
        println!("{},{},{},{}", one[0], one[1], two[0], two[1]);
    } else {
        println!(
            "LeNet, {BATCH} images, {} bits, ms a step",
            8 * size_of::<Real>()
        );
        for (threads, [best, median]) in [("one thread", one), ("two threads", two)] {
            println!("{threads:12} best {best:.3}, median {median:.3}");
        }
    }
}

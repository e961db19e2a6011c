//! Nanoseconds per parameter of a step of Adam over a million parameters, one thread.
//!
//! `cargo bench -p optimizers --features f32` measures numbers of 32 bits, as they are used
//! in training; without the feature they have 64. `-- --csv` prints the time alone, for
//! `benches/pytorch.py`. With `CI=true` it only shows that it runs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use backprop::Optimizer;
use matrix::Real;
use optimizers::Adam;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SIZE: usize = 1_000_000;

fn main() {
    let csv = std::env::args().any(|argument| argument == "--csv");
    let quick = std::env::var_os("CI").is_some();
    let patience = Duration::from_millis(if quick { 0 } else { 400 });

    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut draw =
        || -> Vec<Real> { (0..SIZE).map(|_| random.random_range(-1.0..1.0)).collect() };
    let (mut values, slopes) = (draw(), draw());
    let mut adam = Adam::new(0.001);
    // The first step makes the memory.
    adam.update(0, &mut values, &slopes);

    // The best of many: what the machine can do when nothing else disturbs it.
    let (start, mut low) = (Instant::now(), f64::INFINITY);
    for sample in 0.. {
        let begin = Instant::now();
        adam.update(0, black_box(&mut values), black_box(&slopes));
        low = low.min(begin.elapsed().as_secs_f64() * 1e9 / SIZE as f64);
        if sample >= 2 && start.elapsed() > patience {
            break;
        }
    }
    if csv {
        println!("{low}");
    } else {
        let bits = 8 * size_of::<Real>();
        println!("Adam, {SIZE} parameters of {bits} bits: {low:.3} ns per parameter");
    }
}

//! Nanoseconds per number of each activation, forward and backward, on arrays of 32-bit
//! numbers, one thread: a million of them, and 16,384, which stay in the cache next to the
//! processor.
//!
//! `cargo bench -p activations` prints a table: the fast arrays, and beside them the clear
//! functions, one number after the other. *Backward* takes what the layer remembers: the
//! output where that is enough, else the input. `-- --csv` prints the same as CSV, for
//! `benches/pytorch.py`. With `CI=true` it only shows that it runs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use activations::{Activation, arrays, fast};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const SIZES: [usize; 2] = [1_000_000, 16_384];

/// The best of many samples, each of at least 200,000 numbers: what the machine can do
/// when nothing else disturbs it.
fn best(size: usize, patience: Duration, mut run: impl FnMut()) -> f64 {
    let repetitions = (200_000 / size).max(1);
    let (start, mut low) = (Instant::now(), f64::INFINITY);
    for sample in 0.. {
        let begin = Instant::now();
        for _ in 0..repetitions {
            run();
        }
        let numbers = (repetitions * size) as f64;
        low = low.min(begin.elapsed().as_secs_f64() * 1e9 / numbers);
        if sample >= 2 && start.elapsed() > patience {
            break;
        }
    }
    low
}

struct Arrays {
    x: Vec<f32>,
    dy: Vec<f32>,
    result: Vec<f32>,
}

impl Arrays {
    fn new(size: usize) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let x = (0..size).map(|_| random.random_range(-6.0..6.0)).collect();
        let dy = (0..size).map(|_| random.random_range(0.0..1.0)).collect();
        let result = vec![0.0; size];
        Self { x, dy, result }
    }

    /// Fast and clear, forward and backward; and backward from the input where the layer
    /// would take the output.
    fn measure(&mut self, f: Activation, patience: Duration) -> [f64; 5] {
        let Self { x, dy, result } = self;
        let size = x.len();
        let time = |run: &mut dyn FnMut()| best(size, patience, run);
        let from_output = f.slope_from_output(0.5).is_some();
        let mut y = vec![0.0; size];
        fast::forward(f, x, &mut y);
        let forward = time(&mut || fast::forward(f, black_box(x), black_box(result)));
        let from_input =
            time(&mut || fast::backward(f, black_box(dy), black_box(x), result));
        let backward = if from_output {
            time(&mut || fast::backward_from_output(f, black_box(dy), &y, result))
        } else {
            from_input
        };
        let clear_forward = time(&mut || arrays::forward(f, black_box(x), result));
        let clear_backward = if from_output {
            time(&mut || arrays::backward_from_output(f, black_box(dy), &y, result))
        } else {
            time(&mut || arrays::backward(f, black_box(dy), x, result))
        };
        [forward, backward, from_input, clear_forward, clear_backward]
    }
}

fn main() {
    let csv = std::env::args().any(|argument| argument == "--csv");
    let quick = std::env::var_os("CI").is_some();
    let patience = Duration::from_millis(if quick { 0 } else { 40 });
    if csv {
        println!("size,function,forward,backward,from_input");
    }
    for size in SIZES {
        if !csv {
            println!("{size} numbers, nanoseconds each (clear functions in brackets)");
            println!(
                "{:22}{:>20}{:>20}{:>12}",
                "", "forward", "backward", "from x"
            );
        }
        let mut arrays = Arrays::new(size);
        for f in Activation::ALL {
            let [forward, backward, from_input, clear, clear_back] =
                arrays.measure(f, patience);
            let name = f.name();
            if csv {
                println!("{size},\"{name}\",{forward},{backward},{from_input}");
            } else {
                println!(
                    "{name:22}{forward:10.3} ({clear:7.3}){backward:10.3} \
                     ({clear_back:7.3}){from_input:12.3}"
                );
            }
        }
    }
}

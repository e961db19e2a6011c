//! The second convolution of LeNet, five ways: from the definition to the fast layer.

use std::hint::black_box;
use std::path::Path;

use backprop::{Init, Layer};
use convolution::lenet::shapes;
use convolution::{Conv2d, Geometry, loops, patches, sparse};
use matrix::{Factor, Matrix, Place, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::networks::WINDOWS;
use crate::FigureError;
use crate::experiments::clock::{CLOCK, Clock, micro};
use crate::results::Table;

/// Images in a batch.
pub const BATCH: usize = 64;
const NUMBER: usize = size_of::<Real>();

/// The ways, in the order of the table: key and what it does.
pub const STEPS: [(&str, &str); 5] = [
    ("loops", "the loops of the definition"),
    ("tied-matrix", "the tied matrix times the batch"),
    ("patches-plain", "patches, product by three plain loops"),
    ("patches-gemm", "patches, the fast product"),
    ("runs-gemm", "patches by runs, the fast product: the layer"),
];

/// The layer, a batch for it, and the room for what each way makes.
struct Bench {
    geometry: Geometry,
    layer: Conv2d,
    x: Matrix,
    tied: Matrix,
    patches: Matrix,
    y: Matrix,
}

impl Bench {
    fn new() -> Self {
        let [_, _, from, to, _] = shapes();
        let geometry = Geometry::new(from, to.channels, WINDOWS[1]);
        let mut random = ChaCha8Rng::seed_from_u64(0);
        let layer = Conv2d::new(geometry, Init::He, &mut random);
        let x =
            Matrix::from_fn(from.len(), BATCH, |i, j| ((i + 7 * j) as f64).sin().abs());
        let tied = sparse::as_matrix(&layer.weight.value, &geometry);
        Self {
            geometry,
            layer,
            x,
            tied,
            patches: Matrix::default(),
            y: Matrix::zeros(to.len(), BATCH),
        }
    }

    /// One batch by way number `step`; the biases are 0.
    fn run(&mut self, step: usize) {
        let Self {
            geometry,
            layer,
            x,
            tied,
            patches,
            y,
        } = self;
        let weight = &layer.weight.value;
        let (pixels, kernels) = (geometry.output().pixels(), weight.nrows());
        match step {
            0 => {
                let bias = layer.bias.value.as_slice();
                for (x, y) in x.column_iter().zip(y.column_iter_mut()) {
                    y.copy_from_slice(&loops::forward(x, weight, bias, geometry));
                }
            }
            1 => y.set_product(&*tied, &*x),
            2 | 3 => {
                for (x, y) in x.column_iter().zip(y.column_iter_mut()) {
                    patches::im2col(x, geometry, patches);
                    if step == 2 {
                        plain_product(patches, weight, y);
                    } else {
                        Place::from_slice(y, pixels, kernels)
                            .set_product(Factor::from(&*patches), weight.t());
                    }
                }
            }
            _ => {
                black_box(layer.forward(x));
            }
        }
        black_box(y);
    }

    /// The bytes that a way goes through for one image, each number counted once: input,
    /// weights, output, and what it makes in between. What serves the whole batch is shared.
    fn bytes(&self, step: usize) -> usize {
        let (from, to) = (self.geometry.input().len(), self.geometry.output().len());
        let weights = self.geometry.parameters() - self.geometry.output().channels;
        let between = match step {
            0 => weights,
            1 => from * to,
            _ => weights + self.geometry.output().pixels() * self.geometry.all_taps(),
        };
        NUMBER * (from + to + between)
    }
}

/// Y ← P·Wᵀ by the definition of a product.
fn plain_product(p: &Matrix, w: &Matrix, y: &mut [Real]) {
    let positions = p.nrows();
    for kernel in 0..w.nrows() {
        for position in 0..positions {
            let mut sum = 0.0;
            for tap in 0..p.ncols() {
                sum += p[(position, tap)] * w[(kernel, tap)];
            }
            y[kernel * positions + position] = sum;
        }
    }
}

/// Writes `conv-steps.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(CLOCK).write(folder, "conv-steps")
}

/// The table.
pub fn table(clock: Clock) -> Table {
    let mut bench = Bench::new();
    let times = clock.in_turns("conv-steps", STEPS.len(), |step| {
        [clock.seconds(|| bench.run(step)) / BATCH as f64]
    });
    let columns = [
        "step",
        "what",
        "us_per_image",
        "multiply_adds_per_ns",
        "kilobytes",
        "times_faster",
    ];
    let mut table = Table::new("conv-steps", &columns);
    let geometry = bench.geometry;
    table.note(format!(
        "seed: 0; the second convolution of LeNet, {} to {}, kernels of 5×5, forward, batches of {BATCH}, f64, one thread",
        geometry.input(),
        geometry.output()
    ));
    table.note(clock.note());
    table.note(format!(
        "multiply_adds_per_ns: of the {} that an image needs; the tied matrix makes {} times as many, most with 0",
        geometry.multiply_adds(),
        number_of_times(&geometry)
    ));
    table.note("kilobytes: input, output, weights or tied matrix, and patches, each counted once; times_faster: than the loops");
    let loops = times[0][0];
    for (step, ((key, what), [time])) in STEPS.into_iter().zip(times).enumerate() {
        table.push([
            key.to_owned(),
            what.to_owned(),
            micro(time),
            format!("{:.2}", 1e-9 * geometry.multiply_adds() as f64 / time),
            (bench.bytes(step) / 1_000).to_string(),
            format!("{:.1}", loops / time),
        ]);
    }
    table
}

/// How many times the tied matrix's entries are more than what is needed.
fn number_of_times(geometry: &Geometry) -> String {
    let entries = geometry.input().len() * geometry.output().len();
    format!("{:.1}", entries as f64 / geometry.multiply_adds() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::clock::SHORT;

    #[test]
    fn all_ways_make_the_same() {
        let mut bench = Bench::new();
        bench.run(0);
        let wanted = bench.y.clone();
        for (step, (key, _)) in STEPS.into_iter().enumerate().skip(1) {
            bench.y.fill(0.0);
            bench.run(step);
            let x = bench.x.clone();
            let y = match step {
                4 => bench.layer.forward(&x).clone(),
                _ => bench.y.clone(),
            };
            let far = (&y - &wanted).map(f64::abs);
            let largest = far.as_slice().iter().copied().fold(0.0, f64::max);
            assert!(largest < 1e-11, "{key}: {largest}");
        }
    }

    #[test]
    fn patches_are_faster_than_loops() {
        let table = table(SHORT);
        let faster = table.number("patches-gemm", "times_faster");
        assert!(faster.expect("a ratio") > 1.0, "{table:?}");
    }
}

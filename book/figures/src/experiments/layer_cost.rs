//! The price of a dense layer: a sample alone, and many together.

use std::hint::black_box;
use std::path::Path;

use backprop::{Init, Layer, Linear};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::clock::{CLOCK, Clock, micro};
use crate::FigureError;
use crate::results::Table;

/// Inputs and outputs of the layer.
pub const WIDTH: usize = 256;
/// The sizes of the batch.
pub const BATCHES: [usize; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const SEED: u64 = 0;
/// Rows and columns of the product that measures the machine.
const SIDE: usize = 512;
/// The bytes of a number.
const NUMBER: usize = size_of::<matrix::Real>();

/// Multiply-adds of a step: Y = W·X forward, ∂L/∂W = ∂L/∂Y·Xᵀ and ∂L/∂X = Wᵀ·∂L/∂Y backward.
pub fn multiply_adds(batch: usize) -> [usize; 2] {
    let product = WIDTH * WIDTH * batch;
    [product, 2 * product]
}

/// Bytes that a step must fetch or store: each matrix once for every product, sum or copy
/// that it takes part in.
///
/// Of the size of W, four: W forward, ∂L/∂W read and written, W backward. Of the size of a
/// batch, eleven: X copied (2), X, Y; Y again for the bias (2); ∂L/∂Y and X for ∂L/∂W; ∂L/∂Y
/// for ∂L/∂b; ∂L/∂Y and ∂L/∂X.
pub fn bytes(batch: usize) -> usize {
    NUMBER * (4 * WIDTH * WIDTH + 11 * WIDTH * batch)
}

/// What the machine can do: the two limits of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// Multiply-adds per second, in the product of two square matrices.
    pub multiply_adds: f64,
    /// Bytes per second fetched and stored, in copying a matrix of the size of W.
    pub bytes: f64,
}

impl Machine {
    /// The least seconds that a step can take: whichever of the two takes longer.
    pub fn predict(self, batch: usize) -> f64 {
        let products = multiply_adds(batch).into_iter().sum::<usize>() as f64;
        (products / self.multiply_adds).max(bytes(batch) as f64 / self.bytes)
    }
}

/// Seconds of the product and of the copy that give the machine's limits.
fn measure_limits(clock: Clock) -> [f64; 2] {
    let fill = |i: usize, j: usize| ((i + 2 * j) as f64).sin();
    let a = Matrix::from_fn(SIDE, SIDE, fill);
    let b = Matrix::from_fn(SIDE, SIDE, |i, j| fill(j, i));
    let w = Matrix::from_fn(WIDTH, WIDTH, fill);
    let (mut product, mut copy) = (Matrix::default(), Matrix::default());
    let multiply = clock.seconds(|| {
        product.set_product(black_box(&a), black_box(&b));
        black_box(&product);
    });
    let fetch = clock.seconds(|| {
        copy.copy_from(black_box(&w));
        black_box(&copy);
    });
    [multiply, fetch]
}

/// Seconds for forward and backward of one batch.
fn measure(batch: usize, clock: Clock) -> f64 {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut layer = Linear::new(WIDTH, WIDTH, Init::He, &mut random);
    // Numbers of ordinary size. The gradients grow, but they cost the same.
    let x = Matrix::from_fn(WIDTH, batch, |i, j| ((i + 7 * j) as f64).sin());
    let dy = Matrix::from_fn(WIDTH, batch, |i, j| ((3 * i + j) as f64).cos());
    clock.seconds(|| {
        black_box(layer.forward(black_box(&x)));
        black_box(layer.backward(black_box(&dy)));
    })
}

/// Writes `layer-cost.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&BATCHES, CLOCK).write(folder, "layer-cost")
}

/// The table for these sizes of the batch.
pub fn table(batches: &[usize], clock: Clock) -> Table {
    // The last case is the machine itself.
    let measured =
        clock.in_turns("layer-cost", batches.len() + 1, |case| {
            match batches.get(case) {
                Some(&batch) => [measure(batch, clock), 0.0],
                None => measure_limits(clock),
            }
        });
    let [multiply, fetch] = measured[batches.len()];
    let machine = Machine {
        multiply_adds: SIDE.pow(3) as f64 / multiply,
        bytes: (2 * NUMBER * WIDTH * WIDTH) as f64 / fetch,
    };
    let columns = [
        "batch",
        "forward_multiply_adds",
        "backward_multiply_adds",
        "kilobytes",
        "arithmetic_us",
        "memory_us",
        "predicted_us",
        "measured_us",
        "us_per_sample",
        "gflop_per_s",
    ];
    let mut table = Table::new("layer-cost", &columns);
    table.note(format!("seed: {SEED}"));
    table.note(format!(
        "how: a dense layer {WIDTH} to {WIDTH}, forward and backward, f64, one thread"
    ));
    table.note(clock.note());
    table.note("arithmetic_us: all multiply-adds at the rate of the product of two 512×512 matrices; memory_us: all bytes at the rate of copying a matrix of the size of W;");
    table.note("predicted_us: the larger of the two; a multiply-add counts as two operations (flop)");
    table.note(format!(
        "rates: {:.1} GFLOP/s, {:.1} GB/s",
        2e-9 * machine.multiply_adds,
        1e-9 * machine.bytes
    ));
    for (&batch, [time, _]) in batches.iter().zip(measured) {
        let [forward, backward] = multiply_adds(batch);
        let products = (forward + backward) as f64;
        table.push([
            batch.to_string(),
            forward.to_string(),
            backward.to_string(),
            (bytes(batch) / 1_000).to_string(),
            micro(products / machine.multiply_adds),
            micro(bytes(batch) as f64 / machine.bytes),
            micro(machine.predict(batch)),
            micro(time),
            micro(time / batch as f64),
            format!("{:.1}", 2e-9 * products / time),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::clock::SHORT;

    #[test]
    fn the_counts_are_those_of_the_products() {
        assert_eq!(multiply_adds(3), [3 * 65_536, 6 * 65_536]);
        // Four matrices of 65,536 numbers and eleven of 256 × 2, of 8 bytes each.
        assert_eq!(bytes(2), 8 * (4 * 65_536 + 11 * 512));
    }

    #[test]
    fn many_samples_together_are_cheaper_than_one_by_one() {
        let table = table(&[1, 64], SHORT);
        let each = |batch: &str| table.number(batch, "us_per_sample").expect("a row");
        // Alone, a sample pays for the whole of W and ∂L/∂W; a factor of 2 leaves room for
        // a busy machine.
        assert!(each("1") > 2.0 * each("64"), "{table:?}");
    }
}

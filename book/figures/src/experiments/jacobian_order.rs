//! All slopes of one result: by nudging, forward, backward, and by multiplying matrices in two orders.

use std::hint::black_box;
use std::path::Path;

use backprop::Function;
use backprop::functions::{Affine, Chain, Elementwise};
use backprop::nudge::numerical_jacobian;
use backprop::order::{from_the_input, from_the_output};
use matrix::{Matrix, Vector};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::chain_rule::STEP;
use super::clock::{CLOCK, Clock, micro};
use crate::FigureError;
use crate::results::Table;

/// The numbers of inputs n.
pub const INPUTS: [usize; 11] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
/// The numbers in each of the two layers between.
const WIDTH: usize = 64;
const SEED: u64 = 0;

/// The chain n → 64 → 64 → 1 (affine, tanh, affine, tanh, affine), and a point.
pub fn chain(inputs: usize) -> (Chain, Vector) {
    let mut random = ChaCha8Rng::seed_from_u64(SEED);
    let mut number = move |size: f64| size * random.random_range(-1.0..1.0);
    let mut affine = |n: usize, m: usize| {
        // Variance 1/n, so that the tanh is neither flat nor straight.
        let size = (3.0 / n as f64).sqrt();
        Affine {
            weight: Matrix::from_fn(m, n, |_, _| number(size)),
            bias: Vector::from_fn(m, |_| number(0.1)),
        }
    };
    let functions: Vec<Box<dyn Function>> = vec![
        Box::new(affine(inputs, WIDTH)),
        Box::new(Elementwise::tanh()),
        Box::new(affine(WIDTH, WIDTH)),
        Box::new(Elementwise::tanh()),
        Box::new(affine(WIDTH, 1)),
    ];
    let point = Vector::from_fn(inputs, |i| (0.7 * i as f64).sin());
    (Chain { functions }, point)
}

/// The chain's sizes, for [`backprop::order`].
fn sizes(inputs: usize) -> [usize; 6] {
    [inputs, WIDTH, WIDTH, WIDTH, WIDTH, 1]
}

/// The slopes of the one result in all inputs, by `runs` Jacobian-vector products.
fn forward_mode(chain: &Chain, x: &Vector) -> Vector {
    let unit = |j| Vector::unit(x.len(), j);
    (0..x.len()).map(|j| chain.jvp(x, &unit(j))[0]).collect()
}

/// The product of the Jacobians, the first function's first.
fn multiply_from_the_input(jacobians: &[Matrix]) -> Matrix {
    let mut product = jacobians[0].clone();
    for jacobian in &jacobians[1..] {
        product = jacobian * &product;
    }
    product
}

/// The same product, the last function's first.
fn multiply_from_the_output(jacobians: &[Matrix]) -> Matrix {
    let (last, before) = jacobians.split_last().expect("a chain has functions");
    let mut product = last.clone();
    for jacobian in before.iter().rev() {
        product = &product * jacobian;
    }
    product
}

fn jacobians(chain: &Chain, x: &Vector) -> Vec<Matrix> {
    let signals = chain.signals(x);
    let pairs = chain.functions.iter().zip(&signals);
    pairs.map(|(function, x)| function.jacobian(x)).collect()
}

/// Seconds for all slopes of the chain with that many inputs: of one evaluation, by nudging, by
/// forward mode, by reverse mode, by the product from the input's side and from the output's.
fn measure(inputs: usize, clock: Clock) -> [f64; 6] {
    let (chain, x) = chain(inputs);
    let one = Vector::from([1.0]);
    let jacobians = jacobians(&chain, &x);
    let ways: [&dyn Fn() -> f64; 6] = [
        &|| chain.value(black_box(&x))[0],
        &|| numerical_jacobian(|x| chain.value(x), black_box(&x), STEP)[(0, 0)],
        &|| forward_mode(&chain, black_box(&x))[0],
        &|| chain.vjp(black_box(&x), &one)[0],
        &|| multiply_from_the_input(black_box(&jacobians))[(0, 0)],
        &|| multiply_from_the_output(black_box(&jacobians))[(0, 0)],
    ];
    ways.map(|way| {
        clock.seconds(|| {
            black_box(way());
        })
    })
}

/// Writes `jacobian-order.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(&INPUTS, CLOCK).write(folder, "jacobian-order")
}

/// The table for these numbers of inputs.
pub fn table(inputs: &[usize], clock: Clock) -> Table {
    let columns = [
        "inputs",
        "evaluation_us",
        "nudging_us",
        "forward_mode_us",
        "reverse_mode_us",
        "forward_over_reverse",
        "from_input_multiplications",
        "from_input_us",
        "from_output_multiplications",
        "from_output_us",
    ];
    let mut table = Table::new("jacobian-order", &columns);
    table.note(format!("seed: {SEED}"));
    table.note(format!("how: chain n-{WIDTH}-{WIDTH}-1 (affine, tanh, affine, tanh, affine); microseconds for all n slopes;"));
    table.note("nudging: two evaluations per input; forward mode: one Jacobian-vector product per input; reverse mode: one vector-Jacobian product;");
    table.note("from_input, from_output: the five Jacobians multiplied as matrices, predicted multiplications and microseconds");
    table.note(clock.note());
    let measured = clock.in_turns("jacobian-order", inputs.len(), |case| {
        measure(inputs[case], clock)
    });
    for (&n, times) in inputs.iter().zip(measured) {
        let [evaluation, nudging, forward, reverse, input, output] = times;
        table.push([
            n.to_string(),
            micro(evaluation),
            micro(nudging),
            micro(forward),
            micro(reverse),
            format!("{:.1}", forward / reverse),
            from_the_input(&sizes(n)).to_string(),
            micro(input),
            from_the_output(&sizes(n)).to_string(),
            micro(output),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::clock::SHORT;

    /// The five ways must measure the same slopes, or their times say nothing.
    #[test]
    fn the_five_ways_agree() {
        let (chain, x) = chain(5);
        let jacobians = jacobians(&chain, &x);
        let slopes = chain.vjp(&x, &Vector::from([1.0]));
        let nudged = numerical_jacobian(|x| chain.value(x), &x, STEP);
        for (others, allowed) in [
            (Vector::from(nudged.transpose()), 1e-9),
            (forward_mode(&chain, &x), 1e-14),
            (
                multiply_from_the_input(&jacobians).transpose().into(),
                1e-14,
            ),
            (
                multiply_from_the_output(&jacobians).transpose().into(),
                1e-14,
            ),
        ] {
            assert_eq!(others.len(), 5);
            let off = &others - &slopes;
            // Slopes are about 1; sums of 64 products round in the last two digits, and
            // nudging errs by h² and by rounding over h.
            assert!(off.iter().all(|d| d.abs() < allowed), "{off:?}");
        }
        assert!(slopes.iter().all(|slope| slope.abs() > 1e-3), "{slopes:?}");
    }

    #[test]
    fn sixty_four_inputs_make_forward_mode_dearer_than_reverse_mode() {
        let table = table(&[64], SHORT);
        // 64 runs against one: a factor of four leaves room for a busy machine.
        let ratio = table.number("64", "forward_over_reverse").expect("a row");
        assert!(ratio > 4.0, "{ratio}");
        // Three products of 64×64 by 64×64, and one of 1×64 by 64×64.
        let products = table.number("64", "from_input_multiplications");
        assert_eq!(products.expect("a row"), f64::from(3 * 64 * 4096 + 4096));
        let products = table.number("64", "from_output_multiplications");
        assert_eq!(products.expect("a row"), f64::from(4 * 4096));
    }
}

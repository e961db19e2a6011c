//! Proptest strategies whose failures shrink to numbers a reader can follow by hand.
//!
//! All numbers are multiples of 1/64 between −2 and 2, so sums and products of a few of them
//! are exact. A failing case shrinks towards ±0.75, ±1.25, ±1.75 and ±0.625, not towards 0:
//! near 0 most wrong answers are nearly right, and the report would be full of zeros.

use proptest::{
    collection::vec,
    prelude::{BoxedStrategy, Just, Strategy},
    sample::select,
    strategy::Union,
};

/// Short numbers, none of them an integer or its inverse, so that a hint such as "×2" or
/// "×its own x" cannot be confused with another.
const READABLE: [f64; 8] = [0.75, -0.75, 1.25, -1.25, 1.75, -1.75, 0.625, -0.625];

/// Draws from `usual`; a failure shrinks to a readable number if that fails too.
fn readable_or(usual: BoxedStrategy<f64>, readable: &[f64]) -> BoxedStrategy<f64> {
    let readable = select(readable.to_vec()).no_shrink().boxed();
    Union::new_weighted(vec![(1, readable), (5, usual)]).boxed()
}

fn number() -> BoxedStrategy<f64> {
    readable_or(
        (-128..=128_i32).prop_map(|k| f64::from(k) / 64.0).boxed(),
        &READABLE,
    )
}

/// One number: k/64 with k from −128 to 128.
pub fn dyadic() -> BoxedStrategy<Vec<f64>> {
    vector(1)
}

/// `n` numbers: k/64 with k from −128 to 128.
pub fn vector(n: usize) -> BoxedStrategy<Vec<f64>> {
    vec(number(), n).boxed()
}

/// `n` numbers of either sign, 1/16 or further from zero: for functions with a kink at 0.
pub fn vector_away_from_zero(n: usize) -> BoxedStrategy<Vec<f64>> {
    let away = |k: i32| f64::from(if k < 0 { k - 3 } else { k + 4 }) / 64.0;
    vec(
        readable_or((-125..=124_i32).prop_map(away).boxed(), &READABLE),
        n,
    )
    .boxed()
}

/// `n` positive numbers: k/64 with k from 4 to 256.
pub fn positive(n: usize) -> BoxedStrategy<Vec<f64>> {
    let usual = (4..=256_i32).prop_map(|k| f64::from(k) / 64.0).boxed();
    vec(readable_or(usual, &[0.75, 1.25, 1.75, 0.625]), n).boxed()
}

/// `n` numbers in random order, any two at least 1/4 apart: for max and max-pool, which have
/// kinks where two are equal.
pub fn distinct(n: usize) -> BoxedStrategy<Vec<f64>> {
    let middle = n as f64 / 2.0;
    let sorted: Vec<f64> = (0..n).map(|k| (k as f64 - middle) / 4.0 + 0.125).collect();
    Just(sorted).prop_shuffle().boxed()
}

/// The `rows · columns` entries of a matrix, column by column.
pub fn matrix(rows: usize, columns: usize) -> BoxedStrategy<Vec<f64>> {
    vector(rows * columns)
}

/// Rows and columns, each from 1 to `max`.
pub fn shape(max: usize) -> BoxedStrategy<(usize, usize)> {
    (1..=max, 1..=max).boxed()
}

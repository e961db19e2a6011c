//! One function in four ways, and the fast forms of what is printed: equal.

use backprop::{Init, Layer};
use convolution::avg_pool::{average, average_back};
use convolution::fast::{Runs, sum};
use convolution::max_pool::largest;
use convolution::patches::{col2im_add, im2col};
use convolution::sparse::as_matrix;
use convolution::{Conv2d, Geometry, loops};
use matrix::{Matrix, Real};
use proptest::prelude::*;

use crate::geometries::{draw, geometries, pools};
use crate::support::random;

/// A layer with weights and biases that are multiples of 1/64.
pub(crate) fn layer(geometry: Geometry, seed: u64) -> Conv2d {
    let mut layer = Conv2d::new(geometry, Init::Zeros, &mut random(1));
    let (kernels, taps) = layer.weight.value.shape();
    layer.weight.value = draw(kernels, taps, seed);
    layer.bias.value = draw(kernels, 1, seed + 1);
    layer
}

proptest! {
    /// Loops, the big matrix, patches, and the layer. All sums are exact, so nothing may
    /// differ.
    #[test]
    fn four_ways(geometry in geometries(), seed in 0..u64::MAX / 2, batch in 1..4_usize) {
        let mut layer = layer(geometry, seed);
        let x = draw(geometry.input().len(), batch, seed + 2);
        let (weight, bias) = (layer.weight.value.clone(), layer.bias.value.clone());
        let y = layer.forward(&x).clone();
        let big = &as_matrix(&weight, &geometry) * &x;
        let mut patches = Matrix::default();
        for (j, x) in x.column_iter().enumerate() {
            let looped = loops::forward(x, &weight, bias.as_slice(), &geometry);
            prop_assert_eq!(&looped, y.column(j));
            im2col(x, &geometry, &mut patches);
            for group in geometry.groups() {
                let product = patches.columns(group.taps) * weight.rows(group.kernels.clone()).t();
                for (k, kernel) in group.kernels.enumerate() {
                    for position in 0..geometry.output().pixels() {
                        let place = kernel * geometry.output().pixels() + position;
                        let b = bias.as_slice()[kernel];
                        prop_assert_eq!(looped[place], big[(place, j)] + b);
                        prop_assert_eq!(looped[place], product[(position, k)] + b);
                    }
                }
            }
        }
    }

    /// Copied by stretches or pixel by pixel, added back by stretches or one by one.
    #[test]
    fn stretches_are_pixels(geometry in geometries(), seed in any::<u64>()) {
        let (positions, taps) = (geometry.output().pixels(), geometry.all_taps());
        let x = rough(geometry.input().len(), 1, seed);
        let (runs, mut clear) = (Runs::new(geometry), Matrix::default());
        im2col(x.as_slice(), &geometry, &mut clear);
        let mut fast = Matrix::zeros(positions, taps);
        // Twice: what was there before is overwritten.
        runs.im2col(rough(geometry.input().len(), 1, 7).as_slice(), &mut fast);
        runs.im2col(x.as_slice(), &mut fast);
        prop_assert_eq!(&fast, &clear);

        let dp = rough(positions, taps, seed);
        let (mut clear, mut fast) = (x.clone(), x);
        col2im_add(&dp, &geometry, clear.as_mut_slice());
        runs.col2im_add(&dp, fast.as_mut_slice());
        prop_assert_eq!(clear, fast);
    }

    /// The same for pooling, also where numbers are equal, infinite, or none.
    #[test]
    fn pooled_stretches_are_pooled_pixels(
        (input, window) in pools(),
        seed in any::<u64>(),
        odd in any::<bool>(),
    ) {
        let geometry = Geometry::per_channel(input, window);
        let runs = Runs::new(geometry);
        let mut x = rough(input.len(), 1, seed);
        if odd {
            let kinds = [1.0, -1.0, Real::INFINITY, Real::NEG_INFINITY, Real::NAN];
            for (k, x) in x.as_mut_slice().iter_mut().enumerate() {
                *x = kinds[(seed >> (k % 48)) as usize % 5];
            }
        }
        let x = x.as_slice();
        let (y, from) = largest(x, &geometry);
        let mut places = largest(&vec![0.0; input.len()], &geometry).1;
        let mut best = vec![0.0; y.len()];
        runs.largest(x, &mut best, &mut places);
        let bits = |list: &[Real]| list.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(bits(&best), bits(&y));
        prop_assert_eq!(places, from);

        if !odd {
            let mut mean = vec![7.0; y.len()];
            runs.average(x, &mut mean);
            prop_assert_eq!(&mean, &average(x, &geometry));
            // Slopes that are counts of the taps: sums of shares are exact.
            let count = window.taps() as Real;
            let dy: Vec<_> = (0..y.len()).map(|k| count * (k % 7) as Real).collect();
            let (mut clear, mut fast) = (vec![1.0; x.len()], vec![1.0; x.len()]);
            average_back(&dy, &geometry, &mut clear);
            runs.average_back(&dy, &mut fast);
            prop_assert_eq!(clear, fast);
        }
    }

    #[test]
    fn a_sum_is_a_sum(size in 0..99_usize, seed in any::<u64>()) {
        let numbers = draw(size, 1, seed);
        prop_assert_eq!(sum(numbers.as_slice()), numbers.sum());
    }
}

/// Numbers whose sums are rounded.
fn rough(rows: usize, columns: usize, seed: u64) -> Matrix {
    &draw(rows, columns, seed) * (1.0 / 3.0)
}

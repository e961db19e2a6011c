//! Layers: every slope, and what they remember.

use backprop::{Init, Layer};
use convolution::{
    AvgPool2d, Connected, Conv2d, Geometry, ImageShape, MaxPool2d, PerChannel,
    ScaledTanh, Window,
};
use gradcheck::Report;
use matrix::Matrix;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::equal::layer;
use crate::geometries::{distinct, draw, geometries, pools};
use crate::slopes::{check_layer, would_be_seen};
use crate::support::{gradients, random};

fn judged(report: Report, title: &str) -> Result<(), TestCaseError> {
    let result = report.titled(title).into_result();
    result.map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn conv2d_has_the_slopes_that_nudging_measures(
        geometry in geometries(),
        batch in 1..4_usize,
        seed in 0..u64::MAX / 2,
    ) {
        let make = || -> Box<dyn Layer> { Box::new(layer(geometry, seed)) };
        let x = draw(geometry.input().len(), batch, seed + 2);
        judged(check_layer(&make, &x), &format!("{geometry:?}"))?;
    }

    /// Away from ties, where the largest changes.
    #[test]
    fn max_pool_has_the_slopes_that_nudging_measures(
        (input, window) in pools(),
        batch in 1..4_usize,
        seed in any::<u64>(),
    ) {
        let make = || -> Box<dyn Layer> { Box::new(MaxPool2d::new(input, window)) };
        let x = distinct(input.len(), batch, seed);
        judged(check_layer(&make, &x), &format!("max {window:?} on {input}"))?;
    }

    #[test]
    fn avg_pool_has_the_slopes_that_nudging_measures(
        (input, window) in pools(),
        batch in 1..4_usize,
        seed in any::<u64>(),
    ) {
        let make = || -> Box<dyn Layer> { Box::new(AvgPool2d::new(input, window)) };
        let x = draw(input.len(), batch, seed);
        judged(check_layer(&make, &x), &format!("mean {window:?} on {input}"))?;
    }

    /// y is linear in x and in W, so with no bias ⟨dy, y⟩ = ⟨W, dW⟩ = ⟨x, dx⟩. Sums of
    /// products of 64ths are exact.
    #[test]
    fn the_three_products_agree(geometry in geometries(), seed in 0..u64::MAX / 2) {
        let mut layer = layer(geometry, seed);
        layer.bias.value.fill(0.0);
        let x = draw(geometry.input().len(), 2, seed + 2);
        let dy = draw(geometry.output().len(), 2, seed + 3);
        let value = layer.forward(&x).hadamard(&dy).sum();
        let dx = layer.backward(&dy).clone();
        prop_assert_eq!(layer.weight.value.hadamard(&layer.weight.gradient).sum(), value);
        prop_assert_eq!(x.hadamard(&dx).sum(), value);
    }

    /// Shift the image by one pixel, and the map shifts by one, away from the borders.
    #[test]
    fn the_map_shifts_with_the_image(seed in 0..u64::MAX / 2, padding in 0..2_usize) {
        let shape = ImageShape::new(2, 7, 8);
        let window = Window { padding, ..Window::new(3) };
        let geometry = Geometry::new(shape, 3, window);
        let x = draw(shape.len(), 1, seed + 2);
        // One row down and two columns to the right; what comes in from outside is new.
        let mut moved = draw(shape.len(), 1, seed + 3);
        for channel in 0..2 {
            for row in 1..7 {
                for column in 2..8 {
                    let (to, from) = (shape.index(channel, row, column),
                        shape.index(channel, row - 1, column - 2));
                    moved[(to, 0)] = x[(from, 0)];
                }
            }
        }
        let mut layer = layer(geometry, seed);
        let y = layer.forward(&x).clone();
        let z = layer.forward(&moved).clone();
        let map = geometry.output();
        for channel in 0..3 {
            for row in 1 + padding..map.height - padding {
                for column in 2 + padding..map.width - padding {
                    let (to, from) = (map.index(channel, row, column),
                        map.index(channel, row - 1, column - 2));
                    prop_assert_eq!(z[(to, 0)], y[(from, 0)]);
                }
            }
        }
    }

    /// A batch is its images one by one, a used layer does as a fresh one, gradients add
    /// up, and without ∂L/∂X they are the same.
    #[test]
    fn batches_and_memory(geometry in geometries(), seed in 0..u64::MAX / 2) {
        let (mut whole, mut single) = (layer(geometry, seed), layer(geometry, seed));
        let x = draw(geometry.input().len(), 3, seed + 2);
        let dy = draw(geometry.output().len(), 3, seed + 3);
        let y = whole.forward(&x).clone();
        let dx = whole.backward(&dy).clone();
        for j in 0..3 {
            let one = |matrix: &Matrix| {
                Matrix::from_columns(matrix.nrows(), 1, matrix.column(j).to_vec())
                    .expect("a column")
            };
            prop_assert_eq!(single.forward(&one(&x)).as_slice(), y.column(j));
            prop_assert_eq!(single.backward(&one(&dy)).as_slice(), dx.column(j));
        }
        let sum = gradients(&mut whole);
        prop_assert_eq!(&gradients(&mut single), &sum);
        prop_assert_eq!(single.forward(&x), &y);
        prop_assert_eq!(single.backward(&dy), &dx);
        whole.clear_gradients();
        whole.backward_parameters(&dy);
        prop_assert_eq!(gradients(&mut whole), sum);
    }
}

/// The layers of the published LeNet: kernels that read some channels, two numbers for each
/// channel, the squeezed tanh.
#[test]
fn the_layers_of_1998_have_the_slopes_that_nudging_measures() {
    let input = ImageShape::new(3, 4, 5);
    let geometry = Geometry::new(
        input,
        3,
        Window {
            stride: 2,
            ..Window::new(2)
        },
    );
    let make = || -> Box<dyn Layer> {
        let mut layer = Connected::new(geometry, &[&[0, 2], &[1], &[0, 1, 2]]);
        layer.weight.value = draw(6, 4, 5);
        layer.bias.value = draw(3, 1, 6);
        Box::new(layer)
    };
    let x = draw(input.len(), 2, 7);
    check_layer(&make, &x).titled("Connected").assert_pass();
    assert!(would_be_seen(&make, &x));
    let make = || -> Box<dyn Layer> {
        let mut layer = PerChannel::new(input);
        layer.weight.value = draw(3, 1, 5);
        layer.bias.value = draw(3, 1, 6);
        Box::new(layer)
    };
    check_layer(&make, &x).titled("PerChannel").assert_pass();
    assert!(would_be_seen(&make, &x));
    let make = || -> Box<dyn Layer> { Box::new(ScaledTanh::new()) };
    check_layer(&make, &x).titled("ScaledTanh").assert_pass();
    assert!(would_be_seen(&make, &x));
    // f(1) = 1, as the paper wants it, to its five digits.
    let one = Matrix::from_rows([[1.0, -1.0]]);
    let y = ScaledTanh::new().forward(&one).clone();
    assert!((y[(0, 0)] - 1.0).abs() < 1e-4 && (y[(0, 1)] + 1.0).abs() < 1e-4);
}

/// A connection that is not there has no weight, and sees nothing.
#[test]
fn connected_reads_what_its_table_says() {
    let geometry = Geometry::new(ImageShape::new(3, 3, 3), 2, Window::new(2));
    let mut part = Connected::new(geometry, &[&[0, 2], &[1]]);
    part.weight.value = draw(3, 4, 1);
    assert_eq!(part.weight.shape, [3, 2, 2]);
    assert_eq!(part.inputs(), [8, 8, 4]);
    let mut whole = Conv2d::new(geometry, Init::Zeros, &mut random(1));
    for (row, (kernel, channel)) in [(0, 0), (0, 2), (1, 1)].into_iter().enumerate() {
        for tap in 0..4 {
            whole.weight.value[(kernel, 4 * channel + tap)] =
                part.weight.value[(row, tap)];
        }
    }
    let (x, dy) = (draw(27, 2, 2), draw(8, 2, 3));
    assert_eq!(part.forward(&x), whole.forward(&x));
    assert_eq!(part.backward(&dy), whole.backward(&dy));
    for (row, (kernel, channel)) in [(0, 0), (0, 2), (1, 1)].into_iter().enumerate() {
        for tap in 0..4 {
            let right = whole.weight.gradient[(kernel, 4 * channel + tap)];
            assert_eq!(part.weight.gradient[(row, tap)], right);
        }
    }
    // Slopes add up.
    let once = part.weight.gradient.clone();
    part.backward_parameters(&dy);
    assert_eq!(part.weight.gradient, &once * 2.0);
}

/// The checks above can fail: one slope of any argument off by a millionth is seen.
#[test]
fn wrong_slopes_would_be_seen() {
    let window = Window {
        size: 3,
        stride: 2,
        padding: 1,
        dilation: 1,
    };
    let input = ImageShape::new(2, 5, 7);
    let geometry = Geometry::new(input, 4, window).in_groups(2);
    let x = draw(input.len(), 2, 1);
    assert!(would_be_seen(&|| Box::new(layer(geometry, 3)), &x));
    assert!(would_be_seen(
        &|| Box::new(AvgPool2d::new(input, window)),
        &x
    ));
    let x = distinct(input.len(), 2, 1);
    assert!(would_be_seen(
        &|| Box::new(MaxPool2d::new(input, window)),
        &x
    ));
}

/// No images, no slopes: shapes stay right.
#[test]
fn an_empty_batch_passes_through() {
    let input = ImageShape::new(2, 5, 7);
    let geometry = Geometry::new(input, 3, Window::new(2));
    let layers: [Box<dyn Layer>; 3] = [
        Box::new(Conv2d::new(geometry, Init::He, &mut random(1))),
        Box::new(MaxPool2d::new(input, Window::new(2))),
        Box::new(AvgPool2d::new(input, Window::new(2))),
    ];
    for (mut layer, channels) in layers.into_iter().zip([3, 2, 2]) {
        let y = layer.forward(&Matrix::zeros(70, 0));
        assert_eq!(y.shape(), (channels * 24, 0));
        let dx = layer.backward(&Matrix::zeros(channels * 24, 0));
        assert_eq!(dx.shape(), (70, 0));
        assert!(gradients(&mut *layer).iter().all(|g| g.sum() == 0.0));
    }
}

/// A kernel is a neuron with as many inputs as it has taps.
#[test]
fn first_weights_are_as_large_as_a_neurons() {
    let geometry = Geometry::new(ImageShape::new(8, 9, 9), 64, Window::new(5));
    let layer = Conv2d::new(geometry, Init::He, &mut random(1));
    assert_eq!(layer.weight.value.shape(), (64, 200));
    assert_eq!(layer.weight.shape, [64, 8, 5, 5]);
    assert_eq!(layer.bias.value, Matrix::zeros(64, 1));
    let weights = layer.weight.value.as_slice();
    let square: f64 = weights.iter().map(|w| w * w).sum();
    let variance = square / weights.len() as f64;
    // Of 12,800 squares the mean is off by √(2/12,800) = 1.25 %, in one case of 60 by 2.4
    // times as much.
    assert!((variance * 100.0 - 1.0).abs() < 0.03, "{variance}");
    assert_eq!(layer.geometry(), &geometry);
}

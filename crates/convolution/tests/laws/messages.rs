//! What is said where shapes do not fit: which argument, and both sizes.

use std::panic::catch_unwind;

use backprop::{Init, Layer};
use convolution::avg_pool::{average, average_back};
use convolution::fast::Runs;
use convolution::kernels::{as_weights, box_blur, gaussian, laplacian};
use convolution::max_pool::largest;
use convolution::one_d::{convolve, correlate, input_slopes, kernel_slopes};
use convolution::patches::{col2im_add, im2col};
use convolution::sparse::as_matrix;
use convolution::{
    AvgPool2d, Connected, Conv2d, Flatten, Geometry, ImageShape, MaxPool2d, PerChannel,
    ScaledTanh, Shards, Window, loops,
};
use matrix::Matrix;

use crate::support::random;

const INPUT: ImageShape = ImageShape::new(2, 5, 4);

/// From 2×5×4, 40 numbers, to 3×4×3, 36.
fn geometry() -> Geometry {
    Geometry::new(INPUT, 3, Window::new(2))
}

/// From 2×5×4 to 2×4×3, 24.
fn apart() -> Geometry {
    Geometry::per_channel(INPUT, Window::new(2))
}

fn conv() -> Conv2d {
    Conv2d::new(geometry(), Init::He, &mut random(1))
}

/// [`conv`] after a batch of two.
fn used() -> Conv2d {
    let mut layer = conv();
    layer.forward(&Matrix::zeros(40, 2));
    layer
}

fn after<L: Layer>(mut layer: L, rows: usize) {
    layer.forward(&Matrix::zeros(rows, 2));
    layer.backward(&Matrix::zeros(7, 2));
}

fn window(size: usize, stride: usize, padding: usize) -> Window {
    Window {
        stride,
        padding,
        ..Window::new(size)
    }
}

fn zeros(rows: usize, columns: usize) -> Matrix {
    Matrix::zeros(rows, columns)
}

type Case = (fn(), &'static [&'static str]);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (|| { correlate(&[1.0, 2.0], &[1.0, 2.0, 3.0]); }, &["x has 2", "the kernel has 3"]),
    (|| { correlate(&[1.0, 2.0], &[]); }, &["the kernel has 0", "at least one"]),
    (|| { convolve(&[1.0], &[1.0, 2.0]); }, &["x has 1", "the kernel has 2"]),
    (|| { kernel_slopes(&[1.0, 2.0], &[1.0, 2.0, 3.0]); }, &["kernel_slopes: x has 2", "dy has 3"]),
    (|| { input_slopes(&[1.0], &[]); }, &["input_slopes", "1 numbers in the kernel", "0 in dy"]),
    (|| { window(0, 1, 0).outputs(5); }, &["size: 0", "at least 1"]),
    (|| { window(2, 0, 0).outputs(5); }, &["stride: 0", "at least 1"]),
    (|| { Window { dilation: 0, ..Window::new(2) }.outputs(5); }, &["dilation: 0", "at least 1"]),
    (|| { window(6, 1, 0).outputs(5); }, &["covers 6", "5 inputs"]),
    (|| { window(8, 1, 1).outputs(5); }, &["covers 8", "5 inputs", "7 with padding"]),
    (|| { window(1, 1, 3).outputs(0); }, &["0 inputs"]),
    (|| { Geometry::new(INPUT, 0, Window::new(2)); }, &["2×5×4", "0 kernels"]),
    (|| { Geometry::new(ImageShape::new(0, 5, 4), 3, Window::new(2)); }, &["0×5×4", "3 kernels"]),
    (|| { Geometry::new(INPUT, 3, Window::new(5)); }, &["covers 5", "4 inputs"]),
    (|| { let _ = geometry().in_groups(2); }, &["2 groups", "2 channels", "3 kernels"]),
    (|| { let _ = geometry().in_groups(0); }, &["0 groups"]),
    (|| { loops::forward(&[0.0; 39], &zeros(3, 8), &[0.0; 3], &geometry()); }, &["loops::forward", "2×5×4", "40", "39"]),
    (|| { loops::forward(&[0.0; 40], &zeros(8, 3), &[0.0; 3], &geometry()); }, &["loops::forward", "8×3", "3 kernels", "8 taps", "3×8"]),
    (|| { loops::forward(&[0.0; 40], &zeros(3, 8), &[0.0; 2], &geometry()); }, &["3 kernels", "2 biases"]),
    (|| { as_matrix(&zeros(3, 7), &geometry()); }, &["as_matrix", "3×7", "3×8"]),
    (|| im2col(&[0.0; 39], &geometry(), &mut zeros(0, 0)), &["im2col", "40", "39"]),
    (|| col2im_add(&zeros(12, 8), &geometry(), &mut [0.0; 39]), &["col2im_add", "40", "39"]),
    (|| col2im_add(&zeros(8, 12), &geometry(), &mut [0.0; 40]), &["col2im_add", "8×12", "12×8"]),
    (|| Runs::new(geometry()).im2col(&[0.0; 39], &mut zeros(12, 8)), &["Runs::im2col", "40", "39"]),
    (|| Runs::new(geometry()).im2col(&[0.0; 40], &mut zeros(8, 12)), &["Runs::im2col", "8×12", "12×8"]),
    (|| Runs::new(geometry()).col2im_add(&zeros(12, 8), &mut [0.0; 39]), &["Runs::col2im_add", "40", "39"]),
    (|| Runs::new(apart()).largest(&[0.0; 40], &mut [0.0; 23], &mut [0; 24]), &["Runs::largest", "2×4×3", "24", "23"]),
    (|| Runs::new(apart()).largest(&[0.0; 40], &mut [0.0; 24], &mut [0; 23]), &["Runs::largest", "24", "23"]),
    (|| Runs::new(apart()).average(&[0.0; 39], &mut [0.0; 24]), &["Runs::average", "40", "39"]),
    (|| Runs::new(apart()).average_back(&[0.0; 23], &mut [0.0; 40]), &["Runs::average_back", "24", "23"]),
    (|| { conv().forward(&zeros(36, 2)); }, &["Conv2d::forward", "2×5×4", "40", "36"]),
    (|| { used().backward(&zeros(36, 3)); }, &["Conv2d::backward", "36×3", "36×2"]),
    (|| used().backward_parameters(&zeros(40, 2)), &["Conv2d::backward", "40×2", "36×2"]),
    (|| used().add_bias_gradient(&zeros(40, 2)), &["Conv2d::add_bias_gradient", "40×2", "36×2"]),
    (|| used().add_weight_gradient(&zeros(40, 2)), &["Conv2d::add_weight_gradient", "40×2", "36×2"]),
    (|| { used().set_dx(&zeros(40, 2)); }, &["Conv2d::set_dx", "40×2", "36×2"]),
    (|| { largest(&[0.0; 39], &apart()); }, &["largest", "40", "39"]),
    (|| { MaxPool2d::new(INPUT, window(1, 1, 1)); }, &["MaxPool2d", "nothing but padding"]),
    (|| { MaxPool2d::new(INPUT, Window::new(2)).forward(&zeros(39, 1)); }, &["MaxPool2d::forward", "40", "39"]),
    (|| after(MaxPool2d::new(INPUT, Window::new(2)), 40), &["MaxPool2d::backward", "7×2", "24×2"]),
    (|| { average(&[0.0; 39], &apart()); }, &["average", "40", "39"]),
    (|| average_back(&[0.0; 23], &apart(), &mut [0.0; 40]), &["average_back", "24", "23"]),
    (|| average_back(&[0.0; 24], &apart(), &mut [0.0; 39]), &["average_back", "40", "39"]),
    (|| { AvgPool2d::new(INPUT, Window::new(2)).forward(&zeros(39, 1)); }, &["AvgPool2d::forward", "40", "39"]),
    (|| after(AvgPool2d::new(INPUT, Window::new(2)), 40), &["AvgPool2d::backward", "7×2", "24×2"]),
    (|| { Flatten::new(INPUT).forward(&zeros(39, 1)); }, &["Flatten::forward", "2×5×4", "40", "39"]),
    (|| after(Flatten::new(INPUT), 40), &["Flatten::backward", "7×2", "40×2"]),
    (|| { PerChannel::new(INPUT).forward(&zeros(39, 1)); }, &["PerChannel::forward", "2×5×4", "40", "39"]),
    (|| after(PerChannel::new(INPUT), 40), &["PerChannel::backward", "7×2", "40×2"]),
    (|| after(ScaledTanh::new(), 40), &["ScaledTanh::backward", "7×2", "40×2"]),
    (|| { Connected::new(geometry(), &[&[0], &[1]]); }, &["Connected", "2 lists", "3 kernels"]),
    (|| { Connected::new(geometry(), &[&[0], &[1], &[2]]); }, &["kernel 2", "[2]", "2 channels"]),
    (|| { Connected::new(geometry(), &[&[0], &[1, 0], &[1]]); }, &["kernel 1", "[1, 0]", "ascending"]),
    (|| { Connected::new(apart(), &[&[0], &[1]]); }, &["Connected", "2 groups", "one group"]),
    (|| { box_blur(0); }, &["box_blur", "size 0"]),
    (|| { gaussian(3, 0.0); }, &["gaussian", "deviation 0"]),
    (|| { as_weights(&[]); }, &["as_weights", "no kernels"]),
    (|| { as_weights(&[laplacian(), box_blur(2)]); }, &["as_weights", "2×2", "3×3"]),
    (|| { Shards::new(0, 1, || Box::new(conv())); }, &["Shards", "0 copies", "1 threads"]),
    (|| { Shards::new(2, 0, || Box::new(conv())); }, &["Shards", "2 copies", "0 threads"]),
    (|| after(Shards::new(2, 1, || Box::new(conv())), 40), &["Shards::backward", "7×2", "36×2"]),
];

#[test]
fn each_wrong_shape_is_named() {
    let mut poor = Vec::new();
    for (k, (broken, says)) in CASES.iter().enumerate() {
        let said = match catch_unwind(broken) {
            Ok(()) => "nothing: it went through".to_owned(),
            Err(panic) => match panic.downcast_ref::<String>() {
                Some(said) => said.clone(),
                None => panic
                    .downcast_ref::<&str>()
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            },
        };
        if !says.iter().all(|word| said.contains(word)) {
            poor.push(format!("case {k}: {said}\n  without {says:?}"));
        }
    }
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

/// Copies that are not alike are refused.
#[test]
fn copies_are_alike() {
    let mut kernels = 0;
    let panic = catch_unwind(move || {
        Shards::new(2, 1, || {
            kernels += 1;
            let geometry = Geometry::new(INPUT, kernels, Window::new(2));
            Box::new(Conv2d::new(geometry, Init::He, &mut random(1)))
        });
    });
    let said = panic
        .expect_err("they differ")
        .downcast::<String>()
        .expect("words");
    assert!(said.contains("[9, 18]"), "{said}");
}

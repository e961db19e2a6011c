//! Small images by hand.

use backprop::Layer;
use convolution::sparse::as_matrix;
use convolution::{AvgPool2d, Flatten, Geometry, ImageShape, MaxPool2d, Window};
use matrix::{Matrix, Real, Vector};

use crate::equal::layer;

fn column(numbers: &[Real]) -> Matrix {
    Vector::from(numbers).into()
}

/// The kernel (2, 0, −1) on five numbers: three rows of the same weights, each one further.
#[test]
fn the_matrix_of_a_kernel() {
    let geometry = Geometry::new(ImageShape::new(1, 1, 5), 1, row(3));
    let matrix = as_matrix(&Matrix::from_rows([[2.0, 0.0, -1.0]]), &geometry);
    let right = Matrix::from_rows([
        [2.0, 0.0, -1.0, 0.0, 0.0],
        [0.0, 2.0, 0.0, -1.0, 0.0],
        [0.0, 0.0, 2.0, 0.0, -1.0],
    ]);
    assert_eq!(matrix, right);
}

/// One row high.
fn row(size: usize) -> convolution::Window2d {
    convolution::Window2d {
        down: Window::new(1),
        across: Window::new(size),
    }
}

/// The example of the lesson, as images of one row.
#[test]
fn a_list_is_an_image_of_one_row() {
    let geometry = Geometry::new(ImageShape::new(1, 1, 5), 1, row(3));
    let mut conv = layer(geometry, 1);
    conv.weight.value = Matrix::from_rows([[2.0, 0.0, -1.0]]);
    conv.bias.value.fill(0.5);
    let x = column(&[1.0, 2.0, 0.0, -1.0, 3.0]);
    assert_eq!(conv.forward(&x).as_slice(), [2.5, 5.5, -2.5]);
    let dx = conv.backward(&column(&[1.0, 0.0, 2.0])).clone();
    assert_eq!(dx.as_slice(), [2.0, 0.0, 3.0, 0.0, -2.0]);
    assert_eq!(conv.weight.gradient, Matrix::from_rows([[1.0, 0.0, 6.0]]));
    assert_eq!(conv.bias.gradient.as_slice(), [3.0]);
}

/// An asymmetric kernel is laid on as it is, not turned around.
#[test]
fn a_kernel_is_not_flipped() {
    let geometry = Geometry::new(ImageShape::new(1, 3, 3), 1, Window::new(2));
    let mut conv = layer(geometry, 1);
    conv.weight.value = Matrix::from_rows([[1.0, 10.0, 100.0, 1000.0]]);
    conv.bias.value.fill(0.0);
    let x = column(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    // Top left: 1·1 + 10·2 + 100·4 + 1000·5.
    assert_eq!(
        conv.forward(&x).as_slice(),
        [5421.0, 6532.0, 8754.0, 9865.0]
    );
}

/// A bias went into every position of every image: its slope counts them.
#[test]
fn a_bias_counts_images_and_positions() {
    let geometry = Geometry::new(ImageShape::new(2, 5, 4), 3, Window::new(2));
    let mut conv = layer(geometry, 1);
    conv.forward(&Matrix::zeros(40, 7));
    let mut dy = Matrix::zeros(3 * 4 * 3, 7);
    dy.fill(1.0);
    conv.backward(&dy);
    assert_eq!(conv.bias.gradient.as_slice(), [7.0 * 12.0; 3]);
}

#[test]
fn pools_of_two_by_two() {
    let shape = ImageShape::new(1, 2, 5);
    let window = Window {
        stride: 2,
        ..Window::new(2)
    };
    // The last column is left over.
    let x = column(&[1.0, 5.0, 2.0, 2.0, 9.0, 3.0, 4.0, 2.0, 0.0, 9.0]);
    let mut max = MaxPool2d::new(shape, window);
    assert_eq!(max.geometry().output().to_string(), "1×1×2");
    assert_eq!(max.forward(&x).as_slice(), [5.0, 2.0]);
    // A tie of three: the first in reading order gets all.
    let dx = max.backward(&column(&[3.0, 7.0]));
    let right = [0.0, 3.0, 7.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(dx.as_slice(), right);

    let mut mean = AvgPool2d::new(shape, window);
    assert_eq!(mean.forward(&x).as_slice(), [3.25, 1.5]);
    let dx = mean.backward(&column(&[4.0, 8.0]));
    let right = [1.0, 1.0, 2.0, 2.0, 0.0, 1.0, 1.0, 2.0, 2.0, 0.0];
    assert_eq!(dx.as_slice(), right);
}

#[test]
fn a_flattened_image_is_the_image() {
    let mut flatten = Flatten::new(ImageShape::new(2, 1, 3));
    let x = column(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(*flatten.forward(&x), x);
    assert_eq!(*flatten.backward(&x), x);
}

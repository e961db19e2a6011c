//! Lesson 5's stepper: a kernel of three by three taps slides over a written digit.

use backprop::{Init, Layer};
use convolution::kernels::{
    as_weights, box_blur, gaussian, laplacian, sharpen, sobel_across, sobel_down,
};
use convolution::{Conv2d, Geometry, Window, lenet};
use matrix::{Matrix, Real};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::protocol::{count, given, unknown, wide};
use crate::{Answer, Widget};

/// A test image of MNIST for each digit from 0 to 9, a byte for each pixel. The example
/// `lenet` makes the file.
const DIGITS: &[u8] = include_bytes!("../data/digits.bin");

/// Taps of a kernel, down and across.
const SIDE: usize = 3;

/// The pixels of one of them, from 0 to 1.
pub(crate) fn digit(which: usize) -> impl Iterator<Item = Real> {
    let pixels = lenet::shapes()[0].len();
    let bytes = &DIGITS[which * pixels..(which + 1) * pixels];
    bytes.iter().map(|byte| Real::from(*byte) / 255.0)
}

/// The kernels that people chose, by name.
fn kernels() -> [(&'static str, Matrix); 6] {
    [
        ("Sobel across", sobel_across()),
        ("Sobel down", sobel_down()),
        ("Laplacian", laplacian()),
        ("sharpen", sharpen()),
        ("box blur", box_blur(SIDE)),
        ("Gaussian", gaussian(SIDE, 0.85)),
    ]
}

/// The widget `slide`. It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `kernels` | | nine taps each, row after row; their names |
/// | `digit` | which | its 784 pixels, row after row |
/// | `layer` | stride, padding, nine taps | the output's side, and its numbers, row after row |
/// | `place` | row, column | of that output: where the first tap looks (row and column, perhaps in the padding), what the nine taps see, their nine products, and the output |
pub struct Slide {
    image: Matrix,
    layer: Conv2d,
    output: Vec<Real>,
}

impl Default for Slide {
    fn default() -> Self {
        let [(_, taps), ..] = kernels();
        let mut slide = Self {
            image: image(0),
            layer: layer(Window::new(SIDE), as_weights(&[taps])),
            output: Vec::new(),
        };
        slide.refresh();
        slide
    }
}

fn image(which: usize) -> Matrix {
    let pixels: Vec<_> = digit(which).collect();
    Matrix::from_columns(pixels.len(), 1, pixels).expect("one image is one column")
}

fn layer(window: Window, weights: Matrix) -> Conv2d {
    let geometry = Geometry::new(lenet::shapes()[0], 1, window);
    let mut layer =
        Conv2d::new(geometry, Init::Zeros, &mut ChaCha8Rng::seed_from_u64(0));
    layer.weight.value = weights;
    layer
}

impl Slide {
    fn refresh(&mut self) {
        let output = self.layer.forward(&self.image);
        output.as_slice().clone_into(&mut self.output);
    }

    fn place(&self, row: usize, column: usize, answer: &mut Answer) {
        let geometry = self.layer.geometry();
        let Window {
            stride, padding, ..
        } = geometry.window().down;
        let corner = [row, column].map(|i| (stride * i) as f64 - padding as f64);
        answer.numbers.extend(corner);
        let position = row * geometry.output().width + column;
        let pixels = self.image.as_slice();
        let seen: Vec<Real> = (0..geometry.taps())
            .map(|tap| geometry.source(position, tap).map_or(0.0, |i| pixels[i]))
            .collect();
        let taps = self.layer.weight.value.as_slice();
        let products = seen.iter().zip(taps).map(|(x, w)| x * w);
        answer.numbers.extend(seen.iter().copied().map(wide));
        answer.numbers.extend(products.map(wide));
        answer.numbers.push(wide(self.output[position]));
    }
}

impl Widget for Slide {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "kernels" => {
                let all = kernels();
                answer.words = all.each_ref().map(|kernel| kernel.0).join("\n");
                let taps = all.map(|kernel| as_weights(&[kernel.1]));
                let taps = taps.iter().flat_map(Matrix::as_slice);
                answer.numbers.extend(taps.copied().map(wide));
            }
            "digit" => {
                let [which] = given(question, numbers);
                self.image = image(count(which));
                self.refresh();
                let pixels = self.image.as_slice().iter();
                answer.numbers.extend(pixels.copied().map(wide));
            }
            "layer" => {
                let [stride, padding, taps @ ..] =
                    given::<{ 2 + SIDE * SIDE }>(question, numbers);
                let window = Window {
                    stride: count(stride),
                    padding: count(padding),
                    ..Window::new(SIDE)
                };
                let taps = Matrix::from_rows([taps.map(|tap| tap as Real)]);
                self.layer = layer(window, taps);
                self.refresh();
                let side = self.layer.geometry().output().width;
                answer.numbers.push(side as f64);
                answer.numbers.extend(self.output.iter().copied().map(wide));
            }
            "place" => {
                let [row, column] = given(question, numbers).map(count);
                self.place(row, column, answer);
            }
            _ => unknown("slide", question),
        }
    }
}

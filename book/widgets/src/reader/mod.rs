//! Lesson 5's reader: a trained LeNet says what has been drawn.

pub mod strokes;
pub mod weights;

use backprop::functions::Softmax;
use backprop::{Function, Layer, Sequential};
use matrix::{Matrix, Real, Vector};

use crate::protocol::{count, given, unknown, wide};
use crate::slide::digit;
use crate::{Answer, Widget};

/// The widget `reader`. It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `strokes` | x and y of each point, from 0 to 1, to the right and down; −1, −1 where the pen is lifted | the 784 pixels that LeNet sees, row after row; then, unless nothing is drawn, ten probabilities |
/// | `digit` | which | the same for a written digit |
pub struct Reader {
    network: Sequential,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            network: weights::trained(),
        }
    }
}

impl Reader {
    fn read(&mut self, pixels: Vec<Real>, answer: &mut Answer) {
        answer.numbers.extend(pixels.iter().copied().map(wide));
        let x = Matrix::from_columns(pixels.len(), 1, pixels);
        let logits = self.network.forward(&x.expect("one image is one column"));
        let probabilities = Softmax.value(&Vector::from(logits.as_slice()));
        let probabilities = probabilities.iter().copied().map(wide);
        answer.numbers.extend(probabilities);
    }
}

impl Widget for Reader {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "strokes" => {
                let (points, rest) = numbers.as_chunks::<2>();
                assert!(rest.is_empty(), "each point has x and y");
                match strokes::pixels(points) {
                    Some(pixels) => self.read(pixels, answer),
                    None => answer.numbers.resize(strokes::SIDE * strokes::SIDE, 0.0),
                }
            }
            "digit" => {
                let [which] = given(question, numbers);
                self.read(digit(count(which)).collect(), answer);
            }
            _ => unknown("reader", question),
        }
    }
}

//! Lesson 3's explorer: an activation and its slope, and what many in a row do.

use activations::Activation;

use crate::protocol::{count, given, unknown};
use crate::{Answer, Widget};

/// The widget `depth`. A slope on its way back is multiplied by one gate after the other. It is
/// asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `activations` | | nothing; the names |
/// | `activation` | which | nothing; its formula, and its slope's |
/// | `curve` | from, to, points | for each point x, f(x) and f′(x) |
/// | `at` | x | f(x), f′(x) |
/// | `steepest` | from, to, points | the largest size of f′(x) on that grid |
/// | `gates` | x, depth | for 1, 2, … gates in a row, all at x: the product of their slopes |
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    activation: Activation,
}

impl Default for Depth {
    fn default() -> Self {
        Self {
            activation: Activation::Sigmoid,
        }
    }
}

impl Depth {
    fn grid(numbers: &[f64], question: &str) -> impl Iterator<Item = f64> {
        let [from, to, points] = given(question, numbers);
        let points = count(points);
        (0..points).map(move |i| {
            let share = i as f64 / (points - 1) as f64;
            from + share * (to - from)
        })
    }
}

impl Widget for Depth {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        let f = self.activation;
        match question {
            "activations" => {
                answer.words = Activation::ALL.map(|f| f.to_string()).join("\n");
            }
            "activation" => {
                let [which] = given(question, numbers);
                self.activation = Activation::ALL[count(which)];
                let facts = self.activation.facts();
                answer.words = [facts.formula, facts.slope].join("\n");
            }
            "curve" => {
                let points = Self::grid(numbers, question);
                answer
                    .numbers
                    .extend(points.flat_map(|x| [x, f.value(x), f.slope(x)]));
            }
            "at" => {
                let [x] = given(question, numbers);
                answer.numbers.extend([f.value(x), f.slope(x)]);
            }
            "steepest" => {
                let slopes = Self::grid(numbers, question).map(|x| f.slope(x).abs());
                answer.numbers.push(slopes.fold(0.0, f64::max));
            }
            "gates" => {
                let [x, depth] = given(question, numbers);
                let slope = f.slope(x);
                let mut product = 1.0;
                for _ in 0..count(depth) {
                    product *= slope;
                    answer.numbers.push(product);
                }
            }
            _ => unknown("depth", question),
        }
    }
}

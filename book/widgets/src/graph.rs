//! Lesson 1's graph stepper: a tape, forward and backward, one row at a time.

use autograd::nudge::central_difference;
use autograd::{Gradients, Tape, Var};

use crate::protocol::{count, given, unknown};
use crate::{Answer, Widget};

/// The step of the nudge: the pages use it too.
const NUDGE: f64 = 0.001;

/// A computation with named inputs and named rows.
struct Example {
    /// Each input with its value at the start.
    inputs: &'static [(&'static str, f64)],
    /// What stands in each row that is no input.
    rows: &'static [&'static str],
    /// The computation; its last row is the result.
    compute: for<'t> fn(&[Var<'t>]) -> Var<'t>,
}

/// The examples of the page "Along a path, across all paths".
const EXAMPLES: [Example; 2] = [
    Example {
        inputs: &[("a", 3.0), ("b", -2.0)],
        rows: &["p = a·b", "s = p + a", "L = s²"],
        compute: |x| {
            let p = x[0] * x[1];
            let s = p + x[0];
            s.powi(2)
        },
    },
    Example {
        inputs: &[
            ("w₁", 2.0),
            ("x₁", -1.0),
            ("w₂", -3.0),
            ("x₂", -2.0),
            ("b", -3.0),
        ],
        rows: &[
            "w₁·x₁",
            "w₂·x₂",
            "sum",
            "z = sum + b",
            "−z",
            "e⁻ᶻ",
            "1 + e⁻ᶻ",
            "f = 1/(1 + e⁻ᶻ)",
        ],
        compute: |x| {
            let (first, second) = (x[0] * x[1], x[2] * x[3]);
            let z = first + second + x[4];
            1.0 / (1.0 + (-z).exp())
        },
    },
];

/// The widget `graph`. It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `example` | which | nothing: its inputs are as at the start |
/// | `inputs` | | their values; their names |
/// | `set` | which input, its value | nothing |
/// | `rows` | | for each row: value, adjoint at the end, number of edges, then parent and slope of each; the rows' names and operations, separated by a tab |
/// | `adjoints` | how many rows the sweep has left, last first | each row's adjoint so far |
/// | `nudge` | which input | the step h; the result at x + h and x − h; the slope by trying; the slope by the sweep |
#[derive(Clone, Debug)]
pub struct Graph {
    example: usize,
    inputs: Vec<f64>,
}

impl Default for Graph {
    fn default() -> Self {
        Self::new(0)
    }
}

impl Graph {
    /// One of the examples, with its inputs as at the start.
    ///
    /// # Panics
    ///
    /// If there is no such example.
    pub fn new(example: usize) -> Self {
        let inputs = EXAMPLES[example].inputs.iter();
        Self {
            example,
            inputs: inputs.map(|input| input.1).collect(),
        }
    }

    fn example(&self) -> &'static Example {
        &EXAMPLES[self.example]
    }

    /// The result where input `which` is `x`, and the others are as they are.
    fn result(&self, which: usize, x: f64) -> f64 {
        let mut inputs = self.inputs.clone();
        inputs[which] = x;
        let tape = Tape::new();
        (self.example().compute)(&tape.vars(&inputs)).value()
    }

    /// The tape, and its result's gradients.
    fn record(&self) -> (Tape, Gradients) {
        let tape = Tape::new();
        let gradients = (self.example().compute)(&tape.vars(&self.inputs)).backward();
        (tape, gradients)
    }

    fn rows(&self, answer: &mut Answer) {
        let (tape, gradients) = self.record();
        let Example { inputs, rows, .. } = self.example();
        let names = inputs
            .iter()
            .map(|input| input.0)
            .chain(rows.iter().copied());
        for ((index, row), name) in tape.rows().into_iter().enumerate().zip(names) {
            answer.numbers.extend([
                row.value,
                gradients.at(index),
                row.parents.len() as f64,
            ]);
            for (parent, slope) in row.parents {
                answer.numbers.extend([parent as f64, slope]);
            }
            answer.words.extend([name, "\t", row.op.symbol(), "\n"]);
        }
    }

    /// A row's adjoint grows by one payment for each use. Which of them have been made is
    /// known from the rows that the sweep has left.
    fn adjoints(&self, left: usize, answer: &mut Answer) {
        let (tape, gradients) = self.record();
        let rows = tape.rows();
        let mut adjoints = vec![0.0; rows.len()];
        *adjoints.last_mut().expect("an example has rows") = 1.0;
        for (index, row) in rows.iter().enumerate().rev().take(left) {
            for &(parent, slope) in &row.parents {
                adjoints[parent] += gradients.at(index) * slope;
            }
        }
        answer.numbers.extend(adjoints);
    }
}

impl Widget for Graph {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "example" => {
                let [which] = given(question, numbers);
                *self = Self::new(count(which));
            }
            "inputs" => {
                answer.numbers.extend(&self.inputs);
                let names = self.example().inputs.iter().map(|input| input.0);
                answer.words = names.collect::<Vec<_>>().join("\n");
            }
            "set" => {
                let [which, value] = given(question, numbers);
                self.inputs[count(which)] = value;
            }
            "rows" => self.rows(answer),
            "adjoints" => {
                let [left] = given(question, numbers);
                self.adjoints(count(left), answer);
            }
            "nudge" => {
                let [which] = given(question, numbers);
                let which = count(which);
                let x = self.inputs[which];
                let f = |x| self.result(which, x);
                let (_, gradients) = self.record();
                answer.numbers.extend([
                    NUDGE,
                    f(x + NUDGE),
                    f(x - NUDGE),
                    central_difference(f, x, NUDGE),
                    // Inputs are the first rows.
                    gradients.at(which),
                ]);
            }
            _ => unknown("graph", question),
        }
    }
}

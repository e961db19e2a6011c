//! What a page may ask.

use matrix::Real;

use crate::depth::Depth;
use crate::graph::Graph;
use crate::jacobian::Explorer;
use crate::playground::Playground;
use crate::race::Race;
use crate::reader::Reader;
use crate::slide::Slide;

/// What a widget answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Numbers; each question says in which order.
    pub numbers: Vec<f64>,
    /// Words, where a question asks for some; several are separated by line ends.
    pub words: String,
}

impl Answer {
    /// Forgets the answer before, and keeps its memory.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.words.clear();
    }
}

/// One live picture of a page, without its looks.
pub trait Widget {
    /// Answers a question that comes with some numbers. The answer is empty beforehand.
    ///
    /// # Panics
    ///
    /// If there is no such question, or the numbers are not those it needs: our page asks,
    /// nobody else.
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer);
}

/// The names of all widgets, in alphabetical order; each has a script in `page`.
pub const NAMES: [&str; 7] = [
    "depth",
    "graph",
    "jacobian",
    "playground",
    "race",
    "reader",
    "slide",
];

/// A new widget of that name, if there is one.
pub fn open(name: &str) -> Option<Box<dyn Widget>> {
    match name {
        "graph" => Some(Box::new(Graph::default())),
        "jacobian" => Some(Box::new(Explorer::default())),
        "depth" => Some(Box::new(Depth::default())),
        "playground" => Some(Box::new(Playground::default())),
        "race" => Some(Box::new(Race::default())),
        "reader" => Some(Box::new(Reader::default())),
        "slide" => Some(Box::new(Slide::default())),
        _ => None,
    }
}

/// A number of the crates as an answer has it.
// Nothing changes where they are of 64 bits already.
#[allow(clippy::useless_conversion)]
pub(crate) fn wide(x: Real) -> f64 {
    x.into()
}

/// Names a question that a widget does not know.
pub(crate) fn unknown(widget: &str, question: &str) -> ! {
    panic!("the widget `{widget}` is never asked `{question}`")
}

/// Exactly so many numbers.
///
/// # Panics
///
/// If there are more or fewer.
pub(crate) fn given<const COUNT: usize>(
    question: &str,
    numbers: &[f64],
) -> [f64; COUNT] {
    let found = numbers.len();
    numbers.try_into().unwrap_or_else(|_| {
        panic!("`{question}` comes with {COUNT} numbers, not with {found}")
    })
}

/// A number that counts something or picks one of several.
///
/// # Panics
///
/// If it is negative, broken, or too large to count with.
pub(crate) fn count(number: f64) -> usize {
    assert!(
        (0.0..=1e9).contains(&number) && number.fract() == 0.0,
        "{number} is no count"
    );
    // In range and whole, as asserted.
    #[allow(clippy::cast_sign_loss)]
    let count = number as usize;
    count
}

//! The three logic gates with which the course begins.

use crate::Dataset;

/// The logical *and* of two bits: class 1 for (1, 1), class 0 for the other three.
///
/// Four samples of two features, in the order (0,0), (0,1), (1,0), (1,1). A single neuron
/// learns it: one straight line separates the classes.
///
/// ```
/// let and = datasets::and();
/// assert_eq!(and.labels(), [0, 0, 0, 1]);
/// ```
pub fn and() -> Dataset {
    gate(|a, b| a && b)
}

/// The logical *or* of two bits: class 0 for (0, 0), class 1 for the other three.
///
/// Four samples of two features, in the order (0,0), (0,1), (1,0), (1,1). A single neuron
/// learns it: one straight line separates the classes.
///
/// ```
/// let or = datasets::or();
/// assert_eq!(or.labels(), [0, 1, 1, 1]);
/// ```
pub fn or() -> Dataset {
    gate(|a, b| a || b)
}

/// The *exclusive or* of two bits: class 1 where they differ.
///
/// Four samples of two features, in the order (0,0), (0,1), (1,0), (1,1). No straight line
/// separates the classes, so no single neuron gets more than three of the four right.
///
/// ```
/// let xor = datasets::xor();
/// assert_eq!(xor.sample(2), [1.0, 0.0]);
/// assert_eq!(xor.labels(), [0, 1, 1, 0]);
/// ```
pub fn xor() -> Dataset {
    gate(|a, b| a != b)
}

fn gate(of: impl Fn(bool, bool) -> bool) -> Dataset {
    let inputs = [(false, false), (false, true), (true, false), (true, true)];
    let values = inputs
        .iter()
        .flat_map(|&(a, b)| [f64::from(a), f64::from(b)])
        .collect();
    let labels = inputs.iter().map(|&(a, b)| usize::from(of(a, b))).collect();
    Dataset::new(2, 2, values, labels)
        .expect("four samples of two features, two classes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_inputs_in_counting_order() {
        for data in [and(), or(), xor()] {
            assert_eq!(data.values(), [0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0]);
            assert_eq!((data.dimension(), data.classes()), (2, 2));
        }
    }

    #[test]
    fn labels_are_the_truth_tables() {
        assert_eq!(and().labels(), [0, 0, 0, 1]);
        assert_eq!(or().labels(), [0, 1, 1, 1]);
        assert_eq!(xor().labels(), [0, 1, 1, 0]);
    }
}

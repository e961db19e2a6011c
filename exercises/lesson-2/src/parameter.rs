//! Numbers that training changes.

use matrix::Matrix;

/// A group of numbers that training changes, and the loss's slope in each of them.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// What it is called in a file: `weight`, and in a network `0.weight`.
    pub name: String,
    /// The shape it has in a file, where other libraries expect it.
    pub shape: Vec<usize>,
    /// The numbers.
    pub value: Matrix,
    /// ∂L/∂value, in the same shape. `backward` adds to it.
    pub gradient: Matrix,
}

impl Parameter {
    /// A parameter with these first values, and a gradient of zeros.
    ///
    /// # Panics
    ///
    /// If the shape for files has not as many entries as the values.
    pub fn new(name: &str, shape: &[usize], value: Matrix) -> Self {
        let (rows, columns) = value.shape();
        assert!(
            shape.iter().product::<usize>() == rows * columns,
            "Parameter::new: `{name}` has the shape {shape:?}, its value is {rows}×{columns}"
        );
        Self {
            name: name.to_owned(),
            shape: shape.to_vec(),
            gradient: Matrix::zeros(value.nrows(), value.ncols()),
            value,
        }
    }
}

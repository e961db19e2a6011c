//! What each layer of a network costs, from shapes alone.

use std::fmt;

use crate::{Geometry, ImageShape};

/// A layer in a table: what it hands on, and what it costs for one image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the layer is called.
    pub name: &'static str,
    /// The shape of its output.
    pub output: ImageShape,
    /// How many numbers training changes.
    pub parameters: usize,
    /// How many products are added up on the way forward.
    pub multiply_adds: usize,
}

impl Row {
    /// A convolution; or a dense layer, which is one whose window is the whole image.
    pub fn weighted(name: &'static str, geometry: &Geometry) -> Self {
        Self {
            name,
            output: geometry.output(),
            parameters: geometry.parameters(),
            multiply_adds: geometry.multiply_adds(),
        }
    }

    /// Pooling, which has nothing to train and nothing to multiply.
    pub fn pool(name: &'static str, geometry: &Geometry) -> Self {
        Self {
            name,
            output: geometry.output(),
            parameters: 0,
            multiply_adds: 0,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            output,
            parameters,
            multiply_adds,
        } = self;
        let output = output.to_string();
        write!(f, "{name:8}{output:>12}{parameters:>14}{multiply_adds:>16}")
    }
}

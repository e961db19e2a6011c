//! The reverse sweep: from one result back to everything it was computed from.

use crate::Var;

// ANCHOR: gradients
/// The slope of one result with respect to every row before it.
#[derive(Clone, Debug, Default)]
pub struct Gradients {
    /// One number per row: the result's slope with respect to that row, the row's
    /// *adjoint*.
    adjoints: Vec<f64>,
}

impl Gradients {
    /// No slopes yet: the buffer for [`Var::backward_into`].
    pub fn new() -> Self {
        Self::default()
    }

    /// The slope with respect to `x`: 0 where the result does not depend on it.
    #[inline]
    pub fn wrt(&self, x: Var) -> f64 {
        self.at(x.row())
    }

    /// The slope with respect to a row by its number, for tables and drawings.
    #[inline]
    pub fn at(&self, row: usize) -> f64 {
        self.adjoints.get(row).copied().unwrap_or(0.0)
    }

    /// The slope with respect to each of several numbers.
    pub fn wrt_all(&self, xs: &[Var]) -> Vec<f64> {
        xs.iter().map(|&x| self.wrt(x)).collect()
    }
}
// ANCHOR_END: gradients

// ANCHOR: sweep
impl Var<'_> {
    /// The slopes of this result with respect to every row before it.
    pub fn backward(self) -> Gradients {
        let mut gradients = Gradients::new();
        self.backward_into(1.0, &mut gradients);
        gradients
    }

    /// The same, times `seed`, into a buffer that is used again and again.
    ///
    /// `seed` is the slope of something further on with respect to this result, its
    /// *cotangent*. What the buffer held before is forgotten. A row with adjoint 0 is
    /// passed over, whatever its slopes are: 0·∞ must not become NaN. Cost: at most one
    /// multiplication and one addition per edge, whatever the number of inputs.
    pub fn backward_into(self, seed: f64, gradients: &mut Gradients) {
        let record = self.tape.record.borrow();
        let adjoints = &mut gradients.adjoints;
        // ANCHOR: exercise_1_8
        adjoints.clear();
        adjoints.resize(self.row() + 1, 0.0);
        adjoints[self.row()] = seed;
        for row in (0..=self.row()).rev() {
            let incoming = adjoints[row];
            if incoming == 0.0 {
                continue;
            }
            for edge in record.edges_of(row) {
                adjoints[edge.parent as usize] += incoming * edge.slope;
            }
        }
        // ANCHOR_END: exercise_1_8
    }
}
// ANCHOR_END: sweep

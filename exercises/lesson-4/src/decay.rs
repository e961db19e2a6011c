//! L2: a loss that also dislikes large numbers.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

/// Adds ½λ‖w‖² to the loss, which adds λw to the gradient, for any optimizer.
#[derive(Clone, Debug)]
pub struct WithL2<O> {
    /// What takes the step.
    pub optimizer: O,
    /// λ
    pub decay: Real,
    /// Room for the sum: the gradient that was given stays as it is.
    sum: Vec<Real>,
}

impl<O> WithL2<O> {
    /// L2 of this strength before this optimizer.
    pub fn new(optimizer: O, decay: Real) -> Self {
        Self {
            optimizer,
            decay,
            sum: Vec::new(),
        }
    }
}

impl<O: Optimizer> Optimizer for WithL2<O> {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("WithL2", values, slopes);
        self.sum.clear();
        let pairs = slopes.iter().zip(values.iter());
        self.sum.extend(pairs.map(|(g, w)| g + self.decay * w));
        self.optimizer.update(index, values, &self.sum);
    }
}

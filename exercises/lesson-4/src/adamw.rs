//! Adam, with a decay that does not pass through its square root.

use backprop::Optimizer;
use backprop::training::check_slopes;
use matrix::Real;

use crate::Adam;

/// AdamW (Loshchilov & Hutter 2019): w ← (1 − ηλ)w, then a step of Adam.
///
/// L2 inside the gradient would be divided by √ŝ like everything else, so that numbers
/// with large slopes hardly decayed. Here all decay alike.
#[derive(Clone, Debug)]
pub struct AdamW {
    /// The Adam within.
    pub adam: Adam,
    /// λ
    pub decay: Real,
}

impl AdamW {
    /// `AdamW` with Adam's usual settings.
    pub fn new(learning_rate: Real, decay: Real) -> Self {
        Self {
            adam: Adam::new(learning_rate),
            decay,
        }
    }
}

impl Optimizer for AdamW {
    fn update(&mut self, index: usize, values: &mut [Real], slopes: &[Real]) {
        check_slopes("AdamW", values, slopes);
        // >>> exercise 4.10: your code from here
        todo!("exercise 4.10: Decay beside the square root");
        // <<< exercise 4.10: to here
    }
}

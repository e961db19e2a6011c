//! What the network is shown.

use crate::adam::filled;

/// How many numbers the network sees.
pub const FEATURES: usize = 4;

/// A step is this share of the slope's usual size, times the network's answer: so that an
/// untrained network does little harm.
pub(crate) const STEP: f64 = 0.02;

/// Three running means of one number's slopes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traces {
    /// The mean slope, which forgets half at every step.
    pub(crate) fast: f64,
    /// The mean slope, which forgets a tenth.
    pub(crate) slow: f64,
    /// The mean square, which forgets a twentieth.
    pub(crate) square: f64,
}

impl Traces {
    /// Takes in the slope of step `step` (from 1) and gives what the network sees, and the
    /// slope's usual size: the slope now, lately and for longer, all in units of that size,
    /// and the size itself, as a logarithm.
    pub(crate) fn look(&mut self, slope: f64, step: u32) -> ([f64; FEATURES], f64) {
        self.fast = 0.5 * self.fast + 0.5 * slope;
        self.slow = 0.9 * self.slow + 0.1 * slope;
        self.square = 0.95 * self.square + 0.05 * slope * slope;
        let size = (self.square / filled(0.95, step)).sqrt() + 1e-8;
        let features = [
            slope / size,
            self.fast / filled(0.5, step) / size,
            self.slow / filled(0.9, step) / size,
            0.25 * size.ln(),
        ];
        (features, size)
    }
}

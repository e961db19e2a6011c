//! Valleys to walk in, each with its gradient and its lowest point.

use matrix::Real;

mod bowls;
mod classics;
mod noisy;
mod saddle;

pub use bowls::{Bowl, RotatedBowl};
pub use classics::{Beale, Himmelblau, Rosenbrock};
pub use noisy::NoisyBowl;
pub use saddle::Saddle;

/// A landscape over the plane.
pub trait Surface {
    /// What it is called.
    fn name(&self) -> String;
    /// The height at w.
    fn value(&self, w: &[Real; 2]) -> Real;
    /// The slopes at w.
    fn gradient(&self, w: &[Real; 2]) -> [Real; 2];
    /// Where its lowest points are.
    fn minima(&self) -> Vec<[Real; 2]>;
    /// Where a race begins.
    fn start(&self) -> [Real; 2];
}

/// All of them, with the settings of the book's races.
pub fn all() -> Vec<Box<dyn Surface>> {
    vec![
        Box::new(Bowl { condition: 100.0 }),
        Box::new(RotatedBowl { condition: 100.0 }),
        Box::new(Saddle),
        Box::new(Rosenbrock),
        Box::new(Beale),
        Box::new(Himmelblau),
    ]
}

//! Units that learn nothing any more.

use matrix::Matrix;

use crate::Activation;
use crate::arrays::widened;

// ANCHOR: dead
/// How many units are *dead* on a batch: those whose slope is 0 for every sample.
///
/// `z` is what goes into the activation, units × batch. No sample of the batch changes the
/// weights of a dead unit. If that holds for all samples there are, none ever will.
pub fn dead_units(activation: Activation, z: &Matrix) -> usize {
    // ANCHOR: exercise_3_5
    let mut alive = vec![false; z.nrows()];
    for sample in z.column_iter() {
        for (alive, &z) in alive.iter_mut().zip(sample) {
            *alive |= activation.slope(widened(z)) != 0.0;
        }
    }
    alive.iter().filter(|&&alive| !alive).count()
    // ANCHOR_END: exercise_3_5
}
// ANCHOR_END: dead

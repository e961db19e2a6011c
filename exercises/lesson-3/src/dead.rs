//! Units that learn nothing any more.

use matrix::Matrix;

use crate::Activation;
use crate::arrays::widened;

/// How many units are *dead* on a batch: those whose slope is 0 for every sample.
///
/// `z` is what goes into the activation, units × batch. No sample of the batch changes the
/// weights of a dead unit. If that holds for all samples there are, none ever will.
pub fn dead_units(activation: Activation, z: &Matrix) -> usize {
    // >>> exercise 3.5: your code from here
    todo!("exercise 3.5: Counting the dead")
    // <<< exercise 3.5: to here
}

//! The first layer of a network has none before it.

use matrix::Matrix;

use crate::Layer;

/// Backward through layers in a row, but for ∂L/∂X of the first, which nobody asks for. In
/// a small network that is a large part of the work: of three products a dense layer saves
/// one.
pub(crate) fn backward_parameters(layers: &mut [Box<dyn Layer>], dy: &Matrix) {
    let Some((first, others)) = layers.split_first_mut() else {
        return;
    };
    let others = others.iter_mut().rev();
    let slope = others.fold(dy, |slope, layer| layer.backward(slope));
    first.backward_parameters(slope);
}

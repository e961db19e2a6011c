//! With numbers of 32 bits the layer is the fast arrays.

use activations::{Activation, ActivationLayer, fast};
use backprop::Layer;
use matrix::Matrix;

#[test]
fn the_layer_is_the_fast_arrays() {
    let x = Matrix::from_fn(7, 11, |i, j| (i as f32 - 2.5) * (j as f32 + 0.5) / 8.0);
    let dy = x.map(|x| 0.75 - x / 4.0);
    let (mut y, mut dx) = ([0.0; 77], [0.0; 77]);
    for f in Activation::ALL {
        let mut layer = ActivationLayer::new(f);
        fast::forward(f, x.as_slice(), &mut y);
        assert_eq!(layer.forward(&x).as_slice(), y, "{f}");
        if f.slope_from_output(0.0).is_some() {
            fast::backward_from_output(f, dy.as_slice(), &y, &mut dx);
        } else {
            fast::backward(f, dy.as_slice(), x.as_slice(), &mut dx);
        }
        assert_eq!(layer.backward(&dy).as_slice(), dx, "{f}, backward");
    }
}

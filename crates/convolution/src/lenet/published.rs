//! LeNet-5 as it was published in 1998.

use backprop::{Init, Layer, Linear, Parameter, Sequential};
use matrix::Real;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{
    AvgPool2d, Connected, Conv2d, Geometry, ImageShape, PerChannel, ScaledTanh, Window,
};

// ANCHOR: c3_table
/// Which of the six maps of S2 each map of C3 reads (table I of the paper). Not all of
/// them, so that different maps have to find different things, and to save work.
pub const C3_TABLE: [&[usize]; 16] = [
    &[0, 1, 2],
    &[1, 2, 3],
    &[2, 3, 4],
    &[3, 4, 5],
    &[0, 4, 5],
    &[0, 1, 5],
    &[0, 1, 2, 3],
    &[1, 2, 3, 4],
    &[2, 3, 4, 5],
    &[0, 3, 4, 5],
    &[0, 1, 4, 5],
    &[0, 1, 2, 5],
    &[0, 1, 3, 4],
    &[1, 2, 4, 5],
    &[0, 2, 3, 5],
    &[0, 1, 2, 3, 4, 5],
];
// ANCHOR_END: c3_table

// ANCHOR: published
/// LeNet-5 as in section II.B of LeCun, Bottou, Bengio & Haffner 1998: 60,000 parameters,
/// and 850 for the last layer.
///
/// The image is padded from 28×28 to the paper's 32×32. Pooling takes means, which are
/// scaled and moved by two trained numbers for each map. C3 reads what [`C3_TABLE`] says.
/// What bends is 1.7159·tanh(2a/3). First weights are uniform up to 2.4/n for a neuron with n
/// inputs (the paper's appendix A).
///
/// The paper compares F6 with drawn pictures of the digits (radial basis functions). Here
/// a dense layer 84-10 stands in their place.
pub fn published(seed: u64) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(seed);
    let (five, two) = (
        Window::new(5),
        Window {
            stride: 2,
            ..Window::new(2)
        },
    );
    let padded = Window { padding: 2, ..five };
    let c1 = Geometry::new(ImageShape::new(1, 28, 28), 6, padded);
    let s2 = Geometry::per_channel(c1.output(), two);
    let c3 = Geometry::new(s2.output(), 16, five);
    let s4 = Geometry::per_channel(c3.output(), two);
    let c5 = Geometry::new(s4.output(), 120, five);

    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    let mut add = |layer: Box<dyn Layer>| {
        layers.push(layer);
        layers.push(Box::new(ScaledTanh::new()));
    };
    add(Box::new(drawn(
        Conv2d::new(c1, Init::Zeros, random),
        |_| c1.taps(),
        random,
    )));
    add(Box::new(subsampling(&s2)));
    let connected = Connected::new(c3, &C3_TABLE);
    let inputs = connected.inputs();
    add(Box::new(drawn(connected, |row| inputs[row], random)));
    add(Box::new(subsampling(&s4)));
    add(Box::new(drawn(
        Conv2d::new(c5, Init::Zeros, random),
        |_| c5.taps(),
        random,
    )));
    add(Box::new(drawn(
        Linear::new(120, 84, Init::Zeros, random),
        |_| 120,
        random,
    )));
    let last = Linear::new(84, 10, Init::Zeros, random);
    layers.push(Box::new(drawn(last, |_| 84, random)));
    Sequential::new(layers)
}

/// The mean of four, times a coefficient and plus a bias that a map has to itself.
fn subsampling(geometry: &Geometry) -> Sequential {
    let pool = AvgPool2d::new(geometry.input(), geometry.window());
    let scale = PerChannel::new(geometry.output());
    Sequential::new(vec![Box::new(pool), Box::new(scale)])
}

/// The layer with weights between ±2.4/n, where a row of them belongs to a neuron with
/// `inputs(row)` inputs.
fn drawn<L: Layer>(
    mut layer: L,
    inputs: impl Fn(usize) -> usize,
    random: &mut ChaCha8Rng,
) -> L {
    layer.visit(&mut |parameter: &mut Parameter| {
        if parameter.name == "weight" {
            let (rows, columns) = parameter.value.shape();
            for row in 0..rows {
                let limit = 2.4 / inputs(row) as Real;
                for column in 0..columns {
                    parameter.value[(row, column)] = random.random_range(-limit..limit);
                }
            }
        }
    });
    layer
}
// ANCHOR_END: published

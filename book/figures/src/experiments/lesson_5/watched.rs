//! LeNet with its maps open to view.

use backprop::{Activation, Init, Layer, Sequential};
use convolution::{Conv2d, Geometry, lenet::shapes};
use datasets::Dataset;
use matrix::{Matrix, Vector};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::networks::{Kind, convolutions, pool};

/// Where one can look, in the order in which an image passes by. A map is what relu leaves of a
/// convolution.
pub(crate) const PLACES: [&str; 6] =
    ["pixels", "map-1", "pooled-1", "map-2", "pooled-2", "logits"];

/// A trained network of [`Kind::Modern`] or [`Kind::Means`], with the parts of its way from the
/// image to the logits one by one.
///
/// Relu stands before pooling here. In LeNet's today's form it comes after; the largest of four
/// is the same.
pub(crate) struct Watched {
    convs: [Conv2d; 2],
    relus: [Activation; 2],
    pools: [Box<dyn Layer>; 2],
    dense: Sequential,
}

impl Watched {
    /// The network taken apart.
    pub(crate) fn of(kind: Kind, network: &mut Sequential) -> Self {
        let random = &mut ChaCha8Rng::seed_from_u64(0);
        let convs = convolutions(random);
        let pools = [0, 1].map(|i| pool(kind, convs[i].geometry().output()));
        let sizes = [shapes()[4].len(), 120, 84, 10];
        let mut watched = Self {
            convs,
            relus: [Activation::relu(), Activation::relu()],
            pools,
            dense: Sequential::mlp(&sizes, Init::Zeros, 0),
        };
        let mut values = Vec::new();
        network.visit(&mut |parameter| values.push(parameter.value.clone()));
        let mut values = values.into_iter();
        let mut take = |parameter: &mut backprop::Parameter| {
            let value = values.next();
            parameter.value = value.expect("as many parameters as LeNet");
        };
        for conv in &mut watched.convs {
            conv.visit(&mut take);
        }
        watched.dense.visit(&mut take);
        watched
    }

    /// The shapes of both convolutions.
    pub(crate) fn geometries(&self) -> [&Geometry; 2] {
        [self.convs[0].geometry(), self.convs[1].geometry()]
    }

    /// What there is at each of [`PLACES`].
    pub(crate) fn look(&mut self, image: &[f64]) -> [Vec<f64>; 6] {
        let x = Matrix::from(Vector::from(image));
        let mut seen = vec![image.to_vec()];
        let mut signal = &x;
        let parts = self.convs.iter_mut().zip(&mut self.relus);
        for ((conv, relu), pool) in parts.zip(&mut self.pools) {
            signal = relu.forward(conv.forward(signal));
            seen.push(signal.as_slice().to_vec());
            signal = pool.forward(signal);
            seen.push(signal.as_slice().to_vec());
        }
        seen.push(self.dense.forward(signal).as_slice().to_vec());
        seen.try_into()
            .unwrap_or_else(|_| unreachable!("an image, two times two maps, logits"))
    }
}

/// A trained network, taken apart.
pub(crate) fn trained(kind: Kind, data: &Dataset, seed: u64, passes: usize) -> Watched {
    Watched::of(kind, &mut kind.trained(data, seed, passes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::lesson_5::networks::{data, first};

    #[test]
    fn taken_apart_it_says_the_same() {
        let data = data().expect("the images are part of the program");
        let few = first(&data.train, 64);
        for kind in [Kind::Modern, Kind::Means] {
            let mut whole = kind.trained(&few, 2, 1);
            let mut parts = Watched::of(kind, &mut whole);
            for i in 0..5 {
                let image = data.test.sample(i);
                let logits = whole.forward(&Matrix::from(Vector::from(image)));
                let seen = parts.look(image);
                let sizes = [784, 6 * 784, 6 * 196, 1_600, 400, 10];
                assert_eq!(seen.each_ref().map(Vec::len), sizes);
                for (a, b) in logits.as_slice().iter().zip(&seen[5]) {
                    assert!((a - b).abs() < 1e-12, "{kind:?}: {a} {b}");
                }
            }
        }
    }
}

//! Layers in a row.

use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::{Activation, Init, Layer, Linear, Parameter, first};

/// Layers in a row, which are a layer again.
pub struct Sequential {
    layers: Vec<Box<dyn Layer>>,
}

const AT_LEAST_ONE: &str = "`new` refuses a network without layers";

impl Sequential {
    /// The layers, first to last. Their parameters are renamed: `weight` of the first
    /// becomes `0.weight`.
    ///
    /// # Panics
    ///
    /// If there are no layers.
    pub fn new(mut layers: Vec<Box<dyn Layer>>) -> Self {
        assert!(
            !layers.is_empty(),
            "Sequential: no layers, but at least one is needed"
        );
        for (i, layer) in layers.iter_mut().enumerate() {
            layer.visit(&mut |parameter| {
                parameter.name = format!("{i}.{}", parameter.name);
            });
        }
        Self { layers }
    }

    /// Linear layers of the given sizes with a relu after each but the last: `[64, 32, 10]`
    /// reads 64 numbers, has 32 hidden neurons and gives 10 logits.
    ///
    /// # Panics
    ///
    /// If there are fewer than two sizes, or one is 0.
    pub fn mlp(sizes: &[usize], init: Init, seed: u64) -> Self {
        assert!(
            sizes.len() >= 2,
            "Sequential::mlp: sizes {sizes:?}, but an input and an output size are needed"
        );
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut layers: Vec<Box<dyn Layer>> = Vec::new();
        for (i, pair) in sizes.windows(2).enumerate() {
            if i > 0 {
                layers.push(Box::new(Activation::relu()));
            }
            layers.push(Box::new(Linear::new(pair[0], pair[1], init, &mut random)));
        }
        Self::new(layers)
    }
}

impl Layer for Sequential {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (first, rest) = self.layers.split_first_mut().expect(AT_LEAST_ONE);
        let mut signal = first.forward(x);
        for layer in rest {
            signal = layer.forward(signal);
        }
        signal
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        // >>> exercise 2.13: your code from here
        todo!("exercise 2.13: Back through layers in a row")
        // <<< exercise 2.13: to here
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        first::backward_parameters(&mut self.layers, dy);
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        for layer in &mut self.layers {
            layer.visit(visit);
        }
    }
}

//! Y = W·X + b for a whole batch.

use matrix::Matrix;
use rand_chacha::ChaCha8Rng;

use crate::{Init, Layer, Parameter};

// ANCHOR: linear
/// A dense layer: each of its outputs is a weighted sum of all its inputs, plus a bias.
pub struct Linear {
    /// W, outputs × inputs: row i holds the weights of output i.
    pub weight: Parameter,
    /// b, outputs × 1.
    pub bias: Parameter,
    /// What it remembers of the way forward: X.
    input: Matrix,
    output: Matrix,
    dx: Matrix,
}

impl Linear {
    /// A layer with weights by `init` and biases 0.
    ///
    /// # Panics
    ///
    /// If a size is 0.
    pub fn new(
        inputs: usize,
        outputs: usize,
        init: Init,
        random: &mut ChaCha8Rng,
    ) -> Self {
        assert!(
            inputs > 0 && outputs > 0,
            "Linear: {inputs} inputs and {outputs} outputs, but at least one of each is needed"
        );
        let weight = init.weights(inputs, outputs, random);
        let bias = Matrix::zeros(outputs, 1);
        Self {
            weight: Parameter::new("weight", &[outputs, inputs], weight),
            bias: Parameter::new("bias", &[outputs], bias),
            input: Matrix::default(),
            output: Matrix::default(),
            dx: Matrix::default(),
        }
    }
}
// ANCHOR_END: linear

// ANCHOR: linear_layer
impl Layer for Linear {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (wanted, given) = (self.weight.value.ncols(), x.nrows());
        assert!(
            wanted == given,
            "Linear::forward: {wanted} inputs per sample expected, x has {given} rows"
        );
        self.input.copy_from(x);
        // ANCHOR: exercise_2_8
        self.output.set_product(&self.weight.value, x);
        let bias = self.bias.value.as_slice();
        for sample in self.output.column_iter_mut() {
            for (y, b) in sample.iter_mut().zip(bias) {
                *y += b;
            }
        }
        // ANCHOR_END: exercise_2_8
        &self.output
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        self.backward_parameters(dy);
        self.set_dx(dy)
    }

    fn backward_parameters(&mut self, dy: &Matrix) {
        self.check_dy("Linear::backward", dy);
        self.add_weight_gradient(dy);
        self.add_bias_gradient(dy);
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        visit(&mut self.weight);
        visit(&mut self.bias);
    }
}
// ANCHOR_END: linear_layer

// ANCHOR: linear_slopes
/// The three slopes, each from ∂L/∂Y, written `dy`: outputs × batch, as the last Y.
///
/// # Panics
///
/// Where `dy` has not as many rows as W, or not as many columns as the last X.
impl Linear {
    /// ∂L/∂X, inputs × batch: what the layer below will be given.
    pub fn set_dx(&mut self, dy: &Matrix) -> &Matrix {
        self.check_dy("Linear::set_dx", dy);
        // ANCHOR: exercise_2_9
        self.dx.set_product(self.weight.value.t(), dy);
        // ANCHOR_END: exercise_2_9
        &self.dx
    }

    /// Adds ∂L/∂W, outputs × inputs, summed over the batch.
    pub fn add_weight_gradient(&mut self, dy: &Matrix) {
        self.check_dy("Linear::add_weight_gradient", dy);
        // ANCHOR: exercise_2_10
        self.weight.gradient.add_product(dy, self.input.t());
        // ANCHOR_END: exercise_2_10
    }

    /// Adds ∂L/∂b, outputs × 1, summed over the batch.
    pub fn add_bias_gradient(&mut self, dy: &Matrix) {
        self.check_dy("Linear::add_bias_gradient", dy);
        // ANCHOR: exercise_2_11
        let gradient = self.bias.gradient.as_mut_slice();
        for sample in dy.column_iter() {
            for (slope, dy) in gradient.iter_mut().zip(sample) {
                *slope += dy;
            }
        }
        // ANCHOR_END: exercise_2_11
    }
}

impl Linear {
    /// Names both shapes where a slope does not fit the last batch.
    #[track_caller]
    fn check_dy(&self, what: &str, dy: &Matrix) {
        let ((m, n), (outputs, batch)) =
            (dy.shape(), (self.weight.value.nrows(), self.input.ncols()));
        assert!(
            (m, n) == (outputs, batch),
            "{what}: dy is {m}×{n}, but the last forward gave {outputs}×{batch}"
        );
    }
}
// ANCHOR_END: linear_slopes

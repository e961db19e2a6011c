//! Y = W·X + b for a whole batch.

use matrix::Matrix;
use rand_chacha::ChaCha8Rng;

use crate::{Init, Layer, Parameter};

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

impl Layer for Linear {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let (wanted, given) = (self.weight.value.ncols(), x.nrows());
        assert!(
            wanted == given,
            "Linear::forward: {wanted} inputs per sample expected, x has {given} rows"
        );
        self.input.copy_from(x);
        // >>> exercise 2.8: your code from here
        todo!("exercise 2.8: A dense layer, forward");
        // <<< exercise 2.8: to here
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

/// The three slopes, each from ∂L/∂Y, written `dy`: outputs × batch, as the last Y.
///
/// # Panics
///
/// Where `dy` has not as many rows as W, or not as many columns as the last X.
impl Linear {
    /// ∂L/∂X, inputs × batch: what the layer below will be given.
    pub fn set_dx(&mut self, dy: &Matrix) -> &Matrix {
        self.check_dy("Linear::set_dx", dy);
        // >>> exercise 2.9: your code from here
        todo!("exercise 2.9: Back to the input");
        // <<< exercise 2.9: to here
        &self.dx
    }

    /// Adds ∂L/∂W, outputs × inputs, summed over the batch.
    pub fn add_weight_gradient(&mut self, dy: &Matrix) {
        self.check_dy("Linear::add_weight_gradient", dy);
        // >>> exercise 2.10: your code from here
        todo!("exercise 2.10: Back to the weights");
        // <<< exercise 2.10: to here
    }

    /// Adds ∂L/∂b, outputs × 1, summed over the batch.
    pub fn add_bias_gradient(&mut self, dy: &Matrix) {
        self.check_dy("Linear::add_bias_gradient", dy);
        // >>> exercise 2.11: your code from here
        todo!("exercise 2.11: Back to the bias")
        // <<< exercise 2.11: to here
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

//! A whole backward pass by hand: two layers, seven slopes.
//!
//! Z₁ = W₁X + b₁, H = tanh Z₁, Z₂ = W₂H + b₂, and L is the mean softmax cross-entropy of
//! Z₂. No layers, no `Sequential`: everything lies open on one page.

use matrix::{Matrix, Real, Vector};

use crate::Function;
use crate::functions::Softmax;
use crate::losses::{check_labels, softmax_cross_entropy};

/// The parameters: weights are outputs × inputs, biases outputs × 1.
#[derive(Clone, Debug)]
pub struct TwoLayer {
    /// W₁, hidden × inputs.
    pub w1: Matrix,
    /// b₁, hidden × 1.
    pub b1: Matrix,
    /// W₂, classes × hidden.
    pub w2: Matrix,
    /// b₂, classes × 1.
    pub b2: Matrix,
}

/// What the way forward leaves behind for the way back.
#[derive(Clone, Debug)]
pub struct Forward {
    /// X, inputs × batch.
    pub x: Matrix,
    /// H = tanh(W₁X + b₁), hidden × batch.
    pub h: Matrix,
    /// P, classes × batch: the softmax of each sample's logits.
    pub p: Matrix,
    /// The mean loss.
    pub loss: Real,
}

/// The slopes of the loss, each in the shape of what it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Backward {
    /// ∂L/∂Z₂, classes × batch.
    pub dz2: Matrix,
    /// ∂L/∂W₂
    pub dw2: Matrix,
    /// ∂L/∂b₂
    pub db2: Matrix,
    /// ∂L/∂H, hidden × batch.
    pub dh: Matrix,
    /// ∂L/∂Z₁, hidden × batch.
    pub dz1: Matrix,
    /// ∂L/∂W₁
    pub dw1: Matrix,
    /// ∂L/∂b₁
    pub db1: Matrix,
}

impl TwoLayer {
    /// The way forward for a batch.
    ///
    /// # Panics
    ///
    /// If X has not as many rows as W₁ has columns, if a bias has not as many rows as its
    /// weights, or if the labels do not fit.
    pub fn forward(&self, x: &Matrix, labels: &[usize]) -> Forward {
        let h = affine(&self.w1, x, &self.b1).map(Real::tanh);
        let z2 = affine(&self.w2, &h, &self.b2);
        let loss = softmax_cross_entropy(&z2, labels, &mut Matrix::default());
        let mut p = z2;
        for sample in p.column_iter_mut() {
            let probabilities = Softmax.value(&(&*sample).into());
            sample.copy_from_slice(&probabilities);
        }
        Forward {
            x: x.clone(),
            h,
            p,
            loss,
        }
    }
}

fn affine(w: &Matrix, x: &Matrix, b: &Matrix) -> Matrix {
    let mut z = w * x;
    let ((rows, _), (m, n)) = (z.shape(), b.shape());
    assert!(
        (m, n) == (rows, 1),
        "TwoLayer: b is {m}×{n}, but Z has {rows} rows"
    );
    for sample in z.column_iter_mut() {
        for (z, b) in sample.iter_mut().zip(b.as_slice()) {
            *z += b;
        }
    }
    z
}

impl TwoLayer {
    /// The way back: all seven slopes, the last ones first.
    ///
    /// # Panics
    ///
    /// If `forward` is not what [`forward`](TwoLayer::forward) gave for these parameters
    /// and as many labels.
    pub fn backward(&self, forward: &Forward, labels: &[usize]) -> Backward {
        let Forward { x, h, p, .. } = forward;
        check_labels("TwoLayer::backward", p.ncols(), labels, p.nrows());
        // >>> exercise 2.16: your code from here
        todo!("exercise 2.16: A whole backward pass by hand")
        // <<< exercise 2.16: to here
    }
}

//! Three reports: a derivative in terms of the wrong variable, a transposed gradient, a kink.
//!
//! `cargo run -p gradcheck --example reports`

use gradcheck::{Argument, Options, check_derivative, gradcheck};

fn main() {
    let options = Options::default();

    // tanh′ is 1 − y² of the output y, not 1 − x² of the input.
    let report = check_derivative(f64::tanh, |x| 1.0 - x * x, 0.75, &options);
    println!("{}\n\n", report.titled("tanh"));

    // y = W x has the gradient c xᵀ for W; this one is x cᵀ.
    let f = |a: &[Vec<f64>]| -> Vec<f64> {
        (0..2)
            .map(|i| (0..3).map(|j| a[0][i + 2 * j] * a[1][j]).sum())
            .collect()
    };
    let vjp = |a: &[Vec<f64>], c: &[f64]| {
        let dw = (0..6).map(|at| a[1][at % 3] * c[at / 3]).collect();
        let dx = (0..3)
            .map(|j| (0..2).map(|i| c[i] * a[0][i + 2 * j]).sum())
            .collect();
        vec![dw, dx]
    };
    let arguments = [
        Argument::matrix("W", 2, 3, &[0.75, -1.25, 0.625, 1.75, -0.5, 0.25]),
        Argument::vector("x", &[1.25, -0.75, 0.625]),
    ];
    println!(
        "{}\n\n",
        gradcheck(f, vjp, &arguments, &options).titled("linear layer")
    );

    // At 0 the slope of ReLU is 0 on the left and 1 on the right.
    let step = |x: f64| if x > 0.0 { 1.0 } else { 0.0 };
    let report = check_derivative(|x| x.max(0.0), step, 0.0, &options);
    println!("{}", report.titled("ReLU"));
}

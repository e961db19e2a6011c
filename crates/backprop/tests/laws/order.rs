//! The two orders of multiplying Jacobians, counted by multiplying.

use backprop::order::{from_the_input, from_the_output};
use gradcheck::for_all;
use gradcheck::strategies::vector;
use matrix::Matrix;

/// The product by three loops, which counts its multiplications.
fn times(a: &Matrix, b: &Matrix, count: &mut usize) -> Matrix {
    let ((m, k), (l, n)) = (a.shape(), b.shape());
    assert_eq!(k, l, "no product");
    let mut c = Matrix::zeros(m, n);
    for i in 0..m {
        for j in 0..n {
            for k in 0..k {
                *count += 1;
                c[(i, j)] += a[(i, k)] * b[(k, j)];
            }
        }
    }
    c
}

/// J₁, J₂, …: each has as many columns as the one before has rows.
fn jacobians(sizes: &[usize]) -> Vec<Matrix> {
    let ones = |pair: &[usize]| Matrix::from_fn(pair[1], pair[0], |_, _| 1.0);
    sizes.windows(2).map(ones).collect()
}

/// Multiplications from the input's side and from the output's.
fn counted(sizes: &[usize]) -> [usize; 2] {
    let jacobians = jacobians(sizes);
    let (mut input, mut output) = (0, 0);
    let (Some(first), Some(last)) = (jacobians.first(), jacobians.last()) else {
        return [0, 0];
    };
    let mut product = first.clone();
    for jacobian in &jacobians[1..] {
        product = times(jacobian, &product, &mut input);
    }
    let mut other = last.clone();
    for jacobian in jacobians.iter().rev().skip(1) {
        other = times(&other, jacobian, &mut output);
    }
    assert_eq!(product, other, "one product, whatever the order");
    [input, output]
}

#[test]
fn the_formulas_count_what_the_loops_do() {
    let mut differ = 0;
    for length in 0..7 {
        for_all(24, &vector(length), &mut |drawn| {
            // From −2…2 to 1…9.
            let size = |x: &f64| (2.0 * (x + 2.5)) as i32;
            let size = |x: &f64| usize::try_from(size(x)).expect("x is at least −2");
            let sizes: Vec<_> = drawn.iter().map(size).collect();
            let ours = [from_the_input(&sizes), from_the_output(&sizes)];
            differ += usize::from(ours[0] != ours[1]);
            if ours == counted(&sizes) {
                Ok(())
            } else {
                Err(format!("{sizes:?}: {ours:?}, not {:?}", counted(&sizes)))
            }
        });
    }
    assert!(differ > 20, "only {differ} chains care about the order");
}

/// (1×2)·(2×3)·(3×5): on paper 2·3 + 3·5 from the loss, 2·3·5 + 2·5 from the input.
#[test]
fn a_chain_by_hand() {
    let sizes = [5, 3, 2, 1];
    assert_eq!(from_the_output(&sizes), 2 * 3 + 3 * 5);
    assert_eq!(from_the_input(&sizes), 2 * 3 * 5 + 2 * 5);
}

/// From the output's side the price of one more input is one row; that is why networks are
/// trained in reverse.
#[test]
fn one_loss_is_cheap_from_its_own_side() {
    let sizes = [784, 120, 84, 10, 1];
    assert_eq!(from_the_output(&sizes), 10 * 84 + 84 * 120 + 120 * 784);
    let input = (84 * 120 + 10 * 84 + 10) * 784;
    assert_eq!(from_the_input(&sizes), input);
}

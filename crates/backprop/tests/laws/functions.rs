//! Functions: the Jacobian against nudging, and the products against the Jacobian.

use backprop::Function;
use backprop::functions::{Affine, Chain, Elementwise, Identity, Softmax};
use gradcheck::strategies::vector;
use gradcheck::{
    Argument, Options, check_jvp, for_all, gradcheck, numerical_jacobian,
    rejects_perturbed,
};
use matrix::{Matrix, Vector};

use crate::slopes::all_close;
use crate::support::numbers;

const CASES: u32 = 24;

/// Three numbers from two, of which none is like another: it has only a value and a
/// Jacobian, so its products are those that every function gets.
struct Plain;

impl Function for Plain {
    fn value(&self, x: &Vector) -> Vector {
        [x[0] * x[1], x[0].sin(), x[1] - x[0] * x[0]].into()
    }

    fn jacobian(&self, x: &Vector) -> Matrix {
        Matrix::from_rows([[x[1], x[0]], [x[0].cos(), 0.0], [-2.0 * x[0], 1.0]])
    }
}

fn affine(outputs: usize, inputs: usize) -> Affine {
    Affine {
        weight: numbers(outputs, inputs),
        bias: Vector::from_fn(outputs, |i| i as f64 * 0.25 - 0.75),
    }
}

/// A function, and what the tests must know of it.
struct Case {
    name: &'static str,
    function: Box<dyn Function>,
    inputs: usize,
    outputs: usize,
    /// No number on the way of a tangent or cotangent is larger, if those and the inputs
    /// are at most 2: the largest row or column sum of each Jacobian's absolute entries,
    /// multiplied along a chain, and 2. An affine function of n numbers or to n numbers has
    /// entries of at most 2, so its factor is 2n.
    size: f64,
}

fn functions() -> Vec<Case> {
    let case = |name, function, inputs, outputs, size| Case {
        name,
        function,
        inputs,
        outputs,
        size,
    };
    let sigmoid = Elementwise {
        function: |x| 1.0 / (1.0 + (-x).exp()),
        slope: |x| {
            let y = 1.0 / (1.0 + (-x).exp());
            y * (1.0 - y)
        },
    };
    let chain = Chain {
        functions: vec![
            Box::new(affine(3, 5)),
            Box::new(Elementwise::tanh()),
            Box::new(affine(7, 3)),
            Box::new(Softmax),
            Box::new(affine(2, 7)),
        ],
    };
    // `Plain` sees numbers up to 13 here: its slopes add up to 40, and `square` sees up to
    // 182.
    let nested = Chain {
        functions: vec![
            Box::new(affine(2, 3)),
            Box::new(Chain {
                functions: vec![Box::new(Plain), Box::new(Elementwise::square())],
            }),
            Box::new(Identity),
        ],
    };
    let nothing = Chain {
        functions: Vec::new(),
    };
    vec![
        case("identity", Box::new(Identity), 5, 5, 2.0),
        case("affine 3×5", Box::new(affine(3, 5)), 5, 3, 20.0),
        case("affine 7×2", Box::new(affine(7, 2)), 2, 7, 28.0),
        case("affine 1×3", Box::new(affine(1, 3)), 3, 1, 12.0),
        case("tanh", Box::new(Elementwise::tanh()), 5, 5, 2.0),
        case("square", Box::new(Elementwise::square()), 3, 3, 8.0),
        case("sigmoid", Box::new(sigmoid), 7, 7, 2.0),
        case("softmax", Box::new(Softmax), 5, 5, 2.0),
        case("softmax of one", Box::new(Softmax), 1, 1, 2.0),
        case("plain", Box::new(Plain), 2, 3, 14.0),
        case("chain", Box::new(chain), 5, 2, 2.0 * 10.0 * 14.0 * 14.0),
        case(
            "nested chain",
            Box::new(nested),
            3,
            3,
            2.0 * 6.0 * 40.0 * 364.0,
        ),
        case("chain of nothing", Box::new(nothing), 3, 3, 2.0),
    ]
}

#[test]
fn jacobians_are_what_nudging_measures() {
    for case in functions() {
        let Case {
            name,
            function,
            inputs,
            outputs,
            ..
        } = case;
        let f = |x: &[f64]| function.value(&x.into()).to_vec();
        for_all(CASES, &vector(inputs), &mut |x| {
            let ours = function.jacobian(&x.into());
            if ours.shape() != (outputs, inputs) {
                return Err(format!("{name}: {ours:?}, not {outputs}×{inputs}"));
            }
            let measured = numerical_jacobian(f, x);
            for i in 0..outputs {
                for j in 0..inputs {
                    let (ours, right) = (ours[(i, j)], measured.at(i, j));
                    // gradcheck's own rule.
                    let most = 4.0 * right.error + 1e-9 * right.value.abs();
                    // Saturated slopes are lost in rounding: below that, 0 is as good.
                    if (ours - right.value).abs() > most.max(right.resolution) {
                        return Err(format!(
                            "{name}: ∂f{i}/∂x{j} at {x:?} is {ours}, measured {right:?}"
                        ));
                    }
                }
            }
            Ok(())
        });
    }
}

impl Case {
    /// How many numbers [`Case::vectors`] needs.
    fn drawn(&self) -> usize {
        2 * self.inputs + self.outputs
    }

    /// A point, a tangent and a cotangent.
    fn vectors(&self, drawn: &[f64]) -> [Vector; 3] {
        let (x, rest) = drawn.split_at(self.inputs);
        let (tangent, cotangent) = rest.split_at(self.inputs);
        assert_eq!(cotangent.len(), self.outputs);
        [x.into(), tangent.into(), cotangent.into()]
    }
}

/// J·t and Jᵀ·v, by the Jacobian and loops.
fn by_loops(jacobian: &Matrix, tangent: &[f64], cotangent: &[f64]) -> [Vec<f64>; 2] {
    let (m, n) = jacobian.shape();
    let (mut forward, mut backward) = (vec![0.0; m], vec![0.0; n]);
    for i in 0..m {
        for j in 0..n {
            forward[i] += jacobian[(i, j)] * tangent[j];
            backward[j] += cotangent[i] * jacobian[(i, j)];
        }
    }
    [forward, backward]
}

/// Each of up to 5 functions of up to 7 numbers rounds a number at most 16 times: 7 products
/// and sums, a slope, and for softmax an inner product. Twice, as there are two sides.
const ROUNDINGS: usize = 2 * 5 * 16;

#[test]
fn products_with_vectors_are_products_with_the_jacobian() {
    for case in functions() {
        for_all(CASES, &vector(case.drawn()), &mut |drawn| {
            let [x, tangent, cotangent] = case.vectors(drawn);
            let jacobian = case.function.jacobian(&x);
            let [forward, backward] = by_loops(&jacobian, &tangent, &cotangent);
            let jvp = case.function.jvp(&x, &tangent);
            let vjp = case.function.vjp(&x, &cotangent);
            let what = |product: &str| format!("{}: {product} at {drawn:?}", case.name);
            all_close(&what("J·t"), &jvp, &forward, ROUNDINGS, case.size)?;
            all_close(&what("Jᵀ·v"), &vjp, &backward, ROUNDINGS, case.size)
        });
    }
}

/// Each side is one number, however it is reached: forward mode on the left, reverse mode
/// on the right. No Jacobian is involved.
#[test]
fn forward_and_reverse_mode_meet() {
    for case in functions() {
        for_all(CASES, &vector(case.drawn()), &mut |drawn| {
            let [x, tangent, cotangent] = case.vectors(drawn);
            let left = cotangent.dot(&case.function.jvp(&x, &tangent));
            let right = case.function.vjp(&x, &cotangent).dot(&tangent);
            // An inner product more: up to 7 numbers, times 2.
            let (roundings, size) = (ROUNDINGS + 2 * 7, 2.0 * 7.0 * case.size);
            let what = format!("{}: v·(J·t) = (Jᵀ·v)·t at {drawn:?}", case.name);
            all_close(&what, &[left], &[right], roundings, size)
        });
    }
}

/// The products by themselves, without the Jacobian; and a slope that is off by a millionth
/// would be seen.
#[test]
fn products_with_vectors_are_what_nudging_measures() {
    for case in functions() {
        let (name, function, n) = (case.name, case.function, case.inputs);
        let f = |a: &[Vec<f64>]| function.value(&a[0].as_slice().into()).to_vec();
        let jvp = |a: &[Vec<f64>], t: &[Vec<f64>]| {
            let (x, t) = (a[0].as_slice().into(), t[0].as_slice().into());
            function.jvp(&x, &t).to_vec()
        };
        let vjp = |a: &[Vec<f64>], v: &[f64]| {
            vec![function.vjp(&a[0].as_slice().into(), &v.into()).to_vec()]
        };
        let options = Options::default();
        for_all(CASES, &vector(n), &mut |x| {
            let x = [Argument::vector("x", x)];
            let forward = check_jvp(f, jvp, &x, &options);
            forward.titled(&format!("{name}.jvp")).into_result()?;
            let backward = gradcheck(f, vjp, &x, &options);
            backward.titled(&format!("{name}.vjp")).into_result()
        });
        let x: Vec<_> = (0..n).map(|i| 0.75 - 0.375 * i as f64).collect();
        let x = [Argument::vector("x", &x)];
        // The probability of one class alone is 1, whatever x is: nothing to perturb.
        let constant = name == "softmax of one";
        assert!(
            constant || rejects_perturbed(f, vjp, &x, 1e-6, &options),
            "{name}: the check would not notice"
        );
    }
}

/// Logits ln 1, ln 2, ln 5 by hand: p = (1, 2, 5)/8, and J·(8, 0, 0) = (7, −2, −5)/8.
#[test]
fn softmax_by_hand() {
    let x = Vector::from([1.0_f64.ln(), 2.0_f64.ln(), 5.0_f64.ln()]);
    let close = |ours: &[f64], right: &[f64]| {
        all_close("softmax", ours, right, 8, 1.0).unwrap_or_else(|off| panic!("{off}"));
    };
    close(&Softmax.value(&x), &[0.125, 0.25, 0.625]);
    let eight = Vector::from([8.0, 0.0, 0.0]);
    let right = [0.875, -0.25, -0.625];
    close(&(&Softmax.jacobian(&x) * &eight), &right);
    close(&Softmax.jvp(&x, &eight), &right);
    close(&Softmax.vjp(&x, &eight), &right);
}

/// Probabilities are positive or 0, add up to 1, do not change when all logits move
/// together, and exist for logits of any size.
#[test]
fn softmax_gives_probabilities() {
    for_all(CASES, &vector(5), &mut |x| {
        let x = Vector::from(x);
        let p = Softmax.value(&x);
        all_close("Σp", &[p.sum()], &[1.0], 10, 1.0)?;
        // 64ths move by whole numbers without rounding: the same differences, the same bits.
        for shift in [1000.0, -1000.0, 1e4, -1e4] {
            let moved = Softmax.value(&x.map(|x| x + shift));
            if moved != p {
                return Err(format!("{x:?} + {shift}: {moved:?}, not {p:?}"));
            }
        }
        Ok(())
    });
    let p = Softmax.value(&Vector::from([1000.0, -1000.0, 1000.0]));
    assert_eq!(p, Vector::from([0.5, 0.0, 0.5]));
    let p = Softmax.value(&Vector::from([f64::MAX, -f64::MAX]));
    assert_eq!(p, Vector::from([1.0, 0.0]));
}

/// What goes into each function of a chain, and what comes out of the last.
#[test]
fn a_chain_keeps_its_signals() {
    let chain = Chain {
        functions: vec![
            Box::new(affine(3, 2)),
            Box::new(Elementwise::square()),
            Box::new(affine(5, 3)),
        ],
    };
    let x = Vector::from([0.75, -1.25]);
    let signals = chain.signals(&x);
    let first = affine(3, 2).value(&x);
    let second = Elementwise::square().value(&first);
    let third = affine(5, 3).value(&second);
    assert_eq!(signals, [x.clone(), first, second, third.clone()]);
    assert_eq!(chain.value(&x), third);
}

/// The order matters: an affine function after a square is not a square after it.
#[test]
fn the_first_function_of_a_chain_comes_first() {
    let x = Vector::from([3.0]);
    let double = || {
        Box::new(Affine {
            weight: Matrix::from_rows([[2.0]]),
            bias: Vector::zeros(1),
        })
    };
    let (double_first, square_first) = (
        Chain {
            functions: vec![double(), Box::new(Elementwise::square())],
        },
        Chain {
            functions: vec![Box::new(Elementwise::square()), double()],
        },
    );
    // (2·3)² and 2·3², with slopes 8·3 and 4·3.
    assert_eq!(double_first.value(&x), Vector::from([36.0]));
    assert_eq!(square_first.value(&x), Vector::from([18.0]));
    let one = Vector::from([1.0]);
    assert_eq!(double_first.vjp(&x, &one), Vector::from([24.0]));
    assert_eq!(square_first.vjp(&x, &one), Vector::from([12.0]));
    assert_eq!(double_first.jacobian(&x), Matrix::from_rows([[24.0]]));
    assert_eq!(square_first.jvp(&x, &one), Vector::from([12.0]));
}

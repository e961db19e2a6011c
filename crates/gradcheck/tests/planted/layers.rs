//! The layers, their right backward passes, and the wrong ones.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_PI, PI};

use gradcheck::Argument;
use rand_chacha::ChaCha8Rng;

use super::rules::normal;

pub(crate) type Forward = fn(&[Vec<f64>]) -> Vec<f64>;
pub(crate) type Vjp = fn(&[Vec<f64>], &[f64]) -> Vec<Vec<f64>>;

/// A mistake in the backward pass of a layer.
pub(crate) struct Bug {
    pub(crate) name: &'static str,
    pub(crate) f: Forward,
    pub(crate) right: Vjp,
    pub(crate) wrong: Vjp,
    pub(crate) arguments: fn(&mut ChaCha8Rng) -> Vec<Argument>,
    pub(crate) subsample: Option<usize>,
}

#[allow(clippy::too_many_lines, reason = "a table of twelve")]
pub(crate) fn bugs() -> [Bug; 12] {
    let five = |rng: &mut ChaCha8Rng| vec![Argument::vector("x", &normal(rng, 5))];
    let bug = |name, f, right, wrong, arguments| Bug {
        name,
        f,
        right,
        wrong,
        arguments,
        subsample: None,
    };
    [
        bug(
            "GELU (tanh form): √(2/π) typed as 0.7979",
            |a| each(a, |x| gelu_tanh(x, FRAC_2_PI.sqrt()).0),
            |a, c| chain(a, c, |x| gelu_tanh(x, FRAC_2_PI.sqrt()).1),
            |a, c| chain(a, c, |x| gelu_tanh(x, 0.7979).1),
            five,
        ),
        bug(
            "GELU by erf forward, by tanh backward",
            |a| each(a, |x| x * normal_cdf(x)),
            |a, c| {
                chain(a, c, |x| {
                    normal_cdf(x) + x * (-x * x / 2.0).exp() / (2.0 * PI).sqrt()
                })
            },
            |a, c| chain(a, c, |x| gelu_tanh(x, FRAC_2_PI.sqrt()).1),
            five,
        ),
        bug(
            "SELU: constants of 5 digits",
            |a| each(a, |x| selu(x, SELU).0),
            |a, c| chain(a, c, |x| selu(x, SELU).1),
            |a, c| chain(a, c, |x| selu(x, (1.0507, 1.6733)).1),
            five,
        ),
        bug(
            "layer norm: 1/(σ + ε) for 1/√(σ² + ε)",
            |a| layer_norm(&a[0]).0,
            |a, c| {
                vec![layer_norm_backward(&a[0], c, |variance| {
                    1.0 / (variance + EPSILON).sqrt()
                })]
            },
            |a, c| {
                vec![layer_norm_backward(&a[0], c, |variance| {
                    1.0 / (variance.sqrt() + EPSILON)
                })]
            },
            |rng| vec![Argument::vector("x", &normal(rng, 6))],
        ),
        Bug {
            subsample: Some(20),
            ..bug(
                "mean of 1000 squares divided by 999",
                |a| vec![a[0].iter().map(|x| x * x).sum::<f64>() / 1000.0],
                |a, c| vec![a[0].iter().map(|x| c[0] * 2.0 * x / 1000.0).collect()],
                |a, c| vec![a[0].iter().map(|x| c[0] * 2.0 * x / 999.0).collect()],
                |rng| vec![Argument::vector("x", &normal(rng, 1000))],
            )
        },
        bug(
            "logistic loss: gradients below 1e-6 set to zero",
            |a| each(a, |z| (-z).exp().ln_1p()),
            |a, c| chain(a, c, |z| -1.0 / (1.0 + z.exp())),
            |a, c| {
                chain(a, c, |z| -1.0 / (1.0 + z.exp()))
                    .into_iter()
                    .map(|g| {
                        g.into_iter()
                            .map(|g| if g.abs() < 1e-6 { 0.0 } else { g })
                            .collect()
                    })
                    .collect()
            },
            // Margins of samples that have long been learnt.
            |rng| {
                let margins: Vec<f64> =
                    normal(rng, 5).iter().map(|z| 18.0 + z).collect();
                vec![Argument::vector("z", &margins)]
            },
        ),
        bug(
            "tanh layer: backward computed in f32",
            |a| dense(a, f64::tanh),
            |a, c| dense_backward(a, c, |x| x),
            |a, c| dense_backward(a, c, |x| f64::from(x as f32)),
            |rng| {
                vec![
                    Argument::matrix("W", 3, 4, &normal(rng, 12)),
                    Argument::vector("x", &normal(rng, 4)),
                    Argument::vector("b", &normal(rng, 3)),
                ]
            },
        ),
        bug(
            "cross-entropy: backward of ln(p + 1e-8)",
            |a| vec![-softmax(&a[0])[2].ln()],
            |a, c| vec![cross_entropy_backward(&a[0], c[0], 0.0)],
            |a, c| vec![cross_entropy_backward(&a[0], c[0], 1e-8)],
            five,
        ),
        bug(
            "attention: 1/√8 typed as 0.3536 in the backward",
            |a| attention(a, 1.0 / 8.0_f64.sqrt()),
            |a, c| attention_backward(a, c, 1.0 / 8.0_f64.sqrt()),
            |a, c| attention_backward(a, c, 0.3536),
            |rng| {
                vec![
                    Argument::vector("q", &normal(rng, 8)),
                    Argument::matrix("K", 8, 4, &normal(rng, 32)),
                ]
            },
        ),
        bug(
            "weight decay 1e-4 in the loss, not in the gradient",
            |a| vec![regression(a, 1e-4)],
            |a, c| regression_backward(a, c[0], 1e-4),
            |a, c| regression_backward(a, c[0], 0.0),
            |rng| {
                vec![
                    Argument::vector("w", &normal(rng, 3)),
                    Argument::matrix("X", 3, 4, &normal(rng, 12)),
                ]
            },
        ),
        bug(
            "softmax: diagonal of the Jacobian only",
            |a| softmax(&a[0]),
            |a, c| vec![softmax_backward(&softmax(&a[0]), c)],
            |a, c| {
                let p = softmax(&a[0]);
                vec![p.iter().zip(c).map(|(p, c)| c * p * (1.0 - p)).collect()]
            },
            five,
        ),
        bug(
            "recurrent net: the gradient of the next step dropped",
            |a| vec![recurrent(a)[3]],
            |a, c| recurrent_backward(a, c[0], true),
            |a, c| recurrent_backward(a, c[0], false),
            |rng| {
                vec![
                    Argument::scalar("u", normal(rng, 1)[0]),
                    Argument::scalar("v", normal(rng, 1)[0]),
                    Argument::vector("x", &normal(rng, 3)),
                ]
            },
        ),
    ]
}

fn each(a: &[Vec<f64>], f: impl Fn(f64) -> f64) -> Vec<f64> {
    a[0].iter().map(|&x| f(x)).collect()
}

fn chain(a: &[Vec<f64>], c: &[f64], slope: impl Fn(f64) -> f64) -> Vec<Vec<f64>> {
    vec![a[0].iter().zip(c).map(|(&x, c)| c * slope(x)).collect()]
}

/// The tanh form of GELU and its derivative, with the constant √(2/π) as an argument.
fn gelu_tanh(x: f64, constant: f64) -> (f64, f64) {
    let t = (constant * (x + 0.044_715 * x * x * x)).tanh();
    let inner = constant * (1.0 + 3.0 * 0.044_715 * x * x);
    (
        0.5 * x * (1.0 + t),
        0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * inner,
    )
}

fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

const SELU: (f64, f64) = (1.050_700_987_355_480_5, 1.673_263_242_354_377_2);

fn selu(x: f64, (scale, alpha): (f64, f64)) -> (f64, f64) {
    if x > 0.0 {
        (scale * x, scale)
    } else {
        (scale * alpha * x.exp_m1(), scale * alpha * x.exp())
    }
}

const EPSILON: f64 = 1e-5;

/// The normalised values, and the variance.
fn layer_norm(x: &[f64]) -> (Vec<f64>, f64) {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    let variance = x.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    (
        x.iter()
            .map(|x| (x - mean) / (variance + EPSILON).sqrt())
            .collect(),
        variance,
    )
}

fn layer_norm_backward(x: &[f64], c: &[f64], inverse: impl Fn(f64) -> f64) -> Vec<f64> {
    let n = x.len() as f64;
    let (y, variance) = layer_norm(x);
    let mean_c = c.iter().sum::<f64>() / n;
    let mean_cy = c.iter().zip(&y).map(|(c, y)| c * y).sum::<f64>() / n;
    let scale = inverse(variance);
    c.iter()
        .zip(&y)
        .map(|(c, y)| scale * (c - mean_c - y * mean_cy))
        .collect()
}

/// tanh(W x + b), W of 3×4 column by column.
fn dense(a: &[Vec<f64>], activation: fn(f64) -> f64) -> Vec<f64> {
    (0..3)
        .map(|i| {
            activation(a[2][i] + (0..4).map(|j| a[0][i + 3 * j] * a[1][j]).sum::<f64>())
        })
        .collect()
}

fn dense_backward(a: &[Vec<f64>], c: &[f64], round: fn(f64) -> f64) -> Vec<Vec<f64>> {
    let y = dense(a, f64::tanh);
    let dz: Vec<f64> = y
        .iter()
        .zip(c)
        .map(|(y, c)| round(round(*c) * round(1.0 - y * y)))
        .collect();
    let mut dw = vec![0.0; 12];
    let mut dx = vec![0.0; 4];
    for j in 0..4 {
        for i in 0..3 {
            dw[i + 3 * j] = round(dz[i] * round(a[1][j]));
            dx[j] = round(dx[j] + round(dz[i] * round(a[0][i + 3 * j])));
        }
    }
    vec![dw, dx, dz]
}

fn softmax(z: &[f64]) -> Vec<f64> {
    let most = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = z.iter().map(|z| (z - most).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|p| p / sum).collect()
}

fn softmax_backward(p: &[f64], c: &[f64]) -> Vec<f64> {
    let mean: f64 = p.iter().zip(c).map(|(p, c)| p * c).sum();
    p.iter().zip(c).map(|(p, c)| p * (c - mean)).collect()
}

fn cross_entropy_backward(z: &[f64], c: f64, epsilon: f64) -> Vec<f64> {
    let p = softmax(z);
    let mut dp = vec![0.0; z.len()];
    dp[2] = -c / (p[2] + epsilon);
    softmax_backward(&p, &dp)
}

/// The weights softmax(Kᵀq · scale) of one query and four keys of size 8.
fn attention(a: &[Vec<f64>], scale: f64) -> Vec<f64> {
    let scores: Vec<f64> = (0..4)
        .map(|t| scale * (0..8).map(|i| a[1][i + 8 * t] * a[0][i]).sum::<f64>())
        .collect();
    softmax(&scores)
}

fn attention_backward(a: &[Vec<f64>], c: &[f64], scale: f64) -> Vec<Vec<f64>> {
    let ds = softmax_backward(&attention(a, 1.0 / 8.0_f64.sqrt()), c);
    let dq = (0..8)
        .map(|i| (0..4).map(|t| scale * ds[t] * a[1][i + 8 * t]).sum())
        .collect();
    let dk = (0..32)
        .map(|at| scale * ds[at / 8] * a[0][at % 8])
        .collect();
    vec![dq, dk]
}

/// Half the mean square of w·x − 1 over four samples, and the weight decay.
fn regression(a: &[Vec<f64>], decay: f64) -> f64 {
    let square = |t: usize| residual(a, t).powi(2);
    (0..4).map(square).sum::<f64>() / 8.0
        + decay / 2.0 * a[0].iter().map(|w| w * w).sum::<f64>()
}

fn residual(a: &[Vec<f64>], t: usize) -> f64 {
    (0..3).map(|i| a[0][i] * a[1][i + 3 * t]).sum::<f64>() - 1.0
}

fn regression_backward(a: &[Vec<f64>], c: f64, decay: f64) -> Vec<Vec<f64>> {
    let r: Vec<f64> = (0..4).map(|t| residual(a, t)).collect();
    let slope = |i: usize| (0..4).map(|t| r[t] * a[1][i + 3 * t]).sum::<f64>() / 4.0;
    let dw = (0..3).map(|i| c * (slope(i) + decay * a[0][i])).collect();
    let dx = (0..12)
        .map(|at| c * r[at / 3] * a[0][at % 3] / 4.0)
        .collect();
    vec![dw, dx]
}

/// h₀ = 0, hₜ = tanh(u hₜ₋₁ + v xₜ), three steps.
fn recurrent(a: &[Vec<f64>]) -> [f64; 4] {
    let mut h = [0.0; 4];
    for t in 0..3 {
        h[t + 1] = (a[0][0] * h[t] + a[1][0] * a[2][t]).tanh();
    }
    h
}

fn recurrent_backward(a: &[Vec<f64>], c: f64, carry: bool) -> Vec<Vec<f64>> {
    let h = recurrent(a);
    let (mut du, mut dv, mut dx, mut dh) = (0.0, 0.0, vec![0.0; 3], c);
    for t in (0..3).rev() {
        let dz = dh * (1.0 - h[t + 1] * h[t + 1]);
        du += dz * h[t];
        dv += dz * a[2][t];
        dx[t] = dz * a[1][0];
        dh = if carry { dz * a[0][0] } else { 0.0 };
    }
    vec![vec![du], vec![dv], dx]
}

//! Long runs that the pages of lesson 4 tell of and no table shows: who comes back from the
//! minimum, and who turns when.

use backprop::Optimizer;
use optimizers::surfaces::{Bowl, Surface};
use optimizers::{Adam, Momentum, RmsProp, nesterov::look_ahead};

/// The points of a run, the start first.
fn walk(mut optimizer: impl Optimizer, condition: f64, steps: usize) -> Vec<[f64; 2]> {
    let bowl = Bowl { condition };
    let mut w = bowl.start();
    let mut points = vec![w];
    for _ in 0..steps {
        let slopes = bowl.gradient(&w);
        optimizer.update(0, &mut w, &slopes);
        points.push(w);
    }
    points
}

/// "Who is first?": with its best rate, within 10⁻⁷⁰ of the minimum, and some twelve hundred
/// steps later a tenth away.
#[test]
fn adam_comes_back_from_the_minimum() {
    let points = walk(Adam::new(10_f64.powf(-0.5)), 100.0, 6_000);
    let distance = |&[a, b]: &[f64; 2]| a.hypot(b);
    let there = points.iter().position(|w| distance(w) < 1e-70);
    let there = there.expect("it comes that close");
    let away = points[there..].iter().position(|w| distance(w) > 0.1);
    let away = away.expect("it does not stay");
    assert!((1_150..1_250).contains(&away), "{away} steps later");
}

/// "The price of a step that does not fade": with η = 0.1 on ½(w₁² + 10w₂²) down to 10⁻²⁵ at
/// step 400; in the end over the minimum and back, η at a time, at a height of
/// ½·(1 + 10)·0.05².
#[test]
fn rmsprop_ends_by_jumping_over_the_minimum() {
    let eta = 0.1;
    let points = walk(RmsProp::new(eta), 10.0, 6_000);
    let bowl = Bowl { condition: 10.0 };
    let height = bowl.value(&points[400]);
    assert!((0.5e-25..2e-25).contains(&height), "{height:e}");
    for pair in points[5_000..].windows(2) {
        for axis in [0, 1] {
            let (before, after) = (pair[0][axis], pair[1][axis]);
            assert!(before * after < 0.0, "on one side: {pair:?}");
            assert!(
                ((before - after).abs() / eta - 1.0).abs() < 1e-3,
                "{pair:?}"
            );
        }
        let height = bowl.value(&pair[1]);
        assert!((height / (0.5 * 11.0 * 0.05 * 0.05) - 1.0).abs() < 1e-2);
    }
}

/// "The root, put to the test": without it, η = 0.3, the lucky one of three scales comes down
/// to nothing, and is back above 0.1 after 2,000 steps.
#[test]
fn without_the_root_even_the_lucky_one_comes_back() {
    struct WithoutRoot([f64; 2]);
    impl Optimizer for WithoutRoot {
        fn update(&mut self, _: usize, values: &mut [f64], slopes: &[f64]) {
            let RmsProp { decay, epsilon, .. } = RmsProp::new(0.3);
            for ((w, g), s) in values.iter_mut().zip(slopes).zip(&mut self.0) {
                *s = decay * *s + (1.0 - decay) * g * g;
                *w -= 0.3 * g / (*s + epsilon);
            }
        }
    }
    let bowl = Bowl { condition: 10.0 };
    let points = walk(WithoutRoot([0.0; 2]), 10.0, 2_000);
    assert!(bowl.value(&points[100]) < 1e-15);
    assert!(bowl.value(&points[2_000]) > 0.1);
}

/// "By hand", gone on with: ½w² from 1, η = 0.5, ρ = 0.9.
#[test]
fn momentum_turns_later_than_nesterov() {
    // The first step from which on it is within a thousandth.
    let stays =
        |path: &[f64]| path.iter().rposition(|w| w.abs() >= 1e-3).map(|i| i + 1);
    let lowest = |path: &[f64]| path.iter().copied().fold(f64::INFINITY, f64::min);
    let run = |step: &mut dyn FnMut() -> f64| -> Vec<f64> {
        std::iter::once(1.0)
            .chain((0..400).map(|_| step()))
            .collect()
    };

    let (mut w, mut momentum) = ([1.0], Momentum::new(0.5, 0.9));
    let path = run(&mut || {
        let slope = w;
        momentum.update(0, &mut w, &slope);
        w[0]
    });
    assert!((path[2] + 0.2).abs() < 1e-12 && (path[3] + 0.73).abs() < 1e-12);
    assert!((lowest(&path) + 0.84).abs() < 0.005);
    assert_eq!(stays(&path), Some(132));

    let (mut w, mut v) = ([1.0], [0.0]);
    let path = run(&mut || {
        look_ahead(&mut w, &mut v, 0.5, 0.9, <[f64]>::to_vec);
        w[0]
    });
    assert!((lowest(&path) + 0.20).abs() < 0.005);
    assert_eq!(stays(&path), Some(17));
}

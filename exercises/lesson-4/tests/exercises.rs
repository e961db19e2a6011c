//! The exercises of lesson 4, each with one test. A test goes in stages: small numbers that can be
//! followed by hand first, then whether each number has its own memory, then slopes of all sizes
//! beside a recurrence that is written plainly, for several settings, and at last whether it works.
//!
//! The same file is compiled against your crate (`cargo test -p lesson-4`) and against the
//! reference. What walks beside an optimizer stands in `walk.rs`.

mod walk;

use std::cell::RefCell;
use std::f64::consts::PI;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use backprop::training::{Plan, fit};
use backprop::{Init, Layer, Optimizer, Parameter, Sequential, Training};
use judge::Wrong::{Rows, Times};
use judge::{
    Grid, Wrong, cause, causes, exercise, expect_number as expect, expect_row,
    in_child, same, short, stage, told_apart,
};
use lesson_4::adam::filled;
use lesson_4::clip::clip_by_norm;
use lesson_4::minibatch::minibatch_step;
use lesson_4::nesterov::look_ahead;
use lesson_4::quadratic::{best_momentum, error_factor, largest_rate};
use lesson_4::surfaces::{RotatedBowl, Surface};
use lesson_4::{
    Adadelta, Adagrad, Adam, AdamW, EarlyStopping, Memory, Momentum, Nesterov, RmsProp,
    Schedule,
};
use matrix::Matrix;

use walk::{
    DID_NOT_MOVE, Method, Number, Settings, UNSET, Walk, counts_updates, follows,
    goes_down, many_slopes, own_memory, same_path_for_any_loss,
};

const INFINITY: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

/// "(1, -2, 0.5)"
fn list(numbers: &[f64]) -> String {
    let mut parts = Vec::new();
    for &number in numbers {
        parts.push(short(number));
    }
    format!("({})", parts.join(", "))
}

// 4.1: the error multiplier.

/// What plain descent on ½λ(w − 3)² makes of the error 1.
fn error_after(steps: usize, rate: f64, curvature: f64) -> f64 {
    let mut w = 4.0;
    for _ in 0..steps {
        w -= rate * curvature * (w - 3.0);
    }
    w - 3.0
}

#[test]
fn exercise_4_1() {
    exercise("4.1", || {
        let otherwise = "The error e becomes e − ηλe: times 1 − ηλ.";
        stage("the factor, by hand");
        expect(
            "the factor for λ = 4, η = 0.4",
            error_factor(0.4, 4.0),
            -0.6,
            causes! {
                0.6 => "The sign is part of it: the error jumps to the other side.",
                1.6 => "That is ηλ, what is taken away. What is left is 1 − ηλ.",
                -1.6 => "That is −ηλ, the change. What is left is 1 − ηλ.",
                2.6 => "The wrong way: a step goes against the slope.",
                0.0 => "Cut off at 0: the error jumps to the other side, and the sign is part of \
                        the factor.",
                0.36 => "That is the factor of the loss, the square of this one.",
                -3.0 => "1 − λ: how far the step goes is η's part.",
                0.9 => "1 − η/λ: the steeper the valley, the longer the step, so ηλ.",
                0.2 => "Half of it: the slope of ½λe² is λe.",
                (-1.6_f64).exp() => "That is for steps that are very small. Here it is exact.",
            },
            otherwise,
        );
        for (rate, right) in [(0.25, 0.0), (0.5, -1.0), (0.6, -1.4)] {
            let what = format!("the factor for λ = 4, η = {rate}");
            expect(&what, error_factor(rate, 4.0), right, &[], otherwise);
        }

        stage("the factor, as measured");
        for (rate, curvature) in [(0.3, 0.25), (1.5, 1.5), (0.1, -2.0), (0.7, 0.0)] {
            let measured = error_after(1, rate, curvature);
            let what = format!("the factor for λ = {curvature}, η = {rate}");
            expect(
                &what,
                error_factor(rate, curvature),
                measured,
                &[],
                otherwise,
            );
        }

        stage("the largest rate");
        let otherwise = "Where 1 − ηλ reaches −1.";
        expect(
            "the rate at which descent stops converging, for λ = 5,",
            largest_rate(5.0),
            0.4,
            causes! {
                0.2 => "That is the fastest: the factor is 0. It converges as long as the \
                        factor is above −1.",
                2.5 => "Turned over: the steeper, the smaller the rate must be.",
                10.0 => "The steeper, the smaller the rate must be: divide by λ.",
                0.1 => "Up to ½/λ it creeps, but it still converges beyond.",
                0.8 => "The factor is −3 there.",
                2.0 / 5_f64.sqrt() => "λ itself: there is no root in it.",
                0.08 => "λ once, not squared.",
            },
            otherwise,
        );
        for curvature in [0.125, 4.0, 30.0] {
            let largest = largest_rate(curvature);
            for (share, converges) in [(0.99, true), (1.01, false)] {
                let error = error_after(1000, share * largest, curvature).abs();
                assert!(
                    (error < 1.0) == converges,
                    "λ = {curvature}: 1000 steps with {share} times your largest rate, {}, make \
                     {} of an error of 1. {otherwise}",
                    short(largest),
                    short(error),
                );
            }
        }
    });
}

// 4.2: a minibatch.

/// Sample k wants to have w at (k², 10 − k, 2k, 3k, …), as far as there are numbers: its slopes are
/// what is missing to that.
fn sample_slopes(sample: usize, w: &[f64]) -> Vec<f64> {
    let k = sample as f64;
    let wanted = |i| match i {
        0 => k * k,
        1 => 10.0 - k,
        _ => i as f64 * k,
    };
    let pairs = w.iter().enumerate();
    pairs.map(|(i, w)| w - wanted(i)).collect()
}

/// What was asked: a sample, and where.
type Asked = (usize, Vec<f64>);

/// After so many questions a loop has no end, and fills the memory.
const OFTEN: usize = 1000;

/// A step of yours from w, and what it asked for.
fn asked_step<const N: usize>(
    mut w: [f64; N],
    batch: &[usize],
    rate: f64,
) -> ([f64; N], Vec<Asked>) {
    let mut asked = Vec::new();
    let mut spy = |sample: usize, w: &[f64]| {
        assert!(
            asked.len() < OFTEN,
            "asked {OFTEN} times for a batch of {}: a loop without an end?",
            batch.len()
        );
        asked.push((sample, w.to_vec()));
        sample_slopes(sample, w)
    };
    let spy: &mut dyn FnMut(usize, &[f64]) -> Vec<f64> = &mut spy;
    minibatch_step(&mut w, batch, rate, spy);
    (w, asked)
}

/// Each sample of the batch once, by its number, and all of them at the same w.
fn asked_for_the_batch(batch: &[usize]) {
    let (_, asked) = asked_step([1.0, 2.0], batch, 0.5);
    for (sample, at) in &asked {
        assert!(
            at == &[1.0, 2.0],
            "sample {sample} was asked for its slopes at {}, but w was (1, 2) before the step: \
             ask all samples first, and move w only then",
            list(at)
        );
    }
    let mut numbers: Vec<usize> = asked.iter().map(|(sample, _)| *sample).collect();
    numbers.sort_unstable();
    let mut right = batch.to_vec();
    right.sort_unstable();
    let hint = if numbers == (0..batch.len()).collect::<Vec<_>>() {
        "these are places in the batch: what stands there is the sample's number"
    } else if numbers.len() > right.len() {
        "once each is enough"
    } else if numbers.len() == 1 {
        "not one of them, but all"
    } else {
        numbers.dedup();
        let mut once = right.clone();
        once.dedup();
        if numbers == once {
            "a sample that is in the batch twice counts twice"
        } else {
            "each sample of the batch is asked once"
        }
    };
    let numbers: Vec<usize> = asked.iter().map(|(sample, _)| *sample).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    assert!(
        sorted == right,
        "the batch is {batch:?}, and you asked for samples {numbers:?}: {hint}"
    );
}

/// A step from these numbers, beside the mean that is written plainly.
fn any_number_of_values<const N: usize>(w: [f64; N]) {
    let batch = [3, 1, 4];
    let mut right = w;
    for sample in batch {
        for (right, g) in right.iter_mut().zip(sample_slopes(sample, &w)) {
            *right -= 0.75 * g / 3.0;
        }
    }
    expect_row(
        &format!("w after a step from {} with η = 0.75", list(&w)),
        &asked_step(w, &batch, 0.75).0,
        &right,
        &[],
        "The same for every number of values: `values.len()` says how many there are.",
    );
}

/// What must panic, and say these words.
#[track_caller]
fn refuses(what: &str, words: &str, code: &mut dyn FnMut()) {
    let Err(payload) = catch_unwind(AssertUnwindSafe(code)) else {
        panic!("{what}: it must panic, as its documentation says, and yours did not");
    };
    let said = payload.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| payload.downcast_ref::<&str>().copied());
    let said = said.unwrap_or_default();
    assert!(
        said.contains(words),
        "{what}: it must panic with \"{words}\", as the lines above the exercise do. Yours: {said}"
    );
}

#[test]
fn exercise_4_2() {
    exercise("4.2", || {
        stage("what is asked");
        asked_for_the_batch(&[3, 1, 4]);
        asked_for_the_batch(&[2, 5, 2, 0]);

        stage("by hand");
        // The slopes at (1, 2) are (−8, −5), (0, −7) and (−15, −4): their sum is (−23, −16).
        let (yours, _) = asked_step([1.0, 2.0], &[3, 1, 4], 0.75);
        let otherwise =
            "The mean of the slopes is (−23, −16)/3, and w goes against it.";
        expect_row(
            "w after a step from (1, 2) with η = 0.75 and the slopes (−8, −5), (0, −7), (−15, −4)",
            &yours,
            &[6.75, 6.0],
            causes! {
                Rows(&[1.0, 2.0]) => DID_NOT_MOVE,
                Rows(&[18.25, 14.0]) =>
                    "That is the sum: with the mean, η does not depend on the batch's size.",
                Rows(&[-4.75, -2.0]) => "The wrong way: against the slope, so w − η·mean.",
                Rows(&[9.625, 8.0]) =>
                    "Divided by how many numbers there are: it is the number of samples.",
                Rows(&[1.0 + 5.75 / 3.0, 2.0 + 4.0 / 3.0]) => "Divided by K twice.",
                Rows(&[12.25, 5.0]) => "That is the last sample alone: add up, do not replace.",
                Rows(&[7.0, 5.75]) => "That is the first sample alone.",
                Rows(&[1.0 + 23.0 / 3.0, 2.0 + 16.0 / 3.0]) => "η is missing.",
                Rows(&[3.0, 3.25]) => "The last sample alone, divided by K: add up first.",
                Rows(&[4.75, 3.0]) => "The last sample alone, divided by K: add up first.",
                Rows(&[5.75, 4.0]) => "w itself is lost: it is w minus the step.",
            },
            otherwise,
        );

        stage("other sizes of batch");
        for batch in [&[2][..], &[0, 1], &[4, 2, 2, 7, 0, 1, 3]] {
            let mut mean = [0.0; 2];
            for &sample in batch {
                let slopes = sample_slopes(sample, &[1.0, 2.0]);
                mean[0] += slopes[0] / batch.len() as f64;
                mean[1] += slopes[1] / batch.len() as f64;
            }
            expect_row(
                &format!(
                    "w after a step from (1, 2) with η = 0.1 and the batch {batch:?}"
                ),
                &asked_step([1.0, 2.0], batch, 0.1).0,
                &[1.0 - 0.1 * mean[0], 2.0 - 0.1 * mean[1]],
                &[],
                "Minus η times the mean of the batch's slopes.",
            );
        }

        stage("other numbers of values");
        any_number_of_values([4.0]);
        any_number_of_values([1.0, 2.0, -5.0]);
        any_number_of_values([1.0, 2.0, -5.0, 0.5]);

        stage("what is documented to panic");
        let short_of_one = |k: usize, w: &[f64]| sample_slopes(k, &w[1..]);
        refuses(
            "samples whose slopes are one too few",
            "slopes of sample",
            &mut || minibatch_step(&mut [1.0, 2.0], &[0, 1], 0.5, short_of_one),
        );
        refuses("a batch of nothing", "without samples", &mut || {
            minibatch_step(&mut [1.0, 2.0], &[], 0.5, sample_slopes);
        });

        stage("it finds the middle");
        let mut w = vec![50.0, -20.0];
        for _ in 0..200 {
            minibatch_step(&mut w, &[0, 1, 2, 3, 4, 5], 0.25, sample_slopes);
        }
        expect_row(
            "w after 200 steps with all of six samples",
            &w,
            &[55.0 / 6.0, 7.5],
            &[],
            "It is the mean of where the samples want to have it.",
        );
    });
}

// 4.3 and 4.4: velocities.

/// How much of a slope comes in: at the first step all of it, whatever the dampening is.
fn let_in(n: &Number, s: &Settings) -> f64 {
    if n.t == 1 { 1.0 } else { 1.0 - s.tau }
}

const MOMENTUM: Method = Method {
    right: |n, g, s| {
        n.v = s.rho * n.v + let_in(n, s) * g;
        n.w -= s.eta * n.v;
    },
    wrong: &[
        (
            |n, g, s| {
                n.v = s.rho * n.v + let_in(n, s) * g;
                n.w += s.eta * n.v;
            },
            "The wrong way: against the slope, so w − ηv.",
        ),
        (
            |n, g, s| n.w -= s.eta * let_in(n, s) * g,
            "That is plain descent, as if the old velocity were 0: v ← ρv + g, v is written back, \
             and the step is ηv.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + (1.0 - s.rho) * let_in(n, s) * g;
                n.w -= s.eta * n.v;
            },
            "That is a mean of the slopes, with the share 1 − ρ. Here the whole slope is added.",
        ),
        (
            |n, g, s| {
                n.w -= s.eta * n.v;
                n.v = s.rho * n.v + let_in(n, s) * g;
            },
            "The step is made with the velocity of before: first v, then w.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * (n.v + let_in(n, s) * g);
                n.w -= s.eta * n.v;
            },
            "ρ is for the old velocity alone, not for the slope.",
        ),
        (
            |n, g, s| {
                n.v += let_in(n, s) * g;
                n.w -= s.eta * n.v;
            },
            "Nothing fades: ρ is missing.",
        ),
        (
            |n, g, s| {
                n.v += s.rho * let_in(n, s) * g;
                n.w -= s.eta * n.v;
            },
            "ρ stands at the slope: it belongs to the old velocity.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + let_in(n, s) * g;
                n.w -= s.eta * (g + s.rho * n.v);
            },
            "That is Nesterov's step. Here it is ηv.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * n.v;
            },
            "The dampening is missing: the slope comes in times `new_part`.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + (1.0 - s.tau) * g;
                n.w -= s.eta * n.v;
            },
            "At the first step v is g itself, whatever the dampening is: `new_part` knows.",
        ),
        (
            |n, g, s| {
                n.v = let_in(n, s) * (s.rho * n.v + g);
                n.w -= s.eta * n.v;
            },
            "The dampening holds back the slope, not the old velocity.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + s.eta * let_in(n, s) * g;
                n.w -= n.v;
            },
            "η is inside the velocity, so that old slopes still go at the old rate: v takes in \
             the slope alone, and η multiplies the step.",
        ),
    ],
    otherwise: "v ← ρv + new_part·g, then w ← w − ηv.",
};

/// The settings of momentum, and an optimizer with them.
fn momentum(eta: f64, rho: f64, tau: f64) -> (Settings, Momentum) {
    let settings = Settings {
        eta,
        rho,
        tau,
        ..UNSET
    };
    let optimizer = Momentum {
        dampening: tau,
        ..Momentum::new(eta, rho)
    };
    (settings, optimizer)
}

#[test]
fn exercise_4_3() {
    exercise("4.3", || {
        stage("by hand");
        let (settings, mut optimizer) = momentum(0.5, 0.9, 0.0);
        let mut walk = Walk::of_one(&MOMENTUM, settings, 0.0);
        // v = 1, 1.9, 2.71, 0.439.
        let steps = [(1.0, -0.5), (1.0, -1.45), (1.0, -2.805), (-2.0, -3.0245)];
        walk.by_hand(&mut optimizer, &steps);

        stage("dampening by hand");
        let (settings, mut optimizer) = momentum(1.0, 0.5, 0.25);
        let mut walk = Walk::of_one(&MOMENTUM, settings, 0.0);
        // v = 4, 2 + 3, 2.5 − 6.
        let steps = [(4.0, -4.0), (4.0, -9.0), (-8.0, -5.5)];
        walk.by_hand(&mut optimizer, &steps);

        stage("η changes on the way");
        let (settings, mut optimizer) = momentum(1.0, 0.9, 0.0);
        let mut walk = Walk::of_one(&MOMENTUM, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(1.0, -1.0)]);
        (walk.settings.eta, optimizer.learning_rate) = (0.1, 0.1);
        walk.by_hand(&mut optimizer, &[(1.0, -1.19), (0.0, -1.361)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(Momentum::new(0.5, 0.5)));
        stage("how many steps are remembered");
        counts_updates(Momentum::new(0.5, 0.5), |momentum| &mut momentum.memory);

        stage("slopes of all sizes");
        for (eta, rho, tau) in [(0.1, 0.9, 0.0), (2.0, 0.99, 0.5), (1e-3, 0.0, 0.9)] {
            let (settings, mut optimizer) = momentum(eta, rho, tau);
            many_slopes(&MOMENTUM, settings, 0.0, &mut optimizer);
        }

        stage("it goes down");
        let (eta, rho) = best_momentum(1.0, 20.0);
        goes_down("momentum", &mut Momentum::new(eta, rho), 30);
    });
}

const NESTEROV: Method = Method {
    right: |n, g, s| {
        n.v = s.rho * n.v + g;
        n.w -= s.eta * g + s.eta * s.rho * n.v;
    },
    wrong: &[
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * n.v;
            },
            "That is momentum's step, ηv, which is also g + ρv with the v of before. Here v has \
             taken g in already.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w += s.eta * (g + s.rho * n.v);
            },
            "The wrong way: against the slope, so w − η(g + ρv).",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * (g + n.v);
            },
            "ρ is missing in the step: what of v is left after the next one is ρv.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * s.rho * n.v;
            },
            "The slope itself is missing in the step: g + ρv.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * s.rho * (g + n.v);
            },
            "ρ is for v alone, not for g.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + g;
                n.w -= s.eta * (g - s.rho * n.v);
            },
            "A sign: g + ρv.",
        ),
        (
            |n, g, s| n.w -= s.eta * (g + s.rho * g),
            "The velocity is forgotten: v ← ρv + g is written back.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + (1.0 - s.rho) * g;
                n.w -= s.eta * (g + s.rho * n.v);
            },
            "That velocity is a mean, with the share 1 − ρ. Here the whole slope is added.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * (n.v + g);
                n.w -= s.eta * (g + n.v);
            },
            "ρ is for the old velocity alone, not for the slope.",
        ),
        (
            |n, g, s| {
                n.v = s.rho * n.v + s.eta * g;
                n.w -= s.eta * g + s.rho * n.v;
            },
            "η is inside the velocity, so that old slopes still go at the old rate: it \
             multiplies the step, η(g + ρv).",
        ),
    ],
    otherwise: "v ← ρv + g, then w ← w − η(g + ρv).",
};

/// Where a look-ahead step asked, and where it led: w and v.
struct Looked {
    asked: Vec<Vec<f64>>,
    w: Vec<f64>,
    v: Vec<f64>,
}

/// A look-ahead step of yours, where the slope is `slope`.
fn look(
    (w, v): (&[f64], &[f64]),
    (eta, rho): (f64, f64),
    slope: &dyn Fn(&[f64]) -> Vec<f64>,
) -> Looked {
    let asked = RefCell::new(Vec::new());
    let spy: &dyn Fn(&[f64]) -> Vec<f64> = &|at| {
        asked.borrow_mut().push(at.to_vec());
        slope(at)
    };
    let (mut w, mut v) = (w.to_vec(), v.to_vec());
    look_ahead(&mut w, &mut v, eta, rho, spy);
    let asked = asked.take();
    Looked { asked, w, v }
}

/// The slope of ½w₀² + w₁².
fn bowl_slope(at: &[f64]) -> Vec<f64> {
    vec![at[0], 2.0 * at[1]]
}

/// One step of the look-ahead form, from w = (0.5, 1) with v = (1, −2), η = 0.5, ρ = 0.9.
fn look_ahead_by_hand() {
    let (w, v) = ([0.5, 1.0], [1.0, -2.0]);
    let yours = look((&w, &v), (0.5, 0.9), &bowl_slope);
    let from = "w = (0.5, 1) with v = (1, −2), η = 0.5, ρ = 0.9";

    stage("where it looks");
    assert!(
        !yours.asked.is_empty(),
        "from {from} the slope was never asked: `slopes_at` wants the point ahead"
    );
    let at = |step: f64| [w[0] + step * v[0], w[1] + step * v[1]];
    expect_row(
        &format!("the point where the slope is asked, from {from},"),
        &yours.asked[0],
        &[0.05, 1.9],
        causes! {
            Rows(&w) => "That is w itself, as with momentum. Look where the velocity leads.",
            Rows(&at(0.45)) =>
                "That is w + ηρv, back where it came from: v is a sum of slopes, and w goes \
                 against it.",
            Rows(&at(0.9)) =>
                "That is w + ρv, the other way and without η. It is often printed, but it \
                 belongs to a velocity that has −η in it.",
            Rows(&at(-0.9)) => "η is missing: the velocity leads to w − ηρv.",
            Rows(&at(-0.5)) => "ρ is missing: only ρv of the velocity will be left.",
            Rows(&at(-1.0)) => "η and ρ are missing: the velocity leads to w − ηρv.",
            Rows(&v) => "That is v: it is a point that is asked for, w − ηρv.",
            Rows(&[-0.45, 0.9]) => "That is the way there: from w, so w − ηρv.",
        },
        "The velocity alone would lead to w − ηρv.",
    );

    stage("the new velocity");
    // The slope is (0.05, 3.8), and ρv is (0.9, −1.8).
    expect_row(
        "the velocity after the slope (0.05, 3.8) was found ahead",
        &yours.v,
        &[0.95, 2.0],
        causes! {
            Rows(&v) => "It is the old one: v ← ρv + g must be written back.",
            Rows(&[1.05, 1.8]) => "Nothing fades: ρ is missing.",
            Rows(&[0.05, 3.8]) => "That is the slope alone: the old velocity is lost.",
            Rows(&[0.905, -1.42]) =>
                "That is a mean, with the share 1 − ρ. Here the whole slope is added.",
            Rows(&[0.945, 1.62]) => "ρ is for the old velocity alone, not for the slope.",
            Rows(&[0.925, 0.1]) => "η is inside the velocity: it multiplies the step instead.",
            Rows(&[0.86, 2.18]) => "ρ came in twice: of the old v there is ρv.",
            Rows(&[0.855, 1.8]) => "ρ came in twice: of the new v there is all.",
            Rows(&[0.85, -5.6]) => "A sign: the slope is added to ρv.",
        },
        "v ← ρv + g.",
    );

    stage("the new w");
    expect_row(
        "w after that step, w − ηv,",
        &yours.w,
        &[0.025, 0.0],
        causes! {
            Rows(&w) => "It has not moved.",
            Rows(&[0.05, 1.9]) => "That is the point ahead: it was only for the question.",
            Rows(&[-0.425, 0.9]) =>
                "The step was made from the point ahead: it begins at w, and the old velocity \
                 is in v already.",
            Rows(&[0.0, 2.0]) => "The step is made with the old velocity: first v, then w.",
            Rows(&[0.975, 2.0]) => "The wrong way: w − ηv.",
            Rows(&[0.475, -0.9]) => "That is the slope alone: the step is ηv.",
            Rows(&[-0.45, -1.0]) => "η is missing.",
            Rows(&[0.5 - 0.5 * 0.905, 1.0 - 0.5 * 5.6]) =>
                "That is the step of the training form, g + ρv. Here w is not the point ahead.",
        },
        "w ← w − ηv, with the v that has the slope in it.",
    );
}

/// Both forms side by side, down a turned bowl.
fn both_forms() {
    let bowl = RotatedBowl { condition: 9.0 };
    let slope = |at: &[f64]| bowl.gradient(&[at[0], at[1]]).to_vec();
    let (eta, rho) = (0.1, 0.7);
    let mut training = Nesterov::new(eta, rho);
    let (mut w, mut v) = (bowl.start().to_vec(), vec![0.0; 2]);
    let mut ahead = w.clone();
    for step in 1..=20 {
        let looked = look((&w, &v), (eta, rho), &slope);
        expect_row(
            &format!("where the look-ahead form asks in step {step}"),
            &looked.asked[0],
            &ahead,
            &[],
            "On the right is where the training form stands: the two are the same path.",
        );
        let slopes = slope(&ahead);
        training.update(0, &mut ahead, &slopes);
        (w, v) = (looked.w, looked.v);
    }
}

#[test]
fn exercise_4_4() {
    exercise("4.4", || {
        look_ahead_by_hand();

        stage("nothing of the velocity is left");
        // ρ = 0: the slope at w itself is (0.5, 2), and it is all of v.
        let looked = look((&[0.5, 1.0], &[1.0, -2.0]), (0.5, 0.0), &bowl_slope);
        assert!(
            !looked.asked.is_empty(),
            "with ρ = 0 the slope was never asked: that is plain descent, not standing still"
        );
        let what = "from w = (0.5, 1) with v = (1, −2), η = 0.5 and ρ = 0: ";
        let otherwise =
            "With ρ = 0 it is plain descent: v is the slope, and w goes by η times it.";
        let asked = &looked.asked[0];
        expect_row(
            &format!("{what}the point asked"),
            asked,
            &[0.5, 1.0],
            &[],
            otherwise,
        );
        expect_row(&format!("{what}v"), &looked.v, &[0.5, 2.0], &[], otherwise);
        expect_row(&format!("{what}w"), &looked.w, &[0.25, 0.0], &[], otherwise);

        stage("many steps");
        // ½λw² with λ = 0.2: with the other sign areas grow by ρ(1 + λ) = 1.08 per step.
        let (mut w, mut v) = (vec![1.0], vec![0.0]);
        for _ in 0..200 {
            let looked = look((&w, &v), (0.5, 0.9), &|at| vec![0.2 * at[0]]);
            (w, v) = (looked.w, looked.v);
        }
        assert!(
            w[0].abs() < 1e-3,
            "on ½·0.2·w² 200 steps from 1 must come to 0, yours come to {}",
            short(w[0])
        );

        stage("the training form by hand");
        let settings = |eta, rho| Settings { eta, rho, ..UNSET };
        let mut optimizer = Nesterov::new(0.5, 0.9);
        let mut walk = Walk::of_one(&NESTEROV, settings(0.5, 0.9), 0.0);
        // v = 1, 0.95, −1.145.
        let steps = [(1.0, -0.95), (0.05, -1.4025), (-2.0, 0.11275)];
        walk.by_hand(&mut optimizer, &steps);
        (walk.settings.eta, optimizer.learning_rate) = (0.1, 0.1);
        walk.by_hand(&mut optimizer, &[(0.0, 0.205_495)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(Nesterov::new(0.5, 0.5)));
        stage("how many steps are remembered");
        counts_updates(Nesterov::new(0.5, 0.5), |nesterov| &mut nesterov.memory);

        stage("slopes of all sizes");
        for (eta, rho) in [(0.1, 0.9), (2.0, 0.99), (1e-3, 0.0)] {
            let optimizer = &mut Nesterov::new(eta, rho);
            many_slopes(&NESTEROV, settings(eta, rho), 0.0, optimizer);
        }

        stage("the same path");
        both_forms();
        goes_down("Nesterov's momentum", &mut Nesterov::new(0.05, 0.6), 60);
    });
}

// 4.5 to 4.7: a rate for every number.

const ADAGRAD: Method = Method {
    right: |n, g, s| {
        n.s += g.powi(2);
        n.w -= s.eta / (n.s.sqrt() + s.epsilon) * g;
    },
    wrong: &[
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / (n.s + s.epsilon);
            },
            "The root is missing: with s itself a loss ten times as large makes steps a tenth as \
             long.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / (n.s + s.epsilon).sqrt();
            },
            "ε is inside the root: it stands beside it, √s + ε.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / (n.s + s.epsilon * s.epsilon).sqrt();
            },
            "ε is inside the root: it stands beside it, √s + ε.",
        ),
        (
            |n, g, s| n.w -= s.eta * g / (g.abs() + s.epsilon),
            "s is this slope's square alone: add it to the squares of before.",
        ),
        (
            |n, g, s| {
                n.s += g.abs();
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "s is a sum of squares: square the slope.",
        ),
        (
            |n, g, s| {
                n.s += g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "s is a sum of squares: square the slope.",
        ),
        (
            |n, g, s| {
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
                n.s += g * g;
            },
            "The step is made with the s of before, 0 at first: s takes the square in, and then \
             w moves.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w += s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "The wrong way: against the slope.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / n.s.sqrt();
            },
            "ε is missing: where all slopes were 0 so far, 0/0 is not a number.",
        ),
        (
            |n, g, s| {
                n.s = (n.s + g * g).sqrt();
                n.w -= s.eta * g / (n.s + s.epsilon);
            },
            "The root is written back into s, and the next square is added to a root: s stays \
             the sum.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta / (n.s.sqrt() + s.epsilon);
            },
            "The slope is missing in the step: ηg over the root.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g * (n.s.sqrt() + s.epsilon);
            },
            "Multiplied by the root: it divides.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / n.s.sqrt() + s.epsilon;
            },
            "Brackets: ε is part of the denominator.",
        ),
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / n.s.sqrt().max(s.epsilon);
            },
            "ε is a lower limit of the root: it is added to it, √s + ε.",
        ),
    ],
    otherwise: "s ← s + g², then w ← w − ηg/(√s + ε).",
};

/// The settings of Adagrad, and an optimizer with them.
fn adagrad(eta: f64, epsilon: f64) -> (Settings, Adagrad) {
    let settings = Settings {
        eta,
        epsilon,
        ..UNSET
    };
    let optimizer = Adagrad {
        epsilon,
        ..Adagrad::new(eta)
    };
    (settings, optimizer)
}

#[test]
fn exercise_4_5() {
    exercise("4.5", || {
        stage("by hand");
        let (settings, mut optimizer) = adagrad(2.0, 1.0);
        let mut walk = Walk::of_one(&ADAGRAD, settings, 0.0);
        // The roots are 0.75, 1.25, 3.25, 3.25: below ε = 1 first.
        let (first, second) = (-6.0 / 7.0, -6.0 / 7.0 - 8.0 / 9.0);
        let third = second + 24.0 / 17.0;
        let steps = [(0.75, first), (1.0, second), (-3.0, third), (0.0, third)];
        walk.by_hand(&mut optimizer, &steps);

        stage("no slope yet, and a small one");
        let (settings, mut optimizer) = adagrad(0.5, 1e-8);
        let mut walk = Walk::of_one(&ADAGRAD, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(0.0, 0.0), (1e-8, -0.25)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(adagrad(0.5, 1.0).1));
        stage("how many steps are remembered");
        counts_updates(adagrad(0.5, 1.0).1, |adagrad| &mut adagrad.memory);
        stage("another unit of the loss");
        same_path_for_any_loss(&|| Box::new(adagrad(0.5, 0.0).1));

        stage("slopes of all sizes");
        for (eta, epsilon) in [(0.1, 1e-10), (3.0, 1e-8), (0.01, 0.5)] {
            let (settings, mut optimizer) = adagrad(eta, epsilon);
            many_slopes(&ADAGRAD, settings, 0.0, &mut optimizer);
        }

        stage("it goes down");
        goes_down("Adagrad", &mut Adagrad::new(2.0), 100);
    });
}

const RMSPROP: Method = Method {
    right: |n, g, s| {
        n.s += (1.0 - s.beta) * (g.powi(2) - n.s);
        n.w -= s.eta / (n.s.sqrt() + s.epsilon) * g;
    },
    wrong: &[
        (
            |n, g, s| {
                n.s += g * g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "That is Adagrad's sum, which forgets nothing: β of the old s stays.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + g * g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "The new square has the share 1 − β: so s is a mean.",
        ),
        (
            |n, g, s| {
                n.s = (1.0 - s.beta) * n.s + s.beta * g * g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "The shares are swapped: β is for the old s.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w -= s.eta * g / (n.s + s.epsilon);
            },
            "The root is missing: with s itself a loss ten times as large makes steps a tenth as \
             long.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w -= s.eta * g / (n.s + s.epsilon).sqrt();
            },
            "ε is inside the root: it stands beside it, √s + ε.",
        ),
        (
            |n, g, s| {
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
            },
            "The step is made with the s of before, 0 at first: s takes the square in, and then \
             w moves.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w += s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "The wrong way: against the slope.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "s is a mean of squares: square the slope.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + ((1.0 - s.beta) * g).powi(2);
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "Only the slope is squared, not the share 1 − β.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w -= s.eta * g / n.s.sqrt();
            },
            "ε is missing: where all slopes were 0 so far, 0/0 is not a number.",
        ),
        (
            |n, g, s| {
                n.s = (s.beta * n.s + (1.0 - s.beta) * g * g).sqrt();
                n.w -= s.eta * g / (n.s + s.epsilon);
            },
            "The root is written back into s, and the next square is added to a root: s stays \
             the mean of squares.",
        ),
        (
            |n, g, s| {
                n.s = (1.0 - s.beta) * g * g;
                n.w -= s.eta * g / (n.s.sqrt() + s.epsilon);
            },
            "The old s is lost: β of it stays.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w -= s.eta / (n.s.sqrt() + s.epsilon);
            },
            "The slope is missing in the step: ηg over the root.",
        ),
        (
            |n, g, s| {
                n.s = s.beta * n.s + (1.0 - s.beta) * g * g;
                n.w -= s.eta * g / n.s.sqrt().max(s.epsilon);
            },
            "ε is a lower limit of the root: it is added to it, √s + ε.",
        ),
    ],
    otherwise: "s ← βs + (1 − β)g², then w ← w − ηg/(√s + ε).",
};

/// The settings of `RMSProp`, and an optimizer with them.
fn rmsprop(eta: f64, beta: f64, epsilon: f64) -> (Settings, RmsProp) {
    let settings = Settings {
        eta,
        beta,
        epsilon,
        ..UNSET
    };
    let optimizer = RmsProp {
        learning_rate: eta,
        decay: beta,
        epsilon,
        memory: Memory::default(),
    };
    (settings, optimizer)
}

#[test]
fn exercise_4_6() {
    exercise("4.6", || {
        stage("by hand");
        let (settings, mut optimizer) = rmsprop(2.0, 0.75, 1.0);
        let mut walk = Walk::of_one(&RMSPROP, settings, 0.0);
        // s = 0, 9, 9, 9, 6.75: it forgets.
        let steps = [
            (0.0, 0.0),
            (6.0, -3.0),
            (3.0, -4.5),
            (-3.0, -3.0),
            (0.0, -3.0),
        ];
        walk.by_hand(&mut optimizer, &steps);

        stage("no slope yet, and a small one");
        let (settings, mut optimizer) = rmsprop(0.5, 0.75, 1e-8);
        let mut walk = Walk::of_one(&RMSPROP, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(0.0, 0.0), (1e-8, -1.0 / 3.0)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(rmsprop(0.5, 0.75, 1.0).1));
        stage("how many steps are remembered");
        counts_updates(rmsprop(0.5, 0.75, 1.0).1, |rmsprop| &mut rmsprop.memory);
        stage("another unit of the loss");
        same_path_for_any_loss(&|| Box::new(rmsprop(0.5, 0.75, 0.0).1));

        stage("slopes of all sizes");
        for (eta, beta, epsilon) in
            [(0.1, 0.99, 1e-8), (3.0, 0.5, 1e-10), (0.01, 0.9, 0.5)]
        {
            let (settings, mut optimizer) = rmsprop(eta, beta, epsilon);
            many_slopes(&RMSPROP, settings, 0.0, &mut optimizer);
        }

        stage("it does not tire");
        // A steady slope: in the end every step is η.
        let (mut optimizer, mut w) = (rmsprop(0.5, 0.75, 0.0).1, [0.0]);
        for _ in 0..200 {
            optimizer.update(0, &mut w, &[7.0]);
        }
        let before = w[0];
        optimizer.update(0, &mut w, &[7.0]);
        expect(
            "step 201 where the slope is always 7, η = 0.5,",
            before - w[0],
            0.5,
            &[],
            "The mean of the squares is then the square itself.",
        );
    });
}

const ADADELTA: Method = Method {
    right: |n, g, s| {
        n.s += (1.0 - s.rho) * (g.powi(2) - n.s);
        let delta = -g * ((n.u + s.epsilon) / (n.s + s.epsilon)).sqrt();
        n.u += (1.0 - s.rho) * (delta.powi(2) - n.u);
        n.w += s.eta * delta;
    },
    wrong: &[
        (
            |n, g, s| {
                // Δ² = (u′ + ε)/(s + ε)·g² with the u′ that has Δ² in it, begun with the old u.
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let first = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * first * first;
                n.w -= s.eta * (n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
            },
            "u has taken this step in before the step was made: Δ needs the u of the steps \
             before.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                n.w -= s.eta * s.epsilon.sqrt() / (n.s + s.epsilon).sqrt() * g;
            },
            "u stays 0: u ← ρu + (1 − ρ)Δ² must be written back.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -n.u.sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "It never gets off the ground: ε is missing in the upper root, √(u + ε).",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / n.s.sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "ε is missing in the lower root, √(s + ε): without a slope 0·∞ is not a number.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u.sqrt() + s.epsilon) / (n.s.sqrt() + s.epsilon) * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "Here ε is inside both roots: √(u + ε) and √(s + ε).",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon) / (n.s + s.epsilon) * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "The roots are missing: a step over a slope has the unit of √u over √s.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = (n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "The wrong way: Δ goes against the slope.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta =
                    -s.eta * (n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += delta;
            },
            "η is in what u remembers: u takes in Δ, and η is only in the last line.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.s + s.epsilon).sqrt() / (n.u + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "Turned over: the root of u is above, the root of s below.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta;
                n.w += s.eta * delta;
            },
            "u is a mean of squares: square Δ.",
        ),
        (
            |n, g, s| {
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "Only u lags: s has this slope's square in it when Δ is made.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + delta * delta;
                n.w += s.eta * delta;
            },
            "Both s and u are means: the new square has the share 1 − ρ.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += delta;
            },
            "η is missing in the last line.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * g * g;
                n.w += s.eta * delta;
            },
            "u is the mean square of the steps Δ, not of the slopes.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                n.w -= s.eta * g / (n.s + s.epsilon).sqrt();
            },
            "The upper root is missing: √(u + ε), over that of s.",
        ),
        (
            |n, g, s| {
                (n.s, n.u) = (0.0, 0.0);
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "s and u are forgotten after each step: borrow them from \
             `self.memory.step(index, …)`.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u += (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "Nothing of u fades: of the old u there is ρu, ρ is missing.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u += delta * delta;
                n.w += s.eta * delta;
            },
            "u is a sum: it is a mean that forgets, ρu + (1 − ρ)Δ².",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + delta * delta;
                n.w += s.eta * delta;
            },
            "u is a mean: the new square has the share 1 − ρ.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "The old u is lost: ρ of it stays.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "s is a mean: the new square has the share 1 − ρ.",
        ),
        (
            |n, g, s| {
                n.s += (1.0 - s.rho) * g * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "Nothing of s fades: of the old s there is ρs, ρ is missing.",
        ),
        (
            |n, g, s| {
                n.s = s.rho * n.s + (1.0 - s.rho) * g;
                let delta = -(n.u + s.epsilon).sqrt() / (n.s + s.epsilon).sqrt() * g;
                n.u = s.rho * n.u + (1.0 - s.rho) * delta * delta;
                n.w += s.eta * delta;
            },
            "s is a mean of squares: square the slope.",
        ),
    ],
    otherwise: "s ← ρs + (1 − ρ)g², Δ = −√(u + ε)/√(s + ε)·g, u ← ρu + (1 − ρ)Δ², w ← w + ηΔ.",
};

/// The settings of Adadelta, and an optimizer with them.
fn adadelta(eta: f64, rho: f64, epsilon: f64) -> (Settings, Adadelta) {
    let settings = Settings {
        eta,
        rho,
        epsilon,
        ..UNSET
    };
    let optimizer = Adadelta {
        learning_rate: eta,
        decay: rho,
        epsilon,
        memory: Memory::default(),
    };
    (settings, optimizer)
}

#[test]
fn exercise_4_7() {
    exercise("4.7", || {
        stage("by hand");
        let (settings, mut optimizer) = adadelta(0.5, 0.5, 0.25);
        let mut walk = Walk::of_one(&ADADELTA, settings, 0.0);
        // s = 2, 5.5, 3.25 and u = 0, 2/9, 199/414 before each step: Δ is −2/3, then minus three
        // times and plus once these roots.
        let (second, third) = ((17_f64 / 207.0).sqrt(), (605_f64 / 2898.0).sqrt());
        let w = -1.0 / 3.0 - 1.5 * second;
        let steps = [(2.0, -1.0 / 3.0), (3.0, w), (-1.0, w + 0.5 * third)];
        walk.by_hand(&mut optimizer, &steps);

        stage("no slope yet");
        let (settings, mut optimizer) = adadelta(1.0, 0.5, 1e-6);
        let mut walk = Walk::of_one(&ADADELTA, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(0.0, 0.0)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(adadelta(1.0, 0.5, 0.1).1));
        stage("what is remembered");
        counts_updates(adadelta(1.0, 0.5, 0.1).1, |adadelta| &mut adadelta.memory);
        let mut optimizer = adadelta(1.0, 0.5, 0.0625).1;
        optimizer.update(0, &mut [0.0], &[2.0]);
        // Δ² is 4·0.0625/(2 + 0.0625).
        let moved = 0.5 * 0.25 / 2.0625;
        remembers(&mut optimizer.memory, &[("s", 2.0), ("u", moved)]);

        stage("slopes of all sizes");
        for (eta, rho, epsilon) in
            [(1.0, 0.9, 1e-6), (2.0, 0.5, 1e-8), (0.25, 0.99, 0.5)]
        {
            let (settings, mut optimizer) = adadelta(eta, rho, epsilon);
            many_slopes(&ADADELTA, settings, 0.0, &mut optimizer);
        }

        stage("it goes down");
        goes_down("Adadelta", &mut adadelta(0.1, 0.9, 0.1).1, 300);
    });
}

// 4.8 to 4.10: Adam.

#[test]
fn exercise_4_8() {
    exercise("4.8", || {
        let otherwise = "βᵗ is missing to 1 after t steps: 1 − βᵗ.";
        stage("three steps");
        expect(
            "how full a mean with β = 0.9 is after step 3, 0.1 + 0.09 + 0.081,",
            filled(0.9, 3),
            0.271,
            causes! {
                0.19 => "That is after step 2. Steps count from 1: with t from 0 nothing would \
                         be in it at first, and Adam divides by it: ∞/∞ is not a number.",
                0.3439 => "That is after step 4: t counts from 1 already.",
                0.729 => "That is what is missing: what is in it is 1 minus that.",
                -0.271 => "A sign: 1 − βᵗ.",
                1.0 / 0.271 => "Turned over: Adam divides by it.",
                1.0 => "Always full? A mean that starts at 0 and keeps 0.9 of it is far from \
                        full.",
                0.1 => "1 − β is for the first step: β to the power t.",
                0.001 => "That is (1 − β)ᵗ: it is β that is taken to the power t.",
                0.3 => "0.1 in each step, but each step also forgets 0.1 of what was there.",
                -1.7 => "t times β: β to the power t.",
                0.271_f64.sqrt() => "There is no root in it.",
                1.0 - 3_f64.powf(0.9) => "t to the power β: β to the power t.",
            },
            otherwise,
        );
        stage("several settings");
        for (beta, step) in [(0.999, 1), (0.999, 1000), (0.5, 10), (0.0, 1), (0.9, 700)]
        {
            // What comes in, step by step.
            let (mut sum, mut share) = (0.0, 1.0 - beta);
            for _ in 0..step {
                sum += share;
                share *= beta;
            }
            let what = format!("how full a mean with β = {beta} is after step {step}");
            expect(&what, filled(beta, step), sum, &[], otherwise);
        }
        stage("a late step");
        in_child("late", Duration::from_secs(2), || {
            let what = "how full a mean with β = 0.999 is after two billion steps";
            expect(what, filled(0.999, 2_000_000_000), 1.0, &[], otherwise);
        })
        .must_pass(
            "the code crashes for step two billion",
            "for step two billion it takes more than two seconds: a loop over all steps would be \
             run through at each of them. `powf` takes the same time for every power",
        );
    });
}

/// Means of slopes and squares take a slope in, each with its shares.
fn take_in(n: &mut Number, g: f64, s: &Settings) {
    n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
    n.s = s.beta2 * n.s + (1.0 - s.beta2) * g * g;
}

/// How full the two are.
fn full(n: &Number, s: &Settings) -> (f64, f64) {
    (1.0 - s.beta1.powi(n.t), 1.0 - s.beta2.powi(n.t))
}

/// A right step of Adam, as it stands in the paper.
fn adam_step(n: &mut Number, g: f64, s: &Settings) {
    take_in(n, g, s);
    let (first, second) = full(n, s);
    let (mean, square) = (n.m / first, n.s / second);
    n.w -= s.eta * mean / (square.sqrt() + s.epsilon);
}

const ADAM: Method = Method {
    right: adam_step,
    wrong: &[
        (
            |n, g, s| {
                take_in(n, g, s);
                n.w -= s.eta * n.m / (n.s.sqrt() + s.epsilon);
            },
            "Nothing is corrected: m and s start empty, and s fills more slowly. m̂ and ŝ are \
             divided by how full they are.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, _) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s.sqrt() + s.epsilon);
            },
            "Only m is corrected: s starts empty as well, √(s/square_filled).",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (_, second) = full(n, s);
                n.w -= s.eta * n.m / ((n.s / second).sqrt() + s.epsilon);
            },
            "Only s is corrected: m starts empty as well, m/mean_filled.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s.sqrt() / second + s.epsilon);
            },
            "s is corrected after the root: √(s/square_filled), so what divides √s is a root, \
             too.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s / second + s.epsilon);
            },
            "The root is missing: with ŝ itself a loss ten times as large makes steps a tenth as \
             long.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                n.w -= s.eta * n.m / (n.s + s.epsilon);
            },
            "Both are missing: the root, and the correction for the empty start.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s / second + s.epsilon).sqrt();
            },
            "ε is inside the root: it stands beside it, √ŝ + ε.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first * second.sqrt() / (n.s.sqrt() + s.epsilon);
            },
            "ε is added before the correction, and is corrected with it: √ŝ + ε, where √ŝ is \
             √s/√square_filled.",
        ),
        (
            |n, g, s| {
                n.m = s.beta2 * n.m + (1.0 - s.beta2) * g;
                n.s = s.beta1 * n.s + (1.0 - s.beta1) * g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "β₁ and β₂ are swapped: m, which follows the slope, has β₁.",
        ),
        (
            |n, g, s| {
                n.m = s.beta2 * n.m + (1.0 - s.beta2) * g;
                n.s = s.beta1 * n.s + (1.0 - s.beta1) * g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / second / ((n.s / first).sqrt() + s.epsilon);
            },
            "β₁ and β₂ are swapped: m, which follows the slope, has β₁.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / second / ((n.s / first).sqrt() + s.epsilon);
            },
            "The corrections are swapped: `mean_filled` is for m.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m * first / ((n.s * second).sqrt() + s.epsilon);
            },
            "What is too small by a factor is divided by it, not multiplied.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                (n.m, n.s) = (n.m / first, n.s / second);
                n.w -= s.eta * n.m / (n.s.sqrt() + s.epsilon);
            },
            "m̂ and ŝ are written back into the memory, and corrected again in the next step: \
             they are for this step alone.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w += s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "The wrong way: against the mean slope.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + g;
                n.s = s.beta2 * n.s + g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "m and s are means: what is new has the shares 1 − β₁ and 1 − β₂.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
                n.s = s.beta2 * n.s + (1.0 - s.beta2) * n.m * n.m;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "s is the mean of the slopes' squares, not of m's.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (_, second) = full(n, s);
                n.w -= s.eta * g / ((n.s / second).sqrt() + s.epsilon);
            },
            "The slope itself is in the step, as in RMSProp: it is the mean slope, m̂.",
        ),
        (
            |n, g, s| {
                let (m, v) = (n.m, n.s);
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * m / first / ((v / second).sqrt() + s.epsilon);
            },
            "The step is made with m and s of before: first they take the slope in.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s / second).sqrt().max(s.epsilon);
            },
            "ε is a lower limit of the root: it is added to it, √ŝ + ε.",
        ),
        (
            |n, g, s| {
                take_in(n, g, s);
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / (n.s / second).sqrt();
            },
            "ε is missing: where all slopes were 0 so far, 0/0 is not a number.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
                n.s = s.beta1 * n.s + (1.0 - s.beta1) * g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "Both means have β₁: the one of the squares has β₂.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
                n.s = s.beta1 * n.s + (1.0 - s.beta1) * g * g;
                let (first, _) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / first).sqrt() + s.epsilon);
            },
            "Both means have β₁: the one of the squares has β₂.",
        ),
        (
            |n, g, s| {
                (n.m, n.s) = (0.0, 0.0);
                adam_step(n, g, s);
            },
            "m and s are forgotten after each step: write both back into the memory.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + g;
                n.s = s.beta2 * n.s + (1.0 - s.beta2) * g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "m is a mean: what is new has the share 1 − β₁.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
                n.s = s.beta2 * n.s + g * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "s is a mean: what is new has the share 1 − β₂.",
        ),
        (
            |n, g, s| {
                n.m = s.beta1 * n.m + (1.0 - s.beta1) * g;
                n.s = s.beta2 * n.s + (1.0 - s.beta2) * g;
                let (first, second) = full(n, s);
                n.w -= s.eta * n.m / first / ((n.s / second).sqrt() + s.epsilon);
            },
            "s is a mean of squares: square the slope.",
        ),
    ],
    otherwise: "m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², then w ← w − ηm̂/(√ŝ + ε).",
};

/// The settings of Adam, and an optimizer with them.
fn adam(eta: f64, (beta1, beta2): (f64, f64), epsilon: f64) -> (Settings, Adam) {
    let settings = Settings {
        eta,
        beta1,
        beta2,
        epsilon,
        ..UNSET
    };
    let optimizer = Adam {
        learning_rate: eta,
        mean_decay: beta1,
        square_decay: beta2,
        epsilon,
        memory: Memory::default(),
    };
    (settings, optimizer)
}

/// What a memory holds of parameter 0, a single number: lists with these names.
#[track_caller]
fn remembers<const SLOTS: usize>(
    memory: &mut Memory<SLOTS>,
    right: &[(&str, f64); SLOTS],
) {
    let (_, lists) = memory.step(0, 1);
    let yours = lists.map(|list| list[0]);
    let mut turned = right.map(|(_, value)| value);
    turned.reverse();
    let names = right.map(|(name, _)| name).join(" and ");
    expect_row(
        &format!("{names} in the memory after one step"),
        &yours,
        &right.map(|(_, value)| value),
        &[(
            Rows(&turned),
            &format!(
                "They stand in each other's places: the lists of the memory are {names}."
            ),
        )],
        &format!("The lists of the memory are {names}, in this order."),
    );
}

/// An exercise cannot be judged as long as one that it stands on is wrong.
#[track_caller]
fn stands_on(id: &str, passes: bool) {
    assert!(passes, "exercise {id} does not pass yet: that first");
}

/// Whether exercise 4.8 seems to be right.
fn filled_is_right() -> bool {
    let known = [
        (0.9, 1, 0.1),
        (0.9, 3, 0.271),
        (0.5, 4, 0.9375),
        (0.75, 2, 0.4375),
    ];
    known
        .iter()
        .all(|&(beta, step, right)| same(filled(beta, step), right))
}

/// The share of digits read after a pass over those to learn from.
fn digits_read(optimizer: impl Optimizer) -> f64 {
    let split = datasets::digits()
        .and_then(|digits| digits.split(0.2, 7))
        .expect("the digits are part of the program");
    let mut network = Sequential::mlp(&[64, 16, 10], Init::He, 1);
    let mut training = Training::new(&mut network, optimizer);
    let plan = Plan {
        epochs: 1,
        batch: 32,
        seed: 1,
    };
    let passes = fit(&mut training, &split.train, &split.test, plan, |_| {});
    passes.last().map_or(0.0, |pass| pass.validation.accuracy)
}

#[test]
fn exercise_4_9() {
    exercise("4.9", || {
        // Says what is not written, 4.9 or 4.8, before it says what is wrong.
        adam(0.01, (0.9, 0.999), 0.0)
            .1
            .update(0, &mut [1.0], &[4.0]);
        stands_on("4.8", filled_is_right());
        stage("the first step");
        for slope in [4.0_f64, -1e-3] {
            let (settings, mut optimizer) = adam(0.01, (0.9, 0.999), 0.0);
            let mut walk = Walk::of_one(&ADAM, settings, 0.0);
            // As long as the slope stays, each step is η.
            let step = -0.01 * slope.signum();
            let steps = [(slope, step), (slope, 2.0 * step), (slope, 3.0 * step)];
            walk.by_hand(&mut optimizer, &steps);
        }

        stage("no slope yet");
        let (settings, mut optimizer) = adam(1.0, (0.5, 0.75), 1e-8);
        let mut walk = Walk::of_one(&ADAM, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(0.0, 0.0)]);

        stage("by hand");
        let (settings, mut optimizer) = adam(1.0, (0.5, 0.75), 1.0);
        let mut walk = Walk::of_one(&ADAM, settings, 0.0);
        // A steady slope makes steady steps; m̂ = 2, 2, −2/7 and √ŝ = 2.
        let last = -4.0 / 3.0 + 2.0 / 21.0;
        let steps = [(2.0, -2.0 / 3.0), (2.0, -4.0 / 3.0), (-2.0, last)];
        walk.by_hand(&mut optimizer, &steps);

        stage("a small slope");
        let (settings, mut optimizer) = adam(1.0, (0.9, 0.999), 1e-8);
        let mut walk = Walk::of_one(&ADAM, settings, 0.0);
        walk.by_hand(&mut optimizer, &[(1e-8, -0.5)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(adam(0.5, (0.5, 0.75), 1.0).1));
        stage("another unit of the loss");
        same_path_for_any_loss(&|| Box::new(adam(0.5, (0.5, 0.75), 0.0).1));

        stage("slopes of all sizes");
        let (usual, close) = ((0.9, 0.999), (0.99, 0.995));
        for (eta, betas, epsilon) in [
            (0.1, usual, 1e-8),
            (0.01, close, 1e-3),
            (3.0, (0.0, 0.9), 0.5),
        ] {
            let (settings, mut optimizer) = adam(eta, betas, epsilon);
            many_slopes(&ADAM, settings, 0.0, &mut optimizer);
        }

        stage("what is remembered");
        let mut optimizer = adam(0.5, (0.5, 0.75), 1.0).1;
        optimizer.update(0, &mut [0.0], &[4.0]);
        remembers(&mut optimizer.memory, &[("m", 2.0), ("s", 4.0)]);

        stage("it goes down");
        goes_down("Adam", &mut adam(0.5, (0.9, 0.99), 1e-8).1, 300);
        stage("it reads digits");
        let share = digits_read(Adam::new(0.03));
        assert!(
            share > 0.7,
            "after one pass a network reads more than 70 % of digits it has not seen, yours reads \
             {:.1} %",
            100.0 * share
        );
    });
}

/// A step of Adam that remembers nothing, and is not remembered.
fn first_adam_step(n: &mut Number, g: f64, s: &Settings) {
    (n.m, n.s, n.t) = (0.0, 0.0, 1);
    adam_step(n, g, s);
}

const ADAMW: Method = Method {
    right: |n, g, s| {
        n.w -= s.eta * s.lambda * n.w;
        adam_step(n, g, s);
    },
    wrong: &[
        (
            |n, g, s| adam_step(n, g + s.lambda * n.w, s),
            "That is L2: the decay went into the slope, and Adam's root made every decay the same \
             length. Beside Adam it is w ← (1 − ηλ)w.",
        ),
        (
            |n, g, s| {
                let w = n.w;
                n.w *= 1.0 - s.eta * s.lambda;
                adam_step(n, g + s.lambda * w, s);
            },
            "Twice: beside Adam and in the slope. The slopes go to Adam as they came.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.eta * s.lambda;
                adam_step(n, g + s.lambda * n.w, s);
            },
            "Twice: beside Adam and in the slope. The slopes go to Adam as they came.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.lambda;
                adam_step(n, g, s);
            },
            "η is missing in the decay: 1 − ηλ, so that it follows the schedule as the step does.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 + s.eta * s.lambda;
                adam_step(n, g, s);
            },
            "A sign: what decays gets smaller, 1 − ηλ.",
        ),
        (
            |n, g, s| {
                n.w *= s.eta * s.lambda;
                adam_step(n, g, s);
            },
            "ηλ is what goes: 1 − ηλ stays.",
        ),
        (
            |n, g, s| {
                adam_step(n, g, s);
                n.w *= 1.0 - s.eta * s.lambda;
            },
            "The decay comes after the step, and shrinks the step as well: first decay, then Adam.",
        ),
        (
            |n, g, s| {
                n.w -= s.eta * s.lambda;
                adam_step(n, g, s);
            },
            "The same amount from every number: what goes is ηλ times w.",
        ),
        (
            |n, g, s| {
                n.w -= s.eta * s.lambda * n.w.signum();
                adam_step(n, g, s);
            },
            "The same amount from every number: what goes is ηλ times w.",
        ),
        (adam_step, "Nothing decays: that is Adam alone."),
        (
            |n, _, s| n.w *= 1.0 - s.eta * s.lambda,
            "It only decays: Adam's step is missing.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.eta * s.lambda;
                adam_step(n, g, s);
                n.t += 1;
                adam_step(n, g, s);
            },
            "Adam steps twice.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.eta * s.lambda * g.abs();
                adam_step(n, g, s);
            },
            "The decay has the slope in it: it is about w alone.",
        ),
        (
            |n, g, s| {
                n.w *= (1.0 - s.eta) * (1.0 - s.lambda);
                adam_step(n, g, s);
            },
            "η and λ multiply: 1 − ηλ.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.eta * s.lambda;
                let usual = Settings {
                    beta1: 0.9,
                    beta2: 0.999,
                    epsilon: 1e-8,
                    ..*s
                };
                first_adam_step(n, g, &usual);
            },
            "That is a new Adam at each step: its settings and memory are lost. `self.adam` is \
             there.",
        ),
        (
            |n, g, s| {
                n.w *= 1.0 - s.eta * s.lambda;
                first_adam_step(n, g, s);
            },
            "Adam's memory is lost after each step: `self.adam` itself updates, not a copy of it.",
        ),
    ],
    otherwise: "w ← (1 − ηλ)w, then a step of Adam with the slopes as they came.",
};

/// The settings of `AdamW`, and an optimizer with them.
fn adamw(eta: f64, lambda: f64, epsilon: f64) -> (Settings, AdamW) {
    let (settings, adam) = adam(eta, (0.9, 0.99), epsilon);
    let decay = lambda;
    (Settings { lambda, ..settings }, AdamW { adam, decay })
}

#[test]
fn exercise_4_10() {
    exercise("4.10", || {
        // Says what is not written, 4.10 or 4.9, before it says what is wrong.
        adamw(0.25, 0.5, 0.0).1.update(0, &mut [1.0], &[4.0]);
        let (settings, mut optimizer) = adam(0.1, (0.9, 0.99), 1e-8);
        stands_on("4.9", follows(&ADAM, settings, &mut optimizer));
        stage("a slope");
        // As long as the slope stays, Adam's step is η.
        let (settings, mut optimizer) = adamw(0.25, 0.5, 0.0);
        let mut walk = Walk::of_one(&ADAMW, settings, 8.0);
        walk.by_hand(&mut optimizer, &[(3.0, 6.75), (3.0, 5.656_25)]);
        // Then it is 0: of m there is 0.9 left, of s 0.99.
        let (mean, square) = (0.9 * 0.19 / 0.271, 0.99 * 0.0199 / 0.029_701);
        let w = 0.875 * 5.656_25 - 0.25 * mean / f64::sqrt(square);
        walk.by_hand(&mut optimizer, &[(0.0, w)]);

        stage("no slope");
        let (settings, mut optimizer) = adamw(0.1, 0.5, 1e-8);
        let mut walk = Walk::of_one(&ADAMW, settings, 8.0);
        walk.by_hand(&mut optimizer, &[(0.0, 7.6), (0.0, 7.22)]);

        stage("η changes on the way");
        let (settings, mut optimizer) = adamw(0.1, 0.5, 1e-8);
        let mut walk = Walk::of_one(&ADAMW, settings, 8.0);
        walk.by_hand(&mut optimizer, &[(0.0, 7.6)]);
        (walk.settings.eta, optimizer.adam.learning_rate) = (0.2, 0.2);
        walk.by_hand(&mut optimizer, &[(0.0, 6.84)]);

        stage("two numbers, two parameters");
        own_memory(&|| Box::new(adamw(0.25, 0.5, 1.0).1));
        stage("how many steps are remembered");
        counts_updates(adamw(0.25, 0.5, 1.0).1, |adamw| &mut adamw.adam.memory);

        stage("slopes of all sizes");
        for (eta, lambda, epsilon) in
            [(0.1, 0.5, 1e-8), (0.01, 2.0, 1e-3), (0.5, 0.0, 0.5)]
        {
            let (settings, mut optimizer) = adamw(eta, lambda, epsilon);
            many_slopes(&ADAMW, settings, -3.0, &mut optimizer);
        }

        stage("large and small slopes decay alike");
        let mut optimizer = adamw(0.01, 1.0, 0.0).1;
        let mut w = [5.0, 5.0];
        for step in 0..50 {
            let sign = if step % 2 == 0 { 1.0 } else { -1.0 };
            optimizer.update(0, &mut w, &[1e3 * sign, 1e-3 * sign]);
        }
        let [large, small] = told_apart(w[0], w[1]);
        assert!(
            same(w[0], w[1]),
            "from 5 the number with slopes ±1000 came to {large}, the one with slopes ±0.001 to \
             {small}: the decay looks at w alone"
        );
    });
}

// 4.11: schedules.

/// The factors of these steps.
fn factors(schedule: &Schedule, steps: &[usize]) -> Vec<f64> {
    let mut all = Vec::new();
    for &step in steps {
        all.push(schedule.factor(step));
    }
    all
}

/// 3ᵗ and the like, for a stair that falls to a third after every two steps.
fn stairs() {
    stage("stairs");
    let schedule = Schedule::Steps {
        every: 2,
        factor: 0.25,
    };
    let otherwise =
        "The level is step/every, without a fraction, and the factor to that power.";
    let power = |t: f64| 0.25_f64.powf(t);
    expect_row(
        "a stair with `every` 2 and `factor` 0.25: steps 0 to 6",
        &factors(&schedule, &[0, 1, 2, 3, 4, 5, 6]),
        &[1.0, 1.0, 0.25, 0.25, 0.0625, 0.0625, 0.015_625],
        causes! {
            Rows(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0].map(power)) =>
                "It falls at every step: it is to fall after every two (where steps are passes, \
                 after every second pass, not after every batch).",
            Rows(&[0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0].map(power)) =>
                "A slope, not a stair: divide the integers, which leaves no fraction.",
            Rows(&[0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0].map(power)) =>
                "Times `every`: it is divided.",
            Rows(&[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0].map(power)) =>
                "One level too low: the first steps have the whole rate.",
            Rows(&[0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0].map(power)) =>
                "One step too early: steps count from 0.",
            Rows(&[0.0, 0.0, 0.25, 0.25, 0.5, 0.5, 0.75]) =>
                "Multiplied by the level: it is a power.",
            Rows(&[1.0, 1.0, 0.25, 0.25, 0.25, 0.25, 0.25]) =>
                "It falls once: it falls after every two steps.",
            Rows(&[1.0, 1.0, 0.25, 1.0, 0.25, 1.0, 0.25]) =>
                "It comes up again: each level is a quarter of the one before.",
            Rows(&[1.0, 0.25, 1.0, 0.25, 1.0, 0.25, 1.0]) =>
                "That is the remainder of the division: the level is how often it goes.",
            Rows(&[1.0, 1.0, 0.25, 0.25, 0.125, 0.125, 0.25 / 3.0]) =>
                "Divided by the level: it is a power.",
            Rows(&[1.0, 1.0, 0.75, 0.75, 0.5, 0.5, 0.25]) =>
                "The same amount each time: each level is a quarter of the one before.",
        },
        otherwise,
    );
    let schedule = Schedule::Steps {
        every: 30,
        factor: 0.1,
    };
    expect_row(
        "a stair with `every` 30 and `factor` 0.1: steps 0, 29, 30, 59, 60",
        &factors(&schedule, &[0, 29, 30, 59, 60]),
        &[1.0, 1.0, 0.1, 0.1, 0.01],
        &[],
        otherwise,
    );
}

/// A row that ends with the end of the way down. Who returns `floor` there by an exception has the
/// last factor right and the others not, so the known ones are also compared without it.
#[track_caller]
fn expect_way_down(
    what: &str,
    yours: &[f64],
    right: &[f64],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    let last = right.len() - 1;
    let (most, all) = (&yours[..last], &right[..last]);
    let whole = cause(Grid::row_of(yours), Grid::row_of(right), causes);
    let words = whole.or_else(|| {
        let mut shorter = Vec::new();
        for &(wrong, words) in causes {
            if let Rows(row) = wrong {
                shorter.push((Rows(&row[..last]), words));
            }
        }
        cause(Grid::row_of(most), Grid::row_of(all), &shorter)
            .filter(|_| !Grid::row_of(most).same(Grid::row_of(all)))
    });
    expect_row(what, yours, right, &[], words.unwrap_or(otherwise));
}

fn cosine() {
    stage("a cosine");
    let schedule = |steps, floor| Schedule::Cosine { steps, floor };
    let middle = 0.5_f64.sqrt();
    let otherwise = "From 1 to `floor`: floor + (1 − floor)·½(1 + cos(π·share)).";
    expect_way_down(
        "a cosine with 4 steps and `floor` 0: steps 0 to 4",
        &factors(&schedule(4, 0.0), &[0, 1, 2, 3, 4]),
        &[1.0, 0.5 + 0.5 * middle, 0.5, 0.5 - 0.5 * middle, 0.0],
        causes! {
            Rows(&[1.0, middle, 0.0, -middle, -1.0]) =>
                "The cosine itself goes down to −1: ½(1 + cos) goes down to 0.",
            Rows(&[2.0, 1.0 + middle, 1.0, 1.0 - middle, 0.0]) => "The half is missing.",
            Rows(&[1.0, 1.0, 1.0, 1.0, 0.0]) =>
                "An integer divided by an integer has no fraction: convert to floats first.",
            Rows(&[1.0, 0.5, 0.0, 0.5, 1.0]) =>
                "That is a whole wave, down and up again: half of one is π, not 2π.",
            Rows(&[0.0, 0.5 - 0.5 * middle, 0.5, 0.5 + 0.5 * middle, 1.0]) =>
                "It climbs: the cosine of 0 is 1, and it is added.",
            Rows(&[1.0, 0.5 + 0.5 * middle, 0.5, 0.5 - 0.5 * middle, 1.0]) =>
                "It begins again: at the end it is down, and stays there.",
            Rows(&[1.0, 0.75, 0.5, 0.25, 0.0]) => "That is a straight line.",
            Rows(&[1.0, 0.5 + 0.5 * (0.25_f64).cos(), 0.5 + 0.5 * (0.5_f64).cos(),
                0.5 + 0.5 * (0.75_f64).cos(), 0.5 + 0.5 * (1.0_f64).cos()]) =>
                "π is missing: at the end of the way the angle is π.",
            Rows(&[1.0, (0.125 * PI).cos(), middle, (0.375 * PI).cos(), 0.0]) =>
                "That is a quarter of a wave: it starts flat, but does not end flat.",
            Rows(&[0.5 + 0.5 * middle, 0.5, 0.5 - 0.5 * middle, 0.0, 0.0]) =>
                "One step too early: steps count from 0.",
            Rows(&[1.0, 0.75, 0.25, 0.0, 0.0]) =>
                "One step too few: after `steps` steps it is down, not after one less.",
        },
        otherwise,
    );

    stage("a cosine with a floor");
    expect_way_down(
        "a cosine with 2 steps and `floor` 0.2: steps 0, 1, 2",
        &factors(&schedule(2, 0.2), &[0, 1, 2]),
        &[1.0, 0.6, 0.2],
        causes! {
            Rows(&[1.0, 0.5, 0.0]) => "`floor` is missing.",
            Rows(&[1.2, 0.7, 0.2]) =>
                "It begins too high: `floor` and what is above it make 1 together.",
            Rows(&[1.0, 0.5, 0.2]) =>
                "The wave goes down to 0 and is cut off at `floor`: it is to end there, in a flat \
                 piece.",
            Rows(&[0.8, 0.4, 0.0]) => "It stands on 0: add `floor`.",
            Rows(&[0.2, 0.6, 1.0]) => "`floor` is at the beginning: the wave is above it.",
            Rows(&[0.2, 0.1, 0.0]) => "That goes from `floor` to 0: from 1 to `floor`.",
        },
        otherwise,
    );
    stage("after the cosine");
    expect_row(
        "a cosine with 2 steps and `floor` 0.2: steps 2, 3, 4, 5, 1000",
        &factors(&schedule(2, 0.2), &[2, 3, 4, 5, 1000]),
        &[0.2; 5],
        causes! {
            Rows(&[0.2, 0.6, 1.0, 0.6, 1.0]) =>
                "It comes up again: once down, it stays at `floor`. Keep the share at 1.",
            Rows(&[0.2, 0.6, 1.0, 0.6, 0.2]) =>
                "It comes up again: once down, it stays at `floor`. Keep the share at 1.",
            Rows(&[0.2, 0.0, 0.0, 0.0, 0.0]) => "After the way down it is `floor`, not 0.",
            Rows(&[1.0, 0.6, 1.0, 0.6, 1.0]) =>
                "It begins again: once down, it stays at `floor`.",
            Rows(&[0.2, 1.0, 1.0, 1.0, 1.0]) => "After the way down it is `floor`, not 1.",
        },
        "Once down, it stays at `floor`.",
    );

    stage("a cosine of 0 steps");
    let yours = factors(&schedule(0, 0.2), &[0, 1, 2]);
    let nan = "Is there 0/0? With `steps` 0 the way down is over at once.";
    // Whether step 0 is still the beginning or already the end, nobody has said.
    assert!(
        [1.0, 0.2].iter().any(|&end| same(yours[0], end)),
        "a cosine with 0 steps and `floor` 0.2: step 0 is {}. {nan}",
        short(yours[0])
    );
    let what = "a cosine with 0 steps and `floor` 0.2: steps 1, 2";
    expect_row(what, &yours[1..], &[0.2; 2], &[], nan);
}

fn warm_up() {
    stage("a warm-up");
    let warm = |steps, then| Schedule::WarmUp {
        steps,
        then: Box::new(then),
    };
    let half = Schedule::Exponential { factor: 0.5 };
    expect_row(
        "a warm-up of 4 steps, then halving at every step: steps 0 to 6",
        &factors(&warm(4, half.clone()), &[0, 1, 2, 3, 4, 5, 6]),
        &[0.25, 0.5, 0.75, 1.0, 1.0, 0.5, 0.25],
        causes! {
            Rows(&[0.0, 0.25, 0.5, 0.75, 1.0, 0.5, 0.25]) =>
                "The first step has the rate 0 and is lost: it has 1/steps, the last one all.",
            Rows(&[0.25, 0.5, 0.75, 1.0, 0.0625, 0.03125, 0.015_625]) =>
                "`then` has begun with the warm-up: it begins after it, so it counts \
                 step − steps.",
            Rows(&[0.0, 0.25, 0.5, 0.75, 0.0625, 0.03125, 0.015_625]) =>
                "`then` has begun with the warm-up: it begins after it, so it counts \
                 step − steps.",
            Rows(&[0.25, 0.25, 0.1875, 0.125, 1.0, 0.5, 0.25]) =>
                "`then` moves during the climb: it is the climb to its first value.",
            Rows(&[0.25, 0.25, 0.1875, 0.125, 0.0625, 0.03125, 0.015_625]) =>
                "`then` has begun with the warm-up: it begins after it, so it counts \
                 step − steps.",
            Rows(&[0.0, 0.0, 0.0, 1.0, 1.0, 0.5, 0.25]) =>
                "An integer divided by an integer has no fraction: convert to floats first.",
            Rows(&[0.0, 0.0, 0.0, 0.0, 1.0, 0.5, 0.25]) =>
                "An integer divided by an integer has no fraction: convert to floats first.",
            Rows(&[0.25, 0.5, 0.75, 1.0, 1.25, 0.5, 0.25]) =>
                "The climb is one step too long: steps 0 to 3 are four.",
            Rows(&[0.2, 0.4, 0.6, 0.8, 1.0, 0.5, 0.25]) =>
                "The climb reaches 1 in its last step: (t + 1)/steps.",
            Rows(&[1.0, 0.75, 0.5, 0.25, 1.0, 0.5, 0.25]) => "It falls: the climb is up.",
            Rows(&[0.25, 0.5, 0.75, 1.0, 0.5, 0.25, 0.125]) =>
                "`then` skips its first value: step number `steps` is its step 0.",
            Rows(&[0.25, 0.5, 0.75, 1.0, 1.0, 1.0, 1.0]) => "What follows is `then`.",
        },
        "A climb of 1/steps per step, then `then` from its beginning.",
    );

    stage("a warm-up to less than 1");
    // Inside another warm-up, the first value is 1/2.
    let inner = warm(2, Schedule::Constant);
    expect_row(
        "a warm-up of 4 steps to a schedule that goes 0.5, 1, 1: steps 0 to 5",
        &factors(&warm(4, inner), &[0, 1, 2, 3, 4, 5]),
        &[0.125, 0.25, 0.375, 0.5, 0.5, 1.0],
        causes! {
            Rows(&[0.25, 0.5, 0.75, 1.0, 0.5, 1.0]) =>
                "The climb goes to 1: it goes to the first value of `then`, times then.factor(0).",
        },
        "The climb goes to the first value of `then`.",
    );

    stage("no warm-up at all");
    expect_row(
        "a warm-up of 0 steps, then halving at every step: steps 0, 1, 2",
        &factors(&warm(0, half), &[0, 1, 2]),
        &[1.0, 0.5, 0.25],
        &[],
        "Where no step is a climb, `then` begins at once.",
    );
}

#[test]
fn exercise_4_11() {
    exercise("4.11", || {
        stairs();
        cosine();
        warm_up();

        stage("both together");
        let schedule = Schedule::WarmUp {
            steps: 2,
            then: Box::new(Schedule::Cosine {
                steps: 4,
                floor: 0.0,
            }),
        };
        let middle = 0.5_f64.sqrt();
        expect_row(
            "a warm-up of 2 steps, then a cosine of 4: steps 0 to 6",
            &factors(&schedule, &[0, 1, 2, 3, 4, 5, 6]),
            &[
                0.5,
                1.0,
                1.0,
                0.5 + 0.5 * middle,
                0.5,
                0.5 - 0.5 * middle,
                0.0,
            ],
            &[],
            "The cosine begins when the warm-up is over.",
        );
    });
}

// 4.12 and 4.13: when something goes wrong, and when to stop.

/// Parameters that are only looked at: nothing goes forward or backward here.
struct Slopes(Vec<Parameter>, Matrix);

impl Slopes {
    /// Parameters with one column, and these gradients. All of their values are 5.
    fn new(gradients: &[&[f64]]) -> Self {
        let mut parameters = Vec::new();
        for gradient in gradients {
            let rows = gradient.len();
            let value = Matrix::from_fn(rows, 1, |_, _| 5.0);
            let mut parameter = Parameter::new("w", &[rows], value);
            parameter.gradient.as_mut_slice().copy_from_slice(gradient);
            parameters.push(parameter);
        }
        Self(parameters, Matrix::default())
    }

    /// All gradients, one after the other.
    fn gradients(&self) -> Vec<f64> {
        let mut all = Vec::new();
        for parameter in &self.0 {
            all.extend_from_slice(parameter.gradient.as_slice());
        }
        all
    }
}

impl Layer for Slopes {
    fn forward(&mut self, _: &Matrix) -> &Matrix {
        &self.1
    }

    fn backward(&mut self, _: &Matrix) -> &Matrix {
        &self.1
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        for parameter in &mut self.0 {
            visit(parameter);
        }
    }
}

/// What is returned, and the gradients afterwards.
fn clipped(gradients: &[&[f64]], longest: f64) -> (f64, Vec<f64>) {
    let mut network = Slopes::new(gradients);
    let length = clip_by_norm(&mut network, longest);
    for parameter in &network.0 {
        assert!(
            parameter.value.as_slice().iter().all(|&w| w == 5.0),
            "the numbers themselves were changed, to {}: only their slopes are too long",
            list(parameter.value.as_slice())
        );
    }
    (length, network.gradients())
}

/// Gradients that must stay as they are, to the last bit.
#[track_caller]
fn stays(gradient: &[f64], longest: f64, words: &str) {
    let (_, yours) = clipped(&[gradient], longest);
    let mut all = true;
    for (&a, &b) in yours.iter().zip(gradient) {
        all &= a == b || (a.is_nan() && b.is_nan());
    }
    let (gradient, yours) = (list(gradient), list(&yours));
    assert!(
        all,
        "the gradient {gradient} with the longest length {longest} must stay, yours is {yours}. \
         {words}"
    );
}

#[test]
fn exercise_4_12() {
    exercise("4.12", || {
        stage("by hand");
        let gradients: [&[f64]; 2] = [&[2.0, -4.0], &[4.0]];
        let (length, yours) = clipped(&gradients, 1.5);
        let own = 1.5 / 20_f64.sqrt();
        expect_row(
            "a gradient (2, −4) and (4), of the length 6, with the longest length 1.5",
            &yours,
            &[0.5, -1.0, 1.0],
            causes! {
                Rows(&[2.0, -4.0, 4.0]) => "It is as long as before.",
                Rows(&[2.0 * own, -4.0 * own, 1.5]) =>
                    "Each parameter was shortened by its own length: that turns the direction. \
                     One factor for all.",
                Rows(&[1.5, -1.5, 1.5]) =>
                    "Each number was cut off: that turns the direction. One factor for all.",
                Rows(&[8.0, -16.0, 16.0]) => "Turned over: longest / norm.",
                Rows(&[1.0 / 3.0, -2.0 / 3.0, 2.0 / 3.0]) =>
                    "Its length is 1 now: it is to be `longest`.",
                Rows(&[1.0 / 12.0, -1.0 / 6.0, 1.0 / 6.0]) =>
                    "Divided by the length's square: by the length.",
                Rows(&[0.5, -1.0, 4.0]) => "Only the first parameter was shortened.",
                Rows(&[-2.5, -8.5, -0.5]) =>
                    "A product keeps the direction, a difference not.",
                Rows(&[0.125, -0.25, 0.25]) => "Shortened twice.",
                Rows(&[3.0, -6.0, 6.0]) => "Times `longest`: times longest / norm.",
                Rows(&[1.5, -3.0, 3.0]) =>
                    "Times 1 − longest / norm, which is the share that goes: longest / norm is \
                     the share that stays.",
                Rows(&[1.0, -2.0, 2.0]) =>
                    "Halved: times longest / norm, whatever that is.",
                Times(6.0 / 6.000_001) =>
                    "Here the length is exactly `longest`: no small number beside the norm.",
                Times(0.0) => "All zeros: is there a division of integers, or nothing written?",
            },
            "Times longest / norm, all of them.",
        );
        expect(
            "the length that is returned",
            length,
            6.0,
            causes! {
                1.5 => "That is the length after: the one before tells how long it was.",
                0.25 => "That is the factor: the length before is wanted.",
                0.75 => "That is 1 minus the factor: the length before is wanted.",
                36.0 => "That is its square.",
            },
            "It is the length before.",
        );
        expect_row(
            "a gradient (3) and (−4), of the length 5, with the longest length 2",
            &clipped(&[&[3.0], &[-4.0]], 2.0).1,
            &[1.2, -1.6],
            &[],
            "Times longest / norm, all of them, and nothing else is in it.",
        );

        stage("short enough");
        let longer =
            "It is short enough, and stays as it is: shorten only what is longer.";
        stays(&[0.3, -0.4], 3.0, longer);
        stays(&[3.0, -4.0], 5.0, longer);
        stays(&[0.0, 0.0], 3.0, longer);
        stays(
            &[0.0, 0.0],
            0.0,
            "0/0 is not a number: a gradient of 0 is not longer than 0.",
        );
        let (length, _) = clipped(&[&[0.3], &[-0.4]], 3.0);
        expect(
            "the length that is returned for (0.3) and (−0.4)",
            length,
            0.5,
            causes! {
                3.0 => "That is `longest`: the length of the gradient is wanted.",
                1.0 => "That is the factor: the length is wanted.",
            },
            "It is the length, clipped or not.",
        );
        expect_row(
            "a gradient (3, 4) with the longest length 0",
            &clipped(&[&[3.0, 4.0]], 0.0).1,
            &[0.0, 0.0],
            &[],
            "Times 0/5.",
        );

        stage("∞ and NaN");
        let seen = "Its length is not a number to divide by. Leave it as it is, so that it can be \
                    seen.";
        stays(&[INFINITY, 1.0, -2.0], 3.0, seen);
        stays(&[1e200, 1.0, -2.0], 3.0, seen);
        stays(&[NAN, 1.0, -2.0], 3.0, seen);
    });
}

/// The first pass after which it says to stop.
fn stop_of(patience: usize, losses: &[f64]) -> (Option<usize>, EarlyStopping) {
    let mut stopping = EarlyStopping::new(patience);
    let mut stop = None;
    for (pass, &loss) in losses.iter().enumerate() {
        if stopping.observe(loss) && stop.is_none() {
            stop = Some(pass);
        }
    }
    (stop, stopping)
}

/// Where it stops, and what was best. `words` are for stops at these passes; the last for others.
#[track_caller]
fn stops(
    patience: usize,
    losses: &[f64],
    right: (Option<usize>, Option<(usize, f64)>),
    words: &[(Option<usize>, &str)],
    otherwise: &str,
) {
    let (stop, stopping) = stop_of(patience, losses);
    let told = |stop: Option<usize>| match stop {
        Some(pass) => format!("stops after pass {pass}"),
        None => "never stops".to_owned(),
    };
    let known = words.iter().find(|(wrong, _)| *wrong == stop);
    let words = match known {
        // Nothing that is said about the best helps as long as there is none.
        _ if right.1.is_some() && stopping.best().is_none() => {
            "`self.best` is still `None`: a new low goes into it, as `Some((pass, loss))`, and \
             the first pass is one."
        }
        Some((_, words)) => words,
        None => otherwise,
    };
    let losses = list(losses);
    assert!(
        stop == right.0,
        "patience {patience}, losses {losses}: it {}, yours {}. {words}",
        told(right.0),
        told(stop)
    );
    let (best, yours) = (right.1, stopping.best());
    assert!(
        best == yours,
        "patience {patience}, losses {losses}: the best is {best:?}, yours is {yours:?} (the pass, \
         counted from 0, and its loss). {otherwise}"
    );
}

#[test]
fn exercise_4_13() {
    exercise("4.13", || {
        stage("by hand");
        let patient =
            "`patience` passes without a new low are borne: stop when there are more.";
        let falls = "It stops while the loss falls: a new low is below the best so far, and the first \
                     pass is one.";
        stops(
            2,
            &[6.0, 5.0, 4.0, 3.0, 4.0, 4.0, 4.0, 4.0],
            (Some(6), Some((3, 3.0))),
            &[
                (Some(0), falls),
                (Some(1), falls),
                (Some(2), falls),
                (Some(3), falls),
                (Some(4), "One pass without a new low is not enough."),
                (Some(5), patient),
                (
                    Some(7),
                    "One pass too late: pass 6 is the third without a new low.",
                ),
                (None, "It never stops: count the passes since the best."),
            ],
            "Remember the best pass with its loss, not the last one's, and count the passes since.",
        );

        stage("better than before, but not the best");
        stops(
            2,
            &[3.0, 6.0, 5.0, 4.0, 3.5],
            (Some(3), Some((0, 3.0))),
            &[],
            "The losses fall from pass to pass, but none is below the best, 3: compare with the \
             best, not with the pass before.",
        );

        stage("as good as the best");
        stops(
            2,
            &[3.0, 3.0, 3.0, 3.0, 3.0],
            (Some(3), Some((0, 3.0))),
            &[],
            "A new low is below the best: as low is no progress.",
        );

        stage("a small new low");
        let small = "2.9999 is below 3: however little it is, that is a new low.";
        stops(
            2,
            &[3.0, 2.9999, 3.0, 3.0],
            (None, Some((1, 2.9999))),
            &[],
            small,
        );

        stage("a new low in time");
        stops(
            1,
            &[5.0, 6.0, 4.0, 5.0, 3.0, 4.0, 2.0],
            (None, Some((6, 2.0))),
            &[],
            "Each new low begins the count again: only passes in a row count.",
        );

        stage("no patience");
        stops(
            0,
            &[4.0, 2.0, 2.5, 1.0],
            (Some(2), Some((3, 1.0))),
            &[
                (Some(0), "The first pass is a new low."),
                (Some(1), patient),
            ],
            patient,
        );
        stage("below 0");
        stops(
            1,
            &[2.0, -1.0, -3.0, -2.0, -2.5],
            (Some(4), Some((2, -3.0))),
            &[],
            "A loss may be below 0: nothing but the losses says what is low.",
        );

        stage("NaN");
        stops_at_nan();
    });
}

/// What is not a number is no low, and no progress.
fn stops_at_nan() {
    let never =
        "A NaN is never a new low, and where the best is a NaN nothing is below it.";
    stops(2, &[NAN, 4.0, 3.0, 3.5], (None, Some((2, 3.0))), &[], never);
    stops(
        2,
        &[3.0, NAN, NAN, NAN, NAN],
        (Some(3), Some((0, 3.0))),
        &[],
        never,
    );
    stops(
        1,
        &[NAN, NAN, NAN],
        (Some(1), None),
        &[
            (
                None,
                "Where there was never a low, all passes were without one.",
            ),
            (
                Some(2),
                "Pass 1 is the second without a low: count pass 0 as well.",
            ),
        ],
        never,
    );
}

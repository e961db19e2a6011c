//! Adam and `AdamW`: what is exact about them.

use backprop::Optimizer;
use matrix::Real;
use optimizers::adam::filled;
use optimizers::{Adam, AdamW};

use crate::support::{bits, close, slopes};

/// Algorithm 1 of the paper, in the order of its section 2, for one number after another.
struct Paper {
    m: Vec<Real>,
    s: Vec<Real>,
    t: Real,
}

impl Paper {
    fn update(&mut self, adam: &Adam, values: &mut [Real], slopes: &[Real]) {
        self.t += 1.0;
        let root = (1.0 - adam.square_decay.powf(self.t)).sqrt();
        let length = adam.learning_rate * root / (1.0 - adam.mean_decay.powf(self.t));
        for i in 0..values.len() {
            let g = slopes[i];
            self.m[i] = adam.mean_decay * self.m[i] + (1.0 - adam.mean_decay) * g;
            let part = (1.0 - adam.square_decay) * g * g;
            self.s[i] = adam.square_decay * self.s[i] + part;
            let below = self.s[i].sqrt() + adam.epsilon * root;
            values[i] -= length * self.m[i] / below;
        }
    }
}

/// The loop for wide registers rounds as one number after another does: the same bits, for
/// lists of any length and at any place in memory.
#[test]
fn wide_is_one_after_another() {
    for size in (0..70).chain([255, 1000]) {
        for first in [0, 1, 3, 7] {
            let mut adam = Adam::new(0.01);
            let mut list: Vec<Real> =
                (0..first + size).map(|i| i as Real / 8.0).collect();
            let mut ours = list.clone();
            let zeros = vec![0.0; size];
            let mut paper = Paper {
                m: zeros.clone(),
                s: zeros,
                t: 0.0,
            };
            for t in 0..4 {
                let slopes = slopes(t, first + size);
                adam.update(0, &mut ours[first..], &slopes[first..]);
                paper.update(&adam, &mut list[first..], &slopes[first..]);
            }
            assert_eq!(
                bits(&ours),
                bits(&list),
                "{size} numbers from place {first}"
            );
        }
    }
}

/// However long or short the slope is, the first step is η. Without the correction it would
/// be (1 − β₁)/√(1 − β₂) = √10 times as long.
#[test]
fn the_first_step_is_the_learning_rate() {
    for slope in [1e-6, -0.75, 3.0, -1e6] {
        let mut adam = Adam::new(0.25);
        adam.epsilon = 0.0;
        let mut w = [0.0];
        adam.update(0, &mut w, &[slope]);
        // Eight operations, and 1 − β rounds once more than β's own digits.
        close("the first step", w[0].abs(), 0.25, 16.0);
        assert!(w[0] * slope < 0.0, "uphill");
    }
    // In numbers of 32 bits 1 − 0.999 is known to 3·10⁻⁵ of itself.
    let short = filled(0.9, 1) / filled(0.999, 1).sqrt();
    assert!((short / Real::sqrt(10.0) - 1.0).abs() < 1e-4, "{short}");
}

/// ε is outside the root: a slope as small as ε makes half the step.
#[test]
fn epsilon_is_outside_the_root() {
    let mut adam = Adam::new(1.0);
    let mut w = [0.0];
    adam.update(0, &mut w, &[-1e-8]);
    close("half a step", w[0], 0.5, 32.0);
}

/// 1 − βᵗ, for a β whose powers are exact.
#[test]
fn a_memory_fills() {
    let of_half: Vec<_> = (1..=4).map(|t| filled(0.5, t)).collect();
    assert_eq!(of_half, [0.5, 0.75, 0.875, 0.9375]);
    assert_eq!(filled(0.0, 1), 1.0);
    assert_eq!(filled(0.999, u32::MAX), 1.0, "it is full in the end");
}

/// Under a steady slope every step is η, not only the first: both memories are corrected
/// for what they lack, and t counts from 1.
#[test]
fn steady_slopes_make_steady_steps() {
    let mut adam = Adam::new(0.5);
    adam.epsilon = 0.0;
    let mut before = 0.0;
    for t in 1..=300_u16 {
        let mut w = [0.0];
        adam.update(0, &mut w, &[-2.0]);
        // Each step adds a rounding or two to m and to s, and 1 − β₂ᵗ ≥ 0.001 rounds at
        // the size of 1.
        let most = (3.0 * Real::from(t) + 8.0) * Real::EPSILON + 600.0 * Real::EPSILON;
        assert!((w[0] / 0.5 - 1.0).abs() < most, "step {t}: {}", w[0]);
        before += w[0];
    }
    assert!(before > 149.0);
}

/// Slopes 1 and −1: m̂ = −(1 − β₁)/(1 + β₁) and ŝ = 1. With β₁ and β₂ exchanged the second
/// step would be a hundredth of that.
#[test]
fn each_memory_has_its_own_decay() {
    let mut adam = Adam::new(1.0);
    adam.epsilon = 0.0;
    let mut w = [0.0];
    adam.update(0, &mut w, &[1.0]);
    w[0] = 0.0;
    adam.update(0, &mut w, &[-1.0]);
    let right = (1.0 - 0.9) / (1.0 + 0.9);
    assert!(
        (w[0] / right - 1.0).abs() < 2000.0 * Real::EPSILON,
        "{}",
        w[0]
    );
}

/// At a slope of 0 `AdamW` still decays, by exactly 1 − ηλ, and all numbers alike. L2
/// inside the gradient would be divided by √ŝ: a step of η for each.
#[test]
fn adamw_decays_beside_the_gradient() {
    let mut adamw = AdamW::new(0.5, 0.25);
    let mut w = [8.0, -0.5, 0.0];
    adamw.update(0, &mut w, &[0.0; 3]);
    assert_eq!(w, [7.0, -0.4375, 0.0]);
    // Without decay it is Adam.
    let (mut plain, mut without) = (Adam::new(0.1), AdamW::new(0.1, 0.0));
    let (mut a, mut b) = ([1.0; 7], [1.0; 7]);
    for t in 0..9 {
        plain.update(0, &mut a, &slopes(t, 7));
        without.update(0, &mut b, &slopes(t, 7));
    }
    assert_eq!(a, b);
}

/// The decay comes from where the number was, and the step from the slope alone.
#[test]
fn decay_does_not_bend_the_step() {
    let (mut adam, mut adamw) = (Adam::new(0.5), AdamW::new(0.5, 0.25));
    let (mut a, mut b) = ([0.0], [8.0]);
    for t in 0..5 {
        let before = (a[0], b[0]);
        adam.update(0, &mut a, &slopes(t, 1));
        adamw.update(0, &mut b, &slopes(t, 1));
        let (step, decayed) = (a[0] - before.0, b[0] - 0.875 * before.1);
        // Three roundings at the size of 8.
        assert!(
            (step - decayed).abs() < 24.0 * Real::EPSILON,
            "{step} {decayed}"
        );
    }
}

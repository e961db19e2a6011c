//! The exercises of lesson 3, each with one test. A test goes in stages: small numbers that can be
//! followed by hand first, then slopes against numerical ones at many points, then the edges:
//! where exponentials overflow, where digits are lost, at a kink, at ∞ and NaN.
//!
//! The same file is compiled against your crate (`cargo test -p lesson-3`) and against the
//! reference. Numbers with 16 digits are from mpmath, computed with 40.

use std::cell::RefCell;
use std::f64::consts::{LN_2, SQRT_2};

use backprop::Layer;
use gradcheck::strategies::{vector, vector_away_from_zero};
use gradcheck::{Argument, Options, check_derivative, for_all, gradcheck};
use judge::Wrong::{Rows, Times};
use judge::{
    causes, exercise, expect_number as expect, expect_points, expect_row, hinted, same,
    same_digits, short, stage,
};
use lesson_3::Activation::{Elu, GeluTanh, Identity, Relu, Tanh};
use lesson_3::compare::largest_difference;
use lesson_3::functions::{
    elu, elu_slope_from_output, gelu, gelu_slope, gelu_tanh, gelu_tanh_slope,
    leaky_relu, leaky_relu_slope, log_softmax, log_softmax_vjp, normal_cdf,
    normal_density, relu_slope, sigmoid, sigmoid_slope_from_output, silu, silu_slope,
    softplus, tanh_from_sigmoid, tanh_slope_from_output,
};
use lesson_3::init::gain;
use lesson_3::{Activation, ActivationLayer, arrays, dead_units};
use matrix::Matrix;

/// How many points a slope is tried at.
const CASES: u32 = 24;

const INFINITY: f64 = f64::INFINITY;
const NEG_INFINITY: f64 = f64::NEG_INFINITY;
const NAN: f64 = f64::NAN;
/// What to say of one that became a number.
const A_NAN: &str = "A NaN must stay visible: let it through.";

/// What to say where a right slope stands beside a value of yours.
const JUDGED: &str = "the slope is right here, it is your value that is judged by it";

/// A function of one number. No closure is passed but as `&dyn Fn`: each generic call would be
/// compiled anew after every edit of yours.
type Curve<'a> = &'a dyn Fn(f64) -> f64;

/// Slopes against numerical ones, at many points on both sides of 0.
#[track_caller]
fn slopes(title: &str, value: Curve, slope: Curve, hint: &str) {
    for_all(CASES, &vector_away_from_zero(1), &mut |x| {
        let options = Options::default();
        let report = check_derivative(value, slope, x[0], &options).titled(title);
        report.with_hint(hint).into_result()
    });
}

/// σ, as it stands in the formula: for x that are not far out.
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// "(1, -∞, 0.5)"
fn list(numbers: &[f64]) -> String {
    let mut parts = Vec::new();
    for &number in numbers {
        parts.push(short(number));
    }
    format!("({})", parts.join(", "))
}

// 3.1 and 3.2: soft steps.

#[test]
fn exercise_3_1() {
    exercise("3.1", || {
        stage("by hand");
        let ln3 = 3_f64.ln();
        let reversed = "That is σ(−x): look at the sign in the exponential.";
        let otherwise = "σ(x) = 1/(1 + e⁻ˣ).";
        expect(
            "σ(ln 3)",
            sigmoid(ln3),
            0.75,
            causes! {
                0.25 => reversed,
                0.8 => "That is tanh x.",
                4.0 / 3.0 => "Turned over: it is one divided by 1 + e⁻ˣ.",
                -0.5 => "A sign: it is 1 + e, not 1 − e.",
                1.5 => "A sign: it is 1 + e, not 1 − e.",
            },
            otherwise,
        );
        expect(
            "σ(−ln 3)",
            sigmoid(-ln3),
            0.25,
            causes! {
                0.75 => "The same on both sides: with e^(−|x|), the left side is e/(1 + e).",
            },
            otherwise,
        );

        let slope = |x: f64| logistic(x) * logistic(-x);
        slopes("σ", &sigmoid, &slope, JUDGED);

        stage("far out");
        let infinite = "e^800 is ∞, and ∞/∞ is not a number: take no exponential of a positive \
                        number.";
        let lost = "Far to the left σ(x) is as good as eˣ. A difference from 1 has lost it, and \
                    so has a bound on x: keep the exponential itself.";
        expect_points(
            "σ",
            &sigmoid,
            &[
                (-40.0, 4.248_354_255_291_589e-18, lost),
                (-700.0, 9.859_676_543_759_77e-305, lost),
                (-800.0, 0.0, infinite),
                (800.0, 1.0, infinite),
                (INFINITY, 1.0, infinite),
                (NEG_INFINITY, 0.0, infinite),
                (NAN, NAN, A_NAN),
            ],
        );
        let (value, right) = (sigmoid(-720.0), (-720_f64).exp());
        // So small a number has 11 digits left.
        assert!(
            (value / right - 1.0).abs() < 1e-9,
            "σ at x = -720 is {}, yours is {}. e^720 is ∞, and one over it is 0, which is right \
             by luck only further out: take no exponential of a positive number.",
            short(right),
            short(value)
        );

        stage("slope from the output");
        expect(
            "σ′ from the output ¾",
            sigmoid_slope_from_output(0.75),
            0.1875,
            causes! {
                0.25 => "That is 1 − y: the factor y is missing.",
                0.4375 => "1 − y² is the slope of tanh.",
                -0.1875 => "The sign is reversed.",
                0.75 => "That is the output itself.",
                1.3125 => "A sign: y·(1 − y).",
                logistic(0.75) * (1.0 - logistic(0.75)) =>
                    "Here σ is taken of y, but y is the output already: no exponential is needed.",
            },
            "From the output: y times what y lacks to 1.",
        );
        let slope = |x: f64| sigmoid_slope_from_output(logistic(x));
        slopes(
            "σ, its slope from the output",
            &logistic,
            &slope,
            "y·(1 − y).",
        );
    });
}

#[test]
fn exercise_3_2() {
    exercise("3.2", || {
        stage("by hand");
        let otherwise = "2σ(2x) − 1.";
        expect(
            "tanh(ln 2)",
            tanh_from_sigmoid(LN_2),
            0.6,
            causes! {
                1.0 / 3.0 => "Twice as fast: it is σ of 2x.",
                1.6 => "Move it down by 1: tanh goes from −1 to 1.",
                0.8 => "That is σ(2x), from 0 to 1. Make it twice as tall and move it down.",
                -0.2 => "Twice as tall: 2σ(2x), before 1 is taken away.",
                -0.6 => "The sign is reversed.",
                0.3 => "That is σ(2x) − ½: twice as tall is missing.",
            },
            otherwise,
        );
        let exact = f64::tanh;
        let infinite = "e^800 is ∞, and ∞/∞ is not a number: go through your sigmoid, which is \
                        safe.";
        expect_points(
            "tanh",
            &tanh_from_sigmoid,
            &[
                (-LN_2, -0.6, otherwise),
                (-1.25, exact(-1.25), otherwise),
                (2.5, exact(2.5), otherwise),
                (400.0, 1.0, infinite),
                (-800.0, -1.0, infinite),
                (NAN, NAN, A_NAN),
            ],
        );

        stage("slope from the output");
        expect(
            "tanh′ from the output 0.6",
            tanh_slope_from_output(0.6),
            0.64,
            causes! {
                0.4 => "That is 1 − y: the output must be squared.",
                0.24 => "y·(1 − y) is the sigmoid's slope.",
                0.36 => "That is y²: it is what is missing to 1 that is wanted.",
                -0.64 => "The sign is reversed.",
                1.36 => "A sign: 1 − y².",
                1.0 - exact(0.6).powi(2) =>
                    "Here tanh is taken of y, but y is the output already: 1 − y² is all.",
            },
            "1 − y².",
        );
        let slope = |x: f64| tanh_slope_from_output(exact(x));
        slopes("tanh, its slope from the output", &exact, &slope, "1 − y².");
    });
}

// 3.3: first weights.

/// The mean of f(z)² for z from N(0, 1), as a plain sum over equal steps: for smooth f.
fn mean_square(f: Curve) -> f64 {
    let mut sum = 0.0;
    for k in -192..=192 {
        let z = f64::from(k) / 16.0;
        sum += f(z).powi(2) * (-0.5 * z * z).exp();
    }
    sum / 16.0 / std::f64::consts::TAU.sqrt()
}

#[test]
fn exercise_3_3() {
    exercise("3.3", || {
        let otherwise = "One over the root of the mean of f(z)².";
        stage("relu by hand");
        // E[relu²] = ½, E[relu] = 1/√(2π).
        let mean = 1.0 / std::f64::consts::TAU.sqrt();
        expect(
            "the gain of relu",
            gain(Relu),
            SQRT_2,
            causes! {
                2.0 => "That is the gain's square: the root is missing.",
                0.5 => "That is the mean square itself: one over its root is wanted.",
                0.5_f64.sqrt() => "Turned over: what shrinks the signal needs larger weights.",
                1.0 / (0.5 - mean * mean).sqrt() =>
                    "That is made from the variance: the mean goes into the next sum, too, \
                     so it is the mean square that counts.",
                1.0 / mean => "The square of the mean: it is the mean of the square.",
                1.0 / mean.sqrt() => "The square is missing: the mean of f(z)².",
                4.0 => "Squared once too often: one over the root.",
            },
            otherwise,
        );
        stage("the identity");
        expect(
            "the gain of the identity",
            gain(Identity),
            1.0,
            causes! { SQRT_2 => "√2 is relu's: each activation has its own." },
            otherwise,
        );
        stage("tanh");
        let slope = |z: f64| 1.0 - z.tanh().powi(2);
        expect(
            "the gain of tanh",
            gain(Tanh),
            1.0 / mean_square(&f64::tanh).sqrt(),
            causes! {
                5.0 / 3.0 => "5/3 is a rule of thumb from a table: compute it.",
                SQRT_2 => "√2 is relu's: each activation has its own.",
                1.0 => "1 is the identity's: each activation has its own.",
                1.0 / mean_square(&slope).sqrt() =>
                    "That is made from the slope: it is the values that are added up.",
            },
            otherwise,
        );
    });
}

// 3.4 and 3.5: ReLU.

#[test]
fn exercise_3_4() {
    exercise("3.4", || {
        stage("relu's slope");
        let step = "1 where x is above 0, else 0.";
        let kink = "At the kink itself it is 0, by convention.";
        expect_points(
            "relu′",
            &relu_slope,
            &[
                (2.0, 1.0, step),
                (-3.0, 0.0, step),
                (0.0, 0.0, kink),
                (-0.0, 0.0, kink),
                (1e-300, 1.0, "It is above 0, if only a little."),
                (NAN, NAN, A_NAN),
            ],
        );

        stage("the leak, α = 0.25");
        let right = "On the right it is x itself.";
        let left = "On the left it is x, multiplied by α.";
        expect_points(
            "leaky relu, α = ¼,",
            &|x| leaky_relu(x, 0.25),
            &[
                (2.0, 2.0, right),
                (-3.0, -0.75, left),
                (0.0, 0.0, left),
                (NEG_INFINITY, NEG_INFINITY, left),
                (NAN, NAN, A_NAN),
            ],
        );
        stage("the leak, α = 2");
        let larger = "max(αx, x) is right for α ≤ 1 only: ask on which side of 0 x is.";
        let steep = |x| leaky_relu(x, 2.0);
        let points = [(1.0, 1.0, larger), (-1.0, -2.0, larger)];
        expect_points("leaky relu, α = 2,", &steep, &points);

        stage("the leak's slope");
        let left = "On the left the slope is α, wherever x is.";
        let kink = "At the kink itself it is α, by convention: the left side's.";
        expect_points(
            "leaky relu′, α = ¼,",
            &|x| leaky_relu_slope(x, 0.25),
            &[
                (2.0, 1.0, "On the right the slope is 1."),
                (-3.0, 0.25, left),
                (0.0, 0.25, kink),
                (NAN, NAN, A_NAN),
            ],
        );
        let slope = |x| leaky_relu_slope(x, 2.0);
        slopes(
            "leaky relu, α = 2",
            &steep,
            &slope,
            "1 on the right, α on the left.",
        );
    });
}

/// How many units are dead. Rows are units, and each has so many samples.
fn dead(activation: Activation, samples: usize, z: &[f64]) -> f64 {
    let units = z.len() / samples;
    let z = Matrix::from_fn(units, samples, |i, j| z[i * samples + j]);
    dead_units(activation, &z) as f64
}

#[test]
fn exercise_3_5() {
    exercise("3.5", || {
        stage("the slope decides");
        expect(
            "the identity, two units at z = 0: the number of dead ones",
            dead(Identity, 1, &[0.0, 0.0]),
            0.0,
            causes! {
                2.0 => "Its slope is 1 everywhere, also where z or the value is 0: ask \
                        `activation.slope`.",
            },
            "A unit is dead where its slope is 0 for every sample.",
        );

        stage("by hand");
        // ELU with α = 0 is relu, and has no hole.
        let z = [
            [-1.0, -2.0, -3.0],
            [-1.0, 2.0, 3.0],
            [1.0, 2.0, 3.0],
            [-5.0, -1.0, -0.5],
            [4.0, -1.0, 1.0],
            [-1.0, -2.0, 5.0],
            [3.0, 2.0, -1.0],
        ];
        expect(
            "seven units, of which 0 and 3 are shut for all 3 samples: the number of dead ones",
            dead(Elu(0.0), 3, z.as_flattened()),
            2.0,
            causes! {
                5.0 => "That is how many are alive.",
                6.0 => "One sample that does not pass is not enough: dead is shut for all.",
                4.0 => "That is by the first sample alone: go through all of them.",
                3.0 => "That is by the last sample alone: once alive, a unit stays so.",
                11.0 => "That counts entries: count units.",
                0.0 => "None? A row is a unit, and a column a sample.",
                7.0 => "All? A unit that one sample reaches is alive.",
            },
            "A row is a unit, and it is dead where its slope is 0 for every sample.",
        );

        stage("a slope below 0");
        expect(
            "GELU, one unit at z = −2: the number of dead ones",
            dead(GeluTanh, 1, &[-2.0]),
            0.0,
            &[],
            "Its slope is −0.09: below 0, and that moves weights as well. Dead is 0.",
        );
        stage("small and shut");
        let small = "At 10 the slope of tanh is 8·10⁻⁹: small is not 0.";
        let shut = "At ±400 the slope of tanh is 0, though its values are ±1.";
        let number = dead(Tanh, 2, &[0.0, 10.0, 10.0, -10.0]);
        expect(
            "tanh, two units with z up to 10: the number of dead ones",
            number,
            0.0,
            &[],
            small,
        );
        let number = dead(Tanh, 2, &[400.0, -400.0]);
        expect(
            "tanh, one unit at z = ±400: the number of dead ones",
            number,
            1.0,
            &[],
            shut,
        );
    });
}

// 3.6 and 3.7: smooth on the left.

#[test]
fn exercise_3_6() {
    exercise("3.6", || {
        stage("by hand");
        let otherwise = "x on the right, α(eˣ − 1) on the left.";
        expect(
            "ELU(−ln 2) with α = 0.3",
            elu(-LN_2, 0.3),
            -0.15,
            causes! {
                -0.5 => "α is missing on the left.",
                0.15 => "That is αeˣ, the slope: 1 is to be taken away from eˣ.",
                -0.85 => "α multiplies the whole: α(eˣ − 1), not αeˣ − 1.",
                -0.3 * LN_2 => "αx is the leak: here it is α(eˣ − 1).",
                -LN_2 => "The two sides are swapped.",
                0.3 => "α(e^(−x) − 1) grows on the left: it is eˣ.",
            },
            otherwise,
        );
        expect(
            "ELU(3) with α = 0.3",
            elu(3.0, 0.3),
            3.0,
            causes! {
                0.9 => "On the right α has no part: it is x itself.",
                0.3 * (3_f64.exp() - 1.0) =>
                    "That is the left side's formula: on the right it is x itself.",
            },
            otherwise,
        );
        stage("close to 0, and far out");
        let lost = "eˣ is close to 1 there, and the subtraction eats its digits: `exp_m1` is \
                    eˣ − 1 in one step.";
        let infinite = "e^1000 is ∞, also where it is multiplied by 0 or not used: only for \
                        x ≤ 0 is it needed.";
        expect_points(
            "ELU, α = 0.3,",
            &|x| elu(x, 0.3),
            &[
                // α(x + x²/2): the next term is too small to count.
                (-1e-10, -0.3e-10 * (1.0 - 0.5e-10), lost),
                (1000.0, 1000.0, infinite),
                (-1000.0, -0.3, otherwise),
                (INFINITY, INFINITY, infinite),
                (NEG_INFINITY, -0.3, otherwise),
                (NAN, NAN, A_NAN),
            ],
        );

        stage("slope from the output");
        let otherwise = "αeˣ = α(eˣ − 1) + α: made from y, on the left.";
        let yours = |y: f64| elu_slope_from_output(y, 0.3);
        expect(
            "ELU′ with α = 0.3, from the output −0.15",
            yours(-0.15),
            0.15,
            causes! {
                0.85 => "y + 1 is right for α = 1 only.",
                -0.15 => "That is y: α is missing, because αeˣ = α(eˣ − 1) + α.",
                0.3 => "That is α, the slope at 0: on the left it falls with y.",
                0.255 => "α multiplies y a second time: y has it already.",
                0.3 * (-0.15_f64).exp() =>
                    "The exponential is taken of y, but y is the output: no exponential is \
                     needed.",
                1.0 => "Where y is below 0 the slope is not 1.",
                -0.45 => "A sign: y + α.",
                0.45 => "A sign: y + α.",
            },
            otherwise,
        );
        let right = "On the right the slope is 1.";
        let kink = "At the kink itself it is α, by convention: the left side's.";
        let points = [(2.0, 1.0, right), (0.0, 0.3, kink), (NAN, NAN, A_NAN)];
        expect_points("ELU′ with α = 0.3, from y,", &yours, &points);
        let value = |x: f64| if x > 0.0 { x } else { 0.3 * x.exp_m1() };
        slopes("ELU, α = 0.3", &value, &|x| yours(value(x)), otherwise);
    });
}

#[test]
fn exercise_3_7() {
    exercise("3.7", || {
        stage("by hand");
        let (ln3, ln4) = (3_f64.ln(), 4_f64.ln());
        let natural = "It is the natural logarithm that is asked for.";
        expect(
            "softplus(ln 3)",
            softplus(ln3),
            ln4,
            causes! {
                ln4 - ln3 => "max(x, 0) in front is missing: that is ln(1 + e⁻ˣ).",
                4.0 => "The logarithm is missing.",
                0.75 => "That is its slope, σ(x).",
                ln3 => "That is relu: ln(1 + e^(−|x|)) is missing.",
                ln3 + ln4 => "x is in it twice: with x in front, e⁻ˣ stands inside.",
                7_f64.ln() => "`ln_1p` adds a 1, and there was one already.",
                ln3 + (4.0 / 3_f64).log2() => natural,
                ln3 + (4.0 / 3_f64).log10() => natural,
            },
            "It is the logarithm of 1 + 3.",
        );
        stage("far out");
        let infinite = "e^800 is ∞: of ln(1 + eˣ) and x + ln(1 + e⁻ˣ) take the one whose \
                        exponential is at most 1.";
        let lost =
            "1 + e⁻⁴⁰ rounds to 1, and its logarithm to 0. `ln_1p` does not add first.";
        let cut =
            "It is more than x: a formula that changes to x at some x leaves a gap.";
        expect_points(
            "softplus",
            &softplus,
            &[
                (800.0, 800.0, infinite),
                (-800.0, 0.0, infinite),
                (-40.0, 4.248_354_255_291_589e-18, lost),
                (-700.0, 9.859_676_543_759_77e-305, lost),
                // ln(1 + e⁻²¹) is e⁻²¹ here: the next term is too small to count.
                (21.0, 21.0 + (-21_f64).exp(), cut),
                (INFINITY, INFINITY, infinite),
                (NEG_INFINITY, 0.0, infinite),
                (NAN, NAN, A_NAN),
            ],
        );
        stage("its slope is σ");
        slopes("softplus", &softplus, &logistic, JUDGED);
    });
}

// 3.8 to 3.11: gates.

#[test]
fn exercise_3_8() {
    exercise("3.8", || {
        stage("Φ by hand");
        let otherwise = "Φ(x) = ½(1 + erf(x/√2)).";
        let phi = 0.841_344_746_068_542_9;
        let erf_of_1 = 0.842_700_792_949_714_9;
        expect(
            "Φ(1)",
            normal_cdf(1.0),
            phi,
            causes! {
                1.0 - phi => "That is Φ(−x): look at the sign.",
                2.0 * phi => "The factor ½ is missing.",
                2.0 * phi - 1.0 => "That is erf(x/√2): it goes from −1 to 1.",
                0.5 + 0.5 * erf_of_1 => "erf takes x/√2.",
                gelu_tanh_at(1.0) =>
                    "That is the tanh form. Here it is asked for exactly, with erf or erfc.",
                logistic(1.702) =>
                    "That is σ(1.702x). Here it is asked for exactly, with erf or erfc.",
                logistic(1.0) => "That is the sigmoid: another soft step.",
                normal_density(1.0) => "That is φ, the bell curve: Φ is the share below x.",
            },
            otherwise,
        );
        slopes("Φ", &normal_cdf, &normal_density, JUDGED);

        stage("Φ far out");
        let lost = "erf is −1 there, and 1 + erf has lost all digits: erfc(u) is 1 − erf(u) \
                    without the subtraction.";
        expect_points(
            "Φ",
            &normal_cdf,
            &[
                (-9.0, 1.128_588_405_953_840_6e-19, lost),
                (-30.0, 4.906_713_927_148_187e-198, lost),
                (NEG_INFINITY, 0.0, otherwise),
                (INFINITY, 1.0, otherwise),
                (NAN, NAN, A_NAN),
            ],
        );

        stage("value");
        let two = 1.954_499_736_103_641_6;
        expect(
            "GELU(2)",
            gelu(2.0),
            two,
            causes! {
                0.5 * two => "That is the gate, Φ(x): it multiplies x.",
                2.0 * normal_density(2.0) => "x·φ(x): the gate is Φ, not the bell curve.",
                gelu_tanh_at(2.0) => "That is the tanh form. Here it is asked for exactly.",
                2.0 * logistic(2.0 * 1.702) => "That is the sigmoid form: exactly, with Φ.",
                2.0 * logistic(2.0) => "That is SiLU: the gate here is Φ.",
            },
            "x·Φ(x).",
        );
        let shut = "At −∞ the gate is shut, and −∞·0 is not a number: `gated` knows.";
        expect_points(
            "GELU",
            &gelu,
            &[
                (-1.0, phi - 1.0, "x·Φ(x)."),
                (-9.0, -1.015_729_565_358_456_6e-18, lost),
                (NEG_INFINITY, 0.0, shut),
                (INFINITY, INFINITY, "x·Φ(x)."),
                (NAN, NAN, A_NAN),
            ],
        );
    });
}

/// GELU's tanh form, as it stands.
fn gelu_tanh_at(x: f64) -> f64 {
    let u = std::f64::consts::FRAC_2_PI.sqrt() * (x + 0.044_715 * x.powi(3));
    0.5 * x * (1.0 + u.tanh())
}

/// x·Φ(x), with Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …): for |x| up to 3.
fn gelu_at(x: f64) -> f64 {
    let (mut term, mut sum) = (x, x);
    for k in 1..40 {
        term *= x * x / f64::from(2 * k + 1);
        sum += term;
    }
    x * (0.5 + normal_density(x) * sum)
}

#[test]
fn exercise_3_9() {
    exercise("3.9", || {
        stage("by hand");
        let (phi, bell) = (0.977_249_868_051_820_8, normal_density(2.0));
        let right = phi + 2.0 * bell;
        let form = "The slope of another form of GELU: forward and backward must be the same \
                    one, and here that is the exact one.";
        expect(
            "GELU′(2) = 0.97725 + 2·0.05399, which",
            gelu_slope(2.0),
            right,
            causes! {
                phi => "That is Φ(x) alone: Φ moves with x, too. x·φ(x) is missing.",
                phi + bell => "φ is not multiplied by x: the product rule.",
                phi - 2.0 * bell => "A sign: the terms of the product rule are added.",
                2.0 * bell => "x·φ(x) alone: Φ(x) is missing, the part in which x moves.",
                phi * bell => "A product of both slopes: the product rule is a sum.",
                gelu_at(2.0) => "That is the value.",
                gelu_tanh_slope(2.0) => form,
                gate_at(2.0, 1.702) => form,
                phi - 4.0 * bell => "φ′ is −x·φ: here it is Φ that moves, with slope φ.",
            },
            "Φ(x) + x·φ(x).",
        );
        stage("many points");
        slopes("GELU", &gelu_at, &gelu_slope, "Φ(x) + x·φ(x)");
        stage("far out");
        let otherwise = "Φ(x) + x·φ(x), with both terms as they are.";
        expect_points(
            "GELU′",
            &gelu_slope,
            &[
                (
                    0.0,
                    0.5,
                    "Is Φ(x) had as GELU(x)/x? At 0 that is 0/0: ask `normal_cdf`.",
                ),
                (-9.0, -9.138_937_373_906_639e-18, otherwise),
                (INFINITY, 1.0, otherwise),
                (NEG_INFINITY, 0.0, otherwise),
                (NAN, NAN, A_NAN),
            ],
        );
    });
}

/// The slope of x·σ(βx), as it stands in the formula.
fn gate_at(x: f64, beta: f64) -> f64 {
    let s = logistic(beta * x);
    s + beta * x * s * (1.0 - s)
}

/// The tanh form by hand and far out.
fn tanh_form() {
    stage("value");
    let x = 2.0;
    let root = std::f64::consts::FRAC_2_PI.sqrt();
    let with = |inner: f64| x * logistic(2.0 * root * inner);
    expect(
        "the tanh form at 2",
        gelu_tanh(x),
        1.954_597_694_087_775,
        causes! {
            gelu_at(x) => "That is the exact form: here it is asked for the approximation.",
            with(x) => "The third power is missing.",
            with(x - 0.044_715 * 8.0) => "A sign: x + 0.044715x³.",
            with(x + 0.044_715 * 4.0) => "The square instead of the third power.",
            with(x * (1.0 + 0.044_715 * 8.0)) => "One x too many: 0.044715x³, not x⁴.",
            with(0.5 * (x + 0.044_715 * 8.0)) => "½(1 + tanh u) is σ(2u), not σ(u).",
            with((x + 0.044_715 * 8.0) / root) => "√(2/π) is missing in u.",
            2.0 * gelu_tanh_at(x) => "The factor ½ is missing.",
            0.5 * gelu_tanh_at(x) => "That is the gate: it multiplies x.",
            with((x + 0.044_715 * 8.0) * root) => "2/π without its root.",
            with((x + 0.044_715 * 8.0) * 0.7979 / root) =>
                "0.7979 is √(2/π) rounded: four digits in, four digits out. `FIRST` has all.",
            gelu_tanh_at(x) - 1.0 => "½x·tanh u: the 1 is missing.",
        },
        "½x·(1 + tanh u), u = √(2/π)·(x + 0.044715x³).",
    );
    slopes("GELU, tanh form", &gelu_tanh, &gelu_tanh_slope, JUDGED);
    stage("value, far out");
    let lost = "tanh u is close to −1 there, and 1 + tanh u has lost its digits: σ(2u) has not.";
    let shut = "At −∞ the gate is shut, and −∞·0 is not a number: `gated` knows.";
    expect_points(
        "the tanh form",
        &gelu_tanh,
        &[
            (-6.0, -8.439_646_700_762_297e-11, lost),
            (NEG_INFINITY, 0.0, shut),
            (INFINITY, INFINITY, "The gate is open: it is x."),
            (NAN, NAN, A_NAN),
        ],
    );
}

/// The points at which a comparison asks for the function's value, from left to right.
fn asked(ends: (f64, f64), points: usize) -> Vec<f64> {
    let asked = RefCell::new(Vec::new());
    let spy = |x: f64| {
        asked.borrow_mut().push(x);
        x * (2.0 - x)
    };
    let zero: Curve = &|_| 0.0;
    largest_difference(&spy as Curve, zero, ends, points);
    let mut asked = asked.take();
    asked.sort_by(f64::total_cmp);
    asked.dedup();
    asked
}

/// Both ends, evenly spaced points, and as many as are asked for.
fn the_points() {
    stage("the points");
    let found = asked((0.0, 2.0), 5);
    assert!(
        found == [0.0, 0.5, 1.0, 1.5, 2.0],
        "five points from 0 to 2 are (0, 0.5, 1, 1.5, 2), yours are {}: both ends belong to \
         them, and five points have four gaps",
        list(&found)
    );
    let found = asked((1.0, 3.0), 5);
    assert!(
        found == [1.0, 1.5, 2.0, 2.5, 3.0],
        "five points from 1 to 3 are (1, 1.5, 2, 2.5, 3), yours are {}: what is divided into \
         gaps is the way from one end to the other, `to - from`",
        list(&found)
    );
    // A sixth is rounded: six of them, added to 1 one after another, lie beyond 2.
    let found = asked((1.0, 2.0), 7);
    let mut all = found.len() == 7;
    for (i, &x) in found.iter().enumerate() {
        all &= same(x, 1.0 + i as f64 / 6.0);
    }
    assert!(
        all,
        "seven points from 1 to 2 end at 2 and are a sixth apart, yours are {}: a step that is \
         added again and again is rounded each time, and the last point may come to lie beyond \
         the end. Count the points, and make each from its number",
        list(&found)
    );
}

/// Where two functions differ most, and by how much.
#[track_caller]
fn largest(
    what: &str,
    (f, g): (Curve, Curve),
    ends: (f64, f64),
    right: (f64, f64),
    causes: &[((f64, f64), &str)],
) {
    let yours = largest_difference(f, g, ends, 5);
    let mut words =
        "Go through the points, and keep x and difference where it is larger.";
    for &(wrong, known) in causes {
        if yours == wrong {
            words = known;
        }
    }
    assert!(
        yours == right,
        "{what} differ most at x = {}, by {}, yours says at x = {}, by {}. {words}",
        right.0,
        right.1,
        yours.0,
        yours.1
    );
}

#[test]
fn exercise_3_10() {
    exercise("3.10", || {
        tanh_form();

        the_points();

        stage("the largest");
        let (zero, square): (Curve, Curve) = (&|_| 0.0, &|x| x * x);
        largest(
            "x·(2 − x) and 0, at five points from 0 to 2,",
            (&|x| x * (2.0 - x), zero),
            (0.0, 2.0),
            (1.0, 1.0),
            causes! {
                (2.0, 0.0) => "That is the last point: keep only what is larger.",
                (2.0, 1.0) => "That is the point's number: it is its x that is asked for.",
                (0.0, 1.0) => "The x that belongs to it is not kept.",
                (0.0, 0.0) => "Nothing was kept.",
                (0.0, 2.5) => "The differences are added up: the largest one is wanted.",
            },
        );
        largest(
            "x² and x, at five points from 0 to 1,",
            (square, &|x| x),
            (0.0, 1.0),
            (0.5, 0.25),
            causes! {
                (0.0, 0.0) => "x² is below x there: the difference without its sign.",
                (0.25, 0.75) => "Divided by the value: it is the difference itself.",
            },
        );
        largest(
            "x² and 0, at five points from −1 to 1,",
            (square, zero),
            (-1.0, 1.0),
            (-1.0, 1.0),
            causes! { (1.0, 1.0) => "Of several equal ones it is the first: larger, not ≥." },
        );
    });
}

#[test]
fn exercise_3_11() {
    exercise("3.11", || {
        stage("value");
        let ln3 = 3_f64.ln();
        expect(
            "SiLU(ln 3)",
            silu(ln3),
            0.75 * ln3,
            causes! {
                0.75 => "That is the gate, σ(x): it multiplies x.",
                0.25 * ln3 => "That is x·σ(−x): look at the sign.",
                ln3 * logistic(1.702 * ln3) => "That is GELU's sigmoid form: here β is 1.",
                gelu_at(ln3) => "That is GELU: the gate here is σ.",
                0.8 * ln3 => "The gate is σ, not tanh.",
                ln3 => "That is relu: the gate is σ.",
            },
            "x·σ(x).",
        );
        let lost = "x·σ(x), with a σ that keeps its digits on the left.";
        let shut = "At −∞ the gate is shut, and −∞·0 is not a number: `gated` knows.";
        expect_points(
            "SiLU",
            &silu,
            &[
                (-40.0, -1.699_341_702_116_635_6e-16, lost),
                (-800.0, 0.0, lost),
                (NEG_INFINITY, 0.0, shut),
                (INFINITY, INFINITY, "The gate is open: it is x."),
                (NAN, NAN, A_NAN),
            ],
        );

        stage("slope");
        let otherwise = "σ(x) + x·σ(x)·σ(−x).";
        expect(
            "SiLU′(ln 3)",
            silu_slope(ln3),
            0.75 + 0.1875 * ln3,
            causes! {
                0.75 => "That is σ(x) alone: the gate moves, too. x·σ′(x) is missing.",
                0.1875 * ln3 => "x·σ′(x) alone: at 0 that is 0, but SiLU′(0) is ½.",
                0.9375 => "σ′ is not multiplied by x.",
                0.75 - 0.1875 * ln3 => "A sign: the terms of the product rule are added.",
                0.1875 => "That is the slope of σ.",
                0.75 + 0.75 * ln3 => "The slope of σ is σ(x)·σ(−x): σ(−x) is missing.",
                0.75 + 0.25 * ln3 => "The slope of σ is σ(x)·σ(−x): σ(x) is missing.",
                0.75 * (1.0 + 0.75 * ln3) => "x·σ(x)²: the second σ is that of −x.",
                0.75 * ln3 => "That is the value.",
                gate_at(ln3, 1.702) => "That is GELU's sigmoid form: here β is 1.",
                gelu_at(ln3) / ln3 + ln3 * normal_density(ln3) => "That is GELU's slope.",
            },
            otherwise,
        );
        let plain = |x: f64| x * logistic(x);
        slopes("SiLU", &plain, &silu_slope, otherwise);
        stage("slope, far out");
        expect_points(
            "SiLU′",
            &silu_slope,
            &[
                (0.0, 0.5, otherwise),
                (-40.0, -1.656_858_159_563_719_7e-16, lost_slope()),
                (NEG_INFINITY, 0.0, otherwise),
                (INFINITY, 1.0, otherwise),
                (NAN, NAN, A_NAN),
            ],
        );
    });
}

fn lost_slope() -> &'static str {
    "σ(x) keeps its digits on the left only where it is not made by a difference from 1."
}

// 3.12 and 3.13: layers and losses.

/// A layer's dX, for a 2×3 batch that comes after a smaller one.
fn through(activation: Activation, x: &[f64], dy: &[f64]) -> Vec<f64> {
    let batch = |entries: &[f64], samples: usize| {
        Matrix::from_fn(2, samples, |i, j| entries[i + 2 * j])
    };
    let mut layer = ActivationLayer::new(activation);
    let first = batch(&[0.5; 4], 2);
    let hint = "`backward` wants X, and `backward_from_output` Y. Which of the two was kept says \
                `from_output`.";
    layer.forward(&first);
    hinted(hint, &mut || layer.backward(&first).clone());
    layer.forward(&batch(x, 3));
    hinted(hint, &mut || {
        layer.backward(&batch(dy, 3)).as_slice().to_vec()
    })
}

/// dy·f(x), entry by entry.
fn products(dy: &[f64], x: &[f64], f: Curve) -> Vec<f64> {
    let mut all = Vec::new();
    for (dy, &x) in dy.iter().zip(x) {
        all.push(dy * f(x));
    }
    all
}

#[test]
fn exercise_3_12() {
    exercise("3.12", || {
        let unchanged = "That is dy unchanged: it is multiplied by the slope.";
        let alone = "That is the slope alone: multiply it by dy, what comes in.";
        let sign = "The sign is reversed.";

        stage("an array");
        let (dy, x) = ([2.0, -1.0, 4.0], [LN_2, 0.0, -LN_2]);
        let mut dx = [7.0; 3];
        arrays::backward(Tanh, &dy, &x, &mut dx);
        let slope = |x: f64| 1.0 - x.tanh().powi(2);
        let swapped = products(&x, &dy, &slope);
        expect_row(
            "dx for tanh, x = (ln 2, 0, −ln 2), dy = (2, −1, 4),",
            &dx,
            &[1.28, -1.0, 2.56],
            causes! {
                Rows(&dy) => unchanged,
                Rows(&[0.64, 1.0, 0.64]) => alone,
                Rows(&[7.0; 3]) => "Nothing was written into dx.",
                Rows(&[8.28, 6.0, 9.56]) => "Added to what was in dx: write over it.",
                Rows(&[4.48, 7.0, 4.48]) => "dx times the slope: it is dy that comes in.",
                Rows(&swapped) => "The slope is taken at dy: take it at x.",
                Rows(&products(&x, &x, &slope)) => "x times the slope: it is dy that comes in.",
                Rows(&[2.64, 0.0, 4.64]) => "dy and the slope are added: they multiply.",
                Times(-1.0) => sign,
            },
            "dy times the slope at x: 0.64, 1, 0.64.",
        );

        stage("a layer that keeps Y");
        let x = [LN_2, 0.0, -LN_2, 1.0, -0.5, 2.0];
        let dy = [2.0, -1.0, 4.0, 3.0, 0.5, -8.0];
        let y = x.map(f64::tanh);
        expect_row(
            "dX of a layer of tanh, column after column,",
            &through(Tanh, &x, &dy),
            &products(&dy, &x, &slope),
            causes! {
                Rows(&dy) => unchanged,
                Rows(&products(&dy, &y, &slope)) =>
                    "The slope is taken at Y as if it were X: `backward_from_output`.",
            },
            "The slope of tanh is 1 − y², and `from_output` says that Y was kept.",
        );

        stage("a layer that keeps X");
        let y = x.map(gelu_tanh);
        expect_row(
            "dX of a layer of GELU's tanh form, column after column,",
            &through(GeluTanh, &x, &dy),
            &products(&dy, &x, &gelu_tanh_slope),
            causes! {
                Rows(&dy) => unchanged,
                Rows(&products(&dy, &y, &gelu_tanh_slope)) =>
                    "The slope is taken at Y: where the output is not enough, X was kept.",
            },
            "Where the output is not enough, X was kept: `backward`.",
        );
    });
}

fn log_p_of(z: &[f64]) -> Vec<f64> {
    let mut log_p = vec![7.0; z.len()];
    log_softmax(z, &mut log_p);
    log_p
}

fn back_of(log_p: &[f64], slope: &[f64]) -> Vec<f64> {
    let mut dz = vec![7.0; log_p.len()];
    log_softmax_vjp(log_p, slope, &mut dz);
    dz
}

#[track_caller]
fn expect_log_p(z: &[f64], right: &[f64], words: &str) {
    let yours = log_p_of(z);
    let mut all = true;
    for (&a, &b) in yours.iter().zip(right) {
        all &= same_digits(a, b);
    }
    let (z, right, yours) = (list(z), list(right), list(&yours));
    assert!(
        all,
        "log_softmax of {z} is {right}, yours is {yours}: {words}"
    );
}

/// Log-softmax where exponentials overflow or vanish.
fn log_softmax_far_out() {
    stage("far out");
    let infinite = "e^1000 is ∞, and a p that rounds to 0 has the logarithm −∞. Take the largest \
                    z away first, and make no p: ln pᵢ is a difference";
    expect_log_p(&[1000.0, 0.0, -1000.0], &[0.0, -1000.0, -2000.0], infinite);
    let search = "if every exponential is 0, the logarithm of their sum is −∞. Is the largest \
                  entry found by a search that begins with 0? Begin with −∞";
    let both =
        "both largest were left out of the sum: leave out one of them, by its place";
    let tied = [-1000.0, -1000.0];
    let left_out = log_p_of(&tied) == [0.0, 0.0];
    expect_log_p(&tied, &[-LN_2, -LN_2], if left_out { both } else { search });
    let out = "e^−∞ is 0: a class that is ruled out";
    expect_log_p(&[NEG_INFINITY, 0.0], &[NEG_INFINITY, 0.0], out);
    stage("close to 1");
    let beside = "beside the largest entry's 1, e^−40 is lost from the sum. Leave that entry out, \
                  once, and take `ln_1p` of the others";
    let tiny = -4.248_354_255_291_589e-18;
    expect_log_p(&[0.0, -40.0], &[tiny, -40.0], beside);
    expect_log_p(&[-43.0, -3.0], &[-40.0, tiny], beside);
    stage("∞ and NaN");
    let equal =
        "∞ − ∞ is not a number: an entry that equals the largest is 0 away from it";
    expect_log_p(
        &[INFINITY, 0.0, INFINITY],
        &[-LN_2, NEG_INFINITY, -LN_2],
        equal,
    );
    expect_log_p(&[NEG_INFINITY, NEG_INFINITY], &[-LN_2, -LN_2], equal);
    expect_log_p(&[1.0, NAN], &[NAN, NAN], A_NAN);
}

#[test]
fn exercise_3_13() {
    exercise("3.13", || {
        stage("value by hand");
        let (ln2, ln5, ln8) = (LN_2, 5_f64.ln(), 8_f64.ln());
        let z = [0.0, ln2, ln5];
        let p = [0.125, 0.25, 0.625];
        let log_p = p.map(f64::ln);
        let shifted = z.map(|z| z - ln5);
        expect_row(
            "log_softmax of (ln 1, ln 2, ln 5)",
            &log_p_of(&z),
            &log_p,
            causes! {
                Rows(&p) => "These are the probabilities: their logarithms are wanted.",
                Rows(&shifted) => "Only the largest is taken away: ln of the sum is missing.",
                Rows(&z.map(|z| z - 1.6_f64.ln())) =>
                    "The largest is taken out of the sum, but not away from z.",
                Rows(&z.map(|z| z - 8.0)) => "The sum's logarithm is missing.",
                Rows(&z.map(|z| z / ln8)) => "Divided by ln of the sum: ln of a quotient is a \
                     difference.",
                Rows(&z.map(|z| z - 2.6_f64.ln() - ln5)) =>
                    "`ln_1p` adds a 1, but the largest entry's e⁰ is in the sum already.",
                Times(-1.0) => "These are −ln p: the sign is reversed.",
                Rows(&[7.0; 3]) => "Nothing was written into log_p.",
                Rows(&log_p.map(|log_p| log_p + 7.0)) =>
                    "Added to what was in log_p: write over it.",
            },
            "ln pᵢ is zᵢ − ln 8: 8 is the sum 1 + 2 + 5.",
        );
        log_softmax_far_out();

        stage("slope by hand");
        let v = [8.0, 0.0, 0.0];
        let otherwise = "v − p·(sum of all v), with p = e^(ln p).";
        expect_row(
            "dz for p = (1, 2, 5)/8 and v = (8, 0, 0)",
            &back_of(&log_p, &v),
            &[7.0, -2.0, -5.0],
            causes! {
                Rows(&v) => "That is v, as if the log-sum-exp did not move: −p·(sum of all v).",
                Rows(&[-1.0, -2.0, -5.0]) => "v itself is missing: zⱼ moves its own ln pⱼ.",
                Rows(&[9.0, 2.0, 5.0]) => "A sign: the log-sum-exp is taken away.",
                Rows(&[7.0, 0.0, 0.0]) =>
                    "vⱼ − pⱼ·vⱼ: all ln pᵢ move through the log-sum-exp, so it is the sum of \
                     all v.",
                Rows(&[0.875, -0.25, -0.625]) =>
                    "That is the softmax's own vjp: after the logarithm it is v − p·(sum of v).",
                Rows(&[7.875, -0.25, -0.625]) =>
                    "The sum of p·v: after the logarithm it is the plain sum of v.",
                Rows(&[8.0 - log_p[0] * 8.0, -log_p[1] * 8.0, -log_p[2] * 8.0]) =>
                    "ln p is used as if it were p: e^(ln p) is p.",
                Rows(&[8.0 - 1.0 / 3.0, -2.0 / 3.0, -5.0 / 3.0]) =>
                    "The mean of v: it is the sum.",
                Rows(&[7.0; 3]) => "Nothing was written into dz.",
                Rows(&[14.0, 5.0, 2.0]) => "Added to what was in dz: write over it.",
                Times(-1.0) => "The sign is reversed.",
            },
            otherwise,
        );
        stage("many points");
        for_all(6, &vector(5), &mut |z| {
            let report = gradcheck(
                |z| log_p_of(&z[0]),
                |z, slope| vec![back_of(&log_p_of(&z[0]), slope)],
                &[Argument::vector("z", z)],
                &Options::default(),
            );
            report
                .titled("log-softmax")
                .with_hint(otherwise)
                .into_result()
        });
    });
}

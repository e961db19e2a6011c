//! Walking beside an optimizer. A method is written here as a rule for one number, and beside it
//! stand rules that are often taken for it. Where your path leaves the right one, the wrong rule
//! that takes the same path as you says what is wrong.

use std::fmt;

use backprop::Optimizer;
use judge::{short, told_apart};
use lesson_4::Memory;
use lesson_4::surfaces::{Bowl, Surface};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One number on its way, and what is remembered of it: what a method does not use stays 0.
#[derive(Clone, Copy, Default)]
pub(crate) struct Number {
    pub(crate) w: f64,
    pub(crate) v: f64,
    pub(crate) m: f64,
    pub(crate) s: f64,
    pub(crate) u: f64,
    /// Which step this is, counted from 1.
    pub(crate) t: i32,
}

/// The settings of a method. One that it does not have is NaN, so that nothing can use it.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) eta: f64,
    pub(crate) rho: f64,
    pub(crate) tau: f64,
    pub(crate) beta: f64,
    pub(crate) beta1: f64,
    pub(crate) beta2: f64,
    pub(crate) epsilon: f64,
    pub(crate) lambda: f64,
}

/// None of them.
pub(crate) const UNSET: Settings = Settings {
    eta: f64::NAN,
    rho: f64::NAN,
    tau: f64::NAN,
    beta: f64::NAN,
    beta1: f64::NAN,
    beta2: f64::NAN,
    epsilon: f64::NAN,
    lambda: f64::NAN,
};

/// "η = 0.1, ρ = 0.9"
impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let all = [
            ("η", self.eta),
            ("ρ", self.rho),
            ("τ", self.tau),
            ("β", self.beta),
            ("β₁", self.beta1),
            ("β₂", self.beta2),
            ("ε", self.epsilon),
            ("λ", self.lambda),
        ];
        let mut before = "";
        for (letter, value) in all {
            if !value.is_nan() {
                write!(f, "{before}{letter} = {}", short(value))?;
                before = ", ";
            }
        }
        Ok(())
    }
}

/// What a step with this slope does to a number.
pub(crate) type Rule = fn(&mut Number, f64, &Settings);

/// A method, and what is often taken for it.
pub(crate) struct Method {
    pub(crate) right: Rule,
    pub(crate) wrong: &'static [(Rule, &'static str)],
    /// What to say where none of the wrong ones is yours.
    pub(crate) otherwise: &'static str,
}

/// The path of one number. The places are first the start, then those after each step.
struct Path {
    slopes: Vec<f64>,
    yours: Vec<f64>,
    right: Vec<f64>,
    /// Where the right rule is.
    number: Number,
    /// The largest w or step so far, of the right path: rounding errors are relative to that.
    largest: Vec<f64>,
}

/// What to say where nothing has happened, and no wrong rule of the method says why.
pub(crate) const DID_NOT_MOVE: &str =
    "w did not move: is anything written, and does the loop begin at 0?";

/// A walk of a few numbers, in one or more parameters.
pub(crate) struct Walk {
    /// May be changed on the way, together with the optimizer's own.
    pub(crate) settings: Settings,
    method: &'static Method,
    /// The settings of each step so far.
    history: Vec<Settings>,
    parameters: Vec<Vec<Path>>,
}

impl Walk {
    /// One number, which starts at `start`.
    pub(crate) fn of_one(
        method: &'static Method,
        settings: Settings,
        start: f64,
    ) -> Self {
        Self::of(method, settings, &[1], start)
    }

    /// Parameters of these sizes. Their numbers start at `start`, twice that, and so on.
    fn of(
        method: &'static Method,
        settings: Settings,
        sizes: &[usize],
        start: f64,
    ) -> Self {
        let mut parameters = Vec::new();
        for &size in sizes {
            let mut paths = Vec::new();
            for i in 0..size {
                let w = start * (i + 1) as f64;
                paths.push(Path {
                    slopes: Vec::new(),
                    yours: vec![w],
                    right: vec![w],
                    number: at(w),
                    largest: vec![w.abs()],
                });
            }
            parameters.push(paths);
        }
        Self {
            settings,
            method,
            history: Vec::new(),
            parameters,
        }
    }

    /// Steps of a single number: each slope, and where it must lead.
    #[track_caller]
    pub(crate) fn by_hand(
        &mut self,
        optimizer: &mut dyn Optimizer,
        steps: &[(f64, f64)],
    ) {
        for &(slope, right) in steps {
            self.history.push(self.settings);
            self.update(optimizer, 0, &[slope]);
            // The rule and the hand must say the same. Where not, the test itself is wrong.
            let path = &self.parameters[0][0];
            let t = self.history.len();
            assert!(
                near(path.right[t], right, path.largest[t]),
                "the rule leads to {}, but by hand it is {right}",
                path.right[t]
            );
        }
        self.check();
    }

    /// One step of one parameter: yours and the right one.
    fn update(
        &mut self,
        optimizer: &mut dyn Optimizer,
        parameter: usize,
        slopes: &[f64],
    ) {
        let t = self.history.len();
        let paths = &mut self.parameters[parameter];
        let mut values = Vec::new();
        for path in paths.iter() {
            values.push(path.yours[t - 1]);
        }
        optimizer.update(parameter, &mut values, slopes);
        for (i, path) in paths.iter_mut().enumerate() {
            path.yours.push(values[i]);
            path.slopes.push(slopes[i]);
            let largest = path.largest[t - 1];
            let largest = advance(
                self.method.right,
                &mut path.number,
                slopes[i],
                &self.settings,
            )
            .max(largest);
            path.right.push(path.number.w);
            path.largest.push(largest);
        }
    }

    /// Fails where your path left the right one first. All steps are behind us by then, so that a
    /// rule that only began like yours is not blamed.
    #[track_caller]
    fn check(&self) {
        if let Some((t, parameter, i)) = self.first_error() {
            self.fail(t, parameter, i);
        }
    }

    /// The step, the parameter and the number where your path left the right one first.
    fn first_error(&self) -> Option<(usize, usize, usize)> {
        for t in 1..=self.history.len() {
            for (parameter, paths) in self.parameters.iter().enumerate() {
                for (i, path) in paths.iter().enumerate() {
                    if !near(path.yours[t], path.right[t], path.largest[t]) {
                        return Some((t, parameter, i));
                    }
                }
            }
        }
        None
    }

    #[track_caller]
    fn fail(&self, t: usize, parameter: usize, i: usize) {
        let path = &self.parameters[parameter][i];
        let mut wrong = self.method.wrong.iter();
        let known = wrong.find(|(rule, _)| self.leads_there(*rule, path));
        let still = path.yours.iter().all(|&w| w == path.yours[0]);
        let words = match known {
            Some((_, words)) => words,
            None if still => DID_NOT_MOVE,
            None => self.method.otherwise,
        };
        let number = match self.parameters.as_slice() {
            [only] if only.len() == 1 => "w".to_owned(),
            _ => format!("number {i} of parameter {parameter}"),
        };
        let [yours, right] = told_apart(path.yours[t], path.right[t]);
        panic!(
            "with {}, step {t}: the slope is {}, and {number} goes from {} to {right}, yours to \
             {yours}. {words}",
            self.history[t - 1],
            short(path.slopes[t - 1]),
            short(path.right[t - 1]),
        );
    }

    /// Whether this rule takes the same path as yours.
    fn leads_there(&self, rule: Rule, path: &Path) -> bool {
        let mut number = at(path.yours[0]);
        let mut largest = number.w.abs();
        for (k, settings) in self.history.iter().enumerate() {
            largest = advance(rule, &mut number, path.slopes[k], settings).max(largest);
            let yours = path.yours[k + 1];
            if !(near(yours, number.w, largest) || yours.is_nan() && number.w.is_nan())
            {
                return false;
            }
        }
        true
    }
}

/// A number that has not moved yet.
fn at(w: f64) -> Number {
    Number {
        w,
        ..Number::default()
    }
}

/// A step by this rule. Returns the larger of |w| and of how far it went.
fn advance(rule: Rule, number: &mut Number, slope: f64, settings: &Settings) -> f64 {
    let before = number.w;
    number.t += 1;
    rule(number, slope, settings);
    number.w.abs().max((number.w - before).abs())
}

/// Equal but for roundings, some thousand of them, in sums of numbers up to `largest`.
fn near(a: f64, b: f64, largest: f64) -> bool {
    a == b || (a - b).abs() <= 1e-12 * largest
}

/// Slopes of three sizes, with either sign, and one in six is 0: the numbers of a parameter
/// have ordinary ones, tiny ones, huge ones, and all three in turns.
fn slopes(random: &mut ChaCha8Rng, size: usize, shift: usize) -> Vec<f64> {
    let mut slopes = Vec::new();
    for i in 0..size {
        let (signed, kind) = (random.random::<f64>() - 0.5, random.random::<u32>());
        let sizes = [1.0, 1e-8, 1e8];
        let scale = *sizes
            .get((i + shift) % 4)
            .unwrap_or(&sizes[kind as usize % 3]);
        slopes.push(if kind % 6 == 0 {
            0.0
        } else {
            4.0 * signed * scale
        });
    }
    slopes
}

/// Thirty steps of two parameters of different sizes, which start at `start`, beside the rule.
#[track_caller]
pub(crate) fn many_slopes(
    method: &'static Method,
    settings: Settings,
    start: f64,
    optimizer: &mut dyn Optimizer,
) {
    long_walk(method, settings, start, optimizer).check();
}

/// Whether those thirty steps are right, without a word.
pub(crate) fn follows(
    method: &'static Method,
    settings: Settings,
    optimizer: &mut dyn Optimizer,
) -> bool {
    let walk = long_walk(method, settings, 0.0, optimizer);
    walk.first_error().is_none()
}

fn long_walk(
    method: &'static Method,
    settings: Settings,
    start: f64,
    optimizer: &mut dyn Optimizer,
) -> Walk {
    let mut walk = Walk::of(method, settings, &[4, 3], start);
    let mut random = ChaCha8Rng::seed_from_u64(4);
    for _ in 0..30 {
        walk.history.push(settings);
        walk.update(optimizer, 0, &slopes(&mut random, 4, 0));
        walk.update(optimizer, 1, &slopes(&mut random, 3, 1));
    }
    walk
}

/// A new optimizer of some kind.
pub(crate) type Fresh<'a> = &'a dyn Fn() -> Box<dyn Optimizer>;

/// Slopes for three steps of two numbers, which lie in one parameter or in two.
const PAIRS: [[f64; 2]; 3] = [[1.0, -3.0], [2.0, 5.0], [-4.0, 1.0]];

/// Each number of each parameter goes its own way: what the others do is nothing to it.
#[track_caller]
pub(crate) fn own_memory(fresh: Fresh) {
    let [mut alone, mut together, mut apart] = [[1.0; 2]; 3];
    let (mut both, mut two) = (fresh(), fresh());
    let mut each = [fresh(), fresh()];
    for (t, slopes) in PAIRS.iter().enumerate() {
        both.update(0, &mut together, slopes);
        for i in 0..2 {
            each[i].update(0, &mut alone[i..=i], &slopes[i..=i]);
            two.update(i, &mut apart[i..=i], &slopes[i..=i]);
        }
        let step = t + 1;
        for i in 0..2 {
            let [right, yours] = told_apart(alone[i], together[i]);
            assert!(
                near(together[i], alone[i], alone[i].abs()),
                "a parameter of two numbers: after step {step} number {i} is {right} where it is \
                 alone, and {yours} beside the other. Each number has its own place in the memory"
            );
        }
        for i in 0..2 {
            let [right, yours] = told_apart(alone[i], apart[i]);
            assert!(
                near(apart[i], alone[i], alone[i].abs()),
                "two parameters: after step {step} parameter {i} is {right} where it is alone, and \
                 {yours} beside the other. Each parameter has its own memory, and `index` says \
                 which is meant"
            );
        }
    }
}

/// After two updates of three numbers the memory has counted two steps, so that who asks it now
/// makes it three.
#[track_caller]
pub(crate) fn counts_updates<O: Optimizer, const SLOTS: usize>(
    mut optimizer: O,
    memory: fn(&mut O) -> &mut Memory<SLOTS>,
) {
    let mut w = [1.0; 3];
    for slopes in [[1.0, -2.0, 3.0], [-1.0, 4.0, 2.0]] {
        optimizer.update(0, &mut w, &slopes);
    }
    let (asked, _) = memory(&mut optimizer).step(0, 3);
    let counted = asked - 1;
    assert!(
        counted == 2,
        "two updates of a parameter of three numbers, and the memory has counted {counted} steps. \
         `self.memory.step` counts each time it is called: once for each update"
    );
}

/// With ε = 0 a loss times 1024 has slopes times 1024, and takes the same path.
#[track_caller]
pub(crate) fn same_path_for_any_loss(fresh: Fresh) {
    let (mut plain, mut scaled) = (fresh(), fresh());
    let [mut w, mut v] = [[1.0; 2]; 2];
    for (t, slopes) in PAIRS.iter().enumerate() {
        plain.update(0, &mut w, slopes);
        scaled.update(0, &mut v, &slopes.map(|g| 1024.0 * g));
        for i in 0..2 {
            let [right, yours] = told_apart(w[i], v[i]);
            assert!(
                near(v[i], w[i], w[i].abs()),
                "a loss times 1024, step {}: number {i} goes to {yours}, for the loss itself to \
                 {right}. With ε = 0 the loss's unit must cancel: a slope over a root of squares \
                 of slopes",
                t + 1
            );
        }
    }
}

/// From its start down a bowl with κ = 20, to less than a millionth of its height.
#[track_caller]
pub(crate) fn goes_down(what: &str, optimizer: &mut dyn Optimizer, steps: usize) {
    let bowl = Bowl { condition: 20.0 };
    let mut w = bowl.start();
    let before = bowl.value(&w);
    for _ in 0..steps {
        let slopes = bowl.gradient(&w);
        optimizer.update(0, &mut w, &slopes);
    }
    let after = bowl.value(&w);
    assert!(
        after < 1e-6 * before,
        "{what} comes down the bowl ½(w₁² + 20w₂²) from {before} to less than a millionth in \
         {steps} steps, yours to {}",
        short(after)
    );
}

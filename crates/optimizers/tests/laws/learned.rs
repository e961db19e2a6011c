//! The optimizer that is a network: its steps on the tape and without it, and its training.
//!
//! Seeds of trainings are 1, 2, 3; the problems it is tried on come from another seed and
//! are unseen.

use std::sync::OnceLock;

use autograd::{Activation, Mlp};
use backprop::Optimizer;
use optimizers::learned::{FEATURES, Learned, NUMBERS, Plan, Quadratic, train};
use optimizers::{Adam, Momentum};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::support::close;

const PLAN: Plan = Plan {
    steps: 40,
    problems: 4,
    rounds: 250,
    seed: 1,
};

/// One with its first parameters.
pub(crate) fn untrained(seed: u64) -> Learned {
    Learned::new(first_parameters(seed))
}

fn first_parameters(seed: u64) -> Vec<f64> {
    Mlp::new(&[FEATURES, 12, 1], Activation::Tanh).init(seed)
}

/// The parameters after [`PLAN`], and what was watched.
fn trained() -> &'static (Vec<f64>, Vec<f64>) {
    static TRAINED: OnceLock<(Vec<f64>, Vec<f64>)> = OnceLock::new();
    TRAINED.get_or_init(|| {
        let mut means = Vec::new();
        let parameters = train(PLAN, |_, mean| means.push(mean));
        (parameters, means)
    })
}

fn problems(count: usize) -> Vec<Quadratic> {
    let mut random = ChaCha8Rng::seed_from_u64(999);
    (0..count).map(|_| Quadratic::random(&mut random)).collect()
}

/// What is left of a problem after each step, from w = 0.
fn left(optimizer: &mut dyn Optimizer, problem: &Quadratic, steps: usize) -> Vec<f64> {
    let mut w = [0.0; NUMBERS];
    let step = |_| {
        let slopes = problem.gradient(&w);
        optimizer.update(0, &mut w, &slopes);
        problem.value(&w)
    };
    (0..steps).map(step).collect()
}

/// The mean over the problems of the logarithm of what is left in the end.
fn mean_log<O: Optimizer>(
    make: impl Fn() -> O,
    problems: &[Quadratic],
    steps: usize,
) -> f64 {
    let end = |problem| left(&mut make(), problem, steps)[steps - 1].ln();
    problems.iter().map(end).sum::<f64>() / problems.len() as f64
}

/// That of Adam with the best of twelve learning rates, chosen on these very problems.
fn tuned_adam(problems: &[Quadratic], steps: usize) -> f64 {
    let rates = (0..12).map(|k| 0.01 * 1.5_f64.powi(k));
    let scores = rates.map(|rate| mean_log(|| Adam::new(rate), problems, steps));
    scores.fold(f64::MAX, f64::min)
}

/// And of momentum, with the best of 48 pairs.
fn tuned_momentum(problems: &[Quadratic], steps: usize) -> f64 {
    let pairs = (0..48_u8).map(|k| (0.001 * 1.5_f64.powi(i32::from(k % 12)), k / 12));
    let scores = pairs.map(|(rate, k)| {
        let rho = [0.5, 0.7, 0.8, 0.9][usize::from(k)];
        mean_log(|| Momentum::new(rate, rho), problems, steps)
    });
    scores.fold(f64::MAX, f64::min)
}

#[test]
fn a_problem_has_the_slopes_that_nudging_measures() {
    for problem in problems(3) {
        gradcheck::check_gradient(
            |w| problem.value(w),
            |w| problem.gradient(w).to_vec(),
            &[0.75, -0.5, 1.25, 0.0, -2.0, 0.25, 1.0, -0.125, 0.5, 1.5],
            &gradcheck::Options::default(),
        )
        .assert_pass();
    }
}

/// The unrolled run on the tape is the run without it: the same problems, the same network,
/// and the mean over all steps of ln(what is left + 10⁻⁶).
#[test]
fn the_tape_takes_the_same_steps() {
    let plan = Plan {
        steps: 7,
        problems: 3,
        rounds: 1,
        seed: 5,
    };
    let mut watched = Vec::new();
    train(plan, |round, mean| watched.push((round, mean)));
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut total = 0.0;
    for _ in 0..3 {
        let problem = Quadratic::random(&mut random);
        let left = left(&mut untrained(5), &problem, 7);
        total += left.iter().map(|left| (left + 1e-6).ln()).sum::<f64>();
    }
    assert_eq!(watched.len(), 1);
    assert_eq!(watched[0].0, 0);
    // 21 logarithms, of sums of ten squares of sums of ten.
    close("the mean", watched[0].1, total / 21.0, 400.0);
}

#[test]
fn seeds_repeat() {
    let short = |seed| {
        let plan = Plan {
            steps: 5,
            problems: 2,
            rounds: 3,
            seed,
        };
        train(plan, |_, _| {})
    };
    assert_eq!(short(1), short(1));
    assert_ne!(short(1), short(2));
    let none = Plan { rounds: 0, ..PLAN };
    assert_eq!(train(none, |_, _| {}), first_parameters(1));
}

/// The last fifty rounds are better than the first fifty by far more than problems differ:
/// the mean of fifty scatters by less than 0.1 here.
#[test]
fn training_lowers_what_is_left() {
    let means = &trained().1;
    assert_eq!(means.len(), PLAN.rounds);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let (first, last) = (mean(&means[..50]), mean(&means[PLAN.rounds - 50..]));
    assert!(last < first - 1.0, "{first}, then {last}");
}

/// On 100 problems that it has not seen it gets further than tuned Adam in as many steps as
/// it was trained for. Tuned momentum gets further still: the problems are quadratic. And
/// in more steps than it was trained for Adam overtakes it.
#[test]
fn it_beats_tuned_adam_and_not_momentum() {
    let problems = problems(100);
    let learned =
        |steps| mean_log(|| Learned::new(trained().0.clone()), &problems, steps);
    let compared = [40, 100].map(|steps| {
        let (adam, momentum) = (
            tuned_adam(&problems, steps),
            tuned_momentum(&problems, steps),
        );
        println!(
            "ln of what is left after {steps} steps: learned {:.2}, Adam {adam:.2}, \
             momentum {momentum:.2}",
            learned(steps)
        );
        (learned(steps), adam, momentum)
    });
    let [
        (learned, adam, momentum),
        (learned_later, adam_later, momentum_later),
    ] = compared;
    assert!(learned < adam - 0.2, "learned {learned:.2}, Adam {adam:.2}");
    assert!(
        momentum < learned,
        "learned {learned:.2}, momentum {momentum:.2}"
    );
    assert!(
        adam_later < learned_later,
        "{adam_later:.2}, {learned_later:.2}"
    );
    assert!(
        momentum_later < adam_later,
        "{momentum_later:.2}, {adam_later:.2}"
    );
}

#[test]
#[should_panic(expected = "73 parameters expected, 72 given")]
fn parameters_are_counted() {
    Learned::new(vec![0.0; 72]);
}

//! Training the optimizer: backward through its own steps.

use autograd::{Gradients, Tape, Var};
use backprop::Optimizer;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use super::features::{STEP, Traces};
use super::problem::{NUMBERS, Quadratic};
use crate::Adam;
use crate::clip::sum_of_squares;

// ANCHOR: plan
/// How the optimizer is trained.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many steps it takes on each problem.
    pub steps: u32,
    /// How many problems it works on between two changes of its parameters.
    pub problems: usize,
    /// How many changes.
    pub rounds: usize,
    /// Of the problems and of the first parameters.
    pub seed: u64,
}
// ANCHOR_END: plan

// ANCHOR: unroll
/// Lets the network take its steps on one problem, all on the tape. The result is the mean,
/// over the steps, of the logarithm of what is left: each factor won counts the same.
///
/// The slopes that the network *sees* are taken as plain numbers. They do depend on its
/// earlier steps, but following that path would need second derivatives, and it is left
/// out, as in the paper.
fn unroll<'t>(
    tape: &'t Tape,
    parameters: &[Var<'t>],
    problem: &Quadratic,
    steps: u32,
) -> Var<'t> {
    let network = super::network();
    let mut w = tape.vars(&[0.0; NUMBERS]);
    let mut traces = [Traces::default(); NUMBERS];
    let mut left = Vec::new();
    for step in 1..=steps {
        let here: Vec<f64> = w.iter().map(|w| w.value()).collect();
        let slopes = problem.gradient(&here);
        for ((w, traces), slope) in w.iter_mut().zip(&mut traces).zip(slopes) {
            let (features, size) = traces.look(slope, step);
            let answer = network.forward(parameters, &features)[0];
            *w = *w - answer * (STEP * size);
        }
        left.push((problem.record(tape, &w) + 1e-6).ln());
    }
    tape.mean(&left)
}
// ANCHOR_END: unroll

// ANCHOR: train
/// Trains the network on random problems and returns its parameters. `watch` sees the
/// number of each round, and its mean before the change.
///
/// Without rounds the parameters are the first ones: those of `Mlp::init` with this seed.
///
/// # Panics
///
/// If there are rounds, but no problems or no steps in them.
pub fn train(plan: Plan, mut watch: impl FnMut(usize, f64)) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut parameters = super::network().init(plan.seed);
    let mut adam = Adam::new(0.01);
    let (mut tape, mut gradients) = (Tape::new(), Gradients::new());
    for round in 0..plan.rounds {
        tape.clear();
        let variables = tape.vars(&parameters);
        let results: Vec<_> = (0..plan.problems)
            .map(|_| {
                let problem = Quadratic::random(&mut random);
                unroll(&tape, &variables, &problem, plan.steps)
            })
            .collect();
        let mean = tape.mean(&results);
        mean.backward_into(1.0, &mut gradients);
        let mut slopes = gradients.wrt_all(&variables);
        watch(round, mean.value());

        // One problem on which it ran away must not undo all others: at most length 1, and
        // none where numbers ended.
        let norm = sum_of_squares(&slopes).sqrt();
        if !norm.is_finite() {
            continue;
        }
        for g in &mut slopes {
            *g /= norm.max(1.0);
        }
        adam.learning_rate = 0.01 * (1.0 - round as f64 / plan.rounds as f64);
        adam.update(0, &mut parameters, &slopes);
    }
    parameters
}
// ANCHOR_END: train

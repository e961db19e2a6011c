//! Learning rates that change on the way.
//!
//! A schedule says by how much, and whoever trains multiplies: once a step or once a pass,
//! whichever the numbers in it were meant for.
//!
//! ```
//! use optimizers::Schedule;
//!
//! let schedule = Schedule::Steps { every: 2, factor: 0.5 };
//! let rates = [0, 1, 2, 3, 4].map(|step| 0.1 * schedule.factor(step));
//! assert_eq!(rates, [0.1, 0.1, 0.05, 0.05, 0.025]);
//! ```

use std::f64::consts::PI;

// ANCHOR: schedule
/// By which factor the learning rate is multiplied at a step, counted from 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Schedule {
    /// Always 1.
    Constant,
    /// Times `factor` after every `every` steps.
    Steps {
        /// How many steps a level lasts, at least 1.
        every: usize,
        /// What a level is multiplied by.
        factor: f64,
    },
    /// factorᵗ.
    Exponential {
        /// What each step is multiplied by.
        factor: f64,
    },
    /// 1/(1 + t/half): half as much after `half` steps, a third after twice as many.
    InverseTime {
        /// When half is left, more than 0.
        half: f64,
    },
    /// Half a wave of the cosine, from 1 down to `floor`, then `floor` (Loshchilov & Hutter
    /// 2017).
    Cosine {
        /// How many steps the way down takes.
        steps: usize,
        /// Where it ends, as a share of the beginning.
        floor: f64,
    },
    /// A straight climb to the first value of `then`, which begins after it (Goyal et al.
    /// 2017).
    WarmUp {
        /// How many steps the climb takes: the first has 1/steps of the full rate.
        steps: usize,
        /// What follows.
        then: Box<Schedule>,
    },
}

impl Schedule {
    /// The factor at step `step`, counted from 0.
    pub fn factor(&self, step: usize) -> f64 {
        let t = step as f64;
        match self {
            Schedule::Constant => 1.0,
            Schedule::Steps { every, factor } => {
                // ANCHOR: exercise_4_11_steps
                let level = step / every.max(&1);
                factor.powf(level as f64)
                // ANCHOR_END: exercise_4_11_steps
            }
            Schedule::Exponential { factor } => factor.powf(t),
            Schedule::InverseTime { half } => {
                1.0 / (1.0 + t / half.max(f64::MIN_POSITIVE))
            }
            Schedule::Cosine { steps, floor } => {
                // ANCHOR: exercise_4_11_cosine
                let share = (t / (*steps).max(1) as f64).min(1.0);
                floor + (1.0 - floor) * 0.5 * (1.0 + (PI * share).cos())
                // ANCHOR_END: exercise_4_11_cosine
            }
            Schedule::WarmUp { steps, then } => {
                // ANCHOR: exercise_4_11_warm_up
                if step < *steps {
                    (t + 1.0) / *steps as f64 * then.factor(0)
                } else {
                    then.factor(step - steps)
                }
                // ANCHOR_END: exercise_4_11_warm_up
            }
        }
    }
}
// ANCHOR_END: schedule

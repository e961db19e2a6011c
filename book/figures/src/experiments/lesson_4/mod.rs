//! The experiments of lesson 4: optimizers.

use super::Experiment;

pub mod batch_noise;
pub(crate) mod chosen;
pub mod condition;
pub mod decay_floor;
pub(crate) mod fit;
pub mod generalise;
pub mod learned;
pub(crate) mod method;
pub mod momenta_digits;
pub mod noise_floor;
pub(crate) mod noisy;
pub mod race;
pub mod rate_sweep;
pub(crate) mod settle;
pub mod tasks;
pub mod trouble;
pub mod turned;

/// In the order of the book.
pub(super) const EXPERIMENTS: &[Experiment] = &[
    Experiment {
        name: "batch-noise",
        about: "the scatter of a minibatch's gradient, by the number of samples",
        run: batch_noise::run,
    },
    Experiment {
        name: "noise-floor",
        about: "descent with noisy slopes: where it settles, by learning rate and samples",
        run: noise_floor::run,
    },
    Experiment {
        name: "decay-floor",
        about: "descent with noisy slopes: learning rates that fall on the way",
        run: decay_floor::run,
    },
    Experiment {
        name: "condition",
        about: "steps on bowls of condition 1 to 10,000: descent, momentum, Nesterov",
        run: condition::run,
    },
    Experiment {
        name: "turned",
        about: "seven optimizers on a bowl and on the same bowl turned by 45°",
        run: turned::run,
    },
    Experiment {
        name: "race",
        about: "seven optimizers on six surfaces, each at its own best learning rate",
        run: race::run,
    },
    Experiment {
        name: "rate-sweep",
        about: "handwritten digits: eight optimizers against the learning rate",
        run: rate_sweep::run,
    },
    Experiment {
        name: "tasks",
        about: "four tasks: usual learning rates and tuned ones",
        run: tasks::run,
    },
    Experiment {
        name: "generalise",
        about: "200 handwritten digits: training loss and what it says of unseen ones",
        run: generalise::run,
    },
    Experiment {
        name: "trouble",
        about: "handwritten digits: shapes of the loss, each with its cause",
        run: trouble::run,
    },
    Experiment {
        name: "learned",
        about: "an optimizer that is a network, beside tuned Adam and momentum",
        run: learned::run,
    },
    Experiment {
        name: "momenta-digits",
        about: "handwritten digits: how much momentum, at equal and at matched learning rates",
        run: momenta_digits::run,
    },
];

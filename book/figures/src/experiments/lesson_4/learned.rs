//! An optimizer that is a network, beside Adam and momentum at their best.

use std::path::Path;

use backprop::Optimizer;
use optimizers::learned::{Learned, NUMBERS, Plan, Quadratic, train};
use optimizers::{Adam, Momentum};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::FigureError;
use crate::experiments::{bar, significant};
use crate::results::Table;

/// The keys of the columns.
pub const KEYS: [&str; 3] = ["learned", "Adam", "momentum"];
/// The steps at which the table stops to look.
pub const LOOKS: [usize; 4] = [10, 20, 40, 100];

/// How it is trained, and how much all are tried.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Of the network: how many steps it is trained for, problems per round, rounds, and the
    /// first seed.
    pub plan: Plan,
    /// Trainings, each with the next seed: of these, one is chosen too.
    pub trainings: u64,
    /// Problems to choose the others' settings by.
    pub chosen_by: usize,
    /// Problems to try all on.
    pub tried_on: usize,
    /// Steps on each.
    pub steps: usize,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    plan: Plan {
        steps: 40,
        problems: 4,
        rounds: 250,
        seed: 1,
    },
    trainings: 5,
    chosen_by: 100,
    tried_on: 200,
    steps: 100,
};
/// Seeds of the problems: to choose by, and to try on.
const SEEDS: [u64; 2] = [998, 999];

fn problems(count: usize, seed: u64) -> Vec<Quadratic> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..count).map(|_| Quadratic::random(&mut random)).collect()
}

/// After each step the mean over the problems of ln of what is left. Each begins at 0.
fn course<O: Optimizer>(
    make: impl Fn() -> O,
    problems: &[Quadratic],
    steps: usize,
) -> Vec<f64> {
    let mut means = vec![0.0; steps];
    for problem in problems {
        let (mut optimizer, mut w) = (make(), [0.0; NUMBERS]);
        for mean in &mut means {
            let slopes = problem.gradient(&w);
            optimizer.update(0, &mut w, &slopes);
            *mean += problem.value(&w).ln() / problems.len() as f64;
        }
    }
    means
}

/// Rates for both, each 1.3 times the one before, and momenta.
fn rates(first: f64) -> impl Iterator<Item = f64> {
    (0..20).map(move |k| first * 1.3_f64.powi(k))
}

const MOMENTA: [f64; 5] = [0.5, 0.7, 0.8, 0.9, 0.95];

/// The settings with the lowest mean after so many steps; what is no number is never lowest.
fn best<S: Copy>(settings: impl Iterator<Item = S>, end: impl Fn(S) -> f64) -> S {
    let scored = settings.map(|settings| (settings, end(settings)));
    let best = scored
        .filter(|(_, end)| !end.is_nan())
        .min_by(|a, b| a.1.total_cmp(&b.1));
    best.expect("the smallest rates explode nowhere").0
}

/// Writes `learned.csv`, `learned-curves.csv` and `learned-trainings.csv`.
///
/// # Errors
///
/// Where a file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    for table in tables(SETTINGS) {
        table.write(folder, "learned")?;
    }
    Ok(())
}

/// The mean in the end.
fn end(means: &[f64]) -> f64 {
    means.last().copied().unwrap_or(f64::NAN)
}

/// The parameters that are best on the known problems, and what came of each training.
fn trained(
    settings: Settings,
    known: &[Quadratic],
    unseen: &[Quadratic],
) -> (Vec<f64>, Table) {
    let Settings {
        plan, trainings, ..
    } = settings;
    let bar = bar(trainings as usize, "learned");
    let mut table = Table::new("learned-trainings", &["seed", "known", "unseen"]);
    table.note(format!(
        "mean ln of what is left after {} steps, on the problems to choose by and on the unseen ones",
        plan.steps
    ));
    let mut candidates = Vec::new();
    for seed in (plan.seed..).take(trainings as usize) {
        let parameters = train(Plan { seed, ..plan }, |_, _| {});
        let make = || Learned::new(parameters.clone());
        let [on_known, on_unseen] = [known, unseen]
            .map(|problems| end(&course(make, problems, plan.steps as usize)));
        table.push([
            seed.to_string(),
            format!("{on_known:.2}"),
            format!("{on_unseen:.2}"),
        ]);
        candidates.push((on_known, parameters));
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (_, parameters) = best(candidates.iter(), |candidate| candidate.0);
    (parameters.clone(), table)
}

/// What is left at some steps, the curves, and what came of each training.
pub fn tables(settings: Settings) -> [Table; 3] {
    let Settings {
        plan,
        trainings,
        chosen_by,
        tried_on,
        steps,
    } = settings;
    let known = problems(chosen_by, SEEDS[0]);
    let unseen = problems(tried_on, SEEDS[1]);
    let (parameters, mut all) = trained(settings, &known, &unseen);
    let learned = course(|| Learned::new(parameters.clone()), &unseen, steps);
    // For each place at which we look, Adam and momentum have the settings that are best
    // for just so many steps.
    let adam_for = |steps: usize| {
        best(rates(0.01), |rate| {
            end(&course(|| Adam::new(rate), &known, steps))
        })
    };
    let momentum_for = |steps: usize| {
        let pairs = MOMENTA
            .into_iter()
            .flat_map(|rho| rates(0.001).map(move |rate| (rate, rho)));
        best(pairs, |(rate, rho)| {
            end(&course(|| Momentum::new(rate, rho), &known, steps))
        })
    };
    let mut table = Table::new(
        "learned",
        &[
            "steps",
            "learned",
            "Adam",
            "momentum",
            "Adam_rate",
            "momentum_rate",
            "momentum_rho",
        ],
    );
    for steps in LOOKS.into_iter().filter(|&look| look <= steps) {
        let (adam, (rate, rho)) = (adam_for(steps), momentum_for(steps));
        table.push([
            steps.to_string(),
            format!("{:.2}", learned[steps - 1]),
            format!("{:.2}", end(&course(|| Adam::new(adam), &unseen, steps))),
            format!(
                "{:.2}",
                end(&course(|| Momentum::new(rate, rho), &unseen, steps))
            ),
            significant(adam, 2),
            significant(rate, 2),
            rho.to_string(),
        ]);
    }
    let horizon = plan.steps as usize;
    let (adam, (rate, rho)) = (adam_for(horizon), momentum_for(horizon));
    let others = [
        course(|| Adam::new(adam), &unseen, steps),
        course(|| Momentum::new(rate, rho), &unseen, steps),
    ];
    let mut curves =
        Table::new("learned-curves", &["step", "learned", "Adam", "momentum"]);
    for step in 0..steps {
        let entries = [&learned, &others[0], &others[1]]
            .map(|means| format!("{:.3}", means[step]));
        curves.push([(step + 1).to_string()].into_iter().chain(entries));
    }
    for table in [&mut table, &mut curves, &mut all] {
        table.note(format!(
            "seeds: {} to {} for the trainings, {} for {chosen_by} problems to choose rates by, {} for {tried_on} unseen ones; problems ‖Aw − y‖² in {NUMBERS} numbers, A and y standard normal, from w = 0",
            plan.seed,
            plan.seed + trainings - 1,
            SEEDS[0], SEEDS[1]
        ));
        table.note(format!(
            "how: the best of {trainings} trainings, by the problems to choose by; each for {} steps, {} problems per round, {} rounds; mean over the unseen problems of ln ‖Aw − y‖²",
            plan.steps, plan.problems, plan.rounds
        ));
    }
    table.note("Adam with the best of 20 rates, momentum with the best of 100 pairs of rate and ρ, chosen for just so many steps, row by row");
    curves.note(format!(
        "Adam with rate {}, momentum with rate {} and ρ = {rho}, chosen for {} steps",
        significant(adam, 2),
        significant(rate, 2),
        plan.steps
    ));
    [table, curves, all]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_run_is_filled() {
        let small = Settings {
            plan: Plan {
                steps: 10,
                problems: 2,
                rounds: 60,
                seed: 1,
            },
            trainings: 2,
            chosen_by: 10,
            tried_on: 10,
            steps: 20,
        };
        let [table, curves, all] = tables(small);
        assert_eq!((table.rows.len(), curves.rows.len()), (2, 20));
        assert_eq!(all.rows.len(), 2);
        let start: f64 = problems(10, SEEDS[1])
            .iter()
            .map(|problem| problem.value(&[0.0; NUMBERS]).ln() / 10.0)
            .sum();
        for key in KEYS {
            let of = |table: &Table| table.number("10", key).expect("a number");
            assert!(of(&table) < start, "{key}");
            // Rates were chosen for ten steps in both.
            assert!((of(&table) - of(&curves)).abs() < 6e-3, "{key}");
        }
    }
}

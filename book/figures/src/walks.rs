//! Optimizers on a surface: which there are, the path of each, and how soon it arrives.

use backprop::{Optimizer, Sgd};
use optimizers::surfaces::Surface;
use optimizers::{Adadelta, Adagrad, Adam, Momentum, Nesterov, RmsProp};

/// The seven that race, with their usual settings beside the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sgd,
    Momentum,
    Nesterov,
    Adagrad,
    RmsProp,
    Adadelta,
    Adam,
}

impl Kind {
    /// In the order of the lesson.
    pub(crate) const ALL: [Kind; 7] = [
        Kind::Sgd,
        Kind::Momentum,
        Kind::Nesterov,
        Kind::Adagrad,
        Kind::RmsProp,
        Kind::Adadelta,
        Kind::Adam,
    ];

    /// What the book calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Sgd => "SGD",
            Kind::Momentum => "momentum",
            Kind::Nesterov => "Nesterov",
            Kind::Adagrad => "Adagrad",
            Kind::RmsProp => "RMSProp",
            Kind::Adadelta => "Adadelta",
            Kind::Adam => "Adam",
        }
    }

    /// One of it, that has seen nothing yet; ρ = 0.9 where there is momentum.
    pub(crate) fn at_rate(self, rate: f64) -> Box<dyn Optimizer> {
        match self {
            Kind::Sgd => Box::new(Sgd {
                learning_rate: rate,
            }),
            Kind::Momentum => Box::new(Momentum::new(rate, 0.9)),
            Kind::Nesterov => Box::new(Nesterov::new(rate, 0.9)),
            Kind::Adagrad => Box::new(Adagrad::new(rate)),
            Kind::RmsProp => Box::new(RmsProp::new(rate)),
            Kind::Adadelta => Box::new(Adadelta {
                learning_rate: rate,
                ..Adadelta::new()
            }),
            Kind::Adam => Box::new(Adam::new(rate)),
        }
    }
}

/// The surface's start, and the points after the first step, the second, and so on for ever.
pub(crate) fn walk<'w>(
    surface: &'w dyn Surface,
    mut optimizer: Box<dyn Optimizer + 'w>,
) -> impl Iterator<Item = [f64; 2]> + 'w {
    std::iter::successors(Some(surface.start()), move |&before| {
        let mut w = before;
        optimizer.update(0, &mut w, &surface.gradient(&before));
        Some(w)
    })
}

/// How far each step goes down, where a single number sees these slopes.
pub(crate) fn step_lengths(
    optimizer: &mut dyn Optimizer,
    slopes: impl IntoIterator<Item = f64>,
) -> Vec<f64> {
    let step = |slope| {
        let mut w = [0.0];
        optimizer.update(0, &mut w, &[slope]);
        -w[0]
    };
    slopes.into_iter().map(step).collect()
}

/// How far it is to the nearest lowest point.
pub(crate) fn distance(surface: &dyn Surface, [a, b]: [f64; 2]) -> f64 {
    let minima = surface.minima();
    let distances = minima.iter().map(|m| (a - m[0]).hypot(b - m[1]));
    distances.fold(f64::INFINITY, f64::min)
}

/// The number of the first step, at most `most`, after which `there` holds. A walk that has
/// left all numbers behind never arrives.
pub(crate) fn arrival(
    walk: impl Iterator<Item = [f64; 2]>,
    most: usize,
    there: impl Fn([f64; 2]) -> bool,
) -> Option<usize> {
    walk.take(most + 1)
        .take_while(|w| w.iter().all(|x| x.is_finite()))
        .position(there)
}

/// Eight rates per decade from 10⁻⁴ to 100, of which the best is taken.
pub(crate) fn rates() -> impl Iterator<Item = f64> {
    (-32..=16).map(|eighth| 10.0_f64.powf(f64::from(eighth) / 8.0))
}

/// The rate of [`rates`] that arrives in the fewest steps, and how many, where one does in at
/// most `most`.
pub(crate) fn best_rate(
    kind: Kind,
    surface: &dyn Surface,
    most: usize,
    there: impl Fn([f64; 2]) -> bool,
) -> Option<(f64, usize)> {
    let mut best: Option<(f64, usize)> = None;
    for rate in rates() {
        // Whoever has not arrived by then is not the best.
        let most = best.map_or(most, |(_, steps)| steps - 1);
        let walk = walk(surface, kind.at_rate(rate));
        if let Some(steps) = arrival(walk, most, &there) {
            best = Some((rate, steps));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use optimizers::quadratic;
    use optimizers::surfaces::Bowl;

    use super::*;

    #[test]
    fn the_best_rate_of_descent_is_next_to_the_best_there_is() {
        let bowl = Bowl { condition: 10.0 };
        let there = |w| distance(&bowl, w) < 1e-3;
        let (rate, steps) =
            best_rate(Kind::Sgd, &bowl, 1_000, there).expect("descent arrives");
        let best = quadratic::best_rate(1.0, 10.0);
        assert!(
            (rate / best).ln().abs() < 10.0_f64.ln() / 8.0,
            "{rate} {best}"
        );
        // Its own walk says the same, and no rate of the list is faster.
        let arrives = |rate| arrival(walk(&bowl, Kind::Sgd.at_rate(rate)), 999, there);
        assert_eq!(arrives(rate), Some(steps));
        assert!(rates().filter_map(arrives).all(|other| other >= steps));
        assert_eq!(arrives(0.3), None, "0.3 explodes");
    }
}

//! When a path on a surface is there for good, and with which learning rate it is there first.

/// How long a path must stay at least.
pub(crate) const STAY: usize = 1_000;

/// The number of steps after which `there` holds up to step `most`, and for [`STAY`] steps at
/// least; none where that is not before step `soonest`.
///
/// Some optimizers never come to rest, and some come only by.
pub(crate) fn settled(
    walk: impl Iterator<Item = [f64; 2]>,
    most: usize,
    soonest: usize,
    there: impl Fn([f64; 2]) -> bool,
) -> Option<usize> {
    let mut from = 0;
    for (step, w) in walk.take(most + 1).enumerate() {
        if !(w.iter().all(|x| x.is_finite()) && there(w)) {
            from = step + 1;
            if from >= soonest || from + STAY > most {
                return None;
            }
        }
    }
    Some(from)
}

/// Rates from 10⁻⁵ to 100, so many to a power of ten.
pub(crate) fn rates(per_decade: u32) -> Vec<f64> {
    let rate = |k: u32| 10_f64.powf(f64::from(k) / f64::from(per_decade) - 5.0);
    (0..=7 * per_decade).map(rate).collect()
}

/// The rate with the fewest steps, and how many; at a tie the smaller rate. `steps` is given a
/// rate and the number of steps that is to be undercut.
pub(crate) fn fastest(
    rates: &[f64],
    most: usize,
    steps: impl Fn(f64, usize) -> Option<usize>,
) -> Option<(f64, usize)> {
    let mut best: Option<(f64, usize)> = None;
    for &rate in rates {
        let soonest = best.map_or(most + 1, |(_, steps)| steps);
        best = steps(rate, soonest).map(|steps| (rate, steps)).or(best);
    }
    best
}

/// A count or a rate as an entry; a dash where there is none.
pub(crate) fn or_dash(entry: Option<impl ToString>) -> String {
    entry.map_or_else(|| "–".to_owned(), |entry| entry.to_string())
}

#[cfg(test)]
mod tests {
    use optimizers::surfaces::Bowl;

    use super::*;
    use crate::walks::{Kind, walk};

    /// On a round bowl descent multiplies by 1 − η.
    #[test]
    fn settling_is_that_of_the_error_factor() {
        let bowl = Bowl { condition: 1.0 };
        let near = |w: [f64; 2]| w[0].hypot(w[1]) < 1e-3;
        let steps = |rate, soonest| {
            settled(walk(&bowl, Kind::Sgd.at_rate(rate)), 2_000, soonest, near)
        };
        // √101·0.5ⁿ < 10⁻³: n = 14. With η = 2 it jumps to and fro for ever.
        assert_eq!(steps(0.5, 2_001), Some(14));
        assert_eq!(steps(0.5, 15), Some(14));
        assert_eq!(steps(0.5, 14), None);
        assert_eq!(steps(2.0, 2_001), None);
        let best = fastest(&[0.5, 0.9, 1.0, 1.1], 2_000, steps);
        assert_eq!(best, Some((1.0, 1)));
    }

    #[test]
    fn passing_by_is_not_settling() {
        let path = |holes: &'static [usize]| {
            (0..=3_000).map(|step| [f64::from(u8::from(holes.contains(&step))), 0.0])
        };
        let there = |w: [f64; 2]| w[0] == 0.0;
        assert_eq!(settled(path(&[0, 1, 7]), 3_000, 3_001, there), Some(8));
        assert_eq!(
            settled(path(&[0, 1, 1_999]), 3_000, 3_001, there),
            Some(2_000)
        );
        assert_eq!(settled(path(&[0, 1, 2_000]), 3_000, 3_001, there), None);
    }

    #[test]
    fn rates_lie_evenly() {
        let rates = rates(3);
        assert_eq!(rates.len(), 22);
        assert!((rates[0] - 1e-5).abs() < 1e-18 && (rates[21] - 100.0).abs() < 1e-12);
    }
}

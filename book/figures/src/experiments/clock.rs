//! Times, and how they are written down.

use std::time::{Duration, Instant};

use super::bar;

/// The shortest of several runs, each long enough for the clock: what disturbs a run only adds.
pub(crate) fn seconds(least: Duration, runs: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    let start = Instant::now();
    for _ in 0..runs {
        // Where one run takes seconds, a disturbance of milliseconds does no harm.
        if start.elapsed() > Duration::from_secs(4) {
            break;
        }
        let (begin, mut times) = (Instant::now(), 0_u32);
        while times == 0 || begin.elapsed() < least {
            work();
            times += 1;
        }
        best = best.min(begin.elapsed().as_secs_f64() / f64::from(times));
    }
    best
}

/// How long and how often is measured, where several cases are compared.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The least duration of a run.
    pub least: Duration,
    /// Runs in a row, of which the shortest counts.
    pub runs: usize,
    /// How often all cases take their turns.
    pub rounds: usize,
}

/// As in the book.
pub(crate) const CLOCK: Clock = Clock {
    least: Duration::from_millis(10),
    runs: 4,
    rounds: 10,
};

/// For tests: short, and not exact.
#[cfg(test)]
pub(crate) const SHORT: Clock = Clock {
    least: Duration::from_millis(1),
    runs: 2,
    rounds: 2,
};

impl Clock {
    /// The seconds of a piece of work: the shortest of a few runs.
    pub(crate) fn seconds(self, work: impl FnMut()) -> f64 {
        seconds(self.least, self.runs, work)
    }

    /// N times for each case, each the shortest of all rounds. The cases take turns, so that
    /// whatever disturbs the machine for some seconds spoils a round and not a case.
    pub(crate) fn in_turns<const N: usize>(
        self,
        name: &'static str,
        cases: usize,
        mut measure: impl FnMut(usize) -> [f64; N],
    ) -> Vec<[f64; N]> {
        let bar = bar(self.rounds * cases, name);
        let mut best = vec![[f64::INFINITY; N]; cases];
        for _ in 0..self.rounds {
            for (case, best) in best.iter_mut().enumerate() {
                for (best, time) in best.iter_mut().zip(measure(case)) {
                    *best = best.min(time);
                }
                bar.inc(1);
            }
        }
        bar.finish_and_clear();
        best
    }

    /// How it is said in a table's notes.
    pub(crate) fn note(self) -> String {
        let Self {
            least,
            runs,
            rounds,
        } = self;
        let runs = runs * rounds;
        format!(
            "times: the shortest of up to {runs} runs of at least {} ms, in {rounds} rounds in which all cases take turns",
            least.as_millis()
        )
    }
}

/// Microseconds, to three digits at least.
pub(crate) fn micro(seconds: f64) -> String {
    let us = 1e6 * seconds;
    let after = match us {
        ..1.0 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{us:.after$}")
}

/// A ratio of times to two digits: more would change from run to run.
pub(crate) fn two_digits(ratio: f64) -> f64 {
    let unit = 10.0_f64.powf(ratio.log10().floor() - 1.0);
    ((ratio / unit).round() * unit).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_have_two_digits() {
        assert_eq!(
            [14.4, 523.0, 25_743.0].map(two_digits),
            [14.0, 520.0, 26_000.0]
        );
    }

    #[test]
    fn the_shortest_of_all_rounds_counts() {
        let mut calls = 0.0;
        let best = SHORT.in_turns("test", 2, |case| {
            calls += 1.0;
            [calls, 10.0 * case as f64 - calls]
        });
        assert_eq!(best, [[1.0, -3.0], [2.0, 6.0]]);
    }

    #[test]
    fn times_have_three_digits() {
        let times = [0.1234e-6, 1.234e-6, 12.34e-6, 123.4e-6, 12_345e-6].map(micro);
        assert_eq!(times, ["0.123", "1.23", "12.3", "123", "12345"]);
    }
}

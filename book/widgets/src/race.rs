//! Lesson 4's race: six optimizers from the same start, on a surface of the reader's choice.

use backprop::Optimizer;
use matrix::Real;
use optimizers::quadratic::{error_factor, largest_rate};
use optimizers::surfaces::{Surface, all};

use crate::chosen::{Chosen, MOMENTUM, OPTIMIZERS};
use crate::protocol::{count, given, unknown, wide};
use crate::{Answer, Widget};

/// Who runs. Adadelta would still stand near the start, and `AdamW` looks for another place
/// than the lowest.
const RUNNERS: [&str; 6] =
    ["SGD", "momentum", "Nesterov", "Adagrad", "RMSProp", "Adam"];

/// The piece of the plane that a map shows: from where to where across, then up; for each
/// surface, in the order of [`all`]. The book's picture of the race shows the same.
const MAPS: [[f64; 4]; 6] = [
    [-1.2, 10.8, -1.5, 1.35],
    [-3.6, 11.1, -1.3, 8.9],
    [-1.9, 2.4, -1.4, 1.6],
    [-1.7, 1.7, -0.75, 2.45],
    [-1.6, 4.2, -2.5, 1.9],
    [-5.6, 5.6, -5.1, 4.3],
];

/// Whoever is so near a lowest point is there.
const NEAR: f64 = 1e-3;
/// Whoever is farther than this from all of them counts as exploded: the longest first step
/// that a page can ask for, RMSProp's, is 10η = 316.
const FAR: f64 = 1e3;
/// More steps than anyone waits for.
const MOST: usize = 20_000;

/// The widget `race`. It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `names` | | how many surfaces and runners there are; their names |
/// | `surface` | which | the map's left, right, lower and upper end; the usual start: 2; the lowest points: 2 each |
/// | `heights` | across, up | on a grid of so many points, row by row from below: the root of how far it is above the lowest point, the usual start being 1 |
/// | `begin` | w₁, w₂, η, ρ | nothing: all stand at this start, and have seen nothing |
/// | `run` | steps | steps so far, at most 20,000 |
/// | `runners` | | for each: w₁, w₂, height above the lowest point, the step at which it was there and the one at which it exploded, −1 where that has not happened |
/// | `path` | runner, least | its places, those left out that are nearer than `least` to the one before |
/// | `fall` | runner, points | so many steps, evenly spaced, and its heights there |
/// | `factors` | η | the lowest point next to the start: 2; the smallest and the largest curvature there; what a step of plain descent multiplies the error by, in both directions; the largest rate |
pub struct Race {
    surface: usize,
    surfaces: Vec<Box<dyn Surface>>,
    runners: Vec<Runner>,
    steps: usize,
}

struct Runner {
    optimizer: Chosen,
    /// Where it was after 0, 1, 2, … steps.
    path: Vec<[Real; 2]>,
    arrived: Option<usize>,
    exploded: Option<usize>,
}

impl Runner {
    fn new(which: usize, start: [Real; 2], rate: Real, momentum: Real) -> Self {
        Self {
            optimizer: Chosen::new(which, rate, momentum),
            path: vec![start],
            arrived: None,
            exploded: None,
        }
    }

    fn here(&self) -> [Real; 2] {
        *self.path.last().expect("it stands somewhere")
    }

    /// One step, unless it is gone.
    fn step(&mut self, surface: &dyn Surface) {
        if self.exploded.is_none() {
            let mut w = self.here();
            let slopes = surface.gradient(&w);
            self.optimizer.update(0, &mut w, &slopes);
            self.path.push(w);
            self.look(surface);
        }
    }

    /// Is it there, or gone?
    fn look(&mut self, surface: &dyn Surface) {
        let (_, distance) = nearest(surface, self.here());
        let step = self.path.len() - 1;
        if distance < NEAR {
            self.arrived.get_or_insert(step);
        } else if distance.is_nan() || distance > FAR {
            self.exploded = Some(step);
        }
    }
}

/// The lowest point that is nearest, and how far it is; no number where w is none.
fn nearest(surface: &dyn Surface, w: [Real; 2]) -> ([Real; 2], f64) {
    let away = |to: &[Real; 2]| wide(w[0] - to[0]).hypot(wide(w[1] - to[1]));
    let points = surface.minima().into_iter();
    let all = points.map(|point| (point, away(&point)));
    all.min_by(|a, b| a.1.total_cmp(&b.1))
        .expect("every surface has a lowest point")
}

/// How far w is above the lowest points.
fn height(surface: &dyn Surface, w: [Real; 2]) -> f64 {
    wide(surface.value(&w)) - wide(surface.value(&surface.minima()[0]))
}

/// The smallest and the largest curvature at w: the eigenvalues of the Hessian, whose columns
/// are how the gradient changes along each axis.
fn curvatures(surface: &dyn Surface, w: [Real; 2]) -> [Real; 2] {
    // A power of two: on a bowl, whose gradient is linear, nothing is rounded.
    const H: Real = 1.0 / 256.0;
    let column = |axis: usize| {
        let slopes = |by: Real| {
            let mut beside = w;
            beside[axis] += by;
            surface.gradient(&beside)
        };
        let (ahead, behind) = (slopes(H), slopes(-H));
        [0, 1].map(|i| (ahead[i] - behind[i]) / (2.0 * H))
    };
    let ([a, b], [c, d]) = (column(0), column(1));
    let (mean, half) = (0.5 * (a + d), 0.5 * (a - d));
    let reach = half.hypot(0.5 * (b + c));
    [mean - reach, mean + reach]
}

impl Default for Race {
    fn default() -> Self {
        let mut race = Self {
            surface: 0,
            surfaces: all(),
            runners: Vec::new(),
            steps: 0,
        };
        let start = race.surface().start();
        race.begin(start, 0.01, MOMENTUM);
        race
    }
}

impl Race {
    fn surface(&self) -> &dyn Surface {
        &*self.surfaces[self.surface]
    }

    fn begin(&mut self, start: [Real; 2], rate: Real, momentum: Real) {
        let places = RUNNERS.map(|name| OPTIMIZERS.iter().position(|o| *o == name));
        let runner = |which: Option<usize>| {
            let which = which.expect("every runner is one of the optimizers");
            Runner::new(which, start, rate, momentum)
        };
        self.runners = places.map(runner).into();
        self.steps = 0;
        let surface = &*self.surfaces[self.surface];
        for runner in &mut self.runners {
            runner.look(surface);
        }
    }

    fn run(&mut self, steps: usize) {
        let steps = steps.min(MOST - self.steps);
        let surface = &*self.surfaces[self.surface];
        for runner in &mut self.runners {
            for _ in 0..steps {
                runner.step(surface);
            }
        }
        self.steps += steps;
    }

    fn heights(&self, across: usize, up: usize, answer: &mut Answer) {
        let [left, right, lower, upper] = MAPS[self.surface];
        let between = |from: f64, to: f64, i: usize, points: usize| {
            (from + (to - from) * i as f64 / (points - 1) as f64) as Real
        };
        let surface = self.surface();
        let root = |w| height(surface, w).max(0.0).sqrt();
        let start = root(surface.start());
        let places = (0..across * up).map(|place| {
            [
                between(left, right, place % across, across),
                between(lower, upper, place / across, up),
            ]
        });
        answer.numbers.extend(places.map(|w| root(w) / start));
    }

    fn factors(&self, rate: Real, answer: &mut Answer) {
        let surface = self.surface();
        let (lowest, _) = nearest(surface, self.runners[0].path[0]);
        let curved = curvatures(surface, lowest);
        let [flat, steep] = curved.map(|curvature| error_factor(rate, curvature));
        let [a, b] = lowest;
        let facts = [
            a,
            b,
            curved[0],
            curved[1],
            flat,
            steep,
            largest_rate(curved[1]),
        ];
        answer.numbers.extend(facts.map(wide));
    }
}

impl Widget for Race {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "names" => {
                let surfaces = self.surfaces.iter().map(|surface| surface.name());
                let runners = RUNNERS.map(str::to_owned);
                let names: Vec<_> = surfaces.chain(runners).collect();
                let counts = [self.surfaces.len(), RUNNERS.len()];
                answer.numbers.extend(counts.map(|n| n as f64));
                answer.words = names.join("\n");
            }
            "surface" => {
                let [which] = given(question, numbers);
                self.surface = count(which);
                answer.numbers.extend(MAPS[self.surface]);
                let surface = self.surface();
                let points = [surface.start()].into_iter().chain(surface.minima());
                answer.numbers.extend(points.flatten().map(wide));
            }
            "heights" => {
                let [across, up] = given(question, numbers).map(count);
                self.heights(across, up, answer);
            }
            "begin" => {
                let [a, b, rate, momentum] =
                    given(question, numbers).map(|x| x as Real);
                self.begin([a, b], rate, momentum);
            }
            "run" => {
                let [steps] = given(question, numbers);
                self.run(count(steps));
                answer.numbers.push(self.steps as f64);
            }
            "runners" => {
                let step = |at: Option<usize>| at.map_or(-1.0, |at| at as f64);
                for runner in &self.runners {
                    let w = runner.here();
                    answer.numbers.extend(w.map(wide));
                    answer.numbers.extend([
                        height(self.surface(), w),
                        step(runner.arrived),
                        step(runner.exploded),
                    ]);
                }
            }
            "path" => {
                let [runner, least] = given(question, numbers);
                let mut before = [f64::INFINITY; 2];
                let runner = &self.runners[count(runner)];
                for w in runner.path.iter().map(|w| w.map(wide)) {
                    if (w[0] - before[0]).hypot(w[1] - before[1]) >= least {
                        answer.numbers.extend(w);
                        before = w;
                    }
                }
            }
            "fall" => {
                let [runner, points] = given(question, numbers).map(count);
                let path = &self.runners[runner].path;
                let last = path.len() - 1;
                let mut before = None;
                for step in (0..points).map(|i| i * last / (points - 1).max(1)) {
                    if before.replace(step) != Some(step) {
                        let height = height(self.surface(), path[step]);
                        answer.numbers.extend([step as f64, height]);
                    }
                }
            }
            "factors" => {
                let [rate] = given(question, numbers);
                self.factors(rate as Real, answer);
            }
            _ => unknown("race", question),
        }
    }
}

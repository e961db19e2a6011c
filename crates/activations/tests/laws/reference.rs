//! The tables of mpmath, and how an error is counted.

use activations::Activation;

/// The bound of this lesson, in units of the distance between neighbouring numbers: 4·(1 +
/// κ), where κ = |x f′(x)/f(x)| is by how much a relative error of x grows on its way to
/// f(x). A rounded x alone costs κ halves.
pub(crate) const BOUND: f64 = 4.0;

/// A function that is checked, with its worst error so far.
pub(crate) struct Worst {
    name: String,
    share: f64,
    x: f64,
    ulps: f64,
    condition: f64,
}

impl Worst {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            share: -1.0,
            x: 0.0,
            ulps: 0.0,
            condition: 0.0,
        }
    }

    /// An error at x, in ulps, where the condition is κ. A NaN is the worst there is.
    pub(crate) fn add(&mut self, x: f64, ulps: f64, condition: f64) {
        let share = if ulps.is_nan() {
            f64::INFINITY
        } else {
            ulps / (1.0 + condition)
        };
        if share > self.share {
            (self.share, self.x) = (share, x);
            (self.ulps, self.condition) = (ulps, condition);
        }
    }

    /// Prints the worst point, and says whether it is within the bound.
    pub(crate) fn report(&self) -> bool {
        println!(
            "{:26} worst {:5.2}·(1 + κ) ulp at x = {:<24e} ({:.2} ulp, κ = {:.3})",
            self.name, self.share, self.x, self.ulps, self.condition
        );
        (0.0..=BOUND).contains(&self.share)
    }
}

/// A number to more digits than a double has: the nearest double, and what is missing.
#[derive(Clone, Copy)]
pub(crate) struct Exact {
    pub(crate) nearest: f64,
    rest: f64,
}

impl Exact {
    fn new(nearest: &str, rest: &str) -> Self {
        Self {
            nearest: number(nearest),
            rest: number(rest),
        }
    }

    /// How far off `ours` is, in units of the distance between neighbouring doubles there.
    pub(crate) fn ulps(self, ours: f64) -> f64 {
        let here = self.nearest.abs();
        ((ours - self.nearest) - self.rest).abs() / (here.next_up() - here)
    }
}

/// One row of the table of values and slopes.
pub(crate) struct Point {
    pub(crate) activation: Activation,
    pub(crate) x: f64,
    /// f(x) and its condition.
    pub(crate) value: (Exact, f64),
    /// f′(x) and its condition.
    pub(crate) slope: (Exact, f64),
}

/// Values and slopes between −700 and 700.
pub(crate) fn points() -> Vec<Point> {
    let table = include_str!("../../../../tests/golden/activations.csv");
    let point = |row: Vec<&str>| Point {
        activation: activation(row[0], row[1]),
        x: number(row[2]),
        value: (Exact::new(row[3], row[4]), number(row[5])),
        slope: (Exact::new(row[6], row[7]), number(row[8])),
    };
    rows(table).map(point).collect()
}

/// Mean and variance under N(0, 1).
pub(crate) fn moments() -> Vec<(Activation, f64, f64)> {
    let table = include_str!("../../../../tests/golden/activations_moments.csv");
    let moments =
        |row: Vec<&str>| (activation(row[0], row[1]), number(row[2]), number(row[3]));
    rows(table).map(moments).collect()
}

/// For each case its logits, and their log-softmax.
#[cfg(not(feature = "f32"))]
pub(crate) fn log_softmax_cases() -> Vec<(Vec<f64>, Vec<Exact>)> {
    let table = include_str!("../../../../tests/golden/activations_log_softmax.csv");
    let mut cases: Vec<(Vec<f64>, Vec<Exact>)> = Vec::new();
    for row in rows(table) {
        if row[0] == cases.len().to_string() {
            cases.push(Default::default());
        }
        let (logits, results) = cases.last_mut().expect("cases count from 0");
        logits.push(number(row[1]));
        results.push(Exact::new(row[2], row[3]));
    }
    cases
}

/// The rows of a table, without comments and header.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.skip(1).map(|line| line.split(',').collect())
}

fn number(text: &str) -> f64 {
    text.parse()
        .unwrap_or_else(|error| panic!("`{text}` is no number: {error}"))
}

fn activation(name: &str, parameter: &str) -> Activation {
    match name {
        "identity" => Activation::Identity,
        "sigmoid" => Activation::Sigmoid,
        "tanh" => Activation::Tanh,
        "relu" => Activation::Relu,
        "leaky_relu" => Activation::LeakyRelu(number(parameter)),
        "elu" => Activation::Elu(number(parameter)),
        "softplus" => Activation::Softplus,
        "gelu" => Activation::Gelu,
        "gelu_tanh" => Activation::GeluTanh,
        "gelu_sigmoid" => Activation::GeluSigmoid,
        "silu" => Activation::Silu,
        "swish" => Activation::Swish(number(parameter)),
        _ => panic!("no activation is called `{name}`"),
    }
}

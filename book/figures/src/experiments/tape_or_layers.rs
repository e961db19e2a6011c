//! The same networks on lesson 1's tape and as lesson 2's layers: the same numbers, at two prices.

use std::hint::black_box;
use std::path::Path;

use autograd::{Gradients, Mlp, Tape, Var};
use backprop::losses::{logistic, softmax_cross_entropy};
use backprop::{Activation, Init, Layer, Linear, Sequential};
use matrix::Matrix;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::clock::{CLOCK, Clock, micro, two_digits};
use crate::FigureError;
use crate::results::Table;

/// How much is compared and measured.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Seeds 0, 1, … of parameters, samples and labels, for each network.
    pub seeds: u64,
    /// Samples in a batch.
    pub batch: usize,
    /// How the two are timed.
    pub clock: Clock,
}

/// As in the book.
pub const SETTINGS: Settings = Settings {
    seeds: 100,
    batch: 32,
    clock: Clock {
        rounds: 50,
        ..CLOCK
    },
};

/// The networks: one logit means the logistic loss, several mean softmax cross-entropy.
pub const NETWORKS: [(&str, &[usize]); 5] = [
    ("2-8-1", &[2, 8, 1]),
    ("3-5-7-2", &[3, 5, 7, 2]),
    ("16-16-4", &[16, 16, 4]),
    ("64-16-10", &[64, 16, 10]),
    ("64-32-10", &[64, 32, 10]),
];

/// A network with parameters, and a batch for it. Everything is drawn from the seed.
struct Case {
    sizes: &'static [usize],
    /// tanh, or else relu.
    tanh: bool,
    /// As the tape keeps them: neuron by neuron, weights and then the bias.
    parameters: Vec<f64>,
    /// Features × batch.
    x: Matrix,
    labels: Vec<usize>,
}

/// The loss of a batch, and its slopes in the tape's order.
type Answer = (f64, Vec<f64>);

impl Case {
    fn new(sizes: &'static [usize], seed: u64, batch: usize) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut number = |reach: f64| random.random_range(-reach..reach);
        let mut parameters = Vec::new();
        for pair in sizes.windows(2) {
            let reach = (3.0 / pair[0] as f64).sqrt();
            parameters.extend((0..pair[1] * (pair[0] + 1)).map(|_| number(reach)));
        }
        let x = Matrix::from_fn(sizes[0], batch, |_, _| number(1.0));
        let classes = sizes[sizes.len() - 1].max(2);
        let labels = (0..batch).map(|_| random.random_range(0..classes));
        Self {
            labels: labels.collect(),
            sizes,
            tanh: seed.is_multiple_of(2),
            parameters,
            x,
        }
    }

    fn on_the_tape(&self) -> Mlp {
        let bend = if self.tanh {
            autograd::Activation::Tanh
        } else {
            autograd::Activation::Relu
        };
        Mlp::new(self.sizes, bend)
    }

    /// The mean loss of the batch, recorded on the tape.
    fn record<'t>(
        &self,
        model: &Mlp,
        tape: &'t Tape,
        parameters: &[Var<'t>],
    ) -> Var<'t> {
        let pairs = self.x.column_iter().zip(&self.labels);
        let losses: Vec<_> = pairs
            .map(|(sample, &label)| {
                let logits = model.forward(parameters, sample);
                if logits.len() == 1 {
                    logits[0].logistic_loss(label as f64)
                } else {
                    // −ln p of the right class: ln of the sum, less the right logit.
                    let powers: Vec<_> = logits.iter().map(|z| z.exp()).collect();
                    tape.sum(&powers).ln() - logits[label]
                }
            })
            .collect();
        tape.mean(&losses)
    }

    fn tape_answer(&self) -> Answer {
        let tape = Tape::new();
        let variables = tape.vars(&self.parameters);
        let loss = self.record(&self.on_the_tape(), &tape, &variables);
        (loss.value(), loss.backward().wrt_all(&variables))
    }

    /// The network as layers, with the tape's parameters in it.
    fn in_layers(&self) -> Sequential {
        // What is drawn here is replaced below.
        let mut random = ChaCha8Rng::seed_from_u64(0);
        let mut layers: Vec<Box<dyn Layer>> = Vec::new();
        for (i, pair) in self.sizes.windows(2).enumerate() {
            if i > 0 && self.tanh {
                layers.push(Box::new(Activation::tanh()));
            } else if i > 0 {
                layers.push(Box::new(Activation::relu()));
            }
            let linear = Linear::new(pair[0], pair[1], Init::Zeros, &mut random);
            layers.push(Box::new(linear));
        }
        let mut network = Sequential::new(layers);
        let mut place = places(self.sizes).into_iter();
        network.visit(&mut |parameter| {
            for value in parameter.value.as_mut_slice() {
                let place = place.next().expect("as many places as parameters");
                *value = self.parameters[place];
            }
        });
        network
    }

    fn loss_in_layers(&self, logits: &Matrix, dz: &mut Matrix) -> f64 {
        if logits.nrows() == 1 {
            logistic(logits, &self.labels, dz)
        } else {
            softmax_cross_entropy(logits, &self.labels, dz)
        }
    }

    fn layers_answer(&self) -> Answer {
        let (mut network, mut dz) = (self.in_layers(), Matrix::default());
        let loss = self.loss_in_layers(network.forward(&self.x), &mut dz);
        network.backward(&dz);
        let mut slopes = vec![0.0; self.parameters.len()];
        let mut place = places(self.sizes).into_iter();
        network.visit(&mut |parameter| {
            for slope in parameter.gradient.as_slice() {
                slopes[place.next().expect("as many places as parameters")] = *slope;
            }
        });
        (loss, slopes)
    }

    /// Seconds for the loss and all slopes of the batch, on the tape and in layers.
    fn times(&self, clock: Clock) -> [f64; 2] {
        let model = self.on_the_tape();
        let (mut tape, mut gradients) = (Tape::new(), Gradients::new());
        let on_the_tape = clock.seconds(|| {
            tape.clear();
            let variables = tape.vars(black_box(&self.parameters));
            let loss = self.record(&model, &tape, &variables);
            loss.backward_into(1.0, &mut gradients);
            black_box(gradients.wrt(variables[0]));
        });
        let (mut network, mut dz) = (self.in_layers(), Matrix::default());
        let in_layers = clock.seconds(|| {
            network.clear_gradients();
            let logits = network.forward(black_box(&self.x));
            black_box(self.loss_in_layers(logits, &mut dz));
            black_box(network.backward(&dz));
        });
        [on_the_tape, in_layers]
    }
}

/// Where each parameter of the layers, in their order and column by column, stands among
/// the tape's.
fn places(sizes: &[usize]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut first = 0;
    for pair in sizes.windows(2) {
        let (inputs, outputs) = (pair[0], pair[1]);
        // The bias is the last column: a neuron keeps it behind its weights.
        for column in 0..=inputs {
            places.extend((0..outputs).map(|row| first + row * (inputs + 1) + column));
        }
        first += outputs * (inputs + 1);
    }
    places
}

/// The largest relative difference of the losses, and of the slopes relative to the largest
/// slope of each network.
fn largest_differences(sizes: &'static [usize], settings: Settings) -> [f64; 2] {
    let mut largest = [0.0_f64; 2];
    for seed in 0..settings.seeds {
        let case = Case::new(sizes, seed, settings.batch);
        let (tape, layers) = (case.tape_answer(), case.layers_answer());
        let scale = tape.1.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        largest[0] = largest[0].max((tape.0 - layers.0).abs() / tape.0);
        for (a, b) in tape.1.iter().zip(&layers.1) {
            largest[1] = largest[1].max((a - b).abs() / scale);
        }
    }
    largest
}

/// Writes `tape-or-layers.csv`.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn run(folder: &Path) -> Result<(), FigureError> {
    table(SETTINGS).write(folder, "tape-or-layers")
}

/// The table of all networks.
pub fn table(settings: Settings) -> Table {
    let columns = [
        "network",
        "parameters",
        "networks_tried",
        "loss_difference",
        "slope_difference",
        "tape_us_per_sample",
        "layers_us_per_sample",
        "tape_over_layers",
    ];
    let mut table = Table::new("tape-or-layers", &columns);
    table.note(format!(
        "seeds: 0 to {}, for parameters, samples and labels; tanh and relu in turn",
        settings.seeds - 1
    ));
    table.note(format!(
        "how: one batch of {} samples each; largest relative difference of the mean loss, and of any slope relative to the network's largest;",
        settings.batch
    ));
    table.note("loss and all slopes in microseconds per sample, relu, f64, one thread; 2-8-1 with the logistic loss, the others with softmax cross-entropy");
    table.note(settings.clock.note());
    // An odd seed: relu.
    let cases = NETWORKS.map(|(_, sizes)| Case::new(sizes, 1, settings.batch));
    let measured = settings
        .clock
        .in_turns("tape-or-layers", cases.len(), |case| {
            cases[case].times(settings.clock)
        });
    for ((name, sizes), times) in NETWORKS.into_iter().zip(measured) {
        let [loss, slopes] = largest_differences(sizes, settings);
        let [tape, layers] = times.map(|t| t / settings.batch as f64);
        table.push([
            name.to_owned(),
            places(sizes).len().to_string(),
            settings.seeds.to_string(),
            format!("{loss:.0e}"),
            format!("{slopes:.0e}"),
            micro(tape),
            micro(layers),
            two_digits(tape / layers).to_string(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiments::clock::SHORT;

    #[test]
    fn tape_and_layers_give_the_same_numbers() {
        let few = Settings {
            seeds: 4,
            batch: 7,
            clock: SHORT,
        };
        for row in table(few).rows {
            let differences = [3, 4].map(|i| row[i].parse::<f64>().expect("a number"));
            // The two add the same few hundred products in another order: rounding alone.
            assert!(differences.iter().all(|&d| d < 1e-12), "{row:?}");
        }
    }

    /// Slopes of 0 agree with anything.
    #[test]
    fn most_slopes_are_not_zero() {
        for (_, sizes) in NETWORKS {
            let (_, slopes) = Case::new(sizes, 0, 7).tape_answer();
            let zeros = slopes.iter().filter(|&&slope| slope == 0.0).count();
            assert!(2 * zeros < slopes.len(), "{zeros} of {}", slopes.len());
        }
    }

    #[test]
    fn every_parameter_has_one_place() {
        let mut places = places(&[3, 5, 7, 2]);
        // Row 0 of W is the first neuron: weights at 0, 1, 2, bias at 3. Column by column,
        // the second entry is the second neuron's first weight.
        assert_eq!(places[..2], [0, 4]);
        places.sort_unstable();
        assert!(places.into_iter().eq(0..5 * 4 + 7 * 6 + 2 * 8));
    }
}

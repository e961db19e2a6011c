//! The introduction's playground: a small network learns to tell points apart.

pub mod data;
pub mod network;

use activations::Activation;
use datasets::{Dataset, Split};
use matrix::{Matrix, Real};

use crate::chosen::OPTIMIZERS;
use crate::protocol::{count, given, unknown, wide};
use crate::{Answer, Widget};
use data::{FEATURES, REACH, featured, features};
use network::Network;

/// The widget `playground`. It is asked:
///
/// | question | numbers | answer |
/// |---|---|---|
/// | `names` | | how many sets, features, activations and optimizers there are; their names |
/// | `data` | set, noise, seed | nothing |
/// | `network` | features (a bit for each), activation, seed, size of each hidden layer | nothing: a new network |
/// | `learn` | optimizer, η, λ of L2 | nothing: the optimizer's memory is empty |
/// | `train` | batch size, steps | all steps so far |
/// | `losses` | | loss and share of right answers in training, then in the test |
/// | `points` | | how many are trained on; x₁, x₂ and class of each, then of each in the test |
/// | `weights` | | layer by layer: a row for each unit, then the biases |
/// | `pictures` | n | what each unit gives on n×n places of the plane, row by row from above; first the features, then layer by layer; the logit last |
pub struct Playground {
    split: Split,
    mask: usize,
    train: Dataset,
    test: Dataset,
    network: Network,
    /// Places of the plane, as many to a side as was asked last, and their features.
    places: Matrix,
}

impl Default for Playground {
    fn default() -> Self {
        let split = data::points(0, 0.1, 1);
        let mask = 0b11;
        Self {
            train: featured(&split.train, mask),
            test: featured(&split.test, mask),
            network: Network::new(2, &[4], Activation::Tanh, 1),
            places: Matrix::default(),
            split,
            mask,
        }
    }
}

impl Playground {
    fn refresh(&mut self) {
        self.train = featured(&self.split.train, self.mask);
        self.test = featured(&self.split.test, self.mask);
        self.places = Matrix::default();
    }

    fn pictures(&mut self, side: usize, answer: &mut Answer) {
        if self.places.ncols() != side * side {
            let at = |i: usize| REACH * ((2 * i + 1) as f64 / side as f64 - 1.0);
            let places = (0..side * side).flat_map(|place| {
                // Rows from above: the second coordinate falls.
                features(self.mask, at(place % side), -at(place / side))
            });
            let places = places.map(|x| x as Real);
            let rows = self.train.dimension();
            let places = Matrix::from_columns(rows, side * side, places.collect());
            self.places = places.expect("as many features for each place");
        }
        let numbers = &mut answer.numbers;
        for feature in 0..self.places.nrows() {
            numbers.extend(self.places.column_iter().map(|place| wide(place[feature])));
        }
        self.network.signals(&self.places, numbers);
    }

    fn points(&self, answer: &mut Answer) {
        let Split { train, test, .. } = &self.split;
        answer.numbers.push(train.len() as f64);
        for (x, class) in train.iter().chain(test.iter()) {
            answer.numbers.extend([x[0], x[1], class as f64]);
        }
    }

    /// A new network of the question's numbers.
    fn build(&mut self, numbers: &[f64]) {
        let [mask, activation, seed, hidden @ ..] = numbers else {
            panic!("`network` comes with features, activation, seed and sizes");
        };
        let hidden: Vec<_> = hidden.iter().copied().map(count).collect();
        self.mask = count(*mask);
        self.refresh();
        self.network = Network::new(
            self.train.dimension(),
            &hidden,
            Activation::ALL[count(*activation)],
            count(*seed) as u64,
        );
    }
}

impl Widget for Playground {
    fn ask(&mut self, question: &str, numbers: &[f64], answer: &mut Answer) {
        match question {
            "names" => {
                let lists = [
                    data::names().map(str::to_owned).to_vec(),
                    FEATURES.map(|feature| feature.0.to_owned()).to_vec(),
                    Activation::ALL.map(|f| f.to_string()).to_vec(),
                    OPTIMIZERS.map(str::to_owned).to_vec(),
                ];
                answer.numbers.extend(lists.iter().map(|l| l.len() as f64));
                answer.words = lists.concat().join("\n");
            }
            "data" => {
                let [kind, noise, seed] = given(question, numbers);
                self.split = data::points(count(kind), noise, count(seed) as u64);
                self.refresh();
            }
            "network" => self.build(numbers),
            "learn" => {
                let [which, rate, decay] = given(question, numbers);
                self.network.learn_by(count(which), rate, decay);
            }
            "train" => {
                let [batch, steps] = given(question, numbers);
                self.network.train(&self.train, count(batch), count(steps));
                answer.numbers.push(self.network.steps as f64);
            }
            "losses" => {
                answer.numbers.extend(self.network.score(&self.train));
                answer.numbers.extend(self.network.score(&self.test));
            }
            "points" => self.points(answer),
            "weights" => self.network.weights(&mut answer.numbers),
            "pictures" => {
                let [side] = given(question, numbers);
                self.pictures(count(side), answer);
            }
            _ => unknown("playground", question),
        }
    }
}

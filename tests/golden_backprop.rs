//! Lesson 2 against PyTorch and scikit-learn: losses, one training step, files of weights, and
//! the digits. The scripts that made the references stand beside the tables in golden/.

use std::fs;

use backprop::losses::{logistic, softmax_cross_entropy, squared_error};
use backprop::training::{Plan, fit};
use backprop::weights::{load, to_bytes};
use backprop::{Activation, Init, Layer, Linear, Sequential, Sgd, Training};
use lesson_2 as backprop;
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use workspace_tests::{root, table};

/// The numbers of a cell.
fn list(cell: &str) -> Vec<f64> {
    let number = |text: &str| {
        text.parse()
            .unwrap_or_else(|error| panic!("`{text}` is no number: {error}"))
    };
    cell.split(' ').map(number).collect()
}

fn labels(cell: &str) -> Vec<usize> {
    let label = |text: &str| {
        text.parse()
            .unwrap_or_else(|error| panic!("`{text}` is no label: {error}"))
    };
    cell.split(' ').map(label).collect()
}

/// A matrix that is listed column by column: a batch, sample after sample.
fn by_columns(rows: usize, columns: usize, entries: Vec<f64>) -> Matrix {
    Matrix::from_columns(rows, columns, entries)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// A matrix that is listed row by row, as PyTorch holds a weight.
fn by_rows(rows: usize, columns: usize, entries: &[f64]) -> Matrix {
    assert_eq!(entries.len(), rows * columns);
    Matrix::from_fn(rows, columns, |i, j| entries[i * columns + j])
}

/// All entries agree but for `roundings` of half a unit in the last place of `size`.
#[track_caller]
fn agree(what: &str, ours: &[f64], right: &[f64], (roundings, size): (f64, f64)) {
    assert_eq!(ours.len(), right.len(), "{what}");
    for (place, (ours, right)) in ours.iter().zip(right).enumerate() {
        let off = (ours - right).abs() / (0.5 * f64::EPSILON * size);
        assert!(
            off <= roundings,
            "{what}, entry {place}: {ours:e}, but it is {right:e}: off by {off} roundings \
             of {size:e}, {roundings} allowed"
        );
    }
}

fn largest(entries: &[f64]) -> f64 {
    entries
        .iter()
        .fold(0.0, |largest: f64, x| largest.max(x.abs()))
}

/// Also with logits of ±1000 and ±10,000.
#[test]
fn losses_agree_with_pytorch() {
    let rows = table("tests/golden/losses.csv");
    for row in &rows {
        let [loss, outputs, batch, said, right, value, slopes] = row.as_slice() else {
            panic!("seven cells: {row:?}")
        };
        let size = |cell: &str| labels(cell)[0];
        let (outputs, batch) = (size(outputs), size(batch));
        let (said, slopes) = (by_columns(outputs, batch, list(said)), list(slopes));
        let value = list(value);
        let mut ours = Matrix::default();
        let (found, of_value, of_slopes) = match loss.as_str() {
            // ln Σ eᶻ and its difference to a logit are rounded at the logits' size, and with
            // them the exponent of a slope: four on either side, and a mean over 7.
            "softmax_cross_entropy" => {
                let far = largest(said.as_slice()).max(1.0);
                let found = softmax_cross_entropy(&said, &labels(right), &mut ours);
                (found, (8.0 + 14.0, far), (8.0, far))
            }
            // Terms of one sign, each good to 6 roundings of its own, and a mean over 11. The
            // slope is a difference of numbers up to 1.
            "logistic" => {
                let found = logistic(&said, &labels(right), &mut ours);
                (found, (12.0 + 22.0, value[0]), (8.0, 1.0))
            }
            // A difference, a square, and a sum of 15. The slope: a difference, a quotient.
            "squared_error" => {
                let targets = by_columns(outputs, batch, list(right));
                let found = squared_error(&said, &targets, &mut ours);
                (found, (6.0 + 30.0, value[0]), (4.0, largest(&slopes)))
            }
            _ => panic!("losses.csv has a new loss, `{loss}`: compare it here"),
        };
        let ours = ours.as_slice();
        agree(&format!("value of {loss}"), &[found], &value, of_value);
        agree(&format!("slopes of {loss}"), ours, &slopes, of_slopes);
    }
    assert!(rows.len() > 15, "only {} rows", rows.len());
}

/// The rows of `step.csv` for one network.
struct Step {
    rows: Vec<Vec<String>>,
}

impl Step {
    fn cell(&self, what: &str) -> &str {
        let row = self.rows.iter().find(|row| row[1] == what);
        &row.unwrap_or_else(|| panic!("no row {what}"))[2]
    }
}

fn network(
    bend: Activation,
    inputs: usize,
    hidden: usize,
    outputs: usize,
) -> Sequential {
    let random = &mut ChaCha8Rng::seed_from_u64(1);
    Sequential::new(vec![
        Box::new(Linear::new(inputs, hidden, Init::Zeros, random)),
        Box::new(bend),
        Box::new(Linear::new(hidden, outputs, Init::Zeros, random)),
    ])
}

/// Sums of 7 and 5 numbers on the way there, and of 3, 5 and 11 on the way back, with a bend, a
/// softmax and a mean between them: fewer than 32 roundings on either side. So every number
/// agrees to 7·10⁻¹⁵ of the largest in its list.
#[test]
fn a_training_step_agrees_with_pytorch() {
    const ROUNDINGS: f64 = 64.0;
    let rows = table("tests/golden/step.csv");
    for (case, bend) in [("relu", Activation::relu()), ("tanh", Activation::tanh())] {
        let of_case = rows.iter().filter(|row| row[0] == case).cloned();
        let step = Step {
            rows: of_case.collect(),
        };
        let mut network = network(bend, 7, 5, 3);
        network.visit(&mut |p| {
            let (rows, columns) = p.value.shape();
            let before = list(step.cell(&format!("before {}", p.name)));
            p.value = by_rows(rows, columns, &before);
        });
        let x = by_columns(7, 11, list(step.cell("x")));
        let logits = network.forward(&x).as_slice().to_vec();
        let right = list(step.cell("logits"));
        agree(
            &format!("{case}: logits"),
            &logits,
            &right,
            (ROUNDINGS, largest(&right)),
        );

        let mut training = Training::new(&mut network, Sgd { learning_rate: 0.1 });
        let loss = training.step(&x, &labels(step.cell("labels")));
        let right = list(step.cell("loss"));
        agree(
            &format!("{case}: loss"),
            &[loss],
            &right,
            (ROUNDINGS, right[0]),
        );
        network.visit(&mut |p| {
            for (what, ours) in [("gradient", &p.gradient), ("after", &p.value)] {
                let what = format!("{what} {}", p.name);
                let right = list(step.cell(&what));
                let ours = ours.transpose();
                let what = format!("{case}: {what}");
                agree(&what, ours.as_slice(), &right, (ROUNDINGS, largest(&right)));
            }
        });
    }
}

/// A file that PyTorch saved gives the logits that PyTorch's own network gives: with numbers of
/// 64 bits, and with 32, which are read exactly.
#[test]
fn weights_of_pytorch_are_read() {
    let rows = table("tests/golden/weights.csv");
    for row in &rows {
        let [file, inputs, logits] = row.as_slice() else {
            panic!("three cells: {row:?}")
        };
        let mut network = network(Activation::relu(), 3, 5, 2);
        let path = root().join(format!("tests/golden/{file}.safetensors"));
        load(&mut network, &path).unwrap_or_else(|error| panic!("{error}"));
        let (inputs, right) = (list(inputs), list(logits));
        let samples = inputs.len() / 3;
        let ours = network.forward(&by_columns(3, samples, inputs));
        // Two sums, of 3 and of 5 products and a bias, on either side.
        agree(file, ours.as_slice(), &right, (20.0, largest(&right)));
    }
    let files: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(files, ["weights_f64", "weights_f32"]);
}

/// The network of `check_ours.py`: its numbers are there, too.
fn ours() -> Vec<u8> {
    let number = |i: usize, j: usize| {
        let k = (i * 89 + j * 55 + 31) % 257;
        k as f64 / 64.0 - 2.0
    };
    let mut network = network(Activation::relu(), 3, 5, 2);
    network.visit(&mut |p| {
        let (rows, columns) = p.value.shape();
        p.value = Matrix::from_fn(rows, columns, number);
    });
    to_bytes(&mut network).unwrap_or_else(|error| panic!("{error}"))
}

const OURS: &str = "tests/golden/ours.safetensors";

/// What PyTorch has read once (`check_ours.py`) is what we still write, to the last byte.
#[test]
fn pytorch_has_read_what_we_write() {
    let read = fs::read(root().join(OURS)).expect("ours.safetensors is committed");
    assert!(
        read == ours(),
        "we write another file than {OURS}: write it anew (`-- --ignored write_ours`), and \
         commit it only if `python tests/golden/check_ours.py` passes"
    );
}

#[test]
#[ignore = "writes tests/golden/ours.safetensors, which check_ours.py then reads"]
fn write_ours() {
    fs::write(root().join(OURS), ours()).expect("the repository can be written");
}

/// Mean and variance.
fn moments(shares: &[f64]) -> (f64, f64) {
    let count = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / count;
    let squares = shares.iter().map(|share| (share - mean).powi(2));
    (mean, squares.sum::<f64>() / (count - 1.0))
}

/// The share of test samples that networks from five seeds read rightly, with the plan of
/// `mlp_digits.py`, equals that of either library but for chance: three standard errors of the
/// difference of two means of five, from the scatter of the seeds.
#[test]
fn digits_are_read_as_well_as_by_pytorch_and_scikit_learn() {
    let split = datasets::digits()
        .and_then(|digits| digits.split(0.2, 7))
        .expect("built in");
    let by_us: Vec<_> = (1..=5)
        .map(|seed| {
            let mut network = Sequential::mlp(&[64, 32, 10], Init::He, seed);
            let sgd = Sgd { learning_rate: 0.2 };
            let plan = Plan {
                epochs: 60,
                batch: 32,
                seed,
            };
            let mut training = Training::new(&mut network, sgd);
            let passes = fit(&mut training, &split.train, &split.test, plan, |_| {});
            let last = passes.last().expect("60 passes");
            assert!(last.train.accuracy > 0.99, "seed {seed}: {last:?}");
            last.validation.accuracy
        })
        .collect();
    let (ours, scatter) = moments(&by_us);
    let rows = table("tests/golden/mlp_digits.csv");
    for library in ["pytorch", "scikit-learn"] {
        let of_library = rows.iter().filter(|row| row[0] == library);
        let by_them: Vec<_> = of_library.map(|row| list(&row[3])[0]).collect();
        assert_eq!(by_them.len(), 5, "{library}");
        let (theirs, its_scatter) = moments(&by_them);
        let chance = 3.0 * ((scatter + its_scatter) / 5.0).sqrt();
        println!("{by_us:?} {ours:.4}, {library} {theirs:.4} ± {chance:.4}");
        assert!(
            (ours - theirs).abs() <= chance,
            "{ours:.4} ({by_us:?}), but {library} {theirs:.4} ± {chance:.4}"
        );
    }
}

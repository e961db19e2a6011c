//! Lesson 4 against PyTorch: every optimizer is fed the same 200 gradients, tiny, huge, zero
//! and sign-flipping ones among them, and must be at the same place after each of them. The
//! script that made the references stands beside the tables in golden/.

use std::collections::BTreeMap;

use backprop::{Optimizer, Sgd};
use lesson_2 as backprop;
use lesson_4 as optimizers;
use optimizers::nesterov::look_ahead;
use optimizers::{
    Adadelta, Adagrad, Adam, AdamW, Memory, Momentum, Nesterov, RmsProp, WithL2,
};
use workspace_tests::table;

const STEPS: usize = 200;

/// The first three numbers are one parameter, the other two another.
const SPLIT: usize = 3;

fn number(cell: &str) -> f64 {
    cell.parse()
        .unwrap_or_else(|error| panic!("`{cell}` is no number: {error}"))
}

fn list(cell: &str) -> Vec<f64> {
    cell.split(' ').map(number).collect()
}

/// For each of the numbers: where it starts, its curvature, and its gradients.
struct Given {
    start: Vec<f64>,
    curvature: Vec<f64>,
    gradients: Vec<Vec<f64>>,
}

impl Given {
    fn read() -> Self {
        let rows = table("tests/golden/optimizers_gradients.csv");
        let gradients: Vec<_> = rows.iter().map(|row| list(&row[3])).collect();
        assert!(gradients.iter().all(|list| list.len() == STEPS));
        let column = |k: usize| rows.iter().map(|row| number(&row[k])).collect();
        Self {
            start: column(1),
            curvature: column(2),
            gradients,
        }
    }

    /// The gradients of step `t`, one of each number.
    fn at(&self, t: usize) -> Vec<f64> {
        self.gradients.iter().map(|list| list[t]).collect()
    }
}

/// The optimizer that a row names, with its settings.
fn optimizer(row: &[String]) -> Box<dyn Optimizer> {
    let setting = |k: usize| number(&row[k]);
    let (learning_rate, decay) = (setting(1), setting(5));
    match row[0].as_str() {
        "sgd" => Box::new(WithL2::new(Sgd { learning_rate }, decay)),
        "momentum" => {
            let mut momentum = Momentum::new(learning_rate, setting(2));
            momentum.dampening = setting(3);
            Box::new(WithL2::new(momentum, decay))
        }
        "nesterov" => {
            Box::new(WithL2::new(Nesterov::new(learning_rate, setting(2)), decay))
        }
        "adagrad" => {
            let mut adagrad = Adagrad::new(learning_rate);
            adagrad.epsilon = setting(4);
            Box::new(WithL2::new(adagrad, decay))
        }
        "adadelta" => {
            let adadelta = Adadelta {
                learning_rate,
                decay: setting(2),
                epsilon: setting(4),
                memory: Memory::default(),
            };
            Box::new(WithL2::new(adadelta, decay))
        }
        "rmsprop" => {
            let rmsprop = RmsProp {
                learning_rate,
                decay: setting(2),
                epsilon: setting(4),
                memory: Memory::default(),
            };
            Box::new(WithL2::new(rmsprop, decay))
        }
        name @ ("adam" | "adamw") => {
            let mut adam = Adam::new(learning_rate);
            (adam.mean_decay, adam.square_decay) = (setting(2), setting(3));
            adam.epsilon = setting(4);
            if name == "adamw" {
                Box::new(AdamW { adam, decay })
            } else {
                Box::new(WithL2::new(adam, decay))
            }
        }
        other => panic!("optimizers.csv has a new optimizer, `{other}`: build it here"),
    }
}

/// Where all numbers are after each step.
fn path(given: &Given, row: &[String]) -> Vec<Vec<f64>> {
    let mut values = given.start.clone();
    if row[0] == "look_ahead" {
        let mut velocity = vec![0.0; values.len()];
        return (0..STEPS)
            .map(|t| {
                let slopes = given.at(t);
                let at = |w: &[f64]| {
                    let terms = w.iter().zip(&given.curvature).zip(&slopes);
                    terms.map(|((w, curvature), g)| curvature * w + g).collect()
                };
                let (rate, momentum) = (number(&row[1]), number(&row[2]));
                look_ahead(&mut values, &mut velocity, rate, momentum, at);
                values.clone()
            })
            .collect();
    }
    let mut optimizer = optimizer(row);
    (0..STEPS)
        .map(|t| {
            let slopes = given.at(t);
            let (first, second) = values.split_at_mut(SPLIT);
            optimizer.update(0, first, &slopes[..SPLIT]);
            optimizer.update(1, second, &slopes[SPLIT..]);
            values.clone()
        })
        .collect()
}

/// To 10⁻¹² of each number, after every single step.
#[test]
fn every_step_agrees_with_pytorch() {
    let given = Given::read();
    let rows = table("tests/golden/optimizers.csv");
    let (mut settings, mut worst) = (BTreeMap::new(), BTreeMap::new());
    for row in &rows {
        let name = row[0].as_str();
        let place: usize = row[6].parse().expect("a number from 0 to 4");
        let right = list(&row[7]);
        assert_eq!(right.len(), STEPS);
        for (t, (now, right)) in path(&given, row).iter().zip(&right).enumerate() {
            let ours = now[place];
            let off = ((ours - right) / right).abs();
            assert!(
                off <= 1e-12,
                "{:?}, number {place}, step {}: {ours:e}, but it is {right:e}: {off:e} of it",
                &row[..6],
                t + 1
            );
            let most = worst.entry(name).or_insert(0.0_f64);
            *most = most.max(off);
        }
        settings
            .entry(name)
            .or_insert_with(Vec::new)
            .push(&row[1..6]);
    }
    println!("worst: {worst:?}");
    assert_eq!(settings.len(), 9, "{:?}", settings.keys());
    for (name, mut of_name) in settings {
        of_name.dedup();
        assert!(
            of_name.len() >= 3,
            "{name} has the settings {of_name:?} only"
        );
    }
}

/// The gradients are what the test is about.
#[test]
fn the_gradients_are_of_every_kind() {
    let given = Given::read();
    let all = || given.gradients.iter().flatten();
    assert!(all().any(|g| g.abs() > 1e9), "no huge one");
    assert!(all().any(|&g| g != 0.0 && g.abs() < 1e-17), "no tiny one");
    assert!(
        all().filter(|&&g| g == 0.0).count() > STEPS / 4,
        "few zeros"
    );
    let flips = |list: &Vec<f64>| list.windows(2).all(|pair| pair[0] * pair[1] < 0.0);
    assert!(
        given.gradients.iter().any(flips),
        "none flips at every step"
    );
}

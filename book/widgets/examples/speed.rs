//! Training steps per second of the playground, natively: `cargo run --release -p widgets
//! --features f32 --example speed`.
//!
//! Networks and settings are those of the browser test `the_playground_outruns_tensorflows`:
//! circles, tanh, plain descent by 0.03 on batches of 10; the median of 15 rounds.

use std::time::Instant;

use widgets::{Widget, open};

const BATCH: f64 = 10.0;
const ROUNDS: usize = 15;
/// A thousand passes over the 180 points.
const STEPS: f64 = 18_000.0;

fn ask(widget: &mut dyn Widget, question: &str, numbers: &[f64]) {
    widget.ask(question, numbers, &mut widgets::Answer::default());
}

fn main() {
    for hidden in [vec![4.0], vec![4.0, 2.0], vec![8.0; 2], vec![8.0; 4]] {
        let mut widget = open("playground").expect("it is there");
        ask(&mut *widget, "data", &[1.0, 0.1, 1.0]);
        let network = [&[3.0, 2.0, 1.0], &hidden[..]].concat();
        ask(&mut *widget, "network", &network);
        ask(&mut *widget, "learn", &[0.0, 0.03, 0.0]);
        ask(&mut *widget, "train", &[BATCH, 50_000.0]);
        let speeds = (0..ROUNDS).map(|_| {
            let start = Instant::now();
            ask(&mut *widget, "train", &[BATCH, STEPS]);
            STEPS / start.elapsed().as_secs_f64()
        });
        let mut speeds: Vec<f64> = speeds.collect();
        speeds.sort_by(f64::total_cmp);
        let median = speeds[ROUNDS / 2];
        println!("{hidden:?}: {median:.0} steps per second");
    }
}

//! Training steps per second of the playground, natively: `cargo run --release -p widgets
//! --example speed`.

use std::time::Instant;

use widgets::{Answer, open};

fn main() {
    for sizes in [vec![4.0], vec![4.0, 2.0], vec![8.0; 4]] {
        let mut widget = open("playground").expect("it is there");
        let mut answer = Answer::default();
        let network = [vec![3.0, 2.0, 1.0], sizes.clone()].concat();
        widget.ask("network", &network, &mut answer);
        widget.ask("learn", &[0.0, 0.03, 0.0], &mut answer);
        widget.ask("train", &[10.0, 2_000.0], &mut answer);
        let mut best = f64::INFINITY;
        for _ in 0..5 {
            let start = Instant::now();
            widget.ask("train", &[10.0, 4_000.0], &mut answer);
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!("{sizes:?}: {:.0} steps per second", 4_000.0 / best);
    }
}

//! Draws x² + x at x = 2: `cargo run -p autograd --features graph --example draw`.

use autograd::{Tape, graph};

fn main() {
    let tape = Tape::new();
    let x = tape.var(2.0);
    let y = x * x + x;
    let picture = graph::svg(&tape, Some(&y.backward()), &[(x, "x")]);
    match std::fs::write("graph.svg", picture) {
        Ok(()) => println!("graph.svg: open it in a browser"),
        Err(error) => eprintln!("cannot write graph.svg: {error}"),
    }
}

//! The demo of micrograd on this tape: two moons, 100 points, a 2-16-16-1 network with relu,
//! hinge loss and weight decay, every step on all points, 100 steps.
//!
//! `cargo bench -p autograd` prints nanoseconds per *micrograd node*: the time of a step divided
//! by the 65,818 values that micrograd makes for the same step, so that the figures of different
//! libraries can be compared whatever they record. The data and the first weights come from a
//! small generator that is easily written in any language; after 100 steps every one of them
//! must reach the loss 0.010769384440.

use std::hint::black_box;
use std::time::{Duration, Instant};

use autograd::{Activation, Gradients, Mlp, Tape, Var};

const STEPS: usize = 100;
const REPETITIONS: usize = 15;
const MICROGRAD_NODES: f64 = 65_818.0;
const DECAY: f64 = 1e-4;

/// `SplitMix64`, uniform in 0..1.
fn uniform(mut state: u64) -> impl FnMut() -> f64 {
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

struct Demo {
    samples: Vec<([f64; 2], f64)>,
    start: Vec<f64>,
}

fn demo() -> Demo {
    let mut uniform = uniform(1337);
    let mut samples = Vec::new();
    for i in 0..100 {
        let t = std::f64::consts::PI * f64::from(i / 2) / 49.0;
        let (x, y, label) = if i % 2 == 0 {
            (t.cos(), t.sin(), -1.0)
        } else {
            (1.0 - t.cos(), 0.5 - t.sin(), 1.0)
        };
        samples.push((
            [x + 0.2 * uniform() - 0.1, y + 0.2 * uniform() - 0.1],
            label,
        ));
    }
    let mut start = Vec::new();
    for (inputs, outputs) in [(2, 16), (16, 16), (16, 1)] {
        for _ in 0..outputs {
            start.extend((0..inputs).map(|_| 2.0 * uniform() - 1.0));
            start.push(0.0);
        }
    }
    Demo { samples, start }
}

/// One neuron, one row: what the course's network records.
fn by_neurons<'t>(
    tape: &'t Tape,
    p: &[Var<'t>],
    demo: &Demo,
    network: &Mlp,
) -> Var<'t> {
    let mut losses = Vec::with_capacity(demo.samples.len());
    for (x, label) in &demo.samples {
        losses.push((network.forward(p, x)[0] * -label + 1.0).relu());
    }
    let squares: Vec<_> = p.iter().map(|&w| w * w).collect();
    tape.mean(&losses) + tape.sum(&squares) * DECAY
}

/// One `+` or `*`, one row: what micrograd records.
fn by_operations<'t>(_: &'t Tape, p: &[Var<'t>], demo: &Demo, _: &Mlp) -> Var<'t> {
    let mut total = None;
    for (x, label) in &demo.samples {
        let first = |w: &[Var<'t>]| (w[2] + w[0] * x[0] + w[1] * x[1]).relu();
        let h: Vec<_> = p[..48].chunks_exact(3).map(first).collect();
        let next = |w: &[Var<'t>], h: &[Var<'t>]| {
            w[..16]
                .iter()
                .zip(h)
                .fold(w[16], |sum, (&w, &h)| sum + w * h)
        };
        let g: Vec<_> = p[48..320]
            .chunks_exact(17)
            .map(|w| next(w, &h).relu())
            .collect();
        let hinge = (next(&p[320..], &g) * -label + 1.0).relu();
        total = Some(total.map_or(hinge, |total| total + hinge));
    }
    let squares = p[1..].iter().fold(p[0] * p[0], |sum, &w| sum + w * w);
    total.expect("there are samples") * (1.0 / demo.samples.len() as f64)
        + squares * DECAY
}

/// The time of recording, of the sweep and of the update over one training run, and the last loss.
fn run(
    demo: &Demo,
    loss: impl for<'t> Fn(&'t Tape, &[Var<'t>], &Demo, &Mlp) -> Var<'t>,
) -> ([Duration; 3], f64) {
    let network = Mlp::new(&[2, 16, 16, 1], Activation::Relu);
    let mut parameters = demo.start.clone();
    let (mut tape, mut gradients) = (Tape::new(), Gradients::new());
    let (mut times, mut last) = ([Duration::ZERO; 3], 0.0);
    for step in 0..STEPS {
        let begin = Instant::now();
        tape.clear();
        let variables = tape.vars(&parameters);
        let loss = black_box(loss(&tape, &variables, demo, &network));
        let recorded = Instant::now();
        loss.backward_into(1.0, &mut gradients);
        let swept = Instant::now();
        let rate = 1.0 - 0.9 * step as f64 / 100.0;
        for (parameter, &variable) in parameters.iter_mut().zip(&variables) {
            *parameter -= rate * gradients.wrt(variable);
        }
        let updated = Instant::now();
        last = loss.value();
        times[0] += recorded - begin;
        times[1] += swept - recorded;
        times[2] += updated - swept;
    }
    (times, last)
}

fn report(
    name: &str,
    demo: &Demo,
    loss: impl for<'t> Fn(&'t Tape, &[Var<'t>], &Demo, &Mlp) -> Var<'t>,
) {
    let mut runs: Vec<[f64; 4]> = (0..REPETITIONS)
        .map(|_| {
            let (times, last) = run(demo, &loss);
            assert!(
                (last - 0.010_769_384_440).abs() < 1e-11,
                "the loss is {last}: not the demo"
            );
            let ns =
                times.map(|t| t.as_secs_f64() * 1e9 / (STEPS as f64 * MICROGRAD_NODES));
            [ns[0], ns[1], ns[2], ns.iter().sum()]
        })
        .collect();
    runs.sort_by(|a, b| a[3].total_cmp(&b[3]));
    let [record, sweep, update, whole] = runs[REPETITIONS / 2];
    println!(
        "{name:28} {whole:6.2} (best {:.2})   record {record:.2}, sweep {sweep:.2}, update {update:.3}",
        runs[0][3]
    );
}

fn main() {
    let demo = demo();
    println!(
        "nanoseconds per micrograd node, median of {REPETITIONS} runs of {STEPS} steps"
    );
    report("a row per neuron", &demo, by_neurons);
    report("a row per operation", &demo, by_operations);
}

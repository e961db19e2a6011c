//! Products of the shapes that the course's networks make, four ways: the textbook's three
//! loops, the same loops in the order that memory likes, nalgebra, and ours.
//!
//! `cargo bench -p matrix`, or with `--features f32` for numbers of 32 bits, prints billions of
//! operations per second (GFLOP/s; a multiply-add counts as two), on one thread. Each figure is
//! the best of many short samples, which is what other programs on the machine disturb least;
//! the four take turns within a shape. `--bench product -- --quick`, or the environment
//! variable `CI=true`, takes fewer samples: a few seconds in all.
//!
//! All four results are compared before anything is measured.

use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use matrix::{Matrix, Real};
use nalgebra::DMatrix;

/// What stands on the two sides.
#[derive(Clone, Copy)]
enum Sides {
    /// A·B
    Plain,
    /// Aᵀ·B, with A stored as k×m.
    LeftTransposed,
    /// A·Bᵀ, with B stored as n×k.
    RightTransposed,
}

use Sides::{LeftTransposed, Plain, RightTransposed};

struct Shape {
    what: &'static str,
    sides: Sides,
    /// The product is m×k by k×n.
    m: usize,
    k: usize,
    n: usize,
}

const fn shape(what: &'static str, sides: Sides, [m, k, n]: [usize; 3]) -> Shape {
    Shape {
        what,
        sides,
        m,
        k,
        n,
    }
}

const SHAPES: [Shape; 17] = [
    shape("64-32-10, batch 32: W₁·X", Plain, [32, 64, 32]),
    shape("W₂·H", Plain, [10, 32, 32]),
    shape("dW₂ = dY·Hᵀ", RightTransposed, [10, 32, 32]),
    shape("dH = W₂ᵀ·dY", LeftTransposed, [32, 10, 32]),
    shape("dW₁ = dZ·Xᵀ", RightTransposed, [32, 32, 64]),
    shape("dX = W₁ᵀ·dZ", LeftTransposed, [64, 32, 32]),
    shape("square", Plain, [64, 64, 64]),
    shape("square", Plain, [256, 256, 256]),
    shape("square, Aᵀ·B", LeftTransposed, [256, 256, 256]),
    shape("square, A·Bᵀ", RightTransposed, [256, 256, 256]),
    shape("784 inputs", Plain, [64, 784, 120]),
    shape("6 kernels 5×5", Plain, [6, 25, 36_864]),
    shape("16 kernels 5×5 on 6 maps", Plain, [16, 150, 4_096]),
    // The same with the positions down the columns, so that the long side lies along memory.
    shape("6 kernels, turned", Plain, [36_864, 25, 6]),
    shape("16 kernels, turned", Plain, [4_096, 150, 16]),
    shape("feed-forward up", Plain, [512, 64, 256]),
    shape("feed-forward", Plain, [768, 128, 512]),
];

/// The textbook's order: entry by entry, a row times a column. The row is far apart in memory.
fn textbook(a: &Matrix, b: &Matrix, c: &mut Matrix) {
    let (m, k) = a.shape();
    let n = b.ncols();
    let (a, b, c) = (a.as_slice(), b.as_slice(), c.as_mut_slice());
    for i in 0..m {
        for j in 0..n {
            let mut sum = 0.0;
            for l in 0..k {
                sum += a[i + l * m] * b[l + j * k];
            }
            c[i + j * m] = sum;
        }
    }
}

/// Column by column: a column of the result is a sum of columns of A, so that the innermost
/// loop goes along memory, and several entries at once.
fn by_columns(a: &Matrix, b: &Matrix, c: &mut Matrix) {
    c.fill(0.0);
    for (b, c) in b.column_iter().zip(c.column_iter_mut()) {
        for (a, &b) in a.column_iter().zip(b) {
            for (c, &a) in c.iter_mut().zip(a) {
                *c += a * b;
            }
        }
    }
}

/// The two sides as they are stored, and where each way puts its product.
struct Bench {
    sides: Sides,
    a: Matrix,
    b: Matrix,
    /// For the loops, which know no transposed sides: A and B as the formula has them.
    plain: [Matrix; 2],
    c: Matrix,
    nalgebra_c: DMatrix<Real>,
}

const WAYS: [&str; 4] = ["three loops", "in order", "nalgebra", "ours"];

impl Bench {
    fn new(shape: &Shape) -> Self {
        let Shape { sides, m, k, n, .. } = *shape;
        // 17ths around 0: nothing that a processor could skip.
        let value = |i: usize, j: usize| ((i * 7 + j * 13) % 17) as Real / 17.0 - 0.5;
        let plain = [Matrix::from_fn(m, k, value), Matrix::from_fn(k, n, value)];
        let [a, b] = &plain;
        let (a, b) = match sides {
            Plain => (a.clone(), b.clone()),
            LeftTransposed => (a.transpose(), b.clone()),
            RightTransposed => (a.clone(), b.transpose()),
        };
        Self {
            sides,
            a,
            b,
            plain,
            c: Matrix::zeros(m, n),
            nalgebra_c: DMatrix::zeros(m, n),
        }
    }

    fn run(&mut self, way: usize) {
        let (a, b, c) = (black_box(&self.a), black_box(&self.b), &mut self.c);
        match way {
            0 => textbook(black_box(&self.plain[0]), black_box(&self.plain[1]), c),
            1 => by_columns(black_box(&self.plain[0]), black_box(&self.plain[1]), c),
            2 => {
                let (a, b) = (a.as_nalgebra(), b.as_nalgebra());
                let c = &mut self.nalgebra_c;
                match self.sides {
                    Plain => a.mul_to(b, c),
                    LeftTransposed => a.tr_mul_to(b, c),
                    // nalgebra has no product that reads its right side so: the transpose is
                    // made.
                    RightTransposed => a.mul_to(&b.transpose(), c),
                }
            }
            _ => match self.sides {
                Plain => c.set_product(a, b),
                LeftTransposed => c.set_product(a.t(), b),
                RightTransposed => c.set_product(a, b.t()),
            },
        }
    }

    /// What a way says.
    fn result(&mut self, way: usize) -> &[Real] {
        self.c.fill(Real::NAN);
        self.nalgebra_c.fill(Real::NAN);
        self.run(way);
        if way == 2 {
            self.nalgebra_c.as_slice()
        } else {
            self.c.as_slice()
        }
    }

    /// All ways give the same, but for k roundings of a sum of k products of at most ¼.
    fn compare(&mut self, shape: &Shape) {
        let right = self.result(0).to_vec();
        let k = shape.k as Real;
        let most = k * Real::EPSILON * k * 0.25;
        for (way, name) in WAYS.iter().enumerate() {
            let off = self.result(way).iter().zip(&right);
            let off = off.map(|(ours, right)| (ours - right).abs());
            assert!(
                off.clone().all(|off| off <= most),
                "{name}: off by {:?}, {most} allowed",
                off.reduce(Real::max)
            );
        }
    }

    /// The time of `count` products.
    fn time(&mut self, way: usize, count: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..count {
            self.run(way);
        }
        start.elapsed()
    }
}

/// How much is measured.
struct Plan {
    /// How long a sample takes, if one product is not longer.
    sample: Duration,
    /// How many samples each way gets at most,
    samples: u32,
    /// and for how long, so that slow ways do not take all the time.
    budget: Duration,
}

const FULL: Plan = Plan {
    sample: Duration::from_micros(300),
    samples: 300,
    budget: Duration::from_millis(200),
};

const QUICK: Plan = Plan {
    sample: Duration::from_micros(100),
    samples: 10,
    budget: Duration::from_millis(10),
};

/// GFLOP/s of each way.
fn measure(bench: &mut Bench, shape: &Shape, plan: &Plan) -> [f64; 4] {
    let counts = [0, 1, 2, 3].map(|way| {
        // Once to warm up, once to learn how many fill a sample.
        bench.run(way);
        let once = bench.time(way, 1).as_nanos().max(50);
        (plan.sample.as_nanos() / once).max(1) as u32
    });
    let (mut best, mut used) = ([f64::INFINITY; 4], [Duration::ZERO; 4]);
    for _ in 0..plan.samples {
        for (way, &count) in counts.iter().enumerate() {
            if used[way] < plan.budget {
                let time = bench.time(way, count);
                used[way] += time;
                best[way] = best[way].min(time.as_secs_f64() / f64::from(count));
            }
        }
    }
    let flop = 2.0 * (shape.m * shape.k * shape.n) as f64;
    best.map(|seconds| flop / seconds / 1e9)
}

fn main() {
    let ci = env::var("CI").is_ok_and(|ci| ci == "true");
    let quick = ci || env::args().any(|argument| argument == "--quick");
    let plan = if quick { QUICK } else { FULL };
    println!(
        "{} bits, one thread, GFLOP/s: best of up to {} samples",
        8 * size_of::<Real>(),
        plan.samples
    );
    print!("{:25} {:>14}", "", "m×k by k×n");
    for way in WAYS {
        print!(" {way:>12}");
    }
    println!();
    for shape in &SHAPES {
        let mut bench = Bench::new(shape);
        bench.compare(shape);
        let speeds = measure(&mut bench, shape, &plan);
        let size = format!("{}×{}×{}", shape.m, shape.k, shape.n);
        print!("{:25} {size:>14}", shape.what);
        for speed in speeds {
            print!(" {speed:12.1}");
        }
        println!();
    }
}

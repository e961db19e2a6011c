//! The exercises of lesson 2, each with one test. A test goes in stages: small numbers that can be
//! followed by hand first, then sizes of which no two are equal, then the slopes against numerical
//! ones at many points, then the edges, and at last whether it learns.
//!
//! The same file is compiled against your crate (`cargo test -p lesson-2`) and against the
//! reference. What the tests share stands in `tools.rs`.

mod tools;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use datasets::Dataset;
use gradcheck::for_all;
use gradcheck::strategies::vector;
use judge::Wrong::{Is, Rows, Times, Transposed};
use judge::{
    Wrong, cause, exercise, half_precise, hinted, hinted_by, same, stage, told_apart,
};
use lesson_2::batches::Mean;
use lesson_2::functions::{Affine, Elementwise, Softmax};
use lesson_2::losses::{log_sum_exp, softmax_cross_entropy};
use lesson_2::nudge::numerical_jacobian;
use lesson_2::order::{from_the_input, from_the_output};
use lesson_2::training::{Plan, fit};
use lesson_2::two_layer::{Backward, Forward, TwoLayer};
use lesson_2::{
    Activation, Batches, Function, Init, Layer, Linear, Optimizer, Sequential, Sgd,
    Training,
};
use matrix::{Matrix, Vector};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use tools::{
    CASES, EMPTY, ENTRY, PAIR, PLACE, Plain, SIDES, affine, agree, back_of, causes,
    column, cross_entropy, each, expect, expect_matrix, filled, gradients, grid, hand,
    listed, logits, numbers, one_hot, over_the_batch, probabilities, rows,
    rows_of_jacobian, slopes, squares, table, times, values,
};

/// A vector, from a slice of any length.
fn vec_of(entries: &[f64]) -> Vector {
    entries.into()
}

// 2.1 to 2.7: functions.

#[test]
fn exercise_2_1() {
    exercise("2.1", || {
        let hint = "Perhaps rows and columns are swapped? Column j is about input j, and has as \
                    many entries as f has outputs.";
        let jacobian = |f: &dyn Fn(&Vector) -> Vector, x: &[f64], step: f64| {
            hinted(hint, &mut || numerical_jacobian(f, &vec_of(x), step))
        };

        stage("a straight line");
        let (w, asked) = (hand(), Cell::new(0));
        let line = |x: &Vector| {
            asked.set(asked.get() + 1);
            &w * x
        };
        let yours = jacobian(&line, &[1.0, 1.0, 2.0], 0.25);
        let otherwise =
            "Column j: how far all outputs moved, over how far input j did.";
        expect_matrix(
            "the Jacobian of W·x",
            &yours,
            &w,
            causes! {
                Times(2.0) => "Twice too much: the two points are 2·step apart.",
                Times(-1.0) => "The sign is reversed: right minus left.",
                Times(0.25) => "Multiplied by 2·step: it is to be divided by it.",
                Times(0.0) => "All zeros: is each column written into `jacobian`?",
                Rows(&[3.0, 3.0, 3.0, 2.0, 2.0, 2.0]) =>
                    "All inputs were nudged at once: for column j, input j alone.",
                Rows(&[1.0, 2.0, 0.0, 0.0, -1.0, 6.0]) =>
                    "Input j was nudged by step·xⱼ, but divided by the step alone.",
            },
            otherwise,
        );

        stage("all outputs answer at once");
        let (asked, most) = (asked.get(), 1 + 2 * 3);
        assert!(
            asked <= most,
            "f was evaluated {asked} times for 3 inputs and 2 outputs, but two nudges per input \
             are enough: both outputs answer to the same nudge"
        );

        stage("a bend");
        let bend = |x: &Vector| vec_of(&[x[0] * x[0], x[0] * x[1]]);
        let both = "Step to both sides: from one side you get the slope beside x.";
        expect_matrix(
            "the Jacobian of (x₀², x₀x₁) at (3, 2)",
            &jacobian(&bend, &[3.0, 2.0], 0.5),
            &rows(2, &[6.0, 0.0, 2.0, 3.0]),
            causes! {
                Rows(&[6.5, 0.0, 2.0, 3.0]) => both,
                Rows(&[5.5, 0.0, 2.0, 3.0]) => both,
            },
            otherwise,
        );

        stage("half the step, a quarter of the error");
        let grows = |x: &Vector| vec_of(&[x[0].exp()]);
        let error = |step| (jacobian(&grows, &[1.0], step)[(0, 0)] - 1_f64.exp()).abs();
        let ratio = error(1.0 / 16.0) / error(1.0 / 32.0);
        assert!(
            (3.9..4.1).contains(&ratio),
            "halving the step divides the error by {ratio:.2}, not by 4: is it the step that was \
             given that you take?"
        );
    });
}

/// x³ entry by entry.
fn cube() -> Elementwise {
    Elementwise {
        function: |x| x * x * x,
        slope: |x| 3.0 * x * x,
    }
}

#[test]
fn exercise_2_2() {
    exercise("2.2", || {
        stage("affine by hand");
        let w = hand();
        let f = Affine {
            weight: w.clone(),
            bias: vec_of(&[0.5, -1.0]),
        };
        expect_matrix(
            "the Jacobian of W·x + b at (1, 1, 2)",
            &f.jacobian(&vec_of(&[1.0, 1.0, 2.0])),
            &w,
            causes! {
                Transposed =>
                    "This is the transpose: row i is for output i, column j for input \
                     j.",
                Rows(&[1.0, 2.0, 0.0, 0.0, -1.0, 6.0]) =>
                    "These are the terms wᵢⱼ·xⱼ. How fast does the term grow with xⱼ?",
                Rows(&[1.5, 2.5, 0.5, -1.0, -2.0, 2.0]) =>
                    "The bias is added, but it does not move with x: its slope is 0.",
            },
            "Entry (i, j): by how much output i grows when xⱼ grows by 1.",
        );
        stage("affine, many points");
        let f = Affine {
            weight: numbers(5, 3, 1),
            bias: numbers(5, 1, 2).into(),
        };
        rows_of_jacobian("W·x + b", 3, &f);

        stage("entry by entry, by hand");
        let slopes = [3.0, 12.0, 27.0];
        let shape = "The slopes are right, but the Jacobian has a row for each output and a \
                     column for each input: what is the slope of output 0 in input 1?";
        expect_matrix(
            "the Jacobian of x³ at (1, -2, 3)",
            &cube().jacobian(&vec_of(&[1.0, -2.0, 3.0])),
            &Matrix::diagonal(&slopes),
            causes! {
                Is(grid(&column(&slopes))) => shape,
                Is(grid(&rows(3, &slopes))) => shape,
                Is(grid(&Matrix::diagonal(&[1.0, -8.0, 27.0]))) =>
                    "These are the values g(xᵢ): the slopes g′(xᵢ) are wanted.",
                Is(grid(&table(3, 3, &|_, j| slopes[j]))) =>
                    "Every row is full, but output i does not look at input j.",
                Is(grid(&Matrix::diagonal(&[3.0, 192.0, 2187.0]))) =>
                    "The slopes are taken at g(x): take them at x.",
                Is(grid(&Matrix::identity(3))) =>
                    "That is the identity's Jacobian: the slope g′(xᵢ) is missing.",
            },
            "Output i grows with input i alone, with the slope g′(xᵢ).",
        );
        stage("entry by entry, many points");
        rows_of_jacobian("tanh, entry by entry", 5, &Elementwise::tanh());
    });
}

/// Softmax where exponentials overflow or vanish.
fn softmax_far_out() {
    stage("large numbers");
    let minus = f64::NEG_INFINITY;
    let cases: [(&[f64], &[f64], &str); 3] = [
        (
            &[1000.0, 0.0, -1000.0],
            &[1.0, 0.0, 0.0],
            "e^1000 is ∞, and ∞/∞ is not a number. Take the largest entry away from all before exp",
        ),
        (
            &[-1000.0, -1000.0],
            &[0.5, 0.5],
            "every exponential is 0, and 0/0 is not a number. Take the largest entry away from \
             all; is it found by a search that begins with 0? Begin with −∞",
        ),
        (
            &[minus, 0.0],
            &[0.0, 1.0],
            "−∞ − (−∞) is not a number, but −∞ minus the largest entry, here 0, is −∞, and e^−∞ \
             is 0",
        ),
    ];
    for (x, right, lost) in cases {
        let p = Softmax.value(&vec_of(x));
        let words = if p.iter().any(|p| p.is_nan()) {
            lost
        } else {
            "the same number is taken away from all entries, and none is cut"
        };
        let (x, text, yours) = (listed(x), listed(right), listed(&p));
        assert!(
            agree(&p, right),
            "softmax of {x} is {text}, yours is {yours}: {words}"
        );
    }
    stage("the same shift for all");
    let x = column(&[0.5, -1.25, 2.0]);
    let shifted = each(&x, &|x| x + 10_000.0);
    expect_matrix(
        "softmax of (0.5, -1.25, 2) + 10000",
        &Softmax.value(&shifted.into()).into(),
        &probabilities(&x),
        &[],
        "The same number added to all entries cancels: p stays as it was.",
    );
}

#[test]
fn exercise_2_3() {
    exercise("2.3", || {
        stage("value by hand");
        let x = logits();
        let p = [0.125, 0.25, 0.625];
        let logarithms = p.map(f64::ln);
        let shares = x.map(|x| x / 10_f64.ln());
        expect_matrix(
            "softmax of (ln 1, ln 2, ln 5)",
            &Softmax.value(&vec_of(&x)).into(),
            &column(&p),
            causes! {
                Times(8.0) => "These are the exponentials: divide by the sum of all.",
                Rows(&[0.2, 0.4, 1.0]) =>
                    "The largest is 1: divide by the sum of all, not by the largest.",
                Rows(&shares) => "These are shares of x itself: exponentials first.",
                Rows(&logarithms) => "These are the probabilities' logarithms.",
                Times(8.0 / 3.0) => "Divided by how many: divide by their sum.",
            },
            "pᵢ = e^xᵢ over the sum of all e^xⱼ: positive, and together 1.",
        );
        softmax_far_out();

        stage("Jacobian by hand");
        let (diagonal, outer) = (Matrix::diagonal(&p), Matrix::outer(&p, &p));
        expect_matrix(
            "the Jacobian of softmax, p = (1, 2, 5)/8,",
            &Softmax.jacobian(&vec_of(&x)),
            &(&diagonal - &outer),
            causes! {
                Is(grid(&Matrix::diagonal(&[7.0 / 64.0, 12.0 / 64.0, 15.0 / 64.0]))) =>
                    "Only the diagonal: the others fall when one logit rises, because \
                     the sum that every pᵢ is divided by has grown.",
                Is(grid(&diagonal)) =>
                    "That is diag(p), as if the sum did not move: −p·pᵀ is missing.",
                Is(grid(&(&diagonal + &outer))) =>
                    "A sign: when one logit rises, the others' p falls. diag(p) − \
                     p·pᵀ.",
                Is(grid(&(&outer * -1.0))) =>
                    "Only −p·pᵀ: on the diagonal pᵢ is missing, its own exponential.",
                Is(grid(&table(3, 3, &|i, j| p[i] * (1.0 - p[j])))) =>
                    "pᵢ·(1 − pⱼ) everywhere: the 1 belongs to the diagonal only.",
                Is(grid(&(&Matrix::diagonal(&x) - &Matrix::outer(&x, &x)))) =>
                    "The right formula, but of x: it wants the probabilities.",
            },
            "∂pᵢ/∂xⱼ is pᵢ − pᵢ² where i = j, and −pᵢ·pⱼ elsewhere.",
        );
        stage("many points");
        for_all(CASES, &vector(5), &mut |x| {
            let (yours, right) = (Softmax.value(&x.into()), probabilities(&column(x)));
            if grid(&column(&yours)).same(grid(&right)) {
                return Ok(());
            }
            let right = right.as_slice();
            Err(format!(
                "softmax of {x:?}\nis {right:.4?},\nyours is {yours:.4?}"
            ))
        });
        rows_of_jacobian("softmax", 5, &Softmax);
    });
}

#[test]
fn exercise_2_4() {
    exercise("2.4", || {
        let left = "Perhaps the two sides are swapped? The later function's Jacobian stands on the \
                    left: (5×2)·(2×3).";
        let hints = [(SIDES, left)];

        stage("x² after x²");
        let one = rows(1, &[1.0]);
        let (chain, _) = squares(&[&one, &one]);
        let yours = hinted_by(&hints, &mut || chain.jacobian(&vec_of(&[2.0])));
        expect(
            "the slope of (x²)² at 2",
            yours[(0, 0)],
            32.0,
            causes! {
                16.0 => "Both slopes are at x = 2, but 4 goes into the second.",
                256.0 => "Slopes at what comes out: take them at what goes in.",
                8.0 => "That is the last slope alone: multiply by `product`.",
                4.0 => "That is the first slope alone: every function multiplies.",
                13.0 => "The slopes were added: along a path they multiply.",
                1.0 =>
                    "That is the identity that `product` began with: is the new product \
                     kept? A `let` makes another `product`, which ends with its line.",
            },
            "2·2 from the first square, times 2·4 from the second.",
        );

        stage("two by two");
        let (a, b) = (numbers(2, 2, 1), numbers(2, 2, 2));
        let (chain, _) = squares(&[&a, &b]);
        let x = vec_of(&[1.0, -0.5]);
        let signals = chain.signals(&x);
        let first = chain.functions[0].jacobian(&signals[0]);
        let second = chain.functions[1].jacobian(&signals[1]);
        let entries = second.hadamard(&first).hadamard(&Matrix::identity(2));
        expect_matrix(
            "the Jacobian of two functions",
            &hinted_by(&hints, &mut || chain.jacobian(&x)),
            &times(&second, &first),
            causes! {
                Is(grid(&times(&first, &second))) =>
                    "The order is reversed: what is applied later stands further left.",
                Is(grid(&entries)) =>
                    "Multiplied entry by entry: the paths through all middle numbers \
                     add up, which is the product of matrices.",
                Transposed => "This is the transpose: a row for each output.",
            },
            "J₂·J₁, each taken at what goes into its function.",
        );

        stage("many points");
        let (a, b, c) = (numbers(2, 3, 3), numbers(5, 2, 4), numbers(1, 5, 5));
        rows_of_jacobian("a chain 3 → 2 → 5 → 1", 3, &squares(&[&a, &b, &c]).0);
        rows_of_jacobian("a chain 3 → 2 → 5", 3, &squares(&[&a, &b]).0);
        stage("no function");
        let yours = squares(&[]).0.jacobian(&Vector::zeros(2));
        expect_matrix("J of no function", &yours, &Matrix::identity(2), &[], "");
    });
}

/// The price of an order, from the shapes of all intermediate products.
fn price(sizes: &[usize], input_first: bool) -> usize {
    let mut shapes = Vec::new();
    for k in 1..sizes.len() {
        shapes.push((sizes[k], sizes[k - 1]));
    }
    if !input_first {
        shapes.reverse();
    }
    let Some((&(mut rows, mut columns), rest)) = shapes.split_first() else {
        return 0;
    };
    let mut price = 0;
    for &(m, n) in rest {
        // The later function stands on the left.
        if input_first {
            price += m * n * columns;
            rows = m;
        } else {
            price += rows * columns * n;
            columns = n;
        }
    }
    price
}

#[test]
fn exercise_2_5() {
    exercise("2.5", || {
        let sizes = [7, 5, 3, 4];
        let pairs = "Each Jacobian with its neighbour alone: but it is the product so far that \
                     goes into the next one.";
        let twice =
            "Additions are counted, too: only the multiplications are asked for.";
        let entries = "These are the Jacobians' entries: (m×k)·(k×n) takes m·k·n.";
        let last = "Only the last product is in it: add (`+=`) each to `total`.";
        let first =
            "Only the first product is in it: add (`+=`) all of them to `total`.";
        let free =
            "One Jacobian too many is paid for: the first is there, a product costs.";

        stage("from the input");
        expect(
            "the price of [7, 5, 3, 4]",
            from_the_input(&sizes) as f64,
            189.0,
            causes! {
                200.0 => "That is the price from the output.",
                165.0 => pairs,
                378.0 => twice,
                62.0 => entries,
                434.0 => free,
                350.0 => "The way from the input begins with the first two Jacobians.",
                108.0 => "The product so far has a column for each input, 7.",
                84.0 => last,
                105.0 => first,
            },
            "3·5·7 for J₂·J₁, which is 3×7, then 4·3·7 for J₃ times that.",
        );

        stage("from the output");
        expect(
            "the price of [7, 5, 3, 4]",
            from_the_output(&sizes) as f64,
            200.0,
            causes! {
                189.0 => "That is the price from the input.",
                165.0 => pairs,
                400.0 => twice,
                62.0 => entries,
                248.0 => free,
                108.0 => "The way from the output begins with the last two Jacobians.",
                350.0 => "The product so far has a row for each output, 4.",
                140.0 => last,
                60.0 => first,
            },
            "4·3·5 for J₃·J₂, which is 4×5, then 4·5·7 for that times J₁.",
        );

        stage("other chains");
        let chains: [&[usize]; 6] = [
            &[5, 3, 2, 1],
            &[1, 2, 3, 5],
            &[11, 3, 13, 2, 7],
            &[5, 3],
            &[7],
            &[],
        ];
        for sizes in chains {
            let (input, output) = (price(sizes, true), price(sizes, false));
            let few = if sizes.len() < 3 {
                ". Fewer than two Jacobians need none"
            } else {
                ""
            };
            let chain = format!("This was for the chain {sizes:?}{few}.");
            let (yours, other) = hinted(&chain, &mut || {
                (from_the_input(sizes), from_the_output(sizes))
            });
            assert!(
                (yours, other) == (input, output),
                "{sizes:?} takes {input} multiplications from the input and {output} from the \
                 output, yours are {yours} and {other}{few}"
            );
        }
    });
}

/// Fails where `back` takes n² multiplications, however often it is tried: the price of a product
/// with an n×n matrix, of which an eighth is allowed.
fn without_the_matrix(
    name: &str,
    advice: &str,
    back: &dyn Fn(&Vector, &Vector) -> Vector,
) {
    let n = 2000;
    let x = vec_of(table(n, 1, &|i, _| (i % 7) as f64 / 8.0).as_slice());
    let clock = |work: &dyn Fn() -> Vector| {
        let began = Instant::now();
        assert!(work().len() == n);
        began.elapsed()
    };
    // Both at their best, and by turns: a pause of the machine must not count.
    let (mut matrix, mut yours) = (Duration::MAX, Duration::MAX);
    for round in 0..20 {
        // The cheapest matrix there is.
        matrix = matrix.min(clock(&|| &Matrix::diagonal(&x) * &x));
        yours = yours.min(clock(&|| back(&x, &x)));
        if round >= 4 && yours < matrix / 8 {
            return;
        }
    }
    panic!(
        "the result of `{name}` is right, but for {n} numbers it takes as long as {n}×{n} \
         multiplications: {advice}"
    );
}

#[test]
fn exercise_2_6() {
    exercise("2.6", || {
        let no_v =
            "v has no part in it: what is wanted is Jᵀ·v, the slope of the loss.";
        stage("affine by hand");
        let f = Affine {
            weight: hand(),
            bias: vec_of(&[0.5, -1.0]),
        };
        let (x, v) = (vec_of(&[1.0, 1.0, 2.0]), vec_of(&[2.0, -1.0]));
        let turn = "Perhaps W is not turned around? v has one number per output, the answer one \
                    per input: turn W around.";
        let bias = "Perhaps the bias was added? The bias has no part in it: W·x + b moves with x \
                    as W·x does.";
        let hints = [(SIDES, turn), (PAIR, bias)];
        expect_matrix(
            "Jᵀ·v of W·x + b for v = (2, -1)",
            &hinted_by(&hints, &mut || f.vjp(&x, &v)).into(),
            &column(&[2.0, 5.0, -3.0]),
            causes! {
                Rows(&[1.0, 1.0, 3.0]) => no_v,
                Rows(&[2.0, 5.0, -6.0]) =>
                    "Multiplied by x: how W·x + b moves with x does not depend on x.",
                Rows(&[3.5, 3.0, 12.0]) =>
                    "Wᵀ of what comes out: it is v, the slope there, that goes back.",
                Times(0.5) =>
                    "A mean over the outputs: the paths through all outputs add up.",
            },
            "Input j is reached through every output i, with wᵢⱼ: Σᵢ wᵢⱼ·vᵢ.",
        );
        stage("affine, many points");
        let f = Affine {
            weight: numbers(5, 3, 1),
            bias: numbers(5, 1, 2).into(),
        };
        back_of("W·x + b", 3, &f);

        stage("entry by entry, by hand");
        let (x, v) = (vec_of(&[1.0, -2.0, 3.0]), vec_of(&[2.0, -1.0, 0.5]));
        expect_matrix(
            "Jᵀ·v of x³ for v = (2, -1, 0.5)",
            &cube().vjp(&x, &v).into(),
            &column(&[6.0, -12.0, 13.5]),
            causes! {
                Rows(&[3.0, 12.0, 27.0]) => no_v,
                Rows(&[2.0, 8.0, 13.5]) =>
                    "g(xᵢ)·vᵢ: it is the slope g′(xᵢ) that multiplies, not the value.",
                Rows(&[12.0, -6.0, 2.25]) =>
                    "The slope is taken at v, and multiplied by x: the other way \
                     round.",
                Rows(&[6.0, -192.0, 1093.5]) =>
                    "The slopes are taken at g(x): take them at x.",
                Rows(&v) => "That is v unchanged: the slope multiplies it.",
            },
            "Each entry by itself: g′(xᵢ)·vᵢ.",
        );
        stage("entry by entry, many points");
        let tanh = Elementwise::tanh();
        back_of("tanh, entry by entry", 5, &tanh);
        stage("entry by entry, the price");
        let matrix = "it can be had without building the matrix";
        without_the_matrix("Elementwise::vjp", matrix, &|x, v| tanh.vjp(x, v));

        stage("softmax by hand");
        expect_matrix(
            "Jᵀ·v of softmax for p = (1, 2, 5)/8, v = (8, 0, 0)",
            &Softmax
                .vjp(&vec_of(&logits()), &vec_of(&[8.0, 0.0, 0.0]))
                .into(),
            &column(&[0.875, -0.25, -0.625]),
            causes! {
                Rows(&[1.0, 0.0, 0.0]) =>
                    "That is p ⊙ v, as if the sum did not move: −p·(p·v) is missing.",
                Rows(&[0.875, 0.0, 0.0]) =>
                    "Only the diagonal, p·(1 − p): the others move, too.",
                Rows(&[0.0, -2.0, -5.0]) =>
                    "v minus its sum: what is taken away is its mean weighted by p, \
                     p·v.",
                Rows(&[2.0 / 3.0, -2.0 / 3.0, -5.0 / 3.0]) =>
                    "v minus its plain mean: it is the mean weighted by p, p·v.",
                Rows(&[7.0, -1.0, -1.0]) =>
                    "v − p·v: the factor p in front is missing.",
                Times(-1.0) => "The sign is reversed: p ⊙ (v − p·v).",
            },
            "(diag(p) − p·pᵀ)·v, multiplied out: p ⊙ (v − p·v).",
        );
        stage("softmax, many points");
        back_of("softmax", 5, &Softmax);
        stage("softmax, the price");
        let advice =
            "it can be had without building the matrix, and p·v is one number for all";
        without_the_matrix("Softmax::vjp", advice, &|x, v| Softmax.vjp(x, v));
    });
}

#[test]
fn exercise_2_7() {
    exercise("2.7", || {
        let hint = "Perhaps it is the order? The last function is asked first, with v; the first \
                    one last.";

        stage("x² after x²");
        let one = rows(1, &[1.0]);
        let (chain, _) = squares(&[&one, &one]);
        let yours = hinted(hint, &mut || chain.vjp(&vec_of(&[2.0]), &vec_of(&[3.0])));
        expect(
            "Jᵀ·v of (x²)² at 2 for v = 3",
            yours[0],
            96.0,
            causes! {
                48.0 => "Both slopes are at x = 2, but 4 goes into the second.",
                768.0 =>
                    "Slopes at what comes out: `signals` has one entry more than there \
                     are functions. Pair from the front (`zip`), then turn around \
                     (`rev`).",
                24.0 => "The last function alone: the one before gets what it returns.",
                12.0 => "The first function alone: every one turns the cotangent.",
                3.0 => "That is v unchanged: is what `vjp` returns kept?",
                32.0 => "v has no part in it.",
            },
            "3 times 2·4 from the second square, times 2·2 from the first.",
        );

        stage("two by two");
        let (a, b) = (numbers(2, 2, 1), numbers(2, 2, 2));
        let (chain, _) = squares(&[&a, &b]);
        let (x, v) = (vec_of(&[1.0, -0.5]), vec_of(&[0.75, 1.25]));
        let signals = chain.signals(&x);
        let first = chain.functions[0].jacobian(&signals[0]);
        let second = chain.functions[1].jacobian(&signals[1]);
        let (ft, st) = (first.transpose(), second.transpose());
        let w = column(&v);
        expect_matrix(
            "Jᵀ·v of two functions",
            &hinted(hint, &mut || chain.vjp(&x, &v)).into(),
            &times(&ft, &times(&st, &w)),
            causes! {
                Is(grid(&times(&st, &times(&ft, &w)))) =>
                    "First to last is the wrong way round: the last is asked first.",
                Is(grid(&times(&second, &times(&first, &w)))) =>
                    "That is J·v, forward mode: back it is Jᵀ·v, the last function \
                     first.",
                Is(grid(&times(&first, &times(&second, &w)))) =>
                    "Each was asked for J·v (`jvp`): it is Jᵀ·v that goes back.",
            },
            "The last function's vjp of v, then the first one's of that.",
        );

        stage("many points");
        let (a, b, c) = (numbers(2, 3, 3), numbers(5, 2, 4), numbers(7, 5, 5));
        let (chain, asked) = squares(&[&a, &b, &c]);
        back_of("a chain 3 → 2 → 5 → 7", 3, &chain);
        stage("the price");
        assert!(
            asked.get() == 0,
            "the result is right, but a Jacobian was built for it: each function's own `vjp` \
             does without"
        );
        stage("no function");
        let yours = squares(&[]).0.vjp(&x, &v);
        expect_matrix("Jᵀ·v of no function", &yours.into(), &w, &[], "");
    });
}

// 2.8 to 2.13: layers.

/// A dense layer with these weights.
fn linear(w: &Matrix, b: &Matrix) -> Linear {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut layer = Linear::new(w.ncols(), w.nrows(), Init::Zeros, &mut random);
    layer.weight.value = w.clone();
    layer.bias.value = b.clone();
    layer
}

/// Has the layer remember X, which it does before the lines of exercise 2.8 run: it is no matter
/// here whether these are written.
fn remember(layer: &mut Linear, x: &Matrix) {
    let _ = catch_unwind(AssertUnwindSafe(|| {
        layer.forward(x);
    }));
}

/// A dense layer with these weights that remembers X.
fn remembering(x: &Matrix, w: &Matrix, b: &Matrix) -> Linear {
    let mut layer = linear(w, b);
    remember(&mut layer, x);
    layer
}

const MINUS: &str =
    "The sign is reversed: the minus is the optimizer's, not the layer's.";
const BATCH: &str = "Divided by the batch: the 1/B of a mean is in dy already.";

#[test]
fn exercise_2_8() {
    exercise("2.8", || {
        let hints = [
            (
                SIDES,
                "Perhaps the two sides are swapped? Y is outputs × batch: W on the left, a column \
                 of X for each sample.",
            ),
            (
                PAIR,
                "b is one column, and Y has one for each sample: every column of Y gets it.",
            ),
            (
                PLACE,
                "`add_product` adds to what is there; `set_product` gives the output its shape.",
            ),
        ];
        let forward = |layer: &mut Linear, x: &Matrix| {
            hinted_by(&hints, &mut || layer.forward(x).clone())
        };
        let otherwise = "Each output is a weighted sum of the inputs, plus its bias.";
        stage("one sample");
        let (w, b) = (hand(), column(&[0.5, -1.0]));
        expect_matrix(
            "W·x + b for x = (1, 1, 2), b = (½, -1)",
            &forward(&mut linear(&w, &b), &column(&[1.0, 1.0, 2.0])),
            &column(&[3.5, 4.0]),
            causes! {
                EMPTY =>
                    "Nothing was written into `self.output`. A `let` makes another \
                     matrix, which ends with the function.",
                Rows(&[3.0, 5.0]) => "The bias is not added.",
                Rows(&[0.5, -1.0]) => "That is the bias alone: W·x is missing.",
                Rows(&[3.5, 5.5]) => "Both got the first bias: bᵢ is output i's.",
            },
            otherwise,
        );

        stage("a batch");
        let (w, b, x) = (numbers(5, 3, 1), numbers(5, 1, 2), numbers(3, 2, 3));
        let product = times(&w, &x);
        let first = affine(&w, &x, &b);
        let only = |i, j| product[(i, j)] + if j == 0 { b[(i, 0)] } else { 0.0 };
        let crossed = |i, j| product[(i, j)] + b[(j, 0)];
        let mut layer = linear(&w, &b);
        expect_matrix(
            "Y, 5 outputs and 2 samples,",
            &forward(&mut layer, &x),
            &first,
            causes! {
                Is(grid(&product)) => "The bias is not added.",
                Is(grid(&table(5, 2, &only))) =>
                    "Only the first sample got its bias: every column gets it.",
                Is(grid(&table(5, 2, &crossed))) =>
                    "bⱼ was added to sample j: bᵢ belongs to output i of every sample.",
                Is(grid(&affine(&w, &x, &(&b * 2.0)))) =>
                    "The bias was added once for each sample of the batch, to all of \
                     them.",
            },
            otherwise,
        );

        stage("a second batch");
        let x = numbers(3, 2, 4);
        let second = affine(&w, &x, &b);
        expect_matrix(
            "Y of the second batch",
            &forward(&mut layer, &x),
            &second,
            causes! {
                Is(grid(&(&first + &second))) =>
                    "It was added to the first: `set_product` replaces what was there.",
            },
            otherwise,
        );
        let x = numbers(3, 1, 5);
        let yours = forward(&mut layer, &x);
        let right = affine(&w, &x, &b);
        expect_matrix("Y of a smaller batch", &yours, &right, &[], otherwise);
    });
}

/// What the layer gives back, for a batch that it has just seen.
fn dx_of(layer: &mut Linear, x: &Matrix, dy: &Matrix) -> Matrix {
    let hints = [
        (
            SIDES,
            "Perhaps W is not turned around, or stands on the wrong side? dX is inputs × batch, dy \
             outputs × batch, W outputs × inputs: turn W around.",
        ),
        (
            PLACE,
            "`add_product` adds to what is there; `set_product` gives dX its shape.",
        ),
    ];
    remember(layer, x);
    hinted_by(&hints, &mut || layer.set_dx(dy).clone())
}

#[test]
fn exercise_2_9() {
    exercise("2.9", || {
        let otherwise = "As for one vector: Wᵀ·v for every column.";
        stage("one sample");
        let (w, x) = (hand(), column(&[1.0, 1.0, 2.0]));
        let mut layer = linear(&w, &Matrix::zeros(2, 1));
        expect_matrix(
            "dX for dy = (2, -1)",
            &dx_of(&mut layer, &x, &column(&[2.0, -1.0])),
            &column(&[2.0, 5.0, -3.0]),
            causes! {
                Rows(&[2.0, 5.0, -6.0]) =>
                    "Multiplied by X: how Y moves with X does not depend on X.",
                EMPTY =>
                    "Nothing was written into `self.dx`. A `let` makes another matrix, \
                     which ends with the function.",
                Times(0.0) =>
                    "Was `self.dx` set, and from the weights' value, not their gradient? \
                     That is still 0.",
                Times(-1.0) => MINUS,
            },
            otherwise,
        );

        stage("a batch");
        let (w, b, x) = (numbers(5, 3, 1), numbers(5, 1, 2), numbers(3, 2, 3));
        let dy = numbers(5, 2, 4);
        let right = times(&w.transpose(), &dy);
        let first = |i, j| if j == 0 { right[(i, 0)] } else { 0.0 };
        let mut layer = linear(&w, &b);
        expect_matrix(
            "dX, 3 inputs and 2 samples,",
            &dx_of(&mut layer, &x, &dy),
            &right,
            causes! {
                Times(0.5) => BATCH,
                Is(grid(&table(3, 2, &first))) =>
                    "Only the first sample: each has its own slope.",
            },
            otherwise,
        );
        stage("a second time");
        expect_matrix(
            "dX of the same batch again",
            &dx_of(&mut layer, &x, &dy),
            &right,
            causes! {
                Times(2.0) =>
                    "dX was added to the last one: it is this batch's alone, so it is \
                     set. Only gradients of parameters add up.",
            },
            otherwise,
        );
        stage("many points");
        let zero = Matrix::zeros(2, 1);
        slopes(
            "dX of a dense layer",
            &[("W", 2, 3), ("X", 3, 5)],
            false,
            &|a| affine(&a[0], &a[1], &zero),
            &|a, dy| {
                let dx = dx_of(&mut linear(&a[0], &zero), &a[1], dy);
                vec![times(dy, &a[1].transpose()), dx]
            },
        );
    });
}

#[test]
fn exercise_2_10() {
    exercise("2.10", || {
        let sides = "Perhaps a side is swapped, or not turned around? dW is outputs × inputs, as W \
                     is: dy on the left, Xᵀ on the right.";
        let hints = [SIDES, PLACE, PAIR].map(|sign| (sign, sides));
        let add = |layer: &mut Linear, dy: &Matrix| {
            hinted_by(&hints, &mut || layer.add_weight_gradient(dy));
        };
        let otherwise =
            "wᵢⱼ leads from xⱼ to output i: its slope is dyᵢ·xⱼ, column times row.";
        stage("one sample");
        let (w, b) = (hand(), Matrix::zeros(2, 1));
        let mut layer = remembering(&column(&[1.0, 1.0, 2.0]), &w, &b);
        add(&mut layer, &column(&[2.0, -1.0]));
        let moved =
            "The weights themselves have changed: only their gradient is added to.";
        expect_matrix("W after the way back", &layer.weight.value, &w, &[], moved);
        expect_matrix(
            "dW for dy = (2, -1), x = (1, 1, 2)",
            &layer.weight.gradient,
            &rows(3, &[2.0, 2.0, 4.0, -1.0, -1.0, -2.0]),
            causes! {
                Times(0.0) => "Nothing was added to `self.weight.gradient`.",
                Times(-1.0) => MINUS,
                Rows(&[2.0, 4.0, 0.0, 0.0, 1.0, -6.0]) =>
                    "Multiplied by W: how Y moves with a weight does not depend on it.",
                Rows(&[2.0, 2.0, 2.0, -1.0, -1.0, -1.0]) =>
                    "X has no part in it: wᵢⱼ multiplies xⱼ, so its slope is dyᵢ·xⱼ.",
            },
            otherwise,
        );

        stage("a batch");
        let (w, b, x) = (numbers(5, 3, 1), numbers(5, 1, 2), numbers(3, 2, 3));
        let (dy, other) = (numbers(5, 2, 4), numbers(5, 2, 5));
        let first = times(&dy, &x.transpose());
        let one = "All samples use the same weights: add up over the batch.";
        let mut layer = remembering(&x, &w, &b);
        add(&mut layer, &dy);
        expect_matrix(
            "dW, 5 outputs and 3 inputs,",
            &layer.weight.gradient,
            &first,
            causes! {
                Times(0.5) => BATCH,
                Is(grid(&Matrix::outer(dy.column(1), x.column(1)))) => one,
                Is(grid(&Matrix::outer(dy.column(0), x.column(0)))) => one,
            },
            otherwise,
        );

        stage("a second time");
        add(&mut layer, &other);
        let second = times(&other, &x.transpose());
        expect_matrix(
            "dW after two ways back",
            &layer.weight.gradient,
            &(&first + &second),
            causes! {
                Is(grid(&second)) =>
                    "The first gradient is lost: it is added to (`add_product`), not \
                     replaced.",
            },
            otherwise,
        );
        stage("many points");
        let zero = Matrix::zeros(2, 1);
        slopes(
            "dW of a dense layer",
            &[("W", 2, 3), ("X", 3, 5)],
            false,
            &|a| affine(&a[0], &a[1], &zero),
            &|a, dy| {
                let mut layer = remembering(&a[1], &a[0], &zero);
                add(&mut layer, dy);
                vec![layer.weight.gradient, times(&a[0].transpose(), dy)]
            },
        );
    });
}

#[test]
fn exercise_2_11() {
    exercise("2.11", || {
        let hint = "db has one number per output, as dy has rows: perhaps a row was taken for a \
                    column, or a whole batch for one sample?";
        let hints =
            [SIDES, PLACE, PAIR, ENTRY, "index", "column "].map(|sign| (sign, hint));
        let add = |layer: &mut Linear, dy: &Matrix| {
            hinted_by(&hints, &mut || layer.add_bias_gradient(dy));
        };
        let otherwise = "bᵢ is added to output i of every sample, with the factor 1.";
        let axis = "Summed over the wrong axis: add up the samples of each output, not the \
                    outputs of each sample.";
        let one = "All samples use the same bias: add up (`+=`) over the batch.";
        stage("one sample");
        let (w, b) = (hand(), column(&[0.5, -3.0]));
        let mut layer = remembering(&column(&[1.0, 1.0, 2.0]), &w, &b);
        add(&mut layer, &column(&[2.0, -1.0]));
        let moved = "The bias itself has changed: only its gradient is added to.";
        expect_matrix("b after the way back", &layer.bias.value, &b, &[], moved);
        expect_matrix(
            "db for dy = (2, -1)",
            &layer.bias.gradient,
            &column(&[2.0, -1.0]),
            causes! {
                Times(0.0) => "Nothing was added to `self.bias.gradient`.",
                Times(-1.0) => MINUS,
                Rows(&[1.0, 3.0]) =>
                    "Multiplied by b: how Y moves with the bias does not depend on it.",
                Rows(&[1.0, 0.0]) => axis,
                Rows(&[1.0, 1.0]) => "Both got the sum: bᵢ leads to output i alone.",
            },
            otherwise,
        );

        stage("a batch");
        let (w, b, x) = (numbers(5, 3, 1), numbers(5, 1, 2), numbers(3, 2, 3));
        let (dy, other) = (numbers(5, 2, 4), numbers(5, 2, 5));
        let first = over_the_batch(&dy);
        let of_samples = over_the_batch(&dy.transpose());
        let crossed = |i, _| if i < 2 { of_samples[(i, 0)] } else { 0.0 };
        let mut layer = remembering(&x, &w, &b);
        add(&mut layer, &dy);
        expect_matrix(
            "db, 5 outputs and 2 samples,",
            &layer.bias.gradient,
            &first,
            causes! {
                Times(0.5) => BATCH,
                Is(grid(&table(5, 1, &crossed))) => axis,
                Rows(dy.column(1)) => one,
                Rows(dy.column(0)) => one,
                Is(grid(&table(5, 1, &|_, _| dy.sum()))) =>
                    "All got the sum over everything: bᵢ leads to output i alone.",
            },
            otherwise,
        );

        stage("a second time");
        add(&mut layer, &other);
        let second = over_the_batch(&other);
        expect_matrix(
            "db after two ways back",
            &layer.bias.gradient,
            &(&first + &second),
            causes! {
                Is(grid(&second)) =>
                    "The first gradient is lost: it is added to, not replaced.",
            },
            otherwise,
        );
        stage("many points");
        let (w, x) = (numbers(2, 3, 1), numbers(3, 5, 3));
        slopes(
            "db of a dense layer",
            &[("b", 2, 1)],
            false,
            &|a| affine(&w, &x, &a[0]),
            &|a, dy| {
                let mut layer = remembering(&x, &w, &a[0]);
                add(&mut layer, dy);
                vec![layer.bias.gradient]
            },
        );
    });
}

/// One bend: three numbers by hand, twice the same way back, and many points.
fn bend(
    name: &str,
    new: fn() -> Activation,
    [x, dy, right]: [[f64; 3]; 3],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    stage(&format!("{name} by hand"));
    let mut layer = new();
    let dy = rows(3, &dy);
    layer.forward(&rows(3, &x));
    let (what, right) = (format!("dx of {name}"), rows(3, &right));
    let yours = layer.backward(&dy).clone();
    let nothing = "Nothing was written into dx: at first it is 0×0, and `zip` ends with the \
                   shorter side. `set_map_pairs` gives it its shape.";
    let causes = [&[(EMPTY, nothing)], causes].concat();
    expect_matrix(&what, &yours, &right, &causes, otherwise);

    stage(&format!("{name} a second time"));
    let what = format!("dx of {name} for the same dy again");
    expect_matrix(
        &what,
        layer.backward(&dy),
        &right,
        causes! {
            Times(2.0) => "dx was added to the last one: it is set anew.",
        },
        "Has the way back changed what the layer remembers?",
    );

    stage(&format!("{name}, many points"));
    slopes(
        &format!("{name} of a batch"),
        &[("X", 3, 2)],
        true,
        &|a| new().forward(&a[0]).clone(),
        &|a, dy| {
            let mut layer = new();
            layer.forward(&a[0]);
            vec![layer.backward(dy).clone()]
        },
    );
}

#[test]
fn exercise_2_12() {
    exercise("2.12", || {
        let unchanged =
            "That is dy unchanged: it is multiplied by the bend's own slope.";
        let alone = "That is the bend's slope alone: multiply it by dy, what comes in.";
        let value = "dy times the value y: it is the slope that multiplies.";
        let sign = "The sign is reversed.";
        let dy = [2.0, -1.0, 4.0];
        let ln2 = 2_f64.ln();
        let twice = 1.0 - 0.6_f64.tanh().powi(2);
        let again =
            "The slope is taken at tanh y, as if y were the input: 1 − y² is all.";
        bend(
            "tanh",
            Activation::tanh,
            [[ln2, 0.0, -ln2], dy, [1.28, -1.0, 2.56]],
            causes! {
                Rows(&dy) => unchanged,
                Rows(&[0.64, 1.0, 0.64]) => alone,
                Rows(&[1.2, 0.0, -2.4]) => value,
                Times(-1.0) => sign,
                Rows(&[2.0 * twice, -1.0, 4.0 * twice]) => again,
                Rows(&[0.8, -1.0, 6.4]) => "1 − y: the output must be squared.",
                Rows(&[0.48, 0.0, -3.84]) => "That is σ's slope: tanh has 1 − y².",
            },
            "From the output y = (0.6, 0, -0.6) the slope is 1 − y²: 0.64, 1, 0.64.",
        );

        let ln3 = 3_f64.ln();
        let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
        let slope_at = |y: f64| sigmoid(y) * (1.0 - sigmoid(y));
        let twice = [2.0 * slope_at(0.75), -slope_at(0.5), 4.0 * slope_at(0.25)];
        let again =
            "The slope is taken at σ(y), as if y were the input: y·(1 − y) is all.";
        bend(
            "σ",
            Activation::sigmoid,
            [[ln3, 0.0, -ln3], dy, [0.375, -0.25, 0.75]],
            causes! {
                Rows(&dy) => unchanged,
                Rows(&[0.1875, 0.25, 0.1875]) => alone,
                Rows(&[1.5, -0.5, 1.0]) => value,
                Times(-1.0) => sign,
                Rows(&twice) => again,
                Rows(&[0.5, -0.5, 3.0]) => "dy·(1 − y): the factor y is missing.",
                Rows(&[0.875, -0.75, 3.75]) =>
                    "1 − y² is the slope of tanh; the sigmoid has y·(1 − y).",
            },
            "From the output y = (¾, ½, ¼) the slope is y·(1 − y): 3/16, 1/4, 3/16.",
        );

        bend(
            "relu",
            Activation::relu,
            [[1.5, -2.0, 0.5], [-2.0, 3.0, 4.0], [-2.0, 0.0, 4.0]],
            causes! {
                Rows(&[-2.0, 3.0, 4.0]) =>
                    "That is dy unchanged, but below 0 the slope is 0. From the output: y ≥ 0 \
                     always holds, y > 0 does not.",
                Rows(&[1.0, 0.0, 1.0]) => alone,
                Rows(&[-3.0, 0.0, 2.0]) => value,
                Times(-1.0) => sign,
                Rows(&[0.0, 3.0, 4.0]) =>
                    "dy was cut where dy is negative: cut it where the output is 0, \
                     and pass on the rest whatever its sign is.",
                Rows(&[0.0, 3.0, 0.0]) => "The two cases are swapped.",
            },
            "Where the output is above 0 the slope is 1, elsewhere 0.",
        );
    });
}

/// Layers Y = W·X in a row.
fn row_of(weights: &[&Matrix]) -> Sequential {
    let mut layers: Vec<Box<dyn Layer>> = Vec::new();
    for w in weights {
        layers.push(Box::new(Plain::new(w, &Matrix::zeros(w.nrows(), 1))));
    }
    Sequential::new(layers)
}

#[test]
fn exercise_2_13() {
    exercise("2.13", || {
        let hint = "Perhaps it is the order? The last layer is given dy; what it returns goes to \
                    the one before.";
        let back = |network: &mut Sequential, x: &Matrix, dy: &Matrix| {
            network.forward(x);
            hinted(hint, &mut || network.backward(dy).clone())
        };
        let otherwise = "Last layer first; each gets what the one behind it returned.";

        stage("two layers");
        let (a, b) = (numbers(2, 2, 1), numbers(2, 2, 2));
        let (x, dy) = (numbers(2, 3, 3), numbers(2, 3, 4));
        let (at, bt) = (a.transpose(), b.transpose());
        let middle = times(&bt, &dy);
        let mut two = row_of(&[&a, &b]);
        expect_matrix(
            "dX of two layers",
            &back(&mut two, &x, &dy),
            &times(&at, &middle),
            causes! {
                Is(grid(&times(&bt, &times(&at, &dy)))) =>
                    "The first layer was asked first: backward, the last one comes \
                     first.",
                Is(grid(&times(&at, &dy))) =>
                    "The first layer was given dy itself: it gets what the one behind \
                     it returns.",
                Is(grid(&middle)) =>
                    "Only the last layer was asked: every layer turns the slope.",
                Is(grid(&times(&b, &times(&a, &dy)))) =>
                    "dy went forward through the layers: it goes `backward`.",
                Is(grid(&times(&a, &times(&b, &dy)))) =>
                    "Each was asked for `forward`: the slope goes `backward` through \
                     it.",
            },
            otherwise,
        );

        stage("the parameters");
        let found = gradients(&mut two);
        let rights = [
            ("dW of the first layer", times(&middle, &x.transpose())),
            ("db of the first layer", over_the_batch(&middle)),
            (
                "dW of the last layer",
                times(&dy, &times(&a, &x).transpose()),
            ),
            ("db of the last layer", over_the_batch(&dy)),
        ];
        for (k, (what, right)) in rights.iter().enumerate() {
            expect_matrix(
                what,
                &found[k],
                right,
                causes! {
                    Times(2.0) =>
                        "Twice: the layer was asked twice, and adds each time.",
                    Times(0.0) => "The layer was not asked: it would never learn.",
                },
                otherwise,
            );
        }

        stage("many points");
        slopes(
            "a network 3 → 2 → 5",
            &[("W₁", 2, 3), ("W₂", 5, 2), ("X", 3, 2)],
            false,
            &|a| times(&a[1], &times(&a[0], &a[2])),
            &|a, dy| {
                let mut two = row_of(&[&a[0], &a[1]]);
                let dx = back(&mut two, &a[2], dy);
                let mut all = gradients(&mut two);
                vec![all.swap_remove(0), all.swap_remove(2), dx]
            },
        );
        stage("one layer, and three");
        let yours = back(&mut row_of(&[&a]), &x, &dy);
        expect_matrix("dX of one layer", &yours, &times(&at, &dy), &[], otherwise);
        let yours = back(&mut row_of(&[&a, &b, &a]), &x, &dy);
        let right = times(&at, &times(&bt, &times(&at, &dy)));
        expect_matrix("dX of three layers", &yours, &right, &[], otherwise);
    });
}

// 2.14 to 2.16: losses, and all of it by hand.

#[test]
fn exercise_2_14() {
    exercise("2.14", || {
        stage("by hand");
        // ln 8, of which ln 5 is the largest and ln 1.6 the rest.
        let (ln8, largest, rest) = (8_f64.ln(), 5_f64.ln(), 1.6_f64.ln());
        expect(
            "log_sum_exp of (ln 1, ln 2, ln 5)",
            log_sum_exp(&logits()),
            ln8,
            causes! {
                rest => "The largest was taken away and not put back: M + ln(sum).",
                8.0 => "The logarithm is missing.",
                largest + 1.6 => "The sum's logarithm is missing: M + ln(sum).",
                10_f64.ln() => "The z were added: their exponentials are to be.",
                ln8 - 3_f64.ln() => "The mean's logarithm: the sum is wanted.",
                largest + 1.6_f64.ln_1p() =>
                    "`ln_1p` adds a 1, but the largest entry's e⁰ is in the sum \
                     already.",
                8_f64.log10() => "It is the natural logarithm that is asked for.",
                largest * rest => "A product: ln(e^M·sum) is M + ln(sum).",
                largest => "That is the largest alone.",
            },
            "It is the logarithm of 1 + 2 + 5.",
        );

        stage("far out");
        let ln2 = 2_f64.ln();
        let cases: [(&[f64], f64); 5] = [
            (&[1000.0, 1000.0], 1000.0 + ln2),
            (&[-1000.0, -1000.0], -1000.0 + ln2),
            (&[1000.0, -1000.0], 1000.0),
            (&[f64::NEG_INFINITY, 0.5], 0.5),
            (&[-3.25], -3.25),
        ];
        for (z, right) in cases {
            let yours = log_sum_exp(z);
            let words = if z[0].is_infinite() && yours.is_nan() {
                "−∞ − (−∞) is not a number: take the largest z out of the sum, not the first"
            } else {
                "e^1000 is ∞, and e^−1000 is 0, whose logarithm is −∞. Take the largest z out of \
                 the sum before exp"
            };
            let agrees = same(yours, right);
            let ([yours, right], z) = (told_apart(yours, right), listed(z));
            assert!(
                agrees,
                "log_sum_exp of {z} is {right}, yours is {yours}: {words}"
            );
        }
        stage("many points");
        for_all(CASES, &vector(5), &mut |z| {
            let z = column(z);
            let sum = each(&z, &f64::exp).sum();
            for shift in [0.0, 4096.0] {
                let shifted = each(&z, &|z| z + shift);
                let (z, right) = (shifted.as_slice(), sum.ln() + shift);
                let yours = log_sum_exp(z);
                if !same(yours, right) {
                    return Err(format!(
                        "log_sum_exp of {z:?}\nis {right:.6}, yours is {yours:.6}"
                    ));
                }
            }
            Ok(())
        });
    });
}

/// Logits where exponentials overflow, and where a probability rounds to 0.
fn cross_entropy_far_out() {
    stage("far out");
    let z = column(&[1000.0, -1000.0]);
    for (label, right, slope) in [(0, 0.0, [0.0, 0.0]), (1, 2000.0, [1.0, -1.0])] {
        let mut dz = Matrix::default();
        let loss = softmax_cross_entropy(&z, &[label], &mut dz);
        let words = if loss.is_nan() {
            "e^1000 is ∞, and ∞ − ∞ or ∞/∞ is not a number. ln p is z − log_sum_exp(z)"
        } else {
            "e^1000 is ∞, and a p that rounds to 0 has the logarithm −∞. ln p is z − \
             log_sum_exp(z): do not take the logarithm of p"
        };
        let at = format!("for the logits (1000, -1000) and label {label}");
        let [yours, text] = told_apart(loss, right);
        assert!(
            same(loss, right),
            "{at} the loss is {text}, yours is {yours}: {words}"
        );
        let words = if dz.as_slice().iter().any(|dz| dz.is_nan()) {
            "e^1000 is ∞, and ∞/∞ is not a number. p is e^(z − log_sum_exp(z))"
        } else {
            "p is e^(z − log_sum_exp(z)), minus 1 at the label"
        };
        let (yours, text) = (listed(dz.as_slice()), listed(&slope));
        assert!(
            agree(dz.as_slice(), &slope),
            "{at} the loss is right, but dz is {text}, yours is {yours}: {words}"
        );
    }
}

#[test]
fn exercise_2_15() {
    exercise("2.15", || {
        stage("the loss by hand");
        // Something is left in dz from an earlier batch.
        let left = [10.0, 20.0, 30.0];
        let mut dz = column(&left);
        let loss = softmax_cross_entropy(&column(&logits()), &[1], &mut dz);
        let (ln4, ln8) = (4_f64.ln(), 8_f64.ln());
        expect(
            "the loss of (ln 1, ln 2, ln 5), label 1,",
            loss,
            ln4,
            causes! {
                -ln4 => "The sign is reversed: it is −ln p, and p is below 1.",
                ln8 =>
                    "That is log_sum_exp(z): the label's logit is taken away from it.",
                0.25 => "That is p: the loss is −ln p.",
                0.75 => "That is 1 − p: the loss is −ln p.",
                16_f64.ln() => "A sign: log_sum_exp(z) minus the label's logit.",
                3.0 * ln8 - 10_f64.ln() =>
                    "All classes count in it: it is −ln p of the right class alone.",
                0.0 => "Nothing was added to `total`.",
            },
            "p of the label is 2/8, so the loss is −ln ¼.",
        );

        stage("dz by hand");
        expect_matrix(
            "dz for p = (1, 2, 5)/8, label 1,",
            &dz,
            &column(&[0.125, -0.75, 0.625]),
            causes! {
                Rows(&[0.125, 0.25, 0.625]) => "That is p: take 1 away at the label.",
                Times(-1.0) =>
                    "The sign is reversed: what was said minus what is right.",
                Rows(&left) => "Nothing was written into dz.",
                Rows(&[10.125, 19.25, 30.625]) =>
                    "It was added to what stood in dz before: dz is set.",
                Rows(&[10.0, -0.75, 30.0]) =>
                    "Only the label's entry is written: the others have the slope p.",
                Rows(&[0.125, -1.0, 0.625]) => "At the label it is p − 1, not −1.",
                Rows(&[0.125, 1.25, 0.625]) => "At the label it is p − 1, not p + 1.",
                Times(1.0 / 3.0) =>
                    "Divided by the classes: it is the batch that is averaged over.",
                Rows(&[0.125 * 0.125, -0.75 * 0.25, 0.625 * 0.625]) =>
                    "A factor p too much: from the logits it is just p − 1 at the \
                     label.",
            },
            "p = (1, 2, 5)/8, minus 1 at the label.",
        );

        stage("a batch");
        let (z, labels) = (numbers(5, 3, 1), [4, 0, 2]);
        cross_entropy_of_a_batch(&z, labels);
        let mean = cross_entropy(&z, &labels);

        stage("many points");
        slopes(
            "softmax cross-entropy of a batch",
            &[("Z", 5, 3)],
            false,
            &|a| column(&[cross_entropy(&a[0], &labels)]),
            &|a, slope| {
                let mut dz = Matrix::default();
                softmax_cross_entropy(&a[0], &labels, &mut dz);
                vec![&dz * slope[(0, 0)]]
            },
        );
        stage("every sample twice");
        let twice = table(5, 6, &|i, j| z[(i, j % 3)]);
        let loss = softmax_cross_entropy(&twice, &[4, 0, 2, 4, 0, 2], &mut dz);
        expect("the mean loss", loss, mean, &[], "A mean stays as it is.");
        cross_entropy_far_out();
    });
}

/// The mean loss and the slopes of 3 samples.
fn cross_entropy_of_a_batch(z: &Matrix, labels: [usize; 3]) {
    let mut dz = Matrix::default();
    let loss = softmax_cross_entropy(z, &labels, &mut dz);
    let mean = cross_entropy(z, &labels);
    let [first, .., last] =
        [0, 1, 2].map(|j| cross_entropy(&column(z.column(j)), &[labels[j]]));
    let only_last = "That is only the last sample's loss: add each (`+=`) to `total`.";
    let only_first = "That is only the first sample's loss: no `return` before the others \
                      are added.";
    expect(
        "the mean loss of 3 samples",
        loss,
        mean,
        causes! {
            mean / 3.0 => "1/B is in it twice: `total` is divided at the end.",
            mean * 3.0 => "That is the sum over the batch: the mean is wanted.",
            last / 3.0 => only_last,
            last => only_last,
            first / 3.0 => only_first,
            first => only_first,
        },
        "The mean over the samples of −ln p, each with its own label.",
    );
    let (p, ones) = (probabilities(z), one_hot(5, &labels));
    let third = 1.0 / 3.0;
    expect_matrix(
        "dz of 3 samples",
        &dz,
        &(&(&p - &ones) * third),
        causes! {
            Times(3.0) =>
                "1/B is missing: the loss is a mean over the batch, and so is its \
                 slope.",
            Times(third) => "1/B is in it twice.",
            Is(grid(&(&(&p * third) - &ones))) =>
                "1/B belongs to the 1 at the label, too: (p − 1)/B.",
            Is(grid(&(&p - &(&ones * third)))) =>
                "1/B belongs to p, too: (p − 1)/B.",
            Is(grid(&(&(&p - &one_hot(5, &[0, 1, 2])) * third))) =>
                "1 is taken away in row j of sample j: do it in the row of its \
                 label.",
        },
        "(p − 1 at the label)/B.",
    );
}

/// The way forward of two layers with W₁, b₁, W₂ and b₂.
fn forward(parameters: &[Matrix], x: &Matrix, labels: &[usize]) -> Forward {
    let h = each(&affine(&parameters[0], x, &parameters[1]), &f64::tanh);
    let z2 = affine(&parameters[2], &h, &parameters[3]);
    Forward {
        x: x.clone(),
        h,
        loss: cross_entropy(&z2, labels),
        p: probabilities(&z2),
    }
}

/// A network of two layers, its way forward, and what is right on the way back.
struct ByHand {
    network: TwoLayer,
    forward: Forward,
    labels: Vec<usize>,
    right: Backward,
}

impl ByHand {
    fn new(parameters: &[Matrix], x: &Matrix, labels: &[usize]) -> Self {
        let forward = forward(parameters, x, labels);
        let (p, h) = (&forward.p, &forward.h);
        let network = two_layers(parameters);
        let off = p - &one_hot(p.nrows(), labels);
        let dz2 = &off * (1.0 / labels.len() as f64);
        let dh = times(&network.w2.transpose(), &dz2);
        let dz1 = through_tanh(&dh, h);
        let right = Backward {
            dw2: times(&dz2, &h.transpose()),
            db2: over_the_batch(&dz2),
            dw1: times(&dz1, &x.transpose()),
            db1: over_the_batch(&dz1),
            dz2,
            dh,
            dz1,
        };
        Self {
            network,
            forward,
            labels: labels.to_vec(),
            right,
        }
    }

    fn backward(&self) -> Backward {
        let missing = "A `Matrix::default()` is 0×0, and nothing can be made from it. It may \
                       stand for slopes that come later: the test judges what there is.";
        let turn = "Perhaps a `.t()` is missing, or stands at the wrong side? Each dW is the slope \
                    of its layer's output times its input transposed, and dH is W₂ᵀ·dZ₂.";
        let pair = "Perhaps one of the two is not the slope of this place? Entry by entry dH and H \
                    go together.";
        let hints = [(" 0×0", missing), (SIDES, turn), (PAIR, pair)];
        hinted_by(&hints, &mut || {
            self.network.backward(&self.forward, &self.labels)
        })
    }
}

fn two_layers(parameters: &[Matrix]) -> TwoLayer {
    TwoLayer {
        w1: parameters[0].clone(),
        b1: parameters[1].clone(),
        w2: parameters[2].clone(),
        b2: parameters[3].clone(),
    }
}

fn through_tanh(dh: &Matrix, h: &Matrix) -> Matrix {
    dh.hadamard(&each(h, &|h| 1.0 - h * h))
}

/// What is to be said about one of the seven: `right`, or what is wrong with it.
fn remark(
    yours: &Matrix,
    right: &Matrix,
    batch: f64,
    known: &[(Wrong, &str)],
) -> String {
    if grid(yours).same(grid(right)) {
        return "right".to_owned();
    }
    let (m, n) = yours.shape();
    if (m, n) == (0, 0) {
        return "not yet".to_owned();
    }
    let usual = causes! {
        Transposed => "this is the transpose",
        Times(batch) => "B times too much",
        Times(1.0 / batch) => "1/B once too often: it is in dz2 already",
        Times(-1.0) => "the sign is reversed",
    };
    let named = |causes| cause(grid(yours), grid(right), causes);
    if let Some(words) = named(known).or_else(|| named(usual)) {
        return words.to_owned();
    }
    let (k, l) = right.shape();
    if (m, n) != (k, l) {
        return format!("{k}×{l} is wanted, yours is {m}×{n}");
    }
    let (mut wrong, mut at) = (0, (0, 0));
    for j in (0..n).rev() {
        for i in (0..m).rev() {
            if !same(yours[(i, j)], right[(i, j)]) {
                (wrong, at) = (wrong + 1, (i, j));
            }
        }
    }
    let ([a, b], of) = (told_apart(yours[at], right[at]), m * n);
    let rounded = half_precise(yours.as_slice(), right.as_slice());
    let rounded = rounded.map_or(String::new(), |words| format!(". {words}"));
    format!(
        "{wrong} of {of} entries are wrong; at {at:?} {b} is right, yours is {a}{rounded}"
    )
}

/// Yours, where it can be worked on with; else the right one.
fn usable<'m>(yours: &'m Matrix, right: &'m Matrix) -> &'m Matrix {
    if yours.shape() == right.shape() {
        yours
    } else {
        right
    }
}

/// One line for each of the seven, each judged by those of yours that it is made from.
fn seven(case: &ByHand) -> [(&'static str, String); 7] {
    let Forward { x, h, p, .. } = &case.forward;
    let (yours, right) = (case.backward(), &case.right);
    let (batch, classes) = (case.labels.len() as f64, p.nrows() as f64);
    let dz2 = usable(&yours.dz2, &right.dz2);
    let dh = usable(&yours.dh, &right.dh);
    let dz1 = usable(&yours.dz1, &right.dz1);
    let (ht, xt) = (h.transpose(), x.transpose());
    let last = case.labels.len() - 1;
    let say = |yours: &Matrix, right: &Matrix, known: &[(Wrong, &str)]| {
        remark(yours, right, batch, known)
    };
    let one = "only the last sample: add up over the batch";
    let bias = |yours: &Matrix, dz: &Matrix, of_dh: &Matrix| {
        let sums = over_the_batch(&dz.transpose());
        let (turned, sample) = (sums.transpose(), column(dz.column(last)));
        let axis = "summed over the wrong axis: add up the samples, not the rows";
        let known = causes! {
            Is(grid(&sums)) => axis,
            Is(grid(&turned)) => axis,
            Is(grid(of_dh)) => "made from dh: the way to b1 leads through dz1",
            Is(grid(&sample)) => one,
        };
        say(yours, &over_the_batch(dz), known)
    };
    let sloped = |slope: &dyn Fn(f64) -> f64| dh.hadamard(&each(h, slope));
    [
        (
            "dz2",
            say(
                &yours.dz2,
                &right.dz2,
                causes! {
                    Times(batch) => "1/B is missing: the loss is a mean",
                    Times(1.0 / batch) => "1/B is in it twice",
                    Times(batch / classes) => "divided by the classes, not the batch",
                    Is(grid(&(p * (1.0 / batch)))) =>
                        "that is P/B: minus 1 at the label",
                    Is(grid(p)) => "that is P: minus 1 at the label, and 1/B",
                },
            ),
        ),
        (
            "dw2",
            say(
                &yours.dw2,
                &times(dz2, &ht),
                causes! {
                    Is(grid(&times(p, &ht))) => "made from P: it is dz2 that goes back",
                    Is(grid(&Matrix::outer(dz2.column(last), h.column(last)))) => one,
                },
            ),
        ),
        ("db2", bias(&yours.db2, dz2, &Matrix::default())),
        (
            "dh",
            say(&yours.dh, &times(&case.network.w2.transpose(), dz2), &[]),
        ),
        (
            "dz1",
            say(
                &yours.dz1,
                &through_tanh(dh, h),
                causes! {
                    Is(grid(dh)) => "that is dh: the slope of tanh is missing",
                    Is(grid(&sloped(&|h| 1.0 - h))) =>
                        "1 − h: the output must be squared",
                    Is(grid(&sloped(&|h| 1.0 - h.tanh().powi(2)))) =>
                        "the slope is taken at tanh h, but h is the output already",
                    Is(grid(&sloped(&|h| h * (1.0 - h)))) =>
                        "h·(1 − h) is the sigmoid's slope",
                    Is(grid(&each(h, &|h| 1.0 - h * h))) =>
                        "that is the slope of tanh alone: times dh",
                },
            ),
        ),
        (
            "dw1",
            say(
                &yours.dw1,
                &times(dz1, &xt),
                causes! {
                    Is(grid(&times(dh, &xt))) =>
                        "made from dh: the way to w1 leads through dz1",
                    Is(grid(&Matrix::outer(dz1.column(last), x.column(last)))) => one,
                },
            ),
        ),
        ("db1", bias(&yours.db1, dz1, &over_the_batch(dh))),
    ]
}

#[test]
fn exercise_2_16() {
    exercise("2.16", || {
        stage("one at a time");
        // 2 inputs, 3 hidden neurons, 5 classes, 7 samples.
        let (x, labels) = (&numbers(2, 7, 5) * 0.5, [4, 0, 2, 1, 3, 3, 0]);
        let shapes = [("w1", 3, 2), ("b1", 3, 1), ("w2", 5, 3), ("b2", 5, 1)];
        let parameters = [1, 2, 3, 4].map(|seed| {
            let (_, m, n) = shapes[seed - 1];
            &numbers(m, n, seed) * 0.5
        });
        let lines = seven(&ByHand::new(&parameters, &x, &labels));
        let (mut report, mut all_right) = (Vec::new(), true);
        for (name, remark) in &lines {
            report.push(format!("  {name:<3}  {remark}"));
            all_right &= remark == "right";
        }
        assert!(
            all_right,
            "not all of the seven slopes are right\n\n{}\n\neach is judged by those of yours that \
             it is made from",
            report.join("\n")
        );

        stage("many points");
        slopes(
            "a network of two layers, by hand",
            &shapes,
            false,
            &|a| column(&[forward(a, &x, &labels).loss]),
            &|a, slope| {
                let yours = ByHand::new(a, &x, &labels).backward();
                let mut all = vec![yours.dw1, yours.db1, yours.dw2, yours.db2];
                for part in &mut all {
                    *part = &*part * slope[(0, 0)];
                }
                all
            },
        );
    });
}

// 2.17 and 2.18: training.

/// A batch, as its own copy.
fn batch_of(batches: &mut Batches, index: usize) -> (Matrix, Vec<usize>) {
    let smaller = "Perhaps the loop goes to `self.size`? The last batch is smaller: \
                   `samples.len()`.";
    let turned = "Perhaps rows and columns are swapped? X is features × batch: a sample becomes a \
                  column.";
    let last = index + 1 == batches.count();
    let hint = if last { smaller } else { turned };
    let hints = [ENTRY, "column ", "index", "length"].map(|sign| (sign, hint));
    hinted_by(&hints, &mut || {
        let (x, labels) = batches.get(index);
        (x.clone(), labels.to_vec())
    })
}

/// Seven samples of three features: sample k is (k, k + 10, k + 20), its class 2k modulo 5.
fn seven_samples() -> Dataset {
    let features = table(3, 7, &|i, j| (10 * i + j) as f64);
    let labels = vec![0, 2, 4, 1, 3, 0, 2];
    Dataset::new(3, 5, features.as_slice().to_vec(), labels)
        .expect("seven samples of three features")
}

#[test]
fn exercise_2_17() {
    exercise("2.17", || {
        let data = seven_samples();
        stage("in the data's own order");
        let mut batches = Batches::new(&data, 2);
        for (index, first, size) in [(0, 0, 2), (1, 2, 2), (3, 6, 1), (0, 0, 2)] {
            let (x, labels) = batch_of(&mut batches, index);
            let from =
                |first: usize| table(3, size, &|i, j| (10 * i + first + j) as f64);
            expect_matrix(
                &format!("X of batch {index} ({size} samples)"),
                &x,
                &from(first),
                causes! {
                    Is(grid(&from(0))) =>
                        "These are the data's first samples: which samples are in the \
                         batch says `samples`.",
                    Times(0.0) => "Nothing was written into X.",
                },
                "Column j is the sample whose number is samples[j].",
            );
            let right = &data.labels()[first..first + size];
            assert!(
                labels == right,
                "the labels of batch {index} are {right:?}, yours are {labels:?}: each sample's \
                 own label goes with it"
            );
        }

        stage("shuffled");
        batches.shuffle(&mut ChaCha8Rng::seed_from_u64(3));
        let mut seen = Vec::new();
        for index in 0..batches.count() {
            let (x, labels) = batch_of(&mut batches, index);
            for (j, &label) in labels.iter().enumerate() {
                let features = x.column(j);
                let Some(sample) = (0..7).find(|&k| data.sample(k) == features) else {
                    panic!(
                        "after a shuffle {features:?} is a column of X, but no sample"
                    );
                };
                let right = data.label(sample);
                assert!(
                    label == right,
                    "after a shuffle sample {sample} came with label {label}, but it has label \
                     {right}: features and label come from one sample"
                );
                seen.push(sample);
            }
        }
        let all = [0, 1, 2, 3, 4, 5, 6];
        assert!(
            seen != all,
            "after a shuffle the samples still come in the data's own order: take their numbers \
             from `samples`"
        );
        seen.sort_unstable();
        assert!(
            seen == all,
            "a pass shows each of the seven samples once, yours shows {seen:?}"
        );

        stage("the mean of a pass");
        let mut mean = Mean::default();
        mean.add(1.6, 3);
        let cut = "The mean was cut or rounded to a whole number: it is `samples` that becomes a \
                   `Real`, not the mean a `usize`.";
        let total =
            "The total is one of losses: a mean of 3 samples stands for 3 of them.";
        expect(
            "the mean after 3 samples of mean 1.6",
            mean.value(),
            1.6,
            causes! {
                1.6 / 3.0 => total,
                4.8 => "The total is divided by the number of samples: count all 3.",
                1.0 => cut,
                2.0 => cut,
                4.0 / 3.0 => "4.8 was cut to 4: the total is a `Real`.",
                5.0 / 3.0 => "4.8 was rounded to 5: the total is a `Real`.",
            },
            total,
        );
        mean.add(5.2, 1);
        expect(
            "the mean after 3 samples of mean 1.6 and one of 5.2",
            mean.value(),
            2.5,
            causes! {
                3.4 => "Both batches count the same: the one of 3 counts three times.",
                5.2 => "That is the last batch alone: add it to what was there.",
            },
            total,
        );
    });
}

/// An optimizer that writes down what it is shown, and moves like gradient descent.
struct Diary {
    learning_rate: f64,
    numbers: Vec<usize>,
    slopes: Vec<Vec<f64>>,
}

impl Optimizer for Diary {
    fn update(&mut self, index: usize, values: &mut [f64], slopes: &[f64]) {
        self.numbers.push(index);
        self.slopes.push(slopes.to_vec());
        for (value, slope) in values.iter_mut().zip(slopes) {
            *value -= self.learning_rate * slope;
        }
    }
}

/// The loss of a dense layer and its slopes in W and b, from the formulas.
fn loss_and_slopes(
    parameters: &[Matrix],
    x: &Matrix,
    labels: &[usize],
) -> (f64, [Matrix; 2]) {
    let z = affine(&parameters[0], x, &parameters[1]);
    let off = &probabilities(&z) - &one_hot(z.nrows(), labels);
    let dz = &off * (1.0 / labels.len() as f64);
    let slopes = [times(&dz, &x.transpose()), over_the_batch(&dz)];
    (cross_entropy(&z, labels), slopes)
}

#[test]
fn exercise_2_18() {
    exercise("2.18", || {
        // Three classes from two features, five samples.
        let mut network = Plain::new(&numbers(3, 2, 1), &numbers(3, 1, 2));
        let (x, labels) = (numbers(2, 5, 3), [0, 2, 1, 2, 0]);
        let (loss, firsts) = loss_and_slopes(&values(&mut network), &x, &labels);
        let diary = Diary {
            learning_rate: 0.5,
            numbers: Vec::new(),
            slopes: Vec::new(),
        };
        let mut training = Training::new(&mut network, diary);

        stage("what the optimizer is shown");
        let yours = training.step(&x, &labels);
        let numbers = training.optimizer.numbers.as_slice();
        let hint = match numbers {
            [] => "the optimizer was not asked",
            [0] => "only the first was shown: every one is, by `visit`",
            [0, 0] => {
                "both got number 0: count on, because later optimizers remember by number"
            }
            [1, 2] => "count from 0",
            _ => "each parameter is shown once per step",
        };
        assert!(
            numbers == [0, 1],
            "the network has two parameters, numbers 0 and 1, yours were {numbers:?}: {hint}"
        );
        let what = ["the slope of W", "the slope of b"];
        let otherwise = "dz from the loss goes backward before anything moves.";
        for k in 0..2 {
            let shown = &training.optimizer.slopes[k];
            expect_matrix(
                what[k],
                &filled(firsts[k].shape(), shown),
                &firsts[k],
                causes! {
                    Times(0.0) =>
                        "All zeros when the optimizer looks: go backward before, and \
                         clear gradients before that, not after.",
                    Times(2.0) => "Twice too much: is `backward` called twice?",
                },
                otherwise,
            );
        }

        stage("the loss");
        let after = values(training.network);
        let (later, seconds) = loss_and_slopes(&after, &x, &labels);
        expect(
            "the loss of the first step",
            yours,
            loss,
            causes! {
                later => "That is the loss after the step: return the one before it.",
                0.0 => "Return what `softmax_cross_entropy` gave.",
            },
            "It is the batch's mean loss.",
        );

        stage("a second step");
        training.optimizer.slopes.clear();
        training.step(&x, &labels);
        for k in 0..2 {
            let shown = &training.optimizer.slopes[k];
            expect_matrix(
                &format!("{} in the second step", what[k]),
                &filled(seconds[k].shape(), shown),
                &seconds[k],
                causes! {
                    Is(grid(&(&firsts[k] + &seconds[k]))) =>
                        "The first step's slope is still in it: clear gradients before \
                         each step.",
                },
                otherwise,
            );
        }

        stage("it reads digits");
        let split = datasets::digits()
            .and_then(|digits| digits.split(0.2, 7))
            .expect("the digits are part of the program");
        let mut network = Sequential::mlp(&[64, 32, 10], Init::He, 1);
        let mut training = Training::new(&mut network, Sgd { learning_rate: 0.3 });
        let plan = Plan {
            epochs: 4,
            batch: 32,
            seed: 1,
        };
        let passes = fit(&mut training, &split.train, &split.test, plan, |_| {});
        let share = passes.last().map_or(0.0, |pass| pass.validation.accuracy);
        assert!(
            share > 0.9,
            "after four passes the network reads more than 90 % of digits it has not seen, yours \
             reads {:.1} %",
            100.0 * share
        );
    });
}

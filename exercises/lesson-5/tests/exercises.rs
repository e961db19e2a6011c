//! The exercises of lesson 5, each with one test. A test goes in stages: small numbers that can be
//! followed by hand first, then sizes of which no two are equal, with padding, strides that do not
//! divide, dilation and groups, then the edges, and at last whether it learns.
//!
//! The same file is compiled against your crate (`cargo test -p lesson-5`) and against the
//! reference. What the results are compared with stands in `ties.rs`.

mod ties;

use std::panic::catch_unwind;
use std::sync::{Arc, Mutex};

use backprop::losses::softmax_cross_entropy;
use backprop::training::largest as most_likely;
use backprop::{Activation, Init, Layer, Linear, Parameter, Sequential, Training};
use judge::Wrong::{Rows, Times};
use judge::{
    Answers, causes, exercise, expect_answers, expect_number, expect_row, hinted,
    in_child, stage,
};
use lesson_5::avg_pool::{average, average_back};
use lesson_5::max_pool::largest;
use lesson_5::one_d::{correlate, input_slopes, kernel_slopes};
use lesson_5::patches::{col2im_add, im2col};
use lesson_5::sparse::as_matrix;
use lesson_5::{ImageShape, MaxPool2d, Shards, Window, Window2d, lenet, loops};
use matrix::Matrix;
use optimizers::Adam;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use ties::{
    Known, LONG, Plain, Twist, batch, by_rows, counting_ends, expect_inputs,
    expect_map, expect_numbers, expect_outputs, expect_table, expect_weights, geometry,
    layer, list, look, numbers, places, pool_sizes, remembering, rows, sizes, window,
    windows,
};

// The example that goes through the whole lesson.
const X: [f64; 5] = [1.0, 2.0, 0.0, -1.0, 3.0];
const K: [f64; 3] = [2.0, 0.0, -1.0];
const V: [f64; 3] = [1.0, 0.0, 2.0];

const FLIPPED: &str = "The kernel is turned around: tap 0 lies on the first number under the \
                       window.";
const MINUS: &str =
    "The sign is reversed: the minus is the optimizer's, not the layer's.";

// 5.1: a dot product that slides.

#[test]
fn exercise_5_1() {
    exercise("5.1", || {
        let hint = "With n numbers and k taps the last place is n − k: there tap j lies on \
                    x[i + j], and that is the last number.";
        let yours = |x: &[f64], k: &[f64]| hinted(hint, &mut || correlate(x, k));
        let otherwise = "Output i: the kernel laid on x from i on, products added.";

        stage("by hand");
        expect_row(
            "the kernel (2, 0, -1) on (1, 2, 0, -1, 3)",
            &yours(&X, &K),
            &[2.0, 5.0, -3.0],
            causes! {
                Rows(&[-1.0, -4.0, 6.0]) =>
                    "The kernel is turned around, as in mathematics: tap 0 lies on x[i].",
                Rows(&[0.0, 1.0, -3.0]) =>
                    "These are the last products alone: add them up (`+=`).",
                Rows(&[2.0, 2.0, 2.0]) => "The kernel stays at place 0: it slides with i.",
                Rows(&[1.0, 2.0, 0.0]) =>
                    "All taps look at x[i]: tap j looks j numbers further.",
                Rows(&[5.0, -3.0, -2.0]) =>
                    "One place too far to the right: output 0 begins at x[0].",
                Rows(&[-2.0, 2.0, 5.0]) =>
                    "The kernel's middle is laid on place i: its first tap is, and no \
                     padding is needed.",
                Rows(&[4.0, 2.0, 3.0]) => "Added: each tap *multiplies* what it lies on.",
                Times(1.0 / 3.0) => "That is a mean: a dot product is a sum.",
                Times(0.0) => "y is as it was: is something added to it?",
                Times(-1.0) => "The sign is reversed.",
                Rows(&[2.0, 7.0, 4.0]) =>
                    "Each output has all before it in it: each begins at 0.",
            },
            otherwise,
        );

        stage("other lengths");
        for (inputs, taps) in [(7, 2), (11, 5), (5, 5), (3, 1)] {
            let (plain, x) = (list(inputs, taps), numbers(inputs, taps));
            let k = numbers(taps, 9);
            let flipped = plain.twisted(Twist::Flipped).forward(&x, &k, &[0.0]);
            expect_numbers(
                &format!("y for {inputs} numbers and {taps} taps"),
                &yours(&x, &k),
                &plain.forward(&x, &k, &[0.0]),
                &[(Rows(&flipped), FLIPPED)],
                otherwise,
            );
        }
    });
}

// 5.2 to 5.4: windows and counts.

/// "n = 10, k = 3, s = 2, p = 0, d = 1"
fn named(window: Window, inputs: usize) -> String {
    let Window {
        size,
        stride,
        padding,
        dilation,
    } = window;
    format!("n = {inputs}, k = {size}, s = {stride}, p = {padding}, d = {dilation}")
}

/// A wrong number of outputs for so many inputs and a window, and the words for it.
type Counted<'a> = (&'a dyn Fn(isize, &Window) -> isize, &'a str);

#[test]
fn exercise_5_2() {
    exercise("5.2", || {
        stage("counted");
        counting_ends();
        let hint = "All of these windows fit. The stride need not divide: what is left over on \
                    the right is not looked at. And padding adds to the inputs, on both sides. A \
                    `usize` can't be below 0 on the way either: add the padding first; the 1 is in \
                    `span()` already.";
        let (mut questions, mut yours, mut right) =
            (Vec::new(), Vec::new(), Vec::new());
        for &(n, window) in &windows() {
            questions.push(format!("the number of outputs for {}", named(window, n)));
            let outputs = hinted(hint, &mut || window.outputs(n));
            yours.push(outputs.to_string());
            right.push(places(window, n).to_string());
        }
        let free = |n: isize, w: &Window| {
            let [k, p, d] = [w.size, w.padding, w.dilation].map(usize::cast_signed);
            n + 2 * p - d * (k - 1) - 1
        };
        let s = |w: &Window| w.stride.cast_signed();
        let wrong: [Counted; 10] = [
            (
                &|n, w| free(n, w) / s(w),
                "The first place, 0, counts, too.",
            ),
            (
                &|n, w| (free(n, w) + s(w) - 1) / s(w) + 1,
                "Rounded up: the last window would reach beyond the end. What is left over is \
                 not looked at.",
            ),
            (
                &|n, w| (2 * free(n, w) + s(w)) / (2 * s(w)) + 1,
                "Rounded to the nearest: half a window does not fit. Round down.",
            ),
            (
                &|n, w| (free(n, w) - w.padding.cast_signed()) / s(w) + 1,
                "The padding is counted on one side: it is on both.",
            ),
            (
                &|n, w| (free(n, w) - 2 * w.padding.cast_signed()) / s(w) + 1,
                "The padding is missing: it is on both sides.",
            ),
            (
                &|n, w| {
                    (free(n, w)
                        + (w.dilation.cast_signed() - 1) * (w.size.cast_signed() - 1))
                        / s(w)
                        + 1
                },
                "The dilation is missing: the window covers `self.span()`, not `self.size`.",
            ),
            (&|n, w| free(n, w) + 1, "The stride is missing."),
            (
                &|n, w| (free(n, w) + 1) / s(w),
                "The 1 is added before the division: it stands for the place at 0, so after.",
            ),
            (
                &|n, w| (free(n, w) + 1 - w.dilation.cast_signed()) / s(w) + 1,
                "The window covers d(k − 1) + 1, which is `self.span()`, not d·k: behind the \
                 last tap there is no gap.",
            ),
            (
                &|n, w| (n + 2 * w.padding.cast_signed() + s(w) - 1) / s(w),
                "As if the window could start anywhere: at the end it has to fit.",
            ),
        ];
        let mut known = Vec::new();
        for (formula, words) in wrong {
            let mut answers = Vec::new();
            for (n, window) in &windows() {
                answers.push(formula(n.cast_signed(), window).to_string());
            }
            known.push((answers, words));
        }
        expect_answers(
            Answers {
                questions: &questions,
                yours: &yours,
                right: &right,
            },
            &known,
            "The window may start at 0, s, 2s, … up to n + 2p − span.",
        );
    });
}

/// Where a wrong formula looks: output, tap, inputs, window.
type Look = fn([isize; 3], &Window) -> Option<isize>;

/// i·s + t·d − p, wherever that is.
fn unchecked([i, t, _]: [isize; 3], w: &Window) -> isize {
    i * w.stride.cast_signed() + t * w.dilation.cast_signed() - w.padding.cast_signed()
}

/// `None` where it is outside.
fn inside(place: isize, inputs: isize) -> Option<isize> {
    (0..inputs).contains(&place).then_some(place)
}

const LOOKS: [(Look, &str); 15] = [
    (
        |at, w| inside(unchecked(at, w) + w.padding.cast_signed(), at[2]),
        "The padding is not taken away: p zeros stand before input 0.",
    ),
    (
        |at, w| {
            inside(
                unchecked(at, w) + at[0] * (1 - w.stride.cast_signed()),
                at[2],
            )
        },
        "The stride is missing: output i starts at i·s.",
    ),
    (
        |at, w| {
            inside(
                unchecked(at, w) + at[1] * (1 - w.dilation.cast_signed()),
                at[2],
            )
        },
        "The dilation is missing: two taps are d apart.",
    ),
    (
        |[i, t, n], w| inside(unchecked([t, i, n], w), n),
        "Stride and dilation are exchanged: outputs are s apart, taps d.",
    ),
    (
        |at, w| Some(unchecked(at, w).clamp(0, at[2] - 1)),
        "At the border the last number is repeated: padding is nothing, `None`.",
    ),
    (
        |at, w| inside(unchecked(at, w).max(0), at[2]),
        "In front of the first input it sees padding, `None`, not input 0: `saturating_sub` \
         stops at 0.",
    ),
    (
        |at, w| Some(unchecked(at, w)).filter(|place| *place >= 0),
        "Behind the last input there is padding, too: `None` there.",
    ),
    (
        |at, w| Some(unchecked(at, w).rem_euclid(at[2])),
        "It begins again at the other end: padding is nothing, `None`.",
    ),
    (
        |at, w| Some(unchecked(at, w)).filter(|place| (0..=at[2]).contains(place)),
        "There is no input number n: they are counted from 0.",
    ),
    (
        |at, w| inside(unchecked(at, w), at[2]).filter(|place| *place > 0),
        "Input 0 is there: it is seen where i·s + t·d = p.",
    ),
    (
        |[i, t, n], w| inside(unchecked([i, w.size.cast_signed() - 1 - t, n], w), n),
        "The window is turned around: tap 0 is the first.",
    ),
    (
        |[i, t, n], w| {
            let (s, d) = (w.stride.cast_signed(), w.dilation.cast_signed());
            inside(unchecked([i, t, n], w) + t * d * (s - 1), n)
        },
        "The taps are multiplied by the stride: only outputs are s apart.",
    ),
    (
        |at, w| inside(unchecked(at, w) - w.padding.cast_signed(), at[2]),
        "The padding is taken away twice: it stands before input 0 once.",
    ),
    (
        |at, w| {
            let place = unchecked(at, w);
            inside(place, at[2]).filter(|place| place + w.padding.cast_signed() < at[2])
        },
        "The end is judged before the padding is taken away: first subtract, then compare.",
    ),
    (
        |at, w| {
            let start = unchecked([at[0], 0, at[2]], w);
            inside(unchecked(at, w), at[2]).filter(|_| start >= 0)
        },
        "The padding is taken away before the tap is added: a window that starts in the padding \
         may still have taps on the image.",
    ),
];

/// "input 3", or "padding (None)".
fn shown(place: Option<usize>) -> String {
    place.map_or("padding (None)".to_owned(), |place| {
        format!("Some({place})")
    })
}

#[test]
fn exercise_5_3() {
    exercise("5.3", || {
        let hint = "In front of the first input i·s + t·d is less than p, and a `usize` can't be \
                    below 0: there the tap sees padding, `None`.";
        let (mut questions, mut yours, mut right) =
            (Vec::new(), Vec::new(), Vec::new());
        let mut asked = Vec::new();
        for (n, window) in windows() {
            for output in 0..places(window, n) {
                for tap in 0..window.size {
                    asked.push((output, tap, n, window));
                }
            }
        }
        stage("counted");
        for &(output, tap, n, window) in &asked {
            let window_named = named(window, n);
            questions.push(format!(
                "{window_named}: what tap {tap} sees at output {output}"
            ));
            let place = hinted(hint, &mut || window.source(output, tap, n));
            yours.push(shown(place));
            right.push(shown(look(window, output, tap, n)));
        }
        let mut known = Vec::new();
        for (formula, words) in LOOKS {
            let mut answers = Vec::new();
            for &(output, tap, n, window) in &asked {
                let at = [output, tap, n].map(usize::cast_signed);
                answers.push(shown(formula(at, &window).map(isize::cast_unsigned)));
            }
            known.push((answers, words));
        }
        expect_answers(
            Answers {
                questions: &questions,
                yours: &yours,
                right: &right,
            },
            &known,
            "i·s + t·d counts from the first zero of the padding: take p away, and see whether \
             there is such an input.",
        );
    });
}

/// What a formula says about a geometry.
type Price = fn(&Plain) -> usize;

const PRICES: [(Price, &str); 11] = [
    (
        |g| g.weights(),
        "The biases are missing: one for each kernel.",
    ),
    (
        |g| g.kernels * (g.taps() / g.group_channels() + 1),
        "The kernels are flat: each spans all channels of its group.",
    ),
    (
        |g| g.weights() + 1,
        "One bias for all: each kernel has its own.",
    ),
    (
        |g| 2 * g.weights(),
        "A bias for each weight: a kernel has one.",
    ),
    (
        |g| g.weights() + g.outputs(),
        "A bias for each place: a kernel has one, the same everywhere.",
    ),
    (
        |g| g.outputs() * (g.taps() + 1),
        "Weights for each place: that they are the same everywhere is what a convolution is.",
    ),
    (
        |g| g.kernels * (g.all_taps() + 1),
        "A kernel sees the channels of its own group only: `taps`, not `all_taps`.",
    ),
    (
        |g| g.kernels / g.groups * (g.taps() + 1),
        "These are one group's: the others have their own.",
    ),
    (
        |g| g.weights() + g.input[0],
        "A bias for each input channel: they belong to the kernels.",
    ),
    (
        |g| g.inputs() * g.outputs() + g.outputs(),
        "That is a dense layer.",
    ),
    (
        |g| g.taps() + 1,
        "That is one kernel: there is one for each output channel.",
    ),
];

#[test]
fn exercise_5_4() {
    exercise("5.4", || {
        stage("counted");
        let five = [window([5, 1, 0, 1]); 2];
        let strided = [window([3, 2, 1, 1]), window([2, 2, 1, 1])];
        let cases = [
            (
                "8 kernels of 5×5 on 3×32×32",
                Plain::new([3, 32, 32], 8, 1, five),
            ),
            (
                "3 kernels of 3×2 on 2×5×7",
                Plain::new([2, 5, 7], 3, 1, strided),
            ),
            (
                "6 kernels of 3×2 on 4×5×7, in 2 groups",
                Plain::new([4, 5, 7], 6, 2, strided),
            ),
            (
                "5 kernels of 3×2 on 5×5×7, a group each",
                Plain::pool([5, 5, 7], strided),
            ),
        ];
        let (mut questions, mut yours, mut right) =
            (Vec::new(), Vec::new(), Vec::new());
        for (name, plain) in &cases {
            questions.push(format!("the number of parameters of {name}"));
            let biases = plain.kernels;
            yours.push(geometry(plain).parameters().to_string());
            right.push((plain.weights() + biases).to_string());
        }
        let mut known = Vec::new();
        for (formula, words) in PRICES {
            let answers = cases.iter().map(|(_, plain)| formula(plain).to_string());
            known.push((answers.collect(), words));
        }
        expect_answers(
            Answers {
                questions: &questions,
                yours: &yours,
                right: &right,
            },
            &known,
            "Each kernel has as many weights as it has taps over the channels of its group, and \
             one bias.",
        );
    });
}

// 5.5 to 5.8: forward, four ways.

/// For those who leave more than one tap.
const STOPPED: &str = "After the first tap that sees padding it stops: leave out that tap only \
                       (`continue`).";

const TWISTS: [(Twist, &str); 16] = [
    (Twist::Flipped, FLIPPED),
    (
        Twist::TurnedTaps,
        "The taps are counted column after column: row after row.",
    ),
    (Twist::TurnedWindow, "A tap's row and column are exchanged."),
    (
        Twist::FirstWeights,
        "Every channel has the first channel's weights: taps are counted on from channel to \
         channel.",
    ),
    (
        Twist::FirstPixels,
        "Every channel has the first channel's pixels.",
    ),
    (
        Twist::Flat,
        "Only the first channel counts: a kernel spans all channels of its group.",
    ),
    (
        Twist::FirstGroup,
        "Every group looks at the first group's channels: each has its own.",
    ),
    (
        Twist::FirstKernel,
        "Every kernel has the weights of kernel 0: row `kernel` of W belongs to it.",
    ),
    (
        Twist::Corner,
        "The padding sees the image's first number: it sees nothing.",
    ),
    (
        Twist::Zero,
        "The padding sees the image's first row or column: it sees nothing.",
    ),
    (
        Twist::Skipped,
        "A tap that sees padding is a tap, too: count it, though nothing is added.",
    ),
    (Twist::Last, "That is the last tap alone: add up (`+=`)."),
    (Twist::StopWindow, STOPPED),
    (Twist::StopAll, STOPPED),
    (
        Twist::StopRow,
        "At the first tap that sees padding its row of the window is left: leave out that tap \
         only, and count it.",
    ),
    (
        Twist::TapForPlace,
        "Where the window stands and which tap it is are exchanged: `down.source(row, u, …)`, \
         the output first.",
    ),
];

/// The geometries of those who made a mistake.
fn twisted(plain: &Plain) -> Vec<(Plain, &'static str)> {
    let mut all = Vec::new();
    for (twist, words) in TWISTS {
        all.push((plain.twisted(twist), words));
    }
    all.push((plain.no_stride(), "The stride is missing."));
    all.push((plain.no_dilation(), "The dilation is missing."));
    all.push((plain.no_padding(), "The padding is missing."));
    let [down, across] = plain.window;
    let same = [
        [
            down,
            Window {
                size: across.size,
                ..down
            },
        ],
        [
            Window {
                size: down.size,
                ..across
            },
            across,
        ],
    ];
    for window in same {
        all.push((
            Plain { window, ..*plain },
            "The same window in both directions: `down` for rows, `across` for columns.",
        ));
    }
    all
}

/// What `result` is with each mistake.
fn known(
    plain: &Plain,
    result: &dyn Fn(&Plain) -> Vec<f64>,
) -> Vec<(Vec<f64>, &'static str)> {
    let mut known = Vec::new();
    for (wrong, words) in twisted(plain) {
        known.push((result(&wrong), words));
    }
    known
}

/// As [`known`], and one more.
fn minus(
    right: &[f64],
    mut known: Vec<(Vec<f64>, &'static str)>,
) -> Vec<(Vec<f64>, &'static str)> {
    known.push((right.iter().map(|x| -x).collect(), MINUS));
    known
}

#[test]
fn exercise_5_5() {
    exercise("5.5", || {
        let hint = "`weight` is kernels × taps, and a pixel is at `input.index(channel, row, \
                    column)`, in this order. A tap that sees padding has no pixel. `down` goes with \
                    rows and `input.height`, `across` with columns and `input.width`.";
        let yours = |plain: &Plain, x: &[f64], w: &[f64], b: &[f64]| {
            let (geometry, w) = (geometry(plain), rows(plain.taps(), w));
            hinted(hint, &mut || loops::forward(x, &w, b, &geometry))
        };
        let otherwise = "At each place: the weights times what their taps see, added up over all \
                         channels.";

        stage("by hand");
        expect_row(
            "the kernel (2, 0, -1) on (1, 2, 0, -1, 3), bias ½,",
            &yours(&list(5, 3), &X, &K, &[0.5]),
            &[2.5, 5.5, -2.5],
            causes! {
                Rows(&[-0.5, -3.5, 6.5]) => FLIPPED,
                Rows(&[0.5, 1.5, -2.5]) => "That is the last tap alone: add up (`+=`).",
                Rows(&[0.5, 0.5, 0.5]) => "That is the bias alone: is anything added?",
                Rows(&[2.5, 4.5, 0.5]) =>
                    "Only tap 0 counts. Are a tap's row and column exchanged, so that the \
                     others look outside?",
                Rows(&[6.5, 2.5, 4.5]) =>
                    "The first weight for all: does the tap's number count on?",
                Rows(&[2.5, 0.5, 0.5]) =>
                    "Only the first number is seen. Are `input.height` and `input.width` \
                     exchanged? `down` goes with the height.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let (x, w) = (numbers(plain.inputs(), 1), numbers(plain.weights(), 2));
            let b = numbers(plain.kernels, 3);
            let right = plain.forward(&x, &w, &b);
            expect_outputs(
                "Y",
                &plain,
                (&yours(&plain, &x, &w, &b), &right),
                &known(&plain, &|wrong| wrong.forward(&x, &w, &b)),
                otherwise,
            );
        }
    });
}

#[test]
fn exercise_5_6() {
    exercise("5.6", || {
        let hint = "The matrix is outputs × inputs: its row is kernel · output.pixels() + position, \
                    its column what `geometry.source` says. `None` is the padding, which has no \
                    column. And `weight` is kernels × taps, where a kernel has the taps of its own \
                    group only.";
        let yours = |plain: &Plain, w: &[f64]| {
            let (geometry, w) = (geometry(plain), rows(plain.taps(), w));
            hinted(hint, &mut || as_matrix(&w, &geometry))
        };
        let otherwise =
            "Row: the output. Column: where a tap looks. Entry: the tap's weight.";

        stage("by hand");
        let right = [
            [2.0, 0.0, -1.0, 0.0, 0.0],
            [0.0, 2.0, 0.0, -1.0, 0.0],
            [0.0, 0.0, 2.0, 0.0, -1.0],
        ];
        expect_map(
            "the matrix of the kernel (2, 0, -1) on five numbers",
            5,
            &by_rows(&yours(&list(5, 3), &K)),
            right.as_flattened(),
            causes! {
                Rows(&[
                    -1.0, 0.0, 2.0, 0.0, 0.0, 0.0, -1.0, 0.0, 2.0, 0.0, 0.0, 0.0, -1.0, 0.0, 2.0,
                ]) => FLIPPED,
                Rows(&[2.0, 0.0, -1.0, 0.0, 0.0, 2.0, 0.0, -1.0, 0.0, 0.0, 2.0, 0.0, -1.0, 0.0, 0.0]) =>
                    "The window stays at place 0: `geometry.source(position, tap)` knows where \
                     it looks.",
                Times(0.0) => "All zeros: is each weight written into `matrix`?",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let w = numbers(plain.weights(), 2);
            let mut known = known(&plain, &|wrong| wrong.matrix(&w));
            known.push((
                plain.twisted(Twist::PlaceFirst).matrix(&w),
                "The outputs are counted place after place: an image lies channel after channel, \
                 so kernel · pixels + position.",
            ));
            let taps = plain.taps();
            let mut crowded = vec![0.0; plain.outputs() * plain.inputs()];
            for (k, &entry) in plain.matrix(&w).iter().enumerate() {
                let (output, input) = (k / plain.inputs(), k % plain.inputs());
                let (kernel, position) =
                    (output / plain.pixels(), output % plain.pixels());
                let row = kernel * taps + position;
                if entry != 0.0 && row < plain.outputs() {
                    crowded[row * plain.inputs() + input] = entry;
                }
            }
            known.push((
                crowded,
                "A channel of the output has `output.pixels()` numbers, not as many as a kernel \
                 has taps.",
            ));
            expect_table(
                "the matrix",
                ["output", "input"],
                (&yours(&plain, &w), &plain.matrix(&w)),
                &known,
                otherwise,
            );
        }
    });
}

/// P, row after row: what is in x, and in the padding this.
fn patches(plain: &Plain, x: &[f64], padding: f64) -> Vec<f64> {
    let mut patches = Vec::new();
    for from in plain.sources() {
        patches.push(from.map_or(padding, |from| x[from]));
    }
    patches
}

/// What stands in P from the last image.
const OLD: f64 = 77.0;

/// P, row after row, of those who leave a tap (or everything) at its first entry in the padding,
/// into which they write this.
fn stopped(plain: &Plain, x: &[f64], everything: bool, padding: f64) -> Vec<f64> {
    let mut patches = patches(plain, x, OLD);
    let (reached, taps) = (plain.reached(everything), plain.all_taps());
    for (entry, &reached) in patches.iter_mut().zip(&reached) {
        if !reached {
            *entry = OLD;
        }
    }
    let sources = plain.sources();
    for tap in 0..taps {
        let mut places = (0..plain.pixels()).map(|position| position * taps + tap);
        if let Some(first) = places.find(|&at| sources[at].is_none()) {
            patches[first] = padding;
            if everything {
                break;
            }
        }
    }
    patches
}

#[test]
fn exercise_5_7() {
    exercise("5.7", || {
        let hint =
            "`geometry.source(position, tap)` is a place in x, or `None` for padding.";
        let yours = |plain: &Plain, x: &[f64]| {
            let geometry = geometry(plain);
            let mut patches =
                Matrix::from_fn(plain.pixels(), plain.all_taps(), |_, _| OLD);
            hinted(hint, &mut || im2col(x, &geometry, &mut patches));
            patches
        };
        let otherwise = "Entry (position, tap): what this tap sees at this position, 0 in the padding.";

        stage("by hand");
        expect_map(
            "P of (1, 2, 0, -1, 3) for three taps",
            3,
            &by_rows(&yours(&list(5, 3), &X)),
            &[1.0, 2.0, 0.0, 2.0, 0.0, -1.0, 0.0, -1.0, 3.0],
            causes! {
                Rows(&[0.0, 2.0, 1.0, -1.0, 0.0, 2.0, 3.0, -1.0, 0.0]) => FLIPPED,
                Rows(&[OLD; 9]) => "Nothing was written into `*entry`.",
                Rows(&[1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 0.0, 0.0, 0.0]) =>
                    "Every tap sees x[position]: `geometry.source` knows where it looks.",
                Rows(&[1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0]) =>
                    "The window stays at place 0.",
                Rows(&[0.0, 1.0, 2.0, 1.0, 2.0, 3.0, 2.0, 3.0, 4.0]) =>
                    "That is where the taps look: what stands there in x is wanted.",
                Rows(&[
                    78.0, 79.0, 77.0, 79.0, 77.0, 76.0, 77.0, 76.0, 80.0,
                ]) => "Added to what stood there from the last image: replace it.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let x = numbers(plain.inputs(), 1);
            let mut known = known(&plain, &|wrong| patches(wrong, &x, 0.0));
            known.push((
                patches(&plain, &x, OLD),
                "In the padding the numbers of the last image are still there: write a 0.",
            ));
            known.push((
                patches(&plain, &x, f64::NAN),
                "Padding is 0, so that it adds nothing.",
            ));
            for (everything, padding) in
                [(true, OLD), (true, 0.0), (false, OLD), (false, 0.0)]
            {
                known.push((
                    stopped(&plain, &x, everything, padding),
                    "After the first entry in the padding it stops: that entry alone is 0, and \
                     the others go on.",
                ));
            }
            expect_table(
                &format!("P ({OLD} everywhere before)"),
                ["position", "tap"],
                (&yours(&plain, &x), &patches(&plain, &x, 0.0)),
                &known,
                otherwise,
            );
        }
    });
}

/// Two images, one after the other, through a convolution.
fn two_forward(plain: &Plain, x: [&[f64]; 2], w: &[f64], b: &[f64]) -> Vec<f64> {
    [plain.forward(x[0], w, b), plain.forward(x[1], w, b)].concat()
}

/// The results that are often given for a forward pass of two images, with biases.
fn known_biases(
    plain: &Plain,
    x: [&[f64]; 2],
    w: &[f64],
    b: &[f64],
) -> Vec<(Vec<f64>, &'static str)> {
    let (pixels, kernels) = (plain.pixels(), plain.kernels);
    let product = two_forward(plain, x, w, &vec![0.0; kernels]);
    let with = |bias: &dyn Fn(usize, usize) -> f64| {
        let mut y = product.clone();
        for (k, y) in y.iter_mut().enumerate() {
            *y += bias(k / pixels % kernels, k % pixels);
        }
        y
    };
    let place_first = plain.twisted(Twist::PlaceFirst);
    vec![
        (
            with(&|_, _| 0.0),
            "The biases are not there. If the product comes after them, it must be added.",
        ),
        (
            with(&|kernel, position| b[(kernel * pixels + position) % kernels]),
            "The biases go round from place to place: a channel has its numbers beside each \
             other, and one bias for all of them.",
        ),
        (with(&|_, _| b[0]), "Every channel has the first bias."),
        (
            with(&|kernel, position| if position == 0 { b[kernel] } else { 0.0 }),
            "Only the first place of each channel got the bias: every row of Y gets it.",
        ),
        (
            with(&|kernel, _| 2.0 * b[kernel]),
            "The biases were added twice.",
        ),
        (
            two_forward(&place_first, x, w, b),
            "Y lies place after place: it is positions × kernels, stored column after column, so \
             P·Wᵀ and not W·Pᵀ.",
        ),
        (
            {
                let mut y = vec![0.0; product.len()];
                for (k, y) in y.iter_mut().enumerate() {
                    *y = b[k / pixels % kernels];
                }
                y
            },
            "These are the biases alone: the product is missing.",
        ),
        (
            two_forward(&plain.twisted(Twist::Flipped), x, w, b),
            FLIPPED,
        ),
        (
            two_forward(&plain.twisted(Twist::FirstKernel), x, w, b),
            "Every kernel has the weights of kernel 0.",
        ),
    ]
}

#[test]
fn exercise_5_8() {
    exercise("5.8", || {
        let hint = "Y is positions × kernels, P positions × taps, and W kernels × taps: turn W \
                    around. `y`, `bias`, `p` and `w` are this group's, and so are the kernels: \
                    `bias.len()` of them.";
        let otherwise = "In each image and group: every row of Y is b, then + P·Wᵀ.";

        stage("by hand");
        let mut one = layer(&list(5, 3), &K, &[0.5]);
        let x = batch(&[&X]);
        expect_row(
            "the kernel (2, 0, -1) on (1, 2, 0, -1, 3), bias ½,",
            hinted(hint, &mut || one.forward(&x).clone()).as_slice(),
            &[2.5, 5.5, -2.5],
            causes! {
                Rows(&[2.0, 5.0, -3.0]) =>
                    "The bias is not there. If the product comes after it, it must be added.",
                Rows(&[0.5, 0.5, 0.5]) => "That is the bias alone: P·Wᵀ is missing.",
                Rows(&[2.5, 5.0, -3.0]) => "Only the first place got the bias.",
                Rows(&[3.0, 6.0, -2.0]) => "The bias was added twice.",
                Rows(&[-0.5, -3.5, 6.5]) => FLIPPED,
                Rows(&[0.0, 0.0, 0.0]) => "Was something written into `y`?",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let w = numbers(plain.weights(), 2);
            let b = numbers(plain.kernels, 3);
            let mut layer = layer(&plain, &w, &b);
            let mut before = vec![0.0; 2 * plain.outputs()];
            for (what, seed) in [("Y", 4), ("Y of a second batch", 6)] {
                let (x0, x1) = (
                    numbers(plain.inputs(), seed),
                    numbers(plain.inputs(), seed + 1),
                );
                let images: [&[f64]; 2] = [&x0, &x1];
                let right = two_forward(&plain, images, &w, &b);
                let x = batch(&images);
                let yours = hinted(hint, &mut || layer.forward(&x).clone());
                let mut known = known_biases(&plain, images, &w, &b);
                let both = right.iter().zip(&before).map(|(a, b)| a + b);
                known.push((
                    both.collect(),
                    "It was added to what stood there from the batch before: fill with the bias \
                     (`=`), then add the product.",
                ));
                expect_outputs(
                    what,
                    &plain,
                    (yours.as_slice(), &right),
                    &known,
                    otherwise,
                );
                before = right;
            }
        }
    });
}

// 5.9 to 5.13: backward.

/// x, k and dy of these lengths.
fn one_dimension(inputs: usize, taps: usize) -> [Vec<f64>; 3] {
    [
        numbers(inputs, 1),
        numbers(taps, 2),
        numbers(inputs + 1 - taps, 3),
    ]
}

fn kernel_by_hand() {
    stage("the kernel, by hand");
    let hint = "There are as many slopes as taps, and dy_i came from x[i] to x[i + k − 1]: i counts \
                outputs, as dy does, and j counts taps, as dk does.";
    let otherwise =
        "k_j multiplies x_{i+j} in output i: add dy_i·x_{i+j} over all outputs.";
    let yours = |x: &[f64], dy: &[f64]| hinted(hint, &mut || kernel_slopes(x, dy));
    expect_row(
        "dk for x = (1, 2, 0, -1, 3) and dy = (1, 0, 2)",
        &yours(&X, &V),
        &[1.0, 0.0, 6.0],
        causes! {
            Rows(&[0.0, -2.0, 6.0]) =>
                "That is what the last output gives: a tap was used at every place, and a slope \
                 is a sum over paths (`+=`).",
            Times(1.0 / 3.0) =>
                "A mean over the places: a slope is a *sum* over paths.",
            Rows(&[3.0, 3.0, 3.0]) =>
                "The sum of dy: along each path there is a local slope, x_{i+j}.",
            Rows(&[1.0, 1.0, 1.0]) => "x[i] for every tap: tap j looks at x[i + j].",
            Rows(&[3.0, 6.0, 0.0]) => "x[j] at every place: tap j looks at x[i + j].",
            Rows(&[6.0, 0.0, 1.0]) =>
                "Turned around: tap 0 lies on the first number under the window.",
            Rows(&[2.0, 3.0, 3.0]) => "dy is turned around: output 0 began at x[0].",
            Times(-1.0) => MINUS,
            Times(0.0) => "Nothing was added to dk.",
            Rows(&[1.0, 2.0, 0.0]) =>
                "That is what the first output gives: a tap was used at every place.",
            Rows(&[3.0, 0.0, 4.0]) =>
                "Are dy and dk both taken at i, or both at j? i counts outputs, as dy does, and j \
                 counts taps, as dk does.",
        },
        otherwise,
    );
    stage("the kernel, other lengths");
    for (inputs, taps) in [(7, 2), (11, 5), (5, 5), (3, 1)] {
        let [x, _, dy] = one_dimension(inputs, taps);
        expect_numbers(
            &format!("dk for {inputs} numbers and {taps} taps"),
            &yours(&x, &dy),
            &list(inputs, taps).back_to_weights(&x, &dy),
            &[],
            otherwise,
        );
    }
}

#[test]
fn exercise_5_9() {
    exercise("5.9", || {
        kernel_by_hand();

        stage("the input, by hand");
        let hint = "There are as many slopes as numbers in x, and dy_i goes to dx[i] up to \
                    dx[i + k − 1]: i counts outputs, as dy does, and j counts taps, as k does.";
        let otherwise =
            "Output i looked at x_{i+j} through k_j: lay dy_i·k down at i, and add.";
        let yours = |k: &[f64], dy: &[f64]| hinted(hint, &mut || input_slopes(k, dy));
        expect_row(
            "dx for k = (2, 0, -1) and dy = (1, 0, 2)",
            &yours(&K, &V),
            &[2.0, 0.0, 3.0, 0.0, -2.0],
            causes! {
                Rows(&[2.0, 0.0, 4.0, 0.0, -2.0]) =>
                    "Where two overlap, the later one is left: add (`+=`).",
                Rows(&[1.0, 0.0, 2.0, 0.0, 0.0]) =>
                    "All taps paid x[i]: tap j looked at x[i + j].",
                Rows(&[-1.0, 0.0, 0.0, 0.0, 4.0]) => FLIPPED,
                Rows(&[6.0, 0.0, -3.0, 0.0, 0.0]) =>
                    "Every output paid the first numbers: output i looked at x[i + j].",
                Rows(&[2.0, 0.0, 1.0, 0.0, -2.0]) =>
                    "Divided by how often a number was used: a slope is a *sum* over paths.",
                Rows(&[-2.0, 0.0, 3.0, 0.0, 2.0]) =>
                    "Turned around: output 0 looked at the first numbers.",
                Rows(&[2.0, 0.0, 3.0, 0.0, 0.0]) =>
                    "It stops too early: the last numbers were seen, too.",
                Rows(&[1.0, 1.0, 3.0, 2.0, 2.0]) =>
                    "The weights are missing: x was seen through k_j.",
                Rows(&[2.0, 2.0, 0.0, -2.0, -2.0]) =>
                    "Are dy and k both taken at i, or both at j? i counts outputs, as dy does, \
                     and j counts taps, as k does.",
                Times(-1.0) => MINUS,
                Times(0.0) => "Nothing was added to dx.",
            },
            otherwise,
        );
        stage("the input, other lengths");
        for (inputs, taps) in [(7, 2), (11, 5), (5, 5), (3, 1)] {
            let [_, k, dy] = one_dimension(inputs, taps);
            expect_numbers(
                &format!("dx for {inputs} numbers and {taps} taps"),
                &yours(&k, &dy),
                &list(inputs, taps).back_to_input(&k, &dy),
                &[],
                otherwise,
            );
        }
    });
}

/// The slopes of the biases, where output number so and so of a sample belongs to this kernel.
fn bias_sums(
    plain: &Plain,
    dy: &Matrix,
    kernel_of: &dyn Fn(usize, usize) -> Option<usize>,
) -> Vec<f64> {
    let mut sums = vec![0.0; plain.kernels];
    for sample in 0..dy.ncols() {
        for (output, slope) in dy.column(sample).iter().enumerate() {
            if let Some(kernel) = kernel_of(sample, output) {
                sums[kernel] += slope;
            }
        }
    }
    sums
}

const ONE_IMAGE: &str = "Only the first image counts. The loop around the hole goes on with the \
                         next: is there a `return`?";

#[test]
fn exercise_5_10() {
    exercise("5.10", || {
        let otherwise = "bₒ was added at every position of channel o, in every image: add up dy there.";
        let hint =
            "`gradient` has one number for each channel, `dy` has `pixels` for each.";
        stage("by hand");
        let plain = list(5, 3);
        let mut one = remembering(&plain, &K, &[0.5], &batch(&[&X]));
        // None of them is 0, and no two parts of it have the same sum.
        let dy = batch(&[&[1.0, 4.0, 2.0]]);
        hinted(hint, &mut || one.add_bias_gradient(&dy));
        expect_number(
            "db for dy = (1, 4, 2)",
            one.bias.gradient[(0, 0)],
            7.0,
            causes! {
                1.0 => "That is the first position alone: the bias was added at each, and slopes \
                        add up.",
                2.0 => "That is the last position alone: add up over all.",
                5.0 => "The last position is missing: add up over all.",
                6.0 => "The first position is missing: add up over all.",
                7.0 / 3.0 => "The mean over all three: the bias was added at each, and slopes \
                              add up.",
                3.0 => "That counts the positions: add up what comes back from them.",
                0.0 => "Nothing was added to the gradient.",
                -7.0 => MINUS,
                21.0 => "Added up once too often.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let (pixels, kernels) = (plain.pixels(), plain.kernels);
            let w = numbers(plain.weights(), 2);
            let b = numbers(kernels, 3);
            let images: Vec<Vec<f64>> =
                (0..5).map(|k| numbers(plain.inputs(), k)).collect();
            let images: Vec<&[f64]> = images.iter().map(Vec::as_slice).collect();
            let mut layer = remembering(&plain, &w, &b, &batch(&images));
            let slopes = numbers(5 * plain.outputs(), 8);
            let dy = rows_of_batch(&slopes, 5);
            hinted(hint, &mut || layer.add_bias_gradient(&dy));
            let sums = |kernel_of: &dyn Fn(usize, usize) -> Option<usize>| {
                bias_sums(&plain, &dy, kernel_of)
            };
            let right = sums(&|_, output| Some(output / pixels));
            let total: f64 = right.iter().sum();
            let first = sums(&|_, k| (k % pixels == 0).then_some(k / pixels));
            let end = sums(&|_, k| (k % pixels == pixels - 1).then_some(k / pixels));
            let last = sums(&|sample, k| (sample == 4).then_some(k / pixels));
            let only = sums(&|sample, k| (sample == 0).then_some(k / pixels));
            let alone = sums(&|sample, k| (sample == 0 && k < pixels).then_some(0));
            let round = sums(&|_, k| Some(k % kernels));
            let chunks = sums(&|_, k| Some(k / kernels).filter(|&k| k < kernels));
            let (all, count) =
                (vec![total; kernels], vec![(5 * pixels) as f64; kernels]);
            let one =
                "Only one position of each image: the bias was added at all of them.";
            expect_numbers(
                "db of five images",
                layer.bias.gradient.as_slice(),
                &right,
                causes! {
                    Rows(&only) => ONE_IMAGE,
                    Rows(&alone) =>
                        "Only the first channel of the first image counts: is there a `return`?",
                    Rows(&first) => one,
                    Rows(&end) => one,
                    Rows(&last) => "Only the last image counts: add (`+=`), do not replace.",
                    Times(0.2) => "Divided by the batch: the 1/B of a mean is in dy already.",
                    Times(1.0 / pixels as f64) =>
                        "Divided by the positions: a slope is a *sum* over paths.",
                    Rows(&round) =>
                        "Taken from place to place in turns: a channel's numbers stand beside \
                         each other.",
                    Rows(&chunks) =>
                        "The chunks are too short: a channel has `pixels` numbers.",
                    Rows(&all) =>
                        "Every bias got everything: bₒ was added to channel o only.",
                    Rows(&count) =>
                        "That counts the positions: add up what comes back from them.",
                    Times(-1.0) => MINUS,
                },
                otherwise,
            );
            let moved = "The bias itself has changed: only its gradient is added to.";
            expect_row("b", layer.bias.value.as_slice(), &b, &[], moved);
            hinted(hint, &mut || layer.add_bias_gradient(&dy));
            let twice: Vec<f64> = right.iter().map(|sum| 2.0 * sum).collect();
            let added = "Add to what is there: a second way back doubles it.";
            expect_row(
                "db after two ways back",
                layer.bias.gradient.as_slice(),
                &twice,
                &[],
                added,
            );
        }
    });
}

/// Slopes of a batch, one sample in a column.
fn rows_of_batch(slopes: &[f64], samples: usize) -> Matrix {
    let size = slopes.len() / samples;
    let columns: Vec<&[f64]> = slopes.chunks_exact(size).collect();
    batch(&columns)
}

/// The sum of two lists.
fn sum(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// A list times a number.
fn times(a: &[f64], factor: f64) -> Vec<f64> {
    a.iter().map(|a| a * factor).collect()
}

#[test]
fn exercise_5_11() {
    exercise("5.11", || {
        let hint = "dW is kernels × taps, as W is; dy is positions × kernels, and P positions × \
                    taps: turn dy around. Write into `dw`: it has this group's rows, as `dy` has \
                    its columns.";
        let otherwise =
            "A weight was used at every position: dyᵀ·P adds up over all of them.";
        stage("by hand");
        let plain = list(5, 3);
        let mut one = remembering(&plain, &K, &[0.5], &batch(&[&X]));
        let dy = batch(&[&V]);
        hinted(hint, &mut || one.add_weight_gradient(&dy));
        let moved =
            "The weights themselves have changed: only their gradient is added to.";
        expect_row("W", one.weight.value.as_slice(), &K, &[], moved);
        expect_row(
            "dW for x = (1, 2, 0, -1, 3) and dy = (1, 0, 2)",
            one.weight.gradient.as_slice(),
            &[1.0, 0.0, 6.0],
            causes! {
                Times(0.0) => "Nothing was added to `dw`.",
                Times(-1.0) => MINUS,
                Times(1.0 / 3.0) =>
                    "A mean over the positions: a slope is a *sum* over paths.",
                Rows(&[6.0, 0.0, 1.0]) => FLIPPED,
                Rows(&[3.0, 3.0, 3.0]) =>
                    "The sum of dy: along each path there is a local slope, what the tap saw.",
                Rows(&[6.0, 0.0, -3.0]) =>
                    "Multiplied by W: a weight's slope does not depend on it, but on what its \
                     tap saw.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let w = numbers(plain.weights(), 2);
            let (x0, x1) = (numbers(plain.inputs(), 4), numbers(plain.inputs(), 5));
            let (d0, d1) = (numbers(plain.outputs(), 6), numbers(plain.outputs(), 7));
            let x = batch(&[&x0, &x1]);
            let mut layer = remembering(&plain, &w, &numbers(plain.kernels, 3), &x);
            let dy = batch(&[&d0, &d1]);
            hinted(hint, &mut || layer.add_weight_gradient(&dy));
            let two = |plain: &Plain| {
                let first = plain.back_to_weights(&x0, &d0);
                sum(&first, &plain.back_to_weights(&x1, &d1))
            };
            let right = two(&plain);
            let mut known = minus(&right, known(&plain, &two));
            known.push((
                two(&plain.twisted(Twist::FirstGroupWeights)),
                "All groups were added to the first group's weights: `dw` are this group's.",
            ));
            known.push((plain.back_to_weights(&x0, &d0), ONE_IMAGE));
            let mut own = plain.back_to_weights(&x0, &d0);
            own[plain.weights() / plain.groups..].fill(0.0);
            known.push((
                own,
                "Only the first group of the first image counts: is there a `return`?",
            ));
            known.push((
                plain.back_to_weights(&x1, &d1),
                "Only the last image counts: add (`add_product`), do not replace.",
            ));
            known.push((
                times(&right, 0.5),
                "Divided by the batch: the 1/B of a mean is in dy already.",
            ));
            known.push((
                times(&right, 1.0 / plain.pixels() as f64),
                "Divided by the positions: a slope is a *sum* over paths.",
            ));
            expect_weights(
                "dW of two images",
                &plain,
                (&by_rows(&layer.weight.gradient), &right),
                &known,
                otherwise,
            );
            hinted(hint, &mut || layer.add_weight_gradient(&dy));
            expect_weights(
                "dW after two ways back",
                &plain,
                (&by_rows(&layer.weight.gradient), &times(&right, 2.0)),
                &[],
                "Add to what is there: a second way back doubles it.",
            );
        }
    });
}

/// Slopes of P, row after row, put back where they came from.
fn put_back(
    plain: &Plain,
    dp: &[f64],
    before: f64,
    put: &dyn Fn(&mut f64, f64),
) -> Vec<f64> {
    let mut dx = vec![before; plain.inputs()];
    let (sources, taps) = (plain.sources(), plain.all_taps());
    // Tap after tap, as it is in memory: where one replaces the other, the order counts.
    for tap in 0..taps {
        for position in 0..plain.pixels() {
            if let Some(from) = sources[position * taps + tap] {
                put(&mut dx[from], dp[position * taps + tap]);
            }
        }
    }
    dx
}

#[test]
fn exercise_5_12() {
    exercise("5.12", || {
        let hint = "`geometry.source(position, tap)` is where the copy came from, or `None`: then \
                    it came from the padding.";
        let yours = |plain: &Plain, dp: &[f64], before: f64| {
            let (geometry, dp) = (geometry(plain), rows(plain.all_taps(), dp));
            let mut dx = vec![before; plain.inputs()];
            hinted(hint, &mut || col2im_add(&dp, &geometry, &mut dx));
            dx
        };
        let add = |dx: &mut f64, slope: f64| *dx += slope;
        let otherwise = "Each slope goes to the pixel that was copied there, and a pixel adds up all of its.";

        stage("by hand");
        // Every copy has slope 1, so each number gets how often it was copied.
        expect_row(
            "dx of five numbers under three taps, where every copy has slope 1,",
            &yours(&list(5, 3), &[1.0; 9], 0.0),
            &[1.0, 2.0, 3.0, 2.0, 1.0],
            causes! {
                Rows(&[1.0, 1.0, 1.0, 1.0, 1.0]) =>
                    "A copy replaces the one before it, or they are averaged: they add up.",
                Rows(&[3.0, 3.0, 3.0, 0.0, 0.0]) =>
                    "Put where the position or the tap counts from 0: where was it copied from?",
                Times(0.0) => "Nothing was put into dx.",
                Times(-1.0) => MINUS,
                Times(1.0 / 3.0) => "Divided by the taps: the slopes are added as they are.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let dp = numbers(plain.pixels() * plain.all_taps(), 2);
            let right = put_back(&plain, &dp, 0.5, &add);
            let mut all = vec![(
                put_back(&plain.twisted(Twist::Corner), &dp, 0.5, &add),
                "The slopes of the padding went to the image's first number: what came out of \
                 the padding goes nowhere.",
            )];
            all.extend(known(&plain, &|wrong| put_back(wrong, &dp, 0.5, &add)));
            let mut known = all;
            known.push((
                put_back(&plain, &dp, 0.5, &|dx, slope| *dx = slope),
                "A copy replaces the one before it: they add up (`+=`).",
            ));
            known.push((
                put_back(&plain, &dp, 0.0, &add),
                "What was in dx before is gone: add to it.",
            ));
            let mut counts = put_back(&plain, &dp, 0.0, &|dx, _| *dx += 1.0);
            for (count, right) in counts.iter_mut().zip(&right) {
                *count = 0.5 + (right - 0.5) / f64::max(*count, 1.0);
            }
            known.push((counts, "Averaged over the copies: they add up."));
            known.push((put_back(&plain, &dp, 0.5, &|dx, slope| *dx -= slope), MINUS));
            for everything in [true, false] {
                let mut reached = dp.clone();
                for (slope, reached) in
                    reached.iter_mut().zip(plain.reached(everything))
                {
                    if !reached {
                        *slope = 0.0;
                    }
                }
                known.push((put_back(&plain, &reached, 0.5, &add), STOPPED));
            }
            expect_inputs(
                "dX (½ everywhere before)",
                &plain,
                (&yours(&plain, &dp, 0.5), &right),
                &known,
                otherwise,
            );
        }
    });
}

#[test]
fn exercise_5_13() {
    exercise("5.13", || {
        let hint = "∂L/∂P is positions × taps; dy is positions × kernels, and W kernels × taps: \
                    nothing has to be turned around. Write into `dp`: it has this group's columns.";
        let otherwise = "∂L/∂P = dy·W: each position gets the weights of each kernel, times its slope there.";
        stage("by hand");
        let plain = list(5, 3);
        let mut one = remembering(&plain, &K, &[0.5], &batch(&[&X]));
        let dy = batch(&[&V]);
        expect_row(
            "dX for k = (2, 0, -1) and dy = (1, 0, 2)",
            hinted(hint, &mut || one.set_dx(&dy).clone()).as_slice(),
            &[2.0, 0.0, 3.0, 0.0, -2.0],
            causes! {
                Times(0.0) =>
                    "Was `dp` set, and from the weights' value, not their gradient? That is \
                     still 0.",
                Times(-1.0) => MINUS,
                Times(1.0 / 3.0) => "Divided by something: a slope is a *sum* over paths.",
                Rows(&[-1.0, 0.0, 0.0, 0.0, 4.0]) =>
                    "The kernel was turned around. Putting the copies back does all that is to \
                     be done: dy·W, with W as it is.",
                Rows(&[1.0, 1.0, 3.0, 2.0, 2.0]) => "The weights are missing.",
            },
            otherwise,
        );
        for (name, plain) in sizes() {
            stage(name);
            let w = numbers(plain.weights(), 2);
            let (x0, x1) = (numbers(plain.inputs(), 4), numbers(plain.inputs(), 5));
            let (d0, d1) = (numbers(plain.outputs(), 6), numbers(plain.outputs(), 7));
            let x = batch(&[&x0, &x1]);
            let mut layer = remembering(&plain, &w, &numbers(plain.kernels, 3), &x);
            let dy = batch(&[&d0, &d1]);
            let yours = hinted(hint, &mut || layer.set_dx(&dy).clone());
            let two = |plain: &Plain| {
                [plain.back_to_input(&w, &d0), plain.back_to_input(&w, &d1)].concat()
            };
            let right = two(&plain);
            let mut known = minus(&right, known(&plain, &two));
            let both = plain.back_to_input(&w, &sum(&d0, &d1));
            known.push((
                [plain.back_to_input(&w, &d0), both].concat(),
                "The slopes of the image before are still in it: each image has its own \
                 (`set_product`).",
            ));
            let kernels = plain.kernels / plain.groups;
            known.push((
                two(&plain.twisted(Twist::FirstGroupWeights)),
                "Every group has the weights of the first group: `kernels` says which are its \
                 own.",
            ));
            known.push((
                times(&right, 1.0 / kernels as f64),
                "Divided by the kernels: a slope is a *sum* over paths.",
            ));
            let alone = |dy: &[f64]| {
                let mut dy = dy.to_vec();
                for (k, slope) in dy.iter_mut().enumerate() {
                    if k / plain.pixels() % kernels > 0 {
                        *slope = 0.0;
                    }
                }
                plain.back_to_input(&w, &dy)
            };
            known.push((
                [alone(&d0), alone(&d1)].concat(),
                "Only the first kernel of the group: a pixel was seen by all of them.",
            ));
            let what = "dX of two images";
            let both = (yours.as_slice(), right.as_slice());
            expect_inputs(what, &plain, both, &known, otherwise);
            let again = hinted(hint, &mut || layer.set_dx(&dy).clone());
            let what = "dX of the same batch again";
            let both = (again.as_slice(), right.as_slice());
            let set = "It is this batch's alone, so it is set. Only gradients of parameters add \
                       up.";
            expect_inputs(what, &plain, both, &[], set);
        }
    });
}

// 5.14 and 5.15: pooling.

/// What yours finds: the largest that each window sees, and where it stands.
fn largest_yours(x: &[f64], plain: &Plain) -> (Vec<f64>, Vec<u32>) {
    let hint = "`best` and `seen` are places in x. A NaN compares with nothing: `partial_cmp` gives \
                `None`, `>` gives `false`.";
    let geometry = geometry(plain);
    hinted(hint, &mut || largest(x, &geometry))
}

/// The largest of a list under one window as long as it, and where it stands.
fn largest_of(x: &[f64]) -> (f64, u32) {
    let (y, from) = largest_yours(x, &list(x.len(), x.len()));
    assert!(
        y.len() == 1 && from.len() == 1,
        "one window: one output and one place, yours {y:?} and {from:?}"
    );
    (y[0], from[0])
}

/// What the largest of these is, and where.
#[track_caller]
fn expect_largest(
    x: &[f64],
    right: (f64, u32),
    known: &[(u32, &str)],
    otherwise: &str,
) {
    let (y, from) = largest_of(x);
    let same = y == right.0 || y.is_nan() && right.0.is_nan();
    if !same || from != right.1 {
        let words = known.iter().find(|(place, _)| *place == from);
        let words = words.map_or(otherwise, |(_, words)| words);
        let (right_y, right_from) = right;
        panic!(
            "the largest of {x:?} is {right_y:?}, at place {right_from}, yours is {y:?}, at place \
             {from}. {words}"
        );
    }
}

/// Two squares of 2×2 beside each other.
fn squares() -> Plain {
    Plain::pool([1, 2, 4], [window([2, 2, 0, 1]); 2])
}

fn ties_and_edges() {
    stage("ties");
    let first = "At a tie the first in reading order counts.";
    let last = [(1, "At a tie the first counts, not the last: `>`, not `>=`.")];
    expect_largest(&[5.0, 5.0, 1.0], (5.0, 0), &last, first);
    expect_largest(&[1.0, 4.0, 4.0, 2.0], (4.0, 1), &[], first);
    stage("below 0");
    let zero = "All numbers may be below 0: nothing but the numbers of the window competes, no 0 \
                and no size without its sign.";
    expect_largest(&[-3.0, -1.0, -2.0], (-1.0, 1), &[], zero);
    stage("−∞");
    let low = f64::NEG_INFINITY;
    let lowest = "Where all are −∞, that is the largest, and the first of them counts.";
    expect_largest(&[low, low, low], (low, 0), &[], lowest);
    expect_largest(
        &[low, -1e300, low],
        (-1e300, 1),
        &[],
        "Any number is more than −∞.",
    );
    expect_largest(
        &[f64::MAX, f64::INFINITY],
        (f64::INFINITY, 1),
        &[],
        "∞ is more than any number.",
    );
    stage("−0");
    let equal = "-0 and 0 are equal: a tie, and the first counts. (`total_cmp` tells them apart, \
                 `>` does not.)";
    expect_largest(&[-0.0, 0.0], (0.0, 0), &[], equal);
    expect_largest(&[0.0, -0.0], (0.0, 0), &[], equal);
    stage("NaN");
    let seen = "A NaN must stay visible: it counts as larger than everything before it, and no \
                number is larger than a NaN (`is_nan`).";
    expect_largest(&[1.0, f64::NAN, 5.0], (f64::NAN, 1), &[], seen);
    expect_largest(&[f64::NAN, 5.0, 7.0], (f64::NAN, 0), &[], seen);
    expect_largest(&[1.0, 2.0, f64::NAN], (f64::NAN, 2), &[], seen);
    let later = "Of two NaN the later one counts: a NaN counts as larger than everything before \
                 it, as in PyTorch, and so than another NaN.";
    expect_largest(&[1.0, f64::NAN, f64::NAN], (f64::NAN, 2), &[], later);
}

/// Numbers with many ties.
fn tied(count: usize, seed: usize) -> Vec<f64> {
    numbers(count, seed)
        .iter()
        .map(|x| (x / 2.0).round())
        .collect()
}

/// The largest that each window sees, by `better` than the one before, and where.
fn chosen(
    plain: &Plain,
    x: &[f64],
    better: fn(f64, f64) -> bool,
) -> (Vec<f64>, Vec<usize>) {
    let (mut y, mut from) = (Vec::new(), Vec::new());
    for seen in plain.seen() {
        let mut best = seen[0];
        for &place in &seen[1..] {
            if better(x[place], x[best]) {
                best = place;
            }
        }
        y.push(x[best]);
        from.push(best);
    }
    (y, from)
}

fn places_as_numbers(from: &[usize]) -> Vec<f64> {
    from.iter().map(|&place| place as f64).collect()
}

#[test]
fn exercise_5_14() {
    exercise("5.14", || {
        let otherwise =
            "The largest of what the window sees, and where in the image it stands.";
        stage("by hand");
        let image = [1.0, 3.0, 0.0, 2.0, 2.0, 0.0, 2.0, 1.0];
        let (y, from) = largest_yours(&image, &squares());
        expect_row(
            "the largest of (1 3 / 2 0) and (0 2 / 2 1)",
            &y,
            &[3.0, 2.0],
            causes! {
                Rows(&[0.0, 0.0]) => "The smallest.",
                Rows(&[1.0, 0.0]) => "The first: does `best` change where one is larger?",
                Rows(&[0.0, 1.0]) => "The last: it takes the place only where it is larger.",
                Rows(&[1.5, 1.25]) => "That is the mean.",
            },
            otherwise,
        );
        let from: Vec<usize> = from.iter().map(|&place| place as usize).collect();
        expect_row(
            "where they stand",
            &places_as_numbers(&from),
            &[1.0, 3.0],
            causes! {
                Rows(&[1.0, 6.0]) =>
                    "At a tie the first in reading order counts, not the last: `>`, not `>=`.",
                Rows(&[1.0, 1.0]) => "Places are counted in the image, not in the window.",
            },
            "At a tie the first in reading order counts.",
        );
        ties_and_edges();
        for (name, plain) in pool_sizes() {
            stage(name);
            let x = tied(plain.inputs(), 1);
            let (right, right_from) = chosen(&plain, &x, |a, b| a > b);
            let (y, from) = largest_yours(&x, &plain);
            let known = [
                (chosen(&plain, &x, |a, b| a < b).0, "The smallest."),
                (
                    chosen(&plain, &x, |a, b| a.abs() > b.abs()).0,
                    "By size, without the sign.",
                ),
            ];
            expect_outputs("Y", &plain, (&y, &right), &known, otherwise);
            let from: Vec<f64> = from.iter().map(|&place| f64::from(place)).collect();
            let known = [(
                places_as_numbers(&chosen(&plain, &x, |a, b| a >= b).1),
                "At a tie the first counts, not the last: `>`, not `>=`.",
            )];
            expect_outputs(
                "where Y came from",
                &plain,
                (&from, &places_as_numbers(&right_from)),
                &known,
                "At a tie the first in reading order counts.",
            );
        }
        max_pool_back();
    });
}

/// A pool that has seen these images.
fn pooled(plain: &Plain, x: &Matrix) -> MaxPool2d {
    let ([channels, height, width], [down, across]) = (plain.input, plain.window);
    geometry(plain);
    let shape = ImageShape::new(channels, height, width);
    let mut pool = MaxPool2d::new(shape, Window2d { down, across });
    pool.forward(x);
    pool
}

fn max_pool_back() {
    stage("back, by hand");
    let hint = "`from` holds where each output of this image came from, a number in the image.";
    let back = |pool: &mut MaxPool2d, dy: &Matrix| {
        hinted(hint, &mut || pool.backward(dy).clone())
    };
    let otherwise = "Each slope goes to the one number that was the largest.";
    let square = Plain::pool([1, 2, 2], [window([2, 1, 0, 1]); 2]);
    let mut pool = pooled(&square, &batch(&[&[5.0, 5.0, 1.0, 0.0]]));
    expect_row(
        "dX of a square with 5, 5, 1, 0, where 1 comes back,",
        back(&mut pool, &batch(&[&[1.0]])).as_slice(),
        &[1.0, 0.0, 0.0, 0.0],
        causes! {
            Rows(&[1.0, 1.0, 0.0, 0.0]) =>
                "Both maxima are paid: 1 comes in and 2 go out. What comes back is paid once, \
                 to the first.",
            Rows(&[0.5, 0.5, 0.0, 0.0]) => "Half each: here the first gets all of it.",
            Rows(&[0.0, 1.0, 0.0, 0.0]) => "The last of the two: the first gets it.",
            Rows(&[1.0; 4]) =>
                "All that the window saw are paid: 1 comes in and 4 go out. Only the largest \
                 counted.",
            Rows(&[0.25; 4]) => "That is the mean's way back: only the largest counted.",
            Times(0.0) => "Nothing came back.",
            Times(-1.0) => MINUS,
            Times(5.0) => "Multiplied by the number itself: the slope of a maximum is 1.",
            Times(0.25) => "Divided by the taps: only one of them counted.",
        },
        otherwise,
    );
    for (name, plain) in pool_sizes() {
        stage(&format!("back, {name}"));
        let x = [tied(plain.inputs(), 1), tied(plain.inputs(), 2)];
        let dy = [numbers(plain.outputs(), 3), numbers(plain.outputs(), 4)];
        let mut pool = pooled(&plain, &batch(&[&x[0], &x[1]]));
        let yours = back(&mut pool, &batch(&[&dy[0], &dy[1]]));
        let from = [0, 1].map(|k| chosen(&plain, &x[k], |a, b| a > b).1);
        let paid = |from: [&[usize]; 2], pay: &dyn Fn(&mut f64, f64)| {
            let mut all = Vec::new();
            for (from, dy) in from.iter().zip(&dy) {
                let mut dx = vec![0.0; plain.inputs()];
                for (&place, &slope) in from.iter().zip(dy) {
                    pay(&mut dx[place], slope);
                }
                all.extend(dx);
            }
            all
        };
        let seen = plain.seen();
        let add = |dx: &mut f64, slope: f64| *dx += slope;
        let mut everyone = Vec::new();
        for dy in &dy {
            let mut dx = vec![0.0; plain.inputs()];
            for (places, slope) in seen.iter().zip(dy) {
                for &place in places {
                    dx[place] += slope;
                }
            }
            everyone.extend(dx);
        }
        let last = plain.inputs() - 1;
        let in_order: Vec<usize> = (0..plain.outputs()).map(|i| i.min(last)).collect();
        let corner: Vec<usize> = seen.iter().map(|places| places[0]).collect();
        let right = paid([&from[0], &from[1]], &add);
        let known: &Known = &[
            (
                paid([&from[0], &from[1]], &|dx, slope| *dx = slope),
                "Where two windows have the same largest, the later slope is left: add (`+=`).",
            ),
            (
                paid([&from[0], &from[0]], &add),
                "Every image has the places of the first: `from` is this image's.",
            ),
            (
                paid([&in_order, &in_order], &add),
                "Output i paid number i: `from` says where it came from.",
            ),
            (
                paid([&corner, &corner], &add),
                "The first that each window saw is paid: the largest gets it.",
            ),
            (
                everyone,
                "All that a window saw are paid: more goes out than comes in. Only the largest \
                 counted.",
            ),
            (times(&right, -1.0), MINUS),
        ];
        expect_inputs(
            "dX of two images",
            &plain,
            (yours.as_slice(), &right),
            known,
            otherwise,
        );
    }
}

/// The mean of what each window sees: over how many, for this output.
fn means(plain: &Plain, x: &[f64], over: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let mut means = Vec::new();
    for seen in plain.seen() {
        let mut sum = 0.0;
        for &place in &seen {
            sum += x[place];
        }
        means.push(sum / over(seen.len()));
    }
    means
}

/// The slopes of one image, where each output pays what its window saw.
fn shares(
    plain: &Plain,
    dy: &[f64],
    before: f64,
    pay: &dyn Fn(&mut f64, f64, usize),
) -> Vec<f64> {
    let mut dx = vec![before; plain.inputs()];
    for (seen, &slope) in plain.seen().iter().zip(dy) {
        for &place in seen {
            pay(&mut dx[place], slope, seen.len());
        }
    }
    dx
}

const OVER_SEEN: &str = "At the border it is divided by the taps that see something: padding \
                         counts as zeros, so divide by all taps.";
const FIRST_CHANNEL: &str = "Every channel has the numbers of the first: `group.taps` are its \
                             own taps.";
const CORNER: &str = "The padding counts as the image's first number: it sees nothing.";

/// What yours finds: the mean of what each window sees.
fn average_yours(x: &[f64], plain: &Plain) -> Vec<f64> {
    let hint = "`y` is empty at first: push a mean for each position. A tap that sees padding has \
                no place in x (`None`).";
    let geometry = geometry(plain);
    hinted(hint, &mut || average(x, &geometry))
}

/// The way back into slopes that are there already.
fn average_back_yours(dy: &[f64], plain: &Plain, dx: &mut [f64]) {
    let hint = "A share goes to a place in `dx`, which `geometry.source(position, tap)` knows: \
                `None` is the padding, whose share is lost.";
    let geometry = geometry(plain);
    hinted(hint, &mut || average_back(dy, &geometry, dx));
}

#[test]
fn exercise_5_15() {
    exercise("5.15", || {
        let otherwise = "The sum of what the window sees over the number of its taps.";
        stage("by hand");
        let image = [1.0, 3.0, 0.0, 2.0, 2.0, 0.0, 2.0, 1.0];
        expect_row(
            "what becomes of (1 3 / 2 0) and (0 2 / 2 1)",
            &average_yours(&image, &squares()),
            &[1.5, 1.25],
            causes! {
                Times(4.0) => "These are the sums: divide by the number of taps.",
                Times(2.0) =>
                    "Divided by 2, as the side or the number of outputs: a window of 2×2 has 4 \
                     taps.",
                Rows(&[3.0, 2.0]) => "The largest.",
                Times(0.5) => "Divided by all numbers of the image: by those of the window.",
                Times(0.25) => "Divided twice.",
                Times(0.0) =>
                    "All zeros. 1/4 of whole numbers is 0: turn the number of taps into a `Real` \
                     before you divide.",
            },
            otherwise,
        );
        for (name, plain) in pool_sizes() {
            stage(name);
            let x = numbers(plain.inputs(), 1);
            let taps = plain.taps() as f64;
            let all = |_| taps;
            let first = plain.twisted(Twist::FirstPixels);
            let corner = plain.twisted(Twist::Corner);
            let known: &Known = &[
                (means(&plain, &x, &|seen| seen as f64), OVER_SEEN),
                (means(&plain, &x, &|_| 1.0), "These are the sums."),
                (
                    means(&plain, &x, &|_| plain.all_taps() as f64),
                    "Divided by the taps of all channels: this channel's are `group.taps`.",
                ),
                (means(&first, &x, &all), FIRST_CHANNEL),
                (means(&corner, &x, &all), CORNER),
                (
                    means(&plain, &x, &|_| plain.pixels() as f64),
                    "Divided by the outputs: by the taps of a window.",
                ),
                (means(&plain.twisted(Twist::StopWindow), &x, &all), STOPPED),
            ];
            let both = (&average_yours(&x, &plain)[..], &means(&plain, &x, &all)[..]);
            expect_outputs("Y", &plain, both, known, otherwise);
        }
        average_pool_back();
    });
}

fn average_pool_back() {
    let otherwise =
        "Each that a window saw gets its slope over the number of taps, added up.";
    stage("back, by hand");
    let mut dx = [0.0; 8];
    average_back_yours(&[4.0, 8.0], &squares(), &mut dx);
    expect_row(
        "dX of two squares, where 4 and 8 come back,",
        &dx,
        &[1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0],
        causes! {
            Times(4.0) => "Every one got the whole slope: each of four has a quarter of it.",
            Times(2.0) => "Divided by the side: a window of 2×2 has 4 taps.",
            Times(0.25) => "Divided twice.",
            Times(0.0) =>
                "Nothing came back. If you multiply by 1/4: of whole numbers that is 0, so turn \
                 the number of taps into a `Real` before you divide.",
            Times(-1.0) => MINUS,
            Rows(&[4.0, 0.0, 8.0, 0.0, 0.0, 0.0, 0.0, 0.0]) =>
                "The first of each window got all: all four have their share.",
            Rows(&[1.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0]) =>
                "Only the first of each window got its share.",
        },
        otherwise,
    );
    for (name, plain) in pool_sizes() {
        stage(&format!("back, {name}"));
        let dy = numbers(plain.outputs(), 3);
        let taps = plain.taps() as f64;
        let mut yours = vec![0.5; plain.inputs()];
        average_back_yours(&dy, &plain, &mut yours);
        let add = |dx: &mut f64, slope: f64, _| *dx += slope / taps;
        let first = plain.twisted(Twist::FirstPixels);
        let corner = plain.twisted(Twist::Corner);
        let known: &Known = &[
            (
                shares(&plain, &dy, 0.5, &|dx, slope, seen| {
                    *dx += slope / seen as f64;
                }),
                OVER_SEEN,
            ),
            (
                shares(&plain, &dy, 0.5, &|dx, slope, _| *dx = slope / taps),
                "Where windows overlap, the last share is left: add (`+=`).",
            ),
            (
                shares(&plain, &dy, 0.5, &|dx, slope, _| *dx += slope),
                "Every one got the whole slope: divide it by the number of taps.",
            ),
            (
                shares(&plain, &dy, 0.5, &|dx, slope, _| *dx -= slope / taps),
                MINUS,
            ),
            (
                shares(&plain, &dy, 0.5, &|dx, slope, _| {
                    *dx += slope / plain.all_taps() as f64;
                }),
                "Divided by the taps of all channels: this channel's are `group.taps`.",
            ),
            (shares(&first, &dy, 0.5, &add), FIRST_CHANNEL),
            (
                shares(&corner, &dy, 0.5, &add),
                "The share of the padding went to the image's first number: it is lost.",
            ),
            (
                shares(&plain, &dy, 0.0, &add),
                "What was in dX before is gone: add to it.",
            ),
            (
                shares(&plain.twisted(Twist::StopWindow), &dy, 0.5, &add),
                STOPPED,
            ),
            (
                shares(&plain.twisted(Twist::StopAll), &dy, 0.5, &add),
                STOPPED,
            ),
        ];
        let right = shares(&plain, &dy, 0.5, &add);
        expect_inputs(
            "dX (½ everywhere before)",
            &plain,
            (&yours, &right),
            known,
            otherwise,
        );
    }
}

// 5.16 and 5.17: LeNet.

/// Channels, height and width of five images.
type Five = [[usize; 3]; 5];

const LENETS: [(Five, &str); 11] = [
    (
        [
            [1, 28, 28],
            [6, 24, 24],
            [6, 12, 12],
            [16, 8, 8],
            [16, 4, 4],
        ],
        "The first convolution has two pixels of padding on each side.",
    ),
    (
        [
            [1, 32, 32],
            [6, 28, 28],
            [6, 14, 14],
            [16, 10, 10],
            [16, 5, 5],
        ],
        "The paper's images are 32×32. Here they are 28×28, and the padding makes up for it.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [6, 14, 14],
            [16, 14, 14],
            [16, 7, 7],
        ],
        "The second convolution has no padding.",
    ),
    (
        [
            [1, 28, 28],
            [6, 26, 26],
            [6, 13, 13],
            [16, 9, 9],
            [16, 4, 4],
        ],
        "The padding is on both sides: 28 + 2·2.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [6, 27, 27],
            [16, 23, 23],
            [16, 22, 22],
        ],
        "The pools halve: their windows of 2×2 stand beside each other.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [3, 14, 14],
            [16, 10, 10],
            [8, 5, 5],
        ],
        "Pooling leaves the channels alone: each is pooled by itself.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [6, 14, 14],
            [96, 10, 10],
            [96, 5, 5],
        ],
        "Each kernel spans all six maps and makes one: sixteen kernels make sixteen.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [6, 14, 14],
            [16, 9, 9],
            [16, 4, 4],
        ],
        "14 − 5 + 1: the place at 0 counts, too.",
    ),
    (
        [
            [1, 28, 28],
            [6, 28, 28],
            [6, 14, 14],
            [22, 10, 10],
            [22, 5, 5],
        ],
        "The six maps are read, not kept: sixteen come out.",
    ),
    (
        [
            [28, 28, 1],
            [28, 28, 6],
            [14, 14, 6],
            [10, 10, 16],
            [5, 5, 16],
        ],
        "The channels come first: C, H, W.",
    ),
    (
        [
            [3, 28, 28],
            [6, 28, 28],
            [6, 14, 14],
            [16, 10, 10],
            [16, 5, 5],
        ],
        "A grey image has one channel.",
    ),
];

const LENET: Five = [
    [1, 28, 28],
    [6, 28, 28],
    [6, 14, 14],
    [16, 10, 10],
    [16, 5, 5],
];

fn times_signs([channels, height, width]: [usize; 3]) -> String {
    format!("{channels}×{height}×{width}")
}

#[test]
fn exercise_5_16() {
    exercise("5.16", || {
        stage("shapes");
        let names = [
            "the image",
            "after the first convolution",
            "after the first pooling",
            "after the second convolution",
            "after the second pooling",
        ];
        let questions = names
            .map(|name| format!("the shape of {name}").replace("of after", "after"));
        let yours = lenet::shapes().map(|shape| shape.to_string());
        let right = LENET.map(times_signs);
        let mut known = Vec::new();
        for (shapes, words) in LENETS {
            known.push((shapes.map(times_signs).to_vec(), words));
        }
        expect_answers(
            Answers {
                questions: &questions,
                yours: &yours,
                right: &right,
            },
            &known,
            "A window of 5 fits n + 2p − 4 times, a window of 2 with stride 2 half as often as \
             there are numbers; and there are as many channels as kernels.",
        );
        stage("the network");
        counting_ends();
        let parameters = lenet::modern(1).count_parameters();
        assert!(
            parameters == 61_706,
            "LeNet has 61,706 parameters, this one {parameters}: count them (exercise 5.4)"
        );
    });
}

/// No batch of the spies has more samples.
const SAMPLES: usize = 16;

/// A layer that hands on what it gets and writes it down. Its parameters have 2 and 3 numbers, and
/// their slopes are sums of different powers of dy.
struct Spy {
    seen: Arc<Mutex<Vec<usize>>>,
    parameters: [Parameter; 2],
    y: Matrix,
}

impl Layer for Spy {
    fn forward(&mut self, x: &Matrix) -> &Matrix {
        let mut seen = self.seen.lock().expect("nobody panicked here");
        for &sample in x.as_slice() {
            seen.extend((0..SAMPLES).filter(|&number| number as f64 == sample));
        }
        self.y = x.clone();
        &self.y
    }

    fn backward(&mut self, dy: &Matrix) -> &Matrix {
        let mut power = 0;
        for parameter in &mut self.parameters {
            for slope in parameter.gradient.as_mut_slice() {
                power += 1;
                for dy in dy.as_slice() {
                    *slope += dy.powi(power);
                }
            }
        }
        self.y = dy.clone();
        &self.y
    }

    fn visit(&mut self, visit: &mut dyn FnMut(&mut Parameter)) {
        for parameter in &mut self.parameters {
            visit(parameter);
        }
    }
}

/// So many spies, and what each of them saw of a batch whose samples are 0, 1, 2, …
fn spied(copies: usize, samples: usize) -> (Shards, Vec<Vec<usize>>) {
    let hint = "Copy number i has the samples from one number up to another, which are whole \
                numbers up to `columns`.";
    let mut notes = Vec::new();
    let mut shards = Shards::new(copies, 1, || {
        let seen = Arc::new(Mutex::new(Vec::new()));
        notes.push(seen.clone());
        let parameter =
            |name, size| Parameter::new(name, &[size], Matrix::zeros(size, 1));
        Box::new(Spy {
            seen,
            parameters: [parameter("first", 2), parameter("second", 3)],
            y: Matrix::default(),
        })
    });
    let x = Matrix::from_fn(1, samples, |_, j| j as f64);
    hinted(hint, &mut || {
        shards.forward(&x);
    });
    let mut seen = Vec::new();
    for note in notes {
        seen.push(note.lock().expect("nobody panicked here").clone());
    }
    (shards, seen)
}

/// So many copies, and the samples that they share.
const SHARED: [(usize, usize); 8] = [
    (3, 6),
    (3, 7),
    (4, 11),
    (2, 5),
    (4, 5),
    (3, 2),
    (1, 4),
    (5, 0),
];

/// Each sample once, in their order, and as many for each as there can be.
fn fair_shares(copies: usize, samples: usize) {
    let (_, seen) = spied(copies, samples);
    let lists = format!("{samples} samples for {copies} copies: yours are {seen:?}");
    let mut counts = vec![0; samples];
    for &sample in seen.iter().flatten() {
        counts[sample] += 1;
    }
    for (sample, count) in counts.into_iter().enumerate() {
        let words = match count {
            0 => "nobody has",
            1 => continue,
            _ => "more than one has",
        };
        panic!("{lists}. Sample {sample} {words}: each sample belongs to one copy");
    }
    assert!(
        seen.concat().is_sorted(),
        "{lists}. What they answer is put together in their order: the first samples belong to \
         the first copy"
    );
    let sizes = seen.iter().map(Vec::len);
    let (most, least) = (sizes.clone().max(), sizes.min());
    let most = most.unwrap_or(0);
    assert!(
        most <= least.unwrap_or(0) + 1,
        "{lists}. All wait for the one with {most}: nobody should have more than one above \
         another."
    );
}

/// The slopes of the spies' parameters, where these samples came back.
fn powers(dy: &[f64]) -> Vec<f64> {
    let mut slopes = Vec::new();
    for power in 1..=5 {
        slopes.push(dy.iter().map(|dy| dy.powi(power)).sum());
    }
    slopes
}

/// All gradients of a network, one after the other.
fn gradients(network: &mut dyn Layer) -> Vec<f64> {
    let mut all = Vec::new();
    network
        .visit(&mut |parameter| all.extend_from_slice(parameter.gradient.as_slice()));
    all
}

fn added_gradients() {
    let hint = "`rest` holds the slopes of this copy's parameters from here on: this parameter has \
                the first `own.len()` of them.";
    let dy = [1.0, -2.0, 0.5, 3.0, -1.5, 0.25];
    let (mut shards, _) = spied(3, 6);
    let slopes = batch(&[
        &dy[0..1],
        &dy[1..2],
        &dy[2..3],
        &dy[3..4],
        &dy[4..5],
        &dy[5..6],
    ]);
    hinted(hint, &mut || shards.backward_parameters(&slopes));
    let whole = powers(&dy);
    let [first, second, third] = [&dy[0..2], &dy[2..4], &dy[4..6]].map(powers);
    let added = sum(&first, &sum(&second, &third));
    let begun = |part: &[f64]| [&part[..2], &part[..3]].concat();
    let from_the_front = sum(&first, &sum(&begun(&second), &begun(&third)));
    let halves = times(&sum(&times(&sum(&first, &second), 0.5), &third), 0.5);
    expect_row(
        "the gradient of two parameters, from three shares of two samples,",
        &gradients(&mut shards),
        &whole,
        causes! {
            Rows(&third) => "That is the last share's alone: add to the first copy's (`+=`).",
            Rows(&first) => "That is the first share's alone: add those of the others.",
            Rows(&sum(&second, &third)) => "The first share's own is lost: add to it.",
            Times(1.0 / 3.0) =>
                "A mean over the copies: 1/batch is in the slopes already, so add.",
            Rows(&sum(&first, &times(&sum(&second, &third), 1.0 / 3.0))) =>
                "The others' are divided: 1/batch is in the slopes already, so add.",
            Rows(&halves) => "The mean of two, again and again: 1/batch is in the slopes already.",
            Rows(&sum(&first, &times(&sum(&second, &third), -1.0))) => MINUS,
            Rows(&sum(&first, &times(&sum(&second, &third), 2.0))) =>
                "The others' are added twice.",
            Rows(&from_the_front) =>
                "Every parameter got the slopes of the first one: go on with what is `after` \
                 them.",
            Rows(&[added[0], added[1], first[2], first[3], first[4]]) =>
                "Only the first parameter was added to: go on with what is `after` it.",
        },
        "The whole batch's gradient is the sum of its shares' gradients.",
    );
    hinted(hint, &mut || shards.backward_parameters(&slopes));
    expect_row(
        "the gradient after two ways back",
        &gradients(&mut shards),
        &times(&whole, 2.0),
        &[],
        "Add to what is there: a second way back doubles it.",
    );
}

/// Two dense layers.
fn dense() -> Box<dyn Layer> {
    let random = &mut ChaCha8Rng::seed_from_u64(3);
    Box::new(Sequential::new(vec![
        Box::new(Linear::new(5, 3, Init::Xavier, random)),
        Box::new(Activation::tanh()),
        Box::new(Linear::new(3, 4, Init::Xavier, random)),
    ]))
}

/// The gradient of one batch of seven.
fn gradient_of(network: &mut dyn Layer) -> Vec<f64> {
    let (x, labels) = (rows_of_batch(&numbers(35, 1), 7), [0, 1, 2, 3, 0, 1, 2]);
    let mut dz = Matrix::default();
    softmax_cross_entropy(network.forward(&x), &labels, &mut dz);
    network.backward_parameters(&dz);
    gradients(network)
}

/// How many images LeNet learns from, and how many it is asked about afterwards.
const LEARNT: usize = 500;
const ASKED: usize = 200;

fn lenet_learns() {
    let digits = datasets::mnist().expect("built in");
    // One thread: a panic in another would print its stack beside the verdict.
    let mut network = Shards::new(2, 1, || Box::new(lenet::modern(1)));
    let mut training = Training::new(&mut network, Adam::new(0.003));
    let images = |data: &datasets::Dataset, from: usize, count: usize| {
        let images: Vec<&[f64]> =
            (from..from + count).map(|i| data.sample(i)).collect();
        batch(&images)
    };
    for from in (0..LEARNT).step_by(20) {
        let labels = &digits.train.labels()[from..from + 20];
        training.step(&images(&digits.train, from, 20), labels);
    }
    let logits = network.forward(&images(&digits.test, 0, ASKED));
    let labels = digits.test.labels();
    let answers = logits.column_iter().zip(labels);
    let right = answers
        .filter(|&(z, &label)| most_likely(z) == label)
        .count();
    assert!(
        right > ASKED * 7 / 10,
        "LeNet reads {right} of {ASKED} digits that it has not seen, after {LEARNT} that it has: \
         more than 70 % are usual. Are exercises 5.8 to 5.14 all right?"
    );
}

#[test]
fn exercise_5_17() {
    exercise("5.17", || {
        stage("shares");
        in_child("shares", LONG, || {
            for (copies, samples) in SHARED {
                // What they are, and what they panic with, is looked at later, in this process.
                let _ = catch_unwind(|| spied(copies, samples));
            }
        })
        .must_pass(
            "`share` ends the whole program: does it call itself without end?",
            "`share` has no end: after 5 s it was stopped. It does without a loop.",
        );
        for (copies, samples) in SHARED {
            fair_shares(copies, samples);
        }
        stage("gradients");
        added_gradients();

        stage("the whole batch");
        let whole = gradient_of(&mut *dense());
        let yours = gradient_of(&mut Shards::new(3, 1, dense));
        expect_row(
            "the gradient of a dense network, from seven samples in three shares,",
            &yours,
            &whole,
            &[],
            "The whole batch's gradient is the sum of its shares' gradients.",
        );
        stage("two threads");
        let two = gradient_of(&mut Shards::new(3, 2, dense));
        let bits =
            |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert!(
            bits(&two) == bits(&yours),
            "one thread and two must agree to the last bit: the copies are always added in the \
             same order"
        );
        stage("LeNet");
        counting_ends();
        lenet_learns();
    });
}

//! A convolution as a list of its ties: which weight leads from which number of the image to which
//! output. Everything that the layers compute is a sum over that list. So it is in plain loops here,
//! and nothing of yours is judged by itself. A list in which one thing is wrong gives the results of
//! somebody who made that mistake.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::Duration;

use backprop::{Init, Layer};
use judge::Wrong::Rows;
use judge::{Axes, Grid, Outcome, Wrong, expect_image, in_child};
use lesson_5::{Conv2d, Geometry, ImageShape, Window, Window2d};
use matrix::Matrix;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// A convolution's sizes, and what is wrong about it.
#[derive(Clone, Copy)]
pub(crate) struct Plain {
    /// Channels, rows, columns.
    pub(crate) input: [usize; 3],
    pub(crate) kernels: usize,
    pub(crate) groups: usize,
    /// Down and across.
    pub(crate) window: [Window; 2],
    /// Rows and columns of the output.
    pub(crate) output: [usize; 2],
    pub(crate) twist: Twist,
}

/// What may be wrong about a list of ties.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Twist {
    Nothing,
    /// The kernel is turned around, in both directions.
    Flipped,
    /// Taps are counted column after column.
    TurnedTaps,
    /// A tap's row and column in the window are exchanged.
    TurnedWindow,
    /// Every channel has the weights of the first.
    FirstWeights,
    /// Every channel has the pixels of the first channel of all.
    FirstPixels,
    /// The first channel of the group alone.
    Flat,
    /// Every group sees the channels of the first group.
    FirstGroup,
    /// Every kernel has the weights of the first.
    FirstKernel,
    /// Padding is the first number of the image.
    Corner,
    /// A tap in the first row or column of the padding sees row or column 0.
    Zero,
    /// Outputs are counted place after place.
    PlaceFirst,
    /// The padding is not counted as a tap in the weights' order.
    Skipped,
    /// Every group has the weights of the first group.
    FirstGroupWeights,
    /// The last tap alone that sees something.
    Last,
    /// A window's other taps are left out from the first one on that sees padding.
    StopWindow,
    /// The same, and the whole image stops there.
    StopAll,
    /// A row of a window is left from the first tap on that sees padding, and its taps are not
    /// counted on.
    StopRow,
    /// Where a window stands and which tap it is are exchanged.
    TapForPlace,
}

/// One weight at one place.
#[derive(Clone, Copy)]
struct Tie {
    output: usize,
    /// Among the weights, kernel after kernel.
    weight: usize,
    /// In P, row after row.
    patch: usize,
    /// Where in the image; `None` in the padding.
    from: Option<usize>,
}

/// How often a window fits, counted: it starts at 0, s, 2s, …
pub(crate) fn places(window: Window, inputs: usize) -> usize {
    let (mut start, mut places) = (0, 0);
    while start + window.dilation * (window.size - 1) < inputs + 2 * window.padding {
        places += 1;
        start += window.stride;
    }
    places
}

/// Where a tap looks.
pub(crate) fn look(
    window: Window,
    output: usize,
    tap: usize,
    inputs: usize,
) -> Option<usize> {
    let from_the_padding = output * window.stride + tap * window.dilation;
    (0..inputs).find(|place| place + window.padding == from_the_padding)
}

impl Plain {
    pub(crate) fn new(
        input: [usize; 3],
        kernels: usize,
        groups: usize,
        window: [Window; 2],
    ) -> Self {
        let output = [0, 1].map(|axis| places(window[axis], input[axis + 1]));
        Self {
            input,
            kernels,
            groups,
            window,
            output,
            twist: Twist::Nothing,
        }
    }

    /// Each channel by itself.
    pub(crate) fn pool(input: [usize; 3], window: [Window; 2]) -> Self {
        Self::new(input, input[0], input[0], window)
    }

    pub(crate) fn twisted(self, twist: Twist) -> Self {
        Self { twist, ..self }
    }

    /// The same outputs, made with another window.
    pub(crate) fn with(self, change: fn(&mut Window)) -> Self {
        let mut other = self;
        for window in &mut other.window {
            change(window);
        }
        other
    }

    /// The same outputs, as if there were no stride.
    pub(crate) fn no_stride(self) -> Self {
        self.with(|window| window.stride = 1)
    }

    /// As if there were no dilation.
    pub(crate) fn no_dilation(self) -> Self {
        self.with(|window| window.dilation = 1)
    }

    /// As if there were no padding.
    pub(crate) fn no_padding(self) -> Self {
        self.with(|window| window.padding = 0)
    }

    pub(crate) fn pixels(&self) -> usize {
        self.output[0] * self.output[1]
    }

    pub(crate) fn inputs(&self) -> usize {
        self.input[0] * self.input[1] * self.input[2]
    }

    pub(crate) fn outputs(&self) -> usize {
        self.kernels * self.pixels()
    }

    pub(crate) fn group_channels(&self) -> usize {
        self.input[0] / self.groups
    }

    /// How many weights a kernel has.
    pub(crate) fn taps(&self) -> usize {
        self.group_channels() * self.window[0].size * self.window[1].size
    }

    /// How many taps there are over all channels.
    pub(crate) fn all_taps(&self) -> usize {
        self.input[0] * self.window[0].size * self.window[1].size
    }

    pub(crate) fn weights(&self) -> usize {
        self.kernels * self.taps()
    }

    /// Where the answer of a kernel at a place stands.
    fn output(&self, kernel: usize, position: usize) -> usize {
        if self.twist == Twist::PlaceFirst {
            position * self.kernels + kernel
        } else {
            kernel * self.pixels() + position
        }
    }

    /// Where in the image a tap of the window looks at a place.
    fn from(&self, channel: usize, position: usize, tap: [usize; 2]) -> Option<usize> {
        let [_, height, width] = self.input;
        let [down, across] = self.window;
        let (row, column) = (position / self.output[1], position % self.output[1]);
        let look = |window, place, tap, inputs| match self.twist {
            Twist::TapForPlace => look(window, tap, place, inputs),
            _ => look(window, place, tap, inputs),
        };
        let mut row = look(down, row, tap[0], height);
        let mut column = look(across, column, tap[1], width);
        if self.twist == Twist::Zero {
            (row, column) = (row.or(Some(0)), column.or(Some(0)));
        }
        let from = |row, column| (channel * height + row) * width + column;
        match (row, column) {
            (Some(row), Some(column)) => Some(from(row, column)),
            _ if self.twist == Twist::Corner => Some(0),
            _ => None,
        }
    }

    /// The ties of one kernel at one place.
    fn ties_at(&self, kernel: usize, position: usize, ties: &mut Vec<Tie>) {
        let [rows, columns] = self.window.map(|window| window.size);
        let (channels, window) = (self.group_channels(), rows * columns);
        let group = kernel / (self.kernels / self.groups);
        let (mut counted, mut left) = (0, None);
        for k in 0..self.taps() {
            let (channel, in_window) = (k / window, k % window);
            let (i, j) = (in_window / columns, in_window % columns);
            let window_row = k / columns;
            if self.twist == Twist::Flat && channel > 0 || left == Some(window_row) {
                continue;
            }
            let pixels = match self.twist {
                Twist::FirstGroup => channel,
                Twist::FirstPixels => 0,
                _ => group * channels + channel,
            };
            let place = match self.twist {
                Twist::TurnedWindow => [j, i],
                _ => [i, j],
            };
            let from = self.from(pixels, position, place);
            let tap = match self.twist {
                Twist::FirstWeights => in_window,
                Twist::Flipped => channel * window + window - 1 - in_window,
                Twist::TurnedTaps => channel * window + j * rows + i,
                Twist::Skipped | Twist::StopRow => counted,
                _ => k,
            };
            match self.twist {
                Twist::StopWindow | Twist::StopAll if from.is_none() => return,
                Twist::StopRow if from.is_none() => {
                    left = Some(window_row);
                    continue;
                }
                _ => {}
            }
            counted += usize::from(from.is_some());
            let row = match self.twist {
                Twist::FirstKernel => 0,
                Twist::FirstGroupWeights => kernel % (self.kernels / self.groups),
                _ => kernel,
            };
            ties.push(Tie {
                output: self.output(kernel, position),
                weight: row * self.taps() + tap,
                patch: position * self.all_taps() + group * self.taps() + tap,
                from,
            });
        }
    }

    /// All ties.
    fn ties(&self) -> Vec<Tie> {
        let mut all = Vec::new();
        for kernel in 0..self.kernels {
            for position in 0..self.pixels() {
                let mut ties = Vec::new();
                self.ties_at(kernel, position, &mut ties);
                if self.twist == Twist::StopAll && ties.len() < self.taps() {
                    all.append(&mut ties);
                    return all;
                }
                if self.twist == Twist::Last {
                    let last = ties.iter().rposition(|tie| tie.from.is_some());
                    ties = last.map(|last| ties[last]).into_iter().collect();
                }
                all.append(&mut ties);
            }
        }
        all
    }

    /// One image forward. `w` is kernel after kernel, `b` one number each.
    pub(crate) fn forward(&self, x: &[f64], w: &[f64], b: &[f64]) -> Vec<f64> {
        let mut y = vec![0.0; self.outputs()];
        for kernel in 0..self.kernels {
            for position in 0..self.pixels() {
                y[self.output(kernel, position)] = b[kernel];
            }
        }
        for tie in self.ties() {
            if let Some(from) = tie.from {
                y[tie.output] += w[tie.weight] * x[from];
            }
        }
        y
    }

    /// Outputs × inputs, row after row.
    pub(crate) fn matrix(&self, w: &[f64]) -> Vec<f64> {
        let mut matrix = vec![0.0; self.outputs() * self.inputs()];
        for tie in self.ties() {
            if let Some(from) = tie.from {
                matrix[tie.output * self.inputs() + from] = w[tie.weight];
            }
        }
        matrix
    }

    /// The slopes of the weights, for one image.
    pub(crate) fn back_to_weights(&self, x: &[f64], dy: &[f64]) -> Vec<f64> {
        let mut dw = vec![0.0; self.weights()];
        for tie in self.ties() {
            if let Some(from) = tie.from {
                dw[tie.weight] += dy[tie.output] * x[from];
            }
        }
        dw
    }

    /// The slopes of one image.
    pub(crate) fn back_to_input(&self, w: &[f64], dy: &[f64]) -> Vec<f64> {
        let mut dx = vec![0.0; self.inputs()];
        for tie in self.ties() {
            if let Some(from) = tie.from {
                dx[from] += dy[tie.output] * w[tie.weight];
            }
        }
        dx
    }

    /// Where each entry of P, row after row, comes from.
    pub(crate) fn sources(&self) -> Vec<Option<usize>> {
        let mut sources = vec![None; self.pixels() * self.all_taps()];
        for tie in self.ties() {
            sources[tie.patch] = tie.from;
        }
        sources
    }

    /// Which entries of P, row after row, are reached by those who go through it tap after tap and
    /// leave a tap (or everything) at the first entry in the padding.
    pub(crate) fn reached(&self, everything: bool) -> Vec<bool> {
        let (sources, taps) = (self.sources(), self.all_taps());
        let mut reached = vec![false; sources.len()];
        for tap in 0..taps {
            for position in 0..self.pixels() {
                let at = position * taps + tap;
                if sources[at].is_none() {
                    if everything {
                        return reached;
                    }
                    break;
                }
                reached[at] = true;
            }
        }
        reached
    }

    /// What each window sees, output after output, in reading order.
    pub(crate) fn seen(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![Vec::new(); self.outputs()];
        for tie in self.ties() {
            seen[tie.output].extend(tie.from);
        }
        seen
    }
}

// Sizes of which no two are equal, and windows that do not end where the image does.

const ONE: Window = Window {
    size: 1,
    stride: 1,
    padding: 0,
    dilation: 1,
};

/// A window, by its size, stride, padding and dilation.
pub(crate) fn window([size, stride, padding, dilation]: [usize; 4]) -> Window {
    Window {
        size,
        stride,
        padding,
        dilation,
    }
}

/// A list of numbers as an image of one row.
pub(crate) fn list(inputs: usize, taps: usize) -> Plain {
    let across = Window { size: taps, ..ONE };
    Plain::new([1, 1, inputs], 1, 1, [ONE, across])
}

/// What the sizes of a stage are called.
pub(crate) type Sized = (&'static str, Plain);

/// The sizes at which layers are compared.
pub(crate) fn sizes() -> [Sized; 4] {
    let (down, across) = (window([3, 1, 0, 1]), window([2, 1, 0, 1]));
    let plain = Plain::new([2, 5, 7], 3, 1, [down, across]);
    let (down, across) = (window([3, 3, 1, 1]), window([2, 2, 1, 1]));
    let stride = Plain::new([2, 7, 9], 4, 1, [down, across]);
    let (down, across) = (window([2, 1, 0, 2]), window([3, 1, 1, 2]));
    let dilation = Plain::new([2, 5, 7], 3, 1, [down, across]);
    let (down, across) = (window([2, 1, 0, 1]), window([3, 1, 1, 1]));
    let groups = Plain::new([4, 5, 3], 6, 2, [down, across]);
    [
        ("a window of 3×2", plain),
        ("stride and padding", stride),
        ("dilation and padding", dilation),
        ("two groups", groups),
    ]
}

/// The sizes at which pools are compared: stride as the size, overlapping with padding, dilated.
pub(crate) fn pool_sizes() -> [Sized; 3] {
    let (down, across) = (window([3, 3, 0, 1]), window([2, 2, 0, 1]));
    let apart = Plain::pool([2, 5, 7], [down, across]);
    let (down, across) = (window([3, 1, 1, 1]), window([2, 1, 1, 1]));
    let overlapping = Plain::pool([3, 5, 7], [down, across]);
    let (down, across) = (window([2, 1, 0, 2]), window([3, 3, 1, 1]));
    let dilated = Plain::pool([2, 5, 7], [down, across]);
    [
        ("windows beside each other", apart),
        ("windows that overlap", overlapping),
        ("dilation", dilated),
    ]
}

/// Numbers without a pattern, none of them 0. In binary they have no end, so that each digit beyond
/// the seventh is missed where an `f32` is in between.
pub(crate) fn numbers(count: usize, seed: usize) -> Vec<f64> {
    let mut numbers = Vec::new();
    for i in 0..count {
        let k = i + 37 * seed + 3;
        // Cubing takes the numbers below 101 to the same numbers in another order.
        numbers.push((k * k * k % 101) as f64 / 10.0 - 5.05);
    }
    numbers
}

/// So many inputs, and the window on them.
pub(crate) fn windows() -> Vec<(usize, Window)> {
    let mut windows = vec![
        (5, window([3, 1, 0, 1])),
        (28, window([5, 1, 2, 1])),
        (10, window([3, 2, 0, 1])),
        (10, window([3, 2, 1, 1])),
        (10, window([3, 1, 0, 2])),
        (11, window([3, 2, 0, 1])),
        (11, window([4, 3, 2, 2])),
        (3, window([3, 5, 0, 1])),
        (2, window([3, 1, 1, 1])),
        (13, window([2, 3, 0, 5])),
        (1, window([1, 1, 0, 1])),
    ];
    for inputs in 7..12 {
        windows.push((inputs, window([2, 3, 1, 2])));
    }
    windows
}

/// Longer than this nothing takes that ends.
pub(crate) const LONG: Duration = Duration::from_secs(5);

/// Whether the counting of exercise 5.2 comes to an end: everything else calls it. It is tried once,
/// in a process of its own, by whichever test is the first.
#[track_caller]
pub(crate) fn counting_ends() {
    static TRIED: OnceLock<Outcome> = OnceLock::new();
    let tried = TRIED.get_or_init(|| {
        in_child("counting", LONG, || {
            for (inputs, window) in windows() {
                // What it says, and what it panics with, is looked at later, in this process.
                let _ = catch_unwind(|| window.outputs(inputs));
            }
        })
    });
    tried.clone().must_pass(
        "the counting of exercise 5.2 ends the whole program: does it call itself without end?",
        "the counting of exercise 5.2 has no end: after 5 s it was stopped. In a loop the window's \
         start must move on by `self.stride` each time; and a division does without a loop.",
    );
}

/// The geometry, if the shapes are right by now: all of these exercises stand on 5.2 and 5.3.
pub(crate) fn geometry(plain: &Plain) -> Geometry {
    counting_ends();
    let ([channels, height, width], [down, across]) = (plain.input, plain.window);
    let shape = ImageShape::new(channels, height, width);
    let geometry = Geometry::new(shape, plain.kernels, Window2d { down, across })
        .in_groups(plain.groups);
    let output = geometry.output();
    assert!(
        [output.height, output.width] == plain.output,
        "this stands on exercise 5.2, which is not right: {down:?} on {height} rows and \
         {across:?} on {width} columns fit {:?} times, yours {output}",
        plain.output
    );
    for (axis, window) in plain.window.into_iter().enumerate() {
        let inputs = plain.input[axis + 1];
        for output in 0..plain.output[axis] {
            for tap in 0..window.size {
                assert!(
                    window.source(output, tap, inputs)
                        == look(window, output, tap, inputs),
                    "this stands on exercise 5.3, which is not right for {window:?} on {inputs} \
                     inputs, output {output}, tap {tap}"
                );
            }
        }
    }
    geometry
}

// Layers.

/// A matrix from its rows, one after the other.
pub(crate) fn rows(columns: usize, entries: &[f64]) -> Matrix {
    Matrix::from_fn(entries.len() / columns, columns, |i, j| {
        entries[i * columns + j]
    })
}

/// The rows of a matrix, one after the other.
pub(crate) fn by_rows(matrix: &Matrix) -> Vec<f64> {
    matrix.transpose().as_slice().to_vec()
}

/// Images beside each other, one in a column.
pub(crate) fn batch(images: &[&[f64]]) -> Matrix {
    let all: Vec<f64> = images.concat();
    let (rows, columns) = (all.len() / images.len(), images.len());
    Matrix::from_columns(rows, columns, all).expect("images of one size")
}

/// A layer with these weights.
pub(crate) fn layer(plain: &Plain, w: &[f64], b: &[f64]) -> Conv2d {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut layer = Conv2d::new(geometry(plain), Init::Zeros, &mut random);
    layer.weight.value = rows(plain.taps(), w);
    layer.bias.value = rows(1, b);
    layer
}

/// The same, and it remembers X, which it does before the lines of exercise 5.8 run: it is no
/// matter here whether these are written.
pub(crate) fn remembering(plain: &Plain, w: &[f64], b: &[f64], x: &Matrix) -> Conv2d {
    let mut layer = layer(plain, w, b);
    remember(&mut layer, x);
    layer
}

pub(crate) fn remember(layer: &mut Conv2d, x: &Matrix) {
    let _ = catch_unwind(AssertUnwindSafe(|| {
        layer.forward(x);
    }));
}

// Verdicts.

/// An image with few numbers: yours and the right one side by side. Both are row after row.
#[track_caller]
pub(crate) fn expect_map(
    what: &str,
    columns: usize,
    yours: &[f64],
    right: &[f64],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    let (a, b) = (rows(columns, yours), rows(columns, right));
    let grid = |matrix: &Matrix| (matrix.nrows(), matrix.ncols());
    let ((m, n), (k, l)) = (grid(&a), grid(&b));
    let yours = Grid {
        rows: m,
        columns: n,
        entries: a.as_slice(),
    };
    let right = Grid {
        rows: k,
        columns: l,
        entries: b.as_slice(),
    };
    judge::expect(what, yours, right, causes, otherwise);
}

/// A list of known wrong results and the words for each.
pub(crate) type Known<'a> = [(Vec<f64>, &'a str)];

#[track_caller]
fn expect_axes(
    what: &str,
    axes: Axes,
    (yours, right): (&[f64], &[f64]),
    known: &Known,
    otherwise: &str,
) {
    let mut causes = Vec::new();
    for (wrong, words) in known {
        causes.push((Rows(wrong.as_slice()), *words));
    }
    let otherwise = unless_rounded(yours, right, otherwise);
    expect_image(what, axes, yours, right, &causes, otherwise);
}

/// A row of numbers that are no short binary fractions.
#[track_caller]
pub(crate) fn expect_numbers(
    what: &str,
    yours: &[f64],
    right: &[f64],
    causes: &[(Wrong, &str)],
    otherwise: &str,
) {
    let otherwise = unless_rounded(yours, right, otherwise);
    judge::expect_row(what, yours, right, causes, otherwise);
}

/// The words, or others where all is right to about the seven digits of an `f32`.
fn unless_rounded<'a>(yours: &[f64], right: &[f64], otherwise: &'a str) -> &'a str {
    let largest = right.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let mut pairs = yours.iter().zip(right);
    let close = pairs.all(|(a, b)| (a - b).abs() <= 1e-6 * largest);
    if close && yours.len() == right.len() {
        "Nearly right: is there an `f32` on the way? It has seven digits, `Real` has sixteen."
    } else {
        otherwise
    }
}

/// Outputs of a batch.
#[track_caller]
pub(crate) fn expect_outputs(
    what: &str,
    plain: &Plain,
    both: (&[f64], &[f64]),
    known: &Known,
    otherwise: &str,
) {
    let [rows, columns] = plain.output;
    let axes = Axes {
        names: ["sample", "channel", "row", "column"],
        sizes: [both.1.len() / plain.outputs(), plain.kernels, rows, columns],
    };
    expect_axes(what, axes, both, known, otherwise);
}

/// Inputs of a batch, or their slopes.
#[track_caller]
pub(crate) fn expect_inputs(
    what: &str,
    plain: &Plain,
    both: (&[f64], &[f64]),
    known: &Known,
    otherwise: &str,
) {
    let [channels, rows, columns] = plain.input;
    let axes = Axes {
        names: ["sample", "channel", "row", "column"],
        sizes: [both.1.len() / plain.inputs(), channels, rows, columns],
    };
    expect_axes(what, axes, both, known, otherwise);
}

/// Weights, or their slopes: kernel after kernel.
#[track_caller]
pub(crate) fn expect_weights(
    what: &str,
    plain: &Plain,
    both: (&[f64], &[f64]),
    known: &Known,
    otherwise: &str,
) {
    let [rows, columns] = plain.window.map(|window| window.size);
    let axes = Axes {
        names: ["kernel", "channel", "row", "column"],
        sizes: [plain.kernels, plain.group_channels(), rows, columns],
    };
    expect_axes(what, axes, both, known, otherwise);
}

/// A matrix, row after row, whose rows and columns have these names.
#[track_caller]
pub(crate) fn expect_table(
    what: &str,
    names: [&str; 2],
    (yours, right): (&Matrix, &[f64]),
    known: &Known,
    otherwise: &str,
) {
    let (rows, columns) = yours.shape();
    let wanted = right.len() / columns.max(1);
    assert!(
        rows == wanted && rows * columns == right.len(),
        "{what} is {rows}×{columns}, which does not hold {} numbers",
        right.len()
    );
    let axes = Axes {
        names: ["", "", names[0], names[1]],
        sizes: [1, 1, rows, columns],
    };
    expect_axes(what, axes, (&by_rows(yours), right), known, otherwise);
}

//! The same, a stretch of pixels at a time.
//!
//! Along a row of the output, a tap looks at neighbours in a row of the input. So what it
//! sees is copied by stretches, and where they begin and end is worked out once for a tap,
//! not once for a pixel. The results are those of [`patches`](crate::patches),
//! [`max_pool`](crate::max_pool) and [`avg_pool`](crate::avg_pool).

use std::hint::select_unpredictable;
use std::ops::Range;

use matrix::{Matrix, Real};

use crate::{Geometry, Window, Window2d};

/// The stretches of a geometry: some outputs in a row, and the inputs in a row that one tap
/// sees at them, `stride` apart.
#[derive(Clone, Debug)]
pub struct Runs {
    geometry: Geometry,
    stride: usize,
    all: Vec<Run>,
}

/// One of them: how long it is, and where it begins.
#[derive(Clone, Copy, Debug)]
struct Run {
    length: u32,
    /// In the image.
    input: u32,
    /// In P, column after column.
    patch: u32,
    /// In the output of a layer that has each channel by itself.
    output: u32,
}

impl Runs {
    /// Those of this geometry, tap after tap.
    ///
    /// # Panics
    ///
    /// If an image or its patches have more than 2³² numbers.
    pub fn new(geometry: Geometry) -> Self {
        let (input, output) = (geometry.input(), geometry.output());
        let Window2d { down, across } = geometry.window();
        let (pixels, taps) = (output.pixels(), geometry.window().taps());
        let number = |n: usize| {
            u32::try_from(n).unwrap_or_else(|_| {
                panic!(
                    "Runs: {input} by {taps} taps, but there is room for 2³² numbers"
                )
            })
        };
        let mut all = Vec::new();
        for tap in 0..geometry.all_taps() {
            let (channel, tap_down, tap_across) =
                (tap / taps, tap % taps / across.size, tap % across.size);
            let Some((columns, first)) = seen(across, tap_across, input.width) else {
                continue;
            };
            for row in 0..output.height {
                if let Some(from) = down.source(row, tap_down, input.height) {
                    let position = row * output.width + columns.start;
                    all.push(Run {
                        length: number(columns.len()),
                        input: number(input.index(channel, from, first)),
                        patch: number(tap * pixels + position),
                        output: number(channel * pixels + position),
                    });
                }
            }
        }
        let stride = across.stride;
        Self {
            geometry,
            stride,
            all,
        }
    }
}

/// At which outputs a tap sees an input and not padding, and which input it sees at the
/// first of them.
fn seen(window: Window, tap: usize, inputs: usize) -> Option<(Range<usize>, usize)> {
    let sees = |output| window.source(output, tap, inputs);
    let mut seen = (0..window.outputs(inputs)).filter(|&output| sees(output).is_some());
    let start = seen.next()?;
    Some((start..start + 1 + seen.count(), sees(start)?))
}

impl Run {
    /// The stretch, where it begins at `start`.
    fn at(self, start: u32) -> Range<usize> {
        start as usize..start as usize + self.length as usize
    }
}

impl Runs {
    /// P from an image, as [`im2col`](crate::patches::im2col), bit for bit.
    ///
    /// What a window sees of padding is not written: `patches` comes with zeros there.
    ///
    /// # Panics
    ///
    /// If `x` or `patches` does not fit the geometry.
    pub fn im2col(&self, x: &[Real], patches: &mut Matrix) {
        self.geometry.check_input("Runs::im2col", x.len());
        self.geometry.check_patches("Runs::im2col", patches.shape());
        let patches = patches.as_mut_slice();
        for run in &self.all {
            let to = &mut patches[run.at(run.patch)];
            if self.stride == 1 {
                copy(to, &x[run.at(run.input)]);
            } else {
                let x = x[run.input as usize..].iter().step_by(self.stride);
                for (to, x) in to.iter_mut().zip(x) {
                    *to = *x;
                }
            }
        }
    }

    /// Adds ∂L/∂P into ∂L/∂X, as [`col2im_add`](crate::patches::col2im_add), bit for bit.
    ///
    /// # Panics
    ///
    /// If `dp` or `dx` does not fit the geometry.
    pub fn col2im_add(&self, dp: &Matrix, dx: &mut [Real]) {
        self.geometry.check_input("Runs::col2im_add", dx.len());
        self.geometry.check_patches("Runs::col2im_add", dp.shape());
        let dp = dp.as_slice();
        for run in &self.all {
            let from = &dp[run.at(run.patch)];
            if self.stride == 1 {
                add(&mut dx[run.at(run.input)], from);
            } else {
                let dx = dx[run.input as usize..].iter_mut().step_by(self.stride);
                for (dx, slope) in dx.zip(from) {
                    *dx += slope;
                }
            }
        }
    }
}

/// Each channel by itself.
impl Runs {
    /// For each output the largest entry that its window sees, and where that stands; as
    /// [`largest`](crate::max_pool::largest). `from` comes with the first place that each
    /// window sees.
    ///
    /// # Panics
    ///
    /// If `x`, `y` or `from` does not fit the geometry.
    pub fn largest(&self, x: &[Real], y: &mut [Real], from: &mut [u32]) {
        self.geometry.check_apart("Runs::largest");
        self.geometry.check_input("Runs::largest", x.len());
        self.geometry.check_output("Runs::largest", y.len());
        self.geometry.check_output("Runs::largest", from.len());
        y.fill(Real::NEG_INFINITY);
        for run in &self.all {
            let (input, outputs) = (run.input as usize, run.at(run.output));
            let (best, from) = (&mut y[outputs.clone()], &mut from[outputs]);
            // With a stride that the compiler knows, it looks at several at once.
            match self.stride {
                1 => keep_larger::<1>(&x[input..], run.input, best, from),
                2 => keep_larger::<2>(&x[input..], run.input, best, from),
                stride => {
                    let seen = x[input..].iter().step_by(stride);
                    let seen = seen.zip((run.input..).step_by(stride));
                    for ((best, from), (&x, place)) in
                        best.iter_mut().zip(from).zip(seen)
                    {
                        keep(best, from, x, place);
                    }
                }
            }
        }
    }

    /// For each output the mean of what its window sees, as
    /// [`average`](crate::avg_pool::average).
    ///
    /// # Panics
    ///
    /// If `x` or `y` does not fit the geometry.
    pub fn average(&self, x: &[Real], y: &mut [Real]) {
        self.geometry.check_apart("Runs::average");
        self.geometry.check_input("Runs::average", x.len());
        self.geometry.check_output("Runs::average", y.len());
        y.fill(0.0);
        for run in &self.all {
            let x = x[run.input as usize..].iter().step_by(self.stride);
            for (y, x) in y[run.at(run.output)].iter_mut().zip(x) {
                *y += x;
            }
        }
        let count = self.geometry.taps() as Real;
        for y in y {
            *y /= count;
        }
    }

    /// The way back, as [`average_back`](crate::avg_pool::average_back), but for the order
    /// in which slopes from overlapping windows are added.
    ///
    /// # Panics
    ///
    /// If `dy` or `dx` does not fit the geometry.
    pub fn average_back(&self, dy: &[Real], dx: &mut [Real]) {
        self.geometry.check_apart("Runs::average_back");
        self.geometry.check_output("Runs::average_back", dy.len());
        self.geometry.check_input("Runs::average_back", dx.len());
        let count = self.geometry.taps() as Real;
        for run in &self.all {
            let dx = dx[run.input as usize..].iter_mut().step_by(self.stride);
            for (dx, slope) in dx.zip(&dy[run.at(run.output)]) {
                *dx += slope / count;
            }
        }
    }
}

/// What is seen at `place`, if it is larger than the best so far.
#[inline]
fn keep(best: &mut Real, from: &mut u32, x: Real, place: u32) {
    // Nobody can foresee which is the largest: no branch, then. (`|` looks at both sides.)
    let larger = (x > *best) | x.is_nan();
    *best = select_unpredictable(larger, x, *best);
    *from = select_unpredictable(larger, place, *from);
}

/// [`keep`] for a stretch, from the first number of each chunk, and from the rest where the
/// image ends.
#[inline]
fn keep_larger<const STRIDE: usize>(
    x: &[Real],
    start: u32,
    best: &mut [Real],
    from: &mut [u32],
) {
    let (chunks, rest) = x.as_chunks::<STRIDE>();
    let (whole, stride) = (chunks.len().min(best.len()), STRIDE as u32);
    let seen = chunks.iter().zip(0..);
    for ((best, from), (x, k)) in best.iter_mut().zip(from.iter_mut()).zip(seen) {
        keep(best, from, x[0], start + k * stride);
    }
    let last = best[whole..].iter_mut().zip(&mut from[whole..]);
    for ((best, from), &x) in last.zip(rest) {
        keep(best, from, x, start + whole as u32 * stride);
    }
}

/// Adds a stretch to another.
#[inline]
fn add(to: &mut [Real], from: &[Real]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// Copies a short stretch. `copy_from_slice` calls the system's function, and for a few
/// numbers that takes longer than to copy them.
#[inline]
fn copy(to: &mut [Real], from: &[Real]) {
    match to.len() {
        8..=16 => copy_ends::<8>(to, from),
        17..=32 => copy_ends::<16>(to, from),
        _ => to.copy_from_slice(from),
    }
}

/// Copies the first N and the last N, which are all where there are N to 2N.
#[inline]
fn copy_ends<const N: usize>(to: &mut [Real], from: &[Real]) {
    if let (Some(to), Some(from)) = (to.first_chunk_mut::<N>(), from.first_chunk()) {
        *to = *from;
    }
    if let (Some(to), Some(from)) = (to.last_chunk_mut::<N>(), from.last_chunk()) {
        *to = *from;
    }
}

/// The sum of many numbers, in sixteen sums beside each other: each addition waits for the
/// one before it in its own sum only.
pub fn sum(numbers: &[Real]) -> Real {
    let (chunks, rest) = numbers.as_chunks::<16>();
    let mut sums = [0.0; 16];
    for chunk in chunks {
        for (sum, x) in sums.iter_mut().zip(chunk) {
            *sum += x;
        }
    }
    sums.iter().sum::<Real>() + rest.iter().sum::<Real>()
}

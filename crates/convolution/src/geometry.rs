//! What a convolution connects: shapes, windows and groups, without any weights.
//!
//! ```
//! use convolution::{Geometry, ImageShape, Window};
//!
//! // Eight kernels of 5×5 on a colour image.
//! let geometry = Geometry::new(ImageShape::new(3, 32, 32), 8, Window::new(5));
//! assert_eq!(geometry.output().to_string(), "8×28×28");
//! assert_eq!(geometry.parameters(), 608);
//! assert_eq!(geometry.multiply_adds(), 470_400);
//! ```

use std::ops::Range;

use crate::{ImageShape, Window2d};

// ANCHOR: geometry
/// Which inputs each output of a convolution is made from.
///
/// There is one *kernel* for each output channel. It spans all channels of its input, so it
/// has as many weights as input channels times taps of the window.
///
/// Several *groups* are as many convolutions beside each other: each has its share of the
/// input channels and of the kernels, and sees nothing of the others'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Geometry {
    pub(crate) input: ImageShape,
    pub(crate) output: ImageShape,
    pub(crate) window: Window2d,
    pub(crate) groups: usize,
}

impl Geometry {
    /// So many kernels with this window on an image of this shape, in one group.
    ///
    /// # Panics
    ///
    /// If there are no channels or no kernels, or the window does not fit: see
    /// [`Window::outputs`](crate::Window::outputs).
    #[track_caller]
    pub fn new(input: ImageShape, kernels: usize, window: impl Into<Window2d>) -> Self {
        assert!(
            input.channels > 0 && kernels > 0,
            "Geometry: an image of {input} and {kernels} kernels, but at least one channel \
             and one kernel are needed"
        );
        let window = window.into();
        let output = ImageShape {
            channels: kernels,
            height: window.down.outputs(input.height),
            width: window.across.outputs(input.width),
        };
        Self {
            input,
            output,
            window,
            groups: 1,
        }
    }

    /// The same in several groups.
    ///
    /// # Panics
    ///
    /// If there are none, or if they cannot share the input channels or the kernels evenly.
    #[track_caller]
    #[must_use]
    pub fn in_groups(mut self, groups: usize) -> Self {
        let (channels, kernels) = (self.input.channels, self.output.channels);
        assert!(
            groups > 0
                && channels.is_multiple_of(groups)
                && kernels.is_multiple_of(groups),
            "Geometry: {groups} groups cannot share {channels} channels and {kernels} \
             kernels evenly"
        );
        self.groups = groups;
        self
    }

    /// Each channel by itself, as in pooling: as many kernels and groups as channels.
    ///
    /// # Panics
    ///
    /// As [`new`](Geometry::new).
    #[track_caller]
    pub fn per_channel(input: ImageShape, window: impl Into<Window2d>) -> Self {
        Self::new(input, input.channels, window).in_groups(input.channels)
    }

    /// The shape of the image that goes in.
    pub fn input(&self) -> ImageShape {
        self.input
    }

    /// The shape of the image that comes out.
    pub fn output(&self) -> ImageShape {
        self.output
    }

    /// The window.
    pub fn window(&self) -> Window2d {
        self.window
    }
}
// ANCHOR_END: geometry

// ANCHOR: counts
/// What it costs.
impl Geometry {
    /// How many weights a kernel has: input channels of its group × taps of the window.
    pub fn taps(&self) -> usize {
        self.group_channels() * self.window.taps()
    }

    /// How many input channels a kernel spans.
    pub fn group_channels(&self) -> usize {
        self.input.channels / self.groups
    }

    /// How many taps there are over all input channels, those of every group.
    pub fn all_taps(&self) -> usize {
        self.input.channels * self.window.taps()
    }

    /// How many numbers training changes: the weights of every kernel, and one bias each.
    pub fn parameters(&self) -> usize {
        // ANCHOR: exercise_5_4
        self.output.channels * (self.taps() + 1)
        // ANCHOR_END: exercise_5_4
    }

    /// How many products are added up for one image, those with padding included.
    pub fn multiply_adds(&self) -> usize {
        self.output.len() * self.taps()
    }
}
// ANCHOR_END: counts

// ANCHOR: group
/// What belongs to one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which input channels it reads.
    pub channels: Range<usize>,
    /// Their taps, if those of all input channels are counted.
    pub taps: Range<usize>,
    /// Which kernels, and so output channels, are its own.
    pub kernels: Range<usize>,
    /// Where these channels stand in a sample's output.
    pub entries: Range<usize>,
}

impl Geometry {
    /// The groups, first to last.
    pub fn groups(&self) -> impl Iterator<Item = Group> + use<> {
        let (taps, pixels) = (self.window.taps(), self.output.pixels());
        let channels = self.input.channels / self.groups;
        let kernels = self.output.channels / self.groups;
        (0..self.groups).map(move |group| {
            let share = |size| group * size..(group + 1) * size;
            Group {
                channels: share(channels),
                taps: share(channels * taps),
                kernels: share(kernels),
                entries: share(kernels * pixels),
            }
        })
    }
}
// ANCHOR_END: group

// ANCHOR: place
impl Geometry {
    /// Where in a sample the window looks with tap number `tap` when it stands at output
    /// number `position`; `None` where it sees padding.
    ///
    /// Positions are counted row after row; taps channel after channel, in each row after
    /// row, over *all* input channels.
    pub fn source(&self, position: usize, tap: usize) -> Option<usize> {
        let Window2d { down, across } = self.window;
        let (row, column) =
            (position / self.output.width, position % self.output.width);
        let (channel, tap) = (tap / self.window.taps(), tap % self.window.taps());
        let row = down.source(row, tap / across.size, self.input.height)?;
        let column = across.source(column, tap % across.size, self.input.width)?;
        Some(self.input.index(channel, row, column))
    }
}
// ANCHOR_END: place

// ANCHOR: checks
/// Names both sizes where what is given does not fit.
impl Geometry {
    #[track_caller]
    pub(crate) fn check_input(&self, what: &str, given: usize) {
        let (shape, wanted) = (self.input, self.input.len());
        assert!(
            given == wanted,
            "{what}: an image of {shape} is {wanted} numbers, but {given} are given"
        );
    }

    #[track_caller]
    pub(crate) fn check_output(&self, what: &str, given: usize) {
        let (shape, wanted) = (self.output, self.output.len());
        assert!(
            given == wanted,
            "{what}: an output of {shape} is {wanted} numbers, but {given} are given"
        );
    }

    /// Pooling is for channels apart.
    #[track_caller]
    pub(crate) fn check_apart(&self, what: &str) {
        let (channels, kernels) = (self.input.channels, self.output.channels);
        assert!(
            self.groups == channels && kernels == channels,
            "{what}: {channels} channels, {kernels} kernels and {} groups, but in pooling \
             each channel is by itself (`Geometry::per_channel`)",
            self.groups
        );
    }

    #[track_caller]
    pub(crate) fn check_weights(&self, what: &str, shape: (usize, usize)) {
        let (kernels, taps) = (self.output.channels, self.taps());
        let (m, n) = shape;
        assert!(
            (m, n) == (kernels, taps),
            "{what}: the weights are {m}×{n}, but {kernels} kernels with {taps} taps are \
             {kernels}×{taps}"
        );
    }

    #[track_caller]
    pub(crate) fn check_patches(&self, what: &str, shape: (usize, usize)) {
        let (positions, taps) = (self.output.pixels(), self.all_taps());
        let (m, n) = shape;
        assert!(
            (m, n) == (positions, taps),
            "{what}: dp is {m}×{n}, but {positions} positions with {taps} taps are \
             {positions}×{taps}"
        );
    }
}
// ANCHOR_END: checks

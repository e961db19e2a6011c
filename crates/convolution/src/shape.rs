//! How an image lies in a column.

use std::fmt;

// ANCHOR: shape
/// The size of an image of several channels (red, green and blue, or what a layer made of
/// them), shown as `6×14×14`.
///
/// An image is a column of numbers: channel after channel, in each row after row. That is
/// the order C·H·W of PyTorch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageShape {
    /// C
    pub channels: usize,
    /// H, the number of rows.
    pub height: usize,
    /// W, the number of columns.
    pub width: usize,
}

impl ImageShape {
    /// So many channels of so many rows and columns.
    pub const fn new(channels: usize, height: usize, width: usize) -> Self {
        Self {
            channels,
            height,
            width,
        }
    }

    /// How many pixels a channel has.
    pub const fn pixels(self) -> usize {
        self.height * self.width
    }

    /// How many numbers the image has.
    pub const fn len(self) -> usize {
        self.channels * self.pixels()
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Where in the column the pixel of this channel, row and column stands.
    #[inline]
    pub const fn index(self, channel: usize, row: usize, column: usize) -> usize {
        (channel * self.height + row) * self.width + column
    }
}

impl fmt::Display for ImageShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}×{}", self.channels, self.height, self.width)
    }
}
// ANCHOR_END: shape

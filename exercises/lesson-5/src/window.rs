//! A window that slides along one axis: how often it fits, and what it sees.
//!
//! ```
//! use convolution::Window;
//!
//! // Three neighbours, moved by two: on ten inputs there is room for four.
//! let window = Window { stride: 2, ..Window::new(3) };
//! assert_eq!(window.outputs(10), 4);
//! assert_eq!(window.source(3, 2, 10), Some(8));
//!
//! // With a zero on either side the first tap of the first output sees padding.
//! let padded = Window { padding: 1, ..window };
//! assert_eq!(padded.outputs(10), 5);
//! assert_eq!(padded.source(0, 0, 10), None);
//! assert_eq!(padded.source(0, 1, 10), Some(0));
//! ```

/// A window along one axis. It has `size` *taps*, each of which looks at one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// k: how many taps.
    pub size: usize,
    /// s: how far the window moves from one output to the next.
    pub stride: usize,
    /// p: how many zeros are thought before the first input, and behind the last.
    pub padding: usize,
    /// d: how far apart two taps are. 1 for neighbours.
    pub dilation: usize,
}

impl Window {
    /// `size` neighbours, moved by one, without padding.
    pub const fn new(size: usize) -> Self {
        Self {
            size,
            stride: 1,
            padding: 0,
            dilation: 1,
        }
    }

    /// How many inputs it covers, from the first tap to the last: d(k − 1) + 1.
    pub fn span(self) -> usize {
        self.dilation * (self.size.max(1) - 1) + 1
    }

    /// How many outputs there are for so many inputs:
    /// ⌊(inputs + 2p − d(k − 1) − 1)/s⌋ + 1. What is left over on the right, because the
    /// stride does not divide, is not looked at.
    ///
    /// # Panics
    ///
    /// If size, stride or dilation is 0, if there are no inputs, or if the window is longer
    /// than the inputs with their padding.
    #[track_caller]
    pub fn outputs(self, inputs: usize) -> usize {
        self.check(inputs);
        self.places(inputs)
    }

    /// The same, where the window is known to fit.
    fn places(self, inputs: usize) -> usize {
        // >>> exercise 5.2: your code from here
        todo!("exercise 5.2: How many places?")
        // <<< exercise 5.2: to here
    }

    #[track_caller]
    fn check(self, inputs: usize) {
        assert!(
            self.size > 0 && self.stride > 0 && self.dilation > 0,
            "{self:?}: size, stride and dilation are at least 1"
        );
        let (padded, span) = (inputs + 2 * self.padding, self.span());
        assert!(
            inputs > 0 && span <= padded,
            "{self:?}: it covers {span}, but there are {inputs} inputs, {padded} with padding"
        );
    }
}

impl Window {
    /// Which of the inputs tap number `tap` sees when the window stands at output number
    /// `output`; `None` where it sees padding.
    #[inline]
    pub fn source(self, output: usize, tap: usize, inputs: usize) -> Option<usize> {
        // >>> exercise 5.3: your code from here
        todo!("exercise 5.3: Where does a tap look?")
        // <<< exercise 5.3: to here
    }
}

/// A window down the rows of an image, and one along its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window2d {
    /// Along the height.
    pub down: Window,
    /// Along the width.
    pub across: Window,
}

impl Window2d {
    /// How many taps it has.
    pub fn taps(self) -> usize {
        self.down.size * self.across.size
    }
}

/// The same in both directions: a square.
impl From<Window> for Window2d {
    fn from(window: Window) -> Self {
        Self {
            down: window,
            across: window,
        }
    }
}

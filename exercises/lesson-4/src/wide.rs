//! A loop over many numbers, compiled for the widest registers that a processor may have.
//!
//! A step of Adam costs a root and a division per number, and 28 bytes to and from memory
//! where a number has 4. A processor with wide registers does sixteen numbers at once, but
//! a program that is to run anywhere may not assume one. So the loop is compiled several
//! times, and which of them is called is decided when the program runs. Each of them
//! rounds alike, so the results are the same to the last bit.

// What is not inlined into the loop is compiled for narrow registers: a hint is not enough.
#![allow(clippy::inline_always)]

use matrix::Real;
use pulp::{Arch, NullaryFnOnce};

/// The numbers of a parameter, with their slopes and two lists of what is remembered: all
/// of the same length.
pub(crate) struct Numbers<'n> {
    pub(crate) values: &'n mut [Real],
    pub(crate) slopes: &'n [Real],
    pub(crate) memory: [&'n mut [Real]; 2],
}

impl Numbers<'_> {
    /// The first `count`, and the others.
    fn split_at(self, count: usize) -> [Self; 2] {
        let (values, more_values) = self.values.split_at_mut(count);
        let (slopes, more_slopes) = self.slopes.split_at(count);
        let [(a, more_a), (b, more_b)] =
            self.memory.map(|list| list.split_at_mut(count));
        let first = Self {
            values,
            slopes,
            memory: [a, b],
        };
        let others = Self {
            values: more_values,
            slopes: more_slopes,
            memory: [more_a, more_b],
        };
        [first, others]
    }
}

/// A loop over numbers. Its `run` must be `#[inline(always)]`.
pub(crate) trait Loop: Copy {
    fn run(self, numbers: Numbers);
}

struct Compiled<'n, L> {
    body: L,
    numbers: Numbers<'n>,
}

impl<L: Loop> NullaryFnOnce for Compiled<'_, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.body.run(self.numbers);
    }
}

/// Runs the loop that was compiled for this processor.
pub(crate) fn run(body: impl Loop, numbers: Numbers) {
    // A register that is stored across the border between two lines of the cache costs
    // two. So the numbers before the first whole line are done apart.
    const LINE: usize = 64;
    let before = numbers.values.as_ptr().align_offset(LINE);
    let before = before.min(numbers.values.len());
    let arch = Arch::new();
    for numbers in numbers.split_at(before) {
        arch.dispatch(Compiled { body, numbers });
    }
}

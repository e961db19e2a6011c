//! Printing to a reader who may leave: `cargo course | head` is no error.

use std::fmt::Arguments;
use std::io::{self, Write};

/// `println!`, except that it is no error where nobody reads on.
macro_rules! say {
    () => { $crate::out::line(format_args!("")) };
    ($($text:tt)*) => { $crate::out::line(format_args!($($text)*)) };
}

pub(crate) fn line(text: Arguments<'_>) {
    // The work goes on: files may be half written.
    let _ = writeln!(io::stdout().lock(), "{text}");
}

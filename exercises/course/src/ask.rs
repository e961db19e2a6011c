//! Questions before something that is not easily undone.

use std::io::{self, BufRead, Write};

use crate::error::{CourseError, Result};

/// Asks, and says whether the answer was yes. With `yes` it does not ask. No answer is a no.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn ask(question: &str, yes: bool) -> Result<bool> {
    if yes {
        return Ok(true);
    }
    let failed = CourseError::file("ask on", std::path::Path::new("the terminal"));
    let mut out = io::stdout().lock();
    write!(out, "{question} [y/N] ")
        .and_then(|()| out.flush())
        .map_err(failed)?;
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer).unwrap_or(0);
    if read == 0 {
        // No terminal, or Ctrl-D: the line of the question is still open.
        say!();
    }
    let yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
    if !yes {
        say!("Nothing was done. (--yes answers without a question.)");
    }
    Ok(yes)
}

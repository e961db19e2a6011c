//! The few lines that a failing exercise prints.

use std::any::Any;
use std::panic::Location;
use std::path::Path;

/// How `todo!("exercise 1.4: Stable sigmoid")` begins its message.
const UNWRITTEN: &str = "not yet implemented: exercise ";

/// A failure as it came out of the checks: what the panic said, and where it was raised.
#[derive(Clone, Debug, Default)]
pub(crate) struct Failure {
    /// The panic's message.
    pub(crate) message: String,
    /// `file:line`, relative to the workspace; empty where it is unknown or not ours.
    pub(crate) place: String,
}

impl Failure {
    /// Reads the payload of a caught panic; `place` is what the panic hook saw.
    pub(crate) fn from_panic(payload: Box<dyn Any + Send>, place: String) -> Self {
        match payload.downcast::<Failure>() {
            // A failure brought home from a child process (see `child`): it knows its own place.
            Ok(failure) => *failure,
            Err(payload) => Self {
                message: text_of(&*payload),
                place,
            },
        }
    }

    /// The exercise and hole that is not written, where that is what went wrong: `1.4` or `1.4 (ln)`.
    ///
    /// The text is searched, not only its beginning: proptest wraps a panic into its own report.
    pub(crate) fn unwritten(&self) -> Option<&str> {
        let after = &self.message[self.message.find(UNWRITTEN)? + UNWRITTEN.len()..];
        Some(after.split(':').next().unwrap_or(after).trim())
    }

    /// What the learner reads.
    pub(crate) fn describe(&self, id: &str, stage: &str) -> String {
        if let Some(hole) = self.unwritten() {
            let place = match self.place.as_str() {
                "" => String::new(),
                place => format!(": {place}"),
            };
            // A later exercise may stand on an earlier one.
            return if hole.split(' ').next() == Some(id) {
                format!("exercise {hole} is not written yet{place}")
            } else {
                format!(
                    "exercise {id} waits for exercise {hole}, which is not written yet{place}"
                )
            };
        }
        let head = match stage {
            "" => format!("exercise {id}"),
            stage => format!("exercise {id}, {stage}"),
        };
        // A report of several lines starts on its own line, so that its columns stay aligned.
        let gap = if self.message.contains('\n') {
            "\n"
        } else {
            " "
        };
        let tail = match self.place.as_str() {
            "" => String::new(),
            place => format!("\n  at {place}"),
        };
        format!("{head}:{gap}{}{tail}", self.message.trim_end())
    }
}

/// The message of a panic; both forms that `panic!` makes.
pub(crate) fn text_of(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_else(|| "the code panicked without a message".to_owned())
}

/// `file:line` where it lies in this workspace. Cargo compiles members with relative paths, and
/// everything else (the standard library, the registry) with absolute ones.
pub(crate) fn place_of(location: Option<&Location<'_>>) -> String {
    location
        .filter(|at| {
            Path::new(at.file()).is_relative() && !at.file().starts_with("/rustc")
        })
        .map(|at| {
            // A lesson's library takes its tests in from `src/../tests`.
            let file = at.file().replace("src/../", "").replace("src\\../", "");
            format!("{file}:{}", at.line())
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(message: &str, place: &str) -> Failure {
        Failure {
            message: message.to_owned(),
            place: place.to_owned(),
        }
    }

    #[test]
    fn an_unwritten_hole_is_one_line_with_its_place() {
        let open = failure(
            "not yet implemented: exercise 1.4 (ln): Logs",
            "src/ops.rs:12",
        );
        assert_eq!(
            open.describe("1.4", "value"),
            "exercise 1.4 (ln) is not written yet: src/ops.rs:12"
        );
    }

    #[test]
    fn an_unwritten_hole_is_found_inside_a_report_of_proptest() {
        let open = failure(
            "Test failed: not yet implemented: exercise 1.4: Logs; minimal failing input: x = 0.0",
            "",
        );
        assert_eq!(
            open.describe("1.4", "value"),
            "exercise 1.4 is not written yet"
        );
    }

    #[test]
    fn the_hole_of_another_exercise_is_named_as_such() {
        let open = failure("not yet implemented: exercise 1.3: Tanh", "src/ops.rs:9");
        assert_eq!(
            open.describe("1.13", ""),
            "exercise 1.13 waits for exercise 1.3, which is not written yet: src/ops.rs:9"
        );
    }

    #[test]
    fn a_message_keeps_its_words_and_gains_its_stage() {
        assert_eq!(
            failure("too large", "").describe("1.4", "overflow"),
            "exercise 1.4, overflow: too large"
        );
        assert_eq!(
            failure("two\nlines", "src/a.rs:1").describe("1.4", ""),
            "exercise 1.4:\ntwo\nlines\n  at src/a.rs:1"
        );
    }
}

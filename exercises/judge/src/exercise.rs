//! Running the checks of one exercise and saying what they found.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, Once, PoisonError};
use std::thread;

use crate::child;
use crate::verdict::{Failure, place_of, text_of};

/// What this thread is checking.
#[derive(Default)]
struct Running {
    id: String,
    stage: String,
    /// Where the last panic was raised: only the hook sees it.
    place: String,
}

thread_local! {
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// What a thread that a check started said when it panicked: `thread::scope` says only that
/// one did.
static ELSEWHERE: Mutex<Option<Failure>> = Mutex::new(None);

/// Runs one exercise's checks.
///
/// An untouched hole prints one line, `exercise 1.4 is not written yet: exercises/lesson-1/src/ops.rs:12`;
/// another failure prints its message with the stage before it. No backtrace is printed, whatever
/// `RUST_BACKTRACE` says.
///
/// `checks` is a plain function (a closure that takes nothing with it is one), so that nothing of
/// this is compiled anew in the learner's crate.
///
/// # Panics
/// Where a check fails: this is what makes the test fail.
pub fn exercise(id: &str, checks: fn()) {
    install_hook();
    RUNNING.set(Some(Running {
        id: id.to_owned(),
        ..Running::default()
    }));
    let result = panic::catch_unwind(checks);
    let running = RUNNING.take().unwrap_or_default();
    let Err(payload) = result else {
        // A child that comes this far never met the checks it was started for.
        child::leave_if_child(None);
        return;
    };
    let mut failure = Failure::from_panic(payload, running.place);
    if failure.message == "a scoped thread panicked" {
        let mut elsewhere = ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner);
        failure = elsewhere.take().unwrap_or(failure);
    }
    child::leave_if_child(Some(&failure));
    // libtest captures what the print macros write and shows it under the test's name.
    let text = failure.describe(id, &running.stage);
    // libtest ends the block with a line break of its own. A report is followed by an empty line;
    // sixteen unwritten holes are easier to read without.
    if failure.unwritten().is_some() {
        print!("{text}");
    } else {
        println!("{text}");
    }
    // Unwinds without another word: `resume_unwind` calls no panic hook.
    panic::resume_unwind(Box::new(failure));
}

/// Names what is checked from here on: a failure then reads `exercise 1.4, overflow: …`.
pub fn stage(name: &str) {
    RUNNING.with_borrow_mut(|running| {
        if let Some(running) = running {
            name.clone_into(&mut running.stage);
        }
    });
}

/// Runs a learner's code that may panic, and adds a hint to what the panic says: two shapes that
/// do not fit are named by the matrices, but not what to do about it. An unwritten hole stays as
/// it is.
///
/// # Panics
/// Where `code` does.
pub fn hinted<T>(hint: &str, code: &mut dyn FnMut() -> T) -> T {
    hinted_by(&[("", hint)], code)
}

/// The same with several hints, each with its sign: of those whose sign stands in the panic's
/// message the first is added, and where there is none, nothing.
///
/// # Panics
/// Where `code` does.
pub fn hinted_by<T>(hints: &[(&str, &str)], code: &mut dyn FnMut() -> T) -> T {
    let mut value = None;
    caught(hints, &mut || value = Some(code()));
    value.expect("a code that came to its end has a value")
}

fn caught(hints: &[(&str, &str)], code: &mut dyn FnMut()) {
    let Err(payload) = panic::catch_unwind(AssertUnwindSafe(code)) else {
        return;
    };
    let place =
        RUNNING.with_borrow(|running| running.as_ref().map(|r| r.place.clone()));
    let mut failure = Failure::from_panic(payload, place.unwrap_or_default());
    let mut hints = hints.iter();
    let seen = hints.find(|(sign, _)| failure.message.contains(sign));
    if let (None, Some((_, hint))) = (failure.unwritten(), seen) {
        failure.message = format!("{}\n{hint}", failure.message.trim_end());
    }
    panic::resume_unwind(Box::new(failure));
}

/// The id of the exercise that runs on this thread.
pub(crate) fn current() -> Option<String> {
    RUNNING.with_borrow(|running| running.as_ref().map(|r| r.id.clone()))
}

/// Takes the panics of exercises away from the default hook, which would print its own lines and,
/// where the shell sets `RUST_BACKTRACE`, forty more per exercise. Other panics go where they went.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let ours = RUNNING.with_borrow_mut(|running| {
                let found = running.is_some();
                if let Some(running) = running {
                    running.place = place_of(info.location());
                }
                found
            });
            if ours {
                return;
            }
            // libtest names its threads; one that a check started has no name.
            if thread::current().name().is_some() {
                return before(info);
            }
            let failure = Failure {
                message: text_of(info.payload()),
                place: place_of(info.location()),
            };
            *ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
        }));
    });
}

//! Checks in a process of their own.
//!
//! A recursion without end aborts the whole process, and a loop without end never returns: neither
//! can be caught. So such a check runs in a second copy of the test program, and its end, however
//! it comes, is a value that the test turns into words.

use std::io::{Read, Write};
use std::panic;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, process, thread};

use crate::exercise::current;
use crate::verdict::Failure;

/// Tells the child which of its checks is wanted.
const WANTED: &str = "GRADUS_JUDGE_CHILD";

/// Stands before the child's verdict. What a learner's code prints comes before it and is ignored.
const MARK: &str = "\u{1}judge\u{1}";

/// The stack of the thread that runs the body: the same on every machine, so that a recursion
/// of a given depth ends the same way on every machine.
const STACK: usize = 1 << 20;

/// How a body run by [`in_child`] ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the outcome of a child is not yet a verdict: call `must_pass`, or compare it"]
pub enum Outcome {
    /// The body returned.
    Passed,
    /// A check in the body failed, with this message.
    Failed(String),
    /// The process ended without a word: the stack overflowed, or the code aborted.
    Crashed,
    /// The time was up, and the process was ended.
    TimedOut,
}

impl Outcome {
    /// Goes on where the body passed, and fails the exercise otherwise: with the body's own message,
    /// or with the words given here for a crash and for an endless run.
    ///
    /// # Panics
    /// Where the outcome is not [`Outcome::Passed`].
    #[track_caller]
    pub fn must_pass(self, if_crashed: &str, if_too_slow: &str) {
        match self {
            Self::Passed => {}
            Self::Failed(message) => panic!("{message}"),
            Self::Crashed => panic!("{if_crashed}"),
            Self::TimedOut => panic!("{if_too_slow}"),
        }
    }
}

/// Runs `body` in a process of its own, for at most `limit`, on a stack of 1 MiB.
///
/// ```text
/// judge::in_child("a long chain", Duration::from_secs(10), || {
///     let tape = Tape::new();
///     …
/// })
/// .must_pass(
///     "100000 nodes in a row overflow the stack: walk the tape in a loop, not by recursion",
///     "100000 nodes take more than 10 s: is every path walked, instead of every node once?",
/// );
/// ```
///
/// `name` is unique within the exercise. The child repeats the checks that stand before this call
/// (they have just passed) and skips other children, so the call belongs where little comes before it
/// or `limit` leaves room for that. It must be called inside [`exercise`](crate::exercise), in the test
/// whose name is `exercise_` and the id.
///
/// # Panics
/// Outside [`exercise`](crate::exercise), or where the test program cannot be started again. Where
/// the body meets an unwritten hole, the exercise fails at once with the line that says so.
pub fn in_child(name: &str, limit: Duration, body: impl FnOnce()) -> Outcome {
    let id = current().expect("`in_child` is called inside `judge::exercise`");
    match env::var(WANTED) {
        Ok(wanted) if wanted == name => {
            end_with_parent();
            body();
            leave(&format!("{MARK}passed"), 0)
        }
        // Another child's process: this one has its turn elsewhere.
        Ok(_) => Outcome::Passed,
        Err(_) => watch(start(&id, name), limit),
    }
}

/// Starts this test program again, for one test and one named body.
fn start(id: &str, name: &str) -> process::Child {
    let program =
        env::current_exe().expect("a running test program knows its own path");
    let test = format!("exercise_{}", id.replace('.', "_"));
    // A lesson's library has its tests in the module `exercises`.
    let in_library = format!("exercises::{test}");
    Command::new(program)
        .args([test, in_library])
        // Not one thread: libtest would then use the main thread, whose stack the system chooses.
        .args([
            "--exact",
            "--nocapture",
            "--include-ignored",
            "--test-threads=2",
        ])
        .env(WANTED, name)
        .env("RUST_MIN_STACK", STACK.to_string())
        // Held open, and never written to: see `end_with_parent`.
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a test program that runs can be started again")
}

/// Waits for the child, at most `limit`, and reads its verdict.
fn watch(mut child: process::Child, limit: Duration) -> Outcome {
    let began = Instant::now();
    let mut pipe = child.stdout.take().expect("the child's output is piped");
    // Read beside the wait: a child that prints much would otherwise block on a full pipe.
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        // An error here means that the child is gone; its verdict is then missing, which is a crash.
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut pause = Duration::from_millis(1);
    while matches!(child.try_wait(), Ok(None)) {
        if began.elapsed() > limit {
            // It may have ended just now, and then there is nothing to end.
            let _ = child.kill();
            let _ = child.wait();
            return Outcome::TimedOut;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
    outcome_of(&reader.join().unwrap_or_default())
}

/// The verdict in what the child printed; none means that it crashed.
fn outcome_of(output: &str) -> Outcome {
    let Some((_, verdict)) = output.rsplit_once(MARK) else {
        return Outcome::Crashed;
    };
    let Some((place, message)) = verdict.split_once('\n') else {
        return Outcome::Passed;
    };
    let failure = Failure {
        message: message.to_owned(),
        place: place.to_owned(),
    };
    if failure.unwritten().is_some() {
        panic::resume_unwind(Box::new(failure));
    }
    Outcome::Failed(failure.message)
}

/// Ends the process where it is a child: its checks are over, and the parent waits for the verdict.
pub(crate) fn leave_if_child(failure: Option<&Failure>) {
    if env::var_os(WANTED).is_none() {
        return;
    }
    let text = match failure {
        Some(failure) => format!("{MARK}{}\n{}", failure.place, failure.message),
        None => format!(
            "{MARK}\nthe check was not found again: is its name the same in every run?"
        ),
    };
    leave(&text, 101)
}

/// Ends this process when its parent is gone: a loop without end would then run for ever.
fn end_with_parent() {
    thread::spawn(|| {
        // The pipe ends with the parent, however that ends.
        let _ = std::io::stdin().read(&mut [0]);
        process::exit(102)
    });
}

fn leave(verdict: &str, code: i32) -> ! {
    let mut out = std::io::stdout().lock();
    // Where the parent is gone, nobody is left to tell.
    let _ = out.write_all(verdict.as_bytes()).and_then(|()| out.flush());
    process::exit(code)
}

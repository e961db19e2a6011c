//! One module per command. Each prints what it has to say and answers whether all is well,
//! which becomes the exit code.

mod carry;
pub mod check;
pub mod hint;
pub mod map;
pub mod next;
pub mod reset;
pub mod solution;
pub mod sync;
pub mod update;
pub mod watch;

use console::style;

use crate::lesson::Lesson;
use crate::manifest::Exercise;

/// `1 point`, `2 points`.
pub(crate) fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    }
}

/// What to do next: the exercise, where to write, where to read, and the commands.
fn print_next(lesson: &Lesson, exercise: &Exercise, place: &str, shown_hints: usize) {
    let page = match exercise.section.split_once('#') {
        Some((page, _)) => page,
        None => exercise.section.as_str(),
    };
    say!(
        "{}",
        style(format!("Next: {}  {}", exercise.id, exercise.title)).bold()
    );
    say!("  write  {place}");
    say!("  read   book/src/{page}");
    say!("  test   {}", lesson.test_command(exercise));
    let left = exercise.hints.len().saturating_sub(shown_hints);
    say!("  help   cargo course hint {}  ({left} left)", exercise.id);
}

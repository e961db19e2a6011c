//! A course of two lessons, in miniature.

mod common;

use common::Sandbox;

#[test]
fn each_lesson_is_checked_by_itself_or_with_the_others() {
    let sandbox = Sandbox::new("two-check");
    sandbox.second_lesson();
    let lib = sandbox.read("exercises/lesson-2/src/lib.rs");
    assert!(lib.contains("extern crate self as lesson_2;"), "{lib}");
    for (only, found) in [
        ("2", "1 exercise, 1 wrong answer: all rejected"),
        ("lesson-2", "1 exercise, 1 wrong answer: all rejected"),
        ("2.1", "1 exercise, 1 wrong answer: all rejected"),
        ("lesson-1", "3 exercises, 3 wrong answers: all rejected"),
    ] {
        sandbox
            .course(&["check", "--only", only])
            .ok()
            .says(&[found]);
    }
    sandbox
        .course(&["check"])
        .ok()
        .says(&["4 exercises, 4 wrong answers: all rejected"]);
    sandbox
        .course(&["check", "--only", "3"])
        .fails()
        .says(&["there is no exercise 3.", "Lesson 2 has 2.1 to 2.1."]);
}

#[test]
fn a_learner_may_begin_with_the_second() {
    let sandbox = Sandbox::new("two-learn");
    sandbox.second_lesson();
    sandbox.course(&[]).ok().says(&[
        "Lesson 1: Squares and boxes",
        "Lesson 2: Halves",
        "Next: 1.1",
    ]);
    sandbox.course(&["next"]).ok().says(&["Next: 1.1"]);
    let said = sandbox.course(&["next", "2"]);
    said.ok().does_not_say(&["lesson-1"]).says(&[
        "exercise 2.1 is not written yet: exercises/lesson-2/src/lib.rs:6",
        "Next: 2.1  Half",
        "test   cargo test -p lesson-2 exercise_2_1",
    ]);
    sandbox.course(&["next", "9"]).fails().says(&[
        "there is no lesson 9. Lesson 1 has 1.1 to 1.3. Lesson 2 has 2.1 to 2.1.",
    ]);

    sandbox.edit(
        "exercises/lesson-2/src/lib.rs",
        "todo!(\"exercise 2.1: Half\")",
        "x / 2.0",
    );
    sandbox
        .course(&["next", "lesson-2"])
        .ok()
        .says(&["All exercises of the lesson are done."]);
    sandbox.course(&[]).ok().says(&["✓ 2.1  Half", "Next: 1.1"]);
}

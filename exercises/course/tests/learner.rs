//! What a learner does, on a course in miniature.

mod common;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use common::Sandbox;

const LIB: &str = "exercises/lesson-1/src/lib.rs";
const BOXES: &str = "exercises/lesson-1/src/boxes.rs";
const SQUARE: &str = "    todo!(\"exercise 1.1: Square\")\n";
const VOLUME: &str = "        todo!(\"exercise 1.2 (volume): Boxes\")\n";
const SURFACE: &str = "        todo!(\"exercise 1.2 (surface): Boxes\")\n";

#[test]
fn from_an_untouched_lesson_to_the_first_exercise_done() {
    let sandbox = Sandbox::new("map");
    sandbox.course(&[]).ok().says(&[
        "Lesson 1: Squares and boxes",
        "0 of 3 exercises, 0 of 4 points",
        "▸ 1.1  Square  1 point",
        "· 1.2  Boxes   2 points",
        "write  exercises/lesson-1/src/lib.rs:8",
        "read   book/src/lesson-1/squares.md\n",
        "test   cargo test -p lesson-1 exercise_1_1\n",
    ]);
    assert!(
        !sandbox.root.join("target").exists(),
        "the map of an untouched lesson builds nothing"
    );

    sandbox.course(&["next"]).ok().says(&[
        "exercise 1.1 is not written yet: exercises/lesson-1/src/lib.rs:8\n",
        "write  exercises/lesson-1/src/lib.rs:8",
    ]);

    sandbox.edit(LIB, SQUARE, "    x + x\n");
    sandbox.course(&["next"]).ok().says(&[
        "exercise 1.1, value: 3 squared is 9, yours is 6\n",
        "at exercises/lesson-1/tests/exercises.rs:13",
    ]);
    sandbox
        .course(&[])
        .says(&["✗ 1.1  Square  1 point   does not pass"]);

    sandbox.edit(LIB, "    x + x\n", "    x * y\n");
    let said = sandbox.course(&["next"]);
    said.ok().says(&[
        "it does not compile yet",
        "cannot find value `y`",
        "lib.rs:8",
    ]);
    assert!(said.text.lines().count() < 30, "{}", said.text);

    sandbox.edit(LIB, "    x * y\n", "    x * x\n");
    sandbox.edit(BOXES, VOLUME, "        square(self.side) * self.height\n");
    // What passes now and never did before is said, once.
    sandbox.course(&["next"]).ok().says(&["✓ 1.1  Square\n"]);
    assert!(!sandbox.course(&["next"]).ok().text.contains('✓'));
    sandbox.course(&[]).ok().says(&[
        "1 of 3 exercises, 1 of 4 points",
        "✓ 1.1  Square",
        "✗ 1.2  Boxes   2 points  1 of 2 holes written, does not pass",
        "Next: 1.2",
        // The hole that is still open, not the first.
        "write  exercises/lesson-1/src/boxes.rs:24",
    ]);
    let progress = sandbox.read(".gradus/progress.toml");
    assert!(
        progress.contains("[exercise.\"1.1\"]\npassed = \"20"),
        "{progress}"
    );

    // Nothing changed: the last result counts, and cargo is not even asked.
    let mut command = sandbox.command(&[]);
    let again = command
        .env("CARGO", "there is no such program")
        .output()
        .expect("starts");
    let text = String::from_utf8_lossy(&again.stdout);
    assert!(
        again.status.success() && text.contains("1 of 3 exercises"),
        "{text}"
    );

    // What does not compile is named, and takes nothing away.
    sandbox.edit(BOXES, SURFACE, "        1.0 +\n");
    sandbox.course(&[]).ok().says(&[
        "1 of 3 exercises",
        "does not compile yet",
        "boxes.rs:2",
    ]);
    sandbox.edit(BOXES, "        1.0 +\n", SURFACE);

    // Ids that the course does not know do no harm, and stay.
    let old = "[exercise.\"0.9\"]\npassed = \"2025-01-01\"\n";
    sandbox.write(".gradus/progress.toml", &format!("{progress}\n{old}"));
    sandbox.course(&["hint", "1.2"]).ok();
    sandbox
        .course(&[])
        .ok()
        .says(&["1 of 3 exercises", "1 hint shown"]);
    assert!(sandbox.read(".gradus/progress.toml").contains(old));
}

#[test]
fn hints_come_one_by_one_and_ids_are_explained() {
    let sandbox = Sandbox::new("hint");
    sandbox
        .course(&["hint", "1.1"])
        .ok()
        .says(&["1. A product", "1 hint left"])
        .does_not_say(&["2. "]);
    sandbox.course(&["hint", "exercise_1_1"]).ok().says(&[
        "1. A product",
        "2. Both",
        "the last one",
    ]);
    sandbox.course(&["hint", "1.1"]).ok().says(&[
        "2. Both",
        "These are all hints",
        "solution 1.1",
    ]);
    sandbox.course(&["hint", "1.33"]).fails().says(&[
        "there is no exercise 1.33. Did you mean 1.3?",
        "Lesson 1 has 1.1 to 1.3.",
    ]);
    sandbox
        .course(&["watch", "7"])
        .fails()
        .says(&["there is no exercise 7"]);
}

#[test]
fn a_solution_is_shown_after_a_question_beside_the_learners_own() {
    let sandbox = Sandbox::new("solution");
    sandbox
        .course(&["solution", "1.1"])
        .ok()
        .says(&[
            "2 of the 2 hints for 1.1 are still unread",
            "Nothing was done",
        ])
        .does_not_say(&["x * x"]);
    sandbox
        .course(&["solution", "1.1", "--yes"])
        .ok()
        .says(&["    x * x\n"])
        .does_not_say(&["From yours"]);
    sandbox.edit(
        BOXES,
        VOLUME,
        "        let floor = square(self.side);\n        floor\n",
    );
    sandbox.course(&["solution", "1.2", "--yes"]).ok().says(&[
        "Exercise 1.2 (volume), crates/toy/src/boxes.rs:",
        "From yours (-) to this one (+):",
        "      let floor = square(self.side);\n",
        "-     floor\n",
        "+     floor * self.height\n",
        "Exercise 1.2 (surface)",
    ]);
}

#[test]
fn reset_empties_one_exercise_and_keeps_a_copy() {
    let sandbox = Sandbox::new("reset");
    let stub = sandbox.read(BOXES);
    sandbox.edit(BOXES, VOLUME, "        1.0\n");
    sandbox.edit(BOXES, SURFACE, "        2.0\n");
    sandbox.edit(BOXES, "//! Boxes", "//! My boxes");
    let mine = sandbox.read(BOXES);
    sandbox
        .course(&["reset", "1.2"])
        .ok()
        .says(&["Nothing was done"]);
    assert_eq!(sandbox.read(BOXES), mine);

    sandbox.course(&["reset", "1.2", "--yes"]).ok().says(&[
        "reset exercises/lesson-1/src/boxes.rs",
        "boxes.rs differs outside the holes as well",
    ]);
    assert_eq!(
        sandbox.read(BOXES),
        stub.replace("//! Boxes", "//! My boxes")
    );
    assert_eq!(sandbox.backups(), [(BOXES.to_owned(), mine)]);
    sandbox
        .course(&["reset", "1.2", "--yes"])
        .ok()
        .says(&["nothing to reset"]);
}

#[test]
fn a_lost_marker_is_named_and_mended_by_reset() {
    let sandbox = Sandbox::new("marker");
    let stub = sandbox.read(BOXES);
    sandbox.edit(BOXES, SURFACE, "        2.0\n");
    sandbox.edit(
        BOXES,
        "        // >>> exercise 1.2 (volume): your code from here\n",
        "",
    );
    sandbox.course(&[]).ok().says(&[
        "exercises/lesson-1/src/boxes.rs:17: the hole of exercise 1.2 (volume) ends here without a beginning",
        "`cargo course reset 1.2` mends this",
    ]);
    sandbox
        .course(&["update"])
        .fails()
        .says(&["boxes.rs:17", "`cargo course reset 1.2` mends this"]);
    // The damaged file belongs to 1.2 alone, so all of it comes back.
    sandbox
        .course(&["reset", "1.2", "--yes"])
        .ok()
        .says(&["marker lines are damaged"]);
    assert_eq!(sandbox.read(BOXES), stub);

    // In a file of two exercises, the other one's answer stays.
    sandbox.edit(LIB, SQUARE, "    x * x\n");
    sandbox.edit(LIB, "    // <<< exercise 1.3: to here\n", "");
    sandbox.course(&["reset", "1.3", "--yes"]).ok();
    sandbox.edit(LIB, "    x * x\n", SQUARE);
    sandbox.course(&["sync", "--check"]).ok();
}

#[test]
fn update_carries_answers_into_newer_stubs() {
    let sandbox = Sandbox::new("update");
    sandbox
        .course(&["update"])
        .ok()
        .says(&["lesson-1 is up to date"]);
    sandbox.edit(LIB, SQUARE, "    let y = x;\n\n    y * y\n");
    sandbox.edit(
        LIB,
        "    todo!(\"exercise 1.3: Cube\")\n",
        "    x * x * x\n",
    );
    sandbox.edit(BOXES, VOLUME, "        3.0\n");
    let (my_lib, my_boxes) = (sandbox.read(LIB), sandbox.read(BOXES));
    // Nothing is newer: nothing is written.
    sandbox
        .course(&["update"])
        .ok()
        .says(&["lesson-1 is up to date"]);

    // The reference moves 1.1 into a module of another indentation, rewords a comment, renames the hole
    // (volume), and drops 1.3.
    let reference = "crates/toy/src/lib.rs";
    let lib = sandbox.read(reference);
    let square = lib.find("// ANCHOR: square").expect("there");
    sandbox.write(reference, &lib[..square]);
    sandbox.edit(
        reference,
        "pub mod boxes;\n",
        "pub mod boxes;\npub mod powers;\npub use powers::square;\n",
    );
    sandbox.write(
        "crates/toy/src/powers.rs",
        "/// x².\npub fn square(x: f64) -> f64 {\n    {\n        // ANCHOR: exercise_1_1\n        x * x\n        // ANCHOR_END: exercise_1_1\n    }\n}\n",
    );
    sandbox.edit(
        "crates/toy/src/boxes.rs",
        "exercise_1_2_volume",
        "exercise_1_2_content",
    );
    sandbox.edit("crates/toy/src/boxes.rs", "//! Boxes", "//! New boxes");
    let list = "exercises/lesson-1/exercises.toml";
    let text = sandbox.read(list);
    let cube = text.rfind("[[exercise]]").expect("there");
    sandbox.write(list, &text[..cube]);

    // Without git there is no older stub to compare with: the whole difference is reported.
    sandbox.course(&["update"]).ok().says(&[
        "wrote exercises/lesson-1/src/powers.rs",
        "lesson-1: 1 answer carried over",
        "exercise 1.2 (volume) has no such hole any more",
        "exercise 1.3 has no such hole any more",
        "A copy of what was there: .gradus/backup/",
    ]);
    let powers = sandbox.read("exercises/lesson-1/src/powers.rs");
    assert!(
        powers.contains("        let y = x;\n\n        y * y\n"),
        "{powers}"
    );
    let boxes = sandbox.read(BOXES);
    assert!(
        boxes.starts_with("//! New boxes")
            && boxes.contains("todo!(\"exercise 1.2 (content): Boxes\")")
    );
    let backups = sandbox.backups();
    for kept in [
        (LIB, my_lib.as_str()),
        (BOXES, &my_boxes),
        ("exercise 1.3.rs", "    x * x * x\n"),
        ("exercise 1.2 (volume).rs", "        3.0\n"),
    ] {
        let kept = (kept.0.to_owned(), kept.1.to_owned());
        assert!(backups.contains(&kept), "{kept:?} is not in {backups:?}");
    }
}

#[test]
fn update_says_what_was_changed_outside_the_holes() {
    let sandbox = Sandbox::new("outside");
    sandbox.edit(LIB, "/// x³, by", "/// My own words for x³, by");
    sandbox.course(&["update"]).ok().says(&[
        "exercises/lesson-1/src/lib.rs: changed outside the holes; those changes are in the copy only",
    ]);
    assert!(sandbox.backups()[0].1.contains("My own words"));
    sandbox.course(&["sync", "--check"]).ok();
}

#[test]
fn update_leaves_alone_what_has_no_newer_stub() {
    let sandbox = Sandbox::new("no-newer");
    let git = |words: &[&str]| {
        let done = Command::new("git")
            .args([
                "-c",
                "user.name=learner",
                "-c",
                "user.email=learner@example.com",
            ])
            .args(words)
            .current_dir(&sandbox.root)
            .output();
        let done = done.expect("git is there: the course was cloned");
        assert!(done.status.success(), "{words:?}: {done:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "the course"]);
    sandbox.edit(LIB, "/// x³, by", "/// My own words for x³, by");
    let mine = sandbox.read(LIB);
    sandbox.course(&["update"]).ok().says(&[
        "lib.rs: changed outside the holes; its stub is no newer, so it stays as it is",
    ]);
    assert_eq!(sandbox.read(LIB), mine);
}

/// All exercises pass, and then the crate does not compile any more.
#[test]
fn next_tells_of_trouble_after_the_last_exercise() {
    let sandbox = Sandbox::new("trouble");
    sandbox.edit(LIB, SQUARE, "    x * x\n");
    sandbox.edit(
        LIB,
        "    todo!(\"exercise 1.3: Cube\")\n",
        "    x * x * x\n",
    );
    sandbox.edit(BOXES, VOLUME, "        square(self.side) * self.height\n");
    sandbox.edit(
        BOXES,
        SURFACE,
        "        2.0 * square(self.side) + 4.0 * self.side * self.height\n",
    );
    sandbox
        .course(&["next"])
        .ok()
        .says(&["✓ 1.3", "All exercises are done."]);
    sandbox.edit(LIB, "    x * x * x\n", "    x * x * y\n");
    let said = sandbox.course(&["next"]);
    said.ok().says(&["cannot find value `y`"]);
    assert!(!said.text.contains("are done"), "{}", said.text);
}

#[test]
fn watch_judges_every_save_and_moves_on() {
    let sandbox = Sandbox::new("watch");
    let mut child = sandbox
        .command(&["watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command can be started");
    let (line, lines) = mpsc::channel();
    let out = child.stdout.take().expect("it is piped");
    thread::spawn(move || {
        for text in BufReader::new(out).lines().map_while(Result::ok) {
            if line.send(text).is_err() {
                break;
            }
        }
    });
    let wait_for = |wanted: &str| {
        let mut seen = Vec::new();
        loop {
            match lines.recv_timeout(Duration::from_secs(60)) {
                Ok(text) if text.contains(wanted) => return,
                Ok(text) => seen.push(text),
                Err(error) => {
                    panic!("{wanted:?} never came ({error}):\n{}", seen.join("\n"))
                }
            }
        }
    };
    wait_for("exercise 1.1 is not written yet");
    wait_for("write  exercises");
    sandbox.edit(LIB, SQUARE, "    x + x\n");
    wait_for("3 squared is 9, yours is 6");
    wait_for("write  exercises");
    sandbox.edit(LIB, "    x + x\n", "    x * x\n");
    wait_for("✓ 1.1  Square");
    wait_for("exercise 1.2 is not written yet");
    child.kill().expect("it is running");
    child.wait().expect("it was running");
    assert!(
        sandbox
            .read(".gradus/progress.toml")
            .contains("[exercise.\"1.1\"]")
    );
}

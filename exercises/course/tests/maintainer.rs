//! What a maintainer does, on a course in miniature.

mod common;

use common::Sandbox;

const LIB: &str = "exercises/lesson-1/src/lib.rs";
const REFERENCE: &str = "crates/toy/src/lib.rs";
const MISTAKES: &str = "exercises/lesson-1/mistakes.toml";
const TESTS: &str = "exercises/lesson-1/tests/exercises.rs";

#[test]
fn sync_writes_what_is_needed_and_nothing_twice() {
    let sandbox = Sandbox::new("sync");
    let lib = sandbox.read(LIB);
    assert!(!lib.contains("ANCHOR") && !lib.contains("x * x"), "{lib}");
    assert!(lib.contains(
        "    // >>> exercise 1.1: your code from here\n    todo!(\"exercise 1.1: Square\")\n    // <<< exercise 1.1: to here\n"
    ));
    let manifest = sandbox.read("exercises/lesson-1/Cargo.toml");
    assert!(
        manifest.contains("name = \"lesson-1\"")
            && manifest.contains("autotests = false\n")
            && manifest.contains("[lib]\ndoctest = false\n")
    );
    assert!(
        manifest.contains("[dev-dependencies]\njudge = { workspace = true }\n"),
        "{manifest}"
    );
    assert!(!manifest.contains("unused = \"deny\""), "{manifest}");
    sandbox
        .course(&["sync"])
        .ok()
        .says(&["as their references say"])
        .does_not_say(&["wrote"]);
    sandbox.course(&["sync", "--check"]).ok();

    sandbox.edit(REFERENCE, "/// x².", "/// x squared.");
    sandbox.write("exercises/lesson-1/src/old.rs", "// nobody's\n");
    sandbox.course(&["sync", "--check"]).fails().says(&[
        "exercises/lesson-1/src/lib.rs: differs from what sync would write",
        "exercises/lesson-1/src/old.rs: belongs to nothing in the reference",
    ]);
    assert_eq!(sandbox.read(LIB), lib, "--check writes nothing");
    sandbox
        .course(&["sync"])
        .ok()
        .says(&["wrote exercises/lesson-1/src/lib.rs", "removed"]);
    assert!(sandbox.read(LIB).contains("/// x squared."));
    // Without git, a stub that differs may be somebody's work.
    assert_eq!(sandbox.backups().len(), 2);

    // Where the markers are gone, no hole is known to be filled.
    sandbox.edit(LIB, "    // >>> exercise 1.1: your code from here\n", "");
    sandbox.edit(LIB, "todo!(\"exercise 1.1: Square\")", "x * x // my work");
    sandbox
        .course(&["sync"])
        .ok()
        .says(&["A copy of what was there"]);
    assert!(
        sandbox
            .backups()
            .iter()
            .any(|(_, text)| text.contains("my work"))
    );
}

#[test]
fn sync_does_not_empty_filled_holes_unasked() {
    let sandbox = Sandbox::new("filled");
    sandbox.edit(LIB, "todo!(\"exercise 1.1: Square\")", "x * x");
    let mine = sandbox.read(LIB);
    sandbox
        .course(&["sync"])
        .fails()
        .says(&["1.1 at exercises/lesson-1/src/lib.rs:8", "--force"]);
    assert_eq!(sandbox.read(LIB), mine);
    sandbox.course(&["sync", "--force"]).ok();
    sandbox.course(&["sync", "--check"]).ok();
    assert!(sandbox.backups().contains(&(LIB.to_owned(), mine)));
}

#[test]
fn marker_errors_are_named_with_file_and_line() {
    let sandbox = Sandbox::new("markers");
    let text = sandbox.read(REFERENCE);
    for (old, new, said) in [
        (
            "    // ANCHOR_END: exercise_1_1\n",
            "",
            "crates/toy/src/lib.rs:15: the hole of exercise 1.3 begins inside the one of 1.1 (line 8)",
        ),
        (
            "    // ANCHOR: exercise_1_1\n",
            "",
            "crates/toy/src/lib.rs:9: the hole of exercise 1.1 ends here without a beginning",
        ),
        (
            "exercise_1_3",
            "exercise_1_4",
            "crates/toy/src/lib.rs:16: exercise 1.4 is not in exercises/lesson-1/exercises.toml",
        ),
        (
            "exercise_1_3",
            "exercise_1_4",
            "exercises/lesson-1/exercises.toml:23: exercise 1.3 has no hole in crates/toy",
        ),
        (
            "exercise_1_3",
            "exercise_1_1",
            "crates/toy/src/lib.rs:16: the hole of exercise 1.1 is already at crates/toy/src/lib.rs:8",
        ),
        (
            "// ANCHOR_END: square\n",
            "",
            "crates/toy/src/lib.rs:5: anchor `square` has no end",
        ),
    ] {
        sandbox.edit(REFERENCE, old, new);
        sandbox.course(&["sync", "--check"]).fails().says(&[said]);
        sandbox.course(&["check"]).fails().says(&[said]);
        sandbox.write(REFERENCE, &text);
    }
}

#[test]
fn check_proves_the_four_properties_and_finds_what_is_planted() {
    let sandbox = Sandbox::new("check");
    // A learner's answers are neither read nor touched.
    sandbox.edit(LIB, "todo!(\"exercise 1.1: Square\")", "nonsense");
    let mine = sandbox.read(LIB);
    sandbox
        .course(&["check"])
        .ok()
        .says(&["3 exercises, 3 wrong answers: all rejected with the right words ("]);
    assert_eq!(sandbox.read(LIB), mine);

    let good = sandbox.read(MISTAKES);
    let planted = [
        (
            "1.1",
            "survives",
            "x * x * 1.0",
            "x",
            "1.1 \"survives\" passes `exercise_1_1`",
        ),
        (
            "1.1",
            "wrong words",
            "1.0",
            "the sign",
            "1.1 \"wrong words\" fails without saying \"the sign\". It says:\nexercise 1.1, value: 3 squared is 9, yours is 1",
        ),
        (
            "1.1",
            "does not compile",
            "x * y",
            "x",
            "1.1 \"does not compile\" does not compile:\nerror[E0425]: cannot find value `y` in this scope\n --> exercises/lesson-1/src/lib.rs:8:9",
        ),
        (
            "1.2",
            "no such hole",
            "1.0",
            "x",
            "1.2 \"no such hole\" is for a hole that is not there: there is 1.2 (surface), 1.2 (volume)",
        ),
        (
            "1.3",
            "crashes",
            "{ std::process::abort() }",
            "overflows",
            "",
        ),
    ];
    let mut text = good.clone();
    for (exercise, name, body, says, _) in planted {
        text.extend([format!(
            "\n[[mistake]]\nexercise = \"{exercise}\"\nname = \"{name}\"\nbody = \"{body}\"\nsays = [\"{says}\"]\n"
        )]);
    }
    sandbox.write(MISTAKES, &text);
    let said = sandbox.course(&["check"]);
    said.fails()
        .says(&["3 exercises, 8 wrong answers: 4 problems"]);
    said.says(&planted.map(|(.., found)| found));
    said.says(&["exercises/lesson-1/mistakes.toml:23: "]);
    sandbox
        .course(&["check", "--only", "1.3"])
        .ok()
        .says(&["1 exercise, 2 wrong answers: all rejected"]);
    sandbox.write(MISTAKES, &good);

    // The stub warns, a test passes on the stub, a test fails on the reference, a test is missing.
    sandbox.edit(
        REFERENCE,
        "/// x³",
        "#[deprecated]\nfn old() {}\n#[allow(unused)]\nfn calls() { old() }\n\n/// x³",
    );
    let tests = sandbox.read(TESTS);
    sandbox.edit(TESTS, "let y = square(3.0);", "let y = 9.0;");
    sandbox.edit(TESTS, "shoe.surface() == 48.0", "shoe.surface() == 47.0");
    sandbox.edit(TESTS, "fn exercise_1_3", "fn exercise_1_4");
    sandbox.course(&["check", "--jobs", "1"]).fails().says(&[
        "exercises/lesson-1/src: the untouched stub warns:\nwarning: use of deprecated function `old`",
        "`exercise_1_1` passes on the untouched stub",
        "`exercise_1_2` fails on the reference's answer:\nexercise 1.2, surface: yours is 48",
        "there is no test `exercise_1_3`",
        "`exercise_1_4` belongs to no exercise of exercises.toml",
    ]);
    sandbox.write(TESTS, &tests);

    // More than a screen of output.
    sandbox.edit(
        TESTS,
        "judge::stage(\"volume\");",
        "for _ in 0..99 { println!(); }",
    );
    sandbox.course(&["check"]).fails().says(&[
        "untouched, the lesson prints 1",
        "fewer than 100 are asked for",
    ]);
}

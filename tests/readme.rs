//! What README.md and the chapters claim about numbers, reports and commands is true.
//!
//! What the README must hold, so that it can be checked:
//! - "N planted mistakes", with the number of entries in all `mistakes.toml`;
//! - a line `<!-- report: tanh -->` directly before a `text` block that holds, verbatim, what the
//!   check says of tanh with the slope 1 − x² at 0.75;
//! - commands that exist. Those of the book's chapters are checked as well.

use std::path::Path;

use gradcheck::{Options, check_derivative};
use workspace_tests::{files, read, root};

/// The tables of a lesson's toml file.
fn tables(path: &str, name: &str) -> Vec<toml::Table> {
    let file: toml::Table = read(path)
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    let list = file
        .get(name)
        .and_then(toml::Value::as_array)
        .cloned()
        .unwrap_or_default();
    list.into_iter()
        .filter_map(|entry| entry.as_table().cloned())
        .collect()
}

/// That file of each lesson. The course tool's tests have lessons of their own, which do not count.
fn lesson_files(name: &str) -> Vec<String> {
    let all = files("exercises", "toml").into_iter();
    all.filter(|path| path.starts_with("exercises/lesson-") && path.ends_with(name))
        .collect()
}

/// The whole numbers that stand directly before `words`.
fn numbers_before(text: &str, words: &str) -> Vec<usize> {
    let before = |at: usize| {
        let start = text[..at].trim_end_matches([' ', '\n', '*', '\u{a0}']);
        let digits =
            start.len() - start.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        start[start.len() - digits..].parse().ok()
    };
    text.match_indices(words)
        .filter_map(|(at, _)| before(at))
        .collect()
}

#[test]
fn the_number_of_planted_mistakes_is_true() {
    let planted: usize = lesson_files("/mistakes.toml")
        .iter()
        .map(|path| tables(path, "mistake").len())
        .sum();
    assert!(planted > 0, "no mistakes.toml has an entry");
    let claimed = numbers_before(&read("README.md"), "planted mistakes");
    assert!(
        !claimed.is_empty(),
        "README.md must say \"{planted} planted mistakes\""
    );
    for claim in claimed {
        assert_eq!(
            claim, planted,
            "README.md claims {claim} planted mistakes, there are {planted}"
        );
    }
}

/// A cell of a table in book/results.
fn result(table: &str, key: &str, column: &str) -> f64 {
    let text = read(&format!("book/results/{table}.csv"));
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let header = lines.next().unwrap_or_default();
    let at = header.split(',').position(|name| name == column);
    let row = lines.find(|line| line.split(',').next() == Some(key));
    let cell = at.zip(row).and_then(|(at, row)| row.split(',').nth(at));
    let cell = cell.unwrap_or_else(|| panic!("{table}.csv has no {key}/{column}"));
    cell.parse()
        .unwrap_or_else(|_| panic!("{table}.csv, {key}/{column}: {cell:?}"))
}

#[test]
fn its_first_sentence_says_what_was_measured() {
    let readme = read("README.md").replace('\n', " ");
    let sweep = result("nudge-or-sweep", "17025", "sweep_us");
    let nudging = result("nudge-or-sweep", "17025", "nudging_us") / 1e6;
    let digits = 100.0 * result("digits", "ten-neurons", "test_accuracy");
    for claim in [
        "17,025 slopes".to_owned(),
        format!("in {sweep:.0} µs"),
        format!("takes {nudging:.1} seconds"),
        format!("reads {digits:.0} % of handwritten digits"),
    ] {
        assert!(readme.contains(&claim), "README.md does not say {claim:?}");
    }
}

/// What the check says of tanh with the slope 1 − x², at 0.75.
fn tanh_report() -> String {
    check_derivative(f64::tanh, |x| 1.0 - x * x, 0.75, &Options::default())
        .titled("tanh")
        .to_string()
}

#[test]
fn the_report_is_what_the_check_prints() {
    const MARK: &str = "<!-- report: tanh -->\n```text\n";
    let report = tanh_report();
    let readme = read("README.md");
    let shown = readme
        .split_once(MARK)
        .and_then(|(_, rest)| rest.split_once("\n```"));
    let (shown, _) = shown.unwrap_or_else(|| {
        panic!("README.md must hold these lines:\n{MARK}{report}\n```")
    });
    assert_eq!(
        shown.trim_end(),
        report,
        "README.md shows another report than the check prints"
    );
}

/// The book shows the same report, from a file that an example of gradcheck wrote.
#[test]
fn the_books_copy_of_the_report_is_what_the_check_prints() {
    let copy = read("book/results/tanh-report.txt");
    let lines: Vec<_> = copy.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.join("\n").trim(), tanh_report());
}

/// All commands in a text that begin with `cargo`: in code spans and in fenced blocks.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let in_line: Vec<&str> = if fenced {
            vec![line.trim().trim_start_matches("$ ")]
        } else {
            line.split('`').skip(1).step_by(2).collect()
        };
        let code = in_line
            .into_iter()
            .filter(|code| code.starts_with("cargo "));
        let words = |code: &str| {
            let code = code.split(" #").next().unwrap_or(code);
            code.split_whitespace().skip(1).map(str::to_owned).collect()
        };
        found.extend(code.map(words));
    }
    found
}

/// `N`, `NAME` and `…` stand for something that the reader puts there.
fn placeholder(word: &str) -> bool {
    let end = word.rsplit('-').next().unwrap_or(word);
    word == "…"
        || (!end.is_empty() && end.chars().all(|c| c.is_ascii_uppercase() || c == '…'))
}

/// What is wrong with a command, if anything.
fn complaint(command: &[String]) -> Option<String> {
    let (first, rest) = command.split_first()?;
    match first.as_str() {
        "course" => tool("exercises/course/src/main.rs", rest),
        "book" => tool("book/builder/src/main.rs", rest),
        "test" | "run" | "bench" | "build" | "check" | "clippy" | "doc" | "fmt"
        | "install" | "add" | "tree" => builtin(rest),
        other => Some(format!("there is no `cargo {other}`")),
    }
}

/// A subcommand or option of our own tools: a variant or a field of their tables of commands.
fn tool(table: &str, words: &[String]) -> Option<String> {
    let source = read(table);
    for (position, word) in words.iter().enumerate() {
        if placeholder(word) || word == "--help" {
            continue;
        }
        if let Some(option) = word.strip_prefix("--") {
            let field = option.split('=').next().unwrap_or(option).replace('-', "_");
            if !source.contains(&format!(" {field}: ")) {
                return Some(format!("there is no `--{option}` in {table}"));
            }
        } else if position == 0 {
            let variant = word[..1].to_uppercase() + &word[1..];
            let entry = |end: &str| source.contains(&format!("\n    {variant}{end}"));
            if !(entry(",") || entry(" {") || entry("(")) {
                return Some(format!("there is no `{word}` in {table}"));
            }
        } else if let Some(problem) = exercise_is_there(word) {
            return Some(problem);
        }
    }
    None
}

/// A word like `1.4` must be an exercise.
fn exercise_is_there(word: &str) -> Option<String> {
    let id = |word: &str| {
        word.split_once('.').is_some_and(|(lesson, number)| {
            lesson.parse::<u32>().is_ok() && number.parse::<u32>().is_ok()
        })
    };
    let known = |id: &str| {
        lesson_files("/exercises.toml").iter().any(|path| {
            tables(path, "exercise")
                .iter()
                .any(|entry| entry["id"].as_str() == Some(id))
        })
    };
    (id(word) && !known(word)).then(|| format!("there is no exercise {word}"))
}

/// Cargo's own commands: the packages, examples, tests and benchmarks that they name.
fn builtin(words: &[String]) -> Option<String> {
    let manifests =
        ["crates", "exercises", "book", "tests"].map(|folder| files(folder, "toml"));
    let manifests = manifests.concat();
    let exists = |folder: &str, name: &str| {
        manifests
            .iter()
            .filter_map(|path| path.strip_suffix("Cargo.toml"))
            .any(|package| {
                let file = root().join(package).join(folder).join(name);
                file.with_extension("rs").is_file() || file.join("main.rs").is_file()
            })
    };
    for (position, word) in words.iter().enumerate() {
        let Some(value) = words.get(position + 1).filter(|value| !placeholder(value))
        else {
            continue;
        };
        let there = match word.as_str() {
            "-p" | "--package" => manifests.iter().any(|path| {
                path.ends_with("Cargo.toml")
                    && package_name(path).as_deref() == Some(value)
            }),
            "--example" => exists("examples", value),
            "--bench" => exists("benches", value),
            "--test" => exists("tests", value) || exists("", value),
            _ => true,
        };
        if !there {
            return Some(format!("`{word} {value}` names nothing"));
        }
    }
    words.iter().find_map(|word| {
        let id = word.strip_prefix("exercise_")?.replace('_', ".");
        exercise_is_there(&id)
    })
}

fn package_name(manifest: &str) -> Option<String> {
    let manifest: toml::Table = read(manifest).parse().ok()?;
    Some(manifest.get("package")?.get("name")?.as_str()?.to_owned())
}

#[test]
fn the_commands_exist() {
    let mut texts = vec![
        "README.md".to_owned(),
        "ARCHITECTURE.md".to_owned(),
        "CONTRIBUTING.md".to_owned(),
    ];
    texts.extend(files("book/src", "md"));
    let mut wrong = Vec::new();
    let mut checked = 0;
    for path in texts {
        for command in commands(&read(&path)) {
            checked += 1;
            if let Some(problem) = complaint(&command) {
                wrong.push(format!("{path}: `cargo {}`: {problem}", command.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 5, "only {checked} commands found");
}

/// Pictures and files that the README points to.
#[test]
fn the_files_it_links_to_are_there() {
    let readme = read("README.md");
    let targets = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let sources = readme
        .split("src=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    for target in targets.chain(sources) {
        let file = target.split(['#', ' ']).next().unwrap_or(target);
        let outside = file.is_empty() || file.contains("://");
        assert!(
            outside || root().join(Path::new(file)).exists(),
            "README.md links to {target}"
        );
    }
}

/// The checks above can fail.
#[test]
fn wrong_commands_are_found() {
    let wrong = |text: &str| complaint(&commands(text)[0]).is_some();
    for text in [
        "`cargo bock`",
        "`cargo course hind 1.4`",
        "`cargo course hint 1.99`",
        "`cargo book --opens`",
        "`cargo test -p lesson-99`",
        "`cargo run --example no-such-thing`",
        "```\ncargo test -p lesson-1 exercise_1_99\n```",
    ] {
        assert!(wrong(text), "{text}");
    }
    for text in [
        "`cargo test -p lesson-N`",
        "`cargo book --port 3001`",
        "`cargo course hint 1.4`",
    ] {
        assert!(!wrong(text), "{text}");
    }
    assert_eq!(
        numbers_before(
            "**72** planted mistakes, 7 of 9 planted mistakes",
            "planted mistakes"
        ),
        [72, 9]
    );
}

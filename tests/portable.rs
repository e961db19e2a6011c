//! The repository works on every machine: no file names one machine's folders or package
//! registry, and every system can hold every file name.
//!
//! Only what git knows is looked at, so notes that lie beside it do no harm; where there is no
//! git, the tests say that they are skipped.

use std::collections::HashMap;
use std::fs;

use workspace_tests::{committed, read, root};

/// Committed text files with their text. A learner's own sources are theirs.
fn texts() -> Vec<(String, String)> {
    let names = committed().unwrap_or_else(|| {
        println!("skipped: this is not a clone, or git is not installed");
        Vec::new()
    });
    names
        .into_iter()
        .filter(|name| {
            !(name.starts_with("exercises/lesson-") && name.contains("/src/"))
        })
        // Pictures, fonts and archives are no text; a deleted file has none.
        .filter_map(|name| Some((fs::read_to_string(root().join(&name)).ok()?, name)))
        .map(|(text, name)| (name, text))
        .collect()
}

/// Where a folder of one machine begins: `pattern` with no path before it.
fn machine_paths(text: &str) -> Vec<usize> {
    // In two pieces, so that this file does not find itself.
    let folders = [
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("/Us", "ers/"),
        ("/wo", "rk/"),
        ("/t", "mp/"),
        ("C:", "\\"),
    ];
    let mut found = Vec::new();
    for (start, end) in folders {
        for (at, _) in text.match_indices(&format!("{start}{end}")) {
            let before = text[..at].chars().next_back();
            let inside_a_path = |c: char| c.is_alphanumeric() || "/._-~}>*".contains(c);
            if !before.is_some_and(inside_a_path) {
                found.push(at);
            }
        }
    }
    found
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        for at in machine_paths(&text) {
            let line = line_of(&text, at);
            wrong.push(format!(
                "{name}:{line}: {}",
                text.lines().nth(line - 1).unwrap_or("").trim()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Which server a machine takes packages from is that machine's affair.
#[test]
fn no_file_names_a_package_registry() {
    // In two pieces, as above.
    let addresses = [
        ("index.", "crates.io"),
        ("static.", "crates.io"),
        ("registry.", "npmjs.org"),
        ("pypi.", "org/simple"),
        ("index", "-url"),
        ("replace", "-with ="),
        ("spar", "se+http"),
        ("[source", ".crates-io"),
        ("artif", "actory"),
    ];
    let mut wrong = Vec::new();
    for (name, text) in texts() {
        for (start, end) in addresses {
            for (at, _) in text.match_indices(&format!("{start}{end}")) {
                wrong.push(format!("{name}:{}: {start}{end}", line_of(&text, at)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lock_file_takes_everything_from_one_registry() {
    let lock = read("Cargo.lock");
    let sources: std::collections::BTreeSet<_> = lock
        .lines()
        .filter(|line| line.starts_with("source = "))
        .collect();
    assert_eq!(sources.len(), 1, "several sources: {sources:?}");
    let registry =
        |line: &&str| line.contains("registry+") && line.contains("crates.io");
    assert!(sources.iter().all(registry), "{sources:?}");
}

/// What Windows or macOS cannot hold, if anything.
fn unportable(path: &str) -> Option<&'static str> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    for part in path.split('/') {
        if part.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
            || part.chars().any(char::is_control)
        {
            return Some("a character that Windows reserves");
        }
        if part.ends_with([' ', '.']) {
            return Some("a space or a dot at the end");
        }
        let stem = part.split('.').next().unwrap_or(part).to_lowercase();
        let numbered = |name: &str| {
            stem.strip_prefix(name)
                .is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit()))
        };
        if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
            return Some("the name of a device");
        }
    }
    // Windows allows 260 characters, and the folder of the clone comes before.
    (path.chars().count() > 150).then_some("more than 150 characters")
}

#[test]
fn every_system_can_hold_every_file_name() {
    let Some(names) = committed() else {
        println!("skipped: this is not a clone, or git is not installed");
        return;
    };
    let mut lower = HashMap::new();
    for name in &names {
        assert_eq!(unportable(name), None, "{name}");
        if let Some(other) = lower.insert(name.to_lowercase(), name) {
            panic!("{name} and {other} are one file where case does not count");
        }
    }
}

/// The checks above can fail.
#[test]
fn what_is_not_portable_is_found() {
    let home = ["/ho", "me/ada/x"].concat();
    assert_eq!(machine_paths(&format!("see {home} and `{home}`")).len(), 2);
    assert_eq!(
        machine_paths(&format!("https://example.org{home} ./a{home}")).len(),
        0
    );
    for bad in [
        "a/b?.rs", "a:b", "aux.rs", "docs/con", "com1.txt", "x.", "tail /y",
    ] {
        assert!(unportable(bad).is_some(), "{bad}");
    }
    for good in [
        "crates/autograd/src/lib.rs",
        "console.rs",
        "command.rs",
        ".ci/run",
        "com10",
    ] {
        assert_eq!(unportable(good), None, "{good}");
    }
}

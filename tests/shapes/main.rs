//! Wrong shapes into every public function of `matrix` and `backprop`: an error or a panic
//! that names what does not fit, with both shapes.
//!
//! The tables of the two crates go through all of them. That they do is checked against the
//! sources: each function there is in a table, or in the list of those that take whatever
//! shape they are given. Where it panics, its documentation must say so.

mod anything;
mod backprop;
mod matrix;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;

use crate::anything::TAKE_ANYTHING;
use crate::sources::{Found, public_functions};

/// A call that cannot work.
struct Case {
    /// As the sources are read below: type and function.
    function: &'static str,
    broken: fn(),
    /// What the message must name.
    says: &'static [&'static str],
}

const fn case(
    function: &'static str,
    broken: fn(),
    says: &'static [&'static str],
) -> Case {
    Case {
        function,
        broken,
        says,
    }
}

/// Takes a result that is not looked at: the call must not get that far.
fn see<T>(_: T) {}

/// An error becomes a panic with its words, so that both are looked at alike.
fn raise<T, E: std::fmt::Display>(result: Result<T, E>) {
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn tables() -> impl Iterator<Item = &'static Case> {
    matrix::CASES.iter().chain(backprop::CASES)
}

/// What a panic said.
fn message(broken: fn()) -> Option<String> {
    let panic = catch_unwind(broken).err()?;
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|&text| text.to_owned()))
}

/// What is said, and which of the wanted words are missing from it.
fn lacking(case: &Case) -> Option<String> {
    let said = message(case.broken);
    let said = said.unwrap_or_else(|| "nothing: it went through".to_owned());
    let missing: Vec<_> = case
        .says
        .iter()
        .filter(|word| !said.contains(**word))
        .collect();
    let report = || format!("{} says\n  {said}\nwithout {missing:?}", case.function);
    (!missing.is_empty()).then(report)
}

#[test]
fn each_wrong_shape_is_named() {
    let poor: Vec<_> = tables().filter_map(lacking).collect();
    assert!(poor.is_empty(), "{}", poor.join("\n"));
}

fn sources() -> BTreeMap<String, Found> {
    let mut all = public_functions("crates/matrix/src");
    all.extend(public_functions("crates/backprop/src"));
    all
}

#[test]
fn the_table_goes_through_all_public_functions() {
    let sources = sources();
    assert!(
        sources.len() > 100,
        "only {} functions found",
        sources.len()
    );
    let cases = tables().map(|case| case.function);
    let taken = TAKE_ANYTHING
        .iter()
        .flat_map(|(_, names)| names.iter().copied());
    let known: BTreeSet<_> = cases.chain(taken).collect();
    let new: Vec<_> = sources
        .iter()
        .filter(|(name, _)| !known.contains(name.as_str()))
        .map(|(name, found)| format!("{name} in {:?}", found.files))
        .collect();
    assert!(
        new.is_empty(),
        "public functions without a case: what do they say to wrong shapes?\n{}",
        new.join("\n")
    );
    let gone: Vec<_> = known
        .iter()
        .filter(|name| !sources.contains_key(**name))
        .collect();
    assert!(gone.is_empty(), "no such functions any more: {gone:?}");
}

/// Whoever calls it must be able to know.
#[test]
fn what_can_go_wrong_is_documented() {
    let sources = sources();
    let cases = tables().map(|case| case.function);
    let silent: BTreeSet<_> = cases
        .filter(|name| !sources.get(*name).is_some_and(|found| found.documented))
        .collect();
    assert!(silent.is_empty(), "no `# Panics` or `# Errors`: {silent:?}");
}

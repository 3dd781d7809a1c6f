//! Trees that others have written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use ratsbericht::release::oparl::inspect::{Inspection, inspect};

use super::world::value;
use crate::support::workspace::fixture;

/// The examples of the standard, by the addresses that they name; an address with or without a slash is the same.
#[test]
fn the_examples_of_the_standard_say_less_than_they_could() {
    let entries = fs::read_dir(fixture("oparl/beispiele")).expect("the examples");
    let files = entries.map(|entry| fs::read(entry.expect("an entry").path()).expect("a file"));
    let objects: BTreeMap<String, Vec<u8>> =
        files.map(|content| (value(&content)["id"].as_str().expect("an id").to_owned(), content)).collect();
    let mut told = String::new();
    for start in objects.keys() {
        let read = |url: &str| Some((objects.get(url)?.clone(), None));
        let found = inspect(start, "https://oparl.example.org/", 500, &read);
        writeln!(told, "# {start}\n{}", lines(&found)).expect("a text takes all");
    }
    insta::assert_snapshot!("oparl_beispiele", told);
}

/// What was found, without what says the same everywhere.
fn lines(found: &Inspection) -> String {
    let mut told = String::new();
    for fault in found.faults.iter().filter(|fault| fault.name != "verweis") {
        let sign = if fault.is_error { "Fehler" } else { "Hinweis" };
        writeln!(told, "{sign} {} {} {}x {:?}", fault.name, fault.what, fault.count, fault.places[0].found)
            .expect("a text takes all");
    }
    let broken: usize = found.faults.iter().filter(|fault| fault.name == "verweis").map(|fault| fault.count).sum();
    writeln!(told, "ins Leere: {broken}, angesehen: {}", found.looked_at).expect("a text takes all");
    told
}

#[test]
fn no_more_is_looked_at_than_is_asked_for() {
    let world = super::world::World::with(20);
    let read = |url: &str| Some((world.read(url.strip_prefix(super::world::BASIS)?)?, None));
    let start = format!("{}oparl/system.json", super::world::BASIS);
    let found = inspect(&start, super::world::BASIS, 7, &read);
    assert_eq!((found.looked_at, found.is_cut, found.faults), (7, true, vec![]));
    let foreign = inspect(&start, "https://anders.example/", 7, &read);
    assert_eq!((foreign.looked_at, foreign.is_cut), (1, false), "nothing outside is asked for");
}

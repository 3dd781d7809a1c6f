//! What is wrong, with what is alike told once.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::{Rule, Words};
use crate::source::shorten;

/// How many places of what is alike are named.
const PLACES: usize = 3;

/// One thing that is wrong, at one place or many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its name for programs: `medientyp`.
    pub name: &'static str,
    /// Whether it breaks the standard; otherwise the tree says less than it could.
    pub is_error: bool,
    /// Where in objects it is: `File.mimeType`, `Liste von Paper`.
    pub what: String,
    /// What is wrong.
    pub title: &'static str,
    /// What would have been right.
    pub expected: &'static str,
    /// What to do.
    pub mend: &'static str,
    /// At how many objects.
    pub count: usize,
    /// The first of them.
    pub places: Vec<Place>,
}

/// A place in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The address that was asked.
    pub url: String,
    /// The way from there: `data/3/mainFile`; empty for the object itself.
    pub path: String,
    /// What stands there; empty for nothing.
    pub found: String,
}

impl Place {
    /// A place in what an address gives.
    pub(super) fn new(url: &str, path: &str, found: &str) -> Self {
        Self { url: url.to_owned(), path: path.to_owned(), found: shorten(found) }
    }
}

/// Collects what is wrong.
#[derive(Debug, Default)]
pub(super) struct Faults {
    bundles: BTreeMap<(Rule, String), (usize, Vec<Place>)>,
    /// Which objects have which fault: most are seen more than once.
    seen: BTreeSet<(Rule, String, String)>,
}

impl Faults {
    /// Takes a fault of an object in, once.
    pub(super) fn tell(&mut self, rule: Rule, what: &str, id: &str, place: Place) {
        if self.seen.insert((rule, what.to_owned(), id.to_owned())) {
            let (count, places) = self.bundles.entry((rule, what.to_owned())).or_default();
            *count += 1;
            if places.len() < PLACES {
                places.push(place);
            }
        }
    }

    /// All of them, the gravest first.
    pub(super) fn told(self) -> Vec<Fault> {
        let fault = |((rule, what), (count, places)): ((Rule, String), _)| {
            let Words { name, title, expected, mend } = rule.words();
            Fault { name, is_error: rule.is_error(), what, title, expected, mend, count, places }
        };
        self.bundles.into_iter().map(fault).collect()
    }
}

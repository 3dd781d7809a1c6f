//! Something that is not as a paper says, whether its records, its files, or what would be printed today.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::source::{FileId, Span};

/// Something that a workspace, or a paper built from it today, has otherwise than the paper that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// What it is.
    pub kind: DeviationKind,
    /// Its name: `table/Kennung`, a path, a section, an id, or the keys that lead to it: `rahmen › dokument › verfasser`.
    pub name: String,
    /// How it differs.
    pub how: How,
    /// Where it stands; `None` where it is gone, or no record.
    pub span: Option<Span>,
    /// The sheets whose rows may have become others, where a paper or the configuration is kept in sheets: a paper does not say of
    /// which row it was made.
    pub sheets: Vec<FileId>,
}

/// What can differ: what a paper is made from, and what it prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviationKind {
    /// A record that the paper's figures name.
    Record,
    /// One of the paper's own files.
    File,
    /// A section of the configuration; most of them change only some papers.
    Setting,
    /// A figure.
    Figure,
    /// Another place of the paper.
    Place,
}

/// How something differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is another, is gone, or is new; a record that is gone may also have mistakes.
    Changed(Change),
    /// It is as it was, but a row recorded later holds in its place, on the day that the row names.
    Replaced(Option<NaiveDate>),
    /// It would be printed otherwise.
    Printed {
        /// What the paper prints; `None` where it has nothing there, or more than a text.
        paper: Option<String>,
        /// What would be printed today.
        today: Option<String>,
    },
}

/// How something that has a name differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It holds something else.
    Other,
    /// It is not there.
    Gone,
    /// The paper was made without it.
    New,
}

impl DeviationKind {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => "datensatz",
            Self::File => "datei",
            Self::Setting => "einstellung",
            Self::Figure => "zahl",
            Self::Place => "stelle",
        }
    }
}

impl Deviation {
    pub(super) fn new(kind: DeviationKind, name: &str, how: How) -> Self {
        Self { kind, name: name.to_owned(), how, span: None, sheets: Vec::new() }
    }
}

/// What differs between values with names, in the order of the names.
pub(super) fn differing<'a, T: PartialEq>(
    then: &'a BTreeMap<String, T>,
    now: &'a BTreeMap<String, T>,
) -> impl Iterator<Item = (&'a str, Option<&'a T>, Option<&'a T>)> {
    let names: BTreeSet<&'a String> = then.keys().chain(now.keys()).collect();
    let both = names.into_iter().map(|name| (name.as_str(), then.get(name), now.get(name)));
    both.filter(|(_, then, now)| then != now)
}

/// The same as changes.
pub(super) fn changes<T: PartialEq>(then: &BTreeMap<String, T>, now: &BTreeMap<String, T>) -> Vec<(String, Change)> {
    let change = |(name, then, now): (&str, Option<&T>, Option<&T>)| {
        let change = match (then, now) {
            (Some(_), Some(_)) => Change::Other,
            (Some(_), None) => Change::Gone,
            (None, _) => Change::New,
        };
        (name.to_owned(), change)
    };
    differing(then, now).map(change).collect()
}

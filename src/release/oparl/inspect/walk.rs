//! The way through a tree, each address once, and what is kept of what was seen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::super::kind::Kind;
use super::bundle::{Faults, Place};

/// Reads what lies at an address, with its media type where that is known.
pub type Read<'r> = &'r dyn Fn(&str) -> Option<(Vec<u8>, Option<String>)>;

/// A way through a tree.
pub(super) struct Walk<'r> {
    base: String,
    pub(super) most: usize,
    pub(super) read: Read<'r>,
    pub(super) queue: VecDeque<Ask>,
    asked: BTreeSet<String>,
    pub(super) looked_at: usize,
    pub(super) is_cut: bool,
    pub(super) faults: Faults,
    /// Objects as they stand by themselves, by address.
    pub(super) known: BTreeMap<String, Known>,
    /// Objects as they stand in others and in lists.
    pub(super) copies: Vec<Copy>,
    /// The pages of lists, by address.
    pub(super) pages: BTreeMap<String, Page>,
    /// The first pages of lists.
    pub(super) lists: Vec<List>,
}

/// An address to look at.
pub(super) struct Ask {
    pub(super) url: String,
    pub(super) want: Want,
    /// Who leads there.
    pub(super) from: Place,
    /// By which field.
    pub(super) what: String,
}

/// What is to be at an address.
pub(super) enum Want {
    /// Any object.
    Start,
    Object(Kind),
    Page(Kind),
    Content(Content),
}

/// What a File says of its content.
#[derive(Default)]
pub(super) struct Content {
    pub(super) id: String,
    pub(super) size: Option<u64>,
    pub(super) sha512: Option<String>,
    pub(super) media_type: Option<String>,
}

/// What is kept of an object.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) kind: Option<Kind>,
    pub(super) deleted: bool,
    pub(super) moments: [String; 2],
    /// The addresses of other objects in it, by field.
    pub(super) leads: BTreeMap<String, Vec<String>>,
}

/// An object in another one or in a list.
pub(super) struct Copy {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) moments: [String; 2],
    pub(super) place: Place,
}

/// A page of a list.
#[derive(Default)]
pub(super) struct Page {
    /// The objects on it: address and `created`.
    pub(super) items: Vec<[String; 2]>,
    pub(super) next: Option<String>,
    /// Numbers of `pagination` that it names.
    pub(super) numbers: BTreeMap<String, u64>,
}

/// A list that an object leads to.
pub(super) struct List {
    pub(super) kind: Kind,
    pub(super) first: String,
    /// Whether it holds all objects of its kind.
    pub(super) is_whole: bool,
}

impl<'r> Walk<'r> {
    pub(super) fn new(base: &str, most: usize, read: Read<'r>) -> Self {
        Self {
            base: base.to_owned(),
            most,
            read,
            queue: VecDeque::new(),
            asked: BTreeSet::new(),
            looked_at: 0,
            is_cut: false,
            faults: Faults::default(),
            known: BTreeMap::new(),
            copies: Vec::new(),
            pages: BTreeMap::new(),
            lists: Vec::new(),
        }
    }

    /// Wants to look at an address of the tree, once.
    pub(super) fn ask(&mut self, url: &str, want: Want, what: &str, from: Place) {
        let is_start = matches!(want, Want::Start);
        if (is_start || url.starts_with(&self.base)) && self.asked.insert(url.to_owned()) {
            self.queue.push_back(Ask { url: url.to_owned(), want, from, what: what.to_owned() });
        }
    }
}

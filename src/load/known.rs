//! Which Kennungen exist.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::source::{Data, Node};
use crate::workspace::Table;

/// The longest text, in bytes, that can be a Kennung with its blanks: forty characters, and some to spare.
const LONGEST: usize = 400;

/// Lists that records refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameList {
    /// A table of `daten/`.
    Table(Table),
    /// The departments.
    Dezernate,
    /// The divisions.
    Fachbereiche,
    /// Divisions and departments.
    Dienststellen,
    /// The fields of action.
    Handlungsfelder,
    /// The goals.
    Ziele,
    /// The bodies.
    Gremien,
    /// The selections.
    Auswahlen,
    /// The terms of the council.
    Wahlperioden,
}

/// The Kennungen of each list, those of faulty records included.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<NameList, BTreeSet<String>>);

impl Known {
    /// The Kennungen of a list; `None` where its file could not be read, so that nothing can be said of it.
    pub fn of(&self, liste: NameList) -> Option<&BTreeSet<String>> {
        self.0.get(&liste)
    }

    /// Takes the rows of a table in.
    pub(super) fn add_table(&mut self, table: Table, rows: &[Node]) {
        self.add(NameList::Table(table), rows);
    }

    /// Takes the lists of the configuration in.
    pub(super) fn add_config(&mut self, config: &Node) {
        let lists = [
            ("dezernat", NameList::Dezernate),
            ("dezernat", NameList::Dienststellen),
            ("fachbereich", NameList::Fachbereiche),
            ("fachbereich", NameList::Dienststellen),
            ("handlungsfeld", NameList::Handlungsfelder),
            ("ziel", NameList::Ziele),
            ("gremium", NameList::Gremien),
            ("auswahl", NameList::Auswahlen),
            ("wahlperiode", NameList::Wahlperioden),
        ];
        for (key, liste) in lists {
            self.add(liste, config.get(key).map(Node::items).unwrap_or_default());
        }
    }

    fn add(&mut self, liste: NameList, rows: &[Node]) {
        let kennungen = rows.iter().filter_map(|row| match &row.get("kennung")?.data {
            // What is longer is no Kennung, and nothing could refer to it; messages would list it all the same.
            Data::Text(text) if text.len() <= LONGEST => Some(text.trim().nfc().collect()),
            _ => None,
        });
        self.0.entry(liste).or_default().extend(kennungen);
    }
}

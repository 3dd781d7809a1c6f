//! Which Kennungen exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{NameList, Table};
use crate::source::{Data, Node, composed};

/// The longest text, in bytes, that can be a Kennung with its blanks: forty characters, and some to spare.
const LONGEST: usize = 400;

/// The Kennungen of each list, those of faulty records included.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<NameList, BTreeSet<String>>);

impl Known {
    /// The Kennungen of a list; `None` where its file could not be read, so that nothing can be said of it.
    pub fn of(&self, liste: NameList) -> Option<&BTreeSet<String>> {
        self.0.get(&liste)
    }

    /// The Kennungen of all lists.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.0.values().flatten()
    }

    /// Takes the rows of a table in.
    pub(super) fn add_table(&mut self, table: Table, rows: &[Node]) {
        self.add(NameList::Table(table), rows);
    }

    /// Takes the lists of the configuration in.
    pub(super) fn add_config(&mut self, config: &Node) {
        for (section, list) in NameList::SECTIONS {
            let rows = config.get(section).map(Node::items).unwrap_or_default();
            self.add(list, rows);
            if matches!(list, NameList::Dezernate | NameList::Fachbereiche) {
                self.add(NameList::Dienststellen, rows);
            }
        }
    }

    fn add(&mut self, liste: NameList, rows: &[Node]) {
        let kennungen = rows.iter().filter_map(|row| match &row.get("kennung")?.data {
            // What is longer is no Kennung, and nothing could refer to it; messages would list it all the same.
            Data::Text(text) if text.len() <= LONGEST => Some(composed(text.trim()).into_owned()),
            _ => None,
        });
        self.0.entry(liste).or_default().extend(kennungen);
    }
}

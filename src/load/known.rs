//! Which Kennungen exist.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Kennung, Stammdaten};
use crate::source::{Data, Node};
use crate::workspace::Table;

/// Lists that records refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Liste {
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
pub struct Known(BTreeMap<Liste, BTreeSet<String>>);

impl Known {
    /// The Kennungen of a list; `None` where its file could not be read, so that nothing can be said of it.
    pub fn of(&self, liste: Liste) -> Option<&BTreeSet<String>> {
        self.0.get(&liste)
    }

    /// Takes the rows of a table in.
    pub(super) fn add_table(&mut self, table: Table, rows: &[Node]) {
        let kennungen = rows.iter().filter_map(|row| match &row.get("kennung")?.data {
            Data::Text(text) => Some(text.trim().to_owned()),
            _ => None,
        });
        self.0.entry(Liste::Table(table)).or_default().extend(kennungen);
    }

    /// Takes the lists of the configuration in.
    pub(super) fn add_stammdaten(&mut self, stammdaten: &Stammdaten) {
        self.add(Liste::Dezernate, stammdaten.dezernat.iter().map(|d| &d.kennung));
        self.add(Liste::Fachbereiche, stammdaten.fachbereich.iter().map(|f| &f.kennung));
        self.add(Liste::Dienststellen, stammdaten.dezernat.iter().map(|d| &d.kennung));
        self.add(Liste::Dienststellen, stammdaten.fachbereich.iter().map(|f| &f.kennung));
        self.add(Liste::Handlungsfelder, stammdaten.handlungsfeld.iter().map(|h| &h.kennung));
        self.add(Liste::Ziele, stammdaten.ziel.iter().map(|z| &z.kennung));
        self.add(Liste::Gremien, stammdaten.gremium.iter().map(|g| &g.kennung));
        self.add(Liste::Auswahlen, stammdaten.auswahl.iter().map(|a| &a.kennung));
        self.add(Liste::Wahlperioden, stammdaten.wahlperiode.iter().map(|w| &w.kennung));
    }

    fn add<'k>(&mut self, liste: Liste, kennungen: impl Iterator<Item = &'k Kennung>) {
        self.0.entry(liste).or_default().extend(kennungen.map(Kennung::to_string));
    }
}

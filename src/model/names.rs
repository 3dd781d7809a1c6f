//! The lists that Kennungen come from.

use super::Table;

/// A list that records refer to.
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

impl NameList {
    /// The lists of `ratsbericht.toml` that have a section of their own, by its name.
    pub const SECTIONS: [(&'static str, NameList); 7] = [
        ("wahlperiode", NameList::Wahlperioden),
        ("gremium", NameList::Gremien),
        ("dezernat", NameList::Dezernate),
        ("fachbereich", NameList::Fachbereiche),
        ("handlungsfeld", NameList::Handlungsfelder),
        ("ziel", NameList::Ziele),
        ("auswahl", NameList::Auswahlen),
    ];

    /// What messages call one of its entries: `Das Projekt`.
    pub fn noun(self) -> &'static str {
        match self {
            NameList::Table(table) => table.noun(),
            NameList::Dezernate => "Das Dezernat",
            NameList::Fachbereiche => "Der Fachbereich",
            NameList::Dienststellen => "Die Dienststelle",
            NameList::Handlungsfelder => "Das Handlungsfeld",
            NameList::Ziele => "Das Strategieziel",
            NameList::Gremien => "Das Gremium",
            NameList::Auswahlen => "Die Auswahl",
            NameList::Wahlperioden => "Die Wahlperiode",
        }
    }

    /// Where a clerk finds it: `der Tabelle projekte`.
    pub fn place(self) -> String {
        match self {
            NameList::Table(table) => format!("der Tabelle {}", table.name()),
            NameList::Dienststellen => "ratsbericht.toml unter [[fachbereich]] und [[dezernat]]".to_owned(),
            _ => {
                let section = Self::SECTIONS.iter().find(|(_, list)| *list == self).map_or("", |(name, _)| *name);
                format!("ratsbericht.toml unter [[{section}]]")
            }
        }
    }
}

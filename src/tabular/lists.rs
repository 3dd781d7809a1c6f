//! The closed lists that the Kennungen in tables come from.

use crate::load::NameList;
use crate::model::{Kennung, Stammdaten};
use crate::workspace::Table;

/// The lists of `ratsbericht.toml` that fields of tables refer to.
#[derive(Debug, Clone)]
pub struct Lists(Vec<List>);

/// One list.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// Which one.
    pub(super) liste: NameList,
    /// Its German name.
    pub(super) title: &'static str,
    /// Kennung and name of each entry, in the order of the file.
    pub(super) entries: Vec<(String, String)>,
}

impl Lists {
    /// The lists of a municipality.
    pub fn of(stammdaten: &Stammdaten) -> Self {
        let entry = |kennung: &Kennung, name: &str| (kennung.to_string(), name.to_owned());
        let list = |liste, title, entries| List { liste, title, entries };
        Self(vec![
            list(
                NameList::Handlungsfelder,
                "Handlungsfeld",
                stammdaten.handlungsfeld.iter().map(|item| entry(&item.kennung, &item.name)).collect(),
            ),
            list(
                NameList::Fachbereiche,
                "Fachbereich",
                stammdaten.fachbereich.iter().map(|item| entry(&item.kennung, &item.name)).collect(),
            ),
            list(
                NameList::Ziele,
                "Ziel",
                stammdaten.ziel.iter().map(|item| entry(&item.kennung, &item.name)).collect(),
            ),
        ])
    }

    /// The lists that have entries.
    pub(super) fn iter(&self) -> impl Iterator<Item = &List> {
        self.0.iter().filter(|list| !list.entries.is_empty())
    }
}

/// The list that the Kennungen of a field come from; fields of tables are named after what they refer to.
pub(super) fn origin(field: &str) -> Option<NameList> {
    match field {
        "handlungsfeld" => Some(NameList::Handlungsfelder),
        "fachbereich" => Some(NameList::Fachbereiche),
        "ziele" => Some(NameList::Ziele),
        "projekt" | "ueberfuehrt_in" | "vorgaenger" => Some(NameList::Table(Table::Projekte)),
        "foerdergeber" => Some(NameList::Table(Table::Foerdergeber)),
        "bewilligung" => Some(NameList::Table(Table::Bewilligungen)),
        "programm" => Some(NameList::Table(Table::Programme)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Decode, Shape};

    #[test]
    fn every_kennung_but_a_records_own_has_an_origin() {
        let kennung = Kennung::shape().describe();
        for field in Table::ALL.iter().flat_map(|table| (table.record().fields)()) {
            let shape = match &field.shape {
                Shape::List(of) => of.describe(),
                other => other.describe(),
            };
            let refers = shape == kennung && field.name != "kennung";
            assert_eq!(origin(field.name).is_some(), refers, "{}", field.name);
        }
    }
}

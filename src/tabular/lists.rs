//! The closed lists that the Kennungen in tables come from.

use crate::model::{Blatt, Kennung, NameList, Stammdaten, Zeilen};

/// The lists of `ratsbericht.toml` that fields of tables refer to.
#[derive(Debug, Clone, Default)]
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
            list(
                NameList::Gremien,
                "Gremium",
                stammdaten.gremium.iter().map(|item| entry(&item.kennung, &item.name)).collect(),
            ),
        ])
    }

    /// The lists that have entries and are on none of the sheets that have rows.
    pub(super) fn without(&self, has_rows: impl Fn(Blatt) -> bool) -> Vec<List> {
        let has = |list: &List| {
            let sheet = |blatt: &&Blatt| matches!(blatt.form().zeilen, Zeilen::Records { section } if NameList::SECTIONS.contains(&(section, list.liste)));
            Blatt::ALL.iter().filter(sheet).any(|blatt| has_rows(*blatt))
        };
        self.0.iter().filter(|list| !list.entries.is_empty() && !has(list)).cloned().collect()
    }
}

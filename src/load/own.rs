//! What a workspace holds beside what is read: columns and sheets that somebody keeps there.

use super::heads::plain;
use crate::source::{Data, Node};

/// The heads of columns and the names of sheets that the configuration declares.
#[derive(Debug, Default)]
pub(super) struct Own {
    columns: Vec<String>,
    sheets: Vec<String>,
}

impl Own {
    /// Where the configuration names the heads of columns.
    const COLUMNS: &str = "tabellen/eigene_spalten";

    /// Where it names sheets.
    const SHEETS: &str = "tabellen/eigene_blaetter";

    /// What the file of the configuration declares.
    pub(super) fn of(config: &Node) -> Self {
        let named = |path| config.node_at(path).map(plain_texts).unwrap_or_default();
        Self { columns: named(Self::COLUMNS), sheets: named(Self::SHEETS) }
    }

    /// What a setting declares.
    pub(super) fn add(&mut self, key: &str, value: &Node) {
        match key.replace('.', "/").as_str() {
            Self::COLUMNS => self.columns.extend(plain_texts(value)),
            Self::SHEETS => self.sheets.extend(plain_texts(value)),
            _ => {}
        }
    }

    /// Whether a column of this head is somebody's own.
    pub(super) fn has_column(&self, head: &str) -> bool {
        self.columns.contains(&plain(head))
    }

    /// Whether a sheet of this name is.
    pub(super) fn has_sheet(&self, name: &str) -> bool {
        self.sheets.contains(&plain(name))
    }
}

/// The texts of a list as names are compared.
fn plain_texts(list: &Node) -> Vec<String> {
    let text = |node: &Node| match &node.data {
        Data::Text(text) => Some(plain(text)),
        _ => None,
    };
    list.items().iter().filter_map(text).collect()
}

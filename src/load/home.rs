//! What files and sheets of tables are named after.

use super::heads::plain;
use crate::model::{Blatt, Field, Table};
use crate::workspace::Layout;

/// What a file or a sheet is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    /// A table.
    Table(Table),
    /// A sheet beside the tables.
    Blatt(Blatt),
}

impl Home {
    /// What has this name or title.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let blatt = || Blatt::named(&plain(name), plain);
        table_of(name).map(Self::Table).or_else(|| blatt().map(Self::Blatt))
    }

    /// Its name, which is that of its file without the ending.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Table(table) => table.name(),
            Self::Blatt(blatt) => blatt.form().name,
        }
    }

    /// The title of its sheet.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Table(table) => table.title(),
            Self::Blatt(blatt) => blatt.form().title,
        }
    }

    /// Its columns.
    pub(crate) fn fields(self) -> Vec<Field> {
        match self {
            Self::Table(table) => (table.record().fields)(),
            Self::Blatt(blatt) => blatt.fields(),
        }
    }

    /// All of them.
    pub(super) fn all() -> impl Iterator<Item = Self> + Clone {
        Table::ALL.iter().copied().map(Self::Table).chain(Blatt::ALL.iter().copied().map(Self::Blatt))
    }

    /// All titles.
    pub(super) fn titles() -> impl Iterator<Item = &'static str> + Clone {
        Self::all().map(Self::title)
    }
}

/// The table that a file or sheet is named after, by its name or its title.
pub(super) fn table_of(name: &str) -> Option<Table> {
    let name = plain(name);
    Table::ALL.iter().copied().find(|table| name == plain(table.name()) || name == plain(table.title()))
}

/// Whether a sheet of this name holds the lists of drop-downs.
pub(crate) fn is_lists(name: &str) -> bool {
    plain(name) == plain(Layout::LISTS)
}

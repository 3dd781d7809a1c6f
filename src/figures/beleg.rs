//! The records that figures came from.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::model::Table;

/// A record that a figure came from.
///
/// A project stands in dozens of lists of one report, and each holds no more of it than where its name is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Beleg(Arc<RecordName>);

/// What a record is called.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordName {
    /// The table, or `vorlage` for a field of the paper itself, or `ratsbericht.toml` for a parameter.
    pub tabelle: &'static str,
    /// The record's Kennung, or the field's path.
    pub kennung: Arc<str>,
}

impl Beleg {
    /// A record of a table.
    pub fn row(table: Table, kennung: impl Into<Arc<str>>) -> Self {
        Self::new(table.name(), kennung)
    }

    /// What is no row of a table: a field of the paper, a parameter.
    pub fn new(tabelle: &'static str, kennung: impl Into<Arc<str>>) -> Self {
        Self(Arc::new(RecordName { tabelle, kennung: kennung.into() }))
    }

    /// Table and Kennung as the attached data name them: `projekte/P-001`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.tabelle, self.kennung)
    }
}

impl Deref for Beleg {
    type Target = RecordName;

    fn deref(&self) -> &RecordName {
        &self.0
    }
}

/// Records in the order of their first mention, each once.
pub(super) fn each_once(belege: impl Iterator<Item = Beleg>) -> Vec<Beleg> {
    let mut seen = BTreeSet::new();
    belege.filter(|beleg| seen.insert(beleg.clone())).collect()
}

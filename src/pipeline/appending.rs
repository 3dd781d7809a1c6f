//! New rows in the files that a workspace keeps its tables and its papers in.

use std::collections::{BTreeMap, BTreeSet};

use super::error::PipelineError;
use super::session::Session;
use crate::load::{self, Loaded, PaperTree};
use crate::model::Table;
use crate::source::{Alphabet, FileId, Node, SourceFile};
use crate::tabular::{self, NewFile, Unappendable, Unwritable};
use crate::workspace::Layout;

/// Rows that are new.
#[derive(Debug, Default)]
pub(super) struct NewRows {
    /// Of each table.
    pub(super) tables: BTreeMap<Table, Vec<Node>>,
    /// The paper that gets its own, on the sheets of papers.
    pub(super) paper: Option<PaperTree>,
}

/// The files of a workspace with what becomes of them.
struct Growing<'a> {
    loaded: &'a Loaded,
    files: Vec<NewFile>,
    changed: BTreeSet<String>,
}

/// The configuration and the files of `daten` as they were read.
pub(super) fn inputs(loaded: &Loaded) -> Vec<NewFile> {
    let is_input = |path: &str| path.starts_with("daten/") || path == Layout::CONFIG;
    let files = loaded.sources.files().filter(|file| is_input(&file.path));
    files.filter_map(|file| Some((file.path.clone(), file.bytes()?.to_vec()))).collect()
}

impl Session {
    /// The files of the tables with the new rows, read again to see that they hold the old ones and these, and nothing else.
    pub(super) fn appended(
        &self,
        workspace: Vec<NewFile>,
        new: &NewRows,
        alphabet: &Alphabet,
    ) -> Result<Vec<NewFile>, PipelineError> {
        let loaded = &self.loaded;
        let is_json =
            |table: &Table| loaded.home(*table).is_some_and(|file| loaded.sources.file(file).path.ends_with(".json"));
        let mut growing = Growing { loaded, files: workspace, changed: BTreeSet::new() };
        for (table, rows) in &new.tables {
            let file = || tabular::file(*table, Table::ALL.iter().any(is_json), rows);
            growing.add(loaded.home(*table), file, |home, bytes| tabular::appended(home, bytes, *table, rows))?;
        }
        for (blatt, rows) in new.paper.iter().flat_map(tabular::paper_rows) {
            let file = || tabular::sheet_file(blatt, &rows);
            growing.add(loaded.sheet(blatt), file, |home, bytes| tabular::appended_sheet(home, bytes, blatt, &rows))?;
        }
        growing.read_again(new, alphabet)?;
        let Growing { files, changed, .. } = growing;
        Ok(files.into_iter().filter(|(path, _)| changed.contains(path)).collect())
    }
}

impl Growing<'_> {
    /// Puts rows into the file that they belong to, or makes one.
    fn add(
        &mut self,
        home: Option<FileId>,
        file: impl FnOnce() -> Result<NewFile, Unwritable>,
        append: impl FnOnce(&SourceFile, &[u8]) -> Result<Vec<u8>, Unappendable>,
    ) -> Result<(), PipelineError> {
        let path = match home.map(|file| self.loaded.sources.file(file)) {
            None => {
                let file = file().map_err(PipelineError::Workbook)?;
                let path = file.0.clone();
                self.files.push(file);
                path
            }
            Some(home) => {
                let file = self.files.iter_mut().find(|(path, _)| *path == home.path);
                let (path, bytes) = file.ok_or_else(|| unfit(&home.path))?;
                *bytes = append(home, bytes).map_err(PipelineError::Append)?;
                path.clone()
            }
        };
        self.changed.insert(path);
        Ok(())
    }

    fn read_again(&self, new: &NewRows, alphabet: &Alphabet) -> Result<(), PipelineError> {
        let layout = Layout::of_files(self.files.iter().cloned().collect()).map_err(|_| unfit("daten"))?;
        let read = load::layout(&layout, alphabet.clone());
        for table in Table::ALL {
            let row = |row: &Node| tabular::row(*table, row);
            let new = new.tables.get(table).into_iter().flatten();
            let expected = self.loaded.rows(*table).iter().chain(new).map(row);
            if !expected.eq(read.rows(*table).iter().map(row)) {
                let home = self.loaded.home(*table).map(|file| self.loaded.sources.file(file).path.as_str());
                return Err(unfit(home.unwrap_or(table.name())));
            }
        }
        // A paper is told by all of its rows, on whichever sheets they stand.
        let told = |tree: &PaperTree| (tree.blatt, tree.name.clone(), tree.node.meaning());
        let own = |tree: &&PaperTree| tree.file.is_none();
        let expected = self.loaded.trees.iter().filter(own).chain(&new.paper);
        let found: BTreeSet<_> = read.trees.iter().map(told).collect();
        match expected.into_iter().find(|tree| !found.contains(&told(tree))) {
            Some(tree) => Err(unfit(tree.blatt.form().title)),
            None => Ok(()),
        }
    }
}

fn unfit(path: &str) -> PipelineError {
    PipelineError::Append(Unappendable::Unfit(path.to_owned()))
}

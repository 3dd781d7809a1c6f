//! The sheets beside the tables: rows of cells become the values that `vorlage.json`, `bericht.json` and `ratsbericht.toml` give.

mod config;
mod gather;
mod required;
mod values;

use std::collections::BTreeMap;

use super::grid::Grid;
use super::rows::{too_many, with_blanks};
use crate::finding::{Code, Finding, Log};
use crate::model::{Blatt, Zeilen};
use crate::source::{FileId, Node};

pub(crate) use gather::{Gathered, RowsOf, gather};
pub(super) use required::require;
pub(super) use values::own;

/// The most papers of one kind, as folders.
const MOST_PAPERS: usize = 10_000;

/// The rows of the sheets that a workspace has, each a flat value whose keys are columns; an empty cell is a null with its
/// place. A sheet that cannot be read has none. With each stands its file, or the sheet of a workbook.
#[derive(Debug, Clone, Default)]
pub(super) struct Blaetter(BTreeMap<Blatt, (FileId, Option<Vec<Node>>)>);

impl Blaetter {
    /// Takes the cells of a sheet in.
    pub(super) fn add(&mut self, blatt: Blatt, grid: Grid, log: &mut Log) {
        let home = grid.file;
        let rows = match blatt.form().zeilen {
            Zeilen::Values => values::rows(&grid, log),
            _ => with_blanks(grid, blatt.form().title, &blatt.fields(), log),
        };
        self.0.insert(blatt, (home, rows));
    }

    /// Whether the workspace has a sheet.
    pub(super) fn has(&self, blatt: Blatt) -> bool {
        self.0.contains_key(&blatt)
    }

    /// Whether it has one whose heads can be told; what they say otherwise has its finding.
    pub(super) fn is_readable(&self, blatt: Blatt) -> bool {
        self.0.get(&blatt).is_some_and(|(_, rows)| rows.is_some())
    }

    fn of(&self, blatt: Blatt) -> &[Node] {
        self.0.get(&blatt).and_then(|(_, rows)| rows.as_deref()).unwrap_or_default()
    }

    /// Where each sheet stands.
    pub(super) fn homes(&self) -> BTreeMap<Blatt, FileId> {
        self.0.iter().map(|(blatt, (home, _))| (*blatt, *home)).collect()
    }

    /// The papers that the rows of a sheet and of those below it describe, by name.
    pub(super) fn papers(&self, blatt: Blatt, log: &mut Log) -> BTreeMap<String, Gathered> {
        let mut papers = BTreeMap::new();
        if self.has(blatt) && !self.is_readable(blatt) {
            return papers;
        }
        if let Some(row) = self.of(blatt).get(MOST_PAPERS) {
            let place = Some(row.span_at(""));
            log.push(
                too_many(blatt.form().name, self.of(blatt).len(), place)
                    .expected(format!("höchstens {MOST_PAPERS} Papiere")),
            );
            return papers;
        }
        let named = gather(blatt, &|blatt| self.of(blatt), log).into_iter().filter(|paper| !paper.name.is_empty());
        for paper in named {
            if papers.contains_key(&paper.name) {
                log.push(doublet(blatt, &paper));
            } else {
                papers.insert(paper.name.clone(), paper);
            }
        }
        papers
    }
}

/// The finding for a second row of a name.
fn doublet(blatt: Blatt, paper: &Gathered) -> Finding {
    let message = format!("{} „{}“ steht doppelt.", blatt.form().noun, paper.name);
    let mend = "Geben Sie einer der beiden Zeilen einen anderen Namen, oder löschen Sie sie.";
    Finding::at(Code::RB015, paper.place, message, mend)
}

//! Workbooks with drop-downs of what the master data hold now; what they hold stays as it is.

use std::collections::BTreeMap;

use super::appending::inputs;
use super::error::PipelineError;
use crate::finding::{Code, Finding};
use crate::load::{self, Loaded, is_lists};
use crate::model::Table;
use crate::source::{Alphabet, SourceFile, Sources, Span};
use crate::tabular::{self, Lists, NewFile, Renewed, Unappendable};
use crate::workspace::Layout;

/// Whether a file is a workbook in the format that can be renewed.
pub fn can_be_renewed(path: &str) -> bool {
    path.to_lowercase().ends_with(".xlsx")
}

/// What was renewed.
pub struct Refreshed {
    /// The workbooks that are new, by their paths below the workspace.
    pub files: Vec<NewFile>,
    /// What is new in each workbook, by sheet.
    pub told: Vec<(String, String, Vec<String>)>,
    /// The sheets whose notes cannot be renewed, each with its workbook.
    pub without_notes: Vec<(String, String)>,
}

/// The sheets of each workbook of the workspace, by its path.
type Workbooks<'l> = BTreeMap<&'l str, Vec<&'l SourceFile>>;

/// Renews the workbooks of a workspace in which nothing [`blocks`]; nothing is written.
///
/// # Errors
/// When the configuration is not valid, or a workbook cannot be renewed without other values in it.
pub fn refresh(loaded: &Loaded, alphabet: &Alphabet) -> Result<Refreshed, PipelineError> {
    let bestand = loaded.bestand.as_ref().ok_or(PipelineError::Faulty)?;
    let lists = Lists::of(&bestand.stammdaten);
    let mut workspace = inputs(loaded);
    let mut refreshed = Refreshed { files: Vec::new(), told: Vec::new(), without_notes: Vec::new() };
    for (path, sheets) in workbooks(loaded) {
        let Some((_, bytes)) = workspace.iter_mut().find(|(own, _)| own == path) else { continue };
        let Renewed { bytes: new, told, without_notes } =
            tabular::renewed(bytes, &sheets, &lists).map_err(PipelineError::Append)?;
        refreshed.told.extend(told.into_iter().map(|(sheet, told)| (path.to_owned(), sheet, told)));
        refreshed.without_notes.extend(without_notes.into_iter().map(|sheet| (path.to_owned(), sheet)));
        if let Some(new) = new {
            bytes.clone_from(&new);
            refreshed.files.push((path.to_owned(), new));
        }
    }
    if !refreshed.files.is_empty() {
        let rigid = |path: &str| PipelineError::Append(Unappendable::Rigid(path.to_owned()));
        let layout = Layout::of_files(workspace.into_iter().collect()).map_err(|_| rigid("daten"))?;
        let read = load::layout(&layout, alphabet.clone());
        if let Some(path) = changed(loaded, &read) {
            return Err(rigid(&path));
        }
    }
    Ok(refreshed)
}

/// Whether a finding keeps a workbook from being renewed: one in the configuration, whose lists it would get, at a workbook as a
/// whole, or at heads, so that nobody knows which column is which. A head that is missing will be added.
pub fn blocks(finding: &Finding, sources: &Sources) -> bool {
    let file = finding.span.map(|span| sources.file(span.file));
    let path = file.map(|file| file.path.as_str()).or(finding.path.as_deref()).unwrap_or_default();
    let is_head = |span: Span| sources.place(span).line == 1;
    let is_at_heads = file.is_none_or(|file| file.sheet.is_some()) && finding.span.is_none_or(is_head);
    let is_of_workbook = can_be_renewed(path) && is_at_heads && finding.code != Code::RB006;
    finding.stops() && (path == Layout::CONFIG || is_of_workbook)
}

/// The workbooks that can be renewed.
fn workbooks(loaded: &Loaded) -> Workbooks<'_> {
    let mut workbooks = Workbooks::new();
    for file in loaded.sources.all().filter(|file| file.sheet.is_some() && can_be_renewed(&file.path)) {
        workbooks.entry(&file.path).or_default().push(file);
    }
    workbooks
}

/// The path of what holds other values once it was renewed.
fn changed(before: &Loaded, after: &Loaded) -> Option<String> {
    let config = |loaded: &Loaded| loaded.bestand.as_ref().map(|bestand| bestand.stammdaten.node().meaning());
    let papers = |loaded: &Loaded| {
        let rows = loaded.trees.iter().filter(|tree| tree.file.is_none());
        rows.map(|tree| (tree.blatt, tree.name.clone(), tree.node.meaning())).collect::<Vec<_>>()
    };
    let is_other = |table: &&Table| {
        let (old, new) = (before.rows(**table).iter(), after.rows(**table).iter());
        !old.map(|row| tabular::row(**table, row)).eq(new.map(|row| tabular::row(**table, row)))
    };
    if config(before) != config(after) || papers(before) != papers(after) {
        return Some("daten".to_owned());
    }
    if let Some(table) = Table::ALL.iter().find(is_other) {
        let home = before.home(*table).map(|home| before.sources.file(home).path.clone());
        return Some(home.unwrap_or_else(|| table.name().to_owned()));
    }
    let new = workbooks(after);
    let is_held =
        |path: &str, old: &SourceFile| new.get(path).is_some_and(|sheets| sheets.iter().any(|new| holds(new, old)));
    let mut old = workbooks(before).into_iter();
    old.find(|(path, sheets)| !sheets.iter().all(|sheet| is_held(path, sheet))).map(|(path, _)| path.to_owned())
}

/// Whether a sheet has the name of another and shows what that does. The sheet of lists is there to be renewed.
fn holds(new: &SourceFile, old: &SourceFile) -> bool {
    let (Some(sheet), Some(before)) = (&new.sheet, &old.sheet) else { return false };
    let mut rows = new.rows();
    let is_kept = |row: Vec<&str>| rows.next().is_some_and(|new| new.starts_with(&row));
    sheet.name == before.name && (is_lists(&before.name) || old.rows().all(is_kept))
}

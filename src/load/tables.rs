//! The tables of `daten/`, in whatever format each is kept.

use super::blaetter::{self, Blaetter};
use super::dropdowns::Dropdowns;
use super::grid::Grid;
use super::home::Home;
use super::read::Reader;
use super::rows::{MOST_ROWS, objects, too_many};
use super::search::{FileFormat, Found, Search, format_of};
use super::{Known, csv, json};
use crate::finding::{Code, Finding, Log};
use crate::model::{Blatt, Presence, Table};
use crate::source::{FileId, Node, Span, shorten};
use crate::workspace::Layout;

/// The rows of each table, as the values that records are decoded from.
#[derive(Debug, Clone)]
pub(super) struct Rows(Vec<(Table, Option<FileId>, Vec<Node>)>);

impl Rows {
    /// Reads every table, and the sheets beside them; a table that cannot be read has no rows, and `known` says nothing of it.
    pub(super) fn read(reader: &mut Reader<'_>, layout: &Layout, known: &mut Known) -> (Self, Blaetter, Dropdowns) {
        let mut found = Search::default();
        found.search(reader, layout);
        let mut blaetter = Blaetter::default();
        // It says which sheets, and which columns of all others, are somebody's own.
        let first = Blatt::Einstellungen;
        found.renamed(reader, &[Home::Blatt(first)]);
        if let Some(grid) = sheet(reader, Home::Blatt(first), found.of(Home::Blatt(first))) {
            blaetter::own(&grid, &reader.log.alphabet().clone(), &mut reader.own);
            blaetter.add(first, reader.without_own(grid, &first.fields()), &mut reader.log);
        }
        let others: Vec<Home> = Home::all().filter(|home| *home != Home::Blatt(first)).collect();
        found.renamed(reader, &others);
        found.report(reader);
        for blatt in Blatt::ALL.iter().copied().filter(|blatt| *blatt != first) {
            if let Some(grid) = sheet(reader, Home::Blatt(blatt), found.of(Home::Blatt(blatt))) {
                blaetter.add(blatt, reader.without_own(grid, &blatt.fields()), &mut reader.log);
            }
        }
        let mut tables = Vec::new();
        for table in Table::ALL.iter().copied() {
            let own = found.of(Home::Table(table));
            // What an unreadable workbook holds may be just this table.
            let read = if own.is_empty() && found.unread { None } else { one(reader, table, own) };
            if let Some((_, rows)) = &read {
                known.add_table(table, rows);
            }
            let (home, rows) = read.unwrap_or_default();
            tables.push((table, home, rows));
        }
        (Self(tables), blaetter, found.dropdowns)
    }

    /// The rows of a table, in the order of the file.
    pub(super) fn of(&self, table: Table) -> &[Node] {
        self.0.iter().find(|(of, ..)| *of == table).map_or(&[], |(_, _, rows)| rows)
    }

    /// The file, or the sheet, that a table stands in.
    pub(super) fn home(&self, table: Table) -> Option<FileId> {
        self.0.iter().find(|(of, ..)| *of == table)?.1
    }
}

/// Reads a table from the one place where it stands.
fn one(reader: &mut Reader<'_>, table: Table, found: Vec<Found>) -> Option<(Option<FileId>, Vec<Node>)> {
    let (home, rows) = match found.as_slice() {
        [] => return missing(table, reader).map(|rows| (None, rows)),
        [Found::File { path, format: FileFormat::Json }] => {
            let file = reader.required(path, None)?;
            let root = reader.parse(file, json::parse)?;
            (file, reader.list(&root)?.to_vec())
        }
        _ => {
            let grid = sheet(reader, Home::Table(table), found)?;
            (grid.file, objects(reader.without_own(grid, &(table.record().fields)()), table, &mut reader.log)?)
        }
    };
    if rows.len() > MOST_ROWS {
        let place = rows.get(MOST_ROWS).map(|row| row.span_at(""));
        return reader.log.reject(too_many(table.name(), rows.len(), place));
    }
    Some((Some(home), rows))
}

/// The cells of a table from the one place where it stands; `None` where there is none or several.
fn sheet(reader: &mut Reader<'_>, home: Home, mut found: Vec<Found>) -> Option<Grid> {
    if found.len() > 1 {
        twice(&found, home, &mut reader.log);
        return None;
    }
    match found.pop()? {
        Found::File { path, .. } => {
            let file = reader.csv(&path)?;
            reader.grid(file, csv::parse)
        }
        Found::Sheet { grid, .. } => Some(grid),
    }
}

/// A table that is nowhere: empty where it may be, and a finding where it is expected.
fn missing(table: Table, reader: &mut Reader<'_>) -> Option<Vec<Node>> {
    let (path, name) = usual_home(table, reader);
    let log = &mut reader.log;
    let forms =
        format!("daten/{0}.json, daten/{0}.csv oder ein Blatt „{1}“ einer Arbeitsmappe", table.name(), table.title());
    if table.presence() == Presence::Required {
        let message = format!("Die Tabelle „{name}“ fehlt.");
        let mend = "Legen Sie die Tabelle an, oder prüfen Sie den Namen der Datei oder des Blattes.";
        return log.reject(Finding::of_path(Code::RB001, path, message, mend).expected(forms));
    }
    if table.presence() == Presence::Optional {
        return Some(Vec::new());
    }
    let message = format!("Die Tabelle „{name}“ fehlt; sie gilt als leer.");
    let mend = "Legen Sie die Tabelle ohne Datensätze an, wenn es keine gibt: als Datei mit dem Inhalt [] oder als Blatt \
                nur mit der Kopfzeile.";
    log.push(Finding::of_path(Code::RB019, path, message, mend));
    Some(Vec::new())
}

/// Where a table would stand, and its name there: on a sheet of the workbook, or in a file as the others are.
fn usual_home(table: Table, reader: &Reader<'_>) -> (String, &'static str) {
    let of = |wanted: FileFormat| reader.tables().iter().find(|name| format_of(name) == Some(wanted));
    match (of(FileFormat::Workbook), of(FileFormat::Json), of(FileFormat::Csv)) {
        (Some(workbook), ..) => (format!("daten/{workbook}"), table.title()),
        (None, None, Some(_)) => (format!("daten/{}.csv", table.name()), table.name()),
        _ => (format!("daten/{}.json", table.name()), table.name()),
    }
}

/// The finding for a table that stands in several places, at each but the first.
fn twice(found: &[Found], home: Home, log: &mut Log) {
    let name = |found: &Found| match found {
        Found::File { path, .. } => path.clone(),
        Found::Sheet { path, name, .. } => format!("{path}, Blatt {}", shorten(name)),
    };
    let first = found.first().map(name).unwrap_or_default();
    for other in found.iter().skip(1) {
        let message = format!("Die Tabelle „{}“ liegt mehrfach vor, auch in {first}.", home.name());
        let mend = "Behalten Sie eine der Fassungen, und verschieben Sie die andere aus dem Ordner „daten“.";
        log.push(match other {
            Found::File { path, .. } => Finding::of_path(Code::RB021, path.clone(), message, mend),
            Found::Sheet { grid, .. } => Finding::at(Code::RB021, Span::new(grid.file, 0, 0), message, mend),
        });
    }
}

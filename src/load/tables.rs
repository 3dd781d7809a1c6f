//! The tables of `daten/`, in whatever format each is kept.

use std::collections::BTreeMap;
use std::iter;

use super::blaetter::{self, Blaetter};
use super::dropdowns::Dropdowns;
use super::grid::Grid;
use super::home::{Home, is_lists};
use super::read::Reader;
use super::rows::{MOST_ROWS, objects, too_many};
use super::workbook::{self, SheetGrid};
use super::{Known, csv, json};
use crate::finding::{Code, Finding, Log, suggest};
use crate::model::{Blatt, Presence, Table};
use crate::source::{FileId, Node, Span, quoted, shorten};
use crate::workspace::Layout;

/// The formats that a table of `daten/` can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FileFormat {
    Json,
    Csv,
    Workbook,
}

/// Where a table was found.
enum Found {
    /// In a file of its own.
    File { path: String, format: FileFormat },
    /// On a sheet.
    Sheet { path: String, name: String, grid: Grid },
}

/// The rows of each table, as the values that records are decoded from.
#[derive(Debug, Clone)]
pub(super) struct Rows(Vec<(Table, Option<FileId>, Vec<Node>)>);

impl Rows {
    /// Reads every table, and the sheets beside them; a table that cannot be read has no rows, and `known` says nothing of it.
    pub(super) fn read(reader: &mut Reader<'_>, layout: &Layout, known: &mut Known) -> (Self, Blaetter, Dropdowns) {
        let mut found = Search::default();
        found.search(reader, layout);
        let mut blaetter = Blaetter::default();
        // It says which columns of all others are somebody's own.
        let first = Blatt::Einstellungen;
        for blatt in iter::once(first).chain(Blatt::ALL.iter().copied().filter(|blatt| *blatt != first)) {
            let own = found.of(Home::Blatt(blatt));
            let Some(grid) = sheet(reader, Home::Blatt(blatt), own) else { continue };
            if blatt == first {
                reader.own_columns.extend(blaetter::own_columns(&grid, reader.log.alphabet()));
            }
            blaetter.add(blatt, reader.without_own(grid), &mut reader.log);
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

/// What the files of `daten/` hold.
#[derive(Default)]
struct Search {
    found: Vec<(Home, Found)>,
    /// Whether there is a workbook that could not be read, or the folder itself could not be.
    unread: bool,
    /// The drop-downs of workbooks.
    dropdowns: Dropdowns,
}

impl Search {
    /// Takes out what was found of a table.
    fn of(&mut self, home: Home) -> Vec<Found> {
        self.found.extract_if(.., |(of, _)| *of == home).map(|(_, found)| found).collect()
    }

    /// Looks through the files; what belongs to no table is a finding.
    fn search(&mut self, reader: &mut Reader<'_>, layout: &Layout) {
        let mut strays = Vec::new();
        self.unread = layout.is_barred("daten");
        for name in &layout.daten {
            let path = format!("daten/{name}");
            let format = format_of(name);
            match (format, format.and_then(|_| Home::of(stem(name)))) {
                (Some(FileFormat::Workbook), _) => self.sheets(reader, &path),
                // In JSON, papers have files of their own.
                (Some(FileFormat::Json), Some(Home::Blatt(_))) => strays.push(name),
                (Some(format), Some(home)) => self.found.push((home, Found::File { path, format })),
                (_, _) => strays.push(name),
            }
        }
        reader.strays("daten", strays.into_iter(), stray);
        self.doubled(&mut reader.log);
    }

    /// Leaves out a workbook that holds the same tables as another, with one finding for all of them.
    fn doubled(&mut self, log: &mut Log) {
        let mut tables: BTreeMap<String, Vec<Home>> = BTreeMap::new();
        for (table, found) in &self.found {
            if let Found::Sheet { path, .. } = found {
                tables.entry(path.clone()).or_default().push(*table);
            }
        }
        // A copy has the longer name.
        let mut paths: Vec<&String> = tables.keys().collect();
        paths.sort_by_key(|path| path.len());
        let shared =
            |one: &String, other: &String| tables[one].iter().filter(|table| tables[other].contains(table)).count();
        for (i, copy) in paths.iter().enumerate() {
            let Some(first) = paths.iter().take(i).find(|first| shared(first, copy) > 1) else { continue };
            let message = format!("Die Datei enthält {} Tabellen, die auch in {first} stehen.", shared(first, copy));
            let mend = "Behalten Sie eine der beiden Dateien, und verschieben Sie die andere aus dem Ordner „daten“.";
            log.push(Finding::of_path(Code::RB021, (*copy).clone(), message, mend));
            self.found.retain(|(table, found)| {
                !matches!(found, Found::Sheet { path, .. } if path == *copy && tables[*first].contains(table))
            });
        }
    }

    /// Takes in the sheets of a workbook that are tables; a workbook without sheets was refused.
    fn sheets(&mut self, reader: &mut Reader<'_>, path: &str) {
        let sheets = reader.workbook(path, workbook::read).unwrap_or_default();
        self.unread |= sheets.is_empty();
        self.dropdowns.add(&sheets, &mut reader.log);
        for SheetGrid { name, grid, .. } in sheets {
            match Home::of(&name) {
                Some(home) => self.found.push((home, Found::Sheet { path: path.to_owned(), name, grid })),
                None if is_lists(&name) => {}
                None => reader.log.push(stray_sheet(&name, grid.file)),
            }
        }
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
            (grid.file, objects(reader.without_own(grid), table, &mut reader.log)?)
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

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn format_of(name: &str) -> Option<FileFormat> {
    match name.rsplit_once('.')?.1.to_lowercase().as_str() {
        "json" => Some(FileFormat::Json),
        "csv" => Some(FileFormat::Csv),
        "xlsx" | "ods" => Some(FileFormat::Workbook),
        _ => None,
    }
}

/// The finding for a file that is no table and would be ignored without a word.
fn stray(name: &str) -> Finding {
    let message = "Die Datei gehört zu keiner Tabelle und wird nicht gelesen.";
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let mend = match ending.as_str() {
        "xls" | "xlsm" | "xlsb" | "xltx" | "numbers" => {
            "Speichern Sie die Arbeitsmappe im Format .xlsx oder .ods.".to_owned()
        }
        "json" if Home::of(stem(name)).is_some() => {
            "Als JSON steht das in vorlage.json, bericht.json und ratsbericht.toml; als Tabelle ist es ein Blatt oder eine \
             CSV-Datei."
                .to_owned()
        }
        _ if Home::of(stem(name)).is_some() => {
            "Gelesen werden .json, .csv, .xlsx und .ods: Speichern Sie die Tabelle in einem dieser Formate.".to_owned()
        }
        _ => {
            let ending = if format_of(name).is_some() { ending } else { "json".into() };
            let names: Vec<String> = Table::ALL.iter().map(|table| format!("{}.{ending}", table.name())).collect();
            let near = suggest(name, names.iter().map(String::as_str));
            format!("{near} Sonst verschieben Sie die Datei aus dem Ordner „daten“.")
        }
    };
    Finding::of_path(Code::RB018, format!("daten/{}", shorten(name)), message, mend)
}

fn stray_sheet(name: &str, file: FileId) -> Finding {
    let message = format!("Das Blatt {} gehört zu keiner Tabelle und wird nicht gelesen.", quoted(&shorten(name)));
    let near = suggest(name, Home::titles());
    let mend = format!("{near} Sonst verschieben Sie das Blatt in eine andere Datei, oder löschen Sie es.");
    Finding::at(Code::RB022, Span::new(file, 0, 0), message, mend)
}

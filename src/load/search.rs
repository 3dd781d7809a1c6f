//! What the files and sheets of `daten/` are: by their names, and by their columns where those are nowhere.

use std::collections::{BTreeMap, BTreeSet};

use super::dropdowns::Dropdowns;
use super::grid::{Cell, Grid};
use super::heads::field_of_head;
use super::home::{Home, is_lists};
use super::read::Reader;
use super::workbook::{self, SheetGrid};
use crate::finding::{Code, Finding, Log, suggest};
use crate::model::Table;
use crate::source::{FileId, Span, quoted, shorten};
use crate::workspace::Layout;

/// How many things that are named after no table there may be before none more is looked into.
const MOST_LOOKED_INTO: usize = 20;

/// The largest file among them that is looked into, in bytes.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// The formats that a table of `daten/` can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFormat {
    Json,
    Csv,
    Workbook,
}

/// Where a table was found.
pub(super) enum Found {
    /// In a file of its own.
    File { path: String, format: FileFormat },
    /// On a sheet.
    Sheet { path: String, name: String, grid: Grid },
}

/// What is named after no table and may be one.
struct Stray {
    /// The name of the file or of the sheet.
    name: String,
    found: Found,
    /// Its heads; none where it was not looked into.
    heads: Vec<String>,
}

/// What the files of `daten/` hold.
#[derive(Default)]
pub(super) struct Search {
    found: Vec<(Home, Found)>,
    /// What is named after no table and may be one.
    strays: Vec<Stray>,
    /// The names of the other files.
    others: Vec<String>,
    /// Whether there is a workbook that could not be read, or the folder itself could not be.
    pub(super) unread: bool,
    /// The drop-downs of workbooks.
    pub(super) dropdowns: Dropdowns,
}

impl Search {
    /// Takes out what was found of a table.
    pub(super) fn of(&mut self, home: Home) -> Vec<Found> {
        self.found.extract_if(.., |(of, _)| *of == home).map(|(_, found)| found).collect()
    }

    /// Looks through the files.
    pub(super) fn search(&mut self, reader: &mut Reader<'_>, layout: &Layout) {
        self.unread = layout.is_barred("daten");
        for name in &layout.daten {
            let path = format!("daten/{name}");
            let format = format_of(name);
            match (format, format.and_then(|_| Home::of(stem(name)))) {
                (Some(FileFormat::Workbook), _) => self.sheets(reader, &path),
                // In JSON, papers have files of their own.
                (Some(format), Some(home)) if format != FileFormat::Json || matches!(home, Home::Table(_)) => {
                    self.found.push((home, Found::File { path, format }));
                }
                (Some(format), None) => {
                    // Of very many, or of large ones, nobody looks what they could be.
                    let few = self.strays.len() < MOST_LOOKED_INTO;
                    let bytes = if few { layout.read(&path, MOST_BYTES).ok() } else { None };
                    let heads = bytes.and_then(|bytes| heads_of(&bytes, format)).unwrap_or_default();
                    self.strays.push(Stray { name: name.clone(), found: Found::File { path, format }, heads });
                }
                (_, _) => self.others.push(name.clone()),
            }
        }
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
                None => {
                    let heads = grid.rows.first().into_iter().flat_map(|row| &row.cells).map(Cell::text).collect();
                    let found = Found::Sheet { path: path.to_owned(), name: name.clone(), grid };
                    self.strays.push(Stray { name, found, heads });
                }
            }
        }
    }

    /// Takes what has the columns of one of `homes` that is nowhere for it: under its own name it would be left out almost without a
    /// word, and what rests on it be 0. A sheet that is somebody's own stays one.
    pub(super) fn renamed(&mut self, reader: &mut Reader<'_>, homes: &[Home]) {
        // Where papers and configuration are files of their own, no sheet is one of theirs.
        let has_blaetter = self.found.iter().any(|(found, _)| matches!(found, Home::Blatt(_)));
        for stray in std::mem::take(&mut self.strays) {
            let may_be = |home: &Home| has_blaetter || matches!(home, Home::Table(_));
            let is_free = |home: &Home| may_be(home) && self.found.iter().all(|(found, _)| found != home);
            let home = likely(&stray.heads, homes.iter().copied().filter(is_free));
            match home.filter(|_| !stray.is_own(reader)) {
                Some(home) => {
                    reader.log.push(stray.misnamed(home));
                    self.found.push((home, stray.found));
                }
                None => self.strays.push(stray),
            }
        }
    }

    /// Reports what belongs to no table.
    pub(super) fn report(&mut self, reader: &mut Reader<'_>) {
        let mut files = std::mem::take(&mut self.others);
        for stray in std::mem::take(&mut self.strays) {
            match &stray.found {
                Found::File { .. } => files.push(stray.name),
                Found::Sheet { .. } if stray.is_own(reader) => {}
                Found::Sheet { grid, .. } => reader.log.push(stray_sheet(&stray.name, grid.file)),
            }
        }
        files.sort();
        reader.strays("daten", files.iter(), stray_file);
    }
}

impl Stray {
    /// Whether it is a sheet that the configuration declares as somebody's own.
    fn is_own(&self, reader: &Reader<'_>) -> bool {
        matches!(self.found, Found::Sheet { .. }) && reader.own.has_sheet(&self.name)
    }

    /// The finding for what has the columns of a table and another name.
    fn misnamed(&self, home: Home) -> Finding {
        let (kind, name) = match &self.found {
            Found::File { .. } => ("Die Datei", home.name()),
            Found::Sheet { .. } => ("Das Blatt", home.title()),
        };
        let message =
            format!("{kind} {} hat die Spalten von {}, heißt aber anders.", quoted(&shorten(&self.name)), quoted(name));
        let mend = match &self.found {
            Found::File { .. } => {
                format!("Nennen Sie sie {}, oder verschieben Sie sie aus dem Ordner „daten“.", quoted(name))
            }
            Found::Sheet { .. } => format!("Nennen Sie es {}. {OWN_SHEET}", quoted(name)),
        };
        match &self.found {
            Found::File { path, .. } => Finding::of_path(Code::RB061, path.clone(), message, mend),
            Found::Sheet { grid, .. } => Finding::at(Code::RB061, Span::new(grid.file, 0, 0), message, mend),
        }
    }
}

/// The first words of each column of a file of a table; `None` where it is none.
fn heads_of(bytes: &[u8], format: FileFormat) -> Option<Vec<String>> {
    if format == FileFormat::Json {
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(bytes).ok()?;
        let keys: BTreeSet<String> = rows.into_iter().flatten().map(|(key, _)| key).collect();
        return Some(keys.into_iter().collect());
    }
    let first = String::from_utf8_lossy(bytes.split(|byte| *byte == b'\n').next()?);
    let heads = first.trim_start_matches('\u{feff}').trim_end().split([';', ',', '\t']);
    Some(heads.map(|head| head.trim_matches(['"', ' ']).to_owned()).collect())
}

/// The table among these of which most are the columns: at least two, all that it must have, and nearly all there are.
fn likely(heads: &[String], homes: impl Iterator<Item = Home>) -> Option<Home> {
    let filled: Vec<&String> = heads.iter().filter(|head| !head.trim().is_empty()).collect();
    let fitting = homes.filter_map(|home| {
        let fields = home.fields();
        let found: BTreeSet<usize> = filled.iter().filter_map(|head| field_of_head(head, &fields)).collect();
        let has_all = fields.iter().enumerate().all(|(at, field)| !field.required || found.contains(&at));
        let fits = has_all && found.len() >= 2 && found.len() * 4 >= filled.len() * 3;
        fits.then_some((found.len(), home))
    });
    // Of several with as many, the first.
    fitting.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, home)| home)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

pub(super) fn format_of(name: &str) -> Option<FileFormat> {
    match name.rsplit_once('.')?.1.to_lowercase().as_str() {
        "json" => Some(FileFormat::Json),
        "csv" => Some(FileFormat::Csv),
        "xlsx" | "ods" => Some(FileFormat::Workbook),
        _ => None,
    }
}

/// The finding for a file that is no table and would be ignored without a word.
fn stray_file(name: &str) -> Finding {
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

/// What to do with a sheet that is somebody's own.
const OWN_SHEET: &str =
    "Ist es ein eigenes Blatt, nennen Sie es in ratsbericht.toml unter [tabellen] bei „eigene_blaetter“.";

/// The finding for a sheet that is no table.
fn stray_sheet(name: &str, file: FileId) -> Finding {
    let message = format!("Das Blatt {} gehört zu keiner Tabelle und wird nicht gelesen.", quoted(&shorten(name)));
    let near = suggest(name, Home::titles());
    let mend = format!("{near} {OWN_SHEET}");
    Finding::at(Code::RB022, Span::new(file, 0, 0), message, mend)
}

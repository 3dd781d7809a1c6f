//! Files of a workspace become records with their places.
//!
//! One file per format; each turns text into the same [`Node`](crate::source::Node) tree. Reading goes on after every
//! mistake, so that one run reports all of them. No rule of the domain lives here.

mod grid;
mod json;
mod known;
mod papers;
mod read;
mod toml;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::finding::{Code, Finding, Log, nearest, suggest};
use crate::model::{Bestand, Decode, Located, Stammdaten, Text};
use crate::source::{Alphabet, Data, FileId, Node, SourceFile, Sources};
use crate::workspace::{Layout, Table};

pub use known::{Known, Liste};
use read::Reader;

/// A workspace as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// Every file that was read.
    pub sources: Sources,
    /// The valid records; `None` where the configuration is not valid, since everything refers to it.
    pub bestand: Option<Bestand>,
    /// Which Kennungen exist, valid record or not, so that one mistake does not cause others.
    pub known: Known,
    /// Every text, also of papers whose record is not valid.
    pub texts: Vec<Text>,
    /// The Vorlage-Nr of each paper that states one, with the paper's name.
    pub nummern: Vec<(String, String)>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Names of all papers in the workspace, the faulty ones included.
    pub papers: Vec<String>,
    /// The rows of each table.
    rows: Rows,
}

impl Loaded {
    /// The rows of a table as they were read, the faulty ones included; none where its file is missing or unreadable.
    pub fn rows(&self, table: Table) -> &[Node] {
        self.rows.get(&table).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The value in a JSON text that lies in no workspace; `None` where it is not well-formed.
pub fn json_text(text: &str) -> Option<Node> {
    parse_text(text, json::parse)
}

/// The value in a TOML text that lies in no workspace; `None` where it is not well-formed.
pub fn toml_text(text: &str) -> Option<Node> {
    parse_text(text, toml::parse)
}

fn parse_text(text: &str, parse: fn(FileId, &str, &mut Log) -> Option<Node>) -> Option<Node> {
    let file = Sources::default().add(SourceFile::new("", Vec::new(), String::new(), None));
    parse(file, text, &mut Log::new(Alphabet::all()))
}

/// Reads a workspace; texts may hold the characters of `alphabet`.
///
/// # Errors
/// Only when the workspace itself cannot be listed; everything else is a finding.
pub fn workspace(root: &Path, alphabet: Alphabet) -> io::Result<Loaded> {
    let layout = Layout::scan(root)?;
    let mut reader = Reader::new(&layout, Log::new(alphabet));
    let mut known = Known::default();
    let stammdaten = config(&mut reader, &mut known);
    report_strays(&layout, &mut reader.log);
    report_stray_folders(&layout, &mut reader.log);
    let mut rows = Rows::new();
    let tables = Tables::read(&mut reader, &layout, &mut known, &mut rows);
    let (mut texts, mut nummern) = (Vec::new(), Vec::new());
    let vorlagen = papers::vorlagen(&mut reader, &layout, &mut texts, &mut nummern);
    let berichte = papers::berichte(&mut reader, &layout, &mut texts);
    let papers = layout.vorlagen.iter().chain(&layout.berichte).map(|f| f.name.clone()).collect();
    let bestand = stammdaten.map(|stammdaten| Bestand {
        stammdaten,
        projekte: tables.projekte,
        fortschritt: tables.fortschritt,
        pausen: tables.pausen,
        foerdergeber: tables.foerdergeber,
        programme: tables.programme,
        bewilligungen: tables.bewilligungen,
        vorlagen,
        berichte,
    });
    let (sources, findings) = reader.finish();
    Ok(Loaded { sources, bestand, known, texts, nummern, findings, papers, rows })
}

/// Reads `ratsbericht.toml`.
fn config(reader: &mut Reader<'_>, known: &mut Known) -> Option<Located<Stammdaten>> {
    let file = reader.required(Layout::CONFIG, None)?;
    let node = reader.parse(file, toml::parse)?;
    known.add_config(&node);
    let record = Stammdaten::decode(&node, &mut reader.log)?;
    Some(Located::new(record, node))
}

/// Reports files in `daten/` that are no table, which would be ignored without a word.
fn report_strays(layout: &Layout, log: &mut Log) {
    for name in &layout.daten {
        if !Table::ALL.iter().any(|t| *name == format!("{}.json", t.name())) {
            let message = "Die Datei gehört zu keiner Tabelle und wird nicht gelesen.";
            let path = format!("daten/{}", crate::source::shorten(name));
            log.push(Finding::of_path(Code::RB018, path, message, stray_mend(name)));
        }
    }
}

/// Reports folders whose names are nearly those of a workspace's folders: what is in them would not be read.
fn report_stray_folders(layout: &Layout, log: &mut Log) {
    for name in layout.folders.iter().filter(|name| !Layout::FOLDERS.contains(&name.as_str())) {
        if let Some(near) = nearest(name, Layout::FOLDERS) {
            let message = "Der Ordner wird nicht gelesen.";
            let mend = format!("Meinten Sie „{near}“? Dann benennen Sie ihn um.");
            log.push(Finding::of_path(Code::RB018, crate::source::shorten(name), message, mend));
        }
    }
}

/// What to do with a file in `daten/` that is no table.
fn stray_mend(name: &str) -> String {
    let tables: Vec<String> = Table::ALL.iter().map(|t| format!("{}.json", t.name())).collect();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if Table::ALL.iter().any(|t| t.name() == stem) {
        return "Gelesen werden nur Tabellen im Format JSON: Speichern Sie die Daten als .json.".into();
    }
    let near = suggest(name, tables.iter().map(String::as_str));
    format!("{near} Sonst verschieben Sie die Datei aus dem Ordner „daten“.")
}

/// The rows of each table as they were read.
type Rows = BTreeMap<Table, Vec<Node>>;

/// The records of all tables.
struct Tables {
    projekte: Vec<Located<crate::model::Projekt>>,
    fortschritt: Vec<Located<crate::model::Fortschritt>>,
    pausen: Vec<Located<crate::model::Pause>>,
    foerdergeber: Vec<Located<crate::model::Foerdergeber>>,
    programme: Vec<Located<crate::model::Programm>>,
    bewilligungen: Vec<Located<crate::model::Bewilligung>>,
}

impl Tables {
    fn read(reader: &mut Reader<'_>, layout: &Layout, known: &mut Known, rows: &mut Rows) -> Self {
        Self {
            projekte: table(reader, layout, known, Table::Projekte, rows),
            fortschritt: table(reader, layout, known, Table::Fortschritt, rows),
            pausen: table(reader, layout, known, Table::Pausen, rows),
            foerdergeber: table(reader, layout, known, Table::Foerdergeber, rows),
            programme: table(reader, layout, known, Table::Programme, rows),
            bewilligungen: table(reader, layout, known, Table::Bewilligungen, rows),
        }
    }
}

/// Reads one table; records that are not valid are left out.
fn table<T: Decode>(
    reader: &mut Reader<'_>,
    layout: &Layout,
    known: &mut Known,
    table: Table,
    all_rows: &mut Rows,
) -> Vec<Located<T>> {
    let name = format!("{}.json", table.name());
    let path = format!("daten/{name}");
    if !layout.daten.contains(&name) && !table.is_required() {
        let message = format!("Die Tabelle „{}“ fehlt; sie gilt als leer.", table.name());
        let mend = "Legen Sie die Datei mit dem Inhalt [] an, wenn es keine Einträge gibt.";
        reader.log.push(Finding::of_path(Code::RB019, path, message, mend));
        known.add_table(table, &[]);
        return Vec::new();
    }
    let Some(root) = reader.required(&path, None).and_then(|file| reader.parse(file, json::parse)) else {
        return Vec::new();
    };
    let Some(rows) = reader.list(&root) else { return Vec::new() };
    known.add_table(table, rows);
    let records = rows.iter().filter_map(|row| located(row, &mut reader.log)).collect();
    if let Data::List(rows) = root.data {
        all_rows.insert(table, rows);
    }
    records
}

/// Decodes a value and keeps it beside the record.
fn located<T: Decode>(node: &Node, log: &mut Log) -> Option<Located<T>> {
    T::decode(node, log).map(|record| Located::new(record, node.clone()))
}

//! Files of a workspace become records with their places.
//!
//! One file per format; each turns text into the same [`Node`](crate::source::Node) tree. Reading goes on after every
//! mistake, so that one run reports all of them. No rule of the domain lives here.

mod abschluesse;
mod annex_pdf;
mod blaetter;
mod cell;
mod circular;
mod csv;
mod digits;
mod dropdowns;
mod edition;
mod fault;
mod gestaltung;
mod grid;
mod heads;
mod home;
mod json;
mod known;
mod logo;
mod measure;
mod own;
mod papers;
mod read;
mod residue;
mod rows;
mod search;
mod shares;
mod strays;
mod tables;
mod toml;
mod word;
mod wording;
mod workbook;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use crate::finding::{Code, Finding, Log, nearest};
use crate::model::{
    Beigabe, Bestand, Blatt, Decode, Edition, Located, NameList, Part, Stammdaten, Table, Tables, Text,
    series_and_period,
};
use crate::source::disk::Held;
use crate::source::{Alphabet, FileId, Node, SourceFile, Sources, digest, quoted, shorten};
use crate::workspace::{Layout, find};

pub use abschluesse::{checksum, is_readable};
use blaetter::Blaetter;
pub(crate) use blaetter::{Gathered, RowsOf, gather};
pub use circular::Reply;
pub(crate) use csv::{MASK, is_like_formula, start as csv_start};
pub use gestaltung::as_logo;
pub(crate) use heads::{field_of_head, plain};
pub(crate) use home::{Home, is_lists};
pub use known::Known;
use papers::PapersRead;
use read::{LARGEST, Reader};
pub(crate) use residue::residue;
use tables::Rows;
pub(crate) use workbook::{SheetParts, cell_position, sheet_parts, sheet_texts};
pub use workbook::{WordText, is_office_file, word_text};

/// How many folders with names that are nearly right are reported; nobody makes more by mistake.
const MOST_STRAY_FOLDERS: usize = 20;

/// The content of an annex that was looked at when its workspace was read; `None` where it is another since.
pub fn annex(root: &Path, path: &str, sha256: &str) -> Option<Vec<u8>> {
    // On disk, letters of its name may be spelt in another way.
    let found = find(&root.join(path));
    let content = Held::open(root).ok()?.read(found.strip_prefix(root).ok()?, LARGEST).ok()?;
    (digest(&content) == sha256).then_some(content)
}

/// What a paper says of itself: the value of its file, or that of its row with those that belong to it.
#[derive(Debug, Clone)]
pub struct PaperTree {
    /// The sheet of such papers.
    pub blatt: Blatt,
    /// The paper's name.
    pub name: String,
    /// The value.
    pub node: Node,
    /// The path of its file; `None` where it is a row.
    pub file: Option<String>,
}

/// A workspace as it was read.
#[derive(Debug)]
pub struct Loaded {
    /// Every file that was read.
    pub sources: Sources,
    /// The rows of each table.
    rows: Rows,
    /// The sheets of papers and configuration that there are, each with its file.
    sheets: BTreeMap<Blatt, FileId>,
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
    /// What each paper says of itself, as it was read, the faulty ones included.
    pub trees: Vec<PaperTree>,
    /// The fonts of `gestaltung/schriften`, which nobody has opened yet.
    pub schriften: Vec<Beigabe>,
    /// The templates of `druckvorlagen`, known or not.
    pub druckvorlagen: Vec<Beigabe>,
    /// Which edition of the papers it is.
    pub edition: Edition,
    /// The files that hold what this edition leaves out, by path; none of the whole edition.
    withheld: BTreeSet<String>,
}

impl Loaded {
    /// The hash that the file at a path below the workspace had when it was read; `None` where it was not.
    pub fn read_hash(&self, path: &str) -> Option<String> {
        self.sources.files().find(|file| file.path == path).map(|file| file.seal().1.to_owned())
    }

    /// The rows of a table as they were read, the faulty ones included; none where it is missing or unreadable.
    pub fn rows(&self, table: Table) -> &[Node] {
        self.rows.of(table)
    }

    /// The file that a table is kept in, or its sheet; `None` where it is missing or unreadable.
    pub fn home(&self, table: Table) -> Option<FileId> {
        self.rows.home(table)
    }

    /// The file that a sheet of papers or configuration is kept in, or its sheet in a workbook; `None` where there is none.
    pub fn sheet(&self, blatt: Blatt) -> Option<FileId> {
        self.sheets.get(&blatt).copied()
    }

    /// Whether the workspace has a folder for a paper of this name, whichever part it is: its own, or that of a series.
    pub fn has_paper(&self, name: &str) -> bool {
        let name = Part::base_of(name);
        let own = self.papers.iter().any(|folder| folder == name);
        own || series_and_period(name).any(|(folder, _)| self.is_series(folder))
    }

    /// Whether a folder is that of a series of reports.
    pub fn is_series(&self, ordner: &str) -> bool {
        let mut berichte = self.bestand.iter().flat_map(|bestand| &bestand.berichte);
        berichte.any(|bericht| bericht.name == ordner && bericht.bericht.turnus.is_some())
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
    Ok(layout(&Layout::scan(root)?, alphabet))
}

/// Reads the files of a layout.
pub fn layout(layout: &Layout, alphabet: Alphabet) -> Loaded {
    let mut reader = Reader::new(layout, Log::new(alphabet));
    let mut known = Known::default();
    let config = config_file(&mut reader);
    report_stray_folders(layout, &mut reader.log);
    report_barred_folders(layout, &mut reader.log);
    let (rows, blaetter, dropdowns) = Rows::read(&mut reader, layout, &mut known);
    let stammdaten = config.and_then(|config| stammdaten(&mut reader, config, &blaetter, &mut known));
    let log = &mut reader.log;
    dropdowns.judge(&known, log);
    let mut tables = Tables::decode(|table| rows.of(table), log);
    tables.partial.extend(Table::ALL.iter().filter(|table| known.of(NameList::Table(**table)).is_none()));
    let mut read = PapersRead::default();
    let vorlagen = papers::vorlagen(&mut reader, (layout, &blaetter), stammdaten.as_ref(), &mut read);
    let berichte = papers::berichte(&mut reader, (layout, &blaetter), &mut read);
    let koerperschaft = stammdaten.as_ref().map(|stammdaten| stammdaten.koerperschaft.name.as_str());
    let koerperschaft = koerperschaft.filter(|name| !name.is_empty());
    let abschluesse = abschluesse::read(&mut reader, layout, koerperschaft);
    let schriften = gestaltung::schriften(&mut reader, layout);
    let druckvorlagen = gestaltung::druckvorlagen(&mut reader, layout);
    let ausstattung = stammdaten.as_ref().map(|stammdaten| gestaltung::ausstattung(&mut reader, layout, stammdaten));
    let bestand = stammdaten.map(|stammdaten| Bestand {
        stammdaten,
        ausstattung: ausstattung.unwrap_or_default(),
        tables,
        vorlagen,
        berichte,
        abschluesse,
        // Whether they can be used is known once they were tried.
        saetze: None,
    });
    let (sources, mut findings) = reader.finish();
    if !layout.exists(Layout::CONFIG) {
        // It is no workspace, and nobody expects tables there.
        findings.retain(|finding| !is_missing_table(finding));
    }
    let PapersRead { texts, nummern, papers, trees } = read;
    let (edition, withheld) = Default::default();
    Loaded {
        sources,
        rows,
        sheets: blaetter.homes(),
        bestand,
        known,
        texts,
        nummern,
        findings,
        papers,
        trees,
        schriften,
        druckvorlagen,
        edition,
        withheld,
    }
}

/// Reads `ratsbericht.toml`.
fn config_file(reader: &mut Reader<'_>) -> Option<Node> {
    let file = reader.required(Layout::CONFIG, None)?;
    let node = reader.parse(file, toml::parse)?;
    reader.own = own::Own::of(&node);
    Some(node)
}

/// The configuration: what the file says, and the sheets.
fn stammdaten(
    reader: &mut Reader<'_>,
    mut node: Node,
    blaetter: &Blaetter,
    known: &mut Known,
) -> Option<Located<Stammdaten>> {
    let (sources, log) = reader.split();
    blaetter.complete(&mut node, sources, log);
    known.add_config(&node);
    let record = Stammdaten::decode(&node, &mut reader.log)?;
    Some(Located::new(record, node))
}

/// What to do where there is no workspace of a name: the one that is called alike, or that in which it was looked for.
pub fn near(missing: &Path) -> Option<String> {
    let name = missing.file_name()?.to_str()?;
    let parent = missing.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let parent = Held::open(parent).ok()?;
    let beside = parent.list(Path::new("")).unwrap_or_default();
    let mut beside: Vec<String> = beside.into_iter().filter_map(|(name, _)| name.into_string().ok()).collect();
    beside.retain(|name| parent.exists(&Path::new(name).join(Layout::CONFIG)));
    beside.sort();
    match nearest(name, beside.iter().map(String::as_str)) {
        Some(near) => Some(format!("Meinten Sie {}?", quoted(near))),
        None if parent.exists(Path::new(Layout::CONFIG)) => {
            Some("Der Ordner, in dem danach gesucht wurde, ist selbst ein Arbeitsordner: Nennen Sie ihn.".into())
        }
        None => None,
    }
}

/// Whether a finding says that a table is nowhere.
fn is_missing_table(finding: &Finding) -> bool {
    let is_of_tables = finding.path.as_ref().is_some_and(|path| path.starts_with("daten"));
    is_of_tables && matches!(finding.code, Code::RB001 | Code::RB019)
}

/// Reports folders whose names are nearly those of a workspace's folders: what is in them would not be read.
fn report_stray_folders(layout: &Layout, log: &mut Log) {
    let near = |name: &String| nearest(name, Layout::FOLDERS);
    let strays = layout.folders.iter().filter(|name| !Layout::FOLDERS.contains(&name.as_str()));
    for (name, near) in strays.filter_map(|name| Some((name, near(name)?))).take(MOST_STRAY_FOLDERS) {
        let message = "Der Ordner wird nicht gelesen.";
        let mend = format!("Meinten Sie „{near}“? Dann benennen Sie ihn um.");
        log.push(Finding::of_path(Code::RB018, shorten(name), message, mend));
    }
}

/// Reports folders that cannot be listed.
fn report_barred_folders(layout: &Layout, log: &mut Log) {
    for (folder, why) in &layout.barred {
        let mend = why.mend().unwrap_or("Prüfen Sie die Zugriffsrechte des Ordners.");
        let mut finding = Finding::of_path(Code::RB001, shorten(folder), why.to_string(), mend);
        let in_papers = folder.strip_prefix("vorlagen/").or_else(|| folder.strip_prefix("berichte/"));
        finding.paper = in_papers.map(str::to_owned);
        log.push(finding);
    }
}

/// Decodes a value and keeps it beside the record.
fn located<T: Decode>(node: &Node, log: &mut Log) -> Option<Located<T>> {
    T::decode(node, log).map(|record| Located::new(record, node.clone()))
}

//! Reads files and remembers them as sources.

use std::collections::BTreeSet;

use super::grid::{Cell, Grid, Value};
use super::heads::field_of_head;
use super::own::Own;
use super::word;
use crate::finding::{Code, Finding, Log};
use crate::model::Field;
use crate::source::disk::Unread;
use crate::source::{Data, FileId, Node, SourceFile, Sources, Span, digest, quoted, shorten};
use crate::workspace::Layout;

/// The largest file that is read, in bytes: a table of five hundred thousand records has half of it.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// The most values that a file may hold; the tables of a municipality hold a tenth of it.
const MOST_VALUES: usize = 1_000_000;

/// The most bytes of all files together that are kept in memory; the largest workspace has a fifth of it.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The most bytes of all attachments together, each counted once: so many are read in some seconds.
const MOST_ATTACHED: u64 = 4 * 1024 * 1024 * 1024;

/// How many files of a folder that are not read are named one by one.
const MOST_STRAYS: usize = 20;

/// How many workspaces are named to whoever is in the folder above them.
const MOST_NEAR: usize = 5;

/// Why a file is not there as it should be, and what to do where that alone says it.
pub(super) type Problem = (String, Option<&'static str>);

/// What looks at the content of an attachment.
pub(super) type Look<T> = fn(&[u8]) -> Option<T>;

/// Reads the files of one workspace.
pub(super) struct Reader<'a> {
    layout: &'a Layout,
    sources: Sources,
    /// How many bytes are kept.
    kept: u64,
    /// How many bytes the attachments have, and which were read.
    attached: (u64, BTreeSet<String>),
    /// What tables and workbooks hold that is somebody's own and is not read.
    pub(super) own: Own,
    /// Where findings go.
    pub(super) log: Log,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layout: &'a Layout, log: Log) -> Self {
        Self::with_sources(layout, Sources::default(), log)
    }

    /// A reader whose files come behind others that were read before.
    pub(super) fn with_sources(layout: &'a Layout, sources: Sources, log: Log) -> Self {
        Self { layout, sources, kept: 0, attached: (0, BTreeSet::new()), own: Own::default(), log }
    }

    /// What was read, and what is wrong with it.
    pub(super) fn finish(self) -> (Sources, Vec<Finding>) {
        (self.sources, self.log.into_findings())
    }

    /// What was read so far, and where findings go.
    pub(super) fn split(&mut self) -> (&Sources, &mut Log) {
        (&self.sources, &mut self.log)
    }

    /// Says to which paper rows of sheets belong.
    pub(super) fn assign(&mut self, rows: impl IntoIterator<Item = (Span, String)>) {
        self.sources.own(rows);
    }

    /// Reads a file that must be there.
    pub(super) fn required(&mut self, path: &str, paper: Option<&str>) -> Option<FileId> {
        match self.bytes(path, LARGEST) {
            Ok(bytes) => self.text_file(path, paper, bytes),
            Err((problem, mend)) => {
                let usual = match paper {
                    Some(_) => {
                        "Legen Sie die Datei an, prüfen Sie ihren Namen, oder löschen Sie den Ordner des Papiers."
                    }
                    None => "Legen Sie die Datei an, oder prüfen Sie ihren Namen und die Zugriffsrechte.",
                };
                let usual = if path == Layout::CONFIG { self.no_workspace() } else { usual.to_owned() };
                let mut finding = Finding::of_path(Code::RB001, path, problem, mend.map_or(usual, str::to_owned));
                finding.paper = paper.map(str::to_owned);
                self.log.reject(finding)
            }
        }
    }

    /// What to do where a folder is no workspace: the one in which it lies, or those that lie in it.
    fn no_workspace(&self) -> String {
        let is_workspace = |folder: &&String| self.layout.exists(&format!("{folder}/{}", Layout::CONFIG));
        let within = self.layout.folders.iter().filter(is_workspace).take(MOST_NEAR).map(|folder| quoted(folder));
        let within: Vec<String> = within.collect();
        let near = match (self.layout.workspace_above(), within.as_slice()) {
            (Some(name), _) => format!(" Meinten Sie den Arbeitsordner {}, in dem dieser Ordner liegt?", quoted(&name)),
            (None, []) => String::new(),
            (None, [one]) => format!(" Meinten Sie den Ordner {one} darin?"),
            (None, several) => format!(" Meinten Sie einen der Ordner {} darin?", several.join(", ")),
        };
        format!(
            "Diese Datei macht einen Ordner zum Arbeitsordner: Nennen Sie den richtigen Ordner, oder legen Sie mit \
             „ratsbericht init“ einen neuen an.{near}"
        )
    }

    /// Reads a file that may be missing.
    pub(super) fn optional(&mut self, path: &str, paper: Option<&str>) -> Option<FileId> {
        if self.exists(path) { self.required(path, paper) } else { None }
    }

    /// Names of the files that tables are kept in.
    pub(super) fn tables(&self) -> &[String] {
        &self.layout.daten
    }

    /// Whether something has this path below the workspace.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.layout.exists(path)
    }

    /// Reads a CSV file that was found in its folder: UTF-8, or else Windows-1252, which is said.
    pub(super) fn csv(&mut self, path: &str) -> Option<FileId> {
        let bytes = self.bytes_or_finding(path)?;
        if std::str::from_utf8(&bytes).is_ok() || has_utf16_mark(&bytes) {
            return self.text_file(path, None, bytes);
        }
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&bytes);
        let text = text.into_owned();
        let file = self.sources.add(SourceFile::new(path, bytes, text, None));
        let message = "Die Datei ist in Windows-1252 gespeichert und wird so gelesen.";
        let mend = "Prüfen Sie die Umlaute, oder speichern Sie die Datei als „CSV UTF-8“.";
        self.log.push(Finding::at(Code::RB020, Span::new(file, 0, 0), message, mend));
        Some(file)
    }

    /// Reads a workbook that was found in its folder.
    pub(super) fn workbook<T>(
        &mut self,
        path: &str,
        read: fn(&str, &[u8], &mut Sources, &mut Log) -> Vec<T>,
    ) -> Option<Vec<T>> {
        let bytes = self.bytes_or_finding(path)?;
        let sheets = read(path, &bytes, &mut self.sources, &mut self.log);
        self.sources.add(SourceFile::new(path, bytes, String::new(), None));
        Some(sheets)
    }

    /// Reads a Word file that was found in the folder of a paper; what it says that the paper cannot show is a finding.
    pub(super) fn word(&mut self, path: &str, paper: &str) -> Option<FileId> {
        let bytes = match self.bytes(path, LARGEST) {
            Ok(bytes) => bytes,
            Err((problem, mend)) => {
                let mend = mend.unwrap_or("Prüfen Sie die Zugriffsrechte und die Größe der Datei.");
                return self.log.reject(Finding::of_path(Code::RB001, path, problem, mend).concerning(paper));
            }
        };
        let source = match word::read(&bytes) {
            Ok(source) => source,
            Err(refusal) => {
                let finding = word::refused(&refusal, path);
                self.sources.add(SourceFile::new(path, bytes, String::new(), Some(paper.to_owned())));
                return self.log.reject(finding.concerning(paper));
            }
        };
        for oddity in &source.around {
            let finding = Finding::of_path(oddity.code(), path, oddity.message(), oddity.mend());
            self.log.push(finding.concerning(paper));
        }
        let file = self.sources.add(SourceFile::of_word(path, bytes, (source.text, source.paragraphs), paper));
        for (start, end, oddity) in &source.odd {
            self.log.push(Finding::at(oddity.code(), Span::new(file, *start, *end), oddity.message(), oddity.mend()));
        }
        Some(file)
    }

    /// Takes an attachment in, whose content is not kept; what `look` says of it is returned. One that is listed again is not read again.
    ///
    /// # Errors
    /// Says in German why it cannot be read.
    pub(super) fn attach<T>(&mut self, path: &str, paper: &str, look: Option<Look<T>>) -> Result<Option<T>, Problem> {
        let (sum, known) = &mut self.attached;
        if known.contains(path) {
            return Ok(None);
        }
        let (seal, found) = match look {
            None => (self.layout.digest(path, LARGEST).map_err(|why| problem(&why))?, None),
            Some(look) => {
                let bytes = self.layout.read(path, LARGEST).map_err(|why| problem(&why))?;
                ((bytes.len() as u64, digest(&bytes)), look(&bytes))
            }
        };
        *sum += seal.0;
        if *sum > MOST_ATTACHED {
            return Err(too_many_bytes("Die Anlagen aller Vorlagen", MOST_ATTACHED));
        }
        known.insert(path.to_owned());
        self.sources.add(SourceFile::sealed(path, seal, Some(paper.to_owned())));
        Ok(found)
    }

    /// Reads a file that all papers share and that need not be text.
    ///
    /// # Errors
    /// Says in German why it cannot be read.
    pub(super) fn shared(&mut self, path: &str, largest: u64) -> Result<FileId, Problem> {
        let bytes = self.bytes(path, largest)?;
        let text = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
        Ok(self.sources.add(SourceFile::new(path, bytes, text, None)))
    }

    /// Reports the files of a folder that are not read, each by its name; where there are very many, by their number.
    pub(super) fn strays<'n>(
        &mut self,
        folder: &str,
        names: impl Iterator<Item = &'n String> + Clone,
        finding: impl Fn(&str) -> Finding,
    ) {
        let count = names.clone().count();
        if count <= MOST_STRAYS {
            return names.for_each(|name| self.log.push(finding(name)));
        }
        let first: Vec<String> = names.take(3).map(|name| format!("„{}“", shorten(name))).collect();
        let message = format!("{count} Dateien in diesem Ordner werden nicht gelesen, darunter {}.", first.join(", "));
        let mend = "Verschieben Sie sie an einen anderen Ort; im Arbeitsordner liegen nur Eingaben.";
        self.log.push(Finding::of_path(Code::RB018, folder, message, mend));
    }

    /// The content of a file that was read.
    pub(super) fn content(&self, file: FileId) -> &[u8] {
        self.sources.file(file).content()
    }

    /// Whether a file that was read is one of Word.
    pub(super) fn is_word(&self, file: FileId) -> bool {
        self.sources.file(file).paragraphs.is_some()
    }

    /// The text of a file that was read.
    pub(super) fn text(&self, file: FileId) -> &str {
        &self.sources.file(file).text
    }

    /// Parses a file that was read; one with more values than any table has is a finding.
    pub(super) fn parse(&mut self, file: FileId, parse: fn(FileId, &str, &mut Log) -> Option<Node>) -> Option<Node> {
        let text = &self.sources.file(file).text;
        if text.bytes().filter(|byte| b",:=[{".contains(byte)).nth(MOST_VALUES).is_some() {
            let message = format!("Die Datei enthält mehr als {MOST_VALUES} Werte.");
            let mend = "Prüfen Sie, ob es die richtige Datei ist; teilen oder kürzen Sie sie sonst.";
            return self.log.reject(Finding::at(Code::RB028, Span::new(file, 0, 0), message, mend));
        }
        parse(file, text, &mut self.log)
    }

    /// Splits a CSV file that was read into cells.
    pub(super) fn grid(&mut self, file: FileId, parse: fn(FileId, &str, &mut Log) -> Option<Grid>) -> Option<Grid> {
        parse(file, &self.sources.file(file).text, &mut self.log)
    }

    /// A table without the columns that are somebody's own: what is one beside other tables can be the name of a field in this.
    pub(super) fn without_own(&self, mut grid: Grid, fields: &[Field]) -> Grid {
        let head = grid.rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
        let is_own = |cell: &Cell| {
            let head = cell.text();
            self.own.has_column(&head) && field_of_head(&head, fields).is_none()
        };
        let is_own: Vec<bool> = head.iter().map(is_own).collect();
        if is_own.contains(&true) {
            let cells = grid.rows.iter_mut().flat_map(|row| row.cells.iter_mut().zip(&is_own));
            cells.filter(|(_, is_own)| **is_own).for_each(|(cell, _)| cell.value = Value::Empty);
        }
        grid
    }

    /// The rows of a table; a file that holds no list is a finding.
    pub(super) fn list<'n>(&mut self, node: &'n Node) -> Option<&'n [Node]> {
        match &node.data {
            Data::List(rows) => Some(rows),
            _ => {
                let mend = "Schreiben Sie die Datensätze als Liste [ { … }, { … } ].";
                let finding = Finding::at(Code::RB007, node.span_at(""), "Die Tabelle ist keine Liste.", mend);
                self.log.reject(finding.found(node.describe()))
            }
        }
    }

    fn bytes_or_finding(&mut self, path: &str) -> Option<Vec<u8>> {
        match self.bytes(path, LARGEST) {
            Ok(bytes) => Some(bytes),
            Err((problem, mend)) => {
                let mend = mend.unwrap_or("Prüfen Sie die Zugriffsrechte und die Größe der Datei.");
                self.log.reject(Finding::of_path(Code::RB001, path, problem, mend))
            }
        }
    }

    fn bytes(&mut self, path: &str, largest: u64) -> Result<Vec<u8>, Problem> {
        let bytes = self.layout.read(path, largest).map_err(|why| problem(&why))?;
        self.kept += bytes.len() as u64;
        if self.kept > MOST_BYTES {
            Err(too_many_bytes("Die Dateien des Arbeitsordners", MOST_BYTES))
        } else {
            Ok(bytes)
        }
    }

    fn text_file(&mut self, path: &str, paper: Option<&str>, bytes: Vec<u8>) -> Option<FileId> {
        let decoded = std::str::from_utf8(&bytes);
        let text = decoded.map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
        let line = decoded.err().map(|e| bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1);
        let paper = paper.map(str::to_owned);
        let file = self.sources.add(SourceFile::new(path, bytes, text.unwrap_or_default(), paper.clone()));
        let Some(line) = line else { return Some(file) };
        let message = format!("Die Datei ist nicht in UTF-8 gespeichert (zuerst in Zeile {line}).");
        let mend = "Wählen Sie im Editor „Speichern unter“ und die Kodierung UTF-8.";
        let mut finding = Finding::of_path(Code::RB002, path, message, mend);
        finding.paper = paper;
        self.log.reject(finding)
    }
}

/// Whether a file begins as texts in UTF-16 do, which some programs call "Unicode-Text".
fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

/// Why a file could not be read, in German.
pub(super) fn problem(why: &Unread) -> Problem {
    (why.to_string(), why.mend())
}

fn too_many_bytes(what: &str, most: u64) -> Problem {
    let message = format!("{what} sind zusammen größer als {} MiB; diese wird nicht mehr gelesen.", most >> 20);
    (message, Some("Verkleinern Sie die größten Dateien, oder nehmen Sie heraus, was keine Eingabe ist."))
}

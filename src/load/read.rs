//! Reads files and remembers them as sources.

use std::io::ErrorKind;

use super::grid::Grid;
use crate::finding::{Code, Finding, Log};
use crate::source::{Data, FileId, Node, SourceFile, Sources, Span};
use crate::workspace::Layout;

/// The largest file that is read, in bytes: a table of five hundred thousand records has half of it.
pub(super) const LARGEST: u64 = 64 * 1024 * 1024;

/// The most values that a file may hold; the tables of a municipality hold a tenth of it.
const MOST_VALUES: usize = 1_000_000;

/// Reads the files of one workspace.
pub(super) struct Reader<'a> {
    layout: &'a Layout,
    sources: Sources,
    /// Where findings go.
    pub(super) log: Log,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layout: &'a Layout, log: Log) -> Self {
        Self { layout, sources: Sources::default(), log }
    }

    /// What was read, and what is wrong with it.
    pub(super) fn finish(self) -> (Sources, Vec<Finding>) {
        (self.sources, self.log.into_findings())
    }

    /// Reads a file that must be there.
    pub(super) fn required(&mut self, path: &str, paper: Option<&str>) -> Option<FileId> {
        match self.bytes(path) {
            Ok(bytes) => self.text_file(path, paper, bytes),
            Err(problem) => {
                let mend = match paper {
                    Some(_) => {
                        "Legen Sie die Datei an, prüfen Sie ihren Namen, oder löschen Sie den Ordner des Papiers."
                    }
                    None if path == Layout::CONFIG => {
                        "Diese Datei macht einen Ordner zum Arbeitsordner: Legen Sie sie an, oder nennen Sie den richtigen Ordner."
                    }
                    None => "Legen Sie die Datei an, oder prüfen Sie ihren Namen und die Zugriffsrechte.",
                };
                let mut finding = Finding::of_path(Code::RB001, path, problem, mend);
                finding.paper = paper.map(str::to_owned);
                self.log.reject(finding)
            }
        }
    }

    /// Reads a file that may be missing.
    pub(super) fn optional(&mut self, path: &str, paper: Option<&str>) -> Option<FileId> {
        let missing = !self.layout.exists(path);
        if missing { None } else { self.required(path, paper) }
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

    /// Takes an attachment in, whose content nobody looks at; `false` where it is not there.
    pub(super) fn attach(&mut self, path: &str, paper: &str) -> bool {
        let Ok(bytes) = self.bytes(path) else { return false };
        self.sources.add(SourceFile::new(path, bytes, String::new(), Some(paper.to_owned())));
        true
    }

    /// Reads a file that all papers share and that need not be text.
    ///
    /// # Errors
    /// Says in German why it cannot be read.
    pub(super) fn shared(&mut self, path: &str, largest: u64) -> Result<FileId, String> {
        let size = self.layout.size(path).map_err(|e| describe(&e))?;
        if size > largest {
            return Err(format!("Die Datei ist mit {size} Bytes zu groß; gelesen werden höchstens {largest}."));
        }
        let bytes = self.bytes(path)?;
        let text = std::str::from_utf8(&bytes).unwrap_or_default().to_owned();
        Ok(self.sources.add(SourceFile::new(path, bytes, text, None)))
    }

    /// The names of the files in a folder, sorted; none where it cannot be listed.
    pub(super) fn files(&self, folder: &str) -> Vec<String> {
        self.layout.files(folder)
    }

    /// The content of a file that was read.
    pub(super) fn content(&self, file: FileId) -> &[u8] {
        &self.sources.file(file).bytes
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
        match self.bytes(path) {
            Ok(bytes) => Some(bytes),
            Err(problem) => {
                let mend = "Prüfen Sie die Zugriffsrechte und die Größe der Datei.";
                self.log.reject(Finding::of_path(Code::RB001, path, problem, mend))
            }
        }
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, String> {
        let size = self.layout.size(path).map_err(|e| describe(&e))?;
        if size > LARGEST {
            return Err(format!("Die Datei ist mit {size} Bytes zu groß; gelesen werden höchstens {LARGEST}."));
        }
        self.layout.read(path).map_err(|e| describe(&e))
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
fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "Die Datei fehlt.".into(),
        ErrorKind::PermissionDenied => "Die Datei darf nicht gelesen werden.".into(),
        _ => format!("Die Datei lässt sich nicht lesen ({error})."),
    }
}

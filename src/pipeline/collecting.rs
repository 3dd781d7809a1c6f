//! Filled-in Meldebogen become new rows of the tables, all of them or none.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::appending::{NewRows, inputs};
use super::error::PipelineError;
use super::prepare::told;
use super::session::{Session, engine};
use crate::check;
use crate::finding::{Code, Finding, Findings, Log};
use crate::load::Reply;
use crate::model::{Bestand, CircularSheet, Located, Row, Table, TableVisitor, Tables, datum, day, newest};
use crate::source::{Alphabet, Data, Key, Node};
use crate::tabular::{self, NewFile};

/// What came of Meldebogen.
pub struct Collected {
    /// What is wrong with them, or with the tables once they hold the new rows.
    pub findings: Findings,
    /// The files of the tables with the new rows, by their paths below the workspace; none where there is an error.
    pub files: Vec<NewFile>,
    /// How many rows each table gets.
    pub added: BTreeMap<Table, usize>,
    /// How many rows the tables hold already.
    pub again: usize,
    /// The projects about which was asked and nothing was filled in.
    pub silent: BTreeSet<String>,
}

/// What a row holds, without the day of its recording.
type Texts = BTreeMap<&'static str, String>;

/// Takes rows in, one after the other.
struct Intake<'a> {
    session: &'a Session,
    /// The newest row of each record, by what a sheet gives of it.
    newest: BTreeMap<(Table, Vec<Option<String>>), Node>,
    new: BTreeMap<Table, Vec<Node>>,
    /// What was recorded since the Meldebogen was written, by the same.
    since: BTreeMap<(Table, Vec<Option<String>>), Vec<Texts>>,
    again: usize,
    reported: BTreeSet<String>,
}

impl Session {
    /// Takes Meldebogen in, each with its path and its content; nothing is written.
    ///
    /// # Errors
    /// When the workspace has errors, or rows cannot be appended to the files of its tables.
    pub fn collect(&mut self, files: Vec<(String, Vec<u8>)>) -> Result<Collected, PipelineError> {
        let workspace = inputs(&self.loaded);
        let alphabet = engine()?.alphabet();
        let (mut replies, mut findings) = (Vec::new(), Vec::new());
        for (path, bytes) in files {
            let (read, faults) = self.loaded.reply(&path, bytes, &alphabet);
            replies.extend(read);
            findings.extend(faults);
        }
        let sound = self.loaded.bestand.as_ref().filter(|_| !self.findings.any_error());
        let bestand = sound.ok_or(PipelineError::Faulty)?;
        // All sheets of a file say the same.
        let mut files_seen = BTreeSet::new();
        let first_sheets =
            replies.iter().filter(|reply| files_seen.insert(&self.loaded.sources.file(reply.place.file).path));
        findings.extend(first_sheets.filter_map(|reply| self.too_early(reply)));
        let mut intake = Intake::new(self, bestand);
        replies.iter().for_each(|reply| intake.take(reply));
        let Intake { new, again, reported, .. } = intake;
        findings.extend(self.new_findings(bestand, &new, &alphabet));
        let waivers = check::waivers(&self.loaded, false);
        let findings = told(findings, &self.loaded, &waivers, self.today, |_| true);
        let asked: BTreeSet<String> = replies.into_iter().flat_map(|reply| reply.asked).collect();
        let added = new.iter().map(|(table, rows)| (*table, rows.len())).collect();
        let new = NewRows { tables: new, paper: None };
        let files = if findings.any_error() { Vec::new() } else { self.appended(workspace, &new, &alphabet)? };
        Ok(Collected { findings, files, added, again, silent: asked.difference(&reported).cloned().collect() })
    }

    /// Rows are recorded today, and whether they were taken in before is told by the day on which the Meldebogen was written.
    fn too_early(&self, reply: &Reply) -> Option<Finding> {
        let message = format!("Der Meldebogen ist vom {}, heute ist der {}.", day(reply.written), day(self.today));
        let mend = "Prüfen Sie den Tag bei --today, oder das Datum dieses Rechners.";
        (reply.written > self.today).then(|| Finding::at(Code::RB030, reply.place, message, mend))
    }

    /// What is wrong once the tables hold the new rows, and was not before.
    fn new_findings(&self, bestand: &Bestand, new: &BTreeMap<Table, Vec<Node>>, alphabet: &Alphabet) -> Vec<Finding> {
        let place = |finding: &Finding| (finding.code, finding.span, finding.message.clone());
        let checked = |bestand: &Bestand| {
            let texts = check::check_texts(&self.loaded.texts, Some(bestand), alphabet);
            texts.into_iter().chain(check::run(bestand, &self.loaded.known, self.today))
        };
        let before = self.loaded.findings.iter().cloned().chain(checked(bestand));
        let before: BTreeSet<_> = before.map(|finding| place(&finding)).collect();
        let with_new = |table: &Table| {
            let rows = self.loaded.rows(*table).iter().chain(new.get(table).into_iter().flatten());
            (*table, rows.cloned().collect::<Vec<Node>>())
        };
        let rows: BTreeMap<Table, Vec<Node>> = Table::ALL.iter().map(with_new).collect();
        let mut log = Log::new(alphabet.clone());
        let tables = Tables::decode(|table| rows.get(&table).map(Vec::as_slice).unwrap_or_default(), &mut log);
        let bestand = Bestand { tables, ..bestand.clone() };
        let after = log.into_findings().into_iter().chain(checked(&bestand));
        after.filter(|finding| !before.contains(&place(finding))).collect()
    }
}

impl<'a> Intake<'a> {
    fn new(session: &'a Session, bestand: &Bestand) -> Self {
        let mut newest = Newest::default();
        bestand.each(&mut newest);
        let (new, since, reported) = Default::default();
        Self { session, newest: newest.0, new, since, again: 0, reported }
    }

    /// Takes the rows of a sheet in.
    fn take(&mut self, reply: &Reply) {
        let Some(of) = CircularSheet::of(reply.table) else { return };
        let day_of = |row: &Node| match &row.get(RECORDED)?.data {
            Data::Text(text) | Data::Date(text) => datum(text),
            _ => None,
        };
        // What was recorded before the Meldebogen was written is not its doing.
        let rows = self.session.loaded.rows(reply.table).iter();
        for row in rows.filter(|row| day_of(row).is_some_and(|day| day >= reply.written)) {
            let held = texts(of.table, row);
            self.since.entry(key(of, &held)).or_default().push(held);
        }
        reply.rows.iter().for_each(|row| self.row(of, row));
    }

    fn row(&mut self, of: &CircularSheet, row: &Node) {
        let filled = texts(of.table, row);
        let key = key(of, &filled);
        let current = self.newest.get(&key).filter(|_| of.carries);
        if current.is_some() && !of.asked.iter().any(|field| filled.contains_key(field)) {
            return;
        }
        self.reported.extend(of.given.first().and_then(|owner| filled.get(owner)).cloned());
        // Of a row that stays as it was in the rest, only what is filled in can be told again.
        let tells = |held: &Texts| match of.carries {
            true => filled.iter().all(|(field, text)| held.get(field) == Some(text)),
            false => *held == filled,
        };
        let is_known = current.is_some_and(|current| tells(&texts(of.table, current)));
        if is_known || self.since.get(&key).is_some_and(|since| since.iter().any(tells)) {
            self.again += 1;
            return;
        }
        let today = Node { span: row.span, data: Data::Text(self.session.today.to_string().into()) };
        let node = over(current, row, today);
        self.since.entry(key).or_default().push(texts(of.table, &node));
        self.new.entry(of.table).or_default().push(node);
    }
}

/// What a sheet gives of the record that a row is about.
fn key(of: &CircularSheet, held: &Texts) -> (Table, Vec<Option<String>>) {
    (of.table, of.given.iter().map(|field| held.get(field).cloned()).collect())
}

/// The field that says when a row was recorded.
const RECORDED: &str = "erfasst";

/// What a row holds beside the day of its recording.
fn texts(table: Table, row: &Node) -> Texts {
    let mut texts = tabular::texts(table, row);
    texts.remove(RECORDED);
    texts
}

/// A row over the one that it follows, recorded today.
fn over(current: Option<&Node>, row: &Node, today: Node) -> Node {
    let entries = |node: &Node| match &node.data {
        Data::Object(object) => object.entries().map(|(key, value)| (key.name.clone(), value.clone())).collect(),
        _ => Vec::new(),
    };
    let mut all: BTreeMap<Cow<'static, str>, Node> = current.map(entries).unwrap_or_default().into_iter().collect();
    all.extend(entries(row));
    all.insert(RECORDED.into(), today);
    Node { span: row.span, data: all.into_iter().map(|(name, value)| (Key { name, span: None }, value)).collect() }
}

/// The newest row of each record, as it was read.
#[derive(Default)]
struct Newest(BTreeMap<(Table, Vec<Option<String>>), Node>);

impl<'a> TableVisitor<'a> for Newest {
    fn table<T: Row>(&mut self, rows: &'a [Located<T>]) {
        let Some(of) = CircularSheet::of(T::TABLE).filter(|of| of.carries) else { return };
        let rows = newest(rows, NaiveDate::MAX).into_iter().map(Located::node);
        self.0.extend(rows.map(|row| (key(of, &texts(of.table, row)), row.clone())));
    }
}

//! Rows that belong together become one value: a paper with its Beratungsfolge, a selection with its conditions.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Log, suggest};
use crate::model::{Blatt, Field, RowCells, Zeilen, unknown_word, way};
use crate::source::{Data, Node, Span, composed, quoted, shorten};

/// So many entries of a list are taken, and one more, by which decoding sees that they are too many.
const MOST_ENTRIES: usize = 5_000;

/// Gives the rows of a sheet.
pub(crate) type RowsOf<'a> = dyn Fn(Blatt) -> &'a [Node] + 'a;

/// A record with what the rows of other sheets say of it.
#[derive(Debug, Clone)]
pub(crate) struct Gathered {
    /// What its first column names; empty where that cannot be read.
    pub(crate) name: String,
    /// Where its row begins.
    pub(crate) place: Span,
    /// The value, as a file would hold it.
    pub(crate) node: Node,
    /// The place and the title of each cell, the empty ones included, by the path of what it holds.
    pub(crate) cells: Cells,
    /// The rows that belong to it.
    pub(crate) rows: Vec<Span>,
}

impl Gathered {
    /// Where its cells and rows are.
    pub(crate) fn places(&self) -> RowCells {
        let cells = self.cells.iter().map(|(path, (span, _))| (path.clone(), *span));
        RowCells { cells: cells.collect(), rows: self.rows.clone() }
    }
}

/// Places and titles of cells by paths.
pub(crate) type Cells = BTreeMap<String, (Span, Cow<'static, str>)>;

/// The records of a sheet, in the order of its rows; rows below it that belong to none are findings.
pub(crate) fn gather<'a>(blatt: Blatt, rows: &RowsOf<'a>, log: &mut Log) -> Vec<Gathered> {
    let columns = Columns::of(blatt, None);
    let mut found: Vec<Gathered> = rows(blatt).iter().map(|row| whole(blatt, row, &columns)).collect();
    let mut names = Names::of(&found);
    for below in Blatt::ALL.iter().copied().filter(|below| *below != blatt && below.owner() == blatt) {
        let mut taking = Taking::new(below, &mut names);
        rows(below).iter().for_each(|row| taking.row(row, &mut found, log));
        taking.finish(&mut found);
    }
    found
}

/// The names of records, by which other rows name them.
struct Names {
    /// Each with the position of its first record.
    known: BTreeMap<String, usize>,
    /// Whether all could be read; otherwise an unknown name may be one of those.
    is_whole: bool,
    /// Those that were named and are unknown; one finding each.
    unknown: BTreeSet<String>,
}

impl Names {
    fn of(records: &[Gathered]) -> Self {
        let named = records.iter().enumerate().filter(|(_, record)| !record.name.is_empty());
        let mut known = BTreeMap::new();
        named.for_each(|(at, record)| _ = known.entry(record.name.clone()).or_insert(at));
        Self { known, is_whole: records.iter().all(|record| !record.name.is_empty()), unknown: BTreeSet::new() }
    }
}

/// The columns of a sheet that hold something of the record, with their paths in it.
struct Columns(Vec<(Field, &'static str)>);

impl Columns {
    fn of(blatt: Blatt, word: Option<&str>) -> Self {
        let path = |field: Field| blatt.path(field.name, word).map(|path| (field, path));
        Self(blatt.fields().into_iter().filter_map(path).collect())
    }

    /// Puts what a row holds into a value, and notes where its cells are, below the path of that value.
    fn put(&self, row: &Node, node: &mut Node, below: &str, cells: &mut Cells) {
        for (field, path) in &self.0 {
            let Some(value) = row.get(field.name) else { continue };
            if value.data != Data::Null {
                node.put(path, value.clone());
            }
            let path = if below.is_empty() { (*path).to_owned() } else { format!("{below}/{path}") };
            cells.insert(path, (value.span, field.title.into()));
        }
    }
}

/// An object without entries.
fn object(span: Span) -> Node {
    Node { span, data: std::iter::empty().collect() }
}

fn whole(blatt: Blatt, row: &Node, columns: &Columns) -> Gathered {
    let (mut node, mut cells) = (object(row.span), Cells::new());
    columns.put(row, &mut node, "", &mut cells);
    let key = row.get(blatt.key());
    let name = key.and_then(text).unwrap_or_default();
    Gathered { name, place: key.map_or(row.span, |key| key.span), node, cells, rows: vec![row.span] }
}

/// The text of a cell, composed and without blanks around it.
fn text(node: &Node) -> Option<String> {
    match &node.data {
        Data::Text(text) => Some(composed(text.trim()).into_owned()),
        _ => None,
    }
}

/// Takes rows to the records that they name.
struct Taking<'n> {
    blatt: Blatt,
    names: &'n mut Names,
    columns: BTreeMap<&'static str, Columns>,
    /// The entries so far, by the position of their record and the path of their list.
    entries: BTreeMap<(usize, &'static str), Vec<Node>>,
    /// The parts that were there before.
    seen: BTreeSet<(usize, &'static str)>,
}

impl<'n> Taking<'n> {
    fn new(blatt: Blatt, names: &'n mut Names) -> Self {
        let columns = blatt.ways().iter().map(|(word, _)| (*word, Columns::of(blatt, Some(word)))).collect();
        Self { blatt, names, columns, entries: BTreeMap::new(), seen: BTreeSet::new() }
    }

    fn row(&mut self, row: &Node, found: &mut [Gathered], log: &mut Log) {
        let Some((at, word)) = self.home(row, log) else { return };
        let (Some(record), Some(columns)) = (found.get_mut(at), self.columns.get(word)) else { return };
        let Some(path) = way(self.blatt.ways(), Some(word)) else { return };
        record.rows.push(row.span);
        if matches!(self.blatt.form().zeilen, Zeilen::Entries { .. }) {
            let entries = self.entries.entry((at, path)).or_default();
            if entries.len() <= MOST_ENTRIES {
                let mut entry = object(row.span);
                columns.put(row, &mut entry, &format!("{path}/{}", entries.len()), &mut record.cells);
                entries.push(entry);
            }
            return;
        }
        if !self.seen.insert((at, word)) {
            let message = format!("{} „{word}“ von „{}“ steht doppelt.", self.blatt.form().noun, record.name);
            let place = row.get(self.blatt.key()).map_or(row.span, |key| key.span);
            log.push(Finding::at(Code::RB015, place, message, "Löschen Sie eine der beiden Zeilen."));
            return;
        }
        let mut part = object(row.span);
        columns.put(row, &mut part, path, &mut record.cells);
        record.node.put(path, part);
        self.foreign(row, word, columns, log);
    }

    /// Gives the records their entries.
    fn finish(self, found: &mut [Gathered]) {
        for ((at, path), entries) in self.entries {
            let (Some(record), Some(first)) = (found.get_mut(at), entries.first()) else { continue };
            record.node.put(path, Node { span: first.span, data: Data::List(entries.into()) });
        }
    }

    /// The record that a row names, and the word of its way; what is wrong with either is a finding.
    fn home(&mut self, row: &Node, log: &mut Log) -> Option<(usize, &'static str)> {
        let key = row.get(self.blatt.key())?;
        let name = text(key)?;
        let at = self.names.known.get(&name).copied();
        if at.is_none() && self.names.is_whole && self.names.unknown.insert(name.clone()) {
            log.push(self.unknown(&name, key.span));
        }
        let Some(column) = self.blatt.word_column() else { return Some((at?, "")) };
        let word = row.get(column)?;
        let said = text(word)?;
        let known = self.blatt.ways().iter().map(|(word, _)| *word);
        let own = known.clone().find(|own| *own == said).or_else(|| {
            let words: Vec<&str> = known.collect();
            log.reject(unknown_word(word, &words))
        });
        Some((at?, own?))
    }

    /// The finding for a name that no record has.
    fn unknown(&self, name: &str, place: Span) -> Finding {
        let owner = self.blatt.owner().form();
        let near = suggest(name, self.names.known.keys().map(String::as_str));
        let mend = format!("{near} Die Namen stehen in der ersten Spalte von „{}“.", owner.title);
        Finding::at(Code::RB016, place, format!("{} {} ist unbekannt.", owner.noun, quoted(&shorten(name))), mend)
    }

    /// Reports values in columns that the part of a word does not have.
    fn foreign(&self, row: &Node, word: &str, columns: &Columns, log: &mut Log) {
        let own = |field: &Field| columns.0.iter().any(|(own, _)| own.name == field.name);
        let others = self.blatt.fields().into_iter().skip(2).filter(|field| !own(field));
        for (field, value) in others.filter_map(|field| row.get(field.name).map(|value| (field, value))) {
            if value.data != Data::Null {
                let message = format!("Die Zeile „{word}“ hat die Spalte „{}“ nicht.", field.title);
                let mend = "Löschen Sie den Wert, oder tragen Sie ihn in der richtigen Zeile oder Spalte ein.";
                log.push(Finding::at(Code::RB005, value.span, message, mend));
            }
        }
    }
}

//! What papers and the configuration say, as rows of the sheets beside the tables.
//!
//! Rows are held against what they were made of: what does not come back from them as it was stays in its file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Format, NewFile, json, toml};
use crate::finding::Log;
use crate::load::{PaperTree, RowsOf, gather};
use crate::model::{Blatt, Einstellung, Field, Ganzes, Shape, Zeilen, fields_of, way};
use crate::source::{Alphabet, Data, Key, Node, Span};
use crate::workspace::Layout;

/// The rows of the sheets, each a flat value whose keys are columns. A sheet without rows is written too.
pub type Blattzeilen = BTreeMap<Blatt, Vec<Node>>;

/// What stands in `ratsbericht.toml` where the sheets hold all of the configuration.
const CONFIG: &str = "# An dieser Datei erkennt ratsbericht den Ordner; zu öffnen braucht sie niemand. Was sonst hier stünde, steht in den\n\
                      # Tabellen im Ordner daten: Einstellungen, Gremien, Dezernate, Fachbereiche und so weiter.\n";

/// What a workspace keeps beside its tables, in some format.
#[derive(Debug, Default)]
pub struct Beside {
    /// The rows of the sheets; none in JSON.
    pub rows: Blattzeilen,
    /// The files that hold what stands on no sheet, `ratsbericht.toml` among them unless it stays as it is.
    pub files: Vec<NewFile>,
    /// The paths of files that the rows take the place of.
    pub replaced: Vec<String>,
    /// What stays in its file because cells cannot hold it.
    pub kept: Vec<String>,
}

impl Beside {
    /// What papers and the configuration say, in a format. `papers` are those that are sound; `config` is the whole configuration,
    /// and `file` what `ratsbericht.toml` holds of it, with its text.
    pub fn of<'a>(
        format: Format,
        papers: impl Iterator<Item = &'a PaperTree>,
        config: &Node,
        file: (&Node, &str),
    ) -> Self {
        let mut beside = Self::default();
        if format == Format::Json {
            beside.as_json(papers, config, file);
            return beside;
        }
        beside.rows = Blatt::ALL.iter().map(|blatt| (*blatt, Vec::new())).collect();
        papers.for_each(|paper| beside.paper(paper));
        let left = beside.config(config);
        let text = toml::sections(&left);
        beside.kept.extend(sections_of(&left).map(|section| format!("[{section}] in {}", Layout::CONFIG)));
        let gap = if text.is_empty() { "" } else { "\n" };
        beside.files.push((Layout::CONFIG.to_owned(), format!("{CONFIG}{gap}{text}").into_bytes()));
        beside
    }

    /// Papers that are rows get their files, and so do sections.
    fn as_json<'a>(&mut self, papers: impl Iterator<Item = &'a PaperTree>, config: &Node, (file, text): (&Node, &str)) {
        for paper in papers.filter(|paper| paper.file.is_none()) {
            self.files.push(paper_file(paper));
        }
        let own: Vec<&str> = sections_of(file).collect();
        let mut rest = object(config.span);
        for section in sections_of(config).filter(|section| !own.contains(section)) {
            config.get(section).into_iter().for_each(|value| rest.put(section, value.clone()));
        }
        if sections_of(&rest).next().is_some() {
            let before = if own.is_empty() { String::new() } else { format!("{}\n\n", text.trim_end()) };
            self.files.push((Layout::CONFIG.to_owned(), format!("{before}{}", toml::sections(&rest)).into_bytes()));
        }
    }

    /// Takes a paper in as rows, or leaves it in its file.
    fn paper(&mut self, paper: &PaperTree) {
        let rows = rows_of(paper.blatt, &paper.name, &paper.node);
        if !is_whole(paper.blatt, &rows, &[(&paper.name, &paper.node)]) {
            self.kept.extend(paper.file.clone());
            return;
        }
        self.replaced.extend(paper.file.clone());
        self.add(rows);
    }

    /// Takes the configuration in as rows; what is left comes back.
    fn config(&mut self, config: &Node) -> Node {
        let mut left = object(config.span);
        for section in fields_of(&Ganzes::Stammdaten.shape()) {
            let Some(value) = config.get(section.name) else { continue };
            let rows = match section.shape {
                Shape::List(_) => self.list(section.name, value),
                _ => single(section.name, value),
            };
            match rows {
                Some(rows) => self.add(rows),
                None => left.put(section.name, value.clone()),
            }
        }
        let filled = self.rows.remove(&Blatt::Einstellungen).unwrap_or_default();
        let own =
            |key: &str| filled.iter().find(|row| text(row, "schluessel") == Some(key)).and_then(|row| row.get("wert"));
        // Those that are empty stand there, too, so that people see what there is.
        let all = Einstellung::all().into_iter().map(|einstellung| {
            let key = einstellung.key();
            let mut row = object(config.span);
            row.put("schluessel", word(&key, config.span));
            own(&key).into_iter().for_each(|value| row.put("wert", value.clone()));
            row.put("bedeutung", word(einstellung.field.note, config.span));
            row
        });
        self.rows.insert(Blatt::Einstellungen, all.collect());
        left
    }

    /// The rows of a section that is a list; `None` where they would not give it back.
    fn list(&self, section: &str, value: &Node) -> Option<Blattzeilen> {
        let is_own = |blatt: &&Blatt| matches!(blatt.form().zeilen, Zeilen::Records { section: own } if own == section);
        let blatt = *Blatt::ALL.iter().find(is_own)?;
        let (mut rows, mut records) = (Blattzeilen::new(), Vec::new());
        for item in value.items() {
            let name = text(item, blatt.key()).unwrap_or_default();
            records.push((name, item));
            for (blatt, more) in rows_of(blatt, name, item) {
                rows.entry(blatt).or_default().extend(more);
            }
        }
        is_whole(blatt, &rows, &records).then_some(rows)
    }

    fn add(&mut self, rows: Blattzeilen) {
        for (blatt, rows) in rows {
            self.rows.entry(blatt).or_default().extend(rows);
        }
    }
}

/// What a paper says of itself as a file.
pub fn paper_file(paper: &PaperTree) -> NewFile {
    let form = paper.blatt.form();
    let name = if form.ganzes == Ganzes::Vorlage { "vorlage.json" } else { "bericht.json" };
    (format!("{}/{}/{name}", form.name, paper.name), json::tree(&form.ganzes.shape(), &paper.node))
}

/// What a paper says of itself as rows, on its own sheet and on those below it; sheets without rows are left out.
pub fn paper_rows(paper: &PaperTree) -> Blattzeilen {
    let rows = rows_of(paper.blatt, &paper.name, &paper.node);
    rows.into_iter().filter(|(_, rows)| !rows.is_empty()).collect()
}

/// The names of the sections that a configuration has.
fn sections_of(config: &Node) -> impl Iterator<Item = &str> {
    let entries = if let Data::Object(object) = &config.data { Some(object.entries()) } else { None };
    entries.into_iter().flatten().map(|(key, _)| &*key.name)
}

fn object(span: Span) -> Node {
    Node { span, data: std::iter::empty::<(Key, Node)>().collect() }
}

fn word(text: &str, span: Span) -> Node {
    Node { span, data: Data::Text(text.into()) }
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.get(key)?.data {
        Data::Text(text) => Some(text.trim()),
        _ => None,
    }
}

/// The rows of a section of single values.
fn single(section: &str, value: &Node) -> Option<Blattzeilen> {
    let (mut rows, mut back) = (Vec::new(), object(value.span));
    for own in Einstellung::all().into_iter().filter(|own| own.section == section) {
        if let Some(value) = value.get(own.field.name) {
            let mut row = object(value.span);
            row.put("schluessel", word(&own.key(), value.span));
            row.put("wert", value.clone());
            back.put(own.field.name, value.clone());
            rows.push(row);
        }
    }
    let fits = rows.iter().filter_map(|row| row.get("wert")).all(fits);
    (fits && back.meaning() == value.meaning()).then(|| [(Blatt::Einstellungen, rows)].into())
}

/// Whether a value comes back from a cell: values of a list are separated by semicolons there.
fn fits(value: &Node) -> bool {
    value.items().iter().all(|item| match &item.data {
        Data::Text(text) => !text.contains([';', '\n']) && !text.trim().is_empty(),
        _ => true,
    })
}

/// Whether rows give back the records that they were made of.
fn is_whole(blatt: Blatt, rows: &Blattzeilen, records: &[(&str, &Node)]) -> bool {
    let own: &RowsOf<'_> = &|blatt| rows.get(&blatt).map_or(&[], Vec::as_slice);
    let back = gather(blatt, own, &mut Log::new(Alphabet::all()));
    let cells = rows.values().flatten().flat_map(|row| match &row.data {
        Data::Object(object) => object.entries().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    });
    let same = |(back, (_, node)): (_, &(&str, &Node))| {
        let back: &crate::load::Gathered = back;
        back.node.meaning() == node.meaning()
    };
    back.len() == records.len() && back.iter().zip(records).all(same) && cells.into_iter().all(fits)
}

/// The rows of a record, on its own sheet and on those below it.
fn rows_of(blatt: Blatt, name: &str, node: &Node) -> Blattzeilen {
    let mut rows = Blattzeilen::new();
    for own in Blatt::ALL.iter().copied().filter(|own| own.owner() == blatt) {
        let list = rows.entry(own).or_default();
        for (said, _) in own.ways() {
            let Some(path) = way(own.ways(), Some(said)) else { continue };
            let found = if path.is_empty() { Some(node) } else { node.node_at(path) };
            let parts: Vec<&Node> = match (own.form().zeilen, found) {
                (Zeilen::Entries { .. }, Some(found)) => found.items().iter().collect(),
                (_, Some(found)) => vec![found],
                (_, None) => Vec::new(),
            };
            list.extend(parts.into_iter().map(|part| row(own, (name, said), part)));
        }
    }
    with_bare_tables(blatt, (name, node), &mut rows);
    rows
}

/// One row, with what belongs to no record before what the part holds.
fn row(blatt: Blatt, (name, said): (&str, &str), part: &Node) -> Node {
    let mut row = object(part.span);
    for field in blatt.fields() {
        let value = match blatt.path(field.name, Some(said)) {
            Some(path) => part.node_at(path).cloned(),
            None if field.name == blatt.key() => Some(word(name, part.span)),
            None if Some(field.name) == blatt.word_column() => Some(word(said, part.span)),
            None => None,
        };
        value.into_iter().filter(|value| value.data != Data::Null).for_each(|value| row.set(field.name, value));
    }
    row
}

/// A finance table that is there and says nothing gets a row without amounts, by which one sees that it is there.
fn with_bare_tables(blatt: Blatt, (name, node): (&str, &Node), rows: &mut Blattzeilen) {
    for own in Blatt::ALL.iter().copied().filter(|own| own.owner() == blatt) {
        let Zeilen::Parts { ways, .. } = own.form().zeilen else { continue };
        for (at, (said, path)) in ways.iter().enumerate() {
            let table = path.rsplit_once('/').map_or("", |(table, _)| table);
            let is_first = ways.iter().position(|(_, path)| path.starts_with(table)) == Some(at);
            let is_bare = node.node_at(table).is_some_and(|table| table.meaning().is_empty() && is_object(table));
            if is_first && is_bare && node.node_at(path).is_none() {
                rows.entry(own).or_default().push(row(own, (name, said), &object(node.span)));
            }
        }
    }
}

fn is_object(node: &Node) -> bool {
    matches!(node.data, Data::Object(_))
}

/// The field of a cell: that of its column, or on the sheet of single values that of the setting which the row names.
pub(super) fn value_field<'f>(field: &'f Field, row: &Node) -> Cow<'f, Field> {
    let own = (field.name == "wert").then(|| text(row, "schluessel")).flatten();
    let setting = own.and_then(|key| Einstellung::all().into_iter().find(|setting| setting.key() == key));
    setting.map_or(Cow::Borrowed(field), |setting| {
        Cow::Owned(Field { name: field.name, title: field.title, ..setting.field })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::load::json_text;
    use crate::model::Kind;
    use crate::tabular::{Lists, files};

    /// A value with everything that a shape can hold, twice where it can hold several; no two texts are the same.
    fn full(shape: &Shape, count: &mut usize) -> Value {
        *count += 1;
        match shape {
            Shape::Record(_) => {
                let fields = fields_of(shape).into_iter();
                fields
                    .map(|field| (field.name.to_owned(), full(&field.shape, count)))
                    .collect::<serde_json::Map<_, _>>()
                    .into()
            }
            Shape::List(of) => json!([full(of, count), full(of, count)]),
            Shape::Choice(words) if words.contains(&"false") => json!(false),
            Shape::Choice(words) => json!(words.last()),
            Shape::Single { kind, .. } => match kind {
                Kind::Text => json!(format!("Wörter, {count}")),
                Kind::Pattern(_) => json!(format!("W-{count}")),
                Kind::Flag => json!(true),
                Kind::Whole => json!(count),
                Kind::Year => json!(2021),
                Kind::Date => json!("2021-01-31"),
                Kind::Money => json!(1234.5),
                Kind::Percent => json!(12.5),
                Kind::Decimal => json!(0.125),
                Kind::Rate => json!(-0.88),
            },
        }
    }

    fn whole(ganzes: Ganzes) -> Node {
        json_text(&full(&ganzes.shape(), &mut 0).to_string()).unwrap()
    }

    fn paper(blatt: Blatt) -> PaperTree {
        let (name, file) = ("neu".to_owned(), Some("vorlage.json".to_owned()));
        PaperTree { blatt, name, node: whole(blatt.form().ganzes), file }
    }

    #[test]
    fn everything_that_can_be_said_fits_into_the_sheets_and_comes_back() {
        let papers = [paper(Blatt::Vorlagen), paper(Blatt::Berichte)];
        let config = whole(Ganzes::Stammdaten);
        for format in [Format::Csv, Format::Xlsx] {
            let beside = Beside::of(format, papers.iter(), &config, (&config, ""));
            assert_eq!((beside.kept.as_slice(), beside.replaced.len()), (&[][..], 2));
            assert!(beside.rows.values().all(|rows| !rows.is_empty()), "{format:?}");
            let written = files(format, &|_| &[], &beside.rows, &Lists::default()).unwrap();
            let written = written.into_iter().chain(beside.files).collect();
            let read = crate::load::layout(&Layout::of_files(written).unwrap(), Alphabet::all());
            for (tree, paper) in read.trees.iter().zip(&papers) {
                assert_eq!(tree.node.meaning(), paper.node.meaning(), "{format:?}");
            }
            assert_eq!(read.trees.len(), 2, "{:#?}", read.findings);
        }
    }

    #[test]
    fn a_configuration_that_was_written_is_the_same() {
        let config = whole(Ganzes::Stammdaten);
        let text = toml::sections(&config);
        assert_eq!(crate::load::toml_text(&text).unwrap().meaning(), config.meaning(), "{text}");
    }

    #[test]
    fn a_finance_table_without_a_word_is_still_there() {
        let node = json_text(r#"{"finanzen": {"haushaltsjahr": 2021, "konsumtiv": {}}}"#).unwrap();
        let paper = PaperTree { node, ..paper(Blatt::Vorlagen) };
        let beside = Beside::of(Format::Csv, [&paper].into_iter(), &object(paper.node.span), (&paper.node, ""));
        let back = gather(Blatt::Vorlagen, &|blatt| &beside.rows[&blatt], &mut Log::new(Alphabet::all()));
        assert!(
            back[0].node.node_at("finanzen/konsumtiv").is_some() && back[0].node.node_at("finanzen/investiv").is_none()
        );
    }
}

//! JSON Schemas, by which editors check and complete while somebody types.
//!
//! They find most of what reading finds. That an amount has two decimals is only said in its description: editors
//! compute `multipleOf` with binary fractions, in which no amount is a multiple of 0.01.

use super::pretty::Json;
use crate::model::{Bericht, Decode, Field, Kind, RecordShape, Shape, Stammdaten, Table, Vorlage, one_of, slug};

/// A day of the years that can be read; editors that do not know the format `date` know the pattern.
const DATE: &str = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// A text with something in it, on one line.
const TEXT: &str = r"^\s*\S(.*\S)?\s*$";

/// The largest amount, in euro; [`Euro::MAX_INPUT`](crate::model::Euro::MAX_INPUT).
const LARGEST: &str = "10000000000000";

/// The largest quantity; [`Dezimal::MAX_INPUT`](crate::model::Dezimal::MAX_INPUT).
const MOST: &str = "1000000000000";

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaSubject {
    /// A table of `daten/`.
    Table(Table),
    /// `vorlage.json`.
    Vorlage,
    /// `bericht.json`.
    Bericht,
    /// `ratsbericht.toml`.
    Stammdaten,
}

impl SchemaSubject {
    /// Everything that has a schema.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        Table::ALL.iter().copied().map(SchemaSubject::Table).chain([
            SchemaSubject::Vorlage,
            SchemaSubject::Bericht,
            SchemaSubject::Stammdaten,
        ])
    }

    /// The name by which the schema is asked for.
    pub fn name(self) -> &'static str {
        match self {
            SchemaSubject::Table(table) => table.name(),
            SchemaSubject::Vorlage => "vorlage",
            SchemaSubject::Bericht => "bericht",
            SchemaSubject::Stammdaten => "ratsbericht",
        }
    }

    /// Where what it describes lies in a workspace.
    pub fn place(self) -> String {
        match self {
            SchemaSubject::Table(table) => format!("daten/{}.json", table.name()),
            SchemaSubject::Vorlage => "vorlagen/<Name>/vorlage.json".into(),
            SchemaSubject::Bericht => "berichte/<Name>/bericht.json".into(),
            SchemaSubject::Stammdaten => "ratsbericht.toml".into(),
        }
    }

    /// The schema's file name.
    pub fn file(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// The schema as a file; of papers, with the words and numbers of a municipality where they are known.
    pub fn schema(self, stammdaten: Option<&Stammdaten>) -> String {
        let mut schema = vec![
            ("$schema", Json::text("https://json-schema.org/draft/2020-12/schema")),
            ("$id", Json::text(self.file())),
            ("title", Json::text(self.title())),
            ("description", Json::text(format!("Inhalt der Datei {}", self.place()))),
        ];
        let mut definitions = Definitions { known: Vec::new(), stammdaten };
        schema.extend(definitions.file(&self.shape(), true));
        if !definitions.known.is_empty() {
            schema.push(("$defs", Json::Object(definitions.known)));
        }
        Json::object(schema).to_file()
    }

    fn shape(self) -> Shape {
        match self {
            SchemaSubject::Table(table) => Shape::List(Box::new(Shape::Record(table.record()))),
            SchemaSubject::Vorlage => Vorlage::shape(),
            SchemaSubject::Bericht => Bericht::shape(),
            SchemaSubject::Stammdaten => Stammdaten::shape(),
        }
    }

    fn title(self) -> &'static str {
        match self {
            SchemaSubject::Table(table) => table.title(),
            SchemaSubject::Vorlage => "Vorlage",
            SchemaSubject::Bericht => "Bericht",
            SchemaSubject::Stammdaten => "Stammdaten",
        }
    }
}

/// The keywords of a schema.
type Keywords = Vec<(&'static str, Json)>;

/// The records that a schema refers to.
struct Definitions<'a> {
    /// Those that are defined, by name.
    known: Vec<(String, Json)>,
    /// The municipality whose papers are described.
    stammdaten: Option<&'a Stammdaten>,
}

impl Definitions<'_> {
    /// The keywords for a whole file, whose own record needs no name; where the file is one object, it can name its
    /// schema.
    fn file(&mut self, shape: &Shape, is_whole: bool) -> Keywords {
        match shape {
            Shape::Record(record) => self.object(record, is_whole),
            Shape::List(of) => vec![type_of("array", false), ("items", Json::object(self.file(of, false)))],
            Shape::Single { .. } | Shape::Choice(_) => self.value(shape, false),
        }
    }

    /// The keywords for a value; an optional one can be `null`.
    fn value(&mut self, shape: &Shape, optional: bool) -> Keywords {
        match shape {
            Shape::Single { kind, .. } => single(*kind, optional),
            Shape::Choice(words) => {
                let null = optional.then_some(Json::Null);
                let flags = words.contains(&"false");
                let word = |word: &&str| word.parse().map_or_else(|_| Json::text(*word), Json::Flag);
                let words = words.iter().map(word).chain(null).collect();
                let kind = (!flags).then(|| type_of("string", optional));
                kind.into_iter().chain([("enum", Json::List(words))]).collect()
            }
            // A list that was left out is empty, and none can be `null`.
            Shape::List(of) => vec![type_of("array", false), ("items", Json::object(self.value(of, false)))],
            Shape::Record(record) => {
                let reference = ("$ref", self.reference(record));
                if !optional {
                    return vec![reference];
                }
                let either = [Json::object([reference]), Json::object([type_of("null", false)])];
                vec![("anyOf", Json::List(either.into()))]
            }
        }
    }

    /// Where a record is defined; the first reference defines it.
    fn reference(&mut self, record: &RecordShape) -> Json {
        let name = slug(record.title);
        if !self.known.iter().any(|(known, _)| *known == name) {
            let titled = [("title", Json::text(record.title))].into_iter().chain(self.object(record, false));
            let definition = Json::object(titled.collect::<Keywords>());
            self.known.push((name.clone(), definition));
        }
        Json::text(format!("#/$defs/{name}"))
    }

    /// The keywords for a record; one that is a whole file can name its schema.
    fn object(&mut self, record: &RecordShape, is_whole: bool) -> Keywords {
        let mut fields = (record.fields)();
        for field in &mut fields {
            field.required &= !self.may_lack(record.title, field.name);
        }
        let own = is_whole.then(|| ("$schema", Json::object([type_of("string", false)])));
        let properties: Keywords = own
            .into_iter()
            .chain(fields.iter().map(|field| (field.name, self.property(record.title, field))))
            .collect();
        let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut keywords = vec![type_of("object", false), ("properties", Json::object(properties))];
        if !required.is_empty() {
            keywords.push(("required", Json::texts(required)));
        }
        keywords.push(("additionalProperties", Json::Flag(false)));
        keywords
    }

    fn property(&mut self, record: &str, field: &Field) -> Json {
        let own = self.of_municipality(record, field.name);
        let (form, keywords) = own.unwrap_or_else(|| {
            let keywords = self.value(&field.shape, !field.required);
            (field.shape.describe(), keywords)
        });
        let description = if field.note == field.title { form } else { format!("{}: {form}", field.note) };
        let head = [("title", Json::text(field.title)), ("description", Json::text(description))];
        Json::object(head.into_iter().chain(keywords).collect::<Keywords>())
    }

    /// What a field of a paper holds where the municipality has words or numbers of its own.
    fn of_municipality(&self, record: &str, field: &str) -> Option<(String, Keywords)> {
        let stammdaten = self.stammdaten?;
        let (keyword, form) = match (record, field) {
            ("Vorlage", "nummer") => number(stammdaten)?,
            ("Vorlage", "vorlageart") if !stammdaten.vorlageart.is_empty() => {
                words(&own_words(stammdaten.vorlagearten()))
            }
            ("Beratung", "zustaendigkeit") if !stammdaten.zustaendigkeit.is_empty() => {
                words(&own_words(stammdaten.zustaendigkeiten()))
            }
            _ => return None,
        };
        Some((form, vec![type_of("string", false), keyword]))
    }

    /// Whether papers of some kind do without a field.
    fn may_lack(&self, record: &str, field: &str) -> bool {
        let is_form = (record, field) == ("Vorlage", "finanzen");
        let lacks =
            |stammdaten: &Stammdaten| stammdaten.vorlagearten().iter().any(|(kind, _)| !stammdaten.has_finanzen(kind));
        is_form && self.stammdaten.is_some_and(lacks)
    }
}

fn own_words<T>(words: Vec<(&str, T)>) -> Vec<&str> {
    words.into_iter().map(|(word, _)| word).collect()
}

/// A closed list of words, as keyword and in German.
fn words(words: &[&str]) -> ((&'static str, Json), String) {
    (("enum", Json::texts(words.iter().copied())), one_of(words))
}

/// The patterns of the numbers of a municipality, as keyword and in German; `None` where it has none of its own.
fn number(stammdaten: &Stammdaten) -> Option<((&'static str, Json), String)> {
    let own: Vec<_> = stammdaten.vorlage.iter().flat_map(|regel| regel.nummer.iter()).collect();
    let regexes: Vec<String> = own.iter().map(|muster| muster.regex()).collect();
    let form = format!("eine Vorlage-Nr wie {}", stammdaten.number_samples());
    (!own.is_empty()).then(|| (("pattern", Json::text(regexes.join("|"))), form))
}

fn type_of(name: &'static str, optional: bool) -> (&'static str, Json) {
    ("type", if optional { Json::texts([name, "null"]) } else { Json::text(name) })
}

/// The keywords for a single value.
fn single(kind: Kind, optional: bool) -> Keywords {
    let (name, limits) = match kind {
        Kind::Text => ("string", vec![("pattern", Json::text(TEXT))]),
        Kind::Pattern(pattern) => ("string", vec![("pattern", Json::text(pattern))]),
        Kind::Flag => ("boolean", Vec::new()),
        Kind::Whole => ("integer", Vec::new()),
        Kind::Year => ("integer", range("1900", "2199")),
        Kind::Date => ("string", vec![("format", Json::text("date")), ("pattern", Json::text(DATE))]),
        Kind::Money => ("number", range(&format!("-{LARGEST}"), LARGEST)),
        Kind::Percent => ("number", range("0", "100")),
        Kind::Decimal => ("number", range("0", MOST)),
        Kind::Rate => ("number", range("-100", "100")),
    };
    [type_of(name, optional)].into_iter().chain(limits).collect()
}

fn range(least: &str, most: &str) -> Keywords {
    vec![("minimum", Json::Number(least.into())), ("maximum", Json::Number(most.into()))]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Dezimal, Euro};

    #[test]
    fn a_schema_says_what_a_clerk_would_ask() {
        insta::assert_snapshot!(SchemaSubject::Table(Table::Bewilligungen).schema(None));
    }

    #[test]
    fn the_largest_amount_is_that_of_reading() {
        assert_eq!(Euro::parse(LARGEST), Some(Euro::MAX_INPUT));
        assert_eq!(Dezimal::parse(MOST), Some(Dezimal::MAX_INPUT));
    }

    #[test]
    fn records_of_one_name_are_one_record() {
        fn look(shape: &Shape, seen: &mut BTreeMap<String, Vec<&'static str>>) {
            match shape {
                Shape::Single { .. } | Shape::Choice(_) => {}
                Shape::List(of) => look(of, seen),
                Shape::Record(record) => {
                    let fields = (record.fields)();
                    let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
                    let known = seen.entry(slug(record.title)).or_insert_with(|| names.clone());
                    assert_eq!(*known, names, "{}", record.title);
                    fields.iter().for_each(|field| look(&field.shape, seen));
                }
            }
        }
        for subject in SchemaSubject::all() {
            look(&subject.shape(), &mut BTreeMap::new());
        }
    }
}

//! The sheets beside the tables: what papers and the configuration say, as rows that people fill in who write no JSON and no TOML.
//!
//! A sheet is a [`Blattform`]; its columns take what they hold from the records, so that a row becomes the same tree of values as
//! a file. A test looks whether every field of the records has its place on a sheet.

mod einstellung;
mod papiere;
mod stammdaten;

use super::record::{Decode, Field, Kind, RecordShape, Shape};
use super::{Bericht, Stammdaten, Vorlage};

pub use einstellung::Einstellung;

/// Hands the list of sheets to another macro: the variant, and where its form stands.
macro_rules! blaetter {
    ($( $variant:ident = $form:path; )*) => {
        /// The sheets that hold papers and the configuration.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Blatt {
            $( #[doc = concat!("`", stringify!($variant), "`.")] $variant, )*
        }

        impl Blatt {
            /// Every sheet; one stands behind that to whose rows its own belong.
            pub const ALL: &'static [Blatt] = &[$(Blatt::$variant),*];

            /// What the sheet looks like.
            pub fn form(self) -> &'static Blattform {
                match self { $( Blatt::$variant => &$form, )* }
            }
        }
    };
}

blaetter! {
    Vorlagen = papiere::VORLAGEN;
    Beratungsfolge = papiere::BERATUNGSFOLGE;
    Vorlagenanlagen = papiere::VORLAGENANLAGEN;
    Kennzahlen = papiere::KENNZAHLEN;
    Konten = papiere::KONTEN;
    Vordruck = papiere::VORDRUCK;
    Deckung = papiere::DECKUNG;
    Berichte = papiere::BERICHTE;
    Berichtsausgaben = papiere::BERICHTSAUSGABEN;
    Einstellungen = stammdaten::EINSTELLUNGEN;
    Gremien = stammdaten::GREMIEN;
    Dezernate = stammdaten::DEZERNATE;
    Fachbereiche = stammdaten::FACHBEREICHE;
    Handlungsfelder = stammdaten::HANDLUNGSFELDER;
    Ziele = stammdaten::ZIELE;
    Wahlperioden = stammdaten::WAHLPERIODEN;
    Auswahlen = stammdaten::AUSWAHLEN;
    Bedingungen = stammdaten::BEDINGUNGEN;
    Vorlagearten = stammdaten::VORLAGEARTEN;
    Zustaendigkeiten = stammdaten::ZUSTAENDIGKEITEN;
    Basiszinssaetze = stammdaten::BASISZINSSAETZE;
    Zinspunkte = stammdaten::ZINSPUNKTE;
    Termine = stammdaten::TERMINE;
    Meldungen = stammdaten::MELDUNGEN;
    Ausnahmen = stammdaten::AUSNAHMEN;
}

/// Of which file a sheet takes the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ganzes {
    /// `vorlage.json`.
    Vorlage,
    /// `bericht.json`.
    Bericht,
    /// `ratsbericht.toml`.
    Stammdaten,
}

/// What the rows of a sheet become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zeilen {
    /// Records: papers by their names, or the entries of a section.
    Records {
        /// The section of the configuration; empty for papers.
        section: &'static str,
    },
    /// Entries of a list in the record that the first column names.
    Entries {
        /// The sheet of the record.
        of: Blatt,
        /// Where the list is; where there are several, each has a word, which stands in the second column.
        ways: &'static [(&'static str, &'static str)],
    },
    /// Parts of the record that the first column names; the word in the second says which.
    Parts {
        /// The sheet of the record.
        of: Blatt,
        /// Each word with the path of its part.
        ways: &'static [(&'static str, &'static str)],
    },
    /// Single values by their keys.
    Values,
}

/// What a sheet looks like.
#[derive(Debug)]
pub struct Blattform {
    /// Its name, which is that of its file without the ending.
    pub name: &'static str,
    /// Its title, which is the name of the sheet.
    pub title: &'static str,
    /// What messages call one of its rows: `Die Vorlage`.
    pub noun: &'static str,
    /// Of which file it takes the place.
    pub ganzes: Ganzes,
    /// What its rows become.
    pub zeilen: Zeilen,
    /// The first columns, which belong to no record: what a row is called or to what it belongs, and the word of its part.
    own: &'static [Own],
    /// The other columns: where each finds its value in the record, and its title. Of several paths the first that a part has
    /// counts.
    columns: &'static [(&'static [&'static str], &'static str)],
}

/// A column that belongs to no record.
#[derive(Debug)]
struct Own {
    name: &'static str,
    title: &'static str,
    note: &'static str,
    /// The words that it can hold; none where anything of its form will do.
    words: &'static [&'static str],
    /// What it holds where that is none of some words.
    form: &'static str,
    required: bool,
}

impl Own {
    /// The name of a paper, as folders are called.
    const fn paper(name: &'static str, title: &'static str, note: &'static str) -> Self {
        Self { name, title, note, words: &[], form: "ein Name wie pegelsensoren", required: true }
    }

    fn field(&self) -> Field {
        let any = Shape::single(Kind::Pattern(r"^\S(.*\S)?$"), self.form);
        let shape = if self.words.is_empty() { any } else { Shape::Choice(self.words) };
        Field { name: self.name, title: self.title, note: self.note, shape, required: self.required, refers: None }
    }
}

impl Ganzes {
    /// What the file holds.
    pub fn shape(self) -> Shape {
        match self {
            Self::Vorlage => Vorlage::shape(),
            Self::Bericht => Bericht::shape(),
            Self::Stammdaten => Stammdaten::shape(),
        }
    }

    /// The columns of its sheets: the path of what each holds, without positions in lists (`beratungsfolge/datum`), and its title.
    pub fn columns(self) -> Vec<(String, &'static str)> {
        let own = Blatt::ALL.iter().filter(|blatt| blatt.form().ganzes == self);
        own.flat_map(|blatt| blatt.heads()).collect()
    }
}

impl Blatt {
    /// The sheet that is kept under a name, which its caller has made plain by `plain`, as both names of a sheet are.
    pub fn named(name: &str, plain: impl Fn(&str) -> String) -> Option<Self> {
        Self::ALL.iter().copied().find(|blatt| name == plain(blatt.form().name) || name == plain(blatt.form().title))
    }

    /// The sheet to whose rows its own belong; itself where that is none.
    pub fn owner(self) -> Self {
        match self.form().zeilen {
            Zeilen::Entries { of, .. } | Zeilen::Parts { of, .. } => of,
            Zeilen::Records { .. } | Zeilen::Values => self,
        }
    }

    /// The ways into the record of its owner, each with its word; for a sheet of its own, one without a name.
    pub fn ways(self) -> &'static [(&'static str, &'static str)] {
        match self.form().zeilen {
            Zeilen::Entries { ways, .. } | Zeilen::Parts { ways, .. } => ways,
            Zeilen::Records { .. } | Zeilen::Values => &[("", "")],
        }
    }

    /// What a row becomes: a whole record, an entry, or the part of a word.
    pub fn record(self, word: Option<&str>) -> Option<Shape> {
        let owner = || self.owner().record(None);
        match self.form().zeilen {
            Zeilen::Records { section: "" } => Some(self.form().ganzes.shape()),
            Zeilen::Records { section } => shape_at(&self.form().ganzes.shape(), section),
            Zeilen::Entries { ways, .. } => shape_at(&owner()?, way(ways, word)?),
            Zeilen::Parts { ways, .. } => shape_at(&owner()?, way(ways, word)?),
            Zeilen::Values => None,
        }
    }

    /// The column that names what a row is or to what it belongs.
    pub fn key(self) -> &'static str {
        let form = self.form();
        let first = form.columns.first().and_then(|(paths, _)| paths.first().copied()).unwrap_or_default();
        form.own.first().map_or(first, |own| own.name)
    }

    /// The column of the word that says of which part a row is; `None` where there is only one.
    pub fn word_column(self) -> Option<&'static str> {
        match self.form().zeilen {
            Zeilen::Entries { ways, .. } | Zeilen::Parts { ways, .. } if ways.len() > 1 => {
                self.form().own.get(1).map(|own| own.name)
            }
            _ => None,
        }
    }

    /// The columns, each as a field of a table.
    pub fn fields(self) -> Vec<Field> {
        let form = self.form();
        let own = form.own.iter().map(Own::field);
        own.chain(form.columns.iter().filter_map(|(paths, title)| self.column(paths, title))).collect()
    }

    /// The columns that hold something of the record of its owner: each path from there, without positions in lists, and its title.
    fn heads(self) -> Vec<(String, &'static str)> {
        let section = match self.form().zeilen {
            Zeilen::Records { section } => section,
            Zeilen::Entries { .. } | Zeilen::Parts { .. } | Zeilen::Values => "",
        };
        let of_way = |(word, way): &(&'static str, &'static str)| {
            let below = if section.is_empty() { *way } else { section };
            let columns = self.form().columns.iter().filter_map(|(paths, title)| {
                let path = self.path(paths.first()?, Some(word))?;
                Some((if below.is_empty() { path.to_owned() } else { format!("{below}/{path}") }, *title))
            });
            columns.collect::<Vec<_>>()
        };
        self.ways().iter().flat_map(of_way).collect()
    }

    /// The title of the column that holds what stands at a path such as `beratungsfolge/0/datum`; `None` where no sheet has one.
    pub fn head_of(path: &str) -> Option<&'static str> {
        let path = without_positions(path);
        Self::ALL.iter().flat_map(|blatt| blatt.heads()).find(|(own, _)| *own == path).map(|(_, title)| title)
    }

    fn column(self, paths: &'static [&'static str], title: &'static str) -> Option<Field> {
        let name = *paths.first()?;
        let found = self.ways().iter().find_map(|(word, _)| {
            let record = self.record(Some(word))?;
            paths.iter().find_map(|path| field_at(&record, path))
        })?;
        // Whether the fields of an inner record are required depends on whether the record is there, and is looked at with all of it.
        let is_inner = matches!(self.form().zeilen, Zeilen::Parts { .. }) || name.contains('/');
        Some(Field { name, title, required: found.required && !is_inner, ..found })
    }

    /// Where a column puts its value in the record of a word; `None` for a column that belongs to no record, or that the part
    /// does not have.
    pub fn path(self, column: &str, word: Option<&str>) -> Option<&'static str> {
        let (paths, _) = self.form().columns.iter().find(|(paths, _)| paths.first() == Some(&column))?;
        let record = self.record(word)?;
        paths.iter().copied().find(|path| field_at(&record, path).is_some())
    }
}

/// A path without its positions in lists.
pub(crate) fn without_positions(path: &str) -> String {
    path.split('/').filter(|step| step.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
}

/// The path of a word; of the only way where there is no word.
pub(crate) fn way(ways: &'static [(&'static str, &'static str)], word: Option<&str>) -> Option<&'static str> {
    match ways {
        [(_, only)] => Some(only),
        _ => ways.iter().find(|(own, _)| Some(*own) == word).map(|(_, path)| *path),
    }
}

/// The fields of a record, or of the records of a list.
pub(crate) fn fields_of(shape: &Shape) -> Vec<Field> {
    match shape {
        Shape::Record(RecordShape { fields, .. }) => fields(),
        Shape::List(of) => fields_of(of),
        Shape::Single { .. } | Shape::Choice(_) => Vec::new(),
    }
}

/// The field at a path; required where everything on the way is.
fn field_at(shape: &Shape, path: &str) -> Option<Field> {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let field = fields_of(shape).into_iter().find(|field| field.name == first)?;
    match rest {
        None => Some(field),
        Some(rest) => field_at(&field.shape, rest).map(|own| Field { required: own.required && field.required, ..own }),
    }
}

/// What stands at a path.
fn shape_at(shape: &Shape, path: &str) -> Option<Shape> {
    field_at(shape, path).map(|field| field.shape)
}

#[cfg(test)]
mod tests;

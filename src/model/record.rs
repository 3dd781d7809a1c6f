//! One definition per record: struct, decoding and field description from the same lines.

use std::collections::BTreeSet;

use super::NameList;
use crate::finding::{Code, Finding, Log, nearest, suggest};
use crate::source::{Data, Key, Node, SCHEMA, composed, quoted, shorten};

/// A type that is decoded from a value of any input format.
pub trait Decode: Sized {
    /// What the value looks like, for messages and for descriptions of the field.
    fn shape() -> Shape;

    /// Reads the value; every mistake goes to the log, and `None` comes back where no value could be made.
    fn decode(node: &Node, log: &mut Log) -> Option<Self>;

    /// What stands in for a value that is not valid, so that the rest of its record is still checked; `None` where
    /// the record is left out. The finding stops the paper, so that no stand-in is ever printed.
    fn stand_in() -> Option<Self> {
        None
    }

    /// The value of a field that was left out; `None` where the field is required.
    fn absent() -> Option<Self> {
        None
    }
}

/// What a value looks like.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A single value.
    Single {
        /// What it holds, which decides how cells are read and which type a schema states.
        kind: Kind,
        /// Its German description: "ein Datum JJJJ-MM-TT wie 2020-12-31".
        text: &'static str,
    },
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// A list of values.
    List(Box<Shape>),
    /// An object with fields.
    Record(RecordShape),
}

/// What a single value holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Text,
    /// A text that follows a pattern: a regular expression that JSON Schema understands.
    Pattern(&'static str),
    /// A truth value.
    Flag,
    /// A whole number.
    Whole,
    /// A year with four digits.
    Year,
    /// A day, `JJJJ-MM-TT`.
    Date,
    /// An amount in euro with up to two decimals.
    Money,
    /// A percentage from 0 to 100 with up to two decimals.
    Percent,
    /// A number from 0 on with up to six decimals.
    Decimal,
    /// A rate of interest in percent, with a sign and up to two decimals.
    Rate,
}

/// What a record looks like.
#[derive(Debug, Clone, Copy)]
pub struct RecordShape {
    /// Its German name.
    pub title: &'static str,
    /// Its fields, in the order of their definition.
    pub fields: fn() -> Vec<Field>,
}

/// One field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name in JSON and TOML, and the short name of a column.
    pub name: &'static str,
    /// The German title, which heads a column of a workbook.
    pub title: &'static str,
    /// What belongs in it, in German; the title again where that says all.
    pub note: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// The list that its Kennung, or each of its Kennungen, comes from.
    pub refers: Option<NameList>,
}

impl Shape {
    /// A single value of a kind, with its German description.
    pub const fn single(kind: Kind, text: &'static str) -> Self {
        Shape::Single { kind, text }
    }

    /// The German description, for the "expected" part of a finding.
    pub fn describe(&self) -> String {
        match self {
            Shape::Single { text, .. } => (*text).to_owned(),
            Shape::Choice(words) => one_of(words),
            Shape::List(of) => format!("eine Liste [ … ], darin je {}", of.describe()),
            Shape::Record(record) => format!("ein Objekt {{ … }} ({})", record.title),
        }
    }
}

/// Defines a record once.
///
/// Each field has a name, a type, behind an arrow the list that its Kennung comes from, a German title and, behind a slash,
/// a note where the title does not say all; a type whose [`Decode::absent`] gives a value is optional. A record of a table
/// also says what makes two rows one, to what they belong, and on which days that happened which they tell
/// ([`keyed!`](keyed)).
macro_rules! record {
    (
        $(#[$doc:meta])*
        pub struct $name:ident = $title:literal $(or $stand_in:path)?
        $(, $recording:ident ($($key:ident),+) $(joined by $($joint:literal),+)? $(of $owner:ident $(and $other:ident)?)? $(on ($($day:ident),+))?)? {
            $( $(#[$field_doc:meta])* $field:ident : $type:ty $(=> $list:ident $(($table:ident))?)? = $field_title:literal $(/ $note:literal)?, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[$field_doc])* #[doc = concat!("(", $field_title $(, "; ", $note)?, ")")] pub $field: $type, )*
        }

        impl $crate::model::Decode for $name {
            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::Record($crate::model::RecordShape {
                    title: $title,
                    fields: || vec![$(
                        $crate::model::record::field::<$type>(
                            stringify!($field),
                            $field_title,
                            [$field_title $(, $note)?].last().copied().unwrap_or_default(),
                            [$($crate::model::NameList::$list $(($crate::model::Table::$table))?)?].first().copied(),
                        ),
                    )*],
                })
            }

            $(fn stand_in() -> Option<Self> {
                Some($stand_in())
            })?

            fn decode(node: &$crate::source::Node, log: &mut $crate::finding::Log) -> Option<Self> {
                let mut fields = $crate::model::record::Fields::open(node, &<Self as $crate::model::Decode>::shape(), log)?;
                $( let $field = fields.take::<$type>(stringify!($field), $field_title, log); )*
                fields.close(&[$(stringify!($field)),*], log);
                Some(Self { $( $field: $field? ),* })
            }
        }

        $( keyed!($name, $recording ($($key),+) [$($($joint),+)?] [$($owner $($other)?)?] [$($($day)+)?]); )?
    };
}

/// Defines a closed list of words; each variant is written as its text in the form.
macro_rules! choice {
    (
        $(#[$doc:meta])*
        pub enum $name:ident $(or $stand_in:ident)? { $( $(#[$variant_doc:meta])* $variant:ident = $text:literal, )* }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $( $(#[$variant_doc])* #[doc = concat!("\"", $text, "\"")] $variant, )* }

        impl $name {
            /// Every value, in the order of the form.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word as the form prints it.
            pub fn text(self) -> &'static str {
                match self { $( $name::$variant => $text, )* }
            }
        }

        impl $crate::model::Decode for $name {
            fn shape() -> $crate::model::Shape {
                $crate::model::Shape::Choice(&[$($text),*])
            }

            $(fn stand_in() -> Option<Self> {
                Some($name::$stand_in)
            })?

            fn decode(node: &$crate::source::Node, log: &mut $crate::finding::Log) -> Option<Self> {
                let word = $crate::model::record::choose(node, &[$($text),*], log)?;
                $name::ALL.iter().copied().find(|v| v.text() == word)
            }
        }
    };
}

/// The description of a field of type `T`.
pub(crate) fn field<T: Decode>(
    name: &'static str,
    title: &'static str,
    note: &'static str,
    refers: Option<NameList>,
) -> Field {
    Field { name, title, note, shape: T::shape(), required: T::absent().is_none(), refers }
}

/// Finds the word of a closed list that a value holds; a word that is not in it is a finding.
pub(crate) fn choose(node: &Node, words: &'static [&'static str], log: &mut Log) -> Option<&'static str> {
    let text = match &node.data {
        Data::Text(text) => composed(text.trim()),
        // Some lists hold „true“ and „false“ beside their words.
        Data::Bool(flag) if words.contains(&"false") => flag.to_string().into(),
        _ => return log.reject(wrong_kind(node, &Shape::Choice(words))),
    };
    words.iter().copied().find(|word| *word == text).or_else(|| log.reject(unknown_word(node, words)))
}

/// The finding for a word that is not in a closed list.
pub(crate) fn unknown_word(node: &Node, words: &[&str]) -> Finding {
    let word = if let Data::Text(text) = &node.data { text.trim() } else { "" };
    // What is allowed stands under what was expected.
    let near = nearest(word, words.iter().copied());
    let mend = near.map_or("Wählen Sie einen dieser Werte.".into(), |near| format!("Meinten Sie „{near}“?"));
    let message = "Dieser Wert ist hier nicht vorgesehen.";
    Finding::at(Code::RB011, node.span, message, mend).found(node.describe()).expected(one_of(words))
}

/// The words of a closed list, for the "expected" part of a finding.
pub(crate) fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("„{word}“")).collect();
    format!("einer der Werte {}", quoted.join(", "))
}

/// The finding for a value of the wrong kind.
pub(crate) fn wrong_kind(node: &Node, shape: &Shape) -> Finding {
    let (message, mend) = match node.data {
        Data::Null => ("Das Pflichtfeld ist leer (null).", "Tragen Sie einen Wert ein."),
        _ => ("Der Wert hat die falsche Art.", "Tragen Sie den Wert in der erwarteten Form ein."),
    };
    Finding::at(Code::RB007, node.span_at(""), message, mend).expected(shape.describe()).found(node.describe())
}

/// The fields of one object while a record is decoded from it.
pub(crate) struct Fields<'a> {
    node: &'a Node,
}

impl<'a> Fields<'a> {
    /// Opens an object; any other value is a finding.
    pub(crate) fn open(node: &'a Node, shape: &Shape, log: &mut Log) -> Option<Self> {
        match node.data {
            Data::Object(_) => Some(Self { node }),
            _ => log.reject(wrong_kind(node, shape)),
        }
    }

    /// Reads one field; a required one that is missing is a finding.
    pub(crate) fn take<T: Decode>(&mut self, name: &'static str, title: &str, log: &mut Log) -> Option<T> {
        if let Some(value) = self.node.get(name) {
            let decoded = if value.data == Data::Faulty { None } else { T::decode(value, log) };
            return decoded.or_else(T::stand_in);
        }
        T::absent().or_else(|| {
            let span = self.node.span_at("");
            let mend = format!("Ergänzen Sie das Feld „{name}“ ({title}).");
            let finding = Finding::at(Code::RB006, span, format!("Das Pflichtfeld „{name}“ fehlt."), mend);
            log.push(finding.expected(T::shape().describe()));
            T::stand_in()
        })
    }

    /// Reports keys that are no field of the record, and keys that occur twice.
    pub(crate) fn close(self, names: &[&'static str], log: &mut Log) {
        let Data::Object(object) = &self.node.data else { return };
        let (mut seen, mut unknown) = (BTreeSet::new(), 0);
        for (Key { name, span }, value) in object.entries().filter(|(key, _)| key.name != SCHEMA) {
            let span = span.unwrap_or(value.span);
            if !names.contains(&&**name) {
                unknown += 1;
                if unknown > MOST_KEYS {
                    return;
                }
                let message = format!("Das Feld {} ist unbekannt.", quoted(&shorten(name)));
                let mend = format!("{} Sonst löschen Sie das Feld.", suggest(name, names.iter().copied()));
                log.push(Finding::at(Code::RB005, span, message, mend));
            } else if !seen.insert(name) {
                let message = format!("Das Feld {} steht doppelt.", quoted(name));
                let mend = "Löschen Sie eine der beiden Angaben.";
                log.push(Finding::at(Code::RB004, span, message, mend));
            }
        }
    }
}

/// The most items that a list inside a record may have.
const MOST_ITEMS: usize = 5_000;

/// The most wrong keys of one object that are reported.
const MOST_KEYS: usize = 100;

/// A list of values with their positions in the file.
///
/// Items that are not valid are left out, so that the rest is still checked; the positions of the others stay true.
#[derive(Debug, Clone, PartialEq)]
pub struct Items<T>(Vec<(usize, T)>);

impl<T> Items<T> {
    /// The valid items, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.0.iter().map(|(_, item)| item)
    }

    /// The valid items with their positions in the file, from 0.
    pub fn indexed(&self) -> impl Iterator<Item = (usize, &T)> + Clone {
        self.0.iter().map(|(index, item)| (*index, item))
    }

    /// How many valid items there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no valid item.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Decode> Decode for Items<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        let Data::List(items) = &node.data else {
            return log.reject(wrong_kind(node, &Self::shape()));
        };
        if items.len() > MOST_ITEMS {
            let message = format!("Die Liste hat {} Einträge.", items.len());
            let mend = "Prüfen Sie, ob die Liste an dieser Stelle richtig ist, und kürzen Sie sie.";
            let finding = Finding::at(Code::RB028, node.span_at(""), message, mend);
            return log.reject(finding.expected(format!("höchstens {MOST_ITEMS} Einträge")));
        }
        let readable = items.iter().enumerate().filter(|(_, item)| item.data != Data::Faulty);
        let decoded = readable.map(|(index, item)| Some((index, T::decode(item, log)?)));
        Some(Self(decoded.collect::<Vec<_>>().into_iter().flatten().collect()))
    }

    fn stand_in() -> Option<Self> {
        Self::absent()
    }

    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }

    fn decode(node: &Node, log: &mut Log) -> Option<Self> {
        match node.data {
            Data::Null => Some(None),
            _ => T::decode(node, log).map(Some),
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

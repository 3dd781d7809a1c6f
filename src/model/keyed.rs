//! What makes two rows of a table one record, and what a row is called.

use chrono::NaiveDate;

use super::value::STAND_IN;
use super::{Decode, Haushaltsart, Haushaltszeile, Jahr, Kennung, Nachweisart, Reifegradmodell, day};

/// A record of a table: its key, its name, the day of its recording, and what it belongs to.
pub trait Keyed: Decode {
    /// The fields of the key.
    const KEY: &'static [&'static str];

    /// Whether a row of the same key that was recorded later replaces it.
    const AGAIN: bool;

    /// What makes two rows one.
    fn key(&self) -> impl Ord;

    /// The parts of the key.
    fn parts(&self) -> Vec<&dyn KeyPart>;

    /// How traces and messages name it: `P-001`; `BW-026, 2021, investiv`.
    fn name(&self) -> String;

    /// The projects, grants or programmes that it belongs to.
    fn owners(&self) -> Vec<&Kennung>;

    /// The first of them, by which it is grouped.
    fn owner(&self) -> Option<&Kennung>;

    /// The days of what it tells as a fact; a plan has none.
    fn days(&self) -> Vec<NaiveDate>;

    /// The day on which it was recorded.
    fn erfasst(&self) -> Option<NaiveDate>;

    /// Whether it was known on a day; a row without a day of recording always was.
    fn is_known(&self, tag: NaiveDate) -> bool {
        self.erfasst().is_none_or(|erfasst| erfasst <= tag)
    }
}

/// A value that belongs to a key.
pub trait KeyPart {
    /// The value as a name shows it; `None` where there is none.
    fn print(&self) -> Option<String>;

    /// Whether it stands in for a value that is not valid.
    fn is_stand_in(&self) -> bool {
        false
    }
}

impl KeyPart for String {
    fn print(&self) -> Option<String> {
        Some(self.clone())
    }

    fn is_stand_in(&self) -> bool {
        self == STAND_IN
    }
}

impl KeyPart for NaiveDate {
    fn print(&self) -> Option<String> {
        Some(day(*self))
    }
}

impl<T: KeyPart> KeyPart for Option<T> {
    fn print(&self) -> Option<String> {
        self.as_ref().and_then(KeyPart::print)
    }
}

/// Says that a value prints as it is displayed, or as its word.
macro_rules! key_parts {
    ($($type:ty: $print:expr),* $(,)?) => {
        $( impl KeyPart for $type {
            fn print(&self) -> Option<String> {
                Some($print(self).to_string())
            }
        } )*
    };
}

key_parts! {
    Kennung: Kennung::as_str,
    Jahr: |jahr: &Jahr| *jahr,
    Haushaltsart: |art: &Haushaltsart| art.text(),
    Haushaltszeile: |zeile: &Haushaltszeile| zeile.text(),
    Nachweisart: |art: &Nachweisart| art.text(),
    Reifegradmodell: |modell: &Reifegradmodell| modell.text(),
}

/// The name that the parts of a key make; behind the first part stands the first joint, and a comma where none is given.
pub(crate) fn joined(parts: &[&dyn KeyPart], joints: &[&str]) -> String {
    let mut name = String::new();
    for (position, part) in parts.iter().filter_map(|part| part.print()).enumerate() {
        if position > 0 {
            name.push_str(joints.get(position - 1).unwrap_or(&", "));
        }
        name.push_str(&part);
    }
    name
}

/// Says how rows of a table are told apart.
///
/// `again`: the row of a key that was recorded last holds. `once`: a key is recorded on a day and never again. `undated`:
/// nobody says when a row was recorded. The parts of the key, joined by commas or what is given, are the row's name.
macro_rules! keyed {
    ($name:ident, $recording:ident ($($key:ident),+) [$($joint:literal),*] [$($owner:ident)*] [$($day:ident)*]) => {
        impl $crate::model::Keyed for $name {
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];
            const AGAIN: bool = keyed!(@again $recording);

            fn key(&self) -> impl Ord {
                ($(&self.$key,)+)
            }

            fn parts(&self) -> Vec<&dyn $crate::model::KeyPart> {
                vec![$(&self.$key),+]
            }

            fn name(&self) -> String {
                $crate::model::joined(&self.parts(), &[$($joint),*])
            }

            fn owners(&self) -> Vec<&$crate::model::Kennung> {
                let owners: &[Option<&$crate::model::Kennung>] = &[$(Option::from(&self.$owner)),*];
                owners.iter().flatten().copied().collect()
            }

            fn owner(&self) -> Option<&$crate::model::Kennung> {
                let owners: &[Option<&$crate::model::Kennung>] = &[$(Option::from(&self.$owner)),*];
                owners.first().copied().flatten()
            }

            fn days(&self) -> Vec<chrono::NaiveDate> {
                let days: &[Option<chrono::NaiveDate>] = &[$(Option::from(self.$day)),*];
                days.iter().flatten().copied().collect()
            }

            fn erfasst(&self) -> Option<chrono::NaiveDate> {
                keyed!(@erfasst $recording self)
            }
        }
    };
    (@again again) => { true };
    (@again $other:ident) => { false };
    (@erfasst undated $row:ident) => { None };
    (@erfasst $recorded:ident $row:ident) => { $row.erfasst };
}

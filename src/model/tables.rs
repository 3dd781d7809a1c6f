//! The one list of the tables of `daten/`: a table is a line here and its record.

use super::{
    Aenderungsbescheid, Anlagegut, Bewilligung, Decode, Energiemenge, Faktor, Foerdergeber, Fortschritt,
    Haushaltsansatz, Keyed, Located, Meilenstein, Mittelabruf, Nachweis, Pause, Programm, Programmregel, Projekt,
    RecordShape, Reifegrad, Shape, Tranche, Zahlung,
};
use crate::finding::Log;
use crate::source::Node;

/// Whether a workspace has a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It is expected to, so that its absence is worth a hint.
    Expected,
    /// Those have it who have their forms computed, or who report on milestones and services.
    Optional,
}

/// A record that is kept in a table of `daten/`.
pub trait Row: Keyed + 'static {
    /// The table.
    const TABLE: Table;
}

/// Something that is done with the rows of each table.
pub trait TableVisitor<'a> {
    /// Does it with those of one.
    fn table<T: Row>(&mut self, rows: &'a [Located<T>]);
}

/// Lists the tables: the variant, the name of the file, the record; the title, which is the name of the sheet; and what
/// messages call a row.
macro_rules! tables {
    ($( $variant:ident $name:ident: $record:ident = $title:literal, $noun:literal, $presence:ident; )*) => {
        /// The tables that `daten/` can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Table {
            $( #[doc = concat!("`", stringify!($name), "`.")] $variant, )*
        }

        impl Table {
            /// Every table.
            pub const ALL: &'static [Table] = &[$(Table::$variant),*];

            /// The table's name, which is the name of its file without the ending.
            pub fn name(self) -> &'static str {
                match self { $( Table::$variant => stringify!($name), )* }
            }

            /// The table's German title, which is the name of its sheet.
            pub fn title(self) -> &'static str {
                match self { $( Table::$variant => $title, )* }
            }

            /// What messages call one of its rows: `Das Projekt`.
            pub fn noun(self) -> &'static str {
                match self { $( Table::$variant => $noun, )* }
            }

            /// Whether a workspace has it; a table that is missing counts as empty unless it is required.
            pub fn presence(self) -> Presence {
                match self { $( Table::$variant => Presence::$presence, )* }
            }

            /// What its records look like, under the title of the table.
            pub fn record(self) -> RecordShape {
                let shape = match self { $( Table::$variant => $record::shape(), )* };
                match shape {
                    Shape::Record(record) => RecordShape { title: self.title(), ..record },
                    // Tables hold records only; a test looks at each.
                    _ => RecordShape { title: self.title(), fields: Vec::new },
                }
            }
        }

        /// The valid rows of every table, each in the order of its file.
        #[derive(Debug, Clone, Default)]
        pub struct Tables {
            $( #[doc = concat!("`daten/", stringify!($name), "`.")] pub $name: Vec<Located<$record>>, )*
        }

        impl Tables {
            /// Decodes the rows of each table; those that are not valid are left out.
            pub fn decode<'a>(rows: impl Fn(Table) -> &'a [Node], log: &mut Log) -> Self {
                Self { $( $name: decoded(rows(Table::$variant), log), )* }
            }

            /// Does something with the rows of each table.
            pub fn each<'a>(&'a self, visitor: &mut impl TableVisitor<'a>) {
                $( visitor.table(&self.$name); )*
            }
        }

        $( impl Row for $record {
            const TABLE: Table = Table::$variant;
        } )*
    };
}

tables! {
    Projekte projekte: Projekt = "Projekte", "Das Projekt", Required;
    Fortschritt fortschritt: Fortschritt = "Fortschritt", "Der Eintrag", Expected;
    Pausen pausen: Pause = "Pausen", "Die Pause", Expected;
    Meilensteine meilensteine: Meilenstein = "Meilensteine", "Der Meilenstein", Optional;
    Reifegrade reifegrade: Reifegrad = "Reifegrade", "Der Reifegrad", Optional;
    Foerdergeber foerdergeber: Foerdergeber = "Fördergeber", "Der Fördergeber", Expected;
    Programme programme: Programm = "Programme", "Das Programm", Expected;
    Bewilligungen bewilligungen: Bewilligung = "Bewilligungen", "Die Bewilligung", Expected;
    Haushalt haushalt: Haushaltsansatz = "Haushalt", "Der Haushaltsansatz", Optional;
    Anlagen anlagen: Anlagegut = "Anlagen", "Das Anlagegut", Optional;
    Programmregeln programmregeln: Programmregel = "Programmregeln", "Die Programmregel", Optional;
    Aenderungsbescheide aenderungsbescheide: Aenderungsbescheid = "Änderungsbescheide", "Der Änderungsbescheid", Optional;
    Tranchen tranchen: Tranche = "Tranchen", "Die Tranche", Optional;
    Mittelabrufe mittelabrufe: Mittelabruf = "Mittelabrufe", "Der Mittelabruf", Optional;
    Zahlungen zahlungen: Zahlung = "Zahlungen", "Die Zahlung", Optional;
    Nachweise nachweise: Nachweis = "Nachweise", "Der Nachweis", Optional;
    Energie energie: Energiemenge = "Energie", "Die Energiemenge", Optional;
    Faktoren faktoren: Faktor = "Faktoren", "Der Faktor", Optional;
}

fn decoded<T: Decode>(rows: &[Node], log: &mut Log) -> Vec<Located<T>> {
    rows.iter().filter_map(|row| T::decode(row, log).map(|record| Located::new(record, row.clone()))).collect()
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::model::{Kennung, NameList};

    #[test]
    fn every_kennung_but_a_records_own_says_where_it_comes_from() {
        let kennung = Kennung::shape().describe();
        for (table, field) in
            Table::ALL.iter().flat_map(|table| (table.record().fields)().into_iter().map(move |f| (table, f)))
        {
            let shape = match &field.shape {
                Shape::List(of) => of.describe(),
                other => other.describe(),
            };
            let refers = shape == kennung && field.name != "kennung";
            assert_eq!(field.refers.is_some(), refers, "{} {}", table.name(), field.name);
        }
    }

    #[test]
    fn references_lead_to_lists_that_have_kennungen() {
        for field in Table::ALL.iter().flat_map(|table| (table.record().fields)()) {
            if let Some(NameList::Table(table)) = field.refers {
                assert!((table.record().fields)().iter().any(|own| own.name == "kennung"), "{}", field.name);
            }
        }
    }

    #[test]
    fn every_table_has_fields_with_titles_of_their_own() {
        for table in Table::ALL {
            let fields = (table.record().fields)();
            assert!(fields.len() > 2, "{}", table.name());
            for (i, field) in fields.iter().enumerate() {
                let twice = fields[..i].iter().any(|other| other.title.to_lowercase() == field.title.to_lowercase());
                assert!(!twice, "{}: {}", table.name(), field.title);
                assert!(field.title.chars().count() <= 30, "{}: {}", table.name(), field.title);
            }
        }
    }
}

//! What follows from the list of tables: the rows of all of them, and what is done with each.

use std::collections::BTreeSet;

use super::{Decode, Keyed, Located, RecordShape, Shape, Table};
use crate::finding::Log;
use crate::source::Node;

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

macro_rules! rows {
    ($( $variant:ident $name:ident: $record:ident = $title:literal, $noun:literal, $presence:ident; )*) => {
        impl Table {
            /// What its records look like, under the title of the table.
            pub fn record(self) -> RecordShape {
                let shape = match self { $( Table::$variant => $crate::model::$record::shape(), )* };
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
            $( #[doc = concat!("`daten/", stringify!($name), "`.")] pub $name: Vec<Located<$crate::model::$record>>, )*
            /// The tables of which something could not be read.
            pub partial: BTreeSet<Table>,
        }

        impl Tables {
            /// Decodes the rows of each table; those that are not valid are left out.
            pub fn decode<'a>(rows: impl Fn(Table) -> &'a [Node], log: &mut Log) -> Self {
                let mut tables = Self { $( $name: decoded(rows(Table::$variant), log), )* partial: BTreeSet::new() };
                let valid = [$( (Table::$variant, tables.$name.len()) ),*];
                let partial = valid.into_iter().filter(|(table, valid)| *valid < rows(*table).len());
                tables.partial.extend(partial.map(|(table, _)| table));
                tables
            }

            /// Whether everything of the table of this name could be read.
            pub fn is_whole(&self, table: &str) -> bool {
                self.partial.iter().all(|partial| partial.name() != table)
            }

            /// Does something with the rows of each table.
            pub fn each<'a>(&'a self, visitor: &mut impl TableVisitor<'a>) {
                $( visitor.table(&self.$name); )*
            }
        }

        $( impl Row for $crate::model::$record {
            const TABLE: Table = Table::$variant;
        } )*
    };
}

tables!(rows);

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

//! Where a number that no figure has stands in the data: the fields of records that hold it.

use crate::model::{
    Bericht, Bestand, Blatt, Decode, Kind, Located, RecordShape, Row, Shape, Stammdaten, TableVisitor, Vorlage,
};
use crate::source::{Data, Node, Sources};

/// The fields that hold a number, each with its place, its title and its record: of the tables, of some papers, of the configuration.
pub(super) fn holding(
    is_number: &dyn Fn(&str) -> bool,
    bestand: &Bestand,
    sources: &Sources,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut search = Search { is_number, sources, found: Vec::new() };
    bestand.each(&mut search);
    for ordner in bestand.vorlagen.iter().filter(|ordner| is_wanted(&ordner.name)) {
        search.record(&Vorlage::shape(), ordner.vorlage.node(), &ordner.name, true);
    }
    for ordner in bestand.berichte.iter().filter(|ordner| is_wanted(&ordner.name)) {
        search.record(&Bericht::shape(), ordner.bericht.node(), &ordner.name, true);
    }
    search.record(&Stammdaten::shape(), bestand.stammdaten.node(), "Einstellung", true);
    search.found
}

struct Search<'a> {
    /// Whether a value, `27600.00`, is the number.
    is_number: &'a dyn Fn(&str) -> bool,
    sources: &'a Sources,
    found: Vec<String>,
}

impl<'a> TableVisitor<'a> for Search<'_> {
    fn table<T: Row>(&mut self, rows: &'a [Located<T>]) {
        let shape = T::shape();
        for row in rows {
            self.record(&shape, row.node(), &row.name(), false);
        }
    }
}

impl Search<'_> {
    /// Looks at the fields of a record; those on the sheets of papers and configuration have heads of their own.
    fn record(&mut self, shape: &Shape, node: &Node, name: &str, on_sheets: bool) {
        if let Shape::Record(record) = shape {
            self.fields(record, node, ("", name), on_sheets);
        }
    }

    fn fields(&mut self, record: &RecordShape, node: &Node, (above, name): (&str, &str), on_sheets: bool) {
        for field in (record.fields)() {
            let Some(value) = node.get(field.name) else { continue };
            let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}/{}", field.name) };
            let (shape, values) = match &field.shape {
                Shape::List(of) => (&**of, value.items()),
                shape => (shape, std::slice::from_ref(value)),
            };
            for value in values {
                match shape {
                    Shape::Record(inner) => self.fields(inner, value, (&path, name), on_sheets),
                    Shape::Single { kind, .. } if can_hold(*kind) && self.holds(value) => {
                        let head = on_sheets.then(|| Blatt::head_of(&path)).flatten().unwrap_or(field.title);
                        self.found.push(format!("{}: „{head}“, {name}", self.sources.place(value.span)));
                    }
                    _ => {}
                }
            }
        }
    }

    fn holds(&self, value: &Node) -> bool {
        match &value.data {
            Data::Number(number) => (self.is_number)(number),
            _ => false,
        }
    }
}

/// Whether a field holds a number that could be printed as one; a year is rather the name of something.
fn can_hold(kind: Kind) -> bool {
    match kind {
        Kind::Whole | Kind::Money | Kind::Percent | Kind::Decimal | Kind::Rate => true,
        Kind::Text | Kind::Pattern(_) | Kind::Flag | Kind::Year | Kind::Date => false,
    }
}

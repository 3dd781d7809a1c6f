//! The sheet of the single values: each row names one and holds it, in whatever form it has.

use crate::finding::{Code, Finding, Log, suggest};
use crate::load::grid::{Cell, Grid, Row, Value};
use crate::load::own::Own;
use crate::load::rows::plain;
use crate::load::{cell, heads};
use crate::model::{Blatt, Einstellung};
use crate::source::{Alphabet, Data, Key, Node, quoted, shorten};

/// The rows with what their values are; `None` where the heads cannot be told.
pub(super) fn rows(grid: &Grid, log: &mut Log) -> Option<Vec<Node>> {
    let fields = Blatt::Einstellungen.fields();
    let columns = heads::read(grid, &fields, log)?;
    let column =
        |name: &str| columns.iter().find(|(_, head)| fields[head.field].name == name).map(|(column, _)| column);
    let (key, value) = (column("schluessel")?, column("wert"));
    let all = Einstellung::all();
    let rows = grid.rows.iter().skip(1).filter(|row| !row.is_blank());
    Some(rows.filter_map(|row| one(row, (key, value), &all, log)).collect())
}

/// What the sheet declares as somebody's own; what is wrong with it is told when it is read as a whole.
pub(in crate::load) fn own(grid: &Grid, alphabet: &Alphabet, own: &mut Own) {
    for row in rows(grid, &mut Log::new(alphabet.clone())).unwrap_or_default() {
        if let (Some(Data::Text(key)), Some(value)) = (row.get("schluessel").map(|key| &key.data), row.get("wert")) {
            own.add(key, value);
        }
    }
}

/// One value; `None` for a row that holds none, or whose key is unknown.
fn one(row: &Row, (key, value): (usize, Option<usize>), all: &[Einstellung], log: &mut Log) -> Option<Node> {
    let name = row.cells.get(key).filter(|cell| cell.value != Value::Empty);
    let value = value.and_then(|value| row.cells.get(value));
    let Some(name) = name else {
        let filled = value.filter(|cell| cell.value != Value::Empty)?;
        let message = "Vor diesem Wert steht kein Schlüssel.";
        let mend = "Schreiben Sie den Schlüssel der Einstellung davor, oder löschen Sie den Wert.";
        return log.reject(Finding::at(Code::RB006, filled.span, message, mend));
    };
    let text = name.text();
    let Some(own) = all.iter().find(|own| plain(&own.key()) == plain(&text)) else {
        return log.reject(unknown(name, all));
    };
    let read = match value {
        Some(cell) if cell.value == Value::Empty => Node { span: cell.span, data: Data::Null },
        Some(cell) => cell::node(cell, &own.field, log),
        None => Node { span: name.span, data: Data::Null },
    };
    let entry = |name: &'static str, node| (Key { name: name.into(), span: None }, node);
    let named = Node { span: name.span, data: Data::Text(own.key().into()) };
    let data = [entry("schluessel", named), entry("wert", read)].into_iter().collect();
    Some(Node { span: row.span, data })
}

fn unknown(name: &Cell, all: &[Einstellung]) -> Finding {
    let text = name.text();
    let keys: Vec<String> = all.iter().map(Einstellung::key).collect();
    let message = format!("Die Einstellung {} ist unbekannt.", quoted(&shorten(&text)));
    let mend = format!("{} Sonst löschen Sie die Zeile.", suggest(&text, keys.iter().map(String::as_str)));
    Finding::at(Code::RB005, name.span, message, mend)
}

//! A finance table of a paper, from its cells as they are written.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::transcription::Fassung;

/// The rows of a table by name, each with its cells as they are written; `None` where the source shows nothing.
pub(super) type Finanztabelle = BTreeMap<String, Vec<Option<String>>>;

/// The four columns of both tables that are typed, and the two behind them.
const SPALTEN: [&str; 6] = ["ansatz", "fortgeschrieben", "ansatz_ff", "fortgeschrieben_ff", "gesamt_alt", "gesamt_neu"];

/// The investive table; the Gesamtbedarf of its rows is stated, not typed.
pub(super) fn investiv(tabelle: &Finanztabelle, fassung: Fassung) -> Value {
    let row = |name: &str| {
        let mut row = cells(&tabelle[name][..4], fassung, Some(0));
        row.insert("angegeben".into(), cells_of(&SPALTEN[4..], &tabelle[name][4..], fassung, None).into());
        row
    };
    let rows = ["einzahlungen", "auszahlungen"].map(|name| (name, row(name)));
    whole(tabelle, rows.into_iter(), fassung)
}

/// The konsumtive table.
pub(super) fn konsumtiv(tabelle: &Finanztabelle, fassung: Fassung) -> Value {
    let row = |name: &str| {
        let mut row = cells(&tabelle[name][..4], fassung, Some(0));
        row.extend(cells_of(&["folgekosten_alt", "folgekosten_neu"], &tabelle[name][4..], fassung, None));
        row
    };
    let rows = ["ertrag", "personal_sachaufwand", "abschreibungen"].map(|name| (name, row(name)));
    whole(tabelle, rows.into_iter(), fassung)
}

/// A table from its typed rows, with the results that the paper states and its words on the Deckung.
fn whole(
    tabelle: &Finanztabelle,
    rows: impl Iterator<Item = (&'static str, Map<String, Value>)>,
    fassung: Fassung,
) -> Value {
    let mut out: Map<String, Value> = rows.map(|(name, row)| (name.to_owned(), row.into())).collect();
    let pair = ["ansatz", "ff"];
    out.insert(
        "angegeben".into(),
        json!({
            "ergebnis": cells(&tabelle["ergebnis"], fassung, None),
            "verbesserung": cells_of(&pair, &tabelle["verbesserung"], fassung, None),
        }),
    );
    let deckung = tabelle["deckung"].iter().map(|printed| deckung(printed.as_deref()));
    out.insert("deckung".into(), pair.iter().map(|name| (*name).to_owned()).zip(deckung).collect());
    out.into()
}

/// What was chosen of the two halves that the form prints; nothing where both are left. Where the source does not show
/// it, it counts as given, so that only papers that really leave both are without a choice.
fn deckung(printed: Option<&str>) -> Value {
    match printed {
        Some(both) if both.contains('/') => Value::Null,
        Some(half) if half.starts_with("keine") => json!("nicht ausreichend"),
        Some(_) | None => json!("gegeben"),
    }
}

fn cells(row: &[Option<String>], fassung: Fassung, unseen: Option<u8>) -> Map<String, Value> {
    cells_of(&SPALTEN, row, fassung, unseen)
}

fn cells_of(names: &[&str], row: &[Option<String>], fassung: Fassung, unseen: Option<u8>) -> Map<String, Value> {
    let value = |written: &Option<String>| match written.as_deref() {
        None => json!(unseen),
        Some(text) => amount(text).unwrap_or_else(|| match fassung {
            Fassung::WieGeschrieben => json!(text),
            Fassung::Lesbar => json!(0),
        }),
    };
    names.iter().zip(row).map(|(name, written)| ((*name).to_owned(), value(written))).collect()
}

/// The number that `- 49.000` or `247.800*` writes, without the star of a footnote; `None` where it is none.
fn amount(written: &str) -> Option<Value> {
    let digits: String = written.trim_end_matches('*').chars().filter(|c| !" .".contains(*c)).collect();
    let plain = digits.replace(',', ".");
    plain.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.').then_some(())?;
    serde_json::from_str(&plain).ok()
}

/// Whether a table holds an amount other than 0, readable or not.
pub(super) fn holds_amount(tabelle: &Finanztabelle, fassung: Fassung) -> bool {
    let money = tabelle.iter().filter(|(name, _)| !["jahre", "deckung"].contains(&name.as_str()));
    let mut cells = money.flat_map(|(_, row)| row.iter().flatten());
    cells.any(|cell| {
        let counts = fassung == Fassung::WieGeschrieben || amount(cell).is_some();
        counts && cell.contains(|c| ('1'..='9').contains(&c))
    })
}

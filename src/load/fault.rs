//! The errors that cells show, as programs spell them.

use super::grid::Value;
use crate::source::shorten;

/// The error that a cell shows, as German programs spell it, with the stored spelling where that differs.
pub(super) fn fault(stored: &str) -> Value {
    let stored = stored.trim();
    let german = FAULTS.iter().find(|(english, _)| *english == stored).map_or(stored, |(_, german)| german);
    let both = format!("{german} ({stored})");
    Value::Fault(if german == stored { shorten(stored) } else { both }.into())
}

/// Whether a text is all that a cell shows that is too narrow for its number.
pub(super) fn is_too_narrow(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|b| b == b'#')
}

/// Whether a text is how programs show an error.
pub(super) fn is_fault(text: &str) -> bool {
    let numbered = text.strip_prefix("Err:").or_else(|| text.strip_prefix("Fehler:"));
    FAULTS.iter().any(|(english, german)| text == *english || text == *german)
        || numbered.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The errors of workbooks: as files store them, and as German programs show them.
const FAULTS: [(&str, &str); 16] = [
    ("#NULL!", "#NULL!"),
    ("#DIV/0!", "#DIV/0!"),
    ("#VALUE!", "#WERT!"),
    ("#REF!", "#BEZUG!"),
    ("#NAME?", "#NAME?"),
    ("#NUM!", "#ZAHL!"),
    ("#N/A", "#NV"),
    ("#SPILL!", "#ÜBERLAUF!"),
    ("#CALC!", "#KALK!"),
    ("#FIELD!", "#FELD!"),
    ("#BLOCKED!", "#BLOCKIERT!"),
    ("#CONNECT!", "#VERBINDEN!"),
    ("#UNKNOWN!", "#UNBEKANNT!"),
    ("#GETTING_DATA", "#DATEN_ABRUFEN"),
    ("#ERROR!", "#FEHLER!"),
    ("#N/A!", "#NV!"),
];

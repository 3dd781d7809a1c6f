//! Names of bodies in texts: each stands in the master list.

use crate::finding::{Code, Finding, suggest};
use crate::model::Text;
use crate::source::quoted;
use crate::text::Gremienliste;

/// Reports bodies that the master list does not know; papers have named one committee in three ways.
pub(super) fn check(text: &Text, liste: &Gremienliste) -> Vec<Finding> {
    let unknown = liste.unknown_names(text).into_iter();
    unknown
        .map(|(place, name)| {
            let message = format!("Das Gremium {} steht nicht in ratsbericht.toml.", quoted(&name));
            let near = suggest(&name, liste.names().iter().map(String::as_str));
            let mend = format!(
                "{near} Ist der Name richtig, ergänzen Sie ihn in ratsbericht.toml unter [[gremium]] bei „auch“."
            );
            Finding::at(Code::RB505, text.span(place.start, place.end), message, mend)
        })
        .collect()
}

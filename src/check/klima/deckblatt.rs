//! Goals on the cover that speak of the Klimarelevanz, which the form alone states [form].

use crate::finding::{Code, Finding};
use crate::model::{Klimarelevanz, Located, Relevanz, Vorlage};
use crate::source::quoted;

/// Holds the goals against the form that is printed.
pub(super) fn check(form: Option<&Klimarelevanz>, vorlage: &Located<Vorlage>) -> Vec<Finding> {
    let wrong = vorlage.ziele.indexed().filter_map(|(i, ziel)| {
        let (message, mend) = widerspruch(ziel, form)?;
        Some(Finding::at(Code::RB306, vorlage.span(&format!("ziele/{i}")), message, mend))
    });
    wrong.collect()
}

/// What is wrong with a goal, and what to do; `None` where it does not speak of the Klimarelevanz.
fn widerspruch(ziel: &str, form: Option<&Klimarelevanz>) -> Option<(String, &'static str)> {
    let lower = ziel.to_lowercase();
    let ziel = quoted(ziel);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if Relevanz::ALL.iter().any(|relevanz| bare == relevanz.text()) {
        let message = format!("Unter „ziele“ steht nur {ziel}; wovon die Rede ist, bleibt offen.");
        return Some((message, "Löschen Sie die Zeile. Die Klimarelevanz wird aus dem Vordruck von selbst gedruckt."));
    }
    let (_, behind) = lower.split_once("klimarelevanz")?;
    let Some(form) = form else {
        let message = format!("Das Deckblatt sagt {ziel}, die Vorlage hat aber keinen Vordruck Klimarelevanz.");
        return Some((
            message,
            "Füllen Sie „klimarelevanz“ aus, und löschen Sie die Zeile: Sie wird dann von selbst gedruckt.",
        ));
    };
    // A missing row 1 is a finding of its own.
    let row = form.klimaschutz?;
    Some(match named(behind) {
        Some(stated) if stated != row => (
            format!("Das Deckblatt sagt {ziel}, Zeile 1 des Vordrucks Klimarelevanz „{}“.", row.text()),
            "Löschen Sie die Zeile: Sie wird aus dem Vordruck von selbst gedruckt. Stimmt sie, berichtigen Sie den Vordruck oder die Mengen, aus denen er folgt.",
        ),
        _ => (
            format!(
                "Die Zeile „Klimarelevanz: {}“ wird von selbst gedruckt und stünde doppelt auf dem Deckblatt.",
                row.text()
            ),
            "Löschen Sie die Zeile unter „ziele“.",
        ),
    })
}

/// The relevance that a text names first.
fn named(text: &str) -> Option<Relevanz> {
    let places = Relevanz::ALL.iter().filter_map(|relevanz| Some((text.find(relevanz.text())?, *relevanz)));
    places.min_by_key(|(place, _)| *place).map(|(_, relevanz)| relevanz)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_relevance_counts() {
        assert_eq!(named(": nicht eindeutig"), Some(Relevanz::NichtEindeutig));
        assert_eq!(named(" ist positiv, keine Kosten"), Some(Relevanz::Positiv));
        assert_eq!(named(" siehe unten"), None);
    }
}

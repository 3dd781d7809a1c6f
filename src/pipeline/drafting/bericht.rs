//! What a new Bericht says.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::refusal::NotDrafted;
use super::{BerichtOrder, Draft, MARKE, texts};
use crate::finding::suggest;
use crate::model::{Bestand, Papierstand, Turnus};

/// How its title begins.
const TITEL: &str = "Sachstandsbericht";

pub(super) fn draft(bestand: &Bestand, order: &BerichtOrder, today: NaiveDate) -> Result<Draft, NotDrafted> {
    let all = || bestand.stammdaten.auswahl.iter();
    let kennung = order.auswahl.trim();
    let auswahl = all().find(|auswahl| auswahl.kennung.as_str() == kennung).ok_or_else(|| {
        let near = suggest(kennung, all().map(|auswahl| auswahl.kennung.as_str()));
        NotDrafted::Auswahl { kennung: kennung.to_owned(), near }
    })?;
    let mut own: Map<String, Value> = Map::new();
    let titel = format!("{TITEL} {}", auswahl.name);
    own.insert("auswahl".into(), auswahl.kennung.as_str().into());
    let mut fachbereiche = bestand.stammdaten.fachbereich.iter();
    if let Some(only) = fachbereiche.next().filter(|_| fachbereiche.next().is_none()) {
        own.insert("herausgeber".into(), only.kennung.as_str().into());
    }
    let note = match order.turnus {
        Some(turnus) => {
            own.insert("titel".into(), titel.into());
            own.insert("turnus".into(), turnus.text().into());
            format!("Turnus: {}. Gebaut wird der Bericht zum letzten Zeitraum, dessen Tag gekommen ist.", turnus.text())
        }
        None => {
            let ended = || Turnus::Quartal.zeitraum(today)?.previous();
            let Some(zeitraum) = order.zeitraum.or_else(ended) else { return Err(NotDrafted::Zeitraum) };
            // A report is dated after its period.
            let datum = zeitraum.ende.succ_opt().map_or(today, |after| after.max(today));
            // Files have plain blanks; papers set their own.
            let name = zeitraum.name().replace('\u{a0}', " ");
            own.insert("titel".into(), format!("{titel}, {name}").into());
            own.insert("zeitraum".into(), zeitraum.kennung().into());
            own.insert("datum".into(), datum.to_string().into());
            own.insert("stand".into(), Papierstand::Entwurf.text().into());
            format!("Zeitraum: {name}.")
        }
    };
    let open = format!(
        "Von Hand zu ergänzen: was in den Texten mit {MARKE} bezeichnet ist; wer keinen Text braucht, löscht die Datei."
    );
    Ok(Draft { own, texts: texts::of_bericht(), notes: vec![note, open] })
}

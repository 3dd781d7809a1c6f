//! The lines that say which day the data of a section are from, and what the Datenstand of a paper leaves out.

use chrono::NaiveDate;

use super::view::Feld;
use crate::figures::Figure;
use crate::figures::datenstand::{Datenbereich, Datenstaende, hoechstalter};
use crate::model::day;
use crate::text::with_typography;
use crate::text::zahl::{counted, tage};

/// The line of a section.
pub(super) fn zeile(staende: &Datenstaende<'_>, bereich: Datenbereich) -> String {
    let limit = hoechstalter(staende.bestand);
    let Some(stand) = staende.day(bereich) else {
        let limit = limit.filter(|_| staende.has_limit());
        let limit = limit.map(|figure| format!(" Ob sie älter sind als {}, ist nicht bekannt.", tage(&figure)));
        return with_typography(&format!(
            "Stand der Daten: ohne Tag der Erfassung; gezählt ist, was bis zum {} galt.{}",
            day(staende.datenstand),
            limit.unwrap_or_default()
        ));
    };
    let old = limit.filter(|_| staende.is_outdated(stand));
    let old = old.map(|figure| format!(" Sie sind älter als {}.", tage(&figure)));
    with_typography(&format!("Stand der Daten: {}.{}", day(stand), old.unwrap_or_default()))
}

/// The field of a cover that names the Datenstand, with what it leaves out.
pub(super) fn feld(datenstand: NaiveDate, figures: &[Figure]) -> Feld {
    Feld { titel: "Datenstand".into(), werte: std::iter::once(day(datenstand)).chain(left_out(figures)).collect() }
}

/// What the Datenstand leaves out, and rows without a day: a sentence each, none where there is nothing to say.
pub(super) fn left_out(figures: &[Figure]) -> Vec<String> {
    let figure = |id: &str| figures.iter().find(|figure| figure.id == id);
    let late = figure("daten.nicht_gezaehlt")
        .map(|late| format!("Nach dem Datenstand erfasst und nicht gezählt: {}.", counted(late, "Angabe", "Angaben")));
    let undated = figure("daten.ohne_tag").map(|undated| {
        format!("Ohne Tag der Erfassung, gezählt als von Anfang an bekannt: {}.", counted(undated, "Zeile", "Zeilen"))
    });
    late.into_iter().chain(undated).collect()
}

//! The sentence that says from which days the data are, and what the Datenstand of a paper leaves out.

use chrono::NaiveDate;

use super::view::Feld;
use crate::figures::Figure;
use crate::figures::datenstand::{Datenbereich, Datenstaende, hoechstalter};
use crate::model::day;
use crate::text::with_typography;
use crate::text::zahl::{counted, tage};

/// The days of the newest entries of some sections in one sentence: `Neueste Angaben: Projekte 20.01.2021, …`.
pub(super) fn neueste(staende: &Datenstaende<'_>, bereiche: &[Datenbereich]) -> String {
    let part = |bereich: &Datenbereich| {
        let name = bereich.kapitel();
        let Some(stand) = staende.day(*bereich) else { return format!("{name} ohne Tag der Erfassung") };
        let old = hoechstalter(staende.bestand).filter(|_| staende.is_outdated(stand));
        let old = old.map(|figure| format!(" (älter als {})", tage(&figure))).unwrap_or_default();
        format!("{name} {}{old}", day(stand))
    };
    with_typography(&format!("Neueste Angaben: {}.", bereiche.iter().map(part).collect::<Vec<_>>().join(", ")))
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

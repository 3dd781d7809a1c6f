//! Data that are older than the municipality allows.

use crate::figures::datenstand::{Datenbereich, Datenstaende};
use crate::finding::{Code, Finding};
use crate::model::day;
use crate::source::Span;

/// A finding for each section of a paper whose data are too old.
pub(super) fn check(staende: &Datenstaende<'_>, sections: &[(Datenbereich, &str)], span: Span) -> Vec<Finding> {
    let Some(alter) = &staende.bestand.stammdaten.datenalter else { return Vec::new() };
    let old = sections.iter().filter_map(|(bereich, titel)| Some((titel, staende.day(*bereich)?)));
    old.filter(|(_, stand)| staende.is_outdated(*stand))
        .map(|(titel, stand)| {
            let message = format!("{titel}: Die neueste Angabe ist vom {}.", day(stand));
            let mend = format!(
                "Tragen Sie nach, was seitdem geschehen ist. Gilt alles noch, erfassen Sie es neu mit „erfasst“. Hier zählt, was bis \
                 zum Datenstand {} erfasst ist; was Sie danach erfassen, zählt erst in einem Papier mit späterem Datenstand.",
                day(staende.datenstand)
            );
            let (tage, quelle) = (alter.hoechstens_tage, alter.quelle.trim_end_matches('.'));
            let days = if tage == 1 { "1 Tag".to_owned() } else { format!("{tage} Tage") };
            let limit = format!("Daten, die am {} höchstens {days} alt sind; Quelle: {quelle}", day(staende.datum));
            Finding::at(Code::RB602, span, message, mend).expected(limit)
        })
        .collect()
}

//! The line that says which day the data of a section are from.

use crate::figures::datenstand::{Datenbereich, Datenstaende, hoechstalter};
use crate::model::day;
use crate::text::{with_typography, zahl::tage};

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
